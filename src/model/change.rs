//! What is not the same in two states of a site, in the words that outputs note what they read in.
//!
//! Two readings of one file are compared by what they say: places in files (`{:-?}` leaves them out)
//! do not count, because no output shows them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use super::reads::{Read, Use};
use super::{Entry, Key, Observation, Observations, Site, Version};

/// What differs between two states.
#[derive(Debug, Default)]
pub struct Changes {
    /// Something that any output may show is another one: nothing can be kept.
    pub all: bool,
    /// What outputs may have read and is another one now; `true` where it is for all who read it, `false`
    /// where only for those whose own page it is, which show the whole of it.
    reads: BTreeMap<Read, bool>,
}

impl Changes {
    /// Compares two sites.
    pub fn between(before: &Site, now: &Site) -> Self {
        let mut changes = Changes { all: ground(before) != ground(now), ..Changes::default() };
        if !changes.all {
            changes.entries(before, now);
            changes.figures(&before.data.observations, &now.data.observations);
        }
        changes
    }

    /// Whether something that was read is another one.
    pub fn holds(&self, (read, purpose): &(Read, Use)) -> bool {
        self.all || self.reads.get(read).is_some_and(|for_all| *for_all || *purpose == Use::Page)
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        !self.all && self.reads.is_empty()
    }

    /// Adds something for all who read it.
    pub fn add(&mut self, read: Read) {
        self.reads.insert(read, true);
    }

    /// Adds the whole of an entry, for those whose page it is.
    pub fn whole(&mut self, key: Key) {
        self.reads.entry(Read::Entry(key)).or_insert(false);
    }

    fn entries(&mut self, before: &Site, now: &Site) {
        let keys: BTreeSet<&Key> = before.entries.keys().chain(now.entries.keys()).collect();
        for key in keys {
            let (old, new) = (before.entries.get(key), now.entries.get(key));
            match (old, new) {
                (Some(old), Some(new)) if Arc::ptr_eq(old, new) => {}
                (Some(old), Some(new)) if face(old) == face(new) => {
                    if body(old) != body(new) {
                        self.whole(key.clone());
                    }
                }
                _ => {
                    self.add(Read::Entry(key.clone()));
                    self.add(Read::Faces(key.collection.clone()));
                    self.add(Read::AllFaces);
                }
            }
        }
        for (collection, new) in &now.indexes {
            let same = before
                .indexes
                .get(collection)
                .is_some_and(|old| Arc::ptr_eq(old, new) || (face(old) == face(new) && body(old) == body(new)));
            if !same {
                self.add(Read::Index(collection.clone()));
            }
        }
    }

    /// Figures are compared one by one; where another set of figures is known, no choice of the newest, and
    /// no list of what there is, holds any more.
    fn figures(&mut self, before: &Observations, now: &Observations) {
        let (before, now) = (before.all(), now.all());
        if before.as_ptr() == now.as_ptr() {
            return;
        }
        if before.len() != now.len() || before.iter().zip(now).any(|(old, new)| shape(old) != shape(new)) {
            self.all = true;
            return;
        }
        for (_, new) in before.iter().zip(now).filter(|(old, new)| old.value != new.value || old.detail != new.detail) {
            let Observation { indicator, city, period, .. } = *new;
            self.add(Read::Figure { indicator, city, period });
            self.add(Read::Column { indicator, period });
            self.add(Read::Indicator(indicator));
            self.add(Read::All);
        }
    }
}

/// What may be chosen by: everything of a figure but the number and what is told of it.
fn shape(observation: &Observation) -> impl PartialEq + use<> {
    let detail = observation.detail.as_deref();
    let (source, apart) = (detail.and_then(|detail| detail.source.clone()), detail.is_some_and(|detail| detail.apart));
    let Observation { indicator, city, period, value, status, .. } = observation;
    (*indicator, *city, *period, value.err(), *status, source, apart)
}

/// What any output may show: the configuration, the kinds, what figures are about, which entries are shown.
fn ground(site: &Site) -> String {
    let mut ground = String::new();
    let data = &site.data;
    let indexes: Vec<&String> = site.indexes.keys().collect();
    // Text takes all it is given.
    let _ = write!(
        ground,
        "{:-?} {:-?} {:-?} {:-?} {:-?} {:-?} {:-?} {:-?} {:-?} {:-?} {}",
        site.config,
        site.kinds,
        data.cities,
        data.indicators,
        data.sources,
        data.frameworks,
        data.bibliography,
        site.pictures,
        indexes,
        site.as_of,
        site.drafts
    );
    ground
}

/// What other outputs than its own pages may show of an entry.
pub fn face(entry: &Entry) -> String {
    let mut face = format!("{:-?} {:-?} {}", entry.slug, entry.state, entry.is_data);
    for version in entry.versions.values() {
        let Version { language, file, title, body_language, .. } = version;
        // The beginning of a text stands for a summary where there is none.
        let lead = version.body.as_ref().filter(|_| version.fields.text("summary").is_none());
        let lead = lead.map(|body| &body.document.lead);
        let _ = write!(face, " {language:-?} {file:-?} {title:-?} {body_language:-?} {lead:-?}");
        // The search index knows headings.
        let headings = version.body.iter().flat_map(|body| &body.document.headings);
        let _ = write!(face, " {:?}", headings.map(|heading| &heading.text).collect::<Vec<_>>());
        // Figures are read from the data, wherever they stand.
        for (name, written) in version.fields.values.iter().filter(|(name, _)| *name != "observations") {
            let _ = write!(face, " {name:-?} {:-?}", written.value);
        }
    }
    face
}

/// What its own pages show besides.
fn body(entry: &Entry) -> String {
    let texts = entry.versions.values().map(|version| (&version.body, &version.prose));
    format!("{:-?}", texts.collect::<Vec<_>>())
}
