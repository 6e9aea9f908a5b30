//! Cities, indicators and sources: the subjects of figures.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::kind::LocalText;
use crate::locale::Unit;
use crate::model::bibliography::Bibliography;
use crate::model::entry::Key;
use crate::model::framework::{Framework, Part};
use crate::model::observation::{Observation, Observations, Status};

/// All figures of a site and what they are about.
#[derive(Debug, Clone, Default)]
pub struct Data {
    /// Sorted by id; observations name them by position.
    pub cities: Vec<City>,
    /// Sorted by id; observations name them by position.
    pub indicators: Vec<Indicator>,
    /// By id.
    pub sources: BTreeMap<String, Source>,
    /// What texts can cite.
    pub bibliography: Bibliography,
    /// The editions of measuring frameworks.
    pub frameworks: Vec<Framework>,
    /// Every observation, computed ones included.
    pub observations: Observations,
}

impl Data {
    /// A city's position, by id.
    pub fn city(&self, id: &str) -> Option<u32> {
        let position = self.cities.binary_search_by(|city| city.id.as_str().cmp(id)).ok()?;
        u32::try_from(position).ok()
    }

    /// Every indicator with its position, in the order of pages.
    pub fn ordered(&self) -> Vec<(u32, &Indicator)> {
        let mut indicators: Vec<(u32, &Indicator)> = (0u32..).zip(&self.indicators).collect();
        indicators.sort_by_key(|(position, indicator)| (indicator.order, *position));
        indicators
    }

    /// An indicator's position, by id.
    pub fn indicator(&self, id: &str) -> Option<u32> {
        let position = self.indicators.binary_search_by(|indicator| indicator.id.as_str().cmp(id)).ok()?;
        u32::try_from(position).ok()
    }

    /// The status of an indicator's figures that give none.
    pub fn status_of(&self, indicator: u32) -> Status {
        self.indicators.get(indicator as usize).map_or(Status::Final, |indicator| indicator.status)
    }

    /// The id of a figure's source: its own, or its indicator's.
    pub fn source_id<'s>(&'s self, observation: &'s Observation) -> Option<&'s str> {
        let own = observation.detail.as_ref().and_then(|detail| detail.source.as_deref());
        let indicator = || self.indicators.get(observation.indicator as usize);
        own.or_else(|| indicator().and_then(|indicator| indicator.source.as_deref()))
    }
}

/// A city or region.
#[derive(Debug, Clone)]
pub struct City {
    /// Its entry's id.
    pub id: String,
    /// Its name.
    pub name: LocalText,
    /// Whether it is a region, whose figures are no city's.
    pub region: bool,
    /// ISO 3166-1, two letters.
    pub country: String,
    /// The partner it is.
    pub partner: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
}

/// What is measured.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Its entry's id.
    pub id: String,
    /// Its name.
    pub name: LocalText,
    /// A shorter one, for tables.
    pub short_name: Option<LocalText>,
    /// The unit of every figure.
    pub unit: Unit,
    /// Digits after the decimal mark.
    pub decimals: u8,
    /// Which way is better.
    pub direction: Direction,
    /// Lowest and highest possible value, inclusive.
    pub range: Option<(f64, f64)>,
    /// The source of figures that name none.
    pub source: Option<String>,
    /// The status of figures that give none.
    pub status: Status,
    /// The heading it stands under.
    pub theme: Option<LocalText>,
    /// Its place among the others.
    pub order: i64,
    /// Whether its figures describe the region around a city.
    pub region_level: bool,
    /// The year whose prices an amount of money is in; `None` for those of its own period.
    pub price_year: Option<i16>,
    /// Indicators that it must not be compared with, by id.
    pub not_comparable_with: Vec<String>,
    /// What computes its figures, where no editor writes them.
    pub computed: Option<Computed>,
}

/// What computes an indicator's figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// A framework's id.
    pub framework: String,
    /// Which part of it.
    pub part: Part,
}

impl Indicator {
    /// Whether it is an area of a framework, whose page shows them all.
    pub fn is_area(&self) -> bool {
        self.computed.as_ref().is_some_and(|computed| matches!(computed.part, Part::Area(_)))
    }

    /// The entry that describes it.
    pub fn key(&self) -> Key {
        let (collection, id) =
            self.computed.as_ref().map_or(("indicators", &self.id), |computed| ("frameworks", &computed.framework));
        Key { collection: collection.to_owned(), id: id.clone() }
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither.
    Neutral,
}

/// Where figures come from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its entry's id.
    pub id: String,
    /// Its title.
    pub name: LocalText,
    /// Who published it.
    pub publisher: LocalText,
    /// Its address.
    pub url: Option<String>,
    /// Its licence.
    pub licence: Option<LocalText>,
    /// When it was read.
    pub accessed: Option<Date>,
}
