//! The key above a plot: what two dots or three shades mean, in the order of the data.
//!
//! It is separate because several types need one, and it is only drawn where labels at the marks do not fit.

use super::super::layout::{Anchor, LINE, Label, UNIT};
use super::super::measure::Style;
use super::super::sheet::Spot;

/// Half of the size of a sign.
const SIGN: i32 = 45;
/// From the left of a sign to its text.
const BEFORE: i32 = 14 * UNIT;
/// Between two entries.
const BETWEEN: i32 = 18 * UNIT;
/// Lines of one entry.
const LINES: usize = 3;

/// A placed key.
#[derive(Debug, Default)]
pub(super) struct Key {
    pub(super) labels: Vec<Label>,
    pub(super) spots: Vec<Spot>,
    /// How far down it reaches, with some room; 0 without entries.
    pub(super) height: i32,
}

/// Signs of these classes with their texts, beside each other while they fit between `left` and `right`.
pub(super) fn dots(entries: &[(&'static str, String)], (left, right): (i32, i32)) -> Key {
    let mut key = Key::default();
    let (mut x, mut y, mut below) = (left, 12 * UNIT, 0);
    for (class, text) in entries {
        let lines = Style::Label.wrap(text, right - left - BEFORE, LINES);
        let width = lines.iter().map(|line| Style::Label.width(line)).max().unwrap_or_default();
        if x > left && x + BEFORE + width > right {
            (x, y) = (left, below);
        }
        key.spots.push(Spot { class, at: (x + SIGN, y - SIGN), radius: SIGN });
        below = below.max(y + lines.len() as i32 * LINE);
        key.labels.extend(Label::lines(lines, Style::Label, Anchor::Start, (x + BEFORE, y)));
        x += BEFORE + width + BETWEEN;
    }
    key.height = if entries.is_empty() { 0 } else { below - LINE + 10 * UNIT };
    key
}
