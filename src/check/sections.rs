//! Sections that a kind names are not left empty.

use super::each::Each;
use crate::diag::{Diagnostic, Report};
use crate::model::{Prose, State, Version};
use crate::path::slug;
use crate::syntax::markdown::Piece;

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    // A draft is still being written.
    for (entry, version) in each.versions().filter(|(entry, _)| entry.state == State::Public) {
        let Some(kind) = each.scope.site.kinds.get(&entry.key.collection) else { continue };
        let Some(body) = version.body.as_ref() else { continue };
        for section in &kind.sections {
            empty(version, body, section, report);
        }
    }
}

fn empty(version: &Version, body: &Prose, section: &str, report: &mut Report) {
    let id = slug(section);
    let Some(heading) = body.document.headings.iter().find(|heading| slug(&heading.text) == id) else { return };
    let html: String = body
        .document
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Html(html) => html.text(),
            // Whatever fills a hole is something to read.
            _ => "x".into(),
        })
        .collect();
    let Some(start) = html.find(&format!("id=\"{}\"", heading.id)) else { return };
    let after = html[start..].split_once("</h").map_or("", |(_, rest)| rest);
    let after = after.split_once('>').map_or("", |(_, rest)| rest);
    let until = after.find("<h").unwrap_or(after.len());
    if after[..until].trim().is_empty() {
        report.add(
            Diagnostic::warning("empty-section", format!("there is nothing below `{section}`"))
                .at(super::at(version, heading.span))
                .hint("write what is expected or not known yet, or take the heading out"),
        );
    }
}
