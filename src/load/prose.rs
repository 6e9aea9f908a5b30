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
    document.directives.iter_mut().for_each(|directive| directive.span = span);
    let prose = lower(&file, part.text, document, &mut lowered);
    problems.merge(lowered);
    for problem in &mut problems.problems {
        problem.place = Some(Place::at(file.clone(), span));
    }
    report.merge(problems);
    prose
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
