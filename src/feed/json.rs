//! The observations of an indicator as JSON, for programs: one object with what is measured and one
//! record a figure.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::digits;
use crate::model::{Observation, Site};

/// Records are handed on in pieces of about this size.
const PIECE: usize = 64 * 1024;

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
    let mut records = Records::default();
    for (number, observation) in site.data.observations.of_indicator(position).iter().enumerate() {
        if number > 0 {
            text.push(b',');
        }
        records.write(site, observation, &mut text)?;
        if text.len() >= PIECE {
            out.write_all(&text)?;
            text.clear();
        }
    }
    text.extend_from_slice(b"]}\n");
    out.write_all(&text)
}

/// Records being written. What is the same in many is written once: the beginning of a city's, and the end of
/// those without details.
#[derive(Default)]
struct Records {
    city: (Option<u32>, Vec<u8>),
    end: Option<Vec<u8>>,
}

impl Records {
    fn write(&mut self, site: &Site, observation: &Observation, text: &mut Vec<u8>) -> io::Result<()> {
        if self.city.0 != Some(observation.city) {
            let city = site.data.cities.get(observation.city as usize).map(|city| &city.id);
            let mut begin = b"{\"city\":".to_vec();
            serde_json::to_writer(&mut begin, &city)?;
            begin.extend_from_slice(b",\"period\":\"");
            self.city = (Some(observation.city), begin);
        }
        text.extend_from_slice(&self.city.1);
        digits::period(text, observation.period);
        text.extend_from_slice(b"\",\"value\":");
        let (name, word) = match observation.value {
            Ok(value) => {
                number(text, value)?;
                ("status", observation.status.name())
            }
            Err(missing) => {
                text.extend_from_slice(b"null");
                ("missing", missing.name())
            }
        };
        // These are words of our own, in which nothing needs escaping.
        for piece in [",\"", name, "\":\"", word, "\""] {
            text.extend_from_slice(piece.as_bytes());
        }
        if observation.detail.is_some() {
            return end(site, observation, text);
        }
        if self.end.is_none() {
            let mut plain = Vec::new();
            end(site, observation, &mut plain)?;
            self.end = Some(plain);
        }
        text.extend_from_slice(self.end.as_deref().unwrap_or_default());
        Ok(())
    }
}

/// What follows the status: the source, and what few figures have.
fn end(site: &Site, observation: &Observation, text: &mut Vec<u8>) -> io::Result<()> {
    let detail = observation.detail.as_deref();
    let source = site.data.source_id(observation);
    let known = source.and_then(|id| site.data.sources.get(id));
    let accessed = detail.and_then(|detail| detail.accessed).or_else(|| known.and_then(|known| known.accessed));
    let accessed = accessed.map(|day| day.to_string());
    let note = detail.and_then(|detail| detail.note.as_deref());
    let evidence = detail.and_then(|detail| detail.evidence.as_deref());
    for (name, said) in [("source", source), ("accessed", accessed.as_deref()), ("note", note), ("evidence", evidence)]
    {
        if let Some(said) = said {
            write!(text, ",\"{name}\":")?;
            serde_json::to_writer(&mut *text, said)?;
        }
    }
    for (name, value) in [("lower", detail.and_then(|it| it.lower)), ("upper", detail.and_then(|it| it.upper))] {
        if let Some(value) = value {
            write!(text, ",\"{name}\":")?;
            number(text, value)?;
        }
    }
    text.push(b'}');
    Ok(())
}

/// A number; a whole one without a fraction of zero, as people and most programs write it.
fn number(text: &mut Vec<u8>, value: f64) -> io::Result<()> {
    /// Above this, whole numbers are no longer exact.
    const EXACT: f64 = 9e15;
    if digits::tenths(text, value) {
        return Ok(());
    }
    if value.fract() == 0.0 && value.abs() < EXACT {
        serde_json::to_writer(text, &(value as i64))?;
    } else {
        serde_json::to_writer(text, &value)?;
    }
    Ok(())
}
