//! Charts of many columns: heat maps and small multiples.

use crate::chart::{Cell, Column, Kind, Series, Spec};
use crate::locale::{Period, Unit};

use super::{
    CITIES, column, crowd, flagged, fourteen_lines, highlight, indicators, long_names, missing, series, spec, value,
    wave,
};

/// Scores from 0 to 100, a count without a range, and money.
fn five() -> Vec<Column> {
    let range = Some((0.0, 100.0));
    vec![
        Column { unit: Unit::Score, decimals: 1, range, ..column("Overall score") },
        Column { range, ..column("Trust in the public administration") },
        Column { range, ..column("Residents who find information online") },
        Column { unit: Unit::Count, range: Some((0.0, 1e6)), ..column("Residents") },
        Column { unit: Unit::Currency { code: "EUR" }, range: Some((0.0, 60_000.0)), ..column("Income a head") },
    ]
}

pub(crate) fn of_indicators(kind: Kind) -> Spec {
    let cells = |index: usize| {
        let part = |column: usize| wave(index * 5 + column);
        let parts = [0.0, 1.0, 2.0].map(|column| value(((20.0 + 75.0 * part(column as usize)) * 10.0).round() / 10.0));
        let counts = [value((900_000.0 * part(3)).round()), value((12_000.0 + 40_000.0 * part(4)).round())];
        parts.into_iter().chain(counts).collect::<Vec<Cell>>()
    };
    let mut all: Vec<Series> = CITIES.iter().enumerate().map(|(index, name)| series(name, cells(index))).collect();
    all[3].cells[1] = flagged(71.0, "p");
    all[6].cells[2] = missing("not collected");
    all[9].cells[3] = Cell::Empty;
    let chart = indicators(highlight(spec(kind, all), "leipzig"), five());
    Spec { measure: "User-centred services in five measures".to_owned(), ..chart }
}

fn heat_cases() -> Vec<(&'static str, Spec)> {
    let years = Spec { kind: Kind::Heat, reference: None, ..fourteen_lines() };
    let months = (1..=12).map(|month| Period::parse(&format!("2024-{month:02}"))).collect::<Option<Vec<Period>>>();
    let below = [("Vienna", -3.2), ("Sofia", 0.0), ("Athens", 12.4)];
    let below = below.map(|(name, from)| series(name, vec![value(from), value(-from), Cell::Empty]));
    let one = indicators(spec(Kind::Heat, vec![series("Vienna", vec![value(1.0), value(2.0)])]), five()[..2].to_vec());
    vec![
        ("heat-years", years),
        ("heat-indicators", of_indicators(Kind::Heat)),
        ("heat-months", Spec { periods: months.unwrap_or_default(), ..crowd(Kind::Heat, 14, 12) }),
        ("heat-negative", spec(Kind::Heat, below.to_vec())),
        ("heat-one", one),
        ("heat-long-names", long_names(Kind::Heat, 4)),
        ("heat-crowd", highlight(crowd(Kind::Heat, 200, 4), "city051")),
    ]
}

fn multiples_cases() -> Vec<(&'static str, Spec)> {
    let fourteen = Spec { kind: Kind::Multiples, reference: None, ..fourteen_lines() };
    let near = [("Vienna", 81.2), ("Sofia", 78.0), ("Oslo", 79.5), ("Rome", 80.0), ("Bern", 85.0)];
    let near = near.map(|(name, from)| series(name, vec![value(from), value(from + 1.4), value(from - 0.6)]));
    let mut alone = crowd(Kind::Multiples, 3, 5);
    alone.series[1].cells[..4].fill(Cell::Empty);
    alone.series[2].cells.fill(missing("not collected"));
    let money = crowd(Kind::Multiples, 30, 12);
    vec![
        ("multiples-fourteen", fourteen),
        ("multiples-near", spec(Kind::Multiples, near.to_vec())),
        ("multiples-alone", alone),
        ("multiples-thirty", Spec { unit: Unit::Currency { code: "EUR" }, ..highlight(money, "city007") }),
        ("multiples-long-names", long_names(Kind::Multiples, 6)),
    ]
}

pub(super) fn all() -> Vec<(&'static str, Spec)> {
    let mut cases = heat_cases();
    cases.extend(multiples_cases());
    cases
}
