//! An indicator's page, and the listing of indicators.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::kind::Kind;
use crate::model::figure::periods;
use crate::model::reads::Use;
use crate::model::request::Sort;
use crate::model::select;
use crate::model::{Entry, Indicator, Key, Observation, Version};
use crate::path::Route;
use crate::plan::spec::place_name;
use crate::theme::Data;
use crate::view::city::ARTICLES;
use crate::view::theme::grouped;
use crate::view::{Page, PageView, Part};

#[derive(Debug, Serialize)]
struct Download {
    label: String,
    url: String,
}

#[derive(Debug, Serialize)]
struct Group {
    title: String,
    items: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Item {
    title: String,
    url: String,
    unit: String,
    coverage: Option<String>,
    latest: Option<String>,
}

/// A note of figures.
#[derive(Debug, Serialize)]
struct FigureNote {
    /// Which figures it is about.
    figures: String,
    text: String,
    /// The language of the text, where it is not the page's.
    lang: Option<String>,
}

impl Page<'_> {
    /// The page of an indicator.
    pub(super) fn indicator(&self, entry: &Entry, version: &Version, kind: &Kind) -> PageView {
        let head = self.entry_head(entry, version, kind);
        let data = &self.view.site.data;
        let position = data.indicator(&entry.key.id);
        let observations: &[Observation] =
            position.map(|position| self.figures_of(position, Use::Table)).unwrap_or_default();
        let definition = version.fields.text("definition").map(|text| text.say(self.language, self.default_language()));
        let sources: Vec<_> =
            self.sources(observations.iter()).into_iter().filter_map(|source| self.source_link(source)).collect();
        let users = self.about_indicator(&entry.key.id);
        let articles: Vec<&Key> =
            users.into_iter().flatten().filter(|key| self.is_article(key)).take(ARTICLES).collect();
        let downloads: Vec<Download> = match observations.is_empty() {
            true => Vec::new(),
            false => {
                let file = |key: &str, ending: &str| Download {
                    label: self.say(key),
                    url: self.url(&Route::file(&format!("data/{}.{ending}", entry.key.id))),
                };
                vec![file("figure.csv", "csv"), file("figure.json", "json")]
            }
        };
        let (table, key) = self.indicator_table(&entry.key.id);
        let parts = vec![
            ("name", Part::Data(Data::of(&head.heading))),
            ("definition", Part::Data(Data::of(&definition))),
            ("facts", Part::Data(Data::of(&self.facts(kind, version)))),
            ("table", Part::Html(table)),
            ("key", Part::Data(Data::of(&key))),
            ("notes", Part::Data(Data::of(&self.figure_notes(observations)))),
            ("downloads", Part::Data(Data::of(&downloads))),
            ("articles", Part::Data(self.cards(articles))),
            ("sources", Part::Data(Data::of(&sources))),
            ("figures", Part::Figures(self.standing_figures(&entry.key))),
            ("body", Part::Text(self.body(version))),
        ];
        self.framed(&kind.template, head, parts, &self.entry_alternates(&entry.key))
    }

    /// Every figure of an indicator, places by name, periods across; regions included, marked. With it, what its signs mean.
    fn indicator_table(&self, id: &str) -> (String, Option<String>) {
        let position = self.view.site.data.indicator(id);
        let Some(position) = position else { return (String::new(), None) };
        self.figures_of(position, Use::Table);
        let mut selected = select::whole(self.view.site, position);
        if selected.columns.is_empty() {
            return (String::new(), None);
        }
        self.note_selected(&selected, Use::Table);
        self.arrange(&mut selected, Sort::Name);
        (self.table_html(&selected, true), self.status_notes(&selected))
    }

    /// What is told of single figures, by place and period; what is told of several alike stands once.
    fn figure_notes(&self, observations: &[Observation]) -> Vec<FigureNote> {
        type Place = (u32, Vec<String>);
        let mut notes: Vec<(String, Vec<Place>)> = Vec::new();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for observation in observations {
            let Some(note) = observation.detail.as_ref().and_then(|detail| detail.note.as_deref()) else { continue };
            let position = *known.entry(note).or_insert_with(|| {
                notes.push((note.to_owned(), Vec::new()));
                notes.len() - 1
            });
            let Some((_, places)) = notes.get_mut(position) else { continue };
            let period = self.locale.period(&observation.period);
            match places.last_mut().filter(|(city, _)| *city == observation.city) {
                Some((_, periods)) => periods.push(period),
                None => places.push((observation.city, vec![period])),
            }
        }
        let place = |(city, periods): &Place| {
            format!("{}, {}", place_name(self.view.site, self.locale, *city), self.locale.list(periods))
        };
        let lang = self.foreign();
        let said = |(text, places): (String, Vec<Place>)| FigureNote {
            figures: places.iter().map(place).collect::<Vec<String>>().join("; "),
            text,
            lang: lang.clone(),
        };
        notes.into_iter().map(said).collect()
    }

    /// Indicators by theme, for their listing.
    pub(super) fn indicator_groups(&self, shown: &[Key]) -> Data {
        let ordered = self.view.site.data.ordered().into_iter();
        let shown: BTreeSet<&str> = shown.iter().map(|key| key.id.as_str()).collect();
        let ordered = ordered.filter(|(_, indicator)| shown.contains(indicator.id.as_str()));
        let items = ordered.filter_map(|(position, indicator)| {
            let item = self.indicator_item(position, indicator)?;
            Some((self.theme_of(indicator, "indicator.other_group"), item))
        });
        let groups: Vec<Group> = grouped(items).into_iter().map(|(title, items)| Group { title, items }).collect();
        Data::of(&groups)
    }

    fn indicator_item(&self, position: u32, indicator: &Indicator) -> Option<Item> {
        let link = self.link_in("indicators", &indicator.id)?;
        let observations = self.extent_of(position);
        let known = periods(observations.iter());
        let mut cities: Vec<u32> = observations
            .iter()
            .filter(|observation| observation.value.is_ok())
            .map(|observation| observation.city)
            .collect();
        cities.dedup();
        let coverage = match (known.first(), known.last()) {
            (Some(first), Some(last)) => {
                let span = if first == last { self.locale.period(last) } else { self.locale.period_range(first, last) };
                Some(format!("{}, {span}", self.locale.count("chart.places", cities.len() as u64)))
            }
            _ => None,
        };
        Some(Item {
            title: link.title,
            url: link.url,
            unit: self.unit_name(indicator),
            coverage,
            latest: known.last().map(|period| self.locale.period(period)),
        })
    }
}
