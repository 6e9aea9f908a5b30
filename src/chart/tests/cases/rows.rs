//! Charts of several indicators: strips, scatter plots, shares and profiles.

use crate::chart::{Cell, Column, Kind, Series, Spec};

use super::{
    CITIES, column, crowd, flagged, fourteen_lines, highlight, indicators, long_names, missing, of_indicators, series,
    spec, value, wave,
};

fn strip_cases() -> Vec<(&'static str, Spec)> {
    let years = Spec { kind: Kind::Strip, reference: None, ..fourteen_lines() };
    let five = of_indicators(Kind::Strip);
    let two = highlight(highlight(five.clone(), "vienna"), "mannheim");
    let mut same =
        spec(Kind::Strip, ["Vienna", "Sofia"].map(|name| series(name, vec![value(71.0), Cell::Empty])).to_vec());
    same.series[0].highlight = true;
    let names = ["Residents who are satisfied with the time that requests take in the city", "Trust", "Access"];
    let names: Vec<Column> = names.map(column).to_vec();
    vec![
        ("strip-years", years),
        ("strip-indicators", five),
        ("strip-several", two),
        ("strip-equal", same),
        ("strip-long-names", indicators(long_names(Kind::Strip, 3), names)),
        ("strip-crowd", crowd(Kind::Strip, 200, 3)),
    ]
}

/// The same places with some of their indicators.
fn part(kind: Kind, columns: std::ops::Range<usize>) -> Spec {
    let mut spec = of_indicators(kind);
    spec.columns = spec.columns[columns.clone()].to_vec();
    for series in &mut spec.series {
        series.cells = series.cells[columns.clone()].to_vec();
    }
    spec
}

fn scatter_cases() -> Vec<(&'static str, Spec)> {
    let mut close = part(Kind::Scatter, 0..2);
    for (index, series) in close.series.iter_mut().enumerate() {
        series.cells = vec![value(60.0 + 0.3 * index as f64), value(70.0 - 0.2 * (index % 5) as f64)];
        series.highlight = false;
    }
    let long = indicators(long_names(Kind::Scatter, 2), part(Kind::Scatter, 3..5).columns);
    let equal = ["Vienna", "Sofia"].map(|name| series(name, vec![value(0.0), value(71.0)]));
    let two = vec![column("Trust"), column("Access to the services of the city")];
    let crowd = crowd(Kind::Scatter, 200, 2);
    vec![
        ("scatter-fourteen", part(Kind::Scatter, 1..3)),
        ("scatter-units", part(Kind::Scatter, 3..5)),
        ("scatter-close", close),
        ("scatter-equal", indicators(spec(Kind::Scatter, equal.to_vec()), two.clone())),
        ("scatter-long-names", long),
        ("scatter-crowd", indicators(highlight(crowd, "city051"), two)),
    ]
}

/// Answers of which the first two or three are shown.
fn shares(kind: Kind, count: usize) -> Spec {
    let cells = |index: usize| {
        let first = (60.0 * wave(index)).round();
        let second = ((100.0 - first) * wave(index + 31)).round();
        [first, second, 100.0 - first - second].into_iter().take(count).map(value).collect::<Vec<Cell>>()
    };
    let mut all: Vec<Series> = CITIES.iter().enumerate().map(|(index, name)| series(name, cells(index))).collect();
    all[4].cells[1] = missing("not collected");
    all[9].cells = vec![missing("survey moved to 2025"); count];
    let labels = ["Very satisfied", "Rather satisfied", "Not satisfied or no answer"];
    indicators(highlight(spec(kind, all), "leipzig"), labels.into_iter().take(count).map(column).collect())
}

fn stacked_cases() -> Vec<(&'static str, Spec)> {
    let mut long = long_names(Kind::Stacked, 2);
    for (index, series) in long.series.iter_mut().enumerate() {
        series.cells = vec![value(12.0 * index as f64), flagged(0.5, "p")];
    }
    let labels = ["Residents who answered that they are very satisfied with the services", "Rather satisfied"];
    let mut crowd = crowd(Kind::Stacked, 60, 2);
    for series in &mut crowd.series {
        let part = series.points().map(|(_, value)| value / 20.0);
        series.cells = part.map(value).collect();
    }
    vec![
        ("stacked-three", shares(Kind::Stacked, 3)),
        ("stacked-two", shares(Kind::Stacked, 2)),
        ("stacked-long-names", indicators(long, labels.map(column).to_vec())),
        ("stacked-crowd", indicators(crowd, labels.map(column).to_vec())),
    ]
}

fn profile_cases() -> Vec<(&'static str, Spec)> {
    let five = of_indicators(Kind::Profile);
    let mut gap = five.clone();
    for series in gap.series.iter_mut().filter(|series| series.highlight) {
        series.cells[1] = Cell::Empty;
        series.cells[4] = value(60_000.0);
    }
    let names = ["Residents who are satisfied with the time that requests take in the city", "Trust", "Access"];
    let ranged = |label| Column { range: Some((0.0, 100.0)), ..column(label) };
    vec![
        ("profile-five", five),
        ("profile-gap", gap),
        ("profile-long-names", indicators(long_names(Kind::Profile, 3), names.map(ranged).to_vec())),
    ]
}

pub(super) fn all() -> Vec<(&'static str, Spec)> {
    let mut cases = strip_cases();
    cases.extend(scatter_cases());
    cases.extend(stacked_cases());
    cases.extend(profile_cases());
    cases
}
