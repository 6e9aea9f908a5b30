//! Parts of one whole, stacked to bars that end at 100 %: two or three shares of each place.

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::Ranged;

use super::super::layout::{Anchor, Bounds, Group, Label, Layout, Size, UNIT, half_cap};
use super::super::measure::Style;
use super::super::rows::{Row, drawn};
use super::super::scale::{Band, Linear};
use super::super::sheet::{Begin, Mark, Shape, Spot};
use super::super::spec::{Cell, Refusal, Series};
use super::super::words::Words;
use super::key;
use super::row::{NAME_LINES, Names, Placed, first, places, style};
use super::{Area, Chart, Marks, broken, group};

/// Classes of the parts, in the order of the columns.
const PARTS: [&str; 3] = ["p1", "p2", "p3"];
/// All that there is.
const WHOLE: f64 = 100.0;
/// Half of the thickness of a bar.
const HALF: i32 = 10 * UNIT;
/// Left and right of a figure in its part.
const INSIDE: i32 = 3 * UNIT;

/// The bars of a chart.
pub(super) struct Shares {
    scale: Linear,
    band: Band,
    /// One a group of the layout, with its row: where its parts begin and end; none where one is missing.
    rows: Vec<(usize, Vec<(f64, f64)>)>,
    key: Vec<Spot>,
}

/// Measures and places the bars.
pub(super) fn plan<'a>(words: &Words<'a>, size: Size) -> Result<Chart<'a>, Refusal> {
    let (rows, without) = drawn(words);
    let names = Names::column(places(&rows).map(|series| (series.name.as_str(), style(series))), size);
    let entries: Vec<(&str, String)> =
        PARTS.into_iter().zip((0..words.spec.width()).map(|column| words.column(column))).collect();
    let (left, right) = (names.right, size.width() - UNIT);
    let key = key::dots(&entries, (left, size.width()));
    let scale = Linear::from_zero([WHOLE])?;
    let top = key.height;
    let mut plot = Bounds { left, top, right, bottom: top };
    let mut layout =
        Layout { width: size.width(), height: 0, plot, labels: key.labels, groups: Vec::new(), reference: Vec::new() };
    let mut shares = Shares { scale, band: Band { middles: Vec::new() }, rows: Vec::new(), key: key.spots };
    for (index, row) in rows.iter().enumerate() {
        let placed = match row {
            Row::Place(series) => {
                let lines = reasons(words, series, right - left).len();
                names.place((&series.name, style(series)), plot.bottom, (HALF, lines))
            }
            Row::LeftOut(_) => names.place(("", Style::Tick), plot.bottom, (HALF, 0)),
        };
        plot.bottom = placed.bottom;
        shares.band.middles.push(placed.middle - top);
        match row {
            Row::LeftOut(count) => layout.labels.push(left_out(words, *count, (left, placed.middle))),
            Row::Place(series) => {
                let parts = parts(series);
                let mut labels = names.labels(&placed);
                labels.extend(texts(words, (series, &parts), &shares.scale, (&placed, &plot)));
                layout.groups.push(Group::of(series, labels));
                shares.rows.push((index, parts));
            }
        }
    }
    layout.plot = plot;
    layout.height = plot.bottom + UNIT;
    let notes = notes(words, &shares, without);
    Ok(Chart { layout, notes, marks: Marks::Stacked(shares) })
}

/// Draws the bars.
pub(super) fn draw(shares: &Shares, layout: &Layout<'_>, area: &Area<'_>) -> Result<(), Refusal> {
    let plot = area.apply_coord_spec(Cartesian2d::<Linear, Band>::new(
        shares.scale.clone(),
        shares.band.clone(),
        layout.plot.ranges(),
    ));
    for spot in &shares.key {
        area.draw(spot).map_err(broken)?;
    }
    for label in &layout.labels {
        area.draw(label).map_err(broken)?;
    }
    for (place, (row, parts)) in layout.groups.iter().zip(&shares.rows) {
        group(&Begin { class: "row", group: place, title: None }, area, || {
            let rest = parts.last().map(|(_, end)| ("rest", (*end, WHOLE))).filter(|(_, (end, _))| *end < WHOLE);
            for (class, (from, to)) in PARTS.into_iter().zip(parts.iter().copied()).chain(rest) {
                let at = vec![(from, *row), (to, *row)];
                plot.draw(&Mark { class, at, shape: Shape::Bar { half: HALF } }).map_err(broken)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Where each part begins and ends. Without one of them the others have no place, and there is none.
fn parts(series: &Series) -> Vec<(f64, f64)> {
    let values: Option<Vec<f64>> = series.cells.iter().map(Cell::value).collect();
    let mut end = 0.0;
    let part = |value: f64| {
        let from = end;
        // Rounded shares may add up to a little more than the whole.
        end = (end + value).min(WHOLE);
        (from, end)
    };
    values.unwrap_or_default().into_iter().map(part).collect()
}

/// Why a place has no bar: the reason of the first part that is missing.
fn reasons(words: &Words<'_>, series: &Series, room: i32) -> Vec<String> {
    let missing = series.cells.iter().find(|cell| cell.value().is_none());
    missing.map(|cell| Style::Missing.wrap(&words.reason(cell), room, NAME_LINES)).unwrap_or_default()
}

/// The figures in their parts, where they fit, or why there are none.
fn texts(
    words: &Words<'_>,
    (series, parts): (&Series, &[(f64, f64)]),
    scale: &Linear,
    (placed, plot): (&Placed, &Bounds),
) -> Vec<Label> {
    let reasons = reasons(words, series, plot.right - plot.left);
    if !reasons.is_empty() {
        let y = first(placed.middle, Style::Missing, reasons.len());
        return Label::lines(reasons, Style::Missing, Anchor::Start, (plot.left, y));
    }
    let limit = (plot.left, plot.right);
    let text = |(column, (from, to)): (usize, &(f64, f64))| {
        let style = Style::Part(u8::try_from(column).unwrap_or_default());
        let cell = series.cell(column);
        let text = words.of(column).cell(cell.value()?, cell);
        let (from, to) = (scale.map(from, limit), scale.map(to, limit));
        let y = placed.middle + half_cap(style);
        let fits = style.width(&text) + 2 * INSIDE <= to - from;
        fits.then(|| Label { text, style, anchor: Anchor::Middle, x: from.midpoint(to), y })
    };
    parts.iter().enumerate().filter_map(text).collect()
}

fn left_out(words: &Words<'_>, count: usize, (x, middle): (i32, i32)) -> Label {
    let text = words.count("chart.more", count);
    Label { text, style: Style::Tick, anchor: Anchor::Start, x, y: middle + half_cap(Style::Tick) }
}

fn notes(words: &Words<'_>, shares: &Shares, without: usize) -> Vec<String> {
    let mut notes = Vec::new();
    if shares.rows.iter().filter_map(|(_, parts)| parts.last()).any(|(_, end)| *end < WHOLE) {
        notes.push(words.say("chart.rest", &[]));
    }
    if without > 0 {
        notes.push(words.count("chart.without", without));
    }
    notes
}
