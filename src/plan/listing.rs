//! Listings of collections and tags.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::kind::{Listing, Value};
use crate::locale::Locale;
use crate::model::order;
use crate::model::{Entry, Site};
use crate::path::slug;
use crate::plan::{Keys, Output, PageOf, Planner};

/// The entries of every collection by language, in the order of its listing.
pub type Listed = BTreeMap<(String, String), Keys>;

/// A tag of several entries.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// As first written.
    pub label: String,
    /// The entries, by language, newest first.
    pub entries: BTreeMap<String, Keys>,
}

/// Entries a tag's page.
pub(super) const TAG_PAGE: usize = 20;

pub(super) fn listed(site: &Site, locales: &BTreeMap<&str, Locale>) -> Listed {
    let mut listed = Listed::new();
    for kind in site.kinds.values().filter(|kind| !kind.collection.is_empty()) {
        for (language, locale) in locales {
            let mut entries: Vec<&Entry> = site.collection(&kind.collection).collect();
            let keys = kind.listing.as_ref().map(|listing| listing.sort.clone()).unwrap_or_default();
            order::sort(site, locale, &keys, &mut entries);
            let keys: Keys = entries.into_iter().map(|entry| entry.key.clone()).collect();
            listed.insert((kind.collection.clone(), (*language).to_owned()), keys);
        }
    }
    listed
}

pub(super) fn tags(site: &Site) -> BTreeMap<String, Tag> {
    let mut tags: BTreeMap<String, (String, Vec<&Entry>)> = BTreeMap::new();
    for entry in site.entries.values().filter(|entry| site.visible(entry)) {
        let mut seen = Vec::new();
        for label in labels(entry) {
            let name = slug(label);
            if name.is_empty() || seen.contains(&name) {
                continue;
            }
            tags.entry(name.clone()).or_insert_with(|| (label.to_owned(), Vec::new())).1.push(entry);
            seen.push(name);
        }
    }
    let date = |entry: &Entry| entry.versions.values().next().and_then(|version| version.fields.date("date"));
    tags.into_par_iter()
        .map(|(name, (label, mut entries))| {
            // They come in the order of their keys, which entries of one day keep.
            entries.sort_by_cached_key(|entry| Reverse(date(entry)));
            let keys: Keys = entries.iter().map(|entry| entry.key.clone()).collect();
            let by_language = site.config.languages.iter().map(|language| (language.clone(), keys.clone())).collect();
            (name, Tag { label, entries: by_language })
        })
        .collect()
}

/// The tags an entry says.
fn labels(entry: &Entry) -> Vec<&str> {
    let Some(version) = entry.versions.values().next() else { return Vec::new() };
    let texts = version.fields.list("tags").iter().filter_map(|written| match &written.value {
        Value::Text(text) => Some(text.say("", "")),
        _ => None,
    });
    texts.collect()
}

impl Planner<'_> {
    pub(super) fn listings(&mut self, listed: &Listed) {
        for ((collection, language), keys) in listed {
            let Some(kind) = self.site.kinds.get(collection) else { continue };
            let Some(Listing { page_size, .. }) = kind.listing else { continue };
            if keys.is_empty() && !self.site.indexes.contains_key(collection) {
                continue;
            }
            let count = keys.len().div_ceil(page_size).max(1);
            let index = self.site.indexes.get(collection).and_then(|index| index.version(language, language));
            let claimant = index.map_or_else(|| kind.file.clone(), |version| version.file.to_string());
            for number in 1..=count {
                let page = PageOf { name: collection.clone(), language: language.clone(), number, count };
                let route = self.routes.listing(collection, language, number);
                self.add(route, Output::Listing(page), claimant.clone());
            }
        }
    }

    pub(super) fn tags(&mut self, tags: &BTreeMap<String, Tag>) {
        for (name, tag) in tags {
            for (language, keys) in &tag.entries {
                let count = keys.len().div_ceil(TAG_PAGE).max(1);
                for number in 1..=count {
                    let page = PageOf { name: name.clone(), language: language.clone(), number, count };
                    let route = self.routes.tag(name, language, number);
                    self.add(route, Output::Tag(page), format!("the tag `{}`", tag.label));
                }
            }
        }
    }
}
