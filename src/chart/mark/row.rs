//! Rows with a name: in a column of their own where it is wide, above their marks where it is narrow.
//!
//! It is separate because bars, dots, shares, strips and profiles name their rows alike.

use super::super::layout::{Anchor, LINE, Label, Size, UNIT, half_cap};
use super::super::measure::Style;
use super::super::rows::Row;
use super::super::spec::{Reference, Series};
use super::super::words::Words;

/// The column of names takes at most this part of the width, in percent.
const COLUMN: i32 = 35;
/// More lines than this of one name are cut; the table has the whole name.
pub(super) const NAME_LINES: usize = 3;
/// Lines of the label of a reference.
const REFERENCE_LINES: usize = 2;
/// Between rows.
const GAP: i32 = 8 * UNIT;
/// Values stay this far from the line of a reference.
const NEAR: i32 = 4 * UNIT;
/// A value further from its mark than this would seem to be of nothing.
const FAR: i32 = 30 * UNIT;
/// Between a name and the plot.
const AFTER: i32 = 8 * UNIT;

/// The column of names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    /// Whether names stand above their marks.
    above: bool,
    /// Where the plot may begin; 0 where names are above it.
    pub(super) right: i32,
    /// How wide a name may be.
    room: i32,
}

/// A row that has its height.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    names: Vec<String>,
    style: Style,
    /// Upper edge of the row.
    pub(super) top: i32,
    /// Middle of its marks.
    pub(super) middle: i32,
    /// Lower edge of the row, where the next begins.
    pub(super) bottom: i32,
}

/// How the name and the value of a place are written.
pub(super) fn style(series: &Series) -> Style {
    if series.highlight { Style::Strong } else { Style::Label }
}

/// Whether the mark of a place has the colour: where no place is set off all have it, so that nothing looks as if it
/// stood back.
pub(super) fn coloured(words: &Words<'_>, series: &Series) -> bool {
    series.highlight || words.spec.series.iter().all(|series| !series.highlight)
}

/// The places among rows.
pub(super) fn places<'r>(rows: &'r [Row<'_>]) -> impl Iterator<Item = &'r Series> {
    rows.iter().filter_map(|row| match row {
        Row::Place(series) => Some(*series),
        Row::LeftOut(_) => None,
    })
}

impl Names {
    /// A column as wide as the longest of the names needs where it is wide, or no column.
    pub(super) fn column<'n>(names: impl Iterator<Item = (&'n str, Style)>, size: Size) -> Self {
        match size {
            Size::Wide => Names::beside(names, size, COLUMN),
            Size::Narrow => Names { above: true, right: 0, room: size.width() },
        }
    }

    /// A column as wide as the longest of the names needs, and as this part of the width in percent at most.
    pub(super) fn beside<'n>(names: impl Iterator<Item = (&'n str, Style)>, size: Size, part: i32) -> Self {
        let widest = names.map(|(name, style)| style.width(name)).max().unwrap_or_default();
        let room = widest.min(size.width() * part / 100);
        Names { above: false, right: room + AFTER, room }
    }

    /// Gives a row its height: its marks reach `half` up and down, and have so many lines of text beside them.
    pub(super) fn place(&self, (name, style): (&str, Style), top: i32, (half, lines): (i32, usize)) -> Placed {
        let names = style.wrap(name, self.room, NAME_LINES);
        let (above, beside) = if self.above { (names.len() as i32 * LINE + UNIT, 0) } else { (0, names.len()) };
        let lines = beside.max(lines) as i32;
        let inner = (2 * half).max(lines * LINE - if lines > 1 { 0 } else { 2 * UNIT });
        Placed { names, style, top, middle: top + above + GAP / 2 + inner / 2, bottom: top + above + inner + GAP }
    }

    /// Gives every row its height, from `top` down; `lines` says how much text stands beside the marks of a place.
    pub(super) fn stacked(
        &self,
        rows: &[Row<'_>],
        (mut top, half): (i32, i32),
        lines: impl Fn(&Series) -> usize,
    ) -> Vec<Placed> {
        let place = |row: &Row<'_>| {
            let placed = match row {
                Row::Place(series) => self.place((&series.name, style(series)), top, (half, lines(series))),
                Row::LeftOut(_) => self.place(("", Style::Tick), top, (half, 0)),
            };
            top = placed.bottom;
            placed
        };
        rows.iter().map(place).collect()
    }

    /// The name of a row where it belongs.
    pub(super) fn labels(&self, placed: &Placed) -> Vec<Label> {
        let (anchor, at) = if self.above {
            (Anchor::Start, (0, placed.top + GAP / 2 + 10 * UNIT))
        } else {
            (Anchor::End, (self.room, first(placed.middle, placed.style, placed.names.len())))
        };
        Label::lines(placed.names.clone(), placed.style, anchor, at)
    }
}

/// The first baseline of so many lines around a middle.
pub(super) fn first(middle: i32, style: Style, lines: usize) -> i32 {
    middle + half_cap(style) - (lines as i32 - 1) * LINE / 2
}

/// A value beyond the line of a reference at `x` that would go through it, if it has room there between two edges and
/// stays near its mark: a line that stops at every value is hard to follow.
pub(super) fn beyond(label: Label, x: Option<i32>, (low, high): (i32, i32)) -> Label {
    let bounds = label.bounds();
    let Some(x) = x.filter(|x| bounds.left - NEAR < *x && *x < bounds.right + NEAR) else { return label };
    let moved = match label.anchor {
        Anchor::Start => Label { x: x + NEAR, ..label.clone() },
        Anchor::End => Label { x: x - NEAR, ..label.clone() },
        Anchor::Middle => return label,
    };
    let bounds = moved.bounds();
    let near = (moved.x - label.x).abs() <= FAR;
    if near && bounds.left >= low && bounds.right <= high { moved } else { label }
}

/// The name of a reference above the plot, near its line at `x`, from `top` down.
pub(super) fn reference_labels(
    words: &Words<'_>,
    reference: &Reference,
    (x, top): (i32, i32),
    size: Size,
) -> Vec<Label> {
    let text = format!("{}: {}", reference.label, words.of(0).figure(reference.value));
    let lines = Style::Reference.wrap(&text, size.width() - 4 * UNIT, REFERENCE_LINES);
    let half = lines.iter().map(|line| Style::Reference.width(line)).max().unwrap_or_default() / 2 + UNIT;
    let x = x.clamp(half, (size.width() - half).max(half));
    Label::lines(lines, Style::Reference, Anchor::Middle, (x, top + 12 * UNIT))
}
