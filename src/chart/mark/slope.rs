//! Slopes, one a place, from the figures of one column to those of another, named on both sides.

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::Ranged;

use super::super::layout::{Anchor, Bounds, Group, LINE, Label, Layout, Size, UNIT};
use super::super::measure::Style;
use super::super::scale::{Linear, Time};
use super::super::sheet::{Begin, Mark, Rule, Shape};
use super::super::spec::{Refusal, Series};
use super::super::words::Words;
use super::ends::{ARM, EndLabel, MOST_NAMED, extent, named, placed};
use super::row::{NAME_LINES, style};
use super::{Area, Chart, Marks, broken, group};

/// The names of one side take at most this part of the width, in percent, wide and narrow.
const COLUMN: [i32; 2] = [32, 44];
/// Height of the plot where names do not need more, wide and narrow.
const HEIGHT: [i32; 2] = [340 * UNIT, 300 * UNIT];
/// The scale ends at round numbers, about so many steps apart, though no tick is drawn.
const TICKS: u8 = 10;
/// Between the heads and the plot.
const UNDER: i32 = 6 * UNIT;
/// Between the two heads.
const APART: i32 = 8 * UNIT;
const RADIUS: i32 = 30;
/// Where the two columns stand on the axis.
const SIDES: [f64; 2] = [0.0, 1.0];

/// The slopes of a chart.
pub(super) struct Slopes {
    scale: Linear,
    sides: Time,
    /// One a group of the layout.
    lines: Vec<Line>,
}

/// One place.
struct Line {
    points: Vec<(f64, f64)>,
    /// Whether both ends can be compared.
    whole: bool,
    /// What a mouse over it says, where it has no name.
    title: Option<String>,
}

/// Measures and places the slopes.
pub(super) fn plan<'a>(words: &Words<'a>, size: Size) -> Result<Chart<'a>, Refusal> {
    let spec = words.spec;
    let mut drawn: Vec<&Series> = spec.series.iter().filter(|series| series.points().next().is_some()).collect();
    // Those set off are drawn last, on top.
    drawn.sort_by_key(|series| series.highlight);
    let values = drawn.iter().flat_map(|series| series.points().map(|(_, value)| value));
    let scale = Linear::round(values, TICKS)?;
    let mut ends = [0, 1].map(|side| ends(words, &drawn, side, size));
    let [before, after] = [extent(&ends[0]), extent(&ends[1])];
    let (left, right) = (before.0 + ARM + UNIT, size.width() - after.0 - ARM - UNIT);
    let heads = heads(words, (left, right), size);
    let head = heads.iter().map(|label| label.bounds().bottom).max().unwrap_or_default() + UNDER;
    let height = HEIGHT[usize::from(size == Size::Narrow)].max(before.1.max(after.1) - LINE);
    let plot = Bounds { left, top: head + LINE / 2, right, bottom: head + LINE / 2 + height };
    let sides = Time::over(SIDES)?;
    for (side, ends) in ends.iter_mut().enumerate() {
        for end in ends {
            let series = end.of.and_then(|of| drawn.get(of));
            let value = series.and_then(|series| series.cell(side).value()).unwrap_or_default();
            end.from = (if side == 0 { left } else { right }, scale.map(&value, (plot.bottom, plot.top)));
        }
    }
    let mut groups: Vec<Group<'a>> = drawn.iter().map(|series| Group::of(series, Vec::new())).collect();
    let [first, second] = ends;
    let limit = (head, plot.bottom + LINE / 2);
    let first = placed(first, (left, Anchor::End), limit);
    for end in first.into_iter().chain(placed(second, (right, Anchor::Start), limit)) {
        if let Some(group) = end.of.and_then(|of| groups.get_mut(of)) {
            group.leaders.push(end.leader);
            group.labels.extend(end.labels);
        }
    }
    let line = |(series, group): (&&Series, &Group<'_>)| line(words, series, group.labels.is_empty());
    let lines = drawn.iter().zip(&groups).map(line).collect();
    let (width, height) = (size.width(), limit.1 + UNIT);
    let layout = Layout { width, height, plot, labels: heads, groups, reference: Vec::new() };
    let notes = notes(words, &scale, drawn.len());
    Ok(Chart { layout, notes, marks: Marks::Slope(Slopes { scale, sides, lines }) })
}

/// Draws the slopes.
pub(super) fn draw(slopes: &Slopes, layout: &Layout<'_>, area: &Area<'_>) -> Result<(), Refusal> {
    let Bounds { left, top, right, bottom } = layout.plot;
    let plot = area.apply_coord_spec(Cartesian2d::<Time, Linear>::new(
        slopes.sides.clone(),
        slopes.scale.clone(),
        // Values grow upwards.
        (left..right, bottom..top),
    ));
    let posts = [[(left, top), (left, bottom)], [(right, top), (right, bottom)]];
    area.draw(&Rule::pieces("ax", &posts)).map_err(broken)?;
    for label in &layout.labels {
        area.draw(label).map_err(broken)?;
    }
    for (place, line) in layout.groups.iter().zip(&slopes.lines) {
        group(&Begin { class: "s", group: place, title: line.title.clone() }, area, || {
            if line.points.len() > 1 {
                let shape = Shape::Line { runs: vec![line.points.len()] };
                let class = if line.whole { "l" } else { "gap" };
                plot.draw(&Mark { class, at: line.points.clone(), shape }).map_err(broken)?;
            }
            let at = line.points.clone();
            plot.draw(&Mark { class: "d", at, shape: Shape::Dots { radius: RADIUS } }).map_err(broken)?;
            let runs = place.leaders.iter().map(Vec::as_slice).collect();
            area.draw(&Rule { class: "lead", runs }).map_err(broken)
        })?;
    }
    Ok(())
}

fn line(words: &Words<'_>, series: &Series, unnamed: bool) -> Line {
    let points = series.points().filter_map(|(side, value)| Some((*SIDES.get(side)?, value))).collect();
    let title = unnamed.then(|| {
        let figure = |(side, value)| format!("{} ({})", words.of(side).figure(value), words.column(side));
        format!("{}: {}", series.name, series.points().map(figure).collect::<Vec<_>>().join(", "))
    });
    Line { points, whole: !series.cell(1).breaks(), title }
}

/// The names of one side with their figures; left of a narrow plot there is room for figures only.
fn ends(words: &Words<'_>, drawn: &[&Series], side: usize, size: Size) -> Vec<EndLabel> {
    let words = words.of(side);
    let room = size.width() * COLUMN[usize::from(size == Size::Narrow)] / 100;
    let end = |of: usize| {
        let series = drawn.get(of)?;
        let cell = series.cell(side);
        let figure = words.cell(cell.value()?, cell);
        let text = match (side, size) {
            (0, Size::Narrow) => figure,
            (0, Size::Wide) => format!("{} {figure}", series.name),
            _ => format!("{figure} {}", series.name),
        };
        let style = style(series);
        Some(EndLabel { of: Some(of), lines: style.wrap(&text, room, NAME_LINES), style, from: (0, 0) })
    };
    named(drawn, |series| series.cell(side).value()).into_iter().filter_map(end).collect()
}

/// What each side is, above it.
fn heads(words: &Words<'_>, (left, right): (i32, i32), size: Size) -> Vec<Label> {
    let half = (right - left) / 2;
    let sides = [(left, left.min(half)), (right, (size.width() - right).min(half))];
    let lines = sides.map(|(x, room)| {
        // A head stands over its side, and leaves the frame as little as it meets the other.
        let lines = Style::Label.wrap(&words.column(usize::from(x == right)), 2 * room - APART, NAME_LINES);
        (x, lines)
    });
    let most = lines.iter().map(|(_, lines)| lines.len() as i32).max().unwrap_or_default();
    let place = |(x, lines): (i32, Vec<String>)| {
        let first = 12 * UNIT + (most - lines.len() as i32) * LINE;
        Label::lines(lines, Style::Label, Anchor::Middle, (x, first))
    };
    lines.into_iter().flat_map(place).collect()
}

fn notes(words: &Words<'_>, scale: &Linear, drawn: usize) -> Vec<String> {
    let mut notes = Vec::new();
    if !scale.has_zero() {
        notes.push(words.say("chart.not_from_zero", &[]));
    }
    if drawn > MOST_NAMED {
        notes.push(words.say("chart.some_named", &[]));
    }
    notes
}
