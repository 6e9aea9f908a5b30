//! How many charts one core draws in a second, and how large they are: `cargo bench --bench charts`.
//!
//! Every type with fourteen places of `fourteen.json`, real figures. A chart is drawn as a page needs it:
//! both layouts, table, headline and sentence. There is no framework: the best of many short rounds counts,
//! because whatever else a machine does makes a round slower and never faster. With `--json` the result is
//! one object, which `peers.py` compares with other libraries. With names of types only those are drawn, for a profile:
//! `cargo bench --bench charts -- line`.

#![allow(clippy::print_stdout, reason = "the result is what a bench is for")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Deserialize;

use cityfolio::chart::{Cell, Column, Drawing, Kind, Reference, Series, Spec, draw, standalone};
use cityfolio::locale::{Locale, Period, Unit};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A round takes about this long: less than a system lets a program run at a stretch, so that some rounds are not broken
/// off and their time is all CPU time.
const ROUND: Duration = Duration::from_millis(1);
/// The best of so many counts.
const ROUNDS: u32 = 500;
/// So many calls are tried to see how many make a round.
const TRIES: u32 = 20;

/// What other libraries read too.
#[derive(Deserialize)]
struct Fourteen {
    measure: String,
    source: String,
    periods: Vec<i16>,
    places: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    key: String,
    name: String,
    /// Latitude and longitude.
    at: (f64, f64),
    values: Vec<Option<f64>>,
}

/// The types and how many columns of the figures each shows.
const TYPES: [(&str, Kind, usize); 13] = [
    ("bar", Kind::Bar, 1),
    ("line", Kind::Line, 9),
    ("dot", Kind::Dot, 1),
    ("dumbbell", Kind::Dot, 2),
    ("slope", Kind::Slope, 2),
    ("heat", Kind::Heat, 9),
    ("multiples", Kind::Multiples, 9),
    ("strip", Kind::Strip, 5),
    ("scatter", Kind::Scatter, 2),
    ("stacked", Kind::Stacked, 2),
    ("profile", Kind::Profile, 5),
    ("map", Kind::Map, 1),
    ("map areas", Kind::Map, 1),
];

fn main() {
    let data: Fourteen = serde_json::from_str(include_str!("fourteen.json")).expect("the figures are JSON");
    let locale = english();
    // Cargo adds `--bench`.
    let (options, wanted): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let json = options.iter().any(|option| option == "--json");
    let mut results = serde_json::Map::new();
    if !json {
        println!("14 places, one core; a chart is both layouts, table, headline and sentence");
        println!(
            "{:>10} {:>8} {:>9}   {:>14}   {:>14}   {:>8}",
            "type", "a second", "µs", "wide: raw gzip", "narrow: raw gzip", "file µs"
        );
    }
    let all = wanted.is_empty();
    for (name, kind, count) in TYPES.into_iter().filter(|(name, ..)| all || wanted.iter().any(|word| word == name)) {
        let spec = spec(&data, kind, count);
        // People are drawn as areas, shares as shades.
        let unit = if name == "map areas" { Unit::Count } else { spec.unit };
        let spec = Spec { unit, ..spec };
        let drawing = draw(&spec, &locale).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        let time = best(|| drop(black_box(draw(black_box(&spec), &locale))));
        let file = best(|| drop(black_box(standalone(black_box(&spec), &locale, &data.source))));
        let sizes = sizes(&drawing);
        if json {
            results.insert(name.to_owned(), serde_json::json!({"us": time, "file_us": file, "bytes": sizes}));
        } else {
            let [wide, wide_gzip, narrow, narrow_gzip] = sizes;
            println!(
                "{name:>10} {:>8.0} {time:>9.1}   {wide:>9} {wide_gzip:>4}   {narrow:>11} {narrow_gzip:>4}   {file:>8.1}",
                1e6 / time
            );
        }
    }
    if json {
        println!("{}", serde_json::Value::Object(results));
    }
}

/// The shortest time of a call in µs.
fn best(mut call: impl FnMut()) -> f64 {
    let mut round = |calls: u32| {
        let start = Instant::now();
        (0..calls).for_each(|_| call());
        start.elapsed()
    };
    let once = (0..TRIES).map(|_| round(1)).min().unwrap_or_default().max(Duration::from_nanos(1));
    let calls = u32::try_from(ROUND.as_nanos() / once.as_nanos()).unwrap_or(u32::MAX).max(1);
    let times = (0..ROUNDS).map(|_| round(calls));
    times.min().unwrap_or_default().as_nanos() as f64 / 1000.0 / f64::from(calls)
}

/// Bytes of the wide and the narrow layout, each as it is and compressed.
fn sizes(drawing: &Drawing) -> [usize; 4] {
    let gzip = |text: &str| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text.as_bytes()).expect("writing to memory");
        encoder.finish().expect("writing to memory").len()
    };
    let (wide, narrow) = (&drawing.wide, &drawing.narrow);
    [wide.len(), gzip(wide), narrow.len(), gzip(narrow)]
}

fn value(number: f64) -> Cell {
    Cell::Value { value: number, lower: None, upper: None, flag: None }
}

/// The last columns of the figures as a chart; where a type shows indicators, the years stand for them.
fn spec(data: &Fourteen, kind: Kind, count: usize) -> Spec {
    let from = data.periods.len() - count;
    let indicators = matches!(kind, Kind::Scatter | Kind::Stacked | Kind::Profile);
    let years = data.periods[from..].to_vec();
    let cells = |place: &Place| match kind {
        // Who uses the internet daily, and who does not.
        Kind::Stacked => {
            let daily = place.values.last().copied().flatten().unwrap_or_default();
            vec![value(daily), value(100.0 - daily)]
        }
        _ => place.values[from..].iter().map(|number| number.map_or(Cell::Empty, value)).collect(),
    };
    let series = |place: &Place| Series {
        key: place.key.clone(),
        name: place.name.clone(),
        highlight: place.key == "tallinn",
        at: Some(place.at),
        cells: cells(place),
    };
    let column = |year: &i16| Column {
        label: format!("Daily users in {year}"),
        unit: Unit::Percent,
        decimals: 0,
        range: Some((0.0, 100.0)),
    };
    let reference = Reference { label: "Mean of 14 places".to_owned(), value: 83.2 };
    Spec {
        id: "figure-1".to_owned(),
        kind,
        headline: None,
        alt: None,
        panels: None,
        measure: data.measure.clone(),
        place_count_text: Some("14 places".to_owned()),
        unit: Unit::Percent,
        decimals: 0,
        periods: if indicators { vec![Period::Year(2019)] } else { years.iter().copied().map(Period::Year).collect() },
        columns: if indicators { years.iter().map(column).collect() } else { Vec::new() },
        series: data.places.iter().map(series).collect(),
        reference: (kind == Kind::Bar).then_some(reference),
        note: None,
        ordered: false,
    }
}

/// English with the phrases of the default theme.
fn english() -> Locale {
    let text = include_str!("../themes/default/i18n/en.yaml");
    let value: serde_json::Value = serde_yaml::from_str(text).expect("the phrases of the theme are YAML");
    let mut phrases = BTreeMap::new();
    flatten(&value, "", &mut phrases);
    Locale::new("en", phrases).expect("English is known")
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
