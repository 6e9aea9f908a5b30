//! Dots, one a place, sorted by value; of two columns each place has two, joined: a dumbbell.

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::Ranged;

use super::super::layout::{Anchor, Bounds, Group, LINE, Label, Layout, Size, UNIT, around, half_cap};
use super::super::measure::Style;
use super::super::rows::{Row, drawn};
use super::super::scale::{Band, Linear};
use super::super::sheet::{Begin, Mark, Rule, Shape, Spot};
use super::super::spec::{Refusal, Series};
use super::super::words::Words;
use super::key::{self, Key};
use super::row::{NAME_LINES, Names, Placed, beyond, coloured, first, places, reference_labels, style};
use super::{Area, Chart, Marks, broken, group, ticks};

/// Ticks of the axis of values, about, wide and narrow.
const TICKS: [u8; 2] = [6, 4];
/// Half of the height that a dot has in its row.
const HALF: i32 = 7 * UNIT;
const RADIUS: i32 = 45;
/// Between a mark and its label.
const BESIDE: i32 = 9 * UNIT;
/// A plot never gets narrower than this, however long the values are.
const LEAST_PLOT: i32 = 20 * UNIT;
/// A plot in parts, to reckon with before it has its ends.
const PARTS: i32 = 50_000;
/// Below the plot, for ticks.
const FOOT: i32 = 24 * UNIT;

/// The dots of a chart.
pub(super) struct Dots {
    scale: Linear,
    band: Band,
    /// One a group of the layout, with its row.
    rows: Vec<(usize, Dot)>,
    key: Vec<Spot>,
    /// Lines at the ticks and at zero, which stop at text.
    grid: Vec<[(i32, i32); 2]>,
    axis: Vec<[(i32, i32); 2]>,
}

/// The points of a place.
struct Dot {
    /// The earlier or first figure, of a dumbbell alone.
    from: Option<f64>,
    to: Option<f64>,
    interval: Option<(f64, f64)>,
}

/// What is being placed.
struct Plan<'p, 'a> {
    words: &'p Words<'a>,
    size: Size,
    names: Names,
    values: Values,
    /// One a row.
    written: Vec<Written>,
}

/// The values of a place left and right of its dots, and how much room each takes.
#[derive(Debug, Clone, Default)]
struct Written {
    left: Option<String>,
    right: Option<String>,
    before: i32,
    after: i32,
}

/// Where the values of a dumbbell stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Values {
    /// On both sides.
    Apart,
    /// Both on the right, which saves room on the left.
    Joined,
    /// Only the second, where even that has no room; the table has both.
    Second,
}

/// Measures and places the dots.
pub(super) fn plan<'a>(words: &Words<'a>, size: Size) -> Result<Chart<'a>, Refusal> {
    let (rows, without) = drawn(words);
    let names = Names::column(places(&rows).map(|series| (series.name.as_str(), style(series))), size);
    let mut plan = Plan { words, size, names, values: Values::Apart, written: Vec::new() };
    let reference = words.spec.reference.as_ref();
    let values = places(&rows).flat_map(|series| dot(series).values()).chain(reference.map(|line| line.value));
    let scale = Linear::round(values, TICKS[usize::from(size == Size::Narrow)])?;
    let (left, right) = plan.sides(&rows, &scale);
    let key = plan.key(left);
    let mut top = key.height;
    let mut labels = key.labels;
    if let Some(reference) = reference {
        let lines = reference_labels(words, reference, (scale.map(&reference.value, (left, right)), top), size);
        top += lines.len() as i32 * LINE + 4 * UNIT;
        labels.extend(lines);
    }
    let placed = plan.names.stacked(&rows, (top + UNIT, HALF), |series| plan.reasons(series, left).len());
    let bottom = placed.last().map_or(top, |placed| placed.bottom);
    let plot = Bounds { left, top, right, bottom };
    labels.extend(ticks::below(&scale, &ticks::texts(&words.of(0), &scale), (&plot, size.width())));
    let height = bottom + FOOT;
    let mut layout = Layout { width: size.width(), height, plot, labels, groups: Vec::new(), reference: Vec::new() };
    let band = Band { middles: placed.iter().map(|placed| placed.middle - top).collect() };
    let mut dots = Dots { scale, band, rows: Vec::new(), key: key.spots, grid: Vec::new(), axis: Vec::new() };
    for (index, (row, placed)) in rows.iter().zip(&placed).enumerate() {
        match row {
            Row::LeftOut(count) => layout.labels.push(plan.left_out(*count, placed, left)),
            Row::Place(series) => {
                layout.groups.push(plan.group((index, series), placed, &dots.scale, &plot));
                dots.rows.push((index, dot(series)));
            }
        }
    }
    let texts = layout.texts();
    let line = |value: f64| around(dots.scale.map(&value, (left, right)), (top, bottom), &texts);
    let ruled = |value: f64| match size {
        Size::Wide => line(value),
        Size::Narrow => mostly_whole(line(value), bottom - top),
    };
    let axis = if dots.scale.has_zero() { ruled(0.0) } else { Vec::new() };
    let grid = dots.scale.ticks.iter().filter(|tick| **tick != 0.0).flat_map(|tick| ruled(*tick)).collect();
    let reference = reference.map(|reference| line(reference.value)).unwrap_or_default();
    (dots.axis, dots.grid, layout.reference) = (axis, grid, reference);
    let notes = notes(words, &dots.scale, without);
    Ok(Chart { layout, notes, marks: Marks::Dot(dots) })
}

/// The pieces of a line, unless names leave only stubs of it.
fn mostly_whole(pieces: Vec<[(i32, i32); 2]>, height: i32) -> Vec<[(i32, i32); 2]> {
    let drawn: i32 = pieces.iter().map(|[from, to]| to.1 - from.1).sum();
    if drawn * 3 < height * 2 { Vec::new() } else { pieces }
}

/// Draws the dots.
pub(super) fn draw(dots: &Dots, layout: &Layout<'_>, area: &Area<'_>) -> Result<(), Refusal> {
    let plot = area.apply_coord_spec(Cartesian2d::<Linear, Band>::new(
        dots.scale.clone(),
        dots.band.clone(),
        layout.plot.ranges(),
    ));
    area.draw(&Rule::pieces("g", &dots.grid)).map_err(broken)?;
    area.draw(&Rule::pieces("ax", &dots.axis)).map_err(broken)?;
    for spot in &dots.key {
        area.draw(spot).map_err(broken)?;
    }
    for label in &layout.labels {
        area.draw(label).map_err(broken)?;
    }
    for (place, (row, dot)) in layout.groups.iter().zip(&dots.rows) {
        group(&Begin { class: "row", group: place, title: None }, area, || {
            for mark in marks(*row, dot) {
                plot.draw(&mark).map_err(broken)?;
            }
            Ok(())
        })?;
    }
    area.draw(&Rule::pieces("ref", &layout.reference)).map_err(broken)
}

/// The marks of a place; the later dot lies on top.
fn marks(row: usize, dot: &Dot) -> Vec<Mark<(f64, usize)>> {
    let mut marks = Vec::new();
    if let (Some(from), Some(to)) = (dot.from, dot.to) {
        let at = vec![(from, row), (to, row)];
        marks.push(Mark { class: "l", at, shape: Shape::Line { runs: vec![2] } });
    }
    if let Some((lower, upper)) = dot.interval {
        let at = vec![(lower, row), (upper, row)];
        marks.push(Mark { class: "w", at, shape: Shape::Whisker { half: 4 * UNIT } });
    }
    for (class, value) in [("d0", dot.from), ("d", dot.to)] {
        if let Some(value) = value {
            marks.push(Mark { class, at: vec![(value, row)], shape: Shape::Dots { radius: RADIUS } });
        }
    }
    marks
}

/// Intervals of two dots in one row would lie on each other; the table has them.
fn dot(series: &Series) -> Dot {
    match series.cells.as_slice() {
        [from, to] => Dot { from: from.value(), to: to.value(), interval: None },
        _ => Dot { from: None, to: series.only().value(), interval: series.only().interval() },
    }
}

/// Where the marks of a place begin and end.
fn ends(series: &Series, at: impl Fn(f64) -> i32) -> Option<(i32, i32)> {
    let at = || dot(series).values().map(&at);
    Some((at().min()?, at().max()?))
}

impl Dot {
    fn values(&self) -> impl Iterator<Item = f64> + use<> {
        let (lower, upper) = self.interval.unzip();
        [self.from, self.to, lower, upper].into_iter().flatten()
    }
}

impl Plan<'_, '_> {
    /// What the two dots are, above the plot.
    fn key(&self, left: i32) -> Key {
        if self.words.spec.width() < 2 {
            return Key::default();
        }
        let entries = ["d0", "d"].into_iter().enumerate().map(|(index, class)| (class, self.words.column(index)));
        let left = if self.size == Size::Wide { left } else { 0 };
        key::dots(&entries.collect::<Vec<_>>(), (left, self.size.width()))
    }

    /// The values of a place, left and right of its dots.
    fn texts(&self, series: &Series) -> (Option<String>, Option<String>) {
        let text = |column: usize| {
            let cell = series.cell(column);
            Some(self.words.of(column).cell(cell.value()?, cell))
        };
        if self.words.spec.width() < 2 {
            return (None, text(0));
        }
        let values = (series.cell(0).value(), series.cell(1).value());
        match (text(0), text(1)) {
            (Some(_), Some(to)) if self.values == Values::Second => (None, Some(to)),
            (Some(from), Some(to)) if self.values == Values::Joined => (None, Some(format!("{from} → {to}"))),
            (Some(from), Some(to)) if values.0 > values.1 => (Some(to), Some(from)),
            (Some(from), Some(to)) if values.0 < values.1 => (Some(from), Some(to)),
            (from, to) => (None, to.or(from)),
        }
    }

    /// The ends of the plot: values need room beside their dots. Where that would take half of the room, both
    /// values of a dumbbell stand on its right.
    fn sides(&mut self, rows: &[Row<'_>], scale: &Linear) -> (i32, i32) {
        let (width, column) = (self.size.width(), self.names.right);
        let (mut before, mut after) = self.write(rows);
        if before > 0 && before + after > (width - column) / 2 {
            self.values = Values::Joined;
            (before, after) = self.write(rows);
            if after > width - column - 2 * LEAST_PLOT {
                self.values = Values::Second;
                (before, after) = self.write(rows);
            }
        }
        let reaches = self.reaches(rows, scale);
        let (mut left, mut right) = (column + RADIUS, width - RADIUS);
        let least = (width - after).max(left + LEAST_PLOT);
        for (before, _, low, _) in &reaches {
            // The label ends where its dot is, which lies a part of the way into the plot.
            left = left.max((PARTS * (column + before) - low * least) / (PARTS - low).max(1) + 1);
        }
        let left = left.min(column + before + RADIUS);
        for (_, after, _, high) in &reaches {
            right = right.min((PARTS * (width - after) - (PARTS - high) * left) / high.max(&1) - 1);
        }
        (left, right.max(least).max(left + LEAST_PLOT))
    }

    /// How wide the values of each place are on both sides, and where its dots begin and end in parts of the plot.
    fn reaches(&self, rows: &[Row<'_>], scale: &Linear) -> Vec<(i32, i32, i32, i32)> {
        let reach = |(row, written): (&Row<'_>, &Written)| {
            let Row::Place(series) = row else { return None };
            let (low, high) = ends(series, |value| scale.map(&value, (0, PARTS)))?;
            Some((written.before, written.after, low, high))
        };
        rows.iter().zip(&self.written).filter_map(reach).collect()
    }

    /// Writes and measures the values, once for all that ask; gives the room that the widest take on both sides.
    fn write(&mut self, rows: &[Row<'_>]) -> (i32, i32) {
        let write = |row: &Row<'_>| {
            let Row::Place(series) = row else { return Written::default() };
            let (left, right) = self.texts(series);
            let width = |text: &Option<String>| text.as_ref().map_or(0, |text| style(series).width(text) + BESIDE);
            Written { before: width(&left), after: width(&right), left, right }
        };
        self.written = rows.iter().map(write).collect();
        let widest = |side: fn(&Written) -> i32| self.written.iter().map(side).max().unwrap_or_default();
        (widest(|written| written.before), widest(|written| written.after).max(2 * UNIT))
    }

    /// Why there is no dot, if there is none.
    fn reasons(&self, series: &Series, left: i32) -> Vec<String> {
        if series.points().next().is_some() {
            return Vec::new();
        }
        let reason = self.words.reason(series.cell(self.words.spec.lead()));
        Style::Missing.wrap(&reason, self.size.width() - left - BESIDE, NAME_LINES)
    }

    fn left_out(&self, count: usize, placed: &Placed, left: i32) -> Label {
        let text = self.words.count("chart.more", count);
        Label { text, style: Style::Tick, anchor: Anchor::Start, x: left, y: placed.middle + half_cap(Style::Tick) }
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
        match ends(series, |value| scale.map(&value, (plot.left, plot.right))) {
            Some((low, high)) => {
                let Written { left, right, .. } = self.written.get(row).cloned().unwrap_or_default();
                let reference = self.words.spec.reference.as_ref();
                let line = reference.map(|reference| scale.map(&reference.value, (plot.left, plot.right)));
                let sides = [(left, Anchor::End, low - BESIDE), (right, Anchor::Start, high + BESIDE)];
                for (text, anchor, x) in sides {
                    let y = placed.middle + half_cap(style);
                    let label = text.map(|text| Label { text, style, anchor, x, y });
                    labels.extend(label.map(|label| beyond(label, line, (self.names.right, self.size.width()))));
                }
            }
            None => {
                let reasons = self.reasons(series, plot.left);
                let at = (plot.left + BESIDE, first(placed.middle, style, reasons.len()));
                labels.extend(Label::lines(reasons, Style::Missing, Anchor::Start, at));
            }
        }
        Group { on: coloured(self.words, series), ..Group::of(series, labels) }
    }
}

fn notes(words: &Words<'_>, scale: &Linear, without: usize) -> Vec<String> {
    let mut notes = Vec::new();
    if !scale.has_zero() {
        notes.push(words.say("chart.not_from_zero_across", &[]));
    }
    if without > 0 {
        notes.push(words.count("chart.without", without));
    }
    notes
}
