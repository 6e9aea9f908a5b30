//! The order of places, and which of very many are drawn.
//!
//! It is separate because the drawing and the table share the order, and only the drawing leaves rows out.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::spec::Series;
use super::words::Words;

/// More rows than this are not read as a picture.
const MOST_ROWS: usize = 24;
/// How many rows from each end are drawn when some are left out, with and without places set off.
const ENDS: [(usize, usize); 2] = [(12, 8), (8, 5)];
/// More rows than this that say only that nothing is known are one sentence.
const MOST_UNKNOWN: usize = 3;
/// Leaving out fewer rows than this saves nothing.
const LEAST_LEFT_OUT: usize = 2;

/// A line of a bar chart.
pub(super) enum Row<'a> {
    /// A place.
    Place(&'a Series),
    /// So many places that only the table shows.
    LeftOut(usize),
}

/// All places: by value, ties by name, those without a figure last; or in their own order.
pub(super) fn ranked<'a>(words: &Words<'a>) -> Vec<&'a Series> {
    let mut series: Vec<&Series> = words.spec.series.iter().collect();
    if !words.spec.ordered {
        series.sort_by(|left, right| {
            let lead = words.spec.lead();
            let (first, second) = (left.cell(lead).value(), right.cell(lead).value());
            let by_value = match (first, second) {
                (Some(first), Some(second)) => second.total_cmp(&first),
                (first, second) => second.is_some().cmp(&first.is_some()),
            };
            by_value.then_with(|| by_name(words, left, right))
        });
    }
    series
}

/// The order of names in the language of the page; the key makes it total.
pub(super) fn by_name(words: &Words<'_>, left: &Series, right: &Series) -> Ordering {
    words.locale.compare(&left.name, &right.name).then_with(|| left.key.cmp(&right.key))
}

/// What is drawn, and how many places without a figure are not. A place keeps its row where few have none, or
/// the reason is known.
pub(super) fn drawn<'a>(words: &Words<'a>) -> (Vec<Row<'a>>, usize) {
    let ranked = ranked(words);
    let count = ranked.len();
    let few = count <= MOST_ROWS;
    let told = few && ranked.iter().filter(|series| series.is_unknown()).count() <= MOST_UNKNOWN;
    let is_shown = |series: &&Series| {
        told || series.highlight || series.points().next().is_some() || (few && !series.is_unknown())
    };
    let shown: Vec<&Series> = ranked.into_iter().filter(is_shown).collect();
    let without = count - shown.len();
    if shown.len() <= MOST_ROWS {
        return (shown.into_iter().map(Row::Place).collect(), without);
    }
    let kept = kept(&shown);
    let mut rows = Vec::new();
    let mut left_out: Vec<&Series> = Vec::new();
    for (index, series) in shown.into_iter().enumerate() {
        if !kept.contains(&index) {
            left_out.push(series);
            continue;
        }
        leave_out(&mut rows, &mut left_out);
        rows.push(Row::Place(series));
    }
    leave_out(&mut rows, &mut left_out);
    (rows, without)
}

fn leave_out<'a>(rows: &mut Vec<Row<'a>>, left_out: &mut Vec<&'a Series>) {
    if left_out.len() < LEAST_LEFT_OUT {
        rows.extend(left_out.drain(..).map(Row::Place));
    } else {
        rows.push(Row::LeftOut(left_out.len()));
        left_out.clear();
    }
}

/// Positions that are drawn: both ends, every place set off, and its neighbours while there is room.
fn kept(shown: &[&Series]) -> BTreeSet<usize> {
    let focus: Vec<usize> =
        shown.iter().enumerate().filter(|(_, series)| series.highlight).map(|(index, _)| index).collect();
    let [without, with] = ENDS;
    let (top, bottom) = if focus.is_empty() { without } else { with };
    let mut kept: BTreeSet<usize> = (0..top).chain(shown.len() - bottom..shown.len()).collect();
    kept.extend(&focus);
    for index in focus {
        for neighbour in [index.saturating_sub(1), index + 1] {
            if kept.len() < MOST_ROWS && neighbour < shown.len() {
                kept.insert(neighbour);
            }
        }
    }
    kept
}
