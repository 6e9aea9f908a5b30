//! Directives: fenced blocks with a name in braces and YAML inside.
//!
//! In a list or a quotation the lines of the block lose their prefixes before they are YAML. A
//! [`Body`] remembers where each line came from, so that the places of the YAML are those of the
//! file all the same.

use std::ops::Range;

use super::document::Directive;
use super::{Source, role};
use crate::diag::{Diagnostic, Report, Span};
use crate::syntax::yaml::{self, Node, Value};

/// The lines of a block, without prefixes, and where they were.
#[derive(Debug, Default)]
pub(super) struct Body {
    text: String,
    /// Offset in `text`, offset in the source; from each to the next the two run in step.
    steps: Vec<(usize, usize)>,
    /// Where the last line ended in the source.
    end: usize,
}

impl Body {
    /// Adds what the parser gave for a range of the source.
    pub(super) fn push(&mut self, text: &str, range: &Range<usize>) {
        if self.steps.is_empty() || self.end != range.start {
            self.steps.push((self.text.len(), range.start));
        }
        self.text.push_str(text);
        self.end = range.end;
    }

    fn source(&self, offset: usize) -> usize {
        let next = self.steps.partition_point(|(text, _)| *text <= offset);
        let (text, source) = self.steps.get(next.saturating_sub(1)).copied().unwrap_or_default();
        source + (offset - text.min(offset))
    }

    /// The place in the file of a range of the text. Its end is where its last byte ends, which
    /// is not where the next line begins.
    fn span(&self, span: Span, base: usize) -> Span {
        let (start, end) = (span.start as usize, span.end as usize);
        let from = self.source(start.min(self.text.len()));
        let to = if end > start { self.source(end.min(self.text.len()) - 1) + 1 } else { from };
        Span::new(base + from, base + to)
    }

    fn relocate(&self, node: &mut Node, base: usize) {
        node.span = self.span(node.span, base);
        match &mut node.value {
            Value::List(items) => items.iter_mut().for_each(|item| self.relocate(item, base)),
            Value::Map(entries) => {
                for entry in entries {
                    entry.key_span = self.span(entry.key_span, base);
                    self.relocate(&mut entry.value, base);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number { .. } | Value::Text(_) => {}
        }
    }

    fn relocate_problem(&self, problem: &mut Diagnostic, base: usize) {
        let places = problem.place.iter_mut().chain(problem.also.iter_mut().map(|(place, _)| place));
        for span in places.filter_map(|place| place.span.as_mut()) {
            *span = self.span(*span, base);
        }
    }
}

/// The name and argument of a block whose fence begins at the start of the range, if it is a
/// directive. `None` for any other code, and for code whose info only looks like a directive, which
/// is reported.
pub(super) fn header(source: &Source<'_>, range: &Range<usize>, report: &mut Report) -> Option<(String, String)> {
    let line = source.first_line(range);
    let fence = source.text.get(line.clone())?;
    let info = fence.trim_start_matches(['`', '~']).trim();
    let inner = info.strip_prefix('{')?;
    let parts = inner.split_once('}').map(|(name, argument)| (name.trim(), argument));
    match parts {
        Some((name, argument)) if role::is_name(name) && (argument.is_empty() || argument.starts_with([' ', '\t'])) => {
            Some((name.to_owned(), argument.trim().to_owned()))
        }
        _ => {
            report.add(
                Diagnostic::warning("directive-syntax", "this is shown as code: it is not written as a block is")
                    .at(source.place(&line))
                    .hint("write the name alone in braces, as in ```{chart}, or no braces for code"),
            );
            None
        }
    }
}

/// The directive of a block that has been read whole; what is wrong with it is reported instead.
pub(super) fn read(
    source: &Source<'_>,
    (name, argument): (String, String),
    mut body: Body,
    range: &Range<usize>,
    report: &mut Report,
) -> Option<Directive> {
    let line = source.first_line(range);
    if !is_closed(source, &body, range) {
        report.add(
            Diagnostic::error("directive-open", format!("the block `{{{name}}}` is not ended"))
                .at(source.place(&line))
                .hint("put a line with the same backticks, and nothing else, after its last line"),
        );
        return None;
    }
    let span = source.span(&line);
    if body.text.trim().is_empty() {
        return Some(Directive { name, argument, body: None, span });
    }
    body.text.truncate(body.text.trim_end().len());
    body.text.push('\n');
    match yaml::parse(source.file, &body.text, 0) {
        Ok(mut node) => {
            body.relocate(&mut node, source.base);
            Some(Directive { name, argument, body: Some(node), span })
        }
        Err(mut problems) => {
            problems.iter_mut().for_each(|problem| body.relocate_problem(problem, source.base));
            report.problems.append(&mut problems);
            None
        }
    }
}

/// Whether a block ended with its fence and not with the text around it: after its content only a
/// fence has backticks or tildes.
fn is_closed(source: &Source<'_>, body: &Body, range: &Range<usize>) -> bool {
    let end = if body.steps.is_empty() { source.first_line(range).end } else { body.end };
    let tail = source.text.get(end.min(range.end)..range.end).unwrap_or_default().trim_end();
    tail.ends_with("```") || tail.ends_with("~~~")
}
