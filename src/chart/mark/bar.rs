//! Horizontal bars, one a place: names in a column of their own, or above the bars where it is narrow.

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::Ranged;

use super::super::layout::{Anchor, Bounds, Group, LINE, Label, Layout, Size, UNIT, around, half_cap};
use super::super::measure::Style;
use super::super::rows::{Row, drawn};
use super::super::scale::{Band, Linear};
use super::super::sheet::{Begin, Mark, Rule, Shape};
use super::super::spec::{Reference, Refusal, Series};
use super::super::words::Words;
use super::row::{NAME_LINES, Names, Placed, beyond, coloured, first, places, reference_labels, style};
use super::{Area, Chart, Marks, broken, group};

/// Half of the thickness of a bar, wide and narrow.
const HALF: [i32; 2] = [8 * UNIT, 6 * UNIT];
/// Between a mark and its label.
const BESIDE: i32 = 5 * UNIT;
/// A plot never gets narrower than this, however long the values are.
const LEAST_PLOT: i32 = 20 * UNIT;

/// The bars of a chart.
pub(super) struct Bars {
    scale: Linear,
    band: Band,
    /// Value and interval of each group of the layout, with the row that it is in.
    rows: Vec<Bar>,
    /// The axis at zero, in pieces.
    axis: Vec<[(i32, i32); 2]>,
    half: i32,
}

struct Bar {
    row: usize,
    value: Option<f64>,
    interval: Option<(f64, f64)>,
}

/// What is being placed.
struct Plan<'p, 'a> {
    words: &'p Words<'a>,
    size: Size,
    half: i32,
    names: Names,
    /// Whether the values of negative bars stand right of zero, which saves room on the left.
    crossed: bool,
    /// The values, one a row.
    written: Vec<Option<String>>,
}

/// Measures and places the bars.
pub(super) fn plan<'a>(words: &Words<'a>, size: Size) -> Result<Chart<'a>, Refusal> {
    let (rows, without) = drawn(words);
    let half = if size == Size::Wide { HALF[0] } else { HALF[1] };
    let names = Names::column(places(&rows).map(|series| (series.name.as_str(), style(series))), size);
    let value = |series: &Series| Some(words.cell(series.only().value()?, series.only()));
    let written = rows.iter().map(|row| if let Row::Place(series) = row { value(series) } else { None }).collect();
    let mut plan = Plan { words, size, half, names, crossed: false, written };
    let scale = Linear::from_zero(values(&rows, words.spec.reference.as_ref()))?;
    let (left, right) = plan.sides(&rows);
    let zero = scale.map(&0.0, (left, right));
    let reference = words.spec.reference.as_ref();
    let head = reference
        .map(|reference| reference_labels(words, reference, (scale.map(&reference.value, (left, right)), 0), size));
    let top = UNIT + head.as_ref().map_or(0, |labels| labels.len() as i32 * LINE + 4 * UNIT);
    let placed = plan.names.stacked(&rows, (top, half), |series| plan.reasons(series, zero).len());
    let bottom = placed.last().map_or(top, |placed| placed.bottom);
    let band = Band { middles: placed.iter().map(|placed| placed.middle - top).collect() };
    let plot = Bounds { left, top, right, bottom };
    let mut layout = Layout {
        width: size.width(),
        height: bottom + UNIT,
        plot,
        labels: head.unwrap_or_default(),
        groups: Vec::new(),
        reference: Vec::new(),
    };
    let mut bars = Bars { scale, band, rows: Vec::new(), axis: plan.axis(&placed, zero, (top, bottom)), half };
    for (index, (row, placed)) in rows.iter().zip(&placed).enumerate() {
        match row {
            Row::LeftOut(count) => layout.labels.push(plan.left_out(*count, placed.middle, zero)),
            Row::Place(series) => {
                layout.groups.push(plan.group((index, series), placed, &bars.scale, &plot));
                let cell = series.only();
                bars.rows.push(Bar { row: index, value: cell.value(), interval: cell.interval() });
            }
        }
    }
    if let Some(reference) = reference {
        let x = bars.scale.map(&reference.value, (left, right));
        layout.reference = around(x, (top, bottom), &layout.texts());
    }
    let notes = if without > 0 { vec![words.count("chart.without", without)] } else { Vec::new() };
    Ok(Chart { layout, notes, marks: Marks::Bar(bars) })
}

/// Draws the bars.
pub(super) fn draw(bars: &Bars, layout: &Layout<'_>, area: &Area<'_>) -> Result<(), Refusal> {
    let plot = area.apply_coord_spec(Cartesian2d::<Linear, Band>::new(
        bars.scale.clone(),
        bars.band.clone(),
        layout.plot.ranges(),
    ));
    for (place, bar) in layout.groups.iter().zip(&bars.rows) {
        group(&Begin { class: "row", group: place, title: None }, area, || {
            if let Some(value) = bar.value {
                let at = vec![(0.0, bar.row), (value, bar.row)];
                plot.draw(&Mark { class: "b", at, shape: Shape::Bar { half: bars.half } }).map_err(broken)?;
            }
            if let Some((lower, upper)) = bar.interval {
                let at = vec![(lower, bar.row), (upper, bar.row)];
                if place.on {
                    // Dark on dark would hide the lower half.
                    let shape = Shape::Line { runs: vec![2] };
                    plot.draw(&Mark { class: "wc", at: at.clone(), shape }).map_err(broken)?;
                }
                let shape = Shape::Whisker { half: bars.half + 2 * UNIT };
                plot.draw(&Mark { class: "w", at, shape }).map_err(broken)?;
            }
            Ok(())
        })?;
    }
    for label in &layout.labels {
        area.draw(label).map_err(broken)?;
    }
    area.draw(&Rule::pieces("ax", &bars.axis)).map_err(broken)?;
    // Dark on dark would hide it where it crosses bars.
    area.draw(&Rule::pieces("wc", &layout.reference)).map_err(broken)?;
    area.draw(&Rule::pieces("ref", &layout.reference)).map_err(broken)
}

fn values(rows: &[Row<'_>], reference: Option<&Reference>) -> Vec<f64> {
    let cells = places(rows).map(Series::only);
    let values = cells.flat_map(|cell| {
        let (lower, upper) = cell.interval().unzip();
        [cell.value(), lower, upper]
    });
    values.flatten().chain(reference.map(|reference| reference.value)).collect()
}

impl Plan<'_, '_> {
    /// The ends of the plot: values need room beside their bars, left of negative ones. Where that would take
    /// half of the room, all values stand right of zero.
    fn sides(&mut self, rows: &[Row<'_>]) -> (i32, i32) {
        let (mut before, mut after) = (0, 2 * UNIT);
        for (row, text) in rows.iter().zip(&self.written) {
            if let (Row::Place(series), Some(text)) = (row, text) {
                let width = style(series).width(text) + BESIDE;
                let value = series.only().value().unwrap_or_default();
                let side = if value < 0.0 { &mut before } else { &mut after };
                *side = width.max(*side);
            }
        }
        let width = self.size.width();
        self.crossed = before > 0 && before + after > (width - self.names.right) / 2;
        if self.crossed {
            (before, after) = (0, before.max(after));
        }
        let left = self.names.right + before;
        (left, (width - after).max(left + LEAST_PLOT))
    }

    /// Why there is no bar, if there is none.
    fn reasons(&self, series: &Series, zero: i32) -> Vec<String> {
        if series.only().value().is_some() {
            return Vec::new();
        }
        Style::Missing.wrap(&self.words.reason(series.only()), self.beside(zero).1, NAME_LINES)
    }

    /// Where text in place of a bar begins, how much room it has, and its anchor: on the wider side of zero.
    fn beside(&self, zero: i32) -> (i32, i32, Anchor) {
        let (before, after) = (zero - self.names.right, self.size.width() - zero);
        if after >= before {
            (zero + BESIDE, after - BESIDE, Anchor::Start)
        } else {
            (zero - BESIDE, before - BESIDE, Anchor::End)
        }
    }

    fn left_out(&self, count: usize, middle: i32, zero: i32) -> Label {
        let (x, _, anchor) = self.beside(zero);
        let text = self.words.count("chart.more", count);
        Label { text, style: Style::Tick, anchor, x, y: middle + half_cap(Style::Tick) }
    }

    /// The labels of a place.
    fn group<'a>(
        &self,
        (row, series): (usize, &'a Series),
        placed: &Placed,
        scale: &Linear,
        plot: &Bounds,
    ) -> Group<'a> {
        let style = style(series);
        let mut labels = self.names.labels(placed);
        let cell = series.only();
        let limit = (plot.left, plot.right);
        match cell.value() {
            Some(value) => {
                let (lower, upper) = cell.interval().unwrap_or((value, value));
                let (anchor, x) = if value < 0.0 && !self.crossed {
                    (Anchor::End, scale.map(&lower.min(value), limit) - BESIDE)
                } else {
                    // A negative bar ends at zero.
                    (Anchor::Start, scale.map(&upper.max(value).max(0.0), limit) + BESIDE)
                };
                let y = placed.middle + half_cap(style);
                let text = self.written.get(row).cloned().flatten().unwrap_or_default();
                let line = self.words.spec.reference.as_ref().map(|reference| scale.map(&reference.value, limit));
                let label = Label { text, style, anchor, x, y };
                labels.push(beyond(label, line, (self.names.right, self.size.width())));
            }
            None => {
                let zero = scale.map(&0.0, limit);
                let ((x, _, anchor), reasons) = (self.beside(zero), self.reasons(series, zero));
                let at = (x, first(placed.middle, style, reasons.len()));
                labels.extend(Label::lines(reasons, Style::Missing, anchor, at));
            }
        }
        Group { on: coloured(self.words, series), ..Group::of(series, labels) }
    }

    /// The axis: one line beside names, or a piece a bar where names stand above.
    fn axis(&self, rows: &[Placed], zero: i32, (top, bottom): (i32, i32)) -> Vec<[(i32, i32); 2]> {
        match self.size {
            Size::Wide => vec![[(zero, top), (zero, bottom)]],
            Size::Narrow => {
                let half = self.half + 2 * UNIT;
                rows.iter().map(|row| [(zero, row.middle - half), (zero, row.middle + half)]).collect()
            }
        }
    }
}
