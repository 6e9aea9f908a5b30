//! A heat map: a table of places and periods, or places and indicators, whose cells are shaded by their value.
//!
//! Every cell prints its figure, so the shade is never the only carrier of it. Where not all columns fit
//! beside each other, they stand in several blocks below each other.

use super::super::layout::{Anchor, Bounds, Group, LINE, Label, Layout, Size, UNIT, half_cap};
use super::super::measure::Style;
use super::super::rows::{Row, drawn};
use super::super::sheet::{Begin, Rule};
use super::super::spec::{Refusal, Series};
use super::super::words::Words;
use super::row::{Names, Placed, places, style};
use super::shade::{SHADES, shade};
use super::{Area, Chart, Marks, broken, group};

/// Classes of the shades, from the lowest values to the highest.
const CLASSES: [&str; SHADES] = ["h1", "h2", "h3", "h4", "h5"];
/// The column of names takes at most this part of the width, in percent, wide and narrow.
const COLUMN: [i32; 2] = [34, 38];
/// No cell is wider than this, or than its figure needs.
const WIDEST: i32 = 120 * UNIT;
/// A head asks for no more room than this; longer ones have several lines.
const HEAD: i32 = 84 * UNIT;
/// Lines of one head.
const HEAD_LINES: usize = 6;
/// Half of the least height of a cell.
const HALF: i32 = 8 * UNIT;
/// Left and right of a figure in its cell.
const INSIDE: i32 = 3 * UNIT;
/// Half of the distance of two cells.
const SEAM: i32 = UNIT;
/// Between a head and its column.
const UNDER: i32 = 4 * UNIT;
/// Between two blocks.
const BETWEEN: i32 = 14 * UNIT;
/// Distance of two lines of a hatching.
const HATCH: i32 = 6 * UNIT;

/// The cells of a heat map, one list a group of the layout.
pub(super) struct Cells {
    rows: Vec<Vec<Cell>>,
}

struct Cell {
    bounds: Bounds,
    /// Position in [`CLASSES`]; none where there is no figure.
    shade: Option<usize>,
}

/// What is being placed.
struct Plan<'p, 'a> {
    words: &'p Words<'a>,
    names: Names,
    /// Lowest and highest of every column.
    spans: Vec<(f64, f64)>,
    /// Width of a cell.
    width: i32,
}

/// Measures and places the cells.
pub(super) fn plan<'a>(words: &Words<'a>, size: Size) -> Result<Chart<'a>, Refusal> {
    let (rows, without) = drawn(words);
    let part = COLUMN[usize::from(size == Size::Narrow)];
    let names = Names::beside(places(&rows).map(|series| (series.name.as_str(), style(series))), size, part);
    let (count, room) = (words.spec.width(), size.width() - names.right);
    let needed = widest(words, &rows).max(1);
    let most = usize::try_from(room / needed).unwrap_or(1).clamp(1, count.max(1));
    // Blocks of one size look like one table.
    let a_block = count.div_ceil(count.div_ceil(most));
    let width = (room / i32::try_from(a_block).unwrap_or(1)).min(WIDEST.max(needed));
    let plan = Plan { words, names, spans: spans(words), width };
    let mut layout = Layout {
        width: size.width(),
        height: 0,
        plot: Bounds { left: names.right, top: 0, right: size.width(), bottom: 0 },
        labels: Vec::new(),
        groups: Vec::new(),
        reference: Vec::new(),
    };
    let mut cells = Cells { rows: Vec::new() };
    let mut next = 0;
    for first in (0..count).step_by(a_block) {
        let columns: Vec<usize> = (first..count.min(first + a_block)).collect();
        let (heads, mut top) = plan.heads(&columns, next);
        layout.labels.extend(heads);
        for row in &rows {
            let placed = plan.place(row, top);
            top = placed.bottom;
            match row {
                Row::LeftOut(count) => layout.labels.push(plan.left_out(*count, &placed)),
                Row::Place(series) => {
                    let (group, row) = plan.row(series, &columns, &placed);
                    layout.groups.push(group);
                    cells.rows.push(row);
                }
            }
        }
        layout.height = top + UNIT;
        next = top + BETWEEN;
    }
    layout.plot.bottom = layout.height;
    let key = if words.spec.columns.is_empty() { "chart.shades" } else { "chart.shades_by_column" };
    let mut notes = vec![words.say(key, &[])];
    if without > 0 {
        notes.push(words.count("chart.without", without));
    }
    Ok(Chart { layout, notes, marks: Marks::Heat(cells) })
}

/// Draws the cells: of each place one path a shade, and one for what is missing.
pub(super) fn draw(cells: &Cells, layout: &Layout<'_>, area: &Area<'_>) -> Result<(), Refusal> {
    for label in &layout.labels {
        area.draw(label).map_err(broken)?;
    }
    for (place, row) in layout.groups.iter().zip(&cells.rows) {
        group(&Begin { class: "row", group: place, title: None }, area, || {
            for (shade, class) in CLASSES.into_iter().enumerate() {
                let of_shade = row.iter().filter(|cell| cell.shade == Some(shade));
                let corners: Vec<[(i32, i32); 4]> = of_shade.map(|cell| corners(&cell.bounds)).collect();
                let runs = corners.iter().map(<[(i32, i32); 4]>::as_slice).collect();
                area.draw(&Rule { class, runs }).map_err(broken)?;
            }
            let missing = row.iter().filter(|cell| cell.shade.is_none());
            let lines: Vec<[(i32, i32); 2]> = missing.flat_map(|cell| hatching(&cell.bounds)).collect();
            area.draw(&Rule::pieces("hatch", &lines)).map_err(broken)
        })?;
    }
    Ok(())
}

fn corners(bounds: &Bounds) -> [(i32, i32); 4] {
    let Bounds { left, top, right, bottom } = *bounds;
    [(left, top), (right, top), (right, bottom), (left, bottom)]
}

/// Slanting lines that fill a cell.
fn hatching(bounds: &Bounds) -> Vec<[(i32, i32); 2]> {
    let Bounds { left, top, right, bottom } = *bounds;
    let height = bottom - top;
    // Each line rises from `start` at the bottom to `start + height` at the top, as far as it is inside.
    let starts = (left - height + HATCH..right).step_by(HATCH.unsigned_abs() as usize);
    let line = |start: i32| {
        let (from, to) = (start.max(left), (start + height).min(right));
        [(from, bottom - (from - start)), (to, bottom - (to - start))]
    };
    starts.map(line).collect()
}

/// The room that the widest cell or head needs.
fn widest(words: &Words<'_>, rows: &[Row<'_>]) -> i32 {
    let column = |column: usize| {
        let words = words.of(column);
        let figures = places(rows).filter_map(|series| {
            let cell = series.cell(column);
            Some(Style::Cell(0).width(&words.cell(cell.value()?, cell)))
        });
        let head = Style::Tick.width(&words.column(column)).min(HEAD);
        figures.max().unwrap_or_default().max(head) + 2 * INSIDE
    };
    (0..words.spec.width()).map(column).max().unwrap_or(1)
}

/// Lowest and highest of every column: what the indicator can have, or what there is; periods share theirs.
fn spans(words: &Words<'_>) -> Vec<(f64, f64)> {
    let spec = words.spec;
    let span = |column: Option<usize>| {
        let points = spec.series.iter().flat_map(Series::points);
        let values = points.filter(|(index, _)| column.is_none_or(|column| *index == column)).map(|(_, value)| value);
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
    };
    if spec.columns.is_empty() {
        return vec![span(None); spec.width()];
    }
    spec.columns.iter().enumerate().map(|(index, column)| column.range.unwrap_or_else(|| span(Some(index)))).collect()
}

impl Plan<'_, '_> {
    /// Heads above their columns, on the line nearest to them; the second part is where the rows begin.
    fn heads(&self, columns: &[usize], top: i32) -> (Vec<Label>, i32) {
        let wrap = |column: &usize| Style::Tick.wrap(&self.words.column(*column), self.width - 2 * SEAM, HEAD_LINES);
        let heads: Vec<Vec<String>> = columns.iter().map(wrap).collect();
        let most = heads.iter().map(|lines| lines.len() as i32).max().unwrap_or_default();
        let place = |(index, lines): (usize, Vec<String>)| {
            let first = top + 11 * UNIT + (most - lines.len() as i32) * LINE;
            Label::lines(lines, Style::Tick, Anchor::Middle, (self.left(index) + self.width / 2, first))
        };
        (heads.into_iter().enumerate().flat_map(place).collect(), top + most * LINE + UNDER)
    }

    fn left(&self, index: usize) -> i32 {
        self.names.right + i32::try_from(index).unwrap_or_default() * self.width
    }

    fn place(&self, row: &Row<'_>, top: i32) -> Placed {
        let name = match row {
            Row::Place(series) => (series.name.as_str(), style(series)),
            Row::LeftOut(_) => ("", Style::Tick),
        };
        self.names.place(name, top, (HALF, 0))
    }

    fn left_out(&self, count: usize, placed: &Placed) -> Label {
        let (text, y) = (self.words.count("chart.more", count), placed.middle + half_cap(Style::Tick));
        Label { text, style: Style::Tick, anchor: Anchor::Start, x: self.names.right, y }
    }

    /// The name of a place, its figures and its cells.
    fn row<'a>(&self, series: &'a Series, columns: &[usize], placed: &Placed) -> (Group<'a>, Vec<Cell>) {
        let mut labels = self.names.labels(placed);
        let mut cells = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            let (left, cell) = (self.left(index), series.cell(*column));
            let shade = cell.value().map(|value| {
                let shade = shade(value, self.spans.get(*column).copied().unwrap_or_default());
                let style = Style::Cell(u8::try_from(shade).unwrap_or_default());
                let (text, y) = (self.words.of(*column).cell(value, cell), placed.middle + half_cap(style));
                labels.push(Label { text, style, anchor: Anchor::Middle, x: left + self.width / 2, y });
                shade
            });
            let bounds = Bounds {
                left: left + SEAM,
                top: placed.top + SEAM,
                right: left + self.width - SEAM,
                bottom: placed.bottom - SEAM,
            };
            cells.push(Cell { bounds, shade });
        }
        (Group::of(series, labels), cells)
    }
}
