//! A chart's request to a chart's specification: the figures looked up, the words in a language.
//!
//! It stands with planning because checking asks whether a chart can be drawn and showing draws it,
//! and both must mean the same chart.

use crate::chart::{self, Cell, Reference, Series};
use crate::locale::{Locale, Period};
use crate::model::figure::{combine, each_once};
use crate::model::request::{ChartKind, ChartRequest, Cities, ReferenceLine, Sort};
use crate::model::select::{Column, Fault, Row, Selected, select_figures};
use crate::model::{Indicator, Missing, Observation, Site};

/// A chart that can be drawn, with the observations it shows.
#[derive(Debug)]
pub struct Picture<'a> {
    /// What is drawn.
    pub spec: chart::Spec,
    /// The figures it shows.
    pub selected: Selected<'a>,
    /// What is said of periods before the first figure and after the last, which its note tells.
    pub gaps: Vec<&'a Observation>,
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
    let mut selected = select_figures(site, selection)?;
    let several = selection.indicators.len() > 1;
    let gaps = if several { Vec::new() } else { gaps(&mut selected) };
    if request.kind.shows_ends() && !several {
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
        ChartKind::Multiples => chart::Kind::Multiples,
        ChartKind::Strip => chart::Kind::Strip,
        ChartKind::Scatter => chart::Kind::Scatter,
        ChartKind::Stacked => chart::Kind::Stacked,
        ChartKind::Profile => chart::Kind::Profile,
        ChartKind::Map => chart::Kind::Map,
    };
    let spec = chart::Spec {
        id: id.to_owned(),
        kind,
        headline: selection.title.clone().or_else(|| mixed(site, locale, indicator, &selected).filter(|_| !several)),
        measure: if several { measures(site, locale, &selected) } else { measure(site, locale, indicator) },
        place_count_text: Some(coverage(locale, &selection.cities, &selected)),
        unit: indicator.unit,
        decimals: indicator.decimals,
        periods: each_once(selected.columns.iter().map(|column| column.period)),
        columns: if several { columns(site, locale, &selected) } else { Vec::new() },
        reference: reference(locale, request, &selected),
        series,
        alt: request.alt.clone(),
        panels: request.columns.map(usize::from),
        note: note(locale, request, &selected, &gaps, regions(site, locale, request, &selected)),
        ordered: selection.sort != Sort::Value,
    };
    Ok(Picture { spec, selected, gaps })
}

/// What is measured; an amount in the prices of one year says which.
fn measure(site: &Site, locale: &Locale, indicator: &Indicator) -> String {
    let name = indicator.name.say(locale.tag(), site.default_language());
    match indicator.price_year {
        Some(year) => format!("{name}, {}", locale.say("figure.prices", &[("year", &year.to_string())])),
        None => name.to_owned(),
    }
}

/// What several indicators measure, while a line can hold their names.
fn measures(site: &Site, locale: &Locale, selected: &Selected<'_>) -> String {
    const NAMED: usize = 3;
    let known = |column: &Column| site.data.indicators.get(column.indicator as usize);
    let names: Vec<String> =
        selected.columns.iter().filter_map(|column| Some(measure(site, locale, known(column)?))).collect();
    if names.len() > NAMED { locale.count("figure.indicators", names.len() as u64) } else { locale.list(&names) }
}

/// Indicators side by side; where they are of different periods, each says which.
fn columns(site: &Site, locale: &Locale, selected: &Selected<'_>) -> Vec<chart::Column> {
    let periods = each_once(selected.columns.iter().map(|column| column.period));
    let column = |column: &Column| {
        let indicator = site.data.indicators.get(column.indicator as usize)?;
        let name = indicator.short_name.as_ref().unwrap_or(&indicator.name);
        let name = name.say(locale.tag(), site.default_language());
        let label = match periods.len() {
            1 => name.to_owned(),
            _ => format!("{name}, {}", locale.period(&column.period)),
        };
        Some(chart::Column { label, unit: indicator.unit, decimals: indicator.decimals, range: indicator.range })
    };
    selected.columns.iter().filter_map(column).collect()
}

/// How many places there are, and of how many the highest or the lowest were chosen.
fn coverage(locale: &Locale, cities: &Cities, selected: &Selected<'_>) -> String {
    let (Cities::Extreme { highest, .. }, Some(all)) = (cities, selected.out_of) else {
        return locale.count("chart.places", with_value(selected));
    };
    let (n, all) = (locale.number(selected.rows.len() as f64, 0), locale.count("chart.places", all as u64));
    locale.say(if *highest { "figure.highest" } else { "figure.lowest" }, &[("n", &n), ("all", &all)])
}

/// What the author adds; without it, how the cities were chosen, or that figures are of several periods. After it, the
/// periods that were asked for and have no figure.
fn note(
    locale: &Locale,
    request: &ChartRequest,
    selected: &Selected<'_>,
    gaps: &[&Observation],
    regions: Option<String>,
) -> Option<String> {
    let unseen = |period: Period| {
        let of = gaps.iter().filter(|observation| observation.period == period);
        let mut reasons: Vec<String> =
            of.filter_map(|observation| Some(reason(locale, observation.value.err()?))).collect();
        reasons.sort();
        reasons.dedup();
        format!("{} ({})", locale.period(&period), locale.list(&reasons))
    };
    let periods: Vec<String> =
        each_once(gaps.iter().map(|observation| observation.period)).into_iter().map(unseen).collect();
    let unseen = (!periods.is_empty()).then(|| locale.say("figure.unseen", &[("periods", &locale.list(&periods))]));
    let said: Vec<String> = [remark(locale, request, selected), unseen, regions].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// That regions with a figure are left out, where all cities are asked for.
fn regions(site: &Site, locale: &Locale, request: &ChartRequest, selected: &Selected<'_>) -> Option<String> {
    if request.selection.cities != Cities::All {
        return None;
    }
    let regions: Vec<u32> =
        (0u32..).zip(&site.data.cities).filter(|(_, city)| city.region).map(|(position, _)| position).collect();
    if selected.rows.iter().any(|row| regions.contains(&row.city)) {
        return None;
    }
    let known = |column: &Column| {
        let series = regions.iter().flat_map(|region| site.data.observations.series(column.indicator, *region));
        let mut asked = series.filter(|observation| column.latest || observation.period == column.period);
        asked.any(|observation| observation.value.is_ok())
    };
    selected.columns.iter().any(known).then(|| locale.say("figure.regions", &[]))
}

fn remark(locale: &Locale, request: &ChartRequest, selected: &Selected<'_>) -> Option<String> {
    if request.selection.note.is_some() {
        return request.selection.note.clone();
    }
    if request.nearest {
        return Some(locale.say("figure.nearest", &[]));
    }
    let older = |(cell, column): (&Option<&Observation>, &Column)| {
        let observation = cell.filter(|observation| observation.value.is_ok())?;
        (observation.period != column.period).then_some(observation.period)
    };
    let older: Vec<Period> =
        selected.rows.iter().flat_map(|row| row.cells.iter().zip(&selected.columns).filter_map(older)).collect();
    let (oldest, newest) = (older.iter().min()?, selected.columns.iter().map(|column| column.period).max()?);
    // One column names its places with their years.
    let several = selected.columns.len() > 1;
    several.then(|| locale.say("figure.mixed", &[("span", &locale.period_range(oldest, &newest))]))
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

/// Takes out the periods before the first figure and after the last, which would be empty in a drawing; gives what is said of
/// them.
fn gaps<'a>(selected: &mut Selected<'a>) -> Vec<&'a Observation> {
    let filled = |column: usize| {
        selected.rows.iter().any(|row| row.cells.get(column).copied().flatten().is_some_and(|cell| cell.value.is_ok()))
    };
    let count = selected.columns.len();
    let (Some(first), Some(last)) =
        ((0..count).find(|column| filled(*column)), (0..count).rfind(|column| filled(*column)))
    else {
        return Vec::new();
    };
    let mut gaps = Vec::new();
    selected.columns.truncate(last + 1);
    selected.columns.drain(..first);
    for row in &mut selected.rows {
        gaps.extend(row.cells.split_off(last + 1).into_iter().flatten());
        gaps.extend(row.cells.drain(..first).flatten());
    }
    gaps.sort_by_key(|observation| observation.period);
    gaps
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
        Err(missing) => Cell::Missing { reason: reason(locale, missing) },
    }
}

fn reason(locale: &Locale, missing: Missing) -> String {
    locale.say(&format!("observation.missing.{}", missing.name()), &[])
}

fn reference(locale: &Locale, request: &ChartRequest, selected: &Selected<'_>) -> Option<Reference> {
    match request.reference.as_ref()? {
        ReferenceLine::At(value, label) => {
            let label = label.clone().unwrap_or_else(|| locale.say("figure.reference", &[]));
            Some(Reference { label, value: *value })
        }
        ReferenceLine::Of(aggregate) => {
            let last = selected.columns.len().checked_sub(1)?;
            let cells = selected.rows.iter().filter_map(|row| *row.cells.get(last)?);
            // Older figures stand in the chart with their year; a mean of one period leaves them out.
            let period = selected.columns.get(last)?.period;
            let cells = cells.filter(|observation| observation.period == period);
            let values: Vec<f64> = cells.filter_map(|observation| observation.value.ok()).collect();
            let value = combine(*aggregate, &values).ok()?;
            let key = format!("figure.{}", aggregate.name());
            let count = locale.number(values.len() as f64, 0);
            let label = locale.say(&key, &[("n", &count)]);
            // Over a span of time the line holds for its end only, and says so.
            let label = if last > 0 { format!("{label}, {}", locale.period(&period)) } else { label };
            Some(Reference { label, value })
        }
    }
}
