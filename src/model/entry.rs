//! Entries: articles, pages and data, each in one or several languages.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::few::Few;
use crate::kind::{Fields, LocalText, Moment};
use crate::model::request::{Block, RoleRequest};
use crate::path::SourcePath;
use crate::syntax::markdown::Document;

/// What an entry is known by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The folder in `content/`; empty for plain pages.
    pub collection: String,
    /// The path inside it without extension.
    pub id: String,
}

/// One entry.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is known by.
    pub key: Key,
    /// Its name in the address.
    pub slug: String,
    /// Whether it may be shown.
    pub state: State,
    /// Whether it is data: a `.yaml` file, which has a page in every language.
    pub is_data: bool,
    /// By language tag.
    pub versions: Few<Version>,
}

impl Entry {
    /// The version in a language, or in the default one, or any: an entry has at least one.
    pub fn version(&self, language: &str, default: &str) -> Option<&Version> {
        self.versions.get(language).or_else(|| self.versions.get(default)).or_else(|| self.versions.values().next())
    }
}

/// Whether an entry may be shown on the day of the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is.
    Public,
    /// It says `draft: true`.
    Draft,
    /// Its `publish_on` is still to come.
    Embargoed(Moment),
    /// Its `expires` has passed.
    Expired(Moment),
}

impl State {
    /// Why it is hidden, in words that follow "which is".
    pub fn reason(self) -> String {
        match self {
            State::Public => "public".into(),
            State::Draft => "a draft".into(),
            State::Embargoed(moment) => format!("held back until {}", in_words(moment)),
            State::Expired(moment) => format!("no longer shown since {}", in_words(moment)),
        }
    }
}

/// A day, with the time where it was written.
fn in_words(moment: Moment) -> String {
    let time = moment.time().map(|time| format!(" {:02}:{:02}", time.hour(), time.minute()));
    format!("{}{}", moment.date(), time.unwrap_or_default())
}

/// An entry in one language.
#[derive(Debug, Clone)]
pub struct Version {
    /// The language tag.
    pub language: String,
    /// The file it was read from.
    pub file: SourcePath,
    /// Its fields; a translation has inherited those it does not say.
    pub fields: Arc<Fields>,
    /// Its title in this language.
    pub title: LocalText,
    /// Its text.
    pub body: Option<Prose>,
    /// The day that the file itself says it was changed on, in `updated` or `date`; what a translation
    /// inherits does not count.
    pub own_change: Option<Date>,
    /// The language of the text, where a translation has none of its own and shows the original.
    pub body_language: Option<String>,
    /// Its Markdown fields and lists of texts, one prose a value.
    pub prose: BTreeMap<String, Vec<Prose>>,
}

/// A text with what it asks for.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// The parsed text.
    pub document: Document,
    /// What its roles ask for, in their order.
    pub roles: Vec<RoleRequest>,
    /// What its blocks ask for, in their order.
    pub blocks: Vec<Block>,
}
