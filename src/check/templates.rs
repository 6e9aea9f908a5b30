//! Every template that kinds and entries name is there.

use super::Scope;
use super::each::Each;
use crate::diag::{Diagnostic, Place, Report, Span, did_you_mean};

/// The cure where no template's name is near.
const TEMPLATES: &str = "write the name of a file in the `templates/` of the theme, such as `article.html`";

/// Those that kinds name.
pub(super) fn kinds(scope: &Scope<'_>, report: &mut Report) {
    for kind in scope.site.kinds.values() {
        let listing = kind.listing.iter().map(|listing| &listing.template);
        for template in [&kind.template].into_iter().chain(listing).filter(|name| !scope.theme.has(name)) {
            report.add(missing(scope, template).at(Place::file(kind.file.as_str())));
        }
    }
}

/// That of an entry.
pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    let scope = each.scope;
    for (_, version) in each.versions() {
        let Some(text) = version.fields.text("template") else { continue };
        let name = text.say("", "");
        if !scope.theme.has(name) {
            let span = version.fields.span("template").unwrap_or(Span::default());
            report.add(missing(scope, name).at(super::at(version, span)));
        }
    }
}

fn missing(scope: &Scope<'_>, name: &str) -> Diagnostic {
    let known = scope.theme.templates().filter(|name| !name.contains('/'));
    Diagnostic::error("unknown-template", format!("there is no template `{name}`"))
        .hint(did_you_mean(name, known).unwrap_or_else(|| TEMPLATES.to_owned()))
}
