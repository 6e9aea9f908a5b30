//! Names at the ends of lines: which lines have one, and where each stands.
//!
//! It is separate because lines over time and slopes name their ends alike, slopes on both sides.

use super::super::layout::{Anchor, LINE, Label, UNIT, dodge, half_cap};
use super::super::measure::Style;
use super::super::spec::Series;

/// With more lines than this only some are named.
pub(super) const MOST_NAMED: usize = 20;
/// From the plot to the names: a leader fits between.
pub(super) const ARM: i32 = 15 * UNIT;
/// A label nearer to its line than this needs no leader.
const NEAR: i32 = 2 * UNIT;

/// A name beside the plot, before it has its place.
pub(super) struct EndLabel {
    /// The place, as its position among those drawn; none for the reference.
    pub(super) of: Option<usize>,
    pub(super) lines: Vec<String>,
    pub(super) style: Style,
    /// Where the line ends.
    pub(super) from: (i32, i32),
}

/// A name in its place, and the line that leads to it.
pub(super) struct PlacedEnd {
    pub(super) of: Option<usize>,
    pub(super) labels: Vec<Label>,
    pub(super) leader: Vec<(i32, i32)>,
}

/// The places that are named, by position: all, or among very many those set off, the highest and the lowest.
pub(super) fn named(drawn: &[&Series], value: impl Fn(&Series) -> Option<f64>) -> Vec<usize> {
    let values: Vec<Option<f64>> = drawn.iter().map(|series| value(series)).collect();
    let high = values.iter().flatten().copied().reduce(f64::max);
    let low = values.iter().flatten().copied().reduce(f64::min);
    let mut extremes = [high, low];
    let mut named = Vec::new();
    for (index, (series, value)) in drawn.iter().zip(values).enumerate().filter(|(_, (_, value))| value.is_some()) {
        let extreme = extremes.iter_mut().find(|extreme| **extreme == value);
        if drawn.len() > MOST_NAMED && !series.highlight && extreme.is_none() {
            continue;
        }
        if let Some(extreme) = extreme {
            *extreme = None;
        }
        named.push(index);
    }
    named
}

/// How wide the names are, and how high all together.
pub(super) fn extent(ends: &[EndLabel]) -> (i32, i32) {
    let widths = ends.iter().flat_map(|end| end.lines.iter().map(|line| end.style.width(line)));
    (widths.max().unwrap_or_default(), ends.iter().map(|end| end.lines.len() as i32 * LINE).sum())
}

/// Places names right of the plot, which ends at `edge`, or left of it with [`Anchor::End`].
pub(super) fn placed(
    mut ends: Vec<EndLabel>,
    (edge, anchor): (i32, Anchor),
    (low, high): (i32, i32),
) -> Vec<PlacedEnd> {
    ends.sort_by_key(|end| end.from.1);
    let wanted: Vec<(i32, i32)> = ends.iter().map(|end| (end.from.1, end.lines.len() as i32 * LINE)).collect();
    let middles = dodge(&wanted, low, high);
    let side = if anchor == Anchor::End { -1 } else { 1 };
    let place = |(end, middle): (EndLabel, i32)| {
        let first = middle + half_cap(end.style) - (end.lines.len() as i32 - 1) * LINE / 2;
        let labels = Label::lines(end.lines, end.style, anchor, (edge + side * ARM, first));
        PlacedEnd { of: end.of, labels, leader: leader(end.from, middle, (edge, side)) }
    };
    ends.into_iter().zip(middles).map(place).collect()
}

fn leader((x, y): (i32, i32), middle: i32, (edge, side): (i32, i32)) -> Vec<(i32, i32)> {
    if (middle - y).abs() <= NEAR && x == edge {
        return Vec::new();
    }
    vec![(x + side * 3 * UNIT, y), (edge + side * 3 * UNIT, y), (edge + side * (ARM - 3 * UNIT), middle)]
}
