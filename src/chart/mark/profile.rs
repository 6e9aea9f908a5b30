//! A profile: one place against the mean of all, a row an indicator, each over the range of its indicator.
//!
//! It says what a radar would, on axes that can be read.

use plotters::coord::ranged1d::Ranged;

use super::super::layout::{Anchor, Bounds, Group, Label, Layout, Size, UNIT, half_cap};
use super::super::measure::Style;
use super::super::scale::Linear;
use super::super::sheet::{Begin, Rule, Spot};
use super::super::spec::{Refusal, Series};
use super::super::words::Words;
use super::key;
use super::row::{Names, Placed};
use super::{Area, Chart, Marks, broken, group};

/// Half of the height of a row.
const HALF: i32 = 8 * UNIT;
const RADIUS: i32 = 50;
/// Half of the height of the ends of a track.
const CAP: i32 = 4 * UNIT;
/// Between texts and tracks.
const APART: i32 = 8 * UNIT;
/// Tracks never get shorter than this for the sake of the ends of ranges, or of the column of means.
const LEAST_TRACK: i32 = 90 * UNIT;

/// The rows of a chart.
pub(super) struct Rows {
    /// The ranges, with their ends.
    tracks: Vec<[(i32, i32); 2]>,
    /// From the mean to the place.
    gaps: Vec<[(i32, i32); 2]>,
    means: Vec<Spot>,
    dots: Vec<Spot>,
    key: Vec<Spot>,
}

/// The texts of an indicator: the ends of its range, the place and the mean.
struct Texts {
    ends: [String; 2],
    /// With how it is written, which is different for why there is none.
    place: (String, Style),
    mean: Option<String>,
}

/// The width of each column of texts; 0 where there is no room for it.
#[derive(Debug, Clone, Copy)]
struct Widths {
    ends: [i32; 2],
    place: i32,
    mean: i32,
}

/// Measures and places the rows.
pub(super) fn plan<'a>(words: &Words<'a>, size: Size) -> Result<Chart<'a>, Refusal> {
    let spec = words.spec;
    let Some(series) = spec.series.iter().find(|series| series.highlight) else {
        return Err(Refusal::new("a profile is of one place, and none is highlighted"));
    };
    let names = Names::column(spec.columns.iter().map(|column| (column.label.as_str(), Style::Label)), size);
    let texts: Vec<Texts> = (0..spec.width()).map(|column| self::texts(words, series, column)).collect();
    let widths = widths(&texts, size.width() - names.right);
    let entries = [("p1", series.name.clone()), ("d0", words.say("chart.mean", &[]))];
    let key = key::dots(&entries, (names.right, size.width()));
    let mean = size.width() - UNIT;
    let place = mean - widths.mean;
    let left = names.right + widths.ends[0] + RADIUS;
    let right = place - widths.place - widths.ends[1] - RADIUS;
    let mut plot = Bounds { left, top: key.height, right: right.max(left + UNIT), bottom: key.height };
    let mut group = Group::of(series, Vec::new());
    let mut labels = key.labels;
    let mut rows = Rows { tracks: Vec::new(), gaps: Vec::new(), means: Vec::new(), dots: Vec::new(), key: key.spots };
    for (column, texts) in texts.iter().enumerate() {
        let Some(indicator) = spec.columns.get(column) else { continue };
        let placed = names.place((&indicator.label, Style::Label), plot.bottom, (HALF, 0));
        plot.bottom = placed.bottom;
        labels.extend(names.labels(&placed));
        rows.place(words, (series, column), &placed, &plot)?;
        if widths.ends[0] > 0 {
            let sides = [(Anchor::End, plot.left - RADIUS), (Anchor::Start, plot.right + RADIUS)];
            for (text, (anchor, x)) in texts.ends.iter().zip(sides) {
                labels.extend(label(Some(text), Style::Tick, (anchor, x), &placed));
            }
        }
        let (text, style) = &texts.place;
        group.labels.extend(label(Some(text), *style, (Anchor::End, place), &placed));
        if widths.mean > 0 {
            labels.extend(label(texts.mean.as_ref(), Style::Label, (Anchor::End, mean), &placed));
        }
    }
    let height = plot.bottom + UNIT;
    let layout = Layout { width: size.width(), height, plot, labels, groups: vec![group], reference: Vec::new() };
    Ok(Chart { layout, notes: notes(words), marks: Marks::Profile(rows) })
}

/// Draws the rows.
pub(super) fn draw(rows: &Rows, layout: &Layout<'_>, area: &Area<'_>) -> Result<(), Refusal> {
    area.draw(&Rule::pieces("ax", &rows.tracks)).map_err(broken)?;
    for spot in rows.key.iter() {
        area.draw(spot).map_err(broken)?;
    }
    for label in &layout.labels {
        area.draw(label).map_err(broken)?;
    }
    for place in &layout.groups {
        group(&Begin { class: "s", group: place, title: None }, area, || {
            area.draw(&Rule::pieces("l", &rows.gaps)).map_err(broken)
        })?;
    }
    for spot in rows.means.iter().chain(&rows.dots) {
        area.draw(spot).map_err(broken)?;
    }
    Ok(())
}

impl Rows {
    /// The marks of an indicator.
    fn place(
        &mut self,
        words: &Words<'_>,
        (series, column): (&Series, usize),
        placed: &Placed,
        plot: &Bounds,
    ) -> Result<(), Refusal> {
        let (value, mean) = (series.cell(column).value(), words.mean(column).map(|(mean, _)| mean));
        let range = words.spec.columns.get(column).and_then(|column| column.range);
        let ends = range.map(<[f64; 2]>::from).into_iter().flatten();
        let scale = Linear::within(ends)?;
        let at = |value: f64| (scale.map(&value, (plot.left, plot.right)), placed.middle);
        let y = placed.middle;
        self.tracks.push([(plot.left, y), (plot.right, y)]);
        self.tracks.extend([plot.left, plot.right].map(|x| [(x, y - CAP), (x, y + CAP)]));
        self.means.extend(mean.map(|mean| Spot { class: "d0", at: at(mean), radius: RADIUS }));
        self.dots.extend(value.map(|value| Spot { class: "p1", at: at(value), radius: RADIUS }));
        self.gaps.extend(mean.zip(value).map(|(mean, value)| [at(mean), at(value)]));
        Ok(())
    }
}

fn label(text: Option<&String>, style: Style, (anchor, x): (Anchor, i32), placed: &Placed) -> Option<Label> {
    let text = text.filter(|text| !text.is_empty())?.clone();
    Some(Label { text, style, anchor, x, y: placed.middle + half_cap(style) })
}

fn texts(words: &Words<'_>, series: &Series, column: usize) -> Texts {
    let own = words.of(column);
    let cell = series.cell(column);
    let range = words.spec.columns.get(column).and_then(|column| column.range).unwrap_or_default();
    Texts {
        ends: [own.figure(range.0), own.figure(range.1)],
        place: match cell.value() {
            Some(value) => (own.cell(value, cell), Style::Strong),
            None => (words.say("chart.no_value", &[]), Style::Missing),
        },
        mean: words.mean(column).map(|(mean, _)| own.figure(mean)),
    }
}

/// The columns of texts, of which the tracks leave out first the ends of ranges and then the means.
fn widths(texts: &[Texts], room: i32) -> Widths {
    let widest = |width: &dyn Fn(&Texts) -> i32| texts.iter().map(width).max().unwrap_or_default() + APART;
    let mut widths = Widths {
        ends: [0, 1].map(|end: usize| widest(&|texts| texts.ends.get(end).map_or(0, |text| Style::Tick.width(text)))),
        place: widest(&|texts| texts.place.1.width(&texts.place.0)),
        mean: widest(&|texts| texts.mean.as_ref().map_or(0, |text| Style::Label.width(text))),
    };
    let track = |widths: &Widths| room - widths.ends[0] - widths.ends[1] - widths.place - widths.mean - 2 * RADIUS;
    if track(&widths) < LEAST_TRACK {
        widths.ends = [0, 0];
    }
    if track(&widths) < LEAST_TRACK {
        widths.mean = 0;
    }
    widths
}

/// What the mean is of, and that rows have scales of their own.
fn notes(words: &Words<'_>) -> Vec<String> {
    let counts = (0..words.spec.width()).filter_map(|column| words.mean(column)).map(|(_, count)| count);
    let (least, most) = (counts.clone().min().unwrap_or_default(), counts.max().unwrap_or_default());
    let number = |count: usize| words.locale.number(count as f64, 0);
    let mean = if least == most {
        words.locale.count("chart.mean_of", most as u64)
    } else {
        words.say("chart.mean_of_between", &[("least", &number(least)), ("most", &number(most))])
    };
    vec![words.say("chart.ranges", &[]), mean]
}
