//! Every template that kinds and entries name is there.

use super::Scope;
use crate::diag::{Diagnostic, Place, Report, Span, did_you_mean};

/// The cure where no template's name is near.
const TEMPLATES: &str = "write the name of a file in the `templates/` of the theme, such as `article.html`";

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    let missing = |name: &str| {
        let known = scope.theme.templates().filter(|name| !name.contains('/'));
        Diagnostic::error("unknown-template", format!("there is no template `{name}`"))
            .hint(did_you_mean(name, known).unwrap_or_else(|| TEMPLATES.to_owned()))
    };
    for kind in scope.site.kinds.values() {
        let listing = kind.listing.iter().map(|listing| &listing.template);
        for template in [&kind.template].into_iter().chain(listing).filter(|name| !scope.theme.has(name)) {
            report.add(missing(template).at(Place::file(kind.file.as_str())));
        }
    }
    for (_, version) in scope.versions() {
        let Some(text) = version.fields.text("template") else { continue };
        let name = text.say("", "");
        if !scope.theme.has(name) {
            let span = version.fields.span("template").unwrap_or(Span::default());
            report.add(missing(name).at(super::at(version, span)));
        }
    }
}
