//! Observations as CSV (RFC 4180, UTF-8): long tables that can be read back.
//!
//! A table is handed on piece by piece, because one of every figure may be larger than the memory
//! that a build should take.

use std::fmt::Display;
use std::io::{self, Write};

use crate::model::{Missing, Observation, Site};

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
            out.write_all(rows.text.as_bytes())?;
            rows.text.clear();
        }
    }
    out.write_all(rows.text.as_bytes())
}

/// The framework that computes an observation.
fn computed<'a>(site: &'a Site, observation: &Observation) -> Option<&'a str> {
    let indicator = site.data.indicators.get(observation.indicator as usize)?;
    indicator.computed.as_ref().map(|computed| computed.framework.as_str())
}

/// Rows being written. What is the same in many rows is escaped once.
#[derive(Default)]
struct Rows {
    text: String,
    /// The cells of the last city, of the last indicator, and after the last figure without details.
    city: (Option<u32>, String),
    indicator: (Option<u32>, String),
    tail: (Option<u32>, String),
}

impl Rows {
    fn observation(&mut self, site: &Site, observation: &Observation) {
        let data = &site.data;
        let indicator = data.indicators.get(observation.indicator as usize);
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
            let cells = Rows::cells(|rows| rows.cell(indicator.map_or("", |indicator| &indicator.id)));
            self.indicator = (Some(observation.indicator), cells);
        }
        self.text.push_str(&self.city.1);
        self.text.push_str(&self.indicator.1);
        self.plain(Some(observation.period));
        self.number(observation.value.ok());
        let parts = observation.detail.as_deref().and_then(|detail| detail.parts);
        self.number(parts.map(|(numerator, _)| numerator));
        self.number(parts.map(|(_, denominator)| denominator));
        self.cell(indicator.map_or("", |indicator| indicator.unit.name()));
        self.plain(observation.value.ok().map(|_| observation.status.name()));
        self.plain(observation.value.err().map(Missing::name));
        if observation.detail.is_some() {
            self.details(site, observation);
        } else {
            if self.tail.0 != Some(observation.indicator) {
                let cells = Rows::cells(|rows| rows.details(site, observation));
                self.tail = (Some(observation.indicator), cells);
            }
            self.text.push_str(&self.tail.1);
        }
        self.end();
    }

    /// The cells from the interval to the evidence.
    fn details(&mut self, site: &Site, observation: &Observation) {
        let default = site.default_language();
        let indicator = site.data.indicators.get(observation.indicator as usize);
        let detail = observation.detail.as_deref();
        let own = detail.and_then(|detail| detail.source.as_deref());
        let source = own.or_else(|| indicator.and_then(|indicator| indicator.source.as_deref()));
        let known = source.and_then(|source| site.data.sources.get(source));
        let accessed = detail.and_then(|detail| detail.accessed).or_else(|| known.and_then(|known| known.accessed));
        self.number(detail.and_then(|detail| detail.lower));
        self.number(detail.and_then(|detail| detail.upper));
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
    fn cells(write: impl FnOnce(&mut Rows)) -> String {
        let mut rows = Rows::default();
        write(&mut rows);
        rows.text
    }

    /// What needs no quotes: a period, a day, a word of our own.
    fn plain(&mut self, value: Option<impl Display>) {
        use std::fmt::Write as _;
        if let Some(value) = value {
            let _ = write!(self.text, "{value}");
        }
        self.text.push(',');
    }

    /// A number in full.
    fn number(&mut self, value: Option<f64>) {
        use std::fmt::Write as _;
        match value.map(|value| (value, tenths(value))) {
            Some((_, Some((sign, whole, tenth)))) => {
                let _ = write!(self.text, "{sign}{whole}");
                if tenth > 0 {
                    self.text.push('.');
                    self.text.push(char::from(b'0' + tenth));
                }
            }
            Some((value, None)) => {
                let _ = write!(self.text, "{value}");
            }
            None => {}
        }
        self.text.push(',');
    }

    /// A text that no spreadsheet runs as a formula and no reader cuts in two.
    fn cell(&mut self, cell: &str) {
        let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
        let quoted = cell.contains(['"', ',', '\n', '\r']);
        if quoted {
            self.text.push('"');
        }
        if runs {
            self.text.push('\'');
        }
        match cell.contains('"') {
            true => self.text.push_str(&cell.replace('"', "\"\"")),
            false => self.text.push_str(cell),
        }
        if quoted {
            self.text.push('"');
        }
        self.text.push(',');
    }

    /// Ends the row: the mark after its last cell becomes the end of the line.
    fn end(&mut self) {
        self.text.pop();
        self.text.push_str("\r\n");
    }
}

/// A number with at most one decimal, which most figures are, in parts that are quick to write:
/// exactly what the general way would write.
fn tenths(value: f64) -> Option<(&'static str, u64, u8)> {
    /// Below this, ten times a number is exact enough to be told from its neighbours.
    const SAFE: f64 = 1e14;
    let tenfold = (value.abs() * 10.0).round();
    let same = value.abs() < SAFE && tenfold / 10.0 == value.abs() && (value != 0.0 || value.is_sign_positive());
    let tenfold = same.then_some(tenfold as u64)?;
    Some((if value < 0.0 { "-" } else { "" }, tenfold / 10, (tenfold % 10) as u8))
}
