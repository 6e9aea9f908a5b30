//! Observations as CSV (RFC 4180, UTF-8): long tables that can be read back.

use crate::model::{Observation, Site};

/// The columns, as the loader reads them.
const COLUMNS: [&str; 16] = [
    "city",
    "city_name",
    "indicator",
    "period",
    "value",
    "unit",
    "status",
    "missing",
    "lower",
    "upper",
    "source",
    "source_title",
    "source_url",
    "accessed",
    "note",
    "evidence",
];

/// Every observation that somebody made; what frameworks compute has tables of its own.
pub fn observations(site: &Site) -> String {
    let made = |observation: &&Observation| computed(site, observation).is_none();
    table(site, site.data.observations.all().iter().filter(made))
}

/// Everything that a framework computes, by its position.
pub fn framework(site: &Site, position: usize) -> String {
    let framework = site.data.frameworks.get(position).map(|framework| framework.id.as_str());
    let own = |observation: &&Observation| computed(site, observation).is_some_and(|of| Some(of) == framework);
    table(site, site.data.observations.all().iter().filter(own))
}

/// The framework that computes an observation.
fn computed<'a>(site: &'a Site, observation: &Observation) -> Option<&'a str> {
    let indicator = site.data.indicators.get(observation.indicator as usize)?;
    indicator.computed.as_ref().map(|computed| computed.framework.as_str())
}

/// The observations of an indicator.
pub fn indicator(site: &Site, indicator: u32) -> String {
    table(site, site.data.observations.of_indicator(indicator))
}

/// Chosen observations, in the order given.
pub fn table<'a>(site: &Site, observations: impl IntoIterator<Item = &'a Observation>) -> String {
    let mut out = String::new();
    row(&mut out, COLUMNS.iter().map(|name| (*name).to_owned()));
    for observation in observations {
        row(&mut out, cells(site, observation).into_iter());
    }
    out
}

fn cells(site: &Site, observation: &Observation) -> [String; 16] {
    let data = &site.data;
    let default = site.default_language();
    let city = data.cities.get(observation.city as usize);
    let indicator = data.indicators.get(observation.indicator as usize);
    let detail = observation.detail.as_deref().cloned().unwrap_or_default();
    let source = detail.source.or_else(|| indicator.and_then(|indicator| indicator.source.clone())).unwrap_or_default();
    let known = data.sources.get(&source);
    let number = |value: Option<f64>| value.map(|value| format!("{value}")).unwrap_or_default();
    let accessed = detail.accessed.or_else(|| known.and_then(|source| source.accessed));
    [
        city.map(|city| city.id.clone()).unwrap_or_default(),
        city.map(|city| city.name.say(default, default).to_owned()).unwrap_or_default(),
        indicator.map(|indicator| indicator.id.clone()).unwrap_or_default(),
        observation.period.to_string(),
        number(observation.value.ok()),
        indicator.map(|indicator| indicator.unit.name().to_owned()).unwrap_or_default(),
        if observation.value.is_ok() { observation.status.name().to_owned() } else { String::new() },
        observation.value.err().map(|missing| missing.name().to_owned()).unwrap_or_default(),
        number(detail.lower),
        number(detail.upper),
        source.clone(),
        known
            .map(|known| format!("{}, {}", known.name.say(default, default), known.publisher.say(default, default)))
            .unwrap_or_default(),
        known.and_then(|known| known.url.clone()).unwrap_or_default(),
        accessed.map(|date| date.to_string()).unwrap_or_default(),
        detail.note.unwrap_or_default(),
        detail.evidence.unwrap_or_default(),
    ]
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (position, cell) in cells.enumerate() {
        if position > 0 {
            out.push(',');
        }
        out.push_str(&escape(&cell));
    }
    out.push_str("\r\n");
}

/// A cell that no spreadsheet runs as a formula and no reader cuts in two.
fn escape(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
    let text = if runs { format!("'{cell}") } else { cell.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
