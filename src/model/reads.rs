//! What an output was made from: every entry, figure and file that its making looked at.
//!
//! Views note what they read as they read it, so the record is no second description that could
//! drift from what is shown. `explain` prints it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::change::Changes;
use crate::locale::Period;
use crate::model::{Key, Observation};

/// The record of one output's making; one that is off keeps nothing and costs nothing.
#[derive(Debug, Default)]
pub struct Reads {
    kept: Option<RefCell<BTreeSet<(Read, Use)>>>,
}

/// What an output was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The output's file.
    pub path: String,
    /// What was read, and for what, in order.
    pub notes: Vec<(Read, Use)>,
}

/// Something that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Read {
    /// An entry's fields or text.
    Entry(Key),
    /// The `_index.md` of a collection.
    Index(String),
    /// One figure.
    Figure {
        /// Position of the indicator.
        indicator: u32,
        /// Position of the city.
        city: u32,
        /// The period.
        period: Period,
    },
    /// The figures of every city in a period.
    Column {
        /// Position of the indicator.
        indicator: u32,
        /// The period.
        period: Period,
    },
    /// Every figure of an indicator.
    Indicator(u32),
    /// Every figure.
    All,
    /// What a collection's entries say of themselves, such as the days they are sorted by.
    Faces(String),
    /// The same of every collection.
    AllFaces,
    /// Which entries mention a city or an indicator.
    Mentions(Key),
    /// A file by its name in the site: a template, an asset, the configuration.
    File(String),
}

/// What something was read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// The page is its own.
    Page,
    /// A figure in a sentence.
    Value,
    /// A chart with its table.
    Chart,
    /// A table or a list of figures.
    Table,
    /// A mean, or another figure of several places.
    Mean,
    /// A framework's score or what it is made of.
    Score,
    /// A list of entries.
    List,
    /// A link, or a name.
    Link,
    /// The note of where figures come from.
    Source,
    /// A file to download.
    Download,
    /// A description for machines.
    Metadata,
    /// What stands around every page.
    Frame,
    /// The template.
    Template,
    /// A file that is copied.
    Copy,
    /// A picture that is shown.
    Picture,
}

impl Use {
    /// Its word in the answers of `explain`.
    pub fn name(self) -> &'static str {
        match self {
            Use::Page => "page",
            Use::Value => "value",
            Use::Chart => "chart",
            Use::Table => "table",
            Use::Mean => "mean",
            Use::Score => "score",
            Use::List => "list",
            Use::Link => "link",
            Use::Source => "source",
            Use::Download => "download",
            Use::Metadata => "metadata",
            Use::Frame => "frame",
            Use::Template => "template",
            Use::Copy => "copy",
            Use::Picture => "picture",
        }
    }
}

impl Reads {
    /// A record that keeps what is read.
    pub fn on() -> Self {
        Reads { kept: Some(RefCell::default()) }
    }

    /// A record that keeps nothing.
    pub const fn off() -> Self {
        Reads { kept: None }
    }

    /// Notes one thing; `read` is called only where notes are kept.
    pub fn note(&self, purpose: Use, read: impl FnOnce() -> Read) {
        if let Some(kept) = &self.kept {
            kept.borrow_mut().insert((read(), purpose));
        }
    }

    /// Whether it keeps anything.
    pub fn are_on(&self) -> bool {
        self.kept.is_some()
    }

    /// Notes something that only decides whether an output can be kept, and is no part of it that anybody
    /// would ask for.
    pub fn depend(&self, read: impl FnOnce() -> Read) {
        self.note(Use::List, read);
    }

    /// Notes figures.
    pub fn figures<'o>(&self, purpose: Use, observations: impl IntoIterator<Item = &'o Observation>) {
        if let Some(kept) = &self.kept {
            let mut kept = kept.borrow_mut();
            for observation in observations {
                let Observation { indicator, city, period, .. } = *observation;
                kept.insert((Read::Figure { indicator, city, period }, purpose));
            }
        }
    }

    /// What was noted, in order.
    pub fn into_notes(self) -> Vec<(Read, Use)> {
        self.kept.map(|kept| kept.into_inner().into_iter().collect()).unwrap_or_default()
    }
}

/// What the outputs of a plan read, each thing by a number: many outputs name the same things, and all of them are
/// looked through at each change.
#[derive(Debug, Default)]
pub struct Records {
    #[allow(clippy::disallowed_types, reason = "it is asked for single things and never gone through")]
    numbers: std::collections::HashMap<Read, u32>,
    notes: Vec<(u32, Use)>,
    /// Where the notes of each output stand, by its position in the plan.
    places: Vec<Range<usize>>,
}

impl Records {
    /// Takes the outputs' places in another plan: for each the position it had, where it is kept.
    pub fn move_to(&mut self, kept: &[Option<usize>]) {
        let place = |old: &Option<usize>| old.and_then(|old| self.places.get(old).cloned()).unwrap_or_default();
        self.places = kept.iter().map(place).collect();
    }

    /// Takes what an output read in place of what it had read.
    pub fn put(&mut self, position: usize, notes: Vec<(Read, Use)>) {
        let start = self.notes.len();
        for (read, purpose) in notes {
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            let number = *self.numbers.entry(read).or_insert(next);
            self.notes.push((number, purpose));
        }
        self.places.get_mut(position).into_iter().for_each(|place| *place = start..self.notes.len());
    }

    /// Lets go of notes that no output has any more, once they are the larger part.
    pub fn tidy(&mut self) {
        let used: usize = self.places.iter().map(ExactSizeIterator::len).sum();
        if self.notes.len() > 2 * used {
            let mut notes = Vec::with_capacity(used);
            for place in &mut self.places {
                let start = notes.len();
                notes.extend_from_slice(self.notes.get(place.clone()).unwrap_or_default());
                *place = start..notes.len();
            }
            self.notes = notes;
        }
    }

    /// The positions of outputs that read something which is another one now.
    pub fn outdated(&self, changes: &Changes) -> BTreeSet<usize> {
        let mut changed: Vec<Option<bool>> = vec![None; self.numbers.len()];
        for (read, for_all) in changes.reads() {
            let slot = self.numbers.get(read).and_then(|number| changed.get_mut(*number as usize));
            slot.into_iter().for_each(|slot| *slot = Some(for_all));
        }
        let is_other = |(number, purpose): &(u32, Use)| {
            let for_all = changed.get(*number as usize).copied().flatten();
            for_all.is_some_and(|for_all| for_all || *purpose == Use::Page)
        };
        let outdated =
            |place: &Range<usize>| self.notes.get(place.clone()).is_some_and(|notes| notes.iter().any(is_other));
        let places = self.places.iter().enumerate().filter(|(_, place)| outdated(place));
        places.map(|(position, _)| position).collect()
    }
}
