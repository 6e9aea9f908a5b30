//! Charts that go wrong easily. Adding one here adds its drawings to `tests/charts/`.

mod grids;
mod maps;
mod pairs;
mod rows;
mod stress;

use std::collections::BTreeMap;

use crate::chart::{Cell, Column, Kind, Reference, Series, Spec};
use crate::locale::{Locale, Period, Unit};

const CITIES: [&str; 14] = [
    "Amsterdam",
    "Athens / Αθήνα",
    "Barcelona",
    "Birmingham",
    "Cluj-Napoca",
    "Copenhagen",
    "Emilia-Romagna",
    "Gothenburg / Göteborg",
    "Leipzig",
    "Lisbon",
    "Mannheim",
    "Rotterdam",
    "Sofia / София",
    "Vienna",
];

/// The phrases of the default theme, as `theme` will hand them over.
pub(crate) fn locale(tag: &str) -> Locale {
    let text = match tag {
        "fi" => include_str!("../../../../themes/default/i18n/fi.yaml"),
        _ => include_str!("../../../../themes/default/i18n/en.yaml"),
    };
    let value: serde_json::Value = serde_yaml::from_str(text).expect("the phrases of the theme are YAML");
    let mut phrases = BTreeMap::new();
    flatten(&value, "", &mut phrases);
    Locale::new(tag, phrases).expect("the tag is known")
}

fn flatten(value: &serde_json::Value, key: &str, phrases: &mut BTreeMap<String, String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (name, value) in map {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                flatten(value, &key, phrases);
            }
        }
        serde_json::Value::String(text) => {
            phrases.insert(key.to_owned(), text.clone());
        }
        _ => {}
    }
}

/// A value and nothing else.
pub(crate) fn value(value: f64) -> Cell {
    Cell::Value { value, lower: None, upper: None, flag: None }
}

fn flagged(number: f64, flag: &str) -> Cell {
    Cell::Value { value: number, lower: None, upper: None, flag: Some(flag.to_owned()) }
}

fn between(value: f64, lower: f64, upper: f64) -> Cell {
    Cell::Value { value, lower: Some(lower), upper: Some(upper), flag: None }
}

fn missing(reason: &str) -> Cell {
    Cell::Missing { reason: reason.to_owned() }
}

pub(crate) fn series(name: &str, cells: Vec<Cell>) -> Series {
    let key: String = name.chars().take_while(|letter| *letter != ' ').collect();
    Series { key: key.to_lowercase(), name: name.to_owned(), highlight: false, at: None, cells }
}

/// A chart of the years up to 2024, as many as the first series has cells.
pub(crate) fn spec(kind: Kind, series: Vec<Series>) -> Spec {
    let count = series.first().map_or(1, |series| series.cells.len());
    let years = (2025 - count as i16..=2024).map(Period::Year).collect();
    Spec {
        id: "figure-1".to_owned(),
        kind,
        headline: None,
        measure: "Residents who use public services online".to_owned(),
        place_count_text: None,
        unit: Unit::Percent,
        decimals: 0,
        periods: years,
        columns: Vec::new(),
        series,
        reference: None,
        alt: None,
        panels: None,
        note: None,
        ordered: false,
    }
}

fn bars(cells: &[(&str, Cell)]) -> Spec {
    spec(Kind::Bar, cells.iter().map(|(name, cell)| series(name, vec![cell.clone()])).collect())
}

fn lines(courses: &[(&str, &[Option<f64>])]) -> Spec {
    let cell = |number: &Option<f64>| number.map_or(Cell::Empty, value);
    let course = |(name, course): &(&str, &[Option<f64>])| series(name, course.iter().map(cell).collect());
    spec(Kind::Line, courses.iter().map(course).collect())
}

/// An indicator in percent, without decimals or range.
pub(crate) fn column(label: &str) -> Column {
    Column { label: label.to_owned(), unit: Unit::Percent, decimals: 0, range: None }
}

/// The same figures, as those of indicators in one year.
pub(crate) fn indicators(spec: Spec, columns: Vec<Column>) -> Spec {
    Spec { columns, periods: vec![Period::Year(2024)], ..spec }
}

fn highlight(mut spec: Spec, key: &str) -> Spec {
    for series in &mut spec.series {
        series.highlight |= series.key == key;
    }
    spec
}

fn reference(spec: Spec, label: &str, value: f64) -> Spec {
    Spec { reference: Some(Reference { label: label.to_owned(), value }), ..spec }
}

fn unit(spec: Spec, unit: Unit, decimals: u8) -> Spec {
    Spec { unit, decimals, ..spec }
}

/// Numbers that look drawn by lot and are the same on every machine.
fn wave(seed: usize) -> f64 {
    ((seed * 7919 + 104_729) % 997) as f64 / 997.0
}

pub(crate) use grids::of_indicators;
pub(crate) use maps::fourteen_places;
pub(crate) use pairs::{fourteen_dots, fourteen_dumbbells};

pub(crate) fn fourteen_bars() -> Spec {
    let mut cells: Vec<(&str, Cell)> =
        CITIES.iter().enumerate().map(|(index, name)| (*name, value((40.0 + 55.0 * wave(index)).round()))).collect();
    cells[9].1 = missing("not collected");
    cells[3].1 = flagged(71.0, "p");
    cells[11].1 = flagged(64.0, "be");
    let chart = reference(highlight(bars(&cells), "leipzig"), "Mean of 13 cities", 66.4);
    let note = Some("Lisbon takes part from 2025 on.".to_owned());
    Spec { place_count_text: Some("14 cities".to_owned()), note, ..chart }
}

pub(crate) fn fourteen_lines() -> Spec {
    let course = |index: usize| -> Vec<Cell> {
        (0..9).map(|year| value(24.0 * wave(index) + 6.0 + 0.6 * year as f64 * (wave(index + 50) - 0.4))).collect()
    };
    let mut all: Vec<Series> = CITIES.iter().enumerate().map(|(index, name)| series(name, course(index))).collect();
    all[4].cells[3] = missing("not collected");
    all[4].cells[4] = Cell::Empty;
    all[6].cells[..4].fill(Cell::Empty);
    all[9].cells[6..].fill(missing("survey moved to 2025"));
    all[12].cells[1] = Cell::Empty;
    let chart = unit(highlight(spec(Kind::Line, all), "leipzig"), Unit::Percent, 1);
    Spec { place_count_text: Some("14 cities".to_owned()), ..reference(chart, "Mean of 12 cities", 17.25) }
}

fn crowd(kind: Kind, count: usize, years: usize) -> Spec {
    let cells = |index: usize| (0..years).map(|year| value((900.0 * wave(index * 3 + year)).round())).collect();
    let all = (0..count).map(|index| series(&format!("City{index:03}"), cells(index))).collect();
    unit(spec(kind, all), Unit::Count, 0)
}

fn long_names(kind: Kind, years: usize) -> Spec {
    let names = [
        "Gothenburg / Göteborg",
        "Θεσσαλονίκη, μητροπολιτική ενότητα Κεντρικής Μακεδονίας",
        "Велико Търново, столицата на Второто българско царство",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "Control\u{7}character\u{0}s & <angles> \"quotes\"",
        "東京 Tokyo",
    ];
    let cells = |index: usize| (0..years).map(|year| value(30.0 + 60.0 * wave(index + year * 11))).collect();
    let all = names.iter().enumerate().map(|(index, name)| series(name, cells(index))).collect();
    highlight(spec(kind, all), "θεσσαλονίκη,")
}

fn bar_cases() -> Vec<(&'static str, Spec)> {
    let negative = [
        ("Vienna", between(3.2, 1.0, 5.5)),
        ("Leipzig", between(-3.2, -6.0, -0.5)),
        ("Sofia", value(-12.4)),
        ("Athens", value(0.0)),
        ("Lisbon", missing("survey without answers enough to publish a figure that could be compared")),
    ];
    let money = [("Vienna", value(1234.0)), ("Sofia", value(987.0)), ("Athens", value(12_345.6))];
    let huge = [("Everywhere", value(98_765_432.0)), ("Here", value(12.0)), ("There", value(1_200_000.0))];
    let intervals = [
        ("Vienna", between(71.0, 66.0, 76.0)),
        ("Sofia", between(54.0, 47.0, 61.0)),
        ("Athens", between(58.0, 58.0, 63.0)),
        ("Oslo", value(60.0)),
    ];
    let grades = [("Primary", value(31.0)), ("Secondary", value(64.0)), ("Tertiary", value(88.0))];
    let mut some_missing = crowd(Kind::Bar, 200, 1);
    for index in (0..200).step_by(7) {
        some_missing.series[index].cells[0] = missing("not collected");
    }
    let below_zero = [("Vienna", value(-4.0)), ("Sofia", value(-9.5)), ("Athens", missing("not collected"))];
    vec![
        ("bar-fourteen", fourteen_bars()),
        ("bar-negative", reference(unit(highlight(bars(&negative), "leipzig"), Unit::Percent, 1), "Mean", -2.1)),
        ("bar-below-zero", unit(bars(&below_zero), Unit::Percent, 1)),
        ("bar-euro", unit(bars(&money), Unit::Currency { code: "EUR" }, 0)),
        ("bar-huge", unit(bars(&huge), Unit::Count, 0)),
        ("bar-equal", bars(&CITIES.map(|name| (name, value(71.0))))),
        ("bar-zero", bars(&[("Vienna", value(0.0)), ("Sofia", value(0.0))])),
        ("bar-intervals", highlight(bars(&intervals), "sofia")),
        ("bar-ordered", Spec { ordered: true, ..bars(&grades) }),
        (
            "bar-long-names",
            reference(long_names(Kind::Bar, 1), "Mean of all cities that took part in the survey", 55.0),
        ),
        ("bar-crowd", highlight(highlight(crowd(Kind::Bar, 200, 1), "city051"), "city120")),
        ("bar-crowd-missing", some_missing),
    ]
}

fn line_cases() -> Vec<(&'static str, Spec)> {
    let near: [(&str, &[Option<f64>]); 2] = [
        ("Vienna", &[Some(81.2), Some(82.0), Some(84.1), Some(86.3)]),
        ("Sofia", &[Some(78.0), Some(79.5), Some(79.0), Some(80.1)]),
    ];
    let late: [(&str, &[Option<f64>]); 3] = [
        ("Vienna", &[None, None, None, Some(12.0), Some(14.0)]),
        ("Sofia", &[None, None, None, None, Some(14.2)]),
        ("Athens", &[None; 5]),
    ];
    let under: [(&str, &[Option<f64>]); 2] =
        [("Vienna", &[Some(-2.0), Some(1.5), Some(3.2)]), ("Sofia", &[Some(-8.0), None, Some(-3.2)])];
    let rich: [(&str, &[Option<f64>]); 2] = [
        ("Vienna", &[Some(1.2e6), Some(2.4e6), Some(2.1e6)]),
        ("Sofia", &[Some(12.0), Some(90_000.0), Some(250_000.0)]),
    ];
    let mut few = lines(&[("Vienna", &[Some(0.0); 4]), ("Sofia", &[Some(0.0); 4])]);
    few.series[0].cells = (0..4).map(|year| between(70.0 + f64::from(year), 62.0, 80.0)).collect();
    few.series[1].cells = vec![value(40.0), value(44.0), Cell::Empty, between(47.0, 41.0, 52.0)];
    let quarters = ["2023-Q1", "2023-Q2", "2023-Q4", "2024-Q1"].iter().filter_map(|text| Period::parse(text));
    let quarterly = Spec { periods: quarters.collect(), ..lines(&near) };
    let mut signs = lines(&near);
    signs.series[0].cells[1] = flagged(82.0, "p");
    signs.series[0].cells[3] = flagged(86.3, "e");
    signs.series[1].cells[2] = flagged(79.0, "bu");
    vec![
        ("line-fourteen", fourteen_lines()),
        ("line-signs", highlight(signs, "vienna")),
        ("line-not-from-zero", lines(&near)),
        ("line-late", lines(&late)),
        ("line-negative", unit(highlight(lines(&under), "sofia"), Unit::Percent, 1)),
        ("line-euro", unit(lines(&rich), Unit::Currency { code: "EUR" }, 0)),
        ("line-equal", lines(&[("Vienna", &[Some(71.0); 3]), ("Sofia", &[Some(71.0); 3])])),
        ("line-one", lines(&near[..1])),
        ("line-intervals", few),
        ("line-quarters", quarterly),
        (
            "line-long-names",
            reference(long_names(Kind::Line, 6), "Mean of all cities that took part in the survey", 55.0),
        ),
        ("line-crowd", highlight(crowd(Kind::Line, 60, 12), "city051")),
    ]
}

/// Every case with the name of its files.
pub(crate) fn all() -> Vec<(&'static str, Spec)> {
    let mut cases = bar_cases();
    cases.extend(line_cases());
    cases.extend(pairs::all());
    cases.extend(grids::all());
    cases.extend(rows::all());
    cases.extend(maps::all());
    cases.extend(stress::all());
    cases
}
