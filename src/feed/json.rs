//! The observations of an indicator as JSON, for programs: one object with what is measured and one
//! record a figure.

use serde_json::{Map, Value, json};

use crate::model::{Observation, Site};

/// The observations of one indicator. A figure that is missing has `"value": null` and its reason.
pub fn indicator(site: &Site, position: u32) -> String {
    let default = site.default_language();
    let Some(indicator) = site.data.indicators.get(position as usize) else { return String::new() };
    let names: Map<String, Value> = site
        .config
        .languages
        .iter()
        .map(|language| (language.clone(), indicator.name.say(language, default).into()))
        .collect();
    let observations: Vec<Value> =
        site.data.observations.of_indicator(position).iter().map(|observation| record(site, observation)).collect();
    let whole = json!({
        "indicator": indicator.id,
        "name": names,
        "unit": indicator.unit.name(),
        "decimals": indicator.decimals,
        "observations": observations,
    });
    whole.to_string() + "\n"
}

fn record(site: &Site, observation: &Observation) -> Value {
    let city = site.data.cities.get(observation.city as usize).map(|city| city.id.as_str());
    let indicator = site.data.indicators.get(observation.indicator as usize);
    let mut record = Map::new();
    record.insert("city".into(), city.into());
    record.insert("period".into(), observation.period.to_string().into());
    record.insert("value".into(), observation.value.ok().map_or(Value::Null, number));
    match observation.value {
        Ok(_) => record.insert("status".into(), observation.status.name().into()),
        Err(missing) => record.insert("missing".into(), missing.name().into()),
    };
    let detail = observation.detail.as_deref();
    let source = detail.and_then(|detail| detail.source.as_deref());
    let source = source.or_else(|| indicator.and_then(|indicator| indicator.source.as_deref()));
    let known = source.and_then(|id| site.data.sources.get(id));
    let accessed = detail.and_then(|detail| detail.accessed).or_else(|| known.and_then(|known| known.accessed));
    let texts = [
        ("source", source.map(str::to_owned)),
        ("accessed", accessed.map(|date| date.to_string())),
        ("note", detail.and_then(|detail| detail.note.clone())),
        ("evidence", detail.and_then(|detail| detail.evidence.clone())),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            record.insert(name.into(), text.into());
        }
    }
    for (name, end) in
        [("lower", detail.and_then(|detail| detail.lower)), ("upper", detail.and_then(|detail| detail.upper))]
    {
        if let Some(end) = end {
            record.insert(name.into(), number(end));
        }
    }
    Value::Object(record)
}

/// A whole number without a fraction of zero, as people and most programs write it.
fn number(value: f64) -> Value {
    /// Above this, whole numbers are no longer exact.
    const EXACT: f64 = 9e15;
    if value.fract() == 0.0 && value.abs() < EXACT { (value as i64).into() } else { value.into() }
}
