//! Charts of one or two columns: dots, dumbbells and slopes.

use crate::chart::{Cell, Kind, Series, Spec};
use crate::locale::Unit;

use super::{
    CITIES, bars, between, column, crowd, flagged, fourteen_bars, highlight, indicators, long_names, missing,
    reference, series, spec, unit, value, wave,
};

pub(crate) fn fourteen_dots() -> Spec {
    Spec { kind: Kind::Dot, ..fourteen_bars() }
}

/// Two years of fourteen cities, some without a figure in one of them.
pub(crate) fn fourteen_dumbbells() -> Spec {
    pairs(Kind::Dot)
}

fn pairs(kind: Kind) -> Spec {
    let course = |index: usize| {
        let from = (24.0 * wave(index) + 6.0) * 10.0;
        vec![value(from.round() / 10.0), value((from + 90.0 * (wave(index + 50) - 0.6)).round() / 10.0)]
    };
    let mut all: Vec<Series> = CITIES.iter().enumerate().map(|(index, name)| series(name, course(index))).collect();
    all[3].cells[1] = flagged(14.2, "p");
    all[6].cells[0] = Cell::Empty;
    all[7].cells[1] = missing("survey moved to 2025");
    all[9].cells = vec![missing("not collected"), missing("not collected")];
    all[11].cells[1] = all[11].cells[0].clone();
    let chart = unit(highlight(spec(kind, all), "leipzig"), Unit::Percent, 1);
    Spec { place_count_text: Some("14 cities".to_owned()), ..chart }
}

fn two(kind: Kind, values: &[(&str, f64, f64)]) -> Spec {
    spec(kind, values.iter().map(|(name, from, to)| series(name, vec![value(*from), value(*to)])).collect())
}

fn dot_cases() -> Vec<(&'static str, Spec)> {
    let negative = [("Vienna", -3.2, 4.0), ("Leipzig", 5.5, -12.4), ("Sofia", 0.0, 0.0), ("Athens", -8.0, -2.5)];
    let huge = [("Everywhere", 98_765_432.0, 12.0), ("Here", 12.0, 1_200_000.0)];
    let intervals = [
        ("Vienna", between(71.0, 66.0, 76.0)),
        ("Sofia", between(54.0, 47.0, 61.0)),
        ("Athens", between(58.0, 58.0, 63.0)),
        ("Oslo", value(60.0)),
        ("Lisbon", missing("survey without answers enough to publish a figure that could be compared")),
    ];
    let women = [("Vienna", 71.0, 64.0), ("Sofia", 52.0, 58.0), ("Athens", 44.0, 44.0)];
    let women = indicators(two(Kind::Dot, &women), vec![column("Women aged 55 to 74"), column("Men aged 55 to 74")]);
    vec![
        ("dot-fourteen", fourteen_dots()),
        ("dot-dumbbells", fourteen_dumbbells()),
        ("dot-negative", reference(unit(two(Kind::Dot, &negative), Unit::Percent, 1), "Target of the programme", 2.0)),
        ("dot-huge", unit(two(Kind::Dot, &huge), Unit::Currency { code: "EUR" }, 0)),
        ("dot-intervals", Spec { kind: Kind::Dot, ..highlight(bars(&intervals), "sofia") }),
        ("dot-indicators", women),
        ("dot-equal", two(Kind::Dot, &[("Vienna", 71.0, 71.0), ("Sofia", 71.0, 71.0)])),
        (
            "dot-long-names",
            reference(long_names(Kind::Dot, 2), "Mean of all cities that took part in the survey", 55.0),
        ),
        ("dot-crowd", highlight(crowd(Kind::Dot, 200, 2), "city051")),
    ]
}

fn slope_cases() -> Vec<(&'static str, Spec)> {
    let mut broken = two(Kind::Slope, &[("Vienna", 61.0, 71.0), ("Sofia", 60.0, 49.0), ("Athens", 40.0, 44.0)]);
    broken.series[1].cells[1] = flagged(49.0, "b");
    broken.series[2].cells[0] = Cell::Empty;
    let near = [("Vienna", 81.2, 86.3), ("Sofia", 86.0, 80.1), ("Oslo", 81.2, 81.3)];
    let women = [("Vienna", 71.0, 64.0), ("Sofia", 52.0, 58.0), ("Athens", 44.0, 44.0)];
    let groups = vec![column("Women aged 55 to 74 who live alone"), column("Men aged 55 to 74 who live alone")];
    let rich = [("Vienna", 1.2e6, 9.876_543e7), ("Sofia", 12.0, 250_000.0), ("Athens", -3.0e7, 12.0)];
    vec![
        ("slope-fourteen", pairs(Kind::Slope)),
        ("slope-broken", broken),
        ("slope-near", unit(two(Kind::Slope, &near), Unit::Percent, 1)),
        ("slope-indicators", indicators(two(Kind::Slope, &women), groups)),
        ("slope-euro", unit(two(Kind::Slope, &rich), Unit::Currency { code: "EUR" }, 0)),
        ("slope-equal", two(Kind::Slope, &[("Vienna", 71.0, 71.0), ("Sofia", 71.0, 71.0)])),
        ("slope-long-names", long_names(Kind::Slope, 2)),
        ("slope-crowd", highlight(crowd(Kind::Slope, 60, 2), "city051")),
    ]
}

pub(super) fn all() -> Vec<(&'static str, Spec)> {
    let mut cases = dot_cases();
    cases.extend(slope_cases());
    cases
}
