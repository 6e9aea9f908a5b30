//! Charts with a row for each column: strips.

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

pub(super) fn all() -> Vec<(&'static str, Spec)> {
    strip_cases()
}
