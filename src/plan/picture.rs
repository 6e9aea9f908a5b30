//! The charts on a page: those its text asks for, or those that the page of a city or an indicator
//! always has.

use crate::locale::{Period, Unit};
use crate::model::figure::periods;
use crate::model::request::{
    Aggregate, Block, ChartKind, ChartRequest, Cities, Named, ReferenceLine, Selection, Sort, When,
};
use crate::model::{Indicator, Site};
use crate::plan::PageRef;

/// A chart of bars needs this many places to say more than a sentence.
const ENOUGH: usize = 3;
/// Charts on a city's page.
const OF_CITY: usize = 2;

/// The charts of a page in their order; the first is figure 1.
pub fn pictures(site: &Site, page: &PageRef) -> Vec<ChartRequest> {
    match page.key.collection.as_str() {
        "indicators" => of_indicator(site, &page.key.id).into_iter().collect(),
        "cities" => of_city(site, &page.key.id),
        _ => {
            let version =
                site.entries.get(&page.key).and_then(|entry| entry.version(&page.language, site.default_language()));
            let blocks = version.and_then(|version| version.body.as_ref()).map(|body| body.blocks.as_slice());
            let charts = blocks.unwrap_or_default().iter().filter_map(|block| match block {
                Block::Chart(chart) => Some((**chart).clone()),
                _ => None,
            });
            charts.collect()
        }
    }
}

/// An indicator over time where there is a time, otherwise its newest figures.
fn of_indicator(site: &Site, id: &str) -> Option<ChartRequest> {
    let position = site.data.indicator(id)?;
    if !drawable(site, position) {
        return None;
    }
    let known = usable_periods(site, position);
    let places = places(site, position, *known.last()?);
    match (known.first(), known.last()) {
        (Some(first), Some(last)) if first < last && spans(site, position) >= 1 => {
            Some(request(id, ChartKind::Line, When::Between(*first, *last)))
        }
        _ if places >= ENOUGH => {
            let chart = request(id, ChartKind::Bar, When::Latest);
            Some(ChartRequest { reference: Some(ReferenceLine::Of(Aggregate::Mean)), ..chart })
        }
        _ => None,
    }
}

/// The first indicators, in their order, in which the city can be seen among others.
fn of_city(site: &Site, id: &str) -> Vec<ChartRequest> {
    let Some(city) = site.data.city(id) else { return Vec::new() };
    let mut indicators: Vec<(u32, &Indicator)> = (0u32..).zip(&site.data.indicators).collect();
    indicators.sort_by_key(|(position, indicator)| (indicator.order, *position));
    let mut charts: Vec<ChartRequest> = Vec::new();
    for kind in [ChartKind::Bar, ChartKind::Line] {
        let fits = |position: u32| {
            if !drawable(site, position) {
                return false;
            }
            let series = site.data.observations.series(position, city);
            let values = series.iter().filter(|observation| observation.value.is_ok()).count();
            let newest = periods(series.iter()).last().copied();
            let among = newest.map_or(0, |period| places(site, position, period));
            among >= ENOUGH && (kind == ChartKind::Bar || values >= ENOUGH)
        };
        let taken =
            |id: &str| charts.iter().any(|chart| chart.selection.indicators.iter().any(|named| named.name == id));
        let found = indicators.iter().find(|(position, indicator)| {
            let counted =
                indicator.region_level || !site.data.cities.get(city as usize).is_some_and(|city| city.region);
            counted && !taken(&indicator.id) && fits(*position)
        });
        let Some((position, indicator)) = found else { continue };
        let when = match kind {
            ChartKind::Bar => When::Latest,
            ChartKind::Line => {
                let known = usable_periods(site, *position);
                match (known.first(), known.last()) {
                    (Some(first), Some(last)) if first < last => When::Between(*first, *last),
                    _ => continue,
                }
            }
        };
        let chart = request(&indicator.id, kind, when);
        charts.push(ChartRequest { highlight: vec![named(id)], ..chart });
    }
    charts.truncate(OF_CITY);
    charts
}

/// Yes and no have no scale; they are shown in tables.
fn drawable(site: &Site, indicator: u32) -> bool {
    site.data.indicators.get(indicator as usize).is_some_and(|indicator| indicator.unit != Unit::Boolean)
}

/// The periods in which places that count have figures.
fn usable_periods(site: &Site, indicator: u32) -> Vec<Period> {
    let all = site.data.observations.of_indicator(indicator);
    periods(all.iter().filter(|observation| counts(site, indicator, observation.city)))
}

/// How many places have figures for two periods or more.
fn spans(site: &Site, indicator: u32) -> usize {
    let cities = 0..u32::try_from(site.data.cities.len()).unwrap_or(u32::MAX);
    let counted = cities.filter(|city| counts(site, indicator, *city));
    counted.filter(|city| periods(site.data.observations.series(indicator, *city).iter()).len() > 1).count()
}

fn places(site: &Site, indicator: u32, period: Period) -> usize {
    let all = site.data.observations.of_indicator(indicator);
    all.iter()
        .filter(|observation| observation.period == period && observation.value.is_ok())
        .filter(|observation| counts(site, indicator, observation.city))
        .count()
}

fn counts(site: &Site, indicator: u32, city: u32) -> bool {
    let regional = site.data.indicators.get(indicator as usize).is_some_and(|indicator| indicator.region_level);
    regional || site.data.cities.get(city as usize).is_some_and(|city| !city.region)
}

fn named(name: &str) -> Named {
    Named { name: name.to_owned(), ..Named::default() }
}

fn request(indicator: &str, kind: ChartKind, when: When) -> ChartRequest {
    let span = crate::diag::Span::default();
    let selection = Selection {
        indicators: vec![named(indicator)],
        when,
        when_span: span,
        cities: Cities::All,
        title: None,
        note: None,
        sort: Sort::Value,
        span,
    };
    ChartRequest { selection, kind, highlight: Vec::new(), reference: None }
}
