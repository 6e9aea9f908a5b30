//! The figures of a chart as plain text and in full: what a drawing carries along, so that a file that has left the
//! site still says what it shows.
//!
//! It is separate from the table because nothing is rounded here, and nothing is worded.

use std::fmt::Write as _;

use crate::locale::{Locale, in_full};

use super::spec::{Reference, Spec};
use super::words::Words;

/// Most charts take no more bytes.
const ROOM: usize = 1_000;

/// Writes a line for each place, with tabs between its figures; a gap is empty. The columns stand in the first line,
/// what the figures are compared with in the last.
pub fn plain(spec: &Spec, locale: &Locale) -> String {
    lines(&Words::new(spec, locale))
}

pub(super) fn lines(words: &Words<'_>) -> String {
    let spec = words.spec;
    let mut text = String::with_capacity(ROOM);
    text.push_str(&words.say("chart.place", &[]));
    for column in 0..spec.width() {
        text.push('\t');
        text.push_str(&words.column(column));
    }
    for series in &spec.series {
        text.push('\n');
        text.push_str(&series.name);
        for cell in &series.cells {
            text.push('\t');
            if let Some(value) = cell.value() {
                text.push_str(&in_full(value));
            }
        }
    }
    if let Some(Reference { label, value, .. }) = &spec.reference {
        // A text takes all it is given.
        let _ = write!(text, "\n{label}\t{}", in_full(*value));
    }
    text
}
