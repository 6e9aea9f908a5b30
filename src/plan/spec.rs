//! A chart's request to a chart's specification: the figures looked up, the words in a language.
//!
//! It stands with planning because checking asks whether a chart can be drawn and showing draws it,
//! and both must mean the same chart.

use crate::chart::{self, Cell, Reference, Series};
use crate::locale::Locale;
use crate::model::figure::combine;
use crate::model::request::{ChartKind, ChartRequest, ReferenceLine, Sort};
use crate::model::select::{Column, Fault, Row, Selected, select};
use crate::model::{Indicator, Observation, Site};

/// A chart that can be drawn, with the observations it shows.
#[derive(Debug)]
pub struct Picture<'a> {
    /// What is drawn.
    pub spec: chart::Spec,
    /// The figures it shows.
    pub selected: Selected<'a>,
}

/// Looks up a chart's figures. `id` becomes the prefix of every id in the drawing.
///
/// # Errors
/// Everything that is wrong with the selection.
pub fn picture<'a>(
    site: &'a Site,
    locale: &Locale,
    request: &ChartRequest,
    id: &str,
) -> Result<Picture<'a>, Vec<Fault>> {
    let selection = &request.selection;
    let mut selected = select(site, selection)?;
    if request.kind.shows_ends() {
        ends(&mut selected);
    }
    if selection.sort == Sort::Name {
        let name = |row: &Row<'_>| place_name(site, locale, row.city);
        selected.rows.sort_by(|left, right| locale.compare(&name(left), &name(right)));
    }
    let first = selected.columns.first().and_then(|column| site.data.indicators.get(column.indicator as usize));
    let Some(indicator) = first else { return Err(Vec::new()) };
    let highlight: Vec<&str> = request.highlight.iter().map(|named| named.name.as_str()).collect();
    let series: Vec<Series> =
        selected.rows.iter().map(|row| series(site, locale, (row, &selected.columns), &highlight)).collect();
    let kind = match request.kind {
        ChartKind::Bar => chart::Kind::Bar,
        ChartKind::Line => chart::Kind::Line,
        ChartKind::Dot => chart::Kind::Dot,
        ChartKind::Slope => chart::Kind::Slope,
        ChartKind::Heat => chart::Kind::Heat,
        ChartKind::Map => chart::Kind::Map,
    };
    let spec = chart::Spec {
        id: id.to_owned(),
        kind,
        headline: selection.title.clone().or_else(|| mixed(site, locale, indicator, &selected)),
        measure: measure(site, locale, indicator),
        place_count_text: Some(locale.count("chart.places", with_value(&selected))),
        unit: indicator.unit,
        decimals: indicator.decimals,
        periods: selected.columns.iter().map(|column| column.period).collect(),
        columns: Vec::new(),
        reference: reference(locale, request, &selected),
        series,
        note: selection.note.clone().or_else(|| request.nearest.then(|| locale.say("figure.nearest", &[]))),
        ordered: selection.sort != Sort::Value,
    };
    Ok(Picture { spec, selected })
}

/// What is measured; an amount in the prices of one year says which.
fn measure(site: &Site, locale: &Locale, indicator: &Indicator) -> String {
    let name = indicator.name.say(locale.tag(), site.default_language());
    match indicator.price_year {
        Some(year) => format!("{name}, {}", locale.say("figure.prices", &[("year", &year.to_string())])),
        None => name.to_owned(),
    }
}

/// Where figures of several years stand side by side, the finding would compare what cannot be
/// compared; the headline then only says what is shown.
fn mixed(site: &Site, locale: &Locale, indicator: &Indicator, selected: &Selected<'_>) -> Option<String> {
    let newest = selected.columns.first().filter(|column| column.latest)?.period;
    let shown = selected.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let oldest = shown.filter(|observation| observation.value.is_ok()).map(|observation| observation.period).min()?;
    let measure = indicator.name.say(locale.tag(), site.default_language());
    let span = locale.period_range(&oldest, &newest);
    (oldest != newest).then(|| locale.say("figure.newest", &[("measure", measure), ("span", &span)]))
}

/// Keeps the first and the last column.
fn ends(selected: &mut Selected<'_>) {
    let count = selected.columns.len();
    if count > 2 {
        selected.columns.drain(1..count - 1);
        selected.rows.iter_mut().for_each(|row| drop(row.cells.drain(1..count - 1)));
    }
}

fn with_value(selected: &Selected<'_>) -> u64 {
    let filled = |row: &&Row<'_>| row.cells.iter().flatten().any(|observation| observation.value.is_ok());
    selected.rows.iter().filter(filled).count() as u64
}

/// A place's name; a region says that it is one, because its figures are no city's.
pub fn place_name(site: &Site, locale: &Locale, city: u32) -> String {
    let Some(city) = site.data.cities.get(city as usize) else { return String::new() };
    let name = city.name.say(locale.tag(), site.default_language());
    if city.region {
        return format!("{name} ({})", locale.say("choice.region", &[]).to_lowercase());
    }
    name.to_owned()
}

fn series(site: &Site, locale: &Locale, (row, columns): (&Row<'_>, &[Column]), highlight: &[&str]) -> Series {
    let mut name = place_name(site, locale, row.city);
    // The newest figure of a place may be older than that of others; then its year stands with it.
    if let ([column], [Some(observation)]) = (columns, row.cells.as_slice())
        && column.latest
        && observation.period != column.period
        && observation.value.is_ok()
    {
        name = format!("{name} ({})", locale.period(&observation.period));
    }
    let city = site.data.cities.get(row.city as usize);
    let key = city.map(|city| city.id.clone()).unwrap_or_default();
    let highlight = highlight.contains(&key.as_str());
    let at = city.and_then(|city| city.coordinates);
    Series { key, name, highlight, at, cells: row.cells.iter().map(|cell| self::cell(locale, *cell)).collect() }
}

fn cell(locale: &Locale, observation: Option<&Observation>) -> Cell {
    let Some(observation) = observation else { return Cell::Empty };
    match observation.value {
        Ok(value) => Cell::Value {
            value,
            lower: observation.detail.as_ref().and_then(|detail| detail.lower),
            upper: observation.detail.as_ref().and_then(|detail| detail.upper),
            flag: observation.status.letter().map(str::to_owned),
        },
        Err(missing) => Cell::Missing { reason: locale.say(&format!("observation.missing.{}", missing.name()), &[]) },
    }
}

fn reference(locale: &Locale, request: &ChartRequest, selected: &Selected<'_>) -> Option<Reference> {
    match request.reference? {
        ReferenceLine::At(value) => Some(Reference { label: locale.say("figure.reference", &[]), value }),
        ReferenceLine::Of(aggregate) => {
            let last = selected.columns.len().checked_sub(1)?;
            let cells = selected.rows.iter().filter_map(|row| *row.cells.get(last)?);
            // Older figures stand in the chart with their year; a mean of one period leaves them out.
            let period = selected.columns.get(last)?.period;
            let cells = cells.filter(|observation| observation.period == period);
            let values: Vec<f64> = cells.filter_map(|observation| observation.value.ok()).collect();
            let value = combine(aggregate, &values).ok()?;
            let key = format!("figure.{}", aggregate.name());
            let count = locale.number(values.len() as f64, 0);
            let label = locale.say(&key, &[("n", &count)]);
            // Over a span of time the line holds for its end only, and says so.
            let label = if last > 0 { format!("{label}, {}", locale.period(&period)) } else { label };
            Some(Reference { label, value })
        }
    }
}
