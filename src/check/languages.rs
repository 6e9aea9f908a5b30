//! What says which language it is in says so by a code that browsers and screen readers know.
//!
//! The `lang` of a quote is looked at where quotes are read, the languages of the site where `site.yaml` is.

use super::each::Each;
use crate::diag::{Diagnostic, Report};
use crate::kind::Value;
use crate::locale::{is_language, language_hint};
use crate::markup;
use crate::model::HtmlPolicy;

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    let scope = each.scope;
    for (version, prose) in each.proses().filter(|_| scope.site.config.html != HtmlPolicy::Forbid) {
        let text = scope.snapshot.text(version.file.as_str()).unwrap_or_default();
        for span in &prose.document.raw_html {
            let written = text.get(span.start as usize..span.end as usize).unwrap_or_default();
            // An empty one says that the language is not known, which is allowed.
            let elements = markup::elements(written);
            let codes = elements.iter().filter_map(|element| element.value("lang")).filter(|code| !code.is_empty());
            for code in codes.filter(|code| !is_language(code)) {
                report.add(unknown(code).at(super::at(version, *span)));
            }
        }
    }
    for (_, version) in each.versions() {
        let Some(names) = version.fields.values.get("local_names") else { continue };
        let Value::Map(by_language) = &names.value else { continue };
        for (code, _) in by_language.iter().filter(|(code, _)| !is_language(code)) {
            report.add(unknown(code).at(super::at(version, names.span)));
        }
    }
}

fn unknown(code: &str) -> Diagnostic {
    Diagnostic::error("unknown-language", format!("`{code}` is no language")).hint(language_hint(code))
}
