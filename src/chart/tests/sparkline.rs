//! Courses in the size of a word: gaps, breaks, the last figure, and how few bytes they take.

use proptest::prelude::*;

use crate::chart::sparkline;
use crate::locale::{Period, Unit};

use super::cases::locale;

fn years(values: &[Option<f64>], breaks: Option<usize>) -> Vec<(Period, Option<f64>, bool)> {
    let year =
        |(index, value): (usize, &Option<f64>)| (Period::Year(2012 + index as i16), *value, breaks == Some(index));
    values.iter().enumerate().map(year).collect()
}

fn draw(values: &[Option<f64>], breaks: Option<usize>) -> String {
    sparkline(&years(values, breaks), "Vienna", (Unit::Percent, 0), &locale("en"))
}

#[test]
fn a_course_has_a_label_a_line_and_a_dot_at_its_end() {
    assert_eq!(
        draw(&[Some(60.0), Some(80.0), Some(70.0)], None),
        "<svg class=\"spark\" viewBox=\"0 0 100 24\" role=\"img\" aria-label=\"Vienna rose from 60% (2012) to 70% (2014)\" \
         data-figures=\"60 80 70\">\
         <path class=\"l\" d=\"M4 20l46-16 46 8\"/><circle cx=\"96\" cy=\"12\" r=\"2.5\"/></svg>"
    );
}

#[test]
fn gaps_stay_open_and_breaks_are_drawn() {
    let gap = draw(&[Some(60.0), Some(61.0), None, Some(62.0)], None);
    assert_eq!(gap.matches('M').count(), 2, "{gap}");
    assert!(gap.contains("h0"), "a figure between gaps is a point: {gap}");
    let broken = draw(&[Some(60.0), Some(61.0), Some(80.0), Some(79.0)], Some(2));
    assert!(broken.contains("<path class=\"k\" d=\"M50 2v20\"/>"), "{broken}");
    assert!(broken.contains("Vienna fell from 80% (2014) to 79% (2015)"), "{broken}");
}

#[test]
fn what_cannot_be_drawn_is_nothing_and_one_figure_a_dot() {
    assert_eq!(draw(&[None, None], None), "");
    assert_eq!(draw(&[], None), "");
    assert_eq!(draw(&[Some(f64::NAN), Some(1.0)], None), "");
    let one = draw(&[None, Some(5.0)], None);
    assert!(one.contains("aria-label=\"Vienna: 5% (2013)\"") && one.contains("cx=\"96\" cy=\"12\""), "{one}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The budget: a page has sixty of them. Each figure stands there in full too.
    #[test]
    fn twelve_years_are_under_500_bytes(tenths in prop::collection::vec(prop::option::weighted(0.9, 0..1_000_000), 1..13)) {
        let values: Vec<Option<f64>> = tenths.iter().map(|tenths| tenths.map(|tenths| f64::from(tenths) / 10.0)).collect();
        let drawn = draw(&values, Some(values.len() / 2));
        prop_assert!(drawn.len() < 500, "{} bytes: {}", drawn.len(), drawn);
        prop_assert_eq!(&drawn, &draw(&values, Some(values.len() / 2)));
        for value in values.iter().flatten() {
            prop_assert!(drawn.contains(&value.to_string()), "{value} is not in {drawn}");
        }
        prop_assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
    }
}
