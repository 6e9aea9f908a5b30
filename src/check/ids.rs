//! No two places of a page have the same id: a link could mean either, and labels would be read from the wrong one.
//!
//! Headings of one text have different ids already; here all texts of an entry, which share a page, are held against
//! each other and against the ids of raw HTML.

use std::collections::BTreeSet;

use super::Scope;
use super::each::Each;
use crate::diag::{Diagnostic, Report, Span};
use crate::markup;
use crate::model::{HtmlPolicy, Version};
use crate::syntax::markdown::is_reserved;

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    let scope = each.scope;
    if scope.site.config.html == HtmlPolicy::Forbid {
        return;
    }
    for (_, version) in each.versions() {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let proses = || version.body.iter().chain(version.prose.values().flatten());
        seen.extend(proses().flat_map(|prose| prose.document.headings.iter().map(|heading| heading.id.clone())));
        for span in proses().flat_map(|prose| &prose.document.raw_html) {
            for id in ids(scope, version, *span) {
                if let Some(problem) = problem(&id, &mut seen) {
                    report.add(problem.at(super::at(version, *span)));
                }
            }
        }
    }
}

fn problem(id: &str, seen: &mut BTreeSet<String>) -> Option<Diagnostic> {
    if is_reserved(id) {
        let problem =
            Diagnostic::error("reserved-id", format!("ids like `{id}` belong to footnotes, figures and the page"));
        return Some(problem.hint("choose another beginning"));
    }
    if !seen.insert(id.to_owned()) {
        let problem = Diagnostic::error("duplicate-id", format!("two places on this page have the id `{id}`"));
        return Some(problem.hint("change one; a link could mean either"));
    }
    None
}

/// The ids in a piece of raw HTML.
fn ids(scope: &Scope<'_>, version: &Version, span: Span) -> Vec<String> {
    let text = scope.snapshot.text(version.file.as_str()).unwrap_or_default();
    let written = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let elements = markup::elements(written);
    elements.iter().filter_map(|element| element.value("id")).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}
