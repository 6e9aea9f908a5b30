//! Lines over time, one a place, each named at its end.

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{BoldPoints, Ranged};

use super::super::layout::{Anchor, Bounds, Group, LINE, Label, Layout, Size, UNIT, half_cap, thinned};
use super::super::measure::Style;
use super::super::scale::{Linear, Time};
use super::super::sheet::{Begin, Ink, Mark, Rule, Shape};
use super::super::spec::{Cell, Refusal, Series};
use super::super::words::Words;
use super::ends::{ARM, EndLabel, MOST_NAMED, extent, named, placed};
use super::row::{NAME_LINES, style};
use super::{Area, Chart, Marks, broken, group, ticks};

/// With so few lines each has its value beside its name, and its intervals in the plot.
const FEW: usize = 4;
/// The column of names takes at most this part of the width, in percent.
const COLUMN: i32 = 38;
/// Ticks of the axis of values, about.
const TICKS: u8 = 5;
/// Height of the plot where names do not need more, wide and narrow.
const HEIGHT: [i32; 2] = [340 * UNIT, 300 * UNIT];
/// Above the plot, for half of a tick label.
const HEAD: i32 = 12 * UNIT;
/// From a point to its status sign.
const SIGN: i32 = 6 * UNIT;
/// Lines stay this far from the top of a sign, so that nothing lies behind its letter.
const NEAR: i32 = 3 * UNIT;
/// Bytes of two figures with their periods.
const TITLE: usize = 40;
/// Below the plot, for periods.
const FOOT: i32 = 26 * UNIT;

/// The lines of a chart.
pub(super) struct Lines {
    scale: Linear,
    time: Time,
    /// One a group of the layout.
    lines: Vec<Line>,
}

/// One place: its points in runs without gaps.
pub(super) struct Line {
    pub(super) runs: Vec<Vec<(f64, f64)>>,
    /// Moment, lower and upper bound.
    intervals: Vec<(f64, f64, f64)>,
    /// Points with a status sign.
    flagged: Vec<(f64, f64)>,
    pub(super) title: String,
    pub(super) on: bool,
}

impl Line {
    /// The same without intervals and signs, for a plot that is too small for them.
    pub(super) fn plain(self) -> Self {
        Line { intervals: Vec::new(), flagged: Vec::new(), ..self }
    }
}

/// Measures and places the lines.
pub(super) fn plan<'a>(words: &Words<'a>, size: Size) -> Result<Chart<'a>, Refusal> {
    let spec = words.spec;
    let moments: Vec<f64> = spec.periods.iter().map(|period| period.year_fraction()).collect();
    let time = Time::over(moments.iter().copied())?;
    let drawn: Vec<&Series> = spec.series.iter().filter(|series| series.points().next().is_some()).collect();
    let periods: Vec<String> = (0..moments.len()).map(|index| words.period(index)).collect();
    let line = |series: &&Series| line(words, series, (&moments, &periods), drawn.len());
    let lines: Vec<Line> = drawn.iter().map(line).collect();
    let scale = Linear::round(values(words, &lines), TICKS)?;
    let texts = ticks::texts(words, &scale);
    let left = ticks::room(&texts);
    let room = size.width() * COLUMN / 100;
    let mut ends = ends(words, &drawn, room);
    let (widest, total) = extent(&ends);
    let column = if ends.is_empty() { 6 * UNIT } else { widest + ARM + UNIT };
    let height = HEIGHT[usize::from(size == Size::Narrow)].max(total - HEAD - LINE / 2);
    let plot = Bounds { left, top: HEAD, right: size.width() - column, bottom: HEAD + height };
    for end in &mut ends {
        let series = end.of.and_then(|index| drawn.get(index)).copied();
        end.from = end_point(words, series, &scale, &time, &plot);
    }
    let mut labels = ticks::beside(&scale, &texts, &plot);
    labels.extend(time_ticks(periods, &moments, &time, (&plot, size)));
    let (order, groups, reference) = place(&drawn, ends, &plot);
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    let lines = order.into_iter().filter_map(|index| lines.get_mut(index)?.take()).collect();
    let mut layout =
        Layout { width: size.width(), height: HEAD + height + FOOT, plot, labels, groups, reference: Vec::new() };
    layout.labels.extend(reference);
    if let Some(reference) = &spec.reference {
        let y = scale.map(&reference.value, (plot.bottom, plot.top));
        layout.reference.push([(plot.left, y), (plot.right, y)]);
    }
    flags(words, &mut layout, (&scale, &time));
    let notes = notes(words, &scale, &drawn);
    Ok(Chart { layout, notes, marks: Marks::Line(Lines { scale, time, lines }) })
}

/// Draws the lines.
pub(super) fn draw(lines: &Lines, layout: &Layout<'_>, area: &Area<'_>) -> Result<(), Refusal> {
    let Bounds { left, top, right, bottom } = layout.plot;
    let plot = area.apply_coord_spec(Cartesian2d::<Time, Linear>::new(
        lines.time.clone(),
        lines.scale.clone(),
        // Values grow upwards.
        (left..right, bottom..top),
    ));
    plot.draw_mesh(|sheet, line| line.draw(sheet, &Ink::Grid.style()), BoldPoints(usize::MAX), BoldPoints(0))
        .map_err(broken)?;
    if lines.scale.has_zero() {
        let zero = lines.scale.map(&0.0, (bottom, top));
        area.draw(&Rule { class: "ax", runs: vec![&[(left, zero), (right, zero)]] }).map_err(broken)?;
    }
    area.draw(&Rule::pieces("ref", &layout.reference)).map_err(broken)?;
    for label in &layout.labels {
        area.draw(label).map_err(broken)?;
    }
    for (place, line) in layout.groups.iter().zip(&lines.lines) {
        group(&Begin { class: "s", group: place, title: Some(line.title.clone()) }, area, || {
            for mark in marks(line) {
                plot.draw(&mark).map_err(broken)?;
            }
            let runs = place.leaders.iter().map(Vec::as_slice).collect();
            area.draw(&Rule { class: "lead", runs }).map_err(broken)
        })?;
    }
    Ok(())
}

/// The marks of a place: intervals, dotted bridges over gaps, the line, and dots where a point stands alone.
pub(super) fn marks(line: &Line) -> Vec<Mark<(f64, f64)>> {
    let whisker = Shape::Whisker { half: 3 * UNIT };
    let mut marks: Vec<Mark<(f64, f64)>> = line
        .intervals
        .iter()
        .map(|(moment, lower, upper)| Mark {
            class: "w",
            at: vec![(*moment, *lower), (*moment, *upper)],
            shape: whisker.clone(),
        })
        .collect();
    let bridges = line.runs.windows(2).filter_map(|pair| Some([*pair.first()?.last()?, *pair.last()?.first()?]));
    let bridges: Vec<(f64, f64)> = bridges.flatten().collect();
    if !bridges.is_empty() {
        let runs = vec![2; bridges.len() / 2];
        marks.push(Mark { class: "gap", at: bridges, shape: Shape::Line { runs } });
    }
    let joined: Vec<&Vec<(f64, f64)>> = line.runs.iter().filter(|run| run.len() > 1).collect();
    if !joined.is_empty() {
        let runs = joined.iter().map(|run| run.len()).collect();
        let at = joined.into_iter().flatten().copied().collect();
        marks.push(Mark { class: "l", at, shape: Shape::Line { runs } });
    }
    let alone = line.runs.iter().filter(|run| run.len() == 1).flatten().copied();
    let end = line.runs.last().filter(|run| line.on && run.len() > 1).and_then(|run| run.last()).copied();
    let dots: Vec<(f64, f64)> = alone.chain(end).collect();
    let radius = if line.on { 35 } else { 25 };
    for (class, at) in [("d", dots), ("d0", line.flagged.clone())] {
        if !at.is_empty() {
            marks.push(Mark { class, at, shape: Shape::Dots { radius } });
        }
    }
    marks
}

/// A place with what a mouse over it says, among so many; the periods are moments and texts.
pub(super) fn line(words: &Words<'_>, series: &Series, (moments, periods): (&[f64], &[String]), count: usize) -> Line {
    let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut last = None;
    let breaks = |index: usize| series.cells.get(index).is_some_and(Cell::breaks);
    for (index, value) in series.points() {
        let point = (moments.get(index).copied().unwrap_or_default(), value);
        match runs.last_mut() {
            // A break is bridged like a gap: what lies on both sides must not be read as one course.
            Some(run) if last == index.checked_sub(1) && !breaks(index) => run.push(point),
            _ => {
                let mut run = Vec::with_capacity(series.cells.len() - index);
                run.push(point);
                runs.push(run);
            }
        }
        last = Some(index);
    }
    let shown = series.highlight || count <= FEW;
    let cells = series.cells.iter().zip(moments).filter(|_| shown);
    let intervals =
        cells.filter_map(|(cell, moment)| cell.interval().map(|(lower, upper)| (*moment, lower, upper))).collect();
    let title = title(words, series, periods);
    let at = |index: usize| moments.get(index).copied().unwrap_or_default();
    let flagged = series.points().filter(|(index, _)| series.cell(*index).flag().is_some());
    let flagged = flagged.map(|(index, value)| (at(index), value)).collect();
    Line { runs, intervals, flagged, title, on: series.highlight }
}

/// The name of a place with its first and its last figure.
fn title(words: &Words<'_>, series: &Series, periods: &[String]) -> String {
    let (first, last) = (series.points().next(), series.points().next_back());
    let mut title = String::with_capacity(series.name.len() + TITLE);
    title.push_str(&series.name);
    for (mark, point) in [(": ", first), (", ", last.filter(|_| last != first))] {
        let Some((index, value)) = point else { continue };
        let period = periods.get(index).map(String::as_str).unwrap_or_default();
        title.push_str(mark);
        words.push_figure(&mut title, value);
        for part in [" (", period, ")"] {
            title.push_str(part);
        }
    }
    title
}

/// Status signs above, below or beside their points, where no label and no line is in the way; the last one may stand
/// with the name. A point without its sign is hollow still, and the table has the sign.
fn flags(words: &Words<'_>, layout: &mut Layout<'_>, (scale, time): (&Linear, &Time)) {
    // Most figures have no sign, and where everything stands is dear to know.
    if words.spec.series.iter().flat_map(|series| &series.cells).all(|cell| cell.flag().is_none()) {
        return;
    }
    let plot = layout.plot;
    let mut taken = layout.texts();
    let mut courses = courses(words, &plot, (scale, time));
    courses.extend(&layout.reference);
    // Those set off are last.
    for group in layout.groups.iter_mut().rev() {
        let Some(series) = words.spec.series.iter().find(|series| series.key == group.key) else { continue };
        for (index, value) in series.points() {
            let (Some(flag), Some(period)) = (series.cell(index).flag(), words.spec.periods.get(index)) else {
                continue;
            };
            let shown = group.labels.iter().any(|label| label.text.ends_with(flag));
            if shown && Some(index) == series.points().next_back().map(|(last, _)| last) {
                continue;
            }
            let x = time.map(&period.year_fraction(), (plot.left, plot.right));
            let y = scale.map(&value, (plot.bottom, plot.top));
            let label = |x, y| Label { text: flag.to_owned(), style: Style::Tick, anchor: Anchor::Middle, x, y };
            let (above, below) = (y - SIGN, y + SIGN + 2 * half_cap(Style::Tick));
            let beside = [x + 2 * SIGN, x - 2 * SIGN].into_iter().flat_map(|x| [(x, above), (x, below)]);
            let mut places = [(x, above), (x, below)].into_iter().chain(beside).map(|(x, y)| label(x, y));
            let free = |label: &Label| {
                let bounds = label.bounds();
                let inside = bounds.top >= 0 && bounds.bottom <= plot.bottom && bounds.right <= plot.right + SIGN;
                inside
                    && taken.iter().all(|other| !bounds.meets(other))
                    && courses.iter().all(|course| !passes(course, &bounds))
            };
            if let Some(label) = places.find(free) {
                taken.push(label.bounds());
                group.labels.push(label);
            }
        }
    }
}

/// The pieces of all lines, dotted ones too, and one across each point, which may have a dot.
fn courses(words: &Words<'_>, plot: &Bounds, (scale, time): (&Linear, &Time)) -> Vec<[(i32, i32); 2]> {
    let place = |(index, value): (usize, f64)| {
        let moment = words.spec.periods.get(index)?.year_fraction();
        Some((time.map(&moment, (plot.left, plot.right)), scale.map(&value, (plot.bottom, plot.top))))
    };
    let points = |series: &Series| series.points().filter_map(place).collect::<Vec<_>>();
    let pieces = |points: Vec<(i32, i32)>| {
        let dots = points.iter().map(|(x, y)| [(x - NEAR, *y), (x + NEAR, *y)]);
        points.windows(2).map(|pair| [pair[0], pair[1]]).chain(dots).collect::<Vec<_>>()
    };
    words.spec.series.iter().flat_map(|series| pieces(points(series))).collect()
}

/// Whether a piece of a line goes through a sign or close by. Time goes on, so the first point is the left one.
fn passes(&[(from, start), (to, end)]: &[(i32, i32); 2], bounds: &Bounds) -> bool {
    let (left, right) = (from.max(bounds.left - UNIT), to.min(bounds.right + UNIT));
    if left > right {
        return false;
    }
    let at = |x: i32| start + (i64::from(end - start) * i64::from(x - from) / i64::from((to - from).max(1))) as i32;
    let (one, other) = (at(left), at(right));
    one.min(other) < bounds.bottom + UNIT && one.max(other) > bounds.top - NEAR
}

fn values<'l>(words: &Words<'l>, lines: &'l [Line]) -> impl Iterator<Item = f64> + 'l {
    let points = lines.iter().flat_map(|line| line.runs.iter().flatten().map(|(_, value)| *value));
    let bounds = lines.iter().flat_map(|line| line.intervals.iter().flat_map(|(_, lower, upper)| [*lower, *upper]));
    points.chain(bounds).chain(words.spec.reference.as_ref().map(|reference| reference.value))
}

/// The periods, as many as there is room for.
fn time_ticks(periods: Vec<String>, moments: &[f64], time: &Time, (plot, size): (&Bounds, Size)) -> Vec<Label> {
    let place = |(text, moment): (String, &f64)| {
        let half = Style::Tick.width(&text) / 2 + 1;
        let x = time.map(moment, (plot.left, plot.right)).clamp(half, (size.width() - half).max(half));
        Label { text, style: Style::Tick, anchor: Anchor::Middle, x, y: plot.bottom + 19 * UNIT }
    };
    thinned(periods.into_iter().zip(moments).map(place).collect())
}

/// The names at the ends.
fn ends(words: &Words<'_>, drawn: &[&Series], room: i32) -> Vec<EndLabel> {
    let end = |index: usize| {
        let series = drawn.get(index)?;
        let text = end_text(words, series, drawn.len());
        let style = style(series);
        Some(EndLabel { of: Some(index), lines: style.wrap(&text, room, NAME_LINES), style, from: (0, 0) })
    };
    let named = named(drawn, |series| series.points().next_back().map(|(_, value)| value));
    let mut ends: Vec<EndLabel> = named.into_iter().filter_map(end).collect();
    if let Some(reference) = &words.spec.reference {
        let text = format!("{}: {}", reference.label, words.figure(reference.value));
        let lines = Style::Reference.wrap(&text, room, NAME_LINES);
        ends.push(EndLabel { of: None, lines, style: Style::Reference, from: (0, 0) });
    }
    ends
}

/// The name, with the last value where it matters and the period where it is not the last of the chart.
fn end_text(words: &Words<'_>, series: &Series, count: usize) -> String {
    let Some((index, value)) = series.points().next_back() else { return series.name.clone() };
    let mut text = series.name.clone();
    if series.highlight || count <= FEW {
        let cell = series.cells.get(index);
        let figure = cell.map_or_else(String::new, |cell| words.cell(value, cell));
        text = format!("{text} {figure}");
    }
    if index + 1 < words.spec.periods.len() {
        text = format!("{text} ({})", words.period(index));
    }
    text
}

fn end_point(words: &Words<'_>, series: Option<&Series>, scale: &Linear, time: &Time, plot: &Bounds) -> (i32, i32) {
    let y = |value: f64| scale.map(&value, (plot.bottom, plot.top));
    match series.and_then(|series| series.points().next_back()) {
        Some((index, value)) => {
            let moment = words.spec.periods.get(index).map_or(0.0, |period| period.year_fraction());
            (time.map(&moment, (plot.left, plot.right)), y(value))
        }
        None => (plot.right, words.spec.reference.as_ref().map_or(plot.bottom, |reference| y(reference.value))),
    }
}

/// Places the names, and orders the places for drawing: those set off last, on top. Gives for each group
/// the position of its series, the groups, and the label of the reference.
fn place<'a>(drawn: &[&'a Series], ends: Vec<EndLabel>, plot: &Bounds) -> (Vec<usize>, Vec<Group<'a>>, Vec<Label>) {
    let mut order: Vec<usize> = (0..drawn.len()).collect();
    order.sort_by_key(|index| drawn.get(*index).is_some_and(|series| series.highlight));
    let mut groups: Vec<Group<'a>> =
        order.iter().filter_map(|index| drawn.get(*index)).map(|series| Group::of(series, Vec::new())).collect();
    let mut reference = Vec::new();
    // No lower than half a line below the axis, where the periods begin.
    for end in placed(ends, (plot.right, Anchor::Start), (0, plot.bottom + LINE / 2)) {
        let position = end.of.and_then(|of| order.iter().position(|index| *index == of));
        match position.and_then(|position| groups.get_mut(position)) {
            Some(group) => {
                group.leaders.push(end.leader);
                group.labels = end.labels;
            }
            None => reference = end.labels,
        }
    }
    (order, groups, reference)
}

fn notes(words: &Words<'_>, scale: &Linear, drawn: &[&Series]) -> Vec<String> {
    let mut notes = Vec::new();
    if !scale.has_zero() {
        notes.push(words.say("chart.not_from_zero", &[]));
    }
    if drawn.len() > MOST_NAMED {
        notes.push(words.say("chart.some_named", &[]));
    }
    notes
}
