//! The same difficult figures for every type that has no case of its own for them: below zero, millions beside a
//! dozen, all alike.

use crate::chart::{Column, Kind, Series, Spec};
use crate::locale::Unit;

use super::{CITIES, column, highlight, indicators, series, spec, unit, value};

const NEGATIVE: [(&str, f64, f64); 4] =
    [("Vienna", -3.2, 4.0), ("Sofia", -12.4, -8.0), ("Athens", 0.0, 2.5), ("Lisbon", 6.1, -1.2)];
const HUGE: [(&str, f64, f64); 3] =
    [("Everywhere", 98_765_432.0, 97_000_000.0), ("Here", 12.0, 15.0), ("There", 1_200_000.0, 1_400_000.0)];

fn two(kind: Kind, all: &[(&str, f64, f64)]) -> Spec {
    let all: Vec<Series> = all.iter().map(|(name, from, to)| series(name, vec![value(*from), value(*to)])).collect();
    spec(kind, all)
}

fn of(spec: Spec, unit: Unit, range: Option<(f64, f64)>) -> Spec {
    let column = |label: &str| Column { unit, range, decimals: 1, ..column(label) };
    indicators(spec, vec![column("Change in trust"), column("Change in access")])
}

pub(crate) fn all() -> Vec<(&'static str, Spec)> {
    let equal: Vec<(&str, f64, f64)> = CITIES.iter().map(|name| (*name, 50.0, 50.0)).collect();
    let negative = |kind| unit(two(kind, &NEGATIVE), Unit::Percent, 1);
    let huge = |kind| unit(two(kind, &HUGE), Unit::Count, 0);
    let profile = |all: &[(&str, f64, f64)], key: &str| {
        of(highlight(two(Kind::Profile, all), key), Unit::Score, Some((-100.0, 100.0)))
    };
    vec![
        ("slope-negative", highlight(negative(Kind::Slope), "sofia")),
        ("slope-huge", huge(Kind::Slope)),
        ("heat-huge", huge(Kind::Heat)),
        ("heat-equal", two(Kind::Heat, &equal)),
        ("line-huge", huge(Kind::Line)),
        ("multiples-negative", negative(Kind::Multiples)),
        ("multiples-huge", huge(Kind::Multiples)),
        ("strip-negative", highlight(negative(Kind::Strip), "vienna")),
        ("strip-huge", highlight(huge(Kind::Strip), "there")),
        ("scatter-negative", of(two(Kind::Scatter, &NEGATIVE), Unit::Percent, None)),
        ("scatter-huge", of(two(Kind::Scatter, &HUGE), Unit::Currency { code: "EUR" }, None)),
        ("stacked-equal", of(two(Kind::Stacked, &equal), Unit::Percent, None)),
        ("profile-negative", profile(&NEGATIVE, "sofia")),
        ("profile-equal", profile(&equal, "vienna")),
    ]
}
