//! A map of places: land without borders, and a dot a place whose area or shade says its value.
//!
//! A number of people or an amount of money is an area, since it adds up; anything else is a shade. The map reaches as
//! far as its places do.

use plotters::coord::CoordTranslate;

use crate::locale::Unit;

use super::super::laea::Laea;
use super::super::land::{Frame, land};
use super::super::layout::{Anchor, Bounds, Label, Layout, Size, UNIT, half_cap};
use super::super::measure::Style;
use super::super::rows::ranked;
use super::super::sheet::{Begin, Mark, Rule, Shape, Spot};
use super::super::spec::{Refusal, Series};
use super::super::words::Words;
use super::key::Key;
use super::pins::{self, Named, Pin, named};
use super::row::style;
use super::shade::{SHADES, shade};
use super::{Area, Chart, Marks, broken, group};

/// Least and greatest height, wide and narrow.
const HEIGHT: [(i32, i32); 2] = [(360 * UNIT, 520 * UNIT), (260 * UNIT, 400 * UNIT)];
/// From the outermost places to the edges, across and down, wide and narrow.
const MARGIN: [(i32, i32); 2] = [(56 * UNIT, 40 * UNIT), (34 * UNIT, 32 * UNIT)];
/// Fewer km across show no coast that could be recognised.
const LEAST: f64 = 2400.0;
/// Radius of the largest area, wide and narrow.
const LARGEST: [i32; 2] = [22 * UNIT, 15 * UNIT];
/// A smaller area is not seen.
const SMALLEST: i32 = 25;
/// Radius of a shade, and of a place without a figure.
const RADIUS: i32 = 55;
/// A name wider than this part of the map, in percent, is left to the table.
const WIDEST: i32 = 45;
/// Classes of the shades, from the lowest values to the highest.
const CLASSES: [&str; SHADES] = ["h1 pin", "h2 pin", "h3 pin", "h4 pin", "h5 pin"];

/// The places of a map.
pub(super) struct Places {
    ground: Ground,
    land: Vec<Vec<(i32, i32)>>,
    key: Vec<Spot>,
    /// One a group of the layout.
    dots: Vec<Dot>,
}

struct Dot {
    /// Latitude and longitude.
    at: (f64, f64),
    class: &'static str,
    radius: i32,
    /// What a mouse over it says.
    title: String,
}

/// Latitude and longitude to the drawing.
#[derive(Clone, Copy)]
struct Ground {
    laea: Laea,
    frame: Frame,
}

impl CoordTranslate for Ground {
    type From = (f64, f64);

    #[expect(clippy::cast_possible_truncation, reason = "inside the frame, and `as` saturates")]
    fn translate(&self, at: &(f64, f64)) -> (i32, i32) {
        let (x, y) = self.frame.place(self.laea.project(*at));
        (x.round() as i32, y.round() as i32)
    }
}

/// How values become dots.
enum Symbols {
    /// An area in proportion to the value; the highest has the largest.
    Areas { highest: f64, largest: i32 },
    /// A shade between the lowest and the highest.
    Shades((f64, f64)),
}

/// Measures and places the map.
pub(super) fn plan<'a>(words: &Words<'a>, size: Size) -> Result<Chart<'a>, Refusal> {
    let symbols = Symbols::of(words, size);
    let mut drawn: Vec<&Series> = ranked(words);
    // The largest first, so that it covers none; those set off on top.
    drawn.sort_by_key(|series| series.highlight);
    let mut placed = Placed::new(words, (&drawn, &symbols), (size, 0))?;
    if placed.unsaid {
        // Where a figure is not printed, a key says what its symbol means.
        let key = symbols.key(words, size);
        placed = Placed::new(words, (&drawn, &symbols), (size, key.height))?;
        placed.key = key;
    }
    let mut notes = vec![words.say(if symbols.areas() { "chart.areas" } else { "chart.shades" }, &[])];
    if placed.names.iter().any(Option::is_none) {
        notes.push(words.say("chart.some_places", &[]));
    }
    notes.push(words.say("chart.map", &[]));
    let dots = drawn.iter().map(|series| symbols.dot(words, series)).collect();
    let groups = drawn.iter().zip(placed.names).map(|(series, name)| pins::group(series, name));
    let plot = placed.ground.frame.plot;
    let layout = Layout {
        width: size.width(),
        height: plot.bottom,
        plot,
        labels: placed.key.labels,
        groups: groups.collect(),
        reference: Vec::new(),
    };
    let land = land(&placed.ground.frame);
    Ok(Chart { layout, notes, marks: Marks::Map(Places { ground: placed.ground, land, key: placed.key.spots, dots }) })
}

/// Draws the map.
pub(super) fn draw(places: &Places, layout: &Layout<'_>, area: &Area<'_>) -> Result<(), Refusal> {
    let runs = places.land.iter().map(Vec::as_slice).collect();
    area.draw(&Rule { class: "land", runs }).map_err(broken)?;
    for spot in &places.key {
        area.draw(spot).map_err(broken)?;
    }
    for label in &layout.labels {
        area.draw(label).map_err(broken)?;
    }
    let ground = area.apply_coord_spec(places.ground);
    for (place, dot) in layout.groups.iter().zip(&places.dots) {
        group(&Begin { class: "s", group: place, title: Some(dot.title.clone()) }, area, || {
            let runs = place.leaders.iter().map(Vec::as_slice).collect();
            area.draw(&Rule { class: "lead", runs }).map_err(broken)?;
            let shape = Shape::Dots { radius: dot.radius };
            ground.draw(&Mark { class: dot.class, at: vec![dot.at], shape }).map_err(broken)
        })?;
    }
    Ok(())
}

/// Where the places are and how they are named.
struct Placed {
    ground: Ground,
    names: Vec<Option<Named>>,
    /// Whether a figure stands nowhere on the map.
    unsaid: bool,
    key: Key,
}

impl Placed {
    fn new(
        words: &Words<'_>,
        (drawn, symbols): (&[&Series], &Symbols),
        (size, top): (Size, i32),
    ) -> Result<Self, Refusal> {
        let laea = Laea::new();
        let points = drawn.iter().map(|series| laea.project(series.at.unwrap_or_default()));
        let ground = Ground { laea, frame: frame(points, size, top)? };
        // What is named first has the best place: what is set off, then what is drawn first.
        let mut order: Vec<usize> = (0..drawn.len()).collect();
        order.sort_by_key(|index| !drawn[*index].highlight);
        let name = |with_figures: bool| {
            let pin = |index: &usize| pin(words, (drawn[*index], symbols), &ground, (size, with_figures));
            let pins: Vec<Pin> = order.iter().map(pin).collect();
            let mut names = vec![None; drawn.len()];
            for (index, name) in order.iter().zip(named(&pins, &ground.frame.plot)) {
                names[*index] = name;
            }
            names
        };
        let (full, count) = (name(true), |names: &[Option<Named>]| names.iter().flatten().count());
        if count(&full) == drawn.len() {
            return Ok(Placed { ground, names: full, unsaid: false, key: Key::default() });
        }
        let short = name(false);
        let names = if count(&short) > count(&full) { short } else { full };
        Ok(Placed { ground, names, unsaid: true, key: Key::default() })
    }
}

fn pin(words: &Words<'_>, (series, symbols): (&Series, &Symbols), ground: &Ground, (size, full): (Size, bool)) -> Pin {
    let cell = series.only();
    let figure = match cell.value() {
        _ if !full => String::new(),
        Some(value) => format!(" {}", words.of(0).cell(value, cell)),
        None => format!(": {}", words.reason(cell)),
    };
    let style = match cell.value() {
        None if !series.highlight => Style::Missing,
        _ => style(series),
    };
    // Of a name too long, part is left out, and of its figure nothing.
    let room = size.width() * WIDEST / 100;
    let name = style.wrap(&series.name, (room - style.width(&figure)).max(room / 3), 1).pop().unwrap_or_default();
    let text = style.wrap(&format!("{name}{figure}"), room, 1).pop().unwrap_or_default();
    let at = ground.translate(&series.at.unwrap_or_default());
    Pin { at, radius: symbols.radius(series), text, style, first: series.highlight }
}

/// As far as the places reach, with room for names around them.
fn frame(points: impl Iterator<Item = (f64, f64)> + Clone, size: Size, top: i32) -> Result<Frame, Refusal> {
    let span = |values: &mut dyn Iterator<Item = f64>| {
        let start = (f64::INFINITY, f64::NEG_INFINITY);
        let (low, high) = values.fold(start, |(low, high), value| (low.min(value), high.max(value)));
        if low <= high { Ok((low, high)) } else { Err(Refusal::new("the map has no places")) }
    };
    let (west, east) = span(&mut points.clone().map(|(east, _)| east))?;
    let (south, north) = span(&mut points.map(|(_, north)| north))?;
    let narrow = usize::from(size == Size::Narrow);
    let ((across, down), (least, most)) = (MARGIN[narrow], HEIGHT[narrow]);
    let room = |all: i32, margin: i32| f64::from(all - 2 * margin);
    let scale = (f64::from(size.width()) / LEAST)
        .min(room(size.width(), across) / (east - west).max(1.0))
        .min(room(most, down) / (north - south).max(1.0));
    let height = height(((north - south) * scale, down), (least, most));
    let corner = (
        f64::midpoint(west, east) - f64::from(size.width()) / scale / 2.0,
        f64::midpoint(south, north) + f64::from(height) / scale / 2.0,
    );
    Ok(Frame { corner, scale, plot: Bounds { left: 0, top, right: size.width(), bottom: top + height } })
}

#[expect(clippy::cast_possible_truncation, reason = "no higher than the greatest height, and `as` saturates")]
fn height((needed, margin): (f64, i32), (least, most): (i32, i32)) -> i32 {
    (needed.round() as i32 + 2 * margin).clamp(least, most)
}

impl Symbols {
    fn of(words: &Words<'_>, size: Size) -> Self {
        let values = || words.spec.series.iter().filter_map(|series| series.only().value());
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        let (unit, range) = match words.spec.columns.first() {
            Some(column) => (column.unit, column.range),
            None => (words.spec.unit, None),
        };
        if matches!(unit, Unit::Count | Unit::Currency { .. }) && low >= 0.0 && high > 0.0 {
            return Symbols::Areas { highest: high, largest: LARGEST[usize::from(size == Size::Narrow)] };
        }
        Symbols::Shades(range.unwrap_or((low, high)))
    }

    fn areas(&self) -> bool {
        matches!(self, Symbols::Areas { .. })
    }

    fn radius(&self, series: &Series) -> i32 {
        match (self, series.only().value()) {
            (Symbols::Areas { highest, largest }, Some(value)) => radius(value / highest, *largest),
            _ => RADIUS,
        }
    }

    fn dot(&self, words: &Words<'_>, series: &Series) -> Dot {
        let cell = series.only();
        let (class, text) = match (self, cell.value()) {
            (_, None) => ("d0 void", words.reason(cell)),
            (Symbols::Areas { .. }, Some(value)) => ("d pin", words.of(0).cell(value, cell)),
            (Symbols::Shades(span), Some(value)) => (CLASSES[shade(value, *span)], words.of(0).cell(value, cell)),
        };
        let title = format!("{}: {text}", series.name);
        Dot { at: series.at.unwrap_or_default(), class, radius: self.radius(series), title }
    }

    /// Two areas with round figures, or all shades between two figures.
    fn key(&self, words: &Words<'_>, size: Size) -> Key {
        let words = words.of(0);
        match self {
            Symbols::Areas { highest, largest } => areas(&words, *highest, (*largest, size)),
            Symbols::Shades((low, high)) => shades((words.figure(*low), words.figure(*high)), size),
        }
    }
}

fn areas(words: &Words<'_>, highest: f64, (largest, size): (i32, Size)) -> Key {
    let power = 10f64.powf(highest.log10().floor());
    let round = [5.0, 2.0, 1.0].into_iter().find(|step| step * power <= highest).unwrap_or(1.0) * power;
    let mut key = Key { height: 2 * largest + 8 * UNIT, ..Key::default() };
    let mut x = UNIT;
    for value in [round, round / 5.0] {
        let radius = radius(value / highest, largest);
        let text = words.figure(value);
        let width = Style::Tick.width(&text);
        if x + 2 * radius + 6 * UNIT + width > size.width() {
            break;
        }
        key.spots.push(Spot { class: "d0", at: (x + radius, largest + UNIT), radius });
        x += 2 * radius + 6 * UNIT;
        let y = largest + UNIT + half_cap(Style::Tick);
        key.labels.push(Label { text, style: Style::Tick, anchor: Anchor::Start, x, y });
        x += width + 16 * UNIT;
    }
    key
}

fn shades((low, high): (String, String), size: Size) -> Key {
    const APART: i32 = 14 * UNIT;
    let mut key = Key { height: 24 * UNIT, ..Key::default() };
    let (y, middle) = (13 * UNIT, 9 * UNIT);
    let widest = (size.width() - 5 * APART - 8 * UNIT) / 2;
    let text = |text: &str| Style::Tick.wrap(text, widest, 1).pop().unwrap_or_default();
    let low = text(&low);
    let mut x = Style::Tick.width(&low) + 4 * UNIT;
    key.labels.push(Label { text: low, style: Style::Tick, anchor: Anchor::Start, x: 0, y });
    for class in CLASSES {
        key.spots.push(Spot { class, at: (x + APART / 2, middle), radius: RADIUS });
        x += APART;
    }
    key.labels.push(Label { text: text(&high), style: Style::Tick, anchor: Anchor::Start, x: x + 4 * UNIT, y });
    key
}

#[expect(clippy::cast_possible_truncation, reason = "no larger than the largest, and `as` saturates")]
fn radius(part: f64, largest: i32) -> i32 {
    ((part.clamp(0.0, 1.0).sqrt() * f64::from(largest)).round() as i32).max(SMALLEST)
}
