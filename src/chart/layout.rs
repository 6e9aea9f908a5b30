//! Where everything stands, as data, before anything is drawn.
//!
//! It is separate so that tests can ask the placed labels whether they overlap or leave the frame.
//! All lengths are tenths of a CSS px, which gives coordinates one decimal.

use std::ops::Range;

use super::measure::Style;
use super::spec::Series;

/// Tenths in a px.
pub(super) const UNIT: i32 = 10;
/// Distance of two baselines of one label.
pub(super) const LINE: i32 = 15 * UNIT;

/// Least distance of two labels of an axis.
const APART: i32 = 10 * UNIT;

/// A shorter piece of a line is a speck.
const LEAST_PIECE: i32 = 4 * UNIT;

/// The two layouts; a container query shows one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// 680 px, names beside bars.
    Wide,
    /// 340 px, names above bars.
    Narrow,
}

impl Size {
    /// Width of the drawing.
    pub(super) fn width(self) -> i32 {
        match self {
            Size::Wide => 680 * UNIT,
            Size::Narrow => 340 * UNIT,
        }
    }

    /// Part of the ids of this layout.
    pub(super) fn name(self) -> &'static str {
        match self {
            Size::Wide => "wide",
            Size::Narrow => "narrow",
        }
    }
}

/// A rectangle; the right and bottom edges are outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Bounds {
    /// Whether two rectangles have a point in common.
    pub(super) fn meets(&self, other: &Bounds) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Pixels from left to right and from top to bottom, as plotters takes them.
    pub(super) fn ranges(&self) -> (Range<i32>, Range<i32>) {
        (self.left..self.right, self.top..self.bottom)
    }
}

/// Which point of a text its position is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    /// As SVG calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// One line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) style: Style,
    pub(super) anchor: Anchor,
    pub(super) x: i32,
    /// The baseline.
    pub(super) y: i32,
}

impl Label {
    /// The lines of one text; `y` is the baseline of the first.
    pub(super) fn lines(lines: Vec<String>, style: Style, anchor: Anchor, (x, y): (i32, i32)) -> Vec<Label> {
        let at = (y..).step_by(LINE.unsigned_abs() as usize);
        lines.into_iter().zip(at).map(|(text, y)| Label { text, style, anchor, x, y }).collect()
    }

    /// The room that the text takes. Ascent and descent are those of capitals with accents and of `g`.
    pub(super) fn bounds(&self) -> Bounds {
        let width = self.style.width(&self.text);
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2,
            Anchor::End => self.x - width,
        };
        let em = self.style.em();
        Bounds { left, top: self.y - em * 3 / 4, right: left + width, bottom: self.y + em / 5 }
    }
}

/// Distance from the middle of a line of text to its baseline.
pub(super) fn half_cap(style: Style) -> i32 {
    style.em() * 36 / 100
}

/// One place: its labels, and the leaders from its marks to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group<'a> {
    pub(super) key: &'a str,
    pub(super) on: bool,
    pub(super) labels: Vec<Label>,
    pub(super) leaders: Vec<Vec<(i32, i32)>>,
}

impl<'a> Group<'a> {
    /// A place with its labels.
    pub(super) fn of(series: &'a Series, labels: Vec<Label>) -> Self {
        Group { key: &series.key, on: series.highlight, labels, leaders: Vec::new() }
    }
}

/// A placed chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout<'a> {
    pub(super) width: i32,
    pub(super) height: i32,
    /// Where values are drawn.
    pub(super) plot: Bounds,
    /// Labels of no place: ticks, reference, rows left out.
    pub(super) labels: Vec<Label>,
    /// In the order of drawing.
    pub(super) groups: Vec<Group<'a>>,
    /// The pieces of the reference line, which stops where there is text.
    pub(super) reference: Vec<[(i32, i32); 2]>,
}

impl Layout<'_> {
    /// Every label.
    pub(super) fn all_labels(&self) -> impl Iterator<Item = &Label> {
        self.labels.iter().chain(self.groups.iter().flat_map(|group| &group.labels))
    }

    /// Where every label is, measured once for all lines that stop at text.
    pub(super) fn texts(&self) -> Vec<Bounds> {
        self.all_labels().map(Label::bounds).collect()
    }
}

/// Every label of a row from left to right, or every second, or every third…, counted from the last, as room allows.
pub(super) fn thinned(mut all: Vec<Label>) -> Vec<Label> {
    let bounds: Vec<Bounds> = all.iter().map(Label::bounds).collect();
    let fits = |every: &usize| {
        let chosen = || bounds.iter().rev().step_by(*every);
        chosen().zip(chosen().skip(1)).all(|(later, earlier)| later.left >= earlier.right + APART)
    };
    let mut after = all.len();
    let Some(every) = (1..=after).find(fits) else { return Vec::new() };
    all.retain(|_| {
        after -= 1;
        after.is_multiple_of(every)
    });
    all
}

/// The pieces of a vertical line at `x` that no text touches.
pub(super) fn around(x: i32, (top, bottom): (i32, i32), texts: &[Bounds]) -> Vec<[(i32, i32); 2]> {
    let margin = 2 * UNIT;
    let mut blocked: Vec<(i32, i32)> = texts
        .iter()
        .filter(|bounds| bounds.left - margin < x && x < bounds.right + margin)
        .map(|bounds| (bounds.top - margin, bounds.bottom + margin))
        .collect();
    blocked.sort_unstable();
    let mut pieces = Vec::new();
    let mut from = top;
    for (start, end) in blocked {
        pieces.push([(x, from), (x, start.min(bottom))]);
        from = from.max(end);
    }
    pieces.push([(x, from), (x, bottom)]);
    pieces.retain(|[from, to]| to.1 - from.1 >= LEAST_PIECE);
    pieces
}

/// Moves labels of given heights apart by as little as possible (pool adjacent violators): wanted middles
/// from top to bottom in, middles out. Between `low` and `high` there must be room for all.
pub(super) fn dodge(wanted: &[(i32, i32)], low: i32, high: i32) -> Vec<i32> {
    // The middle of each label if all stood close together from zero on.
    let mut offsets = Vec::with_capacity(wanted.len());
    let mut total = 0;
    for (_, height) in wanted {
        offsets.push(total + height / 2);
        total += height;
    }
    let mut blocks: Vec<(i64, i64)> = Vec::new();
    for ((middle, _), offset) in wanted.iter().zip(&offsets) {
        let mut block = (i64::from(middle - offset), 1);
        while let Some((sum, count)) = blocks.pop() {
            if sum * block.1 <= block.0 * count {
                blocks.push((sum, count));
                break;
            }
            block = (block.0 + sum, block.1 + count);
        }
        blocks.push(block);
    }
    let top = i64::from((high - total).max(low));
    let starts = blocks.iter().flat_map(|(sum, count)| {
        let start = sum.div_euclid(*count).clamp(i64::from(low), top);
        (0..*count).map(move |_| i32::try_from(start).unwrap_or(low))
    });
    starts.zip(&offsets).map(|(start, offset)| start + offset).collect()
}
