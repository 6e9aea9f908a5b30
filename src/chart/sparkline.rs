//! A line as small as a word, for a cell of a table: the way that figures went, without any text.
//!
//! It is apart from the other charts because it stands beside its figures, which carry all that is to
//! be read; its label says the same in a sentence.

use std::fmt::Write as _;

use super::sheet::Tenths;
use crate::locale::Period;
use crate::markup::Markup;

const WIDTH: f64 = 96.0;
const HEIGHT: f64 = 24.0;
/// Room for the mark of the last figure.
const MARGIN: f64 = 3.0;
/// Fewer figures make no line.
const FEWEST: usize = 3;

/// One figure of a sparkline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// When.
    pub period: Period,
    /// The figure; `None` leaves a gap.
    pub value: Option<f64>,
    /// Whether it cannot be compared with the one before, which leaves a gap too.
    pub breaks: bool,
}

/// A line through the points, in order of time, scaled to their own lowest and highest; `label` says
/// for a reader who does not see it what it shows. `None` for fewer than three figures, and for
/// figures that are no finite numbers.
pub fn sparkline(points: &[Point], label: &str) -> Option<String> {
    let values = || points.iter().filter_map(|point| point.value);
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    if values().count() < FEWEST || !(high - low).is_finite() {
        return None;
    }
    let day = |period: Period| f64::from(period.start().since(first(points)).map_or(0, |span| span.get_days()));
    let length = points.last().map_or(0.0, |last| day(last.period)).max(1.0);
    let across = |period: Period| MARGIN + day(period) / length * (WIDTH - 2.0 * MARGIN);
    // Figures that are all the same make a line in the middle.
    let up = |value: f64| if high > low { (value - low) / (high - low) } else { 0.5 };
    let down = |value: f64| HEIGHT - MARGIN - up(value) * (HEIGHT - 2.0 * MARGIN);
    let mut path = String::new();
    let mut joined = false;
    let mut last = None;
    for point in points {
        let Some(value) = point.value else {
            joined = false;
            continue;
        };
        let (x, y) = (across(point.period), down(value));
        let step = if joined && !point.breaks { 'L' } else { 'M' };
        let _ = write!(path, "{step}{} {}", tenths(x), tenths(y));
        joined = true;
        last = Some((x, y));
    }
    let mut markup = Markup::new();
    markup.open("svg").attr("class", "spark").attr("viewBox", format_args!("0 0 {WIDTH} {HEIGHT}"));
    markup.attr("width", WIDTH).attr("height", HEIGHT).attr("role", "img").attr("aria-label", label);
    markup.void("path").attr("d", path);
    if let Some((x, y)) = last {
        markup.void("circle").attr("cx", tenths(x)).attr("cy", tenths(y)).attr("r", 2.5);
    }
    markup.close();
    Some(markup.finish())
}

/// A coordinate with one decimal.
fn tenths(pixels: f64) -> Tenths {
    Tenths((pixels * 10.0).round() as i32)
}

fn first(points: &[Point]) -> jiff::civil::Date {
    points.first().map_or(jiff::civil::Date::ZERO, |point| point.period.start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(year: i16, value: Option<f64>, breaks: bool) -> Point {
        Point { period: Period::Year(year), value, breaks }
    }

    #[test]
    fn gaps_and_breaks_interrupt_the_line() {
        let points = [
            point(2019, Some(1.0), false),
            point(2020, Some(2.0), false),
            point(2021, None, false),
            point(2022, Some(4.0), false),
            point(2023, Some(3.0), true),
        ];
        let drawn = sparkline(&points, "a & b").unwrap();
        assert_eq!((drawn.matches('M').count(), drawn.matches('L').count()), (3, 1), "{drawn}");
        assert!(drawn.contains("a &amp; b") && drawn.len() < 400, "{drawn}");
    }

    #[test]
    fn what_makes_no_line_gives_none() {
        assert_eq!(sparkline(&[point(2020, Some(1.0), false), point(2021, Some(2.0), false)], ""), None);
        let endless = [2020, 2021, 2022].map(|year| point(year, Some(f64::INFINITY), false));
        assert_eq!(sparkline(&endless, ""), None);
        let level = [2020, 2021, 2022].map(|year| point(year, Some(5.0), false));
        assert!(sparkline(&level, "").is_some_and(|drawn| drawn.contains("12")));
    }
}
