//! Refusals, order, scales, measuring, placing, and what the sheet refuses.

use plotters::prelude::*;

use crate::chart::layout::{Anchor, Label, Size, around, dodge};
use crate::chart::measure::Style;
use crate::chart::pen::Tenths;
use crate::chart::rows::{Row, drawn};
use crate::chart::scale::{Linear, Time};
use crate::chart::sheet::Sheet;
use crate::chart::words::Words;
use crate::chart::{Cell, Column, Kind, Spec, check, draw, mark};
use crate::locale::{Period, Unit};
use crate::markup::Markup;

use super::cases::{self, series, spec, value};

fn refusal(spec: &Spec) -> (String, Option<String>) {
    check(spec).map_or_else(|refusal| (refusal.message, refusal.hint), |()| (String::new(), None))
}

fn pair(first: f64, second: f64) -> Spec {
    spec(Kind::Bar, vec![series("Vienna", vec![value(first)]), series("Sofia", vec![value(second)])])
}

#[test]
fn what_makes_no_chart_is_refused_with_a_cure() {
    let one = spec(Kind::Bar, vec![series("Vienna", vec![value(1.0)]), series("Sofia", vec![Cell::Empty])]);
    let (message, hint) = refusal(&one);
    assert_eq!(message, "the chart has only one figure");
    assert_eq!(hint.as_deref(), Some("write a sentence with `{value}`"));
    let none = spec(Kind::Bar, vec![series("Vienna", vec![Cell::Empty])]);
    assert_eq!(refusal(&none).0, "no place has a figure for this chart");
    assert_eq!(refusal(&spec(Kind::Bar, Vec::new())).0, "the chart has no places");
    let line = Spec { kind: Kind::Line, ..pair(1.0, 2.0) };
    assert_eq!(refusal(&line).0, "a line needs at least two periods");
    let bars = Spec { periods: vec![Period::Year(2023), Period::Year(2024)], ..pair(1.0, 2.0) };
    assert_eq!(refusal(&bars).0, "a bar chart shows one period, and 2 were asked for");
    let ragged = Spec { kind: Kind::Line, ..bars };
    assert_eq!(refusal(&ragged).0, "`Vienna` has 1 figures for 2 periods");
    assert_eq!(refusal(&pair(1.0, f64::NAN)).0, "a figure of the chart is not a number");
    assert_eq!(refusal(&pair(1.0, 1e16)).0, "the figure 1e16 is too large to draw");
    assert!(refusal(&Spec { unit: Unit::Boolean, ..pair(0.0, 1.0) }).0.starts_with("yes and no"));
}

/// The message and the hint of a chart with so many columns of ones.
fn refused(kind: Kind, count: usize, units: &[Unit]) -> (String, Option<String>) {
    let all = ["Vienna", "Sofia", "Oslo"].map(|name| series(name, vec![value(1.0); count]));
    let spec = spec(kind, all.to_vec());
    let column = |unit: &Unit| Column { unit: *unit, ..cases::column("Trust") };
    match units {
        [] => refusal(&spec),
        units => refusal(&cases::indicators(spec, units.iter().map(column).collect())),
    }
}

#[test]
fn every_type_refuses_columns_that_it_cannot_show_and_names_one_that_can() {
    let cases: &[(Kind, usize, &[Unit], &str, &str)] = &[
        (Kind::Bar, 2, &[Unit::Days; 2], "a bar chart shows one indicator, and 2 were asked for", "type: heat"),
        (Kind::Line, 2, &[Unit::Days; 2], "a line shows one indicator over time, and 2 were asked for", "type: heat"),
        (Kind::Dot, 3, &[], "dots show one or two figures a place, and 3 periods were asked for", "type: line"),
        (
            Kind::Dot,
            3,
            &[Unit::Days; 3],
            "dots show one or two figures a place, and 3 indicators were asked for",
            "type: heat",
        ),
        (
            Kind::Dot,
            2,
            &[Unit::Days, Unit::Percent],
            "the two indicators have the units `days` and `percent`",
            "type: scatter",
        ),
        (Kind::Heat, 1, &[], "a heat map needs at least two periods or indicators", "type: bar"),
        (Kind::Multiples, 1, &[], "a line needs at least two periods", "type: bar"),
        (Kind::Scatter, 2, &[], "a scatter plot compares two indicators, and only one was asked for", "type: slope"),
        (
            Kind::Scatter,
            3,
            &[Unit::Days; 3],
            "a scatter plot compares two indicators, and 3 indicators were asked for",
            "type: heat",
        ),
        (
            Kind::Stacked,
            2,
            &[],
            "stacked bars show two or three indicators, and 2 periods were asked for",
            "type: heat",
        ),
        (
            Kind::Stacked,
            2,
            &[Unit::Percent, Unit::Days],
            "`Trust` is not in percent, as parts of one whole are",
            "type: heat",
        ),
        (Kind::Profile, 1, &[], "a profile needs at least two indicators", "type: dot"),
        (Kind::Profile, 2, &[Unit::Days; 2], "a profile is of one place, and 0 are highlighted", "type: strip"),
        (Kind::Slope, 1, &[], "slopes go from one column to another, and 1 period was asked for", "type: dot"),
        (Kind::Slope, 3, &[], "slopes go from one column to another, and 3 periods were asked for", "type: line"),
    ];
    for (kind, count, units, message, cure) in cases {
        let (found, hint) = refused(*kind, *count, units);
        assert_eq!(&found, message);
        assert!(hint.as_ref().is_some_and(|hint| hint.contains(cure)), "{message}: {hint:?}");
    }
}

#[test]
fn parts_that_exceed_the_whole_are_refused() {
    let parts = |first: f64, second: f64| {
        let all = ["Vienna", "Sofia"].map(|name| series(name, vec![value(first), value(second)]));
        cases::indicators(spec(Kind::Stacked, all.to_vec()), ["Yes", "No"].map(cases::column).to_vec())
    };
    assert_eq!(refusal(&parts(60.0, 44.0)).0, "the parts of `Vienna` add up to 104 %, more than the whole");
    assert_eq!(refusal(&parts(-1.0, 44.0)).0, "a part of `Vienna` is -1, and less than nothing");
    assert_eq!(refusal(&parts(60.5, 40.5)).0, "", "rounded parts may add up to a little more");
}

#[test]
fn a_profile_needs_ranges_and_a_reference_an_axis() {
    let mut profile = cases::of_indicators(Kind::Profile);
    assert_eq!(refusal(&profile).0, "");
    profile.columns[3].range = Some((0.0, 1000.0));
    assert_eq!(refusal(&profile).0, "the figure 785356 of `Residents` is not between 0 and 1000");
    profile.columns[3].range = None;
    assert_eq!(refusal(&profile).0, "`Residents` has no range to show a place on");
    profile.columns[3].range = Some((5.0, 5.0));
    assert_eq!(refusal(&profile).0, "`Residents` has no range to show a place on");
    let reference = crate::chart::Reference { label: "Mean".to_owned(), value: 1.0 };
    let slope = Spec { kind: Kind::Slope, reference: Some(reference), ..pair(1.0, 2.0) };
    let two =
        |series: &crate::chart::Series| crate::chart::Series { cells: vec![value(1.0), value(2.0)], ..series.clone() };
    let periods = vec![Period::Year(2023), Period::Year(2024)];
    let slope = Spec { series: slope.series.iter().map(two).collect(), periods, ..slope };
    assert_eq!(refusal(&slope).0, "this type of chart shows no reference");
}

#[test]
fn figures_of_one_period_make_no_line() {
    let cells = |number| vec![Cell::Empty, value(number)];
    let line = spec(Kind::Line, vec![series("Vienna", cells(1.0)), series("Sofia", cells(2.0))]);
    assert_eq!(refusal(&line).0, "the figures of the line are all of one period");
}

fn order(spec: &Spec) -> Vec<String> {
    let locale = cases::locale("en");
    let (rows, _) = drawn(&Words::new(spec, &locale));
    let name = |row: &Row<'_>| match row {
        Row::Place(series) => series.name.clone(),
        Row::LeftOut(count) => format!("… {count}"),
    };
    rows.iter().map(name).collect()
}

#[test]
fn many_places_without_anything_known_are_counted() {
    let asked = || Cell::Missing { reason: "not asked".to_owned() };
    let bars = |unknown: usize| {
        let mut all = vec![series("Vienna", vec![value(5.0)]), series("Sofia", vec![asked()])];
        all.extend(["Bari", "Cork", "Graz", "Lyon"].iter().take(unknown).map(|name| series(name, vec![Cell::Empty])));
        spec(Kind::Bar, all)
    };
    assert_eq!(order(&bars(3)), ["Vienna", "Bari", "Cork", "Graz", "Sofia"]);
    assert_eq!(order(&bars(4)), ["Vienna", "Sofia"], "a reason that is known is shown");
}

#[test]
fn bars_are_sorted_by_value_then_name_with_missing_last() {
    let bars = |ordered| Spec {
        ordered,
        ..spec(
            Kind::Bar,
            vec![
                series("Sofia", vec![Cell::Empty]),
                series("Örebro", vec![value(3.0)]),
                series("Oslo", vec![value(3.0)]),
                series("Vienna", vec![value(5.0)]),
            ],
        )
    };
    assert_eq!(order(&bars(false)), ["Vienna", "Örebro", "Oslo", "Sofia"]);
    assert_eq!(order(&bars(true)), ["Sofia", "Örebro", "Oslo", "Vienna"]);
}

#[test]
fn very_many_bars_show_both_ends_and_the_focus_with_its_neighbours() {
    let all = (0..60).map(|index| series(&format!("City{index:02}"), vec![value(100.0 - f64::from(index))]));
    let mut crowd = spec(Kind::Bar, all.collect());
    crowd.series[30].highlight = true;
    let rows = order(&crowd);
    assert_eq!(rows[..2], ["City00", "City01"]);
    assert_eq!(rows[8..13], ["… 21", "City29", "City30", "City31", "… 23"]);
    assert_eq!(rows.last().map(String::as_str), Some("City59"));
    assert!(rows.len() <= 24);
}

#[test]
fn a_line_axis_has_zero_below_two_thirds_and_says_so_otherwise() {
    let has_zero = |values: [f64; 2]| Linear::round(values, 5).map(|scale| scale.has_zero());
    assert_eq!(has_zero([65.0, 100.0]), Ok(true));
    assert_eq!(has_zero([67.0, 100.0]), Ok(false));
    assert_eq!(has_zero([-100.0, -67.0]), Ok(false));
    assert_eq!(has_zero([-100.0, -5.0]), Ok(true));
    let locale = cases::locale("en");
    let (_, near) = cases::all().into_iter().find(|(name, _)| *name == "line-not-from-zero").expect("a case");
    let drawing = draw(&near, &locale).expect("the case can be drawn");
    assert!(drawing.notes.iter().any(|note| note == "The vertical axis does not start at zero."));
}

#[test]
fn scales_refuse_what_they_cannot_show() {
    assert!(Linear::round([], 5).is_err());
    assert!(Linear::from_zero([f64::NAN]).is_err());
    assert!(Linear::from_zero([f64::INFINITY]).is_err());
    assert!(Linear::round([-f64::MAX, f64::MAX], 5).is_err());
    assert!(Time::over([]).is_err());
    let same = Linear::round([71.0, 71.0], 5).expect("equal values have an axis");
    assert!(same.ticks.len() > 2);
}

#[test]
fn ticks_are_round() {
    let ticks = |values: [f64; 2]| Linear::round(values, 5).map(|scale| (scale.ticks.clone(), scale.decimals()));
    assert_eq!(ticks([0.0, 93.0]), Ok((vec![0.0, 20.0, 40.0, 60.0, 80.0, 100.0], 0)));
    assert_eq!(ticks([0.0, 1.2]), Ok((vec![0.0, 0.5, 1.0, 1.5], 1)));
    // Not 47.5, 50, 52.5.
    assert_eq!(ticks([48.0, 62.0]), Ok((vec![45.0, 50.0, 55.0, 60.0, 65.0], 0)));
    assert_eq!(ticks([0.0, 120.0]), Ok((vec![0.0, 25.0, 50.0, 75.0, 100.0, 125.0], 0)));
}

/// The wider of what Chromium gave for Inter 4 with kerning, with and without `tabular-nums`, in tenths of a px.
#[test]
fn text_is_as_wide_as_in_a_browser() {
    let widths = [
        ("Gothenburg / Göteborg", 1426, 1457),
        ("Αθήνα", 408, 421),
        ("София", 411, 426),
        ("Łódź", 307, 312),
        ("98.8 million", 717, 734),
        ("−3.2%", 416, 420),
        ("Emilia-Romagna", 1020, 1046),
    ];
    for (text, regular, strong) in widths {
        for (style, width) in [(Style::Label, regular), (Style::Strong, strong)] {
            let excess = style.width(text) - width;
            assert!((-1..10).contains(&excess), "{text} {style:?}: {excess}");
        }
    }
    assert!((311..=315).contains(&Style::Tick.width("2011")), "tabular digits");
    assert_eq!(Style::Label.width("e\u{301}"), Style::Label.width("e"));
}

#[test]
fn text_wraps_between_words_and_within_them_only_where_it_must() {
    assert_eq!(Style::Label.wrap("Gothenburg / Göteborg", 900, 3), ["Gothenburg /", "Göteborg"]);
    assert_eq!(Style::Label.wrap("Emilia-Romagna", 900, 3), ["Emilia-", "Romagna"]);
    assert_eq!(Style::Label.wrap("12\u{a0}%", 10, 9).len(), 4, "one character a line at least");
    let cut = Style::Label.wrap("Velika Gorica near Zagreb", 500, 2);
    assert!(cut.len() == 2 && cut[1].ends_with('…'), "{cut:?}");
}

#[test]
fn labels_move_apart_and_no_further() {
    assert_eq!(dodge(&[(100, 20), (300, 20)], 0, 400), [100, 300]);
    assert_eq!(dodge(&[(100, 20), (100, 20)], 0, 400), [90, 110]);
    assert_eq!(dodge(&[(0, 20), (0, 40), (400, 20)], 0, 400), [10, 40, 390]);
    assert_eq!(dodge(&[], 0, 400), Vec::<i32>::new());
}

#[test]
fn a_reference_line_stops_at_text() {
    let label = Label { text: "71%".to_owned(), style: Style::Label, anchor: Anchor::Start, x: 100, y: 200 };
    let bounds = label.bounds();
    let pieces = around(110, (0, 400), &[label.bounds()]);
    assert_eq!(pieces, [[(110, 0), (110, bounds.top - 20)], [(110, bounds.bottom + 20), (110, 400)]]);
    assert_eq!(around(900, (0, 400), &[label.bounds()]), [[(900, 0), (900, 400)]]);
}

#[test]
fn names_of_negative_values_stay_in_their_column() {
    let locale = cases::locale("en");
    let (_, spec) = cases::all().into_iter().find(|(name, _)| *name == "bar-negative").expect("a case");
    let chart = mark::plan(&Words::new(&spec, &locale), Size::Wide).expect("the case can be placed");
    let names: Vec<i32> = chart.layout.groups.iter().filter_map(|group| Some(group.labels.first()?.x)).collect();
    assert!(names.windows(2).all(|pair| pair[0] == pair[1]), "{names:?}");
    assert!(chart.layout.groups.iter().all(|group| group.labels[0].x < chart.layout.plot.left));
}

#[test]
fn the_sheet_refuses_colours_and_pixels() {
    let mut markup = Markup::new();
    let area = Sheet::new(&mut markup, (100, 100), None).into_drawing_area();
    assert!(area.fill(&WHITE).is_err());
    assert!(area.draw_pixel((1, 1), &RED).is_err());
    assert!(area.draw(&PathElement::new(vec![(0, 0), (9, 9)], BLUE)).is_err());
    assert!(area.draw(&Circle::new((5, 5), 3, BLACK)).is_err());
    drop(area);
    assert_eq!(markup.finish(), "");
}

#[test]
fn coordinates_have_one_decimal() {
    let texts: Vec<String> = [0, 5, -5, 10, 123, -1230].map(|tenths| Tenths(tenths).to_string()).to_vec();
    assert_eq!(texts, ["0", ".5", "-.5", "1", "12.3", "-123"]);
}
