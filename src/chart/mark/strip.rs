//! Strips: all places of an indicator or a period in one row, those set off with their name.
//!
//! Periods share a scale; indicators have their own, by their range or by what values there are.

use plotters::coord::ranged1d::Ranged;

use super::super::layout::{Anchor, Bounds, Group, LINE, Label, Layout, Size, UNIT, dodge};
use super::super::measure::Style;
use super::super::scale::Linear;
use super::super::sheet::{Begin, Rule, Spot};
use super::super::spec::{Refusal, Series};
use super::super::words::Words;
use super::row::{Names, Placed};
use super::{Area, Chart, Marks, broken, group};

/// A shared scale ends at round numbers, about so many steps apart, though no tick is drawn.
const TICKS: u8 = 8;
/// Half of the height of the stroke of a place.
const STROKE: i32 = 7 * UNIT;
/// Half of the height of a row, with a line of names above and one below.
const HALF: i32 = STROKE + LINE + 2 * UNIT;
const RADIUS: i32 = 50;
/// Between two names.
const APART: i32 = 8 * UNIT;
/// A name cut to less than this says nothing.
const LEAST_NAME: i32 = 40 * UNIT;
/// Names of more places than these are left out and not cut, since nothing would be left of them.
const MOST_CUT: i32 = 3;
/// From the edges to the strips.
const EDGE: i32 = 6 * UNIT;

/// The strips of a chart.
pub(super) struct Strips {
    /// The line under each strip.
    tracks: Vec<[(i32, i32); 2]>,
    /// A stroke a place.
    strokes: Vec<[(i32, i32); 2]>,
    /// The dots of each group of the layout.
    dots: Vec<Vec<Spot>>,
}

/// What is being placed.
struct Plan<'p, 'a> {
    words: &'p Words<'a>,
    size: Size,
    plot: Bounds,
}

/// Measures and places the strips.
pub(super) fn plan<'a>(words: &Words<'a>, size: Size) -> Result<Chart<'a>, Refusal> {
    let spec = words.spec;
    let labels: Vec<String> = (0..spec.width()).map(|column| words.column(column)).collect();
    let names = Names::column(labels.iter().map(|label| (label.as_str(), Style::Label)), size);
    let plot = Bounds { left: names.right + EDGE, top: 0, right: size.width() - EDGE, bottom: 0 };
    let mut plan = Plan { words, size, plot };
    let mut layout =
        Layout { width: size.width(), height: 0, plot, labels: Vec::new(), groups: Vec::new(), reference: Vec::new() };
    let set_off: Vec<&Series> = spec.series.iter().filter(|series| series.highlight).collect();
    layout.groups = set_off.iter().map(|series| Group::of(series, Vec::new())).collect();
    let mut strips = Strips { tracks: Vec::new(), strokes: Vec::new(), dots: vec![Vec::new(); set_off.len()] };
    let (mut unnamed, mut shifted) = (false, false);
    for (column, label) in labels.iter().enumerate() {
        let placed = names.place((label, Style::Label), layout.height, (HALF, 0));
        layout.height = placed.bottom;
        layout.labels.extend(names.labels(&placed));
        strips.tracks.push([(plot.left, placed.middle), (plot.right, placed.middle)]);
        let Some(scale) = scale(words, column)? else {
            layout.labels.extend(plan.without(&placed));
            continue;
        };
        shifted |= spec.columns.is_empty() && !scale.has_zero();
        let at = |value: f64| scale.map(&value, (plot.left, plot.right));
        let middle = placed.middle;
        let others = spec.series.iter().filter(|series| !series.highlight);
        let strokes = others.filter_map(|series| series.cell(column).value()).map(at);
        strips.strokes.extend(strokes.map(|x| [(x, middle - STROKE), (x, middle + STROKE)]));
        for (series, dots) in set_off.iter().zip(&mut strips.dots) {
            let x = series.cell(column).value().map(at);
            dots.extend(x.map(|x| Spot { class: "d", at: (x, middle), radius: RADIUS }));
        }
        let named = plan.named(&set_off, column, (middle - STROKE - 4 * UNIT, &at));
        unnamed |= named.len() < set_off.iter().filter(|series| series.cell(column).value().is_some()).count();
        for (index, label) in named {
            if let Some(group) = layout.groups.get_mut(index) {
                group.labels.push(label);
            }
        }
        layout.labels.extend(plan.extremes(column, (middle + STROKE + 12 * UNIT, &at)));
    }
    layout.height += UNIT;
    plan.plot.bottom = layout.height;
    layout.plot = plan.plot;
    let mut notes = vec![words.say("chart.strips", &[])];
    let keys = [
        (!spec.columns.is_empty(), "chart.own_scales"),
        (shifted, "chart.not_from_zero_across"),
        (unnamed, "chart.some_places"),
    ];
    notes.extend(keys.into_iter().filter(|(said, _)| *said).map(|(_, key)| words.say(key, &[])));
    Ok(Chart { layout, notes, marks: Marks::Strip(strips) })
}

/// Draws the strips.
pub(super) fn draw(strips: &Strips, layout: &Layout<'_>, area: &Area<'_>) -> Result<(), Refusal> {
    area.draw(&Rule::pieces("g", &strips.tracks)).map_err(broken)?;
    area.draw(&Rule::pieces("sk", &strips.strokes)).map_err(broken)?;
    for label in &layout.labels {
        area.draw(label).map_err(broken)?;
    }
    for (place, dots) in layout.groups.iter().zip(&strips.dots) {
        group(&Begin { class: "s", group: place, title: None }, area, || {
            dots.iter().try_for_each(|dot| area.draw(dot).map_err(broken))
        })?;
    }
    Ok(())
}

/// The scale of a strip; none where no place has a figure.
fn scale(words: &Words<'_>, column: usize) -> Result<Option<Linear>, Refusal> {
    let spec = words.spec;
    let values = || spec.series.iter().filter_map(move |series| series.cell(column).value());
    if values().next().is_none() {
        return Ok(None);
    }
    match spec.columns.get(column) {
        None => {
            let all = spec.series.iter().flat_map(|series| series.points().map(|(_, value)| value));
            Linear::round(all, TICKS).map(Some)
        }
        Some(indicator) => {
            let ends = indicator.range.map(<[f64; 2]>::from).into_iter().flatten();
            Linear::within(values().chain(ends)).map(Some)
        }
    }
}

/// A name and its figure in so much room. Part of a long name is better than none, unless hardly a letter is left.
fn named_in(name: &str, figure: &str, style: Style, room: i32) -> String {
    let figure_width = style.width(figure) + style.width(" ");
    if room - figure_width < LEAST_NAME {
        return figure.to_owned();
    }
    format!("{} {figure}", style.cut(name, room - figure_width))
}

impl Plan<'_, '_> {
    /// The names of the places set off above their dots, with the position of each; as many as there is room for.
    fn named(&self, set_off: &[&Series], column: usize, (y, at): (i32, &impl Fn(f64) -> i32)) -> Vec<(usize, Label)> {
        let words = self.words.of(column);
        let figure = |series: &Series| Some(words.cell(series.cell(column).value()?, series.cell(column)));
        let full = set_off.iter().filter_map(|series| Some(format!("{} {}", series.name, figure(series)?)));
        let wanted: i32 = full.map(|text| Style::Strong.width(&text) + APART).sum();
        let row = self.size.width() - self.low();
        // Where not all have room, each has its share of the row.
        let shares = i32::try_from(set_off.len()).unwrap_or(i32::MAX).clamp(1, MOST_CUT);
        let room = if wanted <= row { row } else { row / shares - APART };
        let mut found: Vec<(i32, usize, String)> = Vec::new();
        for (index, series) in set_off.iter().enumerate() {
            if let (Some(value), Some(figure)) = (series.cell(column).value(), figure(series)) {
                found.push((at(value), index, named_in(&series.name, &figure, Style::Strong, room)));
            }
        }
        let mut room = row;
        found.retain(|(_, _, text)| {
            let width = Style::Strong.width(text) + APART;
            let fits = width <= room;
            room -= if fits { width } else { 0 };
            fits
        });
        found.sort_by_key(|(x, index, _)| (*x, *index));
        let places = found.iter().map(|(_, index, _)| *index);
        let texts = found.iter().map(|(x, _, text)| (*x, text.clone())).collect();
        places.zip(self.beside(texts, Style::Strong, y)).collect()
    }

    /// The lowest and the highest of the other places, below their strokes.
    fn extremes(&self, column: usize, (y, at): (i32, &impl Fn(f64) -> i32)) -> Vec<Label> {
        let words = self.words.of(column);
        let others = self.words.spec.series.iter().filter(|series| !series.highlight);
        let mut found: Vec<(f64, &Series)> =
            others.filter_map(|series| Some((series.cell(column).value()?, series))).collect();
        found.sort_by(|left, right| left.0.total_cmp(&right.0));
        let room = (self.size.width() - self.low()) / 2 - APART;
        let text = |(value, series): &(f64, &Series)| {
            (at(*value), named_in(&series.name, &words.cell(*value, series.cell(column)), Style::Label, room))
        };
        let ends = match found.as_slice() {
            [first, .., last] => vec![text(first), text(last)],
            [only] => vec![text(only)],
            [] => Vec::new(),
        };
        let fit = ends.into_iter().filter(|(_, text)| Style::Label.width(text) <= room).collect();
        self.beside(fit, Style::Label, y)
    }

    /// Texts beside each other, as near to their wanted middles as they can be.
    fn beside(&self, texts: Vec<(i32, String)>, style: Style, y: i32) -> Vec<Label> {
        let wanted: Vec<(i32, i32)> = texts.iter().map(|(x, text)| (*x, style.width(text) + APART)).collect();
        let middles = dodge(&wanted, self.low(), self.size.width() + APART / 2);
        let label = |((_, text), x): ((i32, String), i32)| Label { text, style, anchor: Anchor::Middle, x, y };
        texts.into_iter().zip(middles).map(label).collect()
    }

    /// How far to the left names may reach.
    fn low(&self) -> i32 {
        self.plot.left - EDGE
    }

    /// Says that a strip is empty.
    fn without(&self, placed: &Placed) -> Vec<Label> {
        let room = self.size.width() - self.plot.left;
        let lines = Style::Missing.wrap(&self.words.say("chart.no_value", &[]), room, 1);
        Label::lines(lines, Style::Missing, Anchor::Start, (self.plot.left, placed.middle - 4 * UNIT))
    }
}
