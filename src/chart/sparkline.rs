//! A course in the size of a word, for a cell of a table: one place, without text or axis.
//!
//! It is separate from the types of chart because a page has dozens of them. There is no layout to test and
//! no table to add, since the figures stand beside it.

use plotters::coord::ranged1d::Ranged;
use plotters_backend::BackendCoord;

use crate::locale::{Locale, Period, Unit, in_full};
use crate::markup::Markup;

use super::layout::UNIT;
use super::pen::{Tenths, dotted, run};
use super::scale::{Linear, Time};
use super::sentence::course_of;
use super::spec::{Cell, Kind, Series, Spec};
use super::words::Words;

const WIDTH: i32 = 100 * UNIT;
const HEIGHT: i32 = 24 * UNIT;
/// Around the line, for the dot at its end.
const EDGE: i32 = 4 * UNIT;
const RADIUS: i32 = 25;

/// Draws figures in order of time: period, figure if there is one, and whether it cannot be compared with
/// the one before. Gaps stay open, a break is a line across, the last figure is a dot. The label for people
/// who do not see it says how `name` changed since the last break; the figures are given in full for machines. Without a figure, or with one that is no
/// number, there is nothing to draw, and the text is empty.
pub fn sparkline(
    values: &[(Period, Option<f64>, bool)],
    name: &str,
    (unit, decimals): (Unit, u8),
    locale: &Locale,
) -> String {
    let figures = || values.iter().filter_map(|(period, value, _)| Some((period.year_fraction(), (*value)?)));
    let scales = (
        Linear::within(figures().map(|(_, value)| value)),
        // A survey that has ended ends before the edge, so that rows of a table can be compared.
        Time::over(values.iter().map(|(period, ..)| period.year_fraction())),
    );
    let (Ok(scale), Ok(time)) = scales else { return String::new() };
    let at = |(moment, value): (f64, f64)| {
        (time.map(&moment, (EDGE, WIDTH - EDGE)), scale.map(&value, (HEIGHT - EDGE, EDGE)))
    };
    let (line, breaks) = paths(values, at);
    let mut markup = Markup::new();
    markup.open("svg").attr("class", "spark").attr("viewBox", "0 0 100 24").attr("role", "img");
    markup.attr("aria-label", label(values, name, (unit, decimals), locale));
    let full: Vec<String> = figures().map(|(_, value)| in_full(value)).collect();
    markup.attr("data-figures", full.join(" "));
    for (class, path) in [("k", breaks), ("l", line)] {
        if !path.is_empty() {
            markup.void("path").attr("class", class).attr_text("d", &path);
        }
    }
    if let Some(point) = figures().next_back() {
        let (x, y) = at(point);
        markup.void("circle").attr("cx", Tenths(x)).attr("cy", Tenths(y)).attr("r", Tenths(RADIUS));
    }
    markup.finish()
}

/// The line in runs without gaps, and a stroke at every break.
fn paths(values: &[(Period, Option<f64>, bool)], at: impl Fn((f64, f64)) -> BackendCoord) -> (String, String) {
    let (mut line, mut breaks) = (String::new(), String::new());
    let mut joined: Vec<BackendCoord> = Vec::new();
    let mut last: Option<BackendCoord> = None;
    for (period, value, broken) in values {
        let Some(value) = value else {
            dotted(&mut line, &std::mem::take(&mut joined));
            continue;
        };
        let point = at((period.year_fraction(), *value));
        if let Some(last) = last.filter(|_| *broken) {
            dotted(&mut line, &std::mem::take(&mut joined));
            let x = last.0.midpoint(point.0);
            run(&mut breaks, [(x, EDGE / 2), (x, HEIGHT - EDGE / 2)].into_iter());
        }
        joined.push(point);
        last = Some(point);
    }
    dotted(&mut line, &joined);
    (line, breaks)
}

fn label(values: &[(Period, Option<f64>, bool)], name: &str, (unit, decimals): (Unit, u8), locale: &Locale) -> String {
    let cell = |(_, value, broken): &(Period, Option<f64>, bool)| match value {
        Some(value) => {
            let flag = broken.then(|| "b".to_owned());
            Cell::Value { value: *value, lower: None, upper: None, flag }
        }
        None => Cell::Empty,
    };
    let cells = values.iter().map(cell).collect();
    let series = Series { key: String::new(), name: name.to_owned(), highlight: false, at: None, cells };
    let spec = Spec {
        id: String::new(),
        kind: Kind::Line,
        headline: None,
        measure: String::new(),
        place_count_text: None,
        unit,
        decimals,
        periods: values.iter().map(|(period, ..)| *period).collect(),
        columns: Vec::new(),
        series: Vec::new(),
        reference: None,
        alt: None,
        panels: None,
        note: None,
        ordered: false,
    };
    course_of(&Words::new(&spec, locale), &series)
}
