//! The charts on a page: those its text asks for, or those that the page of a city or an indicator
//! always has.

use std::collections::BTreeMap;

use crate::locale::{Period, Unit};
use crate::model::figure::periods;
use crate::model::request::{
    Aggregate, Block, ChartKind, ChartRequest, Cities, Named, ReferenceLine, Selection, Sort, When,
};
use crate::model::{Key, Site};
use crate::plan::PageRef;

/// A chart of bars needs this many places to say more than a sentence.
const ENOUGH: usize = 3;
/// Charts on a city's page.
const OF_CITY: usize = 2;
/// More places than these are not compared on a city's page: it shows those nearest in value, so many on
/// either side.
struct Room {
    most: usize,
    near: usize,
}
/// Bars can be looked up one by one; lines cross each other, and one far away flattens all others.
const BARS: Room = Room { most: 24, near: 5 };
const LINES: Room = Room { most: 6, near: 2 };

/// The charts that the pages of cities and indicators always have, by entry.
pub type Standing = BTreeMap<Key, Vec<ChartRequest>>;

/// Whether the charts of a page stand in its text. Those that every city and indicator has are drawn as
/// SVG alone: as pixels too, a site of two hundred indicators would wait for half a minute.
pub fn is_written(page: &PageRef) -> bool {
    !matches!(page.key.collection.as_str(), "indicators" | "cities")
}

/// The charts of a page in their order; the first is figure 1.
pub fn pictures(site: &Site, standing: &Standing, page: &PageRef) -> Vec<ChartRequest> {
    if !is_written(page) {
        return standing.get(&page.key).cloned().unwrap_or_default();
    }
    let version = site.entries.get(&page.key).and_then(|entry| entry.version(&page.language, site.default_language()));
    let blocks = version.and_then(|version| version.body.as_ref()).map(|body| body.blocks.as_slice());
    let charts = blocks.unwrap_or_default().iter().filter_map(|block| match block {
        Block::Chart(chart) => Some((**chart).clone()),
        _ => None,
    });
    charts.collect()
}

/// Finds the charts that every city and every indicator has.
pub(super) fn standing(site: &Site) -> Standing {
    let positions = 0..u32::try_from(site.data.indicators.len()).unwrap_or(u32::MAX);
    let extents: Vec<Extent> = positions.map(|position| Extent::of(site, position)).collect();
    let key = |collection: &str, id: &str| Key { collection: collection.to_owned(), id: id.to_owned() };
    let indicators = site.data.indicators.iter().zip(&extents).map(|(indicator, extent)| {
        (key("indicators", &indicator.id), of_indicator(&indicator.id, extent).into_iter().collect())
    });
    let ordered = site.data.ordered();
    let ordered: Vec<&Extent> = ordered.iter().filter_map(|(position, _)| extents.get(*position as usize)).collect();
    let cities = (0u32..)
        .zip(&site.data.cities)
        .map(|(position, city)| (key("cities", &city.id), of_city(site, position, &city.id, &ordered)));
    indicators.chain(cities).collect()
}

/// How far the figures of an indicator reach, of places that count for it.
struct Extent {
    indicator: u32,
    /// Yes and no have no scale; they are shown in tables.
    drawable: bool,
    /// The periods with a figure, each with how many places have one.
    periods: BTreeMap<Period, usize>,
    /// Whether a place has figures for two periods or more.
    spans: bool,
    /// The newest figure of every place, the highest first.
    newest: Vec<(f64, u32)>,
}

impl Extent {
    fn of(site: &Site, indicator: u32) -> Self {
        let known = site.data.indicators.get(indicator as usize);
        let drawable = known.is_some_and(|known| known.unit != Unit::Boolean);
        let mut extent = Extent { indicator, drawable, periods: BTreeMap::new(), spans: false, newest: Vec::new() };
        for observation in site.data.observations.of_indicator(indicator) {
            let (Ok(value), true) = (observation.value, counts(site, indicator, observation.city)) else { continue };
            *extent.periods.entry(observation.period).or_default() += 1;
            match extent.newest.last_mut().filter(|(_, last)| *last == observation.city) {
                Some(last) => {
                    last.0 = value;
                    extent.spans = true;
                }
                None => extent.newest.push((value, observation.city)),
            }
        }
        extent.newest.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        extent
    }

    fn places(&self, period: Period) -> usize {
        self.periods.get(&period).copied().unwrap_or_default()
    }

    /// From the first period to the last, where there are two, all of one length.
    fn time(&self) -> Option<When> {
        let (first, last) = (self.periods.keys().next()?, self.periods.keys().next_back()?);
        let alike = self.periods.keys().all(|period| period.is_as_long_as(first));
        (alike && first < last).then_some(When::Between(*first, *last))
    }
}

/// An indicator over time where there is a time, otherwise its newest figures.
fn of_indicator(id: &str, extent: &Extent) -> Option<ChartRequest> {
    let last = extent.periods.keys().next_back().filter(|_| extent.drawable)?;
    match extent.time() {
        Some(time) if extent.spans => Some(request(id, ChartKind::Line, time)),
        _ if extent.places(*last) >= ENOUGH => {
            let chart = request(id, ChartKind::Bar, When::Latest);
            Some(ChartRequest { reference: Some(ReferenceLine::Of(Aggregate::Mean)), ..chart })
        }
        _ => None,
    }
}

/// The first indicators, in their order, in which the city can be seen among others.
fn of_city(site: &Site, city: u32, id: &str, extents: &[&Extent]) -> Vec<ChartRequest> {
    let region = site.data.cities.get(city as usize).is_some_and(|city| city.region);
    let mut charts: Vec<ChartRequest> = Vec::new();
    let mut taken: Option<u32> = None;
    for kind in [ChartKind::Bar, ChartKind::Line] {
        let fits = |extent: &Extent| {
            if !extent.drawable || Some(extent.indicator) == taken || (region && !counts(site, extent.indicator, city))
            {
                return false;
            }
            let series = site.data.observations.series(extent.indicator, city);
            let values = series.iter().filter(|observation| observation.value.is_ok()).count();
            let newest = periods(series.iter()).last().copied();
            let among = newest.map_or(0, |period| extent.places(period));
            among >= ENOUGH && (kind == ChartKind::Bar || (values >= ENOUGH && extent.time().is_some()))
        };
        let Some(extent) = extents.iter().find(|extent| fits(extent)) else { continue };
        let (when, room) = match kind {
            ChartKind::Line => (extent.time(), LINES),
            _ => (Some(When::Latest), BARS),
        };
        let named_indicator = site.data.indicators.get(extent.indicator as usize);
        let (Some(when), Some(indicator)) = (when, named_indicator) else { continue };
        taken = Some(extent.indicator);
        let mut chart = request(&indicator.id, kind, when);
        if let Some(near) = nearest(site, extent, (city, &room)) {
            chart.selection.cities = Cities::These(near);
            chart.nearest = true;
        }
        charts.push(ChartRequest { highlight: vec![named(id)], ..chart });
    }
    charts.truncate(OF_CITY);
    charts
}

/// Where there are many places: a city with those nearest to it in their newest values.
fn nearest(site: &Site, extent: &Extent, (city, room): (u32, &Room)) -> Option<Vec<Named>> {
    let (newest, shown) = (&extent.newest, 2 * room.near + 1);
    let own = newest.iter().position(|(_, other)| *other == city).filter(|_| newest.len() > room.most)?;
    let from = own.saturating_sub(room.near).min(newest.len().saturating_sub(shown));
    let near = newest.iter().skip(from).take(shown);
    Some(near.filter_map(|(_, city)| Some(named(&site.data.cities.get(*city as usize)?.id))).collect())
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
        only: Vec::new(),
        cities: Cities::All,
        title: None,
        note: None,
        sort: Sort::Value,
        span,
    };
    ChartRequest { selection, kind, highlight: Vec::new(), reference: None, nearest: false, alt: None, columns: None }
}
