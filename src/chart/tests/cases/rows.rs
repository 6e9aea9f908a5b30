//! Charts of several indicators: strips and scatter plots.

use crate::chart::{Cell, Column, Kind, Spec};

use super::{column, crowd, fourteen_lines, highlight, indicators, long_names, of_indicators, series, spec, value};

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

pub(super) fn all() -> Vec<(&'static str, Spec)> {
    let mut cases = strip_cases();
    cases.extend(scatter_cases());
    cases
}
