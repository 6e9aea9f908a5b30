//! The addresses of entries and listings.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Key, Site};
use crate::path::{Route, slug};
use crate::plan::HOME;
use crate::plan::Statement;
use crate::plan::facet::Facet;
use crate::source::theme::ThemeFiles;

/// Every address that something can link to.
#[derive(Debug, Default, PartialEq)]
pub struct Routes {
    entries: BTreeMap<Key, BTreeMap<String, Route>>,
    prefixes: BTreeMap<String, String>,
    default: String,
    /// Collections with a feed, by language.
    feeds: BTreeSet<(String, String)>,
}

impl Routes {
    /// The addresses of a site's visible entries.
    pub fn of(site: &Site) -> Self {
        let default = site.default_language().to_owned();
        let prefix = |language: &String| if *language == default { String::new() } else { language.clone() };
        let prefixes = site.config.languages.iter().map(|language| (language.clone(), prefix(language))).collect();
        let mut routes = Routes { entries: BTreeMap::new(), prefixes, default, feeds: feeds(site) };
        for entry in site.entries.values().filter(|entry| site.visible(entry)) {
            let slugs = entry.key.collection.split('/').chain(entry.slug.split('/'));
            let is_home = entry.key.collection.is_empty() && entry.key.id == HOME;
            let route = if is_home { Route::page([]) } else { Route::page(slugs) };
            let by_language = match is_home {
                // The home page exists in every language, whether it is translated or not.
                true => site
                    .config
                    .languages
                    .iter()
                    .map(|language| (language.clone(), routes.within(&route, language)))
                    .collect(),
                false => {
                    entry.versions.keys().map(|language| (language.clone(), routes.within(&route, language))).collect()
                }
            };
            routes.entries.insert(entry.key.clone(), by_language);
        }
        routes
    }

    /// A route in a language's folder.
    pub fn within(&self, route: &Route, language: &str) -> Route {
        route.within(self.prefixes.get(language).map_or("", String::as_str))
    }

    /// The address of an entry in exactly this language.
    pub fn entry(&self, key: &Key, language: &str) -> Option<&Route> {
        self.entries.get(key)?.get(language)
    }

    /// The address of an entry for a reader of a language, and the language it is in where that
    /// differs.
    pub fn best<'a>(&'a self, key: &Key, language: &str) -> Option<(&'a Route, Option<&'a str>)> {
        let by_language = self.entries.get(key)?;
        if let Some(route) = by_language.get(language) {
            return Some((route, None));
        }
        let fallback = by_language.get_key_value(&self.default).or_else(|| by_language.iter().next());
        fallback.map(|(language, route)| (route, Some(language.as_str())))
    }

    /// The languages an entry has a page in.
    pub fn languages(&self, key: &Key) -> Vec<&str> {
        self.entries.get(key).map(|languages| languages.keys().map(String::as_str).collect()).unwrap_or_default()
    }

    /// The home page of a language.
    pub fn home(&self, language: &str) -> Route {
        self.within(&Route::page([]), language)
    }

    /// A page of a collection's listing.
    pub fn listing(&self, collection: &str, language: &str, number: usize) -> Route {
        self.numbered(&[collection], language, number)
    }

    /// A page of a tag's listing.
    pub fn tag(&self, slug: &str, language: &str, number: usize) -> Route {
        self.numbered(&["tags", slug], language, number)
    }

    /// A page of a listing narrowed to a facet.
    pub fn facet(&self, collection: &str, facet: &Facet, language: &str, number: usize) -> Route {
        self.numbered(&[collection, facet.by.name(), &facet.value], language, number)
    }

    fn numbered(&self, names: &[&str], language: &str, number: usize) -> Route {
        let number_text = number.to_string();
        let tail: &[&str] = if number > 1 { &["page", &number_text] } else { &[] };
        self.within(&Route::page(names.iter().chain(tail).copied()), language)
    }

    /// A page that the site says of itself.
    pub fn statement(&self, statement: Statement, language: &str) -> Route {
        self.within(&Route::page([statement.name()]), language)
    }

    /// The statements that the theme can make and that no page of the site's own replaces.
    pub fn statements(&self, theme: &ThemeFiles<'_>, site: &Site) -> Vec<Statement> {
        let made = |statement: &Statement| {
            theme.contains_key(&format!("templates/{}.html", statement.name()))
                && !site.collection("").any(|entry| entry.slug == statement.name())
        };
        Statement::ALL.into_iter().filter(made).collect()
    }

    /// The search page.
    pub fn search(&self, language: &str) -> Route {
        self.within(&Route::page(["search"]), language)
    }

    /// What the search page finds.
    pub fn search_index(&self, language: &str) -> Route {
        self.within(&Route::page([]), language).join("search.json")
    }

    /// The page of all downloads.
    pub fn data(&self, language: &str) -> Route {
        self.within(&Route::page(["data"]), language)
    }

    /// The page that compares two cities, by their ids, the first in the alphabet first.
    pub fn comparison(&self, left: &str, right: &str, language: &str) -> Route {
        self.within(&Route::page(["compare", &slug(left), &slug(right)]), language)
    }

    /// The calendar of all events.
    pub fn calendar(&self, language: &str) -> Route {
        self.within(&Route::file("events.ics"), language)
    }

    /// Whether a collection has a feed in a language.
    pub fn has_feed(&self, collection: &str, language: &str) -> bool {
        self.feeds.contains(&(collection.to_owned(), language.to_owned()))
    }

    /// The feed of a collection, or of the site for the empty name.
    pub fn feed(&self, collection: &str, language: &str) -> Route {
        self.within(&Route::page([collection]), language).join("feed.xml")
    }
}

/// A feed is made where a language has an entry for it; an empty one would help nobody.
fn feeds(site: &Site) -> BTreeSet<(String, String)> {
    let fed = |collection: &str| {
        let kind = site.kinds.get(collection);
        kind.and_then(|kind| kind.listing.as_ref()).is_some_and(|listing| listing.feed)
    };
    let entries = site.entries.values().filter(|entry| site.visible(entry) && fed(&entry.key.collection));
    let pairs = entries
        .flat_map(|entry| entry.versions.keys().map(|language| (entry.key.collection.clone(), language.clone())));
    let whole = site.config.languages.iter().map(|language| (String::new(), language.clone()));
    pairs.chain(whole).collect()
}
