//! Problems as text for people: an excerpt with the place marked, the fact, the cure.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};

use super::{Diagnostic, Place, Severity, Span};

/// Lines longer than this are cut around the place, so that a message stays readable.
const WIDTH: usize = 120;

/// Renders one problem. `excerpt` gives the text of a file, where it can be shown.
pub fn text<'a>(problem: &Diagnostic, colour: bool, excerpt: impl Fn(&str) -> Option<&'a str>) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(WIDTH);
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(problem.message.as_str()).id(problem.code);
    let mut lead = Group::with_title(title);
    let mut bare = Vec::new();
    let first = problem.place.iter().map(|place| (place, "", AnnotationKind::Primary));
    let others = problem.also.iter().map(|(place, label)| (place, label.as_str(), AnnotationKind::Context));
    for (place, label, kind) in first.chain(others) {
        match (excerpt(&place.file), place.span) {
            (Some(source), Some(span)) => lead = lead.element(snippet(source, place, span, (label, kind))),
            _ => bare.push((place, label)),
        }
    }
    let help = problem.hint.as_ref().map(|hint| Group::with_title(Level::HELP.secondary_title(hint.as_str())));
    let excerpts = problem.place.iter().any(|place| !bare.iter().any(|(other, _)| *other == place));
    if !bare.is_empty() && excerpts {
        let help = help.map(|help| format!("\n{}", renderer.render(&[help]))).unwrap_or_default();
        return format!("{}{}{help}", renderer.render(&[lead]), places(&bare));
    }
    let groups: Vec<Group<'_>> = std::iter::once(lead).chain(help).collect();
    let mut out = renderer.render(&groups);
    // Without an excerpt the places stand under the title.
    let at = out.find('\n').unwrap_or(out.len());
    out.insert_str(at, &places(&bare));
    out
}

fn snippet<'a>(
    source: &'a str,
    place: &'a Place,
    span: Span,
    (label, kind): (&'a str, AnnotationKind),
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let (start, end, from, to) = window(source, span);
    let line_start = source[..from].bytes().filter(|byte| *byte == b'\n').count() + 1;
    let mark = kind.span(start - from..end - from);
    let mark = if label.is_empty() { mark } else { mark.label(label) };
    Snippet::source(&source[from..to]).path(&*place.file).line_start(line_start).fold(true).annotation(mark)
}

/// The marked range, cut to its first line, and the whole lines around it that are handed on:
/// the renderer is linear in what it is given, and files may be megabytes.
fn window(source: &str, span: Span) -> (usize, usize, usize, usize) {
    let floor = |offset: u32| {
        let mut offset = (offset as usize).min(source.len());
        while !source.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = floor(span.start);
    let line_end = source[start..].find('\n').map_or(source.len(), |newline| start + newline);
    let end = floor(span.end).clamp(start, line_end.max(start));
    let from = source[..start].rfind('\n').map_or(0, |newline| newline + 1);
    (start, end, from, line_end)
}

/// Places without an excerpt (a whole file, a file that is no text), a line each.
fn places(bare: &[(&Place, &str)]) -> String {
    let mut lines = String::new();
    for (place, label) in bare {
        let _ = write!(lines, "\n  --> {}", place.file);
        if !label.is_empty() {
            let _ = write!(lines, " ({label})");
        }
    }
    lines
}
