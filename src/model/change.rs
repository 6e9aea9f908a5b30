//! What is not the same in two states of a site, in the words that outputs note what they read in.
//!
//! Two readings of one file are compared by what they say: places in files (`{:-?}` leaves them out)
//! do not count, because no output shows them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::sync::Arc;

use super::named;
use super::reads::{Read, Use};
use super::request::Block;
use super::{Entry, Key, Observation, Observations, Site, Version};

/// What differs between two states.
#[derive(Debug, Default)]
pub struct Changes {
    /// Something that any output may show is another one: nothing can be kept.
    pub all: bool,
    /// Entries and texts of collections that were read anew, whether they say something else or not.
    pub touched: BTreeSet<Key>,
    /// Whether the plan has to be made anew, because entries call for other outputs or other lists.
    pub plan: bool,
    /// Whether a text that others may show a part of is another one.
    pub outlines: bool,
    /// Whether figures were read anew.
    pub figures: bool,
    /// What outputs may have read and is another one now; `true` where it is for all who read it, `false`
    /// where only for those whose own page it is, which show the whole of it.
    reads: BTreeMap<Read, bool>,
}

impl Changes {
    /// Compares two sites.
    pub fn between(before: &Site, now: &Site) -> Self {
        let mut changes = Changes { all: ground(before, now), ..Changes::default() };
        if !changes.all {
            changes.entries(before, now);
            changes.indexes(before, now);
            changes.figures(&before.data.observations, &now.data.observations);
        }
        changes
    }

    /// Whether something that was read is another one.
    pub fn holds(&self, (read, purpose): &(Read, Use)) -> bool {
        self.all || self.reads.get(read).is_some_and(|for_all| *for_all || *purpose == Use::Page)
    }

    /// What is another one, each with whether it is for all who read it or only for those whose page it is.
    pub fn reads(&self) -> impl Iterator<Item = (&Read, bool)> {
        self.reads.iter().map(|(read, for_all)| (read, *for_all))
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
        let mut gone = before.entries.iter().peekable();
        for (key, new) in &now.entries {
            // The same entry has the same key, which is faster seen than compared.
            if gone.next_if(|(_, old)| Arc::ptr_eq(old, new)).is_some() {
                continue;
            }
            while let Some((key, _)) = gone.next_if(|(old, _)| *old < key) {
                self.faced(key);
            }
            match gone.next_if(|(old, _)| *old == key) {
                Some((_, old)) if Arc::ptr_eq(old, new) => {}
                Some((_, old)) => self.entry(key, old, new),
                None => self.faced(key),
            }
        }
        gone.for_each(|(key, _)| self.faced(key));
    }

    /// An entry that was read anew.
    fn entry(&mut self, key: &Key, old: &Entry, new: &Entry) {
        if face(old) != face(new) {
            return self.faced(key);
        }
        self.touched.insert(key.clone());
        self.plan |= calls(old) != calls(new);
        if outline(old) != outline(new) {
            self.outlines = true;
            self.add(Read::Entry(key.clone()));
        } else if body(old) != body(new) {
            self.whole(key.clone());
        }
    }

    /// An entry that is new, gone, or another one in what others may show of it.
    fn faced(&mut self, key: &Key) {
        self.touched.insert(key.clone());
        self.plan = true;
        self.add(Read::Entry(key.clone()));
        self.add(Read::Faces(key.collection.clone()));
        self.add(Read::AllFaces);
    }

    fn indexes(&mut self, before: &Site, now: &Site) {
        for (collection, new) in &now.indexes {
            let old = before.indexes.get(collection);
            if old.is_some_and(|old| Arc::ptr_eq(old, new)) {
                continue;
            }
            self.touched.insert(Key { collection: collection.clone(), id: String::new() });
            if !old.is_some_and(|old| face(old) == face(new) && outline(old) == outline(new) && body(old) == body(new))
            {
                self.plan = true;
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
        self.figures = true;
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

/// Whether something differs that any output may show: the configuration, the kinds, what figures are about, which
/// entries are shown, the pictures.
fn ground(before: &Site, now: &Site) -> bool {
    let (old, new) = (&before.data, &now.data);
    let data = !Arc::ptr_eq(old, new)
        && (differ(&old.cities, &new.cities)
            || differ(&old.indicators, &new.indicators)
            || differ(&old.sources, &new.sources)
            || differ(&old.frameworks, &new.frameworks)
            || differ(&old.bibliography, &new.bibliography));
    data || differ(&before.config, &now.config)
        || differ(&before.kinds, &now.kinds)
        || (!Arc::ptr_eq(&before.pictures, &now.pictures) && differ(&before.pictures, &now.pictures))
        || !before.indexes.keys().eq(now.indexes.keys())
        || (before.as_of, before.drafts) != (now.as_of, now.drafts)
}

fn differ<T: fmt::Debug>(before: &T, now: &T) -> bool {
    format!("{before:-?}") != format!("{now:-?}")
}

/// What an entry calls for besides its pages: charts, and the files that it names.
fn calls(entry: &Entry) -> impl PartialEq + use<> {
    let charts = |version: &Version| {
        let blocks = version.body.iter().flat_map(|body| &body.blocks);
        blocks.filter(|block| matches!(block, Block::Chart(_))).count()
    };
    let files = named::of_entry(entry, "").into_iter().map(|named| (named.file(), named.is_picture()));
    (entry.versions.values().map(charts).collect::<Vec<_>>(), files.collect::<Vec<_>>())
}

/// What an entry says of itself: what lists choose and sort by, and what other outputs may show.
fn face(entry: &Entry) -> String {
    let mut face = format!("{:-?} {:-?} {}", entry.slug, entry.state, entry.is_data);
    for version in entry.versions.values() {
        let Version { language, file, title, body_language, own_change, .. } = version;
        // Text takes all it is given.
        let _ = write!(face, " {language:-?} {file:-?} {title:-?} {body_language:-?} {own_change:-?}");
        // Figures are read from the data, wherever they stand.
        for (name, written) in version.fields.values.iter().filter(|(name, _)| *name != "observations") {
            let _ = write!(face, " {name:-?} {:-?}", written.value);
        }
    }
    face
}

/// What other outputs may show of its texts: the beginning, which stands for a summary where there is none, and the
/// headings, which can be searched and linked to.
fn outline(entry: &Entry) -> impl PartialEq + use<> {
    let of = |version: &Version| {
        let lead = version.body.as_ref().filter(|_| version.fields.text("summary").is_none());
        let headings = version.body.iter().flat_map(|body| &body.document.headings);
        let headings: Vec<(String, String)> =
            headings.map(|heading| (heading.id.clone(), heading.text.clone())).collect();
        (lead.map(|body| body.document.lead.clone()), headings)
    };
    entry.versions.values().map(of).collect::<Vec<_>>()
}

/// What its own pages show besides.
fn body(entry: &Entry) -> String {
    let texts = entry.versions.values().map(|version| (&version.body, &version.prose));
    format!("{:-?}", texts.collect::<Vec<_>>())
}
