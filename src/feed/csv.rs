//! Observations as CSV (RFC 4180, UTF-8): long tables that can be read back.
//!
//! A table is handed on piece by piece, because one of every figure may be larger than the memory
//! that a build should take.

use std::fmt::Display;
use std::io::{self, Write};

use super::digits;
use crate::model::{Detail, Missing, Observation, Site};

/// The columns, as the loader reads them.
const COLUMNS: [&str; 18] = [
    "city",
    "city_name",
    "indicator",
    "period",
    "value",
    "numerator",
    "denominator",
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

/// Rows are handed on in pieces of about this size.
const PIECE: usize = 64 * 1024;

/// Every observation that somebody made; what frameworks compute has tables of its own.
///
/// # Errors
/// What the receiver cannot take.
pub fn observations(site: &Site, out: &mut dyn Write) -> io::Result<()> {
    let made = |observation: &&Observation| computed(site, observation).is_none();
    table(site, site.data.observations.all().iter().filter(made), out)
}

/// Everything that a framework computes, by its position.
///
/// # Errors
/// What the receiver cannot take.
pub fn framework(site: &Site, position: usize, out: &mut dyn Write) -> io::Result<()> {
    let framework = site.data.frameworks.get(position).map(|framework| framework.id.as_str());
    let own = |observation: &&Observation| computed(site, observation).is_some_and(|of| Some(of) == framework);
    table(site, site.data.observations.all().iter().filter(own), out)
}

/// The observations of an indicator.
///
/// # Errors
/// What the receiver cannot take.
pub fn indicator(site: &Site, indicator: u32, out: &mut dyn Write) -> io::Result<()> {
    table(site, site.data.observations.of_indicator(indicator), out)
}

/// Chosen observations, in the order given.
///
/// # Errors
/// What the receiver cannot take.
pub fn table<'a>(
    site: &Site,
    observations: impl IntoIterator<Item = &'a Observation>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut rows = Rows::default();
    COLUMNS.iter().for_each(|name| rows.cell(name));
    rows.end();
    for observation in observations {
        rows.observation(site, observation);
        if rows.text.len() >= PIECE {
            out.write_all(&rows.text)?;
            rows.text.clear();
        }
    }
    out.write_all(&rows.text)
}

/// The framework that computes an observation.
fn computed<'a>(site: &'a Site, observation: &Observation) -> Option<&'a str> {
    let indicator = site.data.indicators.get(observation.indicator as usize)?;
    indicator.computed.as_ref().map(|computed| computed.framework.as_str())
}

/// Rows being written. What is the same in many rows is escaped once.
#[derive(Default)]
struct Rows {
    text: Vec<u8>,
    /// The cells of the last city.
    city: (Option<u32>, Vec<u8>),
    /// The cells of the last indicator: its own, its unit's, and those after a figure without details.
    indicator: (Option<u32>, [Vec<u8>; 3]),
}

impl Rows {
    fn observation(&mut self, site: &Site, observation: &Observation) {
        self.prepare(site, observation);
        let [indicator, unit, tail] = &self.indicator.1;
        self.text.extend_from_slice(&self.city.1);
        self.text.extend_from_slice(indicator);
        digits::period(&mut self.text, observation.period);
        self.text.push(b',');
        number(&mut self.text, observation.value.ok());
        let parts = observation.detail.as_deref().and_then(|detail| detail.parts);
        number(&mut self.text, parts.map(|(numerator, _)| numerator));
        number(&mut self.text, parts.map(|(_, denominator)| denominator));
        self.text.extend_from_slice(unit);
        let (status, missing) = match observation.value {
            Ok(_) => (observation.status.name(), ""),
            Err(missing) => ("", Missing::name(missing)),
        };
        for word in [status, missing] {
            self.text.extend_from_slice(word.as_bytes());
            self.text.push(b',');
        }
        if observation.detail.is_some() {
            self.details(site, observation, observation.detail.as_deref());
        } else {
            self.text.extend_from_slice(tail);
        }
        self.end();
    }

    /// Makes the cells that many rows share, where they are not those of the row before.
    fn prepare(&mut self, site: &Site, observation: &Observation) {
        let data = &site.data;
        if self.city.0 != Some(observation.city) {
            let default = site.default_language();
            let city = data.cities.get(observation.city as usize);
            let cells = Rows::cells(|rows| {
                rows.cell(city.map_or("", |city| &city.id));
                rows.cell(city.map_or("", |city| city.name.say(default, default)));
            });
            self.city = (Some(observation.city), cells);
        }
        if self.indicator.0 != Some(observation.indicator) {
            let indicator = data.indicators.get(observation.indicator as usize);
            let cells = [
                Rows::cells(|rows| rows.cell(indicator.map_or("", |indicator| &indicator.id))),
                Rows::cells(|rows| rows.cell(indicator.map_or("", |indicator| indicator.unit.name()))),
                Rows::cells(|rows| rows.details(site, observation, None)),
            ];
            self.indicator = (Some(observation.indicator), cells);
        }
    }

    /// The cells from the interval to the evidence.
    fn details(&mut self, site: &Site, observation: &Observation, detail: Option<&Detail>) {
        let default = site.default_language();
        let source = site.data.source_id(observation);
        let known = source.and_then(|source| site.data.sources.get(source));
        let accessed = detail.and_then(|detail| detail.accessed).or_else(|| known.and_then(|known| known.accessed));
        number(&mut self.text, detail.and_then(|detail| detail.lower));
        number(&mut self.text, detail.and_then(|detail| detail.upper));
        self.cell(source.unwrap_or_default());
        let title = known
            .map(|known| format!("{}, {}", known.name.say(default, default), known.publisher.say(default, default)));
        self.cell(title.as_deref().unwrap_or_default());
        self.cell(known.and_then(|known| known.url.as_deref()).unwrap_or_default());
        self.plain(accessed);
        self.cell(detail.and_then(|detail| detail.note.as_deref()).unwrap_or_default());
        self.cell(detail.and_then(|detail| detail.evidence.as_deref()).unwrap_or_default());
    }

    /// Cells alone.
    fn cells(write: impl FnOnce(&mut Rows)) -> Vec<u8> {
        let mut rows = Rows::default();
        write(&mut rows);
        rows.text
    }

    /// What needs no quotes, such as a day.
    fn plain(&mut self, value: Option<impl Display>) {
        if let Some(value) = value {
            // A list of bytes takes all it is given.
            let _ = write!(self.text, "{value}");
        }
        self.text.push(b',');
    }

    /// A text that no spreadsheet runs as a formula and no reader cuts in two.
    fn cell(&mut self, cell: &str) {
        let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
        let quoted = cell.contains(['"', ',', '\n', '\r']);
        if quoted {
            self.text.push(b'"');
        }
        if runs {
            self.text.push(b'\'');
        }
        self.text.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
        if quoted {
            self.text.push(b'"');
        }
        self.text.push(b',');
    }

    /// Ends the row: the mark after its last cell becomes the end of the line.
    fn end(&mut self) {
        self.text.pop();
        self.text.extend_from_slice(b"\r\n");
    }
}

/// The cell of a number in full.
fn number(text: &mut Vec<u8>, value: Option<f64>) {
    if let Some(value) = value.filter(|value| !digits::tenths(text, *value)) {
        // A list of bytes takes all it is given.
        let _ = write!(text, "{value}");
    }
    text.push(b',');
}
