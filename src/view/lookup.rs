//! The one door from views to figures: each look-up is noted in the page's record.

use std::collections::BTreeSet;

use crate::locale::Locale;
use crate::model::figure::{self, Lack, Reading};
use crate::model::reads::{Read, Use};
use crate::model::request::{ChartRequest, Selection, ValueRequest};
use crate::model::select::{Selected, select};
use crate::model::{Key, Observation, Site};
use crate::plan::spec::{self, Picture};
use crate::view::Page;

impl<'a> Page<'a> {
    /// The figure of a `{value}`.
    pub(super) fn reading(&self, request: &ValueRequest) -> Result<Reading<'a>, Lack> {
        let reading = figure::read(&self.view.site.data, request)?;
        let column = |period| {
            let indicator = self.view.site.data.indicator(&request.indicator.name).unwrap_or(u32::MAX);
            self.reads.note(Use::Mean, || Read::Column { indicator, period });
        };
        match &reading {
            Reading::One { observation, .. } => self.reads.figures(Use::Value, [*observation]),
            Reading::Change { from, to } => self.reads.figures(Use::Value, [from.0, to.0]),
            Reading::Whole { period, .. } => column(*period),
            Reading::WholeChange { from, to, .. } => [from.0, to.0].into_iter().for_each(column),
        }
        Ok(reading)
    }

    /// The figures of a selection.
    pub(super) fn selected(&self, selection: &Selection) -> Option<Selected<'a>> {
        let selected = select(self.view.site, selection).ok()?;
        self.note_selected(&selected, Use::Table);
        Some(selected)
    }

    /// A chart with its figures.
    pub(super) fn drawn(&self, locale: &Locale, request: &ChartRequest, id: &str) -> Option<Picture<'a>> {
        let drawn = spec::picture(self.view.site, locale, request, id).ok()?;
        self.note_selected(&drawn.selected, Use::Chart);
        self.reads.figures(Use::Chart, drawn.gaps.iter().copied());
        Some(drawn)
    }

    /// Notes what a table or a chart shows.
    pub(super) fn note_selected(&self, selected: &Selected<'a>, purpose: Use) {
        self.reads.figures(purpose, selected.rows.iter().flat_map(|row| row.cells.iter().flatten().copied()));
        for row in &selected.rows {
            self.note_city(row.city);
        }
        for column in &selected.columns {
            self.note_indicator(column.indicator);
        }
    }

    /// The figures of an indicator, all shown.
    pub(super) fn figures_of(&self, indicator: u32, purpose: Use) -> &'a [Observation] {
        self.reads.note(purpose, || Read::Indicator(indicator));
        self.view.site.data.observations.of_indicator(indicator)
    }

    /// The figures of an indicator, of which only places and periods are told.
    pub(super) fn extent_of(&self, indicator: u32) -> &'a [Observation] {
        self.view.site.data.observations.of_indicator(indicator)
    }

    /// The figures of a city by period; what is shown of them is to be noted by [`Page::shows`].
    pub(super) fn series_of(&self, indicator: u32, city: u32) -> &'a [Observation] {
        self.view.site.data.observations.series(indicator, city)
    }

    /// Whether there is any figure at all.
    pub(super) fn has_figures(&self) -> bool {
        !self.view.site.data.observations.all().is_empty()
    }

    /// The figures of a city; what is shown of them is to be noted by [`Page::shows`].
    pub(super) fn figures_of_city(&self, city: u32) -> impl Iterator<Item = &'a Observation> {
        self.view.site.data.observations.of_city(city)
    }

    /// Notes that a figure is shown.
    pub(super) fn shows(&self, purpose: Use, observation: &Observation) {
        self.reads.figures(purpose, [observation]);
    }

    /// The mean of a period with how many figures it is made of.
    pub(super) fn mean_of(&self, observation: &Observation) -> Option<(f64, usize)> {
        let (indicator, period) = (observation.indicator, observation.period);
        self.reads.note(Use::Mean, || Read::Column { indicator, period });
        self.view.common.figures.means.get(&(indicator, period)).copied()
    }

    /// How many figures there are that somebody wrote down.
    pub(super) fn figure_count(&self) -> usize {
        let data = &self.view.site.data;
        let written = |observation: &&Observation| {
            let indicator = data.indicators.get(observation.indicator as usize);
            observation.value.is_ok() && indicator.is_some_and(|indicator| indicator.computed.is_none())
        };
        data.observations.all().iter().filter(written).count()
    }

    /// Notes an entry.
    pub(super) fn note_entry(&self, purpose: Use, key: &Key) {
        self.reads.note(purpose, || Read::Entry(key.clone()));
    }

    /// The entries that are about a city.
    pub(super) fn about_city(&self, id: &str) -> Option<&'a BTreeSet<Key>> {
        self.reads.depend(|| Read::Mentions(Key { collection: "cities".to_owned(), id: id.to_owned() }));
        self.view.common.uses.cities.get(id)
    }

    /// The entries that show figures of an indicator.
    pub(super) fn about_indicator(&self, id: &str) -> Option<&'a BTreeSet<Key>> {
        self.reads.depend(|| Read::Mentions(Key { collection: "indicators".to_owned(), id: id.to_owned() }));
        self.view.common.uses.indicators.get(id)
    }

    fn note_city(&self, city: u32) {
        if let Some(city) = self.view.site.data.cities.get(city as usize) {
            let key = || Key { collection: "cities".to_owned(), id: city.id.clone() };
            self.reads.note(Use::Link, || Read::Entry(key()));
        }
    }

    fn note_indicator(&self, indicator: u32) {
        if let Some(indicator) = self.view.site.data.indicators.get(indicator as usize) {
            self.reads.note(Use::Link, || Read::Entry(indicator.key()));
        }
    }
}

/// How many places have a figure, by indicator.
pub(super) fn coverage(site: &Site) -> Vec<usize> {
    let indicators = 0..u32::try_from(site.data.indicators.len()).unwrap_or(u32::MAX);
    let count = |indicator: u32| {
        let with_value =
            site.data.observations.of_indicator(indicator).iter().filter(|observation| observation.value.is_ok());
        let mut cities: Vec<u32> = with_value.map(|observation| observation.city).collect();
        cities.dedup();
        cities.len()
    };
    indicators.map(count).collect()
}
