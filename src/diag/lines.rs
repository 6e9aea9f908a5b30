//! Lines and columns of byte offsets: computed only for what is shown, so that places can be kept
//! as two numbers.

use super::Span;

/// Where a span lies for a person: 1-based, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    /// First line.
    pub line: usize,
    /// First column.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// The column after the last character.
    pub end_column: usize,
}

/// Lines and columns of a span. Offsets past the end or inside a character are moved back to the
/// nearest place that exists.
pub fn line_column(text: &str, span: Span) -> LineColumn {
    let (line, column) = point(text, span.start as usize);
    let (end_line, end_column) = point(text, span.end as usize);
    LineColumn { line, column, end_line, end_column }
}

fn point(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before[line_start..].trim_start_matches('\u{feff}').chars().count() + 1;
    (line, column)
}
