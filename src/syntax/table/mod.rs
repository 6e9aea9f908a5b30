//! CSV to rows of cells with places: UTF-8 with or without a mark, comma or semicolon.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;

use crate::diag::{Diagnostic, Place, Span};

/// A table as typed in a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<'a> {
    /// The first row.
    pub header: Vec<Cell<'a>>,
    /// The cells of the rows below it, each row as long as the header. A table of a million rows would be
    /// a million small lists otherwise.
    pub cells: Vec<Cell<'a>>,
    /// Whether cells are parted by semicolons, in which case a decimal comma is read as one.
    pub decimal_comma: bool,
}

/// A cell, without the space around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The text, unquoted.
    pub text: Cow<'a, str>,
    /// Where it stands.
    pub span: Span,
}

impl<'a> Table<'a> {
    /// The rows below the first.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell<'a>]> {
        self.cells.chunks(self.header.len().max(1))
    }
}

/// Reads a table.
///
/// A row with more or fewer cells than the header is a problem and left out (one that is empty to its
/// end is let through). There is no table where a quotation mark is not closed, or where the first
/// line is no row of columns.
pub fn parse<'a>(file: &Arc<str>, text: &'a str) -> (Option<Table<'a>>, Vec<Diagnostic>) {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let separator = separator(&text[start..]);
    let mut scanner = Scanner { text, at: start, separator };
    let mut problems = Vec::new();
    let mut header = Vec::new();
    if !scanner.row(&mut header) {
        let problem = Diagnostic::error("csv-empty", "the table is empty").at(Place::file(file.clone()));
        return (None, vec![problem.hint("write the names of the columns in the first line, or delete the file")]);
    }
    if let [only] = header.as_slice() {
        return (None, vec![one_column(file, only)]);
    }
    let mut cells: Vec<Cell<'a>> = Vec::new();
    loop {
        let start = cells.len();
        if !scanner.row(&mut cells) {
            break;
        }
        if cells[start..].iter().all(|cell| cell.text.is_empty()) {
            cells.truncate(start);
            continue;
        }
        while cells.len() - start > header.len() && cells.last().is_some_and(|cell| cell.text.is_empty()) {
            cells.pop();
        }
        if cells.len() - start != header.len() {
            problems.push(uneven(file, &cells[start..], header.len(), separator));
            cells.truncate(start);
        }
    }
    if let Some(open) = unclosed_quote(text, separator) {
        let problem = Diagnostic::error("csv-quote", "a quotation mark is not closed")
            .at(Place::at(file.clone(), Span::new(open, open + 1)))
            .hint("close it with another `\"`, or double it if it is part of the text; what else is wrong in this file shows then");
        return (None, vec![problem]);
    }
    (Some(Table { header, cells, decimal_comma: separator == b';' }), problems)
}

/// A first line that is no row: the table is parted by something else, or begins with its title.
fn one_column(file: &Arc<str>, header: &Cell<'_>) -> Diagnostic {
    let (message, hint) = match header.text.contains('\t') {
        true => ("the columns are parted by tabs", "save the table again as CSV, with commas or semicolons"),
        false => (
            "the first line has only one column",
            "the first line holds the names of the columns, parted by commas or semicolons; delete what stands above it",
        ),
    };
    Diagnostic::error("csv-columns", message).at(Place::at(file.clone(), header.span)).hint(hint)
}

/// A semicolon, if the first line has more of them than commas: the way spreadsheets of countries
/// with a decimal comma save.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |letter: char| first.matches(letter).count();
    if count(';') > count(',') { b';' } else { b',' }
}

fn uneven(file: &Arc<str>, row: &[Cell<'_>], wanted: usize, separator: u8) -> Diagnostic {
    let span = row.last().map_or(Span::default(), |cell| cell.span);
    let message = format!("this row has {} cells where the first line has {wanted}", row.len());
    let hint = match separator {
        b';' => "add or remove a `;`; put quotes around a text that holds one",
        _ => "add or remove a `,`; put quotes around a text that holds one, and write numbers without thousands commas",
    };
    Diagnostic::error("csv-cells", message).at(Place::at(file.clone(), span)).hint(hint)
}

/// The offset of a quote that opens the rest of the file, if there is one.
fn unclosed_quote(text: &str, separator: u8) -> Option<usize> {
    if !text.contains('"') {
        return None;
    }
    let mut open = None;
    let mut before = b'\n';
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'"' {
            open = match open {
                Some(_) => None,
                None if before == separator || before == b'\n' || before == b'"' || before == b' ' => Some(at),
                None => None,
            };
        }
        before = byte;
    }
    open
}

/// Cuts RFC 4180 rows and keeps the place of every cell, which the `csv` crate does not give.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    separator: u8,
}

impl<'a> Scanner<'a> {
    /// Adds the cells of the next row; says whether there was one.
    fn row(&mut self, cells: &mut Vec<Cell<'a>>) -> bool {
        if self.at >= self.text.len() {
            return false;
        }
        loop {
            cells.push(self.cell());
            match self.text.as_bytes().get(self.at) {
                Some(byte) if *byte == self.separator => self.at += 1,
                Some(_) => {
                    self.at += 1;
                    return true;
                }
                None => return true,
            }
        }
    }

    /// One cell; afterwards `at` stands on the separator, the newline or the end.
    fn cell(&mut self) -> Cell<'a> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if bytes.get(self.at) == Some(&b'"') {
            return self.quoted();
        }
        let start = self.at;
        let stop = |byte: &u8| *byte == self.separator || *byte == b'\n';
        let end = bytes[start..].iter().position(stop).map_or(bytes.len(), |length| start + length);
        self.at = end;
        let text = self.text[start..end].trim_end();
        Cell { text: text.into(), span: Span::new(start, start + text.len()) }
    }

    fn quoted(&mut self) -> Cell<'a> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut text = String::new();
        let mut from = start + 1;
        let mut at = from;
        loop {
            let Some(length) = bytes[at..].iter().position(|byte| *byte == b'"') else {
                text.push_str(&self.text[from..]);
                at = bytes.len();
                break;
            };
            at += length;
            if bytes.get(at + 1) == Some(&b'"') {
                text.push_str(&self.text[from..=at]);
                at += 2;
                from = at;
            } else {
                text.push_str(&self.text[from..at]);
                at += 1;
                break;
            }
        }
        let end = at;
        while at < bytes.len() && bytes[at] != self.separator && bytes[at] != b'\n' {
            at += 1;
        }
        self.at = at;
        Cell { text: text.trim().to_owned().into(), span: Span::new(start, end) }
    }
}
