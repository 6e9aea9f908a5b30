//! Problems for machines: one JSON object a line, or the annotations of a code host.

use serde_json::{Value, json as object};

use super::{Diagnostic, LineColumn, line_column};

/// One problem as one JSON object, in the shape the specification promises: lines and columns are
/// 1-based, columns count characters, and what is not known is null.
pub fn json<'a>(problem: &Diagnostic, excerpt: impl Fn(&str) -> Option<&'a str>) -> String {
    let place = located(problem, excerpt);
    let number = |pick: fn(&LineColumn) -> usize| place.as_ref().map_or(Value::Null, |place| pick(place).into());
    object!({
        "severity": problem.severity.word(),
        "code": problem.code,
        "message": full_message(problem),
        "file": problem.place.as_ref().map(|place| &*place.file),
        "line": number(|place| place.line),
        "column": number(|place| place.column),
        "end_line": number(|place| place.end_line),
        "end_column": number(|place| place.end_column),
        "hint": problem.hint,
    })
    .to_string()
}

/// One problem as a workflow command that code hosts show beside the line.
pub fn github<'a>(problem: &Diagnostic, excerpt: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut properties = Vec::new();
    if let Some(place) = &problem.place {
        properties.push(format!("file={}", escape_property(&place.file)));
    }
    if let Some(place) = located(problem, excerpt) {
        properties.push(format!("line={},endLine={}", place.line, place.end_line));
        if place.line == place.end_line {
            properties.push(format!("col={},endColumn={}", place.column, place.end_column));
        }
    }
    properties.push(format!("title={}", escape_property(problem.code)));
    let mut message = full_message(problem);
    if let Some(hint) = &problem.hint {
        message.push('\n');
        message.push_str(hint);
    }
    format!("::{} {}::{}", problem.severity.word(), properties.join(","), escape_data(&message))
}

fn full_message(problem: &Diagnostic) -> String {
    let mut message = problem.message.clone();
    for (place, label) in &problem.also {
        message.push_str(&format!("; {label}: {}", place.file));
    }
    message
}

fn located<'a>(problem: &Diagnostic, excerpt: impl Fn(&str) -> Option<&'a str>) -> Option<LineColumn> {
    let place = problem.place.as_ref()?;
    Some(line_column(excerpt(&place.file)?, place.span?))
}

fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}
