//! What outputs that are no pages were made from: feeds and tables read the whole site or one
//! indicator, so their record follows from what they are.

use std::collections::BTreeSet;

use crate::model::reads::{Read, Reads, Use};
use crate::model::reference;
use crate::model::{Key, Observation, Site};
use crate::plan::{Output, Plan, calendar};

/// Notes what an output's making reads; pages and charts note for themselves.
pub(super) fn note(site: &Site, plan: &Plan, output: &Output, reads: &Reads) {
    if shows_entries(output) {
        reads.depend(|| Read::AllFaces);
    }
    match output {
        Output::Feed(collection, language) => {
            let listed = plan
                .listed
                .iter()
                .filter(|((of, spoken), _)| spoken == language && (collection.is_empty() || of == collection));
            listed.flat_map(|(_, keys)| keys.iter()).for_each(|key| entry(reads, Use::List, key));
            configuration(reads);
        }
        Output::Citation(key, language, _) => citation(site, (key, language), reads),
        Output::Calendar(language) => {
            calendar::events(site, language).for_each(|(key, _)| entry(reads, Use::List, key));
            configuration(reads);
        }
        Output::Event(key, _) => {
            entry(reads, Use::Download, key);
            configuration(reads);
        }
        Output::Sitemap | Output::SearchIndex(_) => {
            let visible = site.entries.values().filter(|entry| site.visible(entry));
            visible.for_each(|known| entry(reads, Use::List, &known.key));
            configuration(reads);
        }
        Output::Robots | Output::Headers | Output::BrandCss | Output::Redirect(_) => configuration(reads),
        Output::Card(collection, _) => {
            reads.note(Use::Page, || Read::Index(collection.clone()));
            configuration(reads);
        }
        Output::Picture(..) | Output::Asset(_) | Output::ThemeAsset(_) => copied(plan, output, reads),
        Output::ObservationsCsv
        | Output::IndicatorCsv(_)
        | Output::IndicatorJson(_)
        | Output::Columns(_)
        | Output::CatalogueTurtle
        | Output::CatalogueJsonld
        | Output::Package
        | Output::FrameworkColumns(_)
        | Output::FrameworkCsv(_) => table(site, output, reads),
        Output::Home(_)
        | Output::Entry(..)
        | Output::Data(_)
        | Output::Comparison(..)
        | Output::Method(..)
        | Output::Listing(_)
        | Output::Facet(..)
        | Output::Tag(_)
        | Output::Statement(..)
        | Output::Search(_)
        | Output::NotFound(_)
        | Output::ChartSvg(..)
        | Output::ChartPng(..)
        | Output::ChartCard(_)
        | Output::ChartCsv(..) => {}
    }
}

/// What tables and their descriptions are made from.
fn table(site: &Site, output: &Output, reads: &Reads) {
    match output {
        Output::ObservationsCsv => {
            reads.note(Use::Download, || Read::All);
            sourced(site, site.data.observations.all(), reads);
        }
        Output::IndicatorCsv(indicator) | Output::IndicatorJson(indicator) => {
            reads.note(Use::Download, || Read::Indicator(*indicator));
            sourced(site, site.data.observations.of_indicator(*indicator), reads);
            described(site, *indicator, Use::Download, reads);
        }
        Output::Columns(indicator) => {
            configuration(reads);
            indicator.iter().for_each(|indicator| described(site, *indicator, Use::Metadata, reads));
        }
        Output::CatalogueTurtle | Output::CatalogueJsonld | Output::Package => {
            configuration(reads);
            whole(site, reads);
        }
        Output::FrameworkColumns(position) => {
            configuration(reads);
            let framework = site.data.frameworks.get(*position);
            framework.iter().for_each(|framework| entry(reads, Use::Metadata, &framework.key()));
        }
        Output::FrameworkCsv(position) => {
            computed(site, *position, reads);
        }
        _ => {}
    }
}

/// The sources of figures, whose days of reading stand beside them.
pub(super) fn sourced<'s>(site: &'s Site, figures: impl IntoIterator<Item = &'s Observation>, reads: &Reads) {
    if !reads.are_on() {
        return;
    }
    let sources: BTreeSet<&str> = figures.into_iter().filter_map(|figure| site.data.source_id(figure)).collect();
    for id in sources.into_iter().filter(|id| site.data.sources.contains_key(*id)) {
        entry(reads, Use::Download, &Key { collection: "sources".to_owned(), id: id.to_owned() });
    }
}

/// The files that a copy is made from.
fn copied(plan: &Plan, output: &Output, reads: &Reads) {
    match output {
        Output::Picture(path, _) => reads.note(Use::Picture, || Read::File(path.to_string())),
        Output::Asset(path) => reads.note(Use::Copy, || Read::File(path.to_string())),
        Output::ThemeAsset(path) => {
            let asset = plan.assets.files.get(path);
            for origin in asset.into_iter().flat_map(|asset| &asset.origins) {
                reads.note(Use::Copy, || Read::File(origin.clone()));
            }
        }
        _ => {}
    }
}

/// A citation names its page and the people who wrote it.
fn citation(site: &Site, (key, language): (&Key, &str), reads: &Reads) {
    entry(reads, Use::Download, key);
    let version = site.entries.get(key).and_then(|known| known.versions.get(language));
    version.iter().flat_map(|version| reference::authors(version)).for_each(|id| {
        entry(reads, Use::Metadata, &Key { collection: "people".to_owned(), id: id.to_owned() });
    });
    configuration(reads);
}

/// A catalogue describes every indicator and source.
fn whole(site: &Site, reads: &Reads) {
    let indicators = 0..u32::try_from(site.data.indicators.len()).unwrap_or(u32::MAX);
    indicators.for_each(|indicator| described(site, indicator, Use::Metadata, reads));
    site.data.sources.keys().for_each(|id| {
        entry(reads, Use::Metadata, &Key { collection: "sources".to_owned(), id: id.clone() });
    });
}

/// Whether an output says something of any entry.
fn shows_entries(output: &Output) -> bool {
    matches!(
        output,
        Output::Feed(..)
            | Output::Calendar(_)
            | Output::Sitemap
            | Output::SearchIndex(_)
            | Output::Card(..)
            | Output::Headers
            | Output::Package
            | Output::CatalogueTurtle
            | Output::CatalogueJsonld
            | Output::Columns(_)
            | Output::FrameworkColumns(_)
    )
}

fn entry(reads: &Reads, purpose: Use, key: &Key) {
    reads.note(purpose, || Read::Entry(key.clone()));
}

fn described(site: &Site, indicator: u32, purpose: Use, reads: &Reads) {
    if let Some(indicator) = site.data.indicators.get(indicator as usize) {
        reads.note(purpose, || Read::Entry(indicator.key()));
    }
}

fn configuration(reads: &Reads) {
    reads.note(Use::Metadata, || Read::File(crate::source::CONFIG.to_owned()));
}

/// Every figure that a framework computes.
fn computed(site: &Site, position: usize, reads: &Reads) {
    let framework = site.data.frameworks.get(position).map(|framework| &framework.id);
    let own =
        site.data.indicators.iter().filter(|indicator| {
            indicator.computed.as_ref().is_some_and(|computed| Some(&computed.framework) == framework)
        });
    for indicator in own.filter_map(|indicator| site.data.indicator(&indicator.id)) {
        reads.note(Use::Download, || Read::Indicator(indicator));
        described(site, indicator, Use::Download, reads);
    }
}
