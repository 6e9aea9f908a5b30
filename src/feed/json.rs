//! The observations of an indicator as JSON, for programs: one object with what is measured and one
//! record a figure.

use std::fmt::Display;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::model::{Observation, Site};

/// Records are handed on in pieces of about this size.
const PIECE: usize = 64 * 1024;

#[derive(Serialize)]
struct Record<'a> {
    city: Option<&'a str>,
    period: Shown<crate::locale::Period>,
    value: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Shown<jiff::civil::Date>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lower: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    upper: Option<Number>,
}

/// The observations of one indicator. A figure that is missing has `"value": null` and its reason.
///
/// # Errors
/// What the receiver cannot take.
pub fn indicator(site: &Site, position: u32, out: &mut dyn Write) -> io::Result<()> {
    let default = site.default_language();
    let Some(indicator) = site.data.indicators.get(position as usize) else { return Ok(()) };
    let names: Map<String, Value> = site
        .config
        .languages
        .iter()
        .map(|language| (language.clone(), indicator.name.say(language, default).into()))
        .collect();
    let mut whole = json!({
        "indicator": indicator.id,
        "name": names,
        "unit": indicator.unit.name(),
        "decimals": indicator.decimals,
    });
    if let (Some(year), Some(object)) = (indicator.price_year, whole.as_object_mut()) {
        object.insert("price_year".into(), year.into());
    }
    let mut text = whole.to_string().into_bytes();
    text.pop();
    text.extend_from_slice(b",\"observations\":[");
    for (number, observation) in site.data.observations.of_indicator(position).iter().enumerate() {
        if number > 0 {
            text.push(b',');
        }
        serde_json::to_writer(&mut text, &record(site, observation))?;
        if text.len() >= PIECE {
            out.write_all(&text)?;
            text.clear();
        }
    }
    text.extend_from_slice(b"]}\n");
    out.write_all(&text)
}

fn record<'a>(site: &'a Site, observation: &'a Observation) -> Record<'a> {
    let indicator = site.data.indicators.get(observation.indicator as usize);
    let detail = observation.detail.as_deref();
    let source = detail.and_then(|detail| detail.source.as_deref());
    let source = source.or_else(|| indicator.and_then(|indicator| indicator.source.as_deref()));
    let known = source.and_then(|id| site.data.sources.get(id));
    Record {
        city: site.data.cities.get(observation.city as usize).map(|city| city.id.as_str()),
        period: Shown(observation.period),
        value: observation.value.ok().map(Number),
        status: observation.value.ok().map(|_| observation.status.name()),
        missing: observation.value.err().map(|missing| missing.name()),
        source,
        accessed: detail
            .and_then(|detail| detail.accessed)
            .or_else(|| known.and_then(|known| known.accessed))
            .map(Shown),
        note: detail.and_then(|detail| detail.note.as_deref()),
        evidence: detail.and_then(|detail| detail.evidence.as_deref()),
        lower: detail.and_then(|detail| detail.lower).map(Number),
        upper: detail.and_then(|detail| detail.upper).map(Number),
    }
}

/// A number; a whole one without a fraction of zero, as people and most programs write it.
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// Above this, whole numbers are no longer exact.
        const EXACT: f64 = 9e15;
        let Number(value) = *self;
        if value.fract() == 0.0 && value.abs() < EXACT {
            serializer.serialize_i64(value as i64)
        } else {
            serializer.serialize_f64(value)
        }
    }
}

/// A period or day as the text it is written as.
struct Shown<T>(T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
