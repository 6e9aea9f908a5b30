//! A parsed text to a text with typed requests: roles and blocks lowered, each fault at its place.

use std::sync::Arc;

use super::block;
use super::entries::Part;
use crate::diag::{Diagnostic, Place, Report, Span, did_you_mean};
use crate::model::Prose;
use crate::model::request::{Named, RoleRequest, ValueRequest, When, no_period};
use crate::syntax::markdown::{self, Document, Role};

/// The roles a text may hold.
const ROLES: [&str; 2] = ["value", "cite"];

/// Lowers a document. `text` is the whole file.
pub(super) fn lower(file: &Arc<str>, text: &str, document: Document, report: &mut Report) -> Prose {
    let roles = document.roles.iter().map(|role| self::role(file, text, role, report)).collect();
    for span in &document.braced {
        loose(file, text, *span, report);
    }
    let blocks = document.directives.iter().map(|directive| block::lower(file, directive, report)).collect();
    Prose { document, roles, blocks }
}

/// The text of a field. Where it stands in the file as it is, its places are exact; where YAML
/// changed it (folded lines, escapes), every place in it is the field's.
pub(super) fn of_field(part: &Part<'_>, span: Span, text: &str, report: &mut Report) -> Prose {
    let file = part.path.shared();
    let written = part.text.get(span.start as usize..span.end as usize).unwrap_or_default();
    if let Some(at) = written.find(text).filter(|_| !text.contains('\n') && !text.is_empty()) {
        let start = span.start as usize + at;
        let whole = &part.text[..start + text.len()];
        let (document, problems) = markdown::parse(&file, whole, start);
        report.merge(problems);
        return lower(&file, whole, document, report);
    }
    let (mut document, mut problems) = markdown::parse(&file, text, 0);
    let mut lowered = Report::default();
    document.headings.iter_mut().for_each(|heading| heading.span = span);
    document.links.iter_mut().for_each(|link| link.span = span);
    document.raw_html.iter_mut().for_each(|raw| *raw = span);
    document.roles.iter_mut().for_each(|role| role.span = span);
    // Where the field holds the same words they are its own; only their place in the file is lost.
    let said: Vec<_> = document.braced.drain(..).map(|braced| (text, braced)).collect();
    said.iter().for_each(|(text, braced)| loose(&file, text, *braced, &mut lowered));
    document.directives.iter_mut().for_each(|directive| directive.span = span);
    let prose = lower(&file, part.text, document, &mut lowered);
    problems.merge(lowered);
    for problem in &mut problems.problems {
        problem.place = Some(Place::at(file.clone(), span));
    }
    report.merge(problems);
    prose
}

/// A role without its backticks would be printed on the page as it is typed.
fn loose(file: &Arc<str>, text: &str, span: Span, report: &mut Report) {
    let (start, end) = (span.start as usize, span.end as usize);
    let name = text.get(start..end).unwrap_or_default().trim_matches(['{', '}']).to_ascii_lowercase();
    if !ROLES.contains(&name.as_str()) {
        return;
    }
    let rest = text.get(end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let meant = enclosed(rest);
    let example = if name == "cite" { "key-of-a-work" } else { "helsinki/online-access@2023" };
    let hint = match &meant {
        Some((said, _)) if !said.is_empty() => format!("write {{{name}}}`{said}`, with backticks and without a space"),
        _ => format!("write backticks directly behind the brace: {{{name}}}`{example}`; or \\{{{name}}} for the word"),
    };
    let span = Span::new(start, end + meant.map_or(0, |(_, length)| length));
    let message = format!("`{{{name}}}` is printed as it stands here");
    report.add(Diagnostic::error("loose-role", message).at(Place::at(file.clone(), span)).hint(hint));
}

/// Marks that are typed for backticks.
const MARKS: [(char, &[char]); 9] = [
    ('`', &['`']),
    ('\'', &['\'']),
    ('"', &['"']),
    ('‘', &['’']),
    ('’', &['’']),
    ('“', &['”', '“']),
    ('”', &['”']),
    ('´', &['´', '`']),
    ('[', &[']']),
];

/// What stands between such marks, and the length of it all in bytes, spaces before it included.
fn enclosed(rest: &str) -> Option<(String, usize)> {
    let bare = rest.trim_start_matches([' ', '\u{a0}']);
    let open = bare.chars().next()?;
    let (_, closes) = MARKS.iter().find(|(mark, _)| *mark == open)?;
    let inner = bare.get(open.len_utf8()..)?;
    let (end, close) = inner.char_indices().find(|(_, letter)| closes.contains(letter))?;
    let length = rest.len() - bare.len() + open.len_utf8() + end + close.len_utf8();
    Some((inner.get(..end)?.trim().to_owned(), length))
}

fn role(file: &Arc<str>, text: &str, role: &Role, report: &mut Report) -> RoleRequest {
    if role.name == "cite" {
        return cite(file, text, role, report);
    }
    if role.name != "value" {
        let problem = Diagnostic::error("unknown-role", format!("`{{{}}}` is no role", role.name));
        let place = Place::at(file.clone(), role.span);
        report.add(problem.at(place).maybe_hint(did_you_mean(&role.name, ROLES)));
        return RoleRequest::Faulty;
    }
    value(text, role).map_or_else(
        |(span, message, hint)| {
            let place = Place::at(file.clone(), span);
            report.add(Diagnostic::error("bad-value-role", message).at(place).hint(hint));
            RoleRequest::Faulty
        },
        RoleRequest::Value,
    )
}

/// Lowers a `{cite}`: one key, or several with commas between.
fn cite(file: &Arc<str>, text: &str, role: &Role, report: &mut Report) -> RoleRequest {
    let written = text.get(role.span.start as usize..role.span.end as usize).unwrap_or_default();
    let start = written.find(role.text.as_str()).map(|at| role.span.start as usize + at);
    let mut works = Vec::new();
    let mut at = 0;
    for part in role.text.split(',') {
        let name = part.trim();
        let from = at + (part.len() - part.trim_start().len());
        let span = start.map_or(role.span, |start| Span::new(start + from, start + from + name.len()));
        at += part.len() + 1;
        if name.is_empty() {
            let problem = Diagnostic::error("bad-cite-role", format!("`{}` is not complete", role.text));
            let hint = "write the key of a reference in `content/references.bib`, or several with commas between";
            report.add(problem.at(Place::at(file.clone(), role.span)).hint(hint));
            return RoleRequest::Faulty;
        }
        works.push(Named { name: name.to_owned(), span });
    }
    RoleRequest::Cite(works)
}

/// What a `{value}` looks like.
const VALUE: &str =
    "write the city, a slash, the indicator, and where needed `@` and a period: `helsinki/online-access@2023`";

/// Lowers a `{value}`; the error is a place, a message and a cure.
fn value(text: &str, role: &Role) -> Result<ValueRequest, (Span, String, String)> {
    let whole = |message: String| (role.span, message, VALUE.to_owned());
    let written = text.get(role.span.start as usize..role.span.end as usize).unwrap_or_default();
    let start = written.find(role.text.as_str()).map(|at| role.span.start as usize + at);
    let span = |from: usize, to: usize| start.map_or(role.span, |start| Span::new(start + from, start + to));
    let Some((subject, rest)) = role.text.split_once('/') else {
        return Err(whole(format!("`{}` names no indicator", role.text)));
    };
    let (indicator, when) = rest.split_once('@').map_or((rest, None), |(indicator, when)| (indicator, Some(when)));
    if subject.is_empty() || indicator.is_empty() {
        return Err(whole(format!("`{}` is not complete", role.text)));
    }
    let at = subject.len() + 1;
    let (when, when_span) = match when {
        None => (When::Latest, role.span),
        Some(written) => {
            let from = at + indicator.len() + 1;
            let here = span(from, from + written.len());
            let fault = || {
                let (message, hint) = no_period(written);
                (here, message, hint)
            };
            (When::parse(written).ok_or_else(fault)?, here)
        }
    };
    Ok(ValueRequest {
        subject: Named { name: subject.to_owned(), span: span(0, subject.len()) },
        indicator: Named { name: indicator.to_owned(), span: span(at, at + indicator.len()) },
        when,
        when_span,
    })
}
