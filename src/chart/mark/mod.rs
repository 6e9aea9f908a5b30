//! The types of chart, each in a file of one shape: `plan` measures and places, `draw` draws.

mod bar;
mod dot;
mod ends;
mod heat;
mod key;
mod line;
mod map;
mod multiples;
mod pins;
mod profile;
mod row;
mod scatter;
mod shade;
mod slope;
mod stacked;
mod strip;
mod ticks;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};

use super::layout::{Layout, Size};
use super::sheet::{Begin, End, Sheet};
use super::spec::{Kind, Refusal};
use super::words::Words;

/// A chart that is ready to be drawn.
pub(super) struct Chart<'a> {
    /// Where everything stands.
    pub(super) layout: Layout<'a>,
    /// What this layout leaves out or a reader has to know.
    pub(super) notes: Vec<String>,
    marks: Marks,
}

/// The points of the data, type by type.
enum Marks {
    Bar(bar::Bars),
    Dot(dot::Dots),
    Line(line::Lines),
    Slope(slope::Slopes),
    Heat(heat::Cells),
    Multiples(multiples::Panels),
    Strip(strip::Strips),
    Scatter(scatter::Points),
    Stacked(stacked::Shares),
    Profile(profile::Rows),
    Map(map::Places),
}

/// A sheet that elements are drawn on.
type Area<'s> = DrawingArea<Sheet<'s>, Shift>;

/// Measures and places a chart.
pub(super) fn plan<'a>(words: &Words<'a>, size: Size) -> Result<Chart<'a>, Refusal> {
    match words.spec.kind {
        Kind::Bar => bar::plan(words, size),
        Kind::Dot => dot::plan(words, size),
        Kind::Line => line::plan(words, size),
        Kind::Slope => slope::plan(words, size),
        Kind::Heat => heat::plan(words, size),
        Kind::Multiples => multiples::plan(words, size),
        Kind::Strip => strip::plan(words, size),
        Kind::Scatter => scatter::plan(words, size),
        Kind::Stacked => stacked::plan(words, size),
        Kind::Profile => profile::plan(words, size),
        Kind::Map => map::plan(words, size),
    }
}

/// Draws a placed chart.
pub(super) fn draw(chart: &Chart<'_>, sheet: Sheet<'_>) -> Result<(), Refusal> {
    let area = sheet.into_drawing_area();
    match &chart.marks {
        Marks::Bar(bars) => bar::draw(bars, &chart.layout, &area)?,
        Marks::Dot(dots) => dot::draw(dots, &chart.layout, &area)?,
        Marks::Line(lines) => line::draw(lines, &chart.layout, &area)?,
        Marks::Slope(slopes) => slope::draw(slopes, &chart.layout, &area)?,
        Marks::Heat(cells) => heat::draw(cells, &chart.layout, &area)?,
        Marks::Multiples(panels) => multiples::draw(panels, &chart.layout, &area)?,
        Marks::Strip(strips) => strip::draw(strips, &chart.layout, &area)?,
        Marks::Scatter(points) => scatter::draw(points, &chart.layout, &area)?,
        Marks::Stacked(shares) => stacked::draw(shares, &chart.layout, &area)?,
        Marks::Profile(rows) => profile::draw(rows, &chart.layout, &area)?,
        Marks::Map(places) => map::draw(places, &chart.layout, &area)?,
    }
    area.present().map_err(broken)
}

/// Draws one place: its marks, then its labels.
fn group(begin: &Begin<'_>, area: &Area<'_>, marks: impl FnOnce() -> Result<(), Refusal>) -> Result<(), Refusal> {
    area.draw(begin).map_err(broken)?;
    marks()?;
    for label in &begin.group.labels {
        area.draw(label).map_err(broken)?;
    }
    area.draw(&End).map_err(broken)
}

/// A fault of this program, which a build reports like one of the content.
fn broken(error: impl std::error::Error) -> Refusal {
    Refusal::new(format!("the chart could not be drawn: {error}"))
}
