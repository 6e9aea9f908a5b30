//! Cities, indicators and sources: the typed side of entries that figures are about.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::kind::Fields;
use crate::locale::Unit;
use crate::model::{City, Data, Direction, Entry, Indicator, Site, Source, Status};

/// The largest number of decimals a figure may have.
const DECIMALS_LIMIT: f64 = 6.0;

/// Builds the subjects of figures, sorted by id. Hidden entries are subjects too, so that a figure
/// of one is found and said to be hidden; observations themselves are read later.
pub(super) fn load(site: &Site) -> Data {
    let entries = |collection: &'static str| site.collection(collection);
    let cities = entries("cities").filter_map(|entry| Some(city(entry, fields(entry)?))).collect();
    let indicators = entries("indicators").filter_map(|entry| Some(indicator(entry, fields(entry)?))).collect();
    let sources: BTreeMap<String, Source> =
        entries("sources").filter_map(|entry| Some((entry.key.id.clone(), source(entry, fields(entry)?)))).collect();
    Data { cities, indicators, sources, ..Data::default() }
}

fn fields(entry: &Entry) -> Option<&Arc<Fields>> {
    entry.versions.values().next().map(|version| &version.fields)
}

fn city(entry: &Entry, fields: &Fields) -> City {
    let coordinates = match fields.get("coordinates") {
        Some(crate::kind::Value::Coordinates(latitude, longitude)) => Some((*latitude, *longitude)),
        _ => None,
    };
    City {
        id: entry.key.id.clone(),
        name: fields.text("name").cloned().unwrap_or_default(),
        region: fields.word("kind") == Some("region"),
        country: fields.text("country").map(|text| text.say("", "").to_owned()).unwrap_or_default(),
        partner: fields.word("partner").map(str::to_owned),
        coordinates,
    }
}

fn indicator(entry: &Entry, fields: &Fields) -> Indicator {
    let range = match fields.get("range") {
        Some(crate::kind::Value::Range(low, high)) => Some((*low, *high)),
        _ => None,
    };
    let decimals = fields.number("decimals").unwrap_or_default().clamp(0.0, DECIMALS_LIMIT);
    Indicator {
        id: entry.key.id.clone(),
        name: fields.text("name").cloned().unwrap_or_default(),
        short_name: fields.text("short_name").cloned(),
        unit: fields.word("unit").and_then(Unit::parse).unwrap_or(Unit::Count),
        decimals: decimals as u8,
        direction: match fields.word("direction") {
            Some("higher") => Direction::Higher,
            Some("lower") => Direction::Lower,
            _ => Direction::Neutral,
        },
        range,
        source: fields.word("source").map(str::to_owned),
        status: fields.word("status").and_then(Status::parse).unwrap_or_default(),
        theme: fields.text("theme").cloned(),
        order: fields.number("order").map_or(i64::MAX, |order| order as i64),
        region_level: fields.flag("region_level"),
        price_year: fields.number("price_year").map(|year| year as i16),
        not_comparable_with: references(fields, "not_comparable_with"),
        computed: None,
    }
}

fn references(fields: &Fields, name: &str) -> Vec<String> {
    let ids = fields.list(name).iter().filter_map(|written| match &written.value {
        crate::kind::Value::Reference(id) => Some(id.clone()),
        _ => None,
    });
    ids.collect()
}

fn source(entry: &Entry, fields: &Fields) -> Source {
    Source {
        id: entry.key.id.clone(),
        name: fields.text("name").cloned().unwrap_or_default(),
        publisher: fields.text("publisher").cloned().unwrap_or_default(),
        url: fields.word("url").map(str::to_owned),
        licence: fields.text("licence").cloned(),
        accessed: fields.date("accessed"),
    }
}
