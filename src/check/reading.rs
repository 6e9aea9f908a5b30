//! What makes a text hard to use for people who jump from link to link: links that do not say where they lead.

use super::each::Each;
use crate::diag::{Diagnostic, Report};
use crate::model::{Prose, Version};
use crate::syntax::markdown::Link;

/// Texts of links that say nothing when they are read alone, in the languages of the default theme.
const EMPTY_WORDS: [&str; 22] = [
    "here",
    "click here",
    "click",
    "link",
    "this link",
    "this",
    "this page",
    "more",
    "read more",
    "see more",
    "more information",
    "details",
    "tästä",
    "täältä",
    "täällä",
    "tässä",
    "klikkaa tästä",
    "linkki",
    "tämä",
    "lisää",
    "lue lisää",
    "lisätietoja",
];

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    for (version, prose) in each.proses() {
        for link in &prose.document.links {
            report_link(version, prose, link, report);
        }
    }
}

fn report_link(version: &Version, prose: &Prose, link: &Link, report: &mut Report) {
    if link.image {
        return;
    }
    let words = link.text.trim().trim_end_matches(['.', '…', '!', '>', '»', '›', '→', ' ']).to_lowercase();
    let holds = |start: u32, end: u32| link.span.start <= start && end <= link.span.end;
    let says_more = prose.document.roles.iter().any(|role| holds(role.span.start, role.span.end))
        || prose.document.links.iter().any(|image| image.image && holds(image.span.start, image.span.end));
    let problem = if words.is_empty() && !says_more {
        let hint = "write between the brackets where the link leads";
        Diagnostic::warning("empty-link", "the link has no text").hint(hint)
    } else if EMPTY_WORDS.contains(&words.as_str()) {
        let message = format!("`{}` does not say where the link leads", link.text.trim());
        Diagnostic::warning("link-text", message).hint("name what is there, as it would read in a list of links")
    } else {
        return;
    };
    report.add(problem.at(super::at(version, link.span)));
}
