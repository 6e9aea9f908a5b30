//! Errors of the template engine as problems of the theme, each at its line.

use std::collections::BTreeMap;

use tera::ErrorKind;

use super::PAGE_LIMIT;
use crate::diag::{Diagnostic, Place, Span, did_you_mean};

const HINT: &str =
    "templates are described in docs/themes.md; the theme's own file can be deleted to fall back to the default";
/// What the engine says of a block that no template has a place for.
const LOOSE_BLOCK: &str = "is not defined in any parent template";
/// What it says of an `include` of nothing.
const UNKNOWN: &str = "unknown template `";

/// Where templates come from, by name.
pub(super) type Origins = BTreeMap<String, String>;

/// One fault, with the name of the template it is in.
pub(super) struct Fault {
    pub(super) template: Option<String>,
    pub(super) problem: Diagnostic,
}

/// The problem of a template that cannot be filled.
pub(super) fn filling(error: &tera::Error, template: &str, origins: &Origins) -> Diagnostic {
    let problem = single(error, origins).problem;
    if problem.place.is_some() { problem } else { problem.at(Place::file(origin(origins, template))) }
}

/// The problem of a template whose page has no end.
pub(super) fn endless(template: &str, origins: &Origins) -> Diagnostic {
    let message = format!("the page would have more than {} MB", PAGE_LIMIT / 1_000_000);
    Diagnostic::error("page-too-large", message)
        .at(Place::file(origin(origins, template)))
        .hint("look for a loop that goes on too long, in the template or in what it includes")
}

/// Every problem that an error of compiling tells of: it may be a list of several.
pub(super) fn compiling(error: &tera::Error, sources: &BTreeMap<&str, &str>, origins: &Origins) -> Vec<Fault> {
    if let ErrorKind::Msg(said) = error.kind() {
        let listed = listed(said, sources, origins);
        if !listed.is_empty() {
            return listed;
        }
    }
    vec![single(error, origins)]
}

/// Whether a fault may only be there because another template was taken out.
pub(super) fn follows(fault: &Fault) -> bool {
    fault.problem.message.starts_with("no template that this one extends")
}

fn single(error: &tera::Error, origins: &Origins) -> Fault {
    let whole = |name: &str, message: String| Fault {
        template: Some(name.to_owned()),
        problem: Diagnostic::error("template", message).at(Place::file(origin(origins, name))).hint(HINT),
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = &report.span().range;
            let place = Place::at(origin(origins, report.filename()), Span::new(range.start, range.end));
            let problem = Diagnostic::error("template", plain(report.message())).at(place).hint(HINT);
            Fault { template: Some(report.filename().to_owned()), problem }
        }
        ErrorKind::CircularExtend { tpl, .. } => whole(tpl, "the template extends itself".into()),
        ErrorKind::CircularInclude { tpl, include_chain } => {
            whole(tpl, format!("the template includes itself: `{}`", include_chain.join("` > `")))
        }
        ErrorKind::MissingParent { current, parent } => {
            let mut fault = whole(current, format!("the template extends `{parent}`, which does not exist"));
            fault.problem = fault.problem.maybe_hint(did_you_mean(parent, origins.keys().map(String::as_str)));
            fault
        }
        ErrorKind::TemplateNotFound(name) => Fault {
            template: None,
            problem: Diagnostic::error("template", format!("there is no template `{name}`")).hint(HINT),
        },
        _ => {
            let said = error.to_string();
            let said =
                if said.contains("recursion depth") { "a component of the template calls itself" } else { &said };
            Fault { template: None, problem: Diagnostic::error("template", plain(said)).hint(HINT) }
        }
    }
}

/// The engine's own report of several faults: `error: …`, then ` --> template:line:column`.
fn listed(said: &str, sources: &BTreeMap<&str, &str>, origins: &Origins) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut message = None;
    for line in said.lines() {
        if let Some(text) = line.strip_prefix("error: ") {
            message = Some(plain(text));
        } else if let (Some(place), Some(text)) = (line.trim_start().strip_prefix("--> "), message.take()) {
            faults.extend(fault(&text, place, sources, origins));
        }
    }
    faults
}

fn fault(message: &str, place: &str, sources: &BTreeMap<&str, &str>, origins: &Origins) -> Option<Fault> {
    let mut parts = place.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    let span = span(sources.get(name)?, line, column);
    let (mut message, mut hint) = (message.to_owned(), None);
    if let Some(block) = message.strip_suffix(LOOSE_BLOCK) {
        message = format!("no template that this one extends has the {}", block.trim());
    } else if let Some(unknown) = message.strip_prefix(UNKNOWN).and_then(|rest| rest.strip_suffix('`')) {
        hint = did_you_mean(unknown, origins.keys().map(String::as_str));
        message = format!("there is no template `{unknown}`");
    }
    let place = Place::at(origin(origins, name), span);
    let problem = Diagnostic::error("template", message).at(place).hint(HINT).maybe_hint(hint);
    Some(Fault { template: Some(name.to_owned()), problem })
}

/// The word at a line and column, both from 1 and in characters.
fn span(text: &str, line: usize, column: usize) -> Span {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    let from = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    let word =
        rest[from..].trim_start_matches('"').find(|letter: char| letter.is_whitespace() || "\"}%|".contains(letter));
    let quotes = rest[from..].len() - rest[from..].trim_start_matches('"').len();
    let length = word.map_or(rest.len() - from, |length| quotes + length + quotes);
    Span::new(start + from, (start + from + length).min(start + rest.len()))
}

fn origin(origins: &Origins, name: &str) -> String {
    origins.get(name).cloned().unwrap_or_else(|| name.to_owned())
}

/// The engine's sentence as this house writes them.
fn plain(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut letters = line.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
