//! The typed site: plain data with public fields and no effects.
//!
//! Everything later stages may ask stands here: the configuration, the kinds, the entries with their
//! translations, and the figures. What an article asks for (a value, a chart, a quote) is a typed
//! request ([`request`]); whether it can be met is found by [`figure`], in one place for checking
//! and for showing.

pub mod bibliography;
pub mod brand;
pub mod change;
pub mod config;
pub mod entry;
pub mod figure;
pub mod framework;
pub mod freshness;
pub mod licence;
pub mod named;
pub mod observation;
pub mod order;
pub mod place;
pub mod policy;
pub mod reads;
pub mod reference;
pub mod request;
pub mod score;
pub mod select;
pub mod unread;
pub mod until;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;

pub use bibliography::{Bibliography, Work};
pub use config::{BaseUrl, Config, Funding, HtmlPolicy, Programme, Project};
pub use entry::{Entry, Key, Prose, State, Version};
pub use licence::{Licence, licence};
pub use observation::{Detail, Missing, Observation, Observations, Status};
pub use place::{City, Computed, Data, Direction, Indicator, Source};
pub use unread::{Gap, Unread};
pub use until::until;

use crate::diag::did_you_mean;
use crate::kind::{Kind, Value};
use crate::media::{Fault, Picture};
use crate::path::SourcePath;

/// A whole site.
#[derive(Debug)]
pub struct Site {
    /// `site.yaml`.
    pub config: Config,
    /// The kinds by collection; the empty collection is that of plain pages.
    pub kinds: BTreeMap<String, Kind>,
    /// Every entry, hidden ones included.
    pub entries: OrdMap<Key, Arc<Entry>>,
    /// Titles and texts of collections, from their `_index.md`.
    pub indexes: BTreeMap<String, Arc<Entry>>,
    /// Cities, indicators, sources and observations.
    pub data: Arc<Data>,
    /// The day the site is built for.
    pub as_of: Date,
    /// Whether drafts, embargoed and expired entries are shown, marked.
    pub drafts: bool,
    /// What has a fault and is therefore not in the rest.
    pub unread: Unread,
    /// The pictures that shown entries name, by file, or why one cannot be shown.
    pub pictures: Arc<Pictures>,
}

/// Pictures by file, or why one cannot be shown.
pub type Pictures = BTreeMap<SourcePath, Result<Picture, Fault>>;

impl Site {
    /// The language whose pages carry no prefix.
    pub fn default_language(&self) -> &str {
        self.config.languages.first().map_or("en", String::as_str)
    }

    /// Whether an entry is part of the output.
    pub fn visible(&self, entry: &Entry) -> bool {
        self.drafts || entry.state == State::Public
    }

    /// The visible entries of a collection, by id.
    pub fn collection<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Entry> {
        let first = Key { collection: name.to_owned(), id: String::new() };
        self.entries
            .range(first..)
            .take_while(move |(key, _)| key.collection == name)
            .map(|(_, entry)| &**entry)
            .filter(|entry| self.visible(entry))
    }

    /// Whether a collection has anything to list.
    pub fn has_listing(&self, collection: &str) -> bool {
        let kind = self.kinds.get(collection).filter(|kind| kind.listing.is_some());
        kind.is_some() && (self.indexes.contains_key(collection) || self.collection(collection).next().is_some())
    }

    /// The cure for a name that no entry of a collection has: the name that was probably meant, or
    /// what names there are. `words` may stand in its place.
    pub fn name_hint(&self, collection: &str, written: &str, words: &[&str]) -> String {
        let ids = self.collection(collection).map(|entry| entry.key.id.as_str());
        if let Some(entry) = self.collection(collection).find(|entry| is_called(entry, written)) {
            return format!("did you mean `{}`?", entry.key.id);
        }
        did_you_mean(written, ids.chain(words.iter().copied())).unwrap_or_else(|| {
            format!("names are those of the files in `content/{collection}`, without `.md` or `.yaml`")
        })
    }

    /// An entry by collection and id, visible or not.
    pub fn entry(&self, collection: &str, id: &str) -> Option<&Entry> {
        self.entries.get(&Key { collection: collection.to_owned(), id: id.to_owned() }).map(|entry| &**entry)
    }
}

/// Whether an entry has a name, in any language, among its other names too.
fn is_called(entry: &Entry, written: &str) -> bool {
    let Some(version) = entry.versions.values().next() else { return false };
    let written = written.to_lowercase();
    let is = |name: &str| name.to_lowercase() == written;
    let local = match version.fields.get("local_names") {
        Some(Value::Map(names)) => names.iter().any(|(_, name)| is(name)),
        _ => false,
    };
    let alias = |value: &Value| matches!(value, Value::Text(text) if text.all().any(is));
    local || version.title.all().any(is) || version.fields.list("aliases").iter().any(|one| alias(&one.value))
}
