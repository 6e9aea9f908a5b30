//! Headings: their ids, and whether their levels make an outline.

use std::collections::BTreeSet;
use std::ops::Range;

use super::document::Heading;
use super::{Source, text};
use crate::diag::{Diagnostic, Report};
use crate::path::{Slugs, slug};

/// The level of the page's title, which the template writes.
const TITLE_LEVEL: u8 = 1;
/// Beginnings of ids that footnotes and figures have.
const RESERVED: [&str; 3] = ["fn-", "fnref-", "figure-"];
/// The id of the part of a page in which texts stand.
const MAIN: &str = "main";

/// A heading as it was met.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) level: u8,
    /// The id that the author gave.
    pub(super) id: Option<String>,
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// Gives every heading its id and reports what is wrong with ids and levels. Ids that authors gave
/// come first, so that none of ours takes one of theirs.
pub(super) fn finish(source: &Source<'_>, drafts: Vec<Draft>, report: &mut Report) -> Vec<Heading> {
    let mut slugs = Slugs::default();
    let mut given = BTreeSet::new();
    let kept: Vec<bool> = drafts.iter().map(|draft| keeps_id(source, draft, &mut given, report)).collect();
    for id in given {
        slugs.unique(id);
    }
    let mut headings = Vec::with_capacity(drafts.len());
    let mut level = TITLE_LEVEL;
    for (draft, kept) in drafts.into_iter().zip(kept) {
        check_level(source, &draft, level, report);
        level = draft.level;
        let span = source.span(&draft.range);
        let id = match draft.id {
            Some(id) if kept => id,
            _ => slugs.unique(own_id(&draft.text)),
        };
        headings.push(Heading { id, level, text: draft.text, span });
    }
    headings
}

/// Whether an id is kept for footnotes, figures and the page itself.
pub fn is_reserved(id: &str) -> bool {
    id == MAIN || RESERVED.iter().any(|reserved| id.starts_with(reserved))
}

fn own_id(text: &str) -> String {
    let slug = slug(text);
    if is_reserved(&slug) { format!("section-{slug}") } else { slug }
}

/// Whether the author's id can stand; if it cannot, that is reported.
fn keeps_id(source: &Source<'_>, draft: &Draft, given: &mut BTreeSet<String>, report: &mut Report) -> bool {
    let Some(id) = &draft.id else { return false };
    let problem = |code, message| Diagnostic::error(code, message).at(source.place(&draft.range));
    let plain = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let shown = text::excerpt(id);
    if !plain || !id.starts_with(|letter: char| letter.is_ascii_lowercase()) {
        report.add(
            problem("heading-id", format!("`{shown}` cannot be the id of a heading"))
                .hint("use small letters, digits and hyphens, a letter first, as in `{#first-results}`"),
        );
        return false;
    }
    if is_reserved(id) {
        report.add(
            problem("heading-id", format!("ids like `{shown}` belong to footnotes, figures and the page"))
                .hint("choose another beginning"),
        );
        return false;
    }
    if !given.insert(id.clone()) {
        report.add(
            problem("duplicate-id", format!("two headings have the id `{shown}`"))
                .hint("change one; a link could mean either"),
        );
        return false;
    }
    true
}

fn check_level(source: &Source<'_>, draft: &Draft, before: u8, report: &mut Report) {
    let warning = |message: String| Diagnostic::warning("heading-level", message).at(source.place(&draft.range));
    if draft.text.trim().is_empty() {
        report.add(
            Diagnostic::warning("empty-heading", "a heading without text")
                .at(source.place(&draft.range))
                .hint("write it or delete the line; screen readers announce headings"),
        );
    }
    if draft.level <= TITLE_LEVEL {
        report.add(
            warning("the page's title is already its first-level heading".to_owned())
                .hint("use `##` for the sections of the text"),
        );
    } else if draft.level > before + 1 {
        let marks = |level: u8| "#".repeat(level.into());
        report.add(
            warning(format!("a heading of level {} follows one of level {before}", draft.level))
                .hint(format!("use `{}`; readers who jump by level miss what is below a gap", marks(before + 1))),
        );
    }
}
