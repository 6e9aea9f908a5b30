//! Two indicators against each other, one dot a place, named where there is room. No line is fitted.

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{BoldPoints, Ranged};

use super::super::layout::{Anchor, Bounds, LINE, Label, Layout, Size, UNIT};
use super::super::measure::Style;
use super::super::rows::by_name;
use super::super::scale::Linear;
use super::super::sheet::{Begin, Ink, Mark, Rule, Shape};
use super::super::spec::{Refusal, Series};
use super::super::words::Words;
use super::pins::{self, Pin, named};
use super::{Area, Chart, Marks, broken, group, ticks};

/// Ticks of each axis, about, wide and narrow.
const TICKS: [u8; 2] = [6, 4];
/// Height of the plot, wide and narrow.
const HEIGHT: [i32; 2] = [380 * UNIT, 300 * UNIT];
/// Lines of the title of an axis.
const TITLE_LINES: usize = 3;
/// A name wider than this part of the drawing, in percent, is cut; the table has the whole name.
const WIDEST: i32 = 45;
/// Between the title of the upright axis and the plot.
const UNDER: i32 = 10 * UNIT;
/// Below the plot, for ticks.
const FOOT: i32 = 26 * UNIT;
/// Right of the plot, for half of a tick.
const EDGE: i32 = 12 * UNIT;
const RADIUS: i32 = 45;

/// The dots of a chart.
pub(super) struct Points {
    across: Linear,
    upright: Linear,
    /// One a group of the layout, with what a mouse over it says.
    points: Vec<((f64, f64), String)>,
}

/// Measures and places the dots.
pub(super) fn plan<'a>(words: &Words<'a>, size: Size) -> Result<Chart<'a>, Refusal> {
    let mut drawn: Vec<(&Series, (f64, f64))> = words.spec.series.iter().filter_map(both).collect();
    // Those set off are named first, and drawn last, on top.
    drawn.sort_by(|left, right| left.0.highlight.cmp(&right.0.highlight).then_with(|| by_name(words, right.0, left.0)));
    let count = TICKS[usize::from(size == Size::Narrow)];
    let across = Linear::round(drawn.iter().map(|(_, at)| at.0), count)?;
    let upright = Linear::round(drawn.iter().map(|(_, at)| at.1), count)?;
    let texts = ticks::texts(&words.of(1), &upright);
    let width = size.width();
    let title = |column: usize| {
        let text = format!("{} ({})", words.column(column), words.of(column).unit_name());
        Style::Label.wrap(&text, width, TITLE_LINES)
    };
    let head = title(1);
    let top = head.len() as i32 * LINE + UNDER;
    let bottom = top + HEIGHT[usize::from(size == Size::Narrow)];
    let plot = Bounds { left: ticks::room(&texts), top, right: width - EDGE, bottom };
    let mut labels = Label::lines(head, Style::Label, Anchor::Start, (0, 12 * UNIT));
    labels.extend(ticks::beside(&upright, &texts, &plot));
    labels.extend(ticks::below(&across, &ticks::texts(&words.of(0), &across), (&plot, width)));
    let foot = title(0);
    let height = bottom + FOOT + foot.len() as i32 * LINE;
    labels.extend(Label::lines(foot, Style::Label, Anchor::End, (width, bottom + FOOT + 10 * UNIT)));
    let at = |(x, y): (f64, f64)| (across.map(&x, (plot.left, plot.right)), upright.map(&y, (plot.bottom, plot.top)));
    let dots: Vec<(i32, i32)> = drawn.iter().map(|(_, point)| at(*point)).collect();
    let frame = Bounds { left: plot.left, top: plot.top - UNDER, right: width, bottom: plot.bottom };
    let names = named(&pins_of(&drawn, &dots, width), &frame);
    let unnamed = names.iter().any(Option::is_none);
    let groups =
        drawn.iter().zip(names.into_iter().rev()).map(|((series, _), name)| pins::group(series, name)).collect();
    let notes = notes(words, (&across, &upright), unnamed);
    let say = |(series, at): &(&Series, (f64, f64))| {
        let (x, y) = (words.of(0).figure(at.0), words.of(1).figure(at.1));
        (*at, format!("{}: {x} ({}), {y} ({})", series.name, words.column(0), words.column(1)))
    };
    let points = drawn.iter().map(say).collect();
    let layout = Layout { width, height, plot, labels, groups, reference: Vec::new() };
    Ok(Chart { layout, notes, marks: Marks::Scatter(Points { across, upright, points }) })
}

/// Draws the dots.
pub(super) fn draw(points: &Points, layout: &Layout<'_>, area: &Area<'_>) -> Result<(), Refusal> {
    let Bounds { left, top, right, bottom } = layout.plot;
    let plot = area.apply_coord_spec(Cartesian2d::<Linear, Linear>::new(
        points.across.clone(),
        points.upright.clone(),
        // Values grow upwards.
        (left..right, bottom..top),
    ));
    plot.draw_mesh(|sheet, line| line.draw(sheet, &Ink::Grid.style()), BoldPoints(usize::MAX), BoldPoints(usize::MAX))
        .map_err(broken)?;
    if points.upright.has_zero() {
        let zero = points.upright.map(&0.0, (bottom, top));
        area.draw(&Rule { class: "ax", runs: vec![&[(left, zero), (right, zero)]] }).map_err(broken)?;
    }
    if points.across.has_zero() {
        let zero = points.across.map(&0.0, (left, right));
        area.draw(&Rule { class: "ax", runs: vec![&[(zero, top), (zero, bottom)]] }).map_err(broken)?;
    }
    for label in &layout.labels {
        area.draw(label).map_err(broken)?;
    }
    for (place, (at, title)) in layout.groups.iter().zip(&points.points) {
        group(&Begin { class: "s", group: place, title: Some(title.clone()) }, area, || {
            let runs = place.leaders.iter().map(Vec::as_slice).collect();
            area.draw(&Rule { class: "lead", runs }).map_err(broken)?;
            let shape = Shape::Dots { radius: RADIUS };
            plot.draw(&Mark { class: "d", at: vec![*at], shape }).map_err(broken)
        })?;
    }
    Ok(())
}

/// A place with both of its figures.
fn both(series: &Series) -> Option<(&Series, (f64, f64))> {
    Some((series, (series.cell(0).value()?, series.cell(1).value()?)))
}

/// The dots with their names, those set off first.
fn pins_of(drawn: &[(&Series, (f64, f64))], dots: &[(i32, i32)], width: i32) -> Vec<Pin> {
    let room = width * WIDEST / 100;
    let series = drawn.iter().map(|(series, _)| *series);
    let pin = |(series, at): (&Series, &(i32, i32))| {
        let style = if series.highlight { Style::StrongOver } else { Style::Over };
        // Part of a long name is better than none.
        let text = style.wrap(&series.name, room, 1).pop().unwrap_or_default();
        Pin { at: *at, radius: RADIUS, text, style, first: series.highlight }
    };
    // From the back, where those set off are.
    series.zip(dots).rev().map(pin).collect()
}

fn notes(words: &Words<'_>, (across, upright): (&Linear, &Linear), unnamed: bool) -> Vec<String> {
    let keys = [
        (!upright.has_zero(), "chart.not_from_zero"),
        (!across.has_zero(), "chart.not_from_zero_across"),
        (unnamed, "chart.some_places"),
    ];
    keys.into_iter().filter(|(said, _)| *said).map(|(_, key)| words.say(key, &[])).collect()
}
