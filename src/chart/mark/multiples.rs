//! Small multiples: a panel a place, all with the same scales, and in each all other places behind it.
//!
//! The lines behind are written once and reused in every panel, which keeps thirty panels small.

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::Ranged;

use super::super::layout::{Anchor, Bounds, Group, LINE, Label, Layout, Size, UNIT, thinned};
use super::super::measure::Style;
use super::super::rows::by_name;
use super::super::scale::{Linear, Time};
use super::super::sheet::{Begin, End, Mark, Reuse, Rule, Shape, Shared};
use super::super::spec::{Refusal, Series};
use super::super::words::Words;
use super::line::{self, Line};
use super::row::style;
use super::{Area, Chart, Marks, broken, group, ticks};

/// Panels beside each other, wide and narrow.
const BESIDE: [usize; 2] = [4, 2];
/// Height of the plot of a panel, wide and narrow.
const HEIGHT: [i32; 2] = [88 * UNIT, 76 * UNIT];
/// Ticks of the axis of values, about.
const TICKS: u8 = 3;
/// Lines of the name of a panel.
const NAME_LINES: usize = 3;
/// Between panels.
const GAP: i32 = 14 * UNIT;
/// Between a name and its value.
const APART: i32 = 6 * UNIT;
/// Between a name and its plot.
const UNDER: i32 = 6 * UNIT;
/// Below a row of panels, and where periods stand below.
const FOOT: [i32; 2] = [14 * UNIT, 22 * UNIT];

/// The panels of a chart.
pub(super) struct Panels {
    scale: Linear,
    time: Time,
    /// One a group of the layout.
    panels: Vec<(Bounds, Line)>,
    /// The id of the lines behind, which are in the first panel.
    id: String,
    /// Lines at the ticks and at zero, of all panels.
    grid: Vec<[(i32, i32); 2]>,
    axis: Vec<[(i32, i32); 2]>,
}

/// What is being placed.
struct Plan<'p, 'a> {
    words: &'p Words<'a>,
    size: Size,
    /// How wide a panel is.
    width: i32,
}

/// Measures and places the panels.
pub(super) fn plan<'a>(words: &Words<'a>, size: Size) -> Result<Chart<'a>, Refusal> {
    let spec = words.spec;
    let moments: Vec<f64> = spec.periods.iter().map(|period| period.year_fraction()).collect();
    let periods: Vec<String> = (0..moments.len()).map(|index| words.period(index)).collect();
    let time = Time::over(moments.iter().copied())?;
    let mut drawn: Vec<&Series> = spec.series.iter().filter(|series| series.points().next().is_some()).collect();
    if !spec.ordered {
        drawn.sort_by(|left, right| by_name(words, left, right));
    }
    let scale = Linear::round(drawn.iter().flat_map(|series| series.points().map(|(_, value)| value)), TICKS)?;
    let texts = ticks::texts(words, &scale);
    let left = ticks::room(&texts);
    let (beside, plan) = Plan::over(words, size, left, &drawn);
    let (mut labels, mut groups, mut panels) = (Vec::new(), Vec::new(), Vec::new());
    let (mut top, mut bottom) = (0, 0);
    for (row, series) in drawn.chunks(beside).enumerate() {
        let titles: Vec<(Vec<String>, String)> = series.iter().map(|series| plan.title(series)).collect();
        let lines = titles.iter().map(|(name, _)| name.len() as i32).max().unwrap_or(1);
        let head = top + lines * LINE + UNDER;
        bottom = head + HEIGHT[usize::from(size == Size::Narrow)];
        for (column, (series, title)) in series.iter().zip(titles).enumerate() {
            let x = left + i32::try_from(column).unwrap_or_default() * (plan.width + GAP);
            let bounds = Bounds { left: x, top: head, right: x + plan.width, bottom };
            if column == 0 {
                labels.extend(ticks::beside(&scale, &texts, &bounds));
            }
            // Periods stand below the last panel of each column.
            if (row + 1) * beside + column >= drawn.len() {
                labels.extend(plan.periods(&bounds));
            }
            groups.push(Group::of(series, plan.labels(series, title, &bounds)));
            panels.push((bounds, line::line(words, series, (&moments, &periods), drawn.len()).plain()));
        }
        let last = (row + 1) * beside >= drawn.len() || (row + 2) * beside > drawn.len();
        top = bottom + FOOT[usize::from(last)];
    }
    let height = bottom + FOOT[1];
    let plot = panels.first().map_or(Bounds { left, top: 0, right: size.width(), bottom }, |(bounds, _)| *bounds);
    let layout = Layout { width: size.width(), height, plot, labels, groups, reference: Vec::new() };
    let notes = if scale.has_zero() { Vec::new() } else { vec![words.say("chart.not_from_zero", &[])] };
    let id = format!("{}-{}-all", spec.id, size.name());
    let mut panels = Panels { scale, time, panels, id, grid: Vec::new(), axis: Vec::new() };
    panels.rule();
    Ok(Chart { layout, notes, marks: Marks::Multiples(panels) })
}

/// Draws the panels.
pub(super) fn draw(panels: &Panels, layout: &Layout<'_>, area: &Area<'_>) -> Result<(), Refusal> {
    area.draw(&Rule::pieces("g", &panels.grid)).map_err(broken)?;
    area.draw(&Rule::pieces("ax", &panels.axis)).map_err(broken)?;
    for label in &layout.labels {
        area.draw(label).map_err(broken)?;
    }
    for (index, (place, (bounds, line))) in layout.groups.iter().zip(&panels.panels).enumerate() {
        let plot = area.apply_coord_spec(Cartesian2d::<Time, Linear>::new(
            panels.time.clone(),
            panels.scale.clone(),
            // Values grow upwards.
            (bounds.left..bounds.right, bounds.bottom..bounds.top),
        ));
        if index == 0 {
            area.draw(&Shared { id: &panels.id }).map_err(broken)?;
            for mark in panels.behind() {
                plot.draw(&mark).map_err(broken)?;
            }
            area.draw(&End).map_err(broken)?;
        } else {
            let by = (bounds.left - layout.plot.left, bounds.top - layout.plot.top);
            area.draw(&Reuse { id: &panels.id, by }).map_err(broken)?;
        }
        group(&Begin { class: "s", group: place, title: Some(line.title.clone()) }, area, || {
            for mark in line::marks(line) {
                plot.draw(&mark).map_err(broken)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

impl Panels {
    /// The lines behind every panel: all places, and over them those that are set off.
    fn behind(&self) -> Vec<Mark<(f64, f64)>> {
        let mark = |class: &'static str, on: bool| {
            let lines = self.panels.iter().map(|(_, line)| line).filter(|line| !on || line.on);
            let runs: Vec<&Vec<(f64, f64)>> = lines.flat_map(|line| &line.runs).filter(|run| run.len() > 1).collect();
            let at: Vec<(f64, f64)> = runs.iter().flat_map(|run| run.iter().copied()).collect();
            let shape = Shape::Line { runs: runs.iter().map(|run| run.len()).collect() };
            (!at.is_empty()).then_some(Mark { class, at, shape })
        };
        [mark("chart-all", false), mark("chart-all hi", true)].into_iter().flatten().collect()
    }

    /// Lays out the lines at the ticks, which all panels have.
    fn rule(&mut self) {
        for (bounds, _) in &self.panels {
            for tick in &self.scale.ticks {
                let y = self.scale.map(tick, (bounds.bottom, bounds.top));
                let lines = if *tick == 0.0 { &mut self.axis } else { &mut self.grid };
                lines.push([(bounds.left, y), (bounds.right, y)]);
            }
        }
    }
}

impl<'p, 'a> Plan<'p, 'a> {
    /// How many panels stand beside each other: as many as were asked for, or a few. More than a few stand there only
    /// if no name breaks inside a word.
    fn over(words: &'p Words<'a>, size: Size, left: i32, drawn: &[&Series]) -> (usize, Self) {
        let few = BESIDE[usize::from(size == Size::Narrow)];
        let most = match (words.spec.panels, size) {
            (Some(panels), Size::Wide) => panels.max(1),
            (Some(panels), Size::Narrow) => panels.clamp(1, few),
            (None, _) => few,
        };
        let plan = |beside: usize| {
            let columns = i32::try_from(beside).unwrap_or(1);
            Plan { words, size, width: (size.width() - left - GAP * (columns - 1)) / columns }
        };
        let whole = |beside: &usize| drawn.iter().all(|series| plan(*beside).keeps_words(series));
        let beside = (few + 1..=most).rev().find(whole).unwrap_or(most.min(few));
        (beside, plan(beside))
    }

    /// Whether the name of a panel has room.
    fn keeps_words(&self, series: &Series) -> bool {
        style(series).keeps_words(&series.name, (self.room(series).0, NAME_LINES))
    }

    /// The room of the name of a panel, and the last value of its place, which stands beside it.
    fn room(&self, series: &Series) -> (i32, String) {
        let value = series.points().next_back().and_then(|(index, value)| {
            let cell = series.cells.get(index)?;
            Some(self.words.cell(value, cell))
        });
        let value = value.unwrap_or_default();
        let room = self.width - style(series).width(&value) - APART;
        // A value that takes half of the panel leaves the name to itself; the mouse and the table have it.
        if room < self.width / 2 { (self.width, String::new()) } else { (room, value) }
    }

    /// The name of a panel in lines, and the last value of its place.
    fn title(&self, series: &Series) -> (Vec<String>, String) {
        let (room, value) = self.room(series);
        (style(series).wrap(&series.name, room, NAME_LINES), value)
    }

    /// The name of a panel, and the last value above the end of its line.
    fn labels(&self, series: &Series, (name, value): (Vec<String>, String), plot: &Bounds) -> Vec<Label> {
        let style = style(series);
        let last = plot.top - UNDER - 3 * UNIT;
        let first = last - (name.len() as i32 - 1) * LINE;
        let mut labels = Label::lines(name, style, Anchor::Start, (plot.left, first));
        if !value.is_empty() {
            labels.push(Label { text: value, style, anchor: Anchor::End, x: plot.right, y: last });
        }
        labels
    }

    /// The first and the last period, or only the last.
    fn periods(&self, plot: &Bounds) -> Vec<Label> {
        let y = plot.bottom + 17 * UNIT;
        let last = self.words.spec.periods.len().saturating_sub(1);
        let ends = [(0, Anchor::Start, plot.left), (last, Anchor::End, plot.right)];
        let label = |(index, anchor, x)| Label { text: self.words.period(index), style: Style::Tick, anchor, x, y };
        let mut labels = thinned(ends.map(label).to_vec());
        labels.retain(|label| label.bounds().left >= 0 && label.bounds().right <= self.size.width());
        labels
    }
}
