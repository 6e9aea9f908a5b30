//! What a listing can be narrowed to: a city, a topic, a year, each with pages of its own, so that
//! filters need no script.

use std::collections::BTreeMap;

use crate::kind::Value;
use crate::model::{Key, Site};
use crate::path::slug;
use crate::plan::{Keys, Listed, Output, PageOf, Planner};

/// What is asked of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The city it is about.
    City,
    /// One of its tags.
    Topic,
    /// The year of its date.
    Year,
}

impl By {
    /// All, in the order of the page.
    pub const ALL: [By; 3] = [By::City, By::Topic, By::Year];

    /// Its name in addresses and in keys of interface texts.
    pub fn name(self) -> &'static str {
        match self {
            By::City => "city",
            By::Topic => "topic",
            By::Year => "year",
        }
    }
}

/// The entries of a listing that share one answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Facet {
    /// What is asked.
    pub by: By,
    /// The answer in addresses.
    pub value: String,
    /// The answer as written: a city's id, a tag, a year.
    pub written: String,
    /// The entries, in the order of the listing.
    pub keys: Keys,
}

/// Facets by collection and language, in the order of questions, then of answers (years newest first).
pub type Facets = BTreeMap<(String, String), Vec<Facet>>;

/// A shorter listing is read faster than filtered.
const FEWEST: usize = 6;
/// More answers to one question than anybody reads through; such a question is not offered.
const MOST: usize = 60;

/// The facets of listings that use the default template.
pub(super) fn facets(site: &Site, listed: &Listed) -> Facets {
    let offered = |collection: &str| {
        let kind = site.kinds.get(collection);
        kind.and_then(|kind| kind.listing.as_ref()).is_some_and(|listing| listing.template == "listing.html")
    };
    let long = listed.iter().filter(|((collection, _), keys)| keys.len() >= FEWEST && offered(collection));
    long.map(|(name, keys)| (name.clone(), By::ALL.into_iter().flat_map(|by| answers(site, keys, by)).collect()))
        .filter(|(_, facets): &(_, Vec<Facet>)| !facets.is_empty())
        .collect()
}

fn answers(site: &Site, keys: &[Key], by: By) -> Vec<Facet> {
    let mut found: BTreeMap<String, (String, Vec<Key>)> = BTreeMap::new();
    for key in keys {
        for written in written(site, key, by) {
            let value = slug(&written);
            if value.is_empty() {
                continue;
            }
            let keys = &mut found.entry(value).or_insert_with(|| (written, Vec::new())).1;
            if keys.last() != Some(key) {
                keys.push(key.clone());
            }
        }
    }
    if found.len() < 2 || found.len() > MOST {
        return Vec::new();
    }
    let mut facets: Vec<Facet> =
        found.into_iter().map(|(value, (written, keys))| Facet { by, value, written, keys: keys.into() }).collect();
    if by == By::Year {
        facets.reverse();
    }
    facets
}

fn written(site: &Site, key: &Key, by: By) -> Vec<String> {
    let version = site.entries.get(key).and_then(|entry| entry.versions.values().next());
    let Some(fields) = version.map(|version| &version.fields) else { return Vec::new() };
    match by {
        By::City => fields.word("city").map(str::to_owned).into_iter().collect(),
        By::Year => fields.date("date").map(|date| date.year().to_string()).into_iter().collect(),
        By::Topic => fields
            .list("tags")
            .iter()
            .filter_map(|written| match &written.value {
                Value::Text(text) => Some(text.say("", "").to_owned()),
                _ => None,
            })
            .collect(),
    }
}

impl Planner<'_> {
    pub(super) fn facets(&mut self, facets: &Facets) {
        for ((collection, language), facets) in facets {
            let kind = self.site.kinds.get(collection);
            let Some(size) = kind.and_then(|kind| kind.listing.as_ref()).map(|listing| listing.page_size) else {
                continue;
            };
            for (position, facet) in facets.iter().enumerate() {
                let count = facet.keys.len().div_ceil(size).max(1);
                for number in 1..=count {
                    let page = PageOf { name: collection.clone(), language: language.clone(), number, count };
                    let route = self.routes.facet(collection, facet, language, number);
                    let claimant = format!("the filter of `{collection}` by {}", facet.by.name());
                    self.add(route, Output::Facet(page, position), claimant);
                }
            }
        }
    }
}
