//! Numbers, units, dates, plural forms and phrases as the readers of one language write them.
//!
//! This is separate, and below everything else, because pages, charts, tables and feeds must agree on
//! how a figure looks. Nothing here reads a file, the clock or the environment: the same call gives the
//! same text on every machine. Rules come from CLDR through the icu crates, words that are not in CLDR
//! from the phrases of the theme.
//!
//! - `number` rounds and groups digits, `compact` shortens millions.
//! - `unit` names the units, `figure` writes a number with its unit.
//! - `period` is the time an observation is about, `date` writes dates and periods.
//! - `phrase` fills the words of the interface, `plural` chooses their form.
//! - `language` knows the codes of languages.
//! - `cldr` holds the few facts about languages that icu does not offer.

mod cldr;
mod compact;
mod date;
mod figure;
mod language;
mod number;
mod period;
mod phrase;
mod plural;
mod unit;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_locale_core::subtags::region;

pub use language::{is_language, language_hint};
pub use number::in_full;
pub use period::Period;
pub use unit::Unit;

use cldr::Facts;
use compact::Compact;
use date::Dates;
use number::Numerals;
use phrase::Phrases;
use plural::Plurals;

/// One language: everything needed to write figures, dates and phrases in it.
///
/// Building one costs a hundred times what writing a number does, so build it once a language and share it; it is `Send` and `Sync`.
#[derive(Debug)]
pub struct Locale {
    tag: String,
    language: String,
    facts: Facts,
    numerals: Numerals,
    compact: Compact,
    dates: Dates,
    plurals: Plurals,
    lists: ListFormatter,
    collator: CollatorBorrowed<'static>,
    phrases: Phrases,
}

/// The text given as a language is not a BCP 47 tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLanguage {
    /// The text as it was given.
    pub tag: String,
}

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not a language tag", self.tag)
    }
}

impl std::error::Error for UnknownLanguage {}

impl Locale {
    /// Prepares the language of a BCP 47 tag (`fi`, `pt-BR`, `sr-Latn`).
    ///
    /// `phrases` are the strings of the interface with flattened keys (`chart.highest`). Those under
    /// `locale.` that are missing are English (Finnish in Finnish). English without a region is written
    /// the European way (17 May 2023; a, b and c). A language that CLDR does not know gets its neutral forms.
    ///
    /// # Errors
    ///
    /// [`UnknownLanguage`] where the tag is not well-formed, or is `und`.
    pub fn new(tag: &str, phrases: BTreeMap<String, String>) -> Result<Self, UnknownLanguage> {
        let unknown = || UnknownLanguage { tag: tag.to_owned() };
        let mut icu: icu_locale_core::Locale = tag.parse().map_err(|_| unknown())?;
        if icu.id.language.is_unknown() {
            return Err(unknown());
        }
        let tag = icu.to_string();
        let language = icu.id.language.to_string();
        if language == "en" && icu.id.region.is_none() {
            icu.id.region = Some(region!("GB"));
        }
        let lists = ListFormatterOptions::default().with_length(ListLength::Wide);
        Ok(Self {
            facts: Facts::of(&tag),
            numerals: Numerals::new(&icu).map_err(|_| unknown())?,
            compact: Compact::new(&icu).map_err(|_| unknown())?,
            dates: Dates::new(&icu).map_err(|_| unknown())?,
            plurals: Plurals::new(&icu).map_err(|_| unknown())?,
            lists: ListFormatter::try_new_and((&icu).into(), lists).map_err(|_| unknown())?,
            collator: Collator::try_new((&icu).into(), CollatorOptions::default()).map_err(|_| unknown())?,
            phrases: Phrases::new(&language, phrases),
            tag,
            language,
        })
    }

    /// The tag in its canonical spelling, for `lang` attributes: `fi`, `pt-BR`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The direction of writing, for `dir` attributes: `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        self.facts.direction
    }

    /// The language's name in the language itself: `English`, `suomi`; the tag where CLDR has no name.
    pub fn native_name(&self) -> String {
        self.facts.name.map_or_else(|| self.tag.clone(), str::to_owned)
    }

    /// Items as an enumeration in a sentence: `a, b and c`; no items give an empty text.
    pub fn list(&self, items: &[String]) -> String {
        self.lists.format(items.iter()).to_string()
    }

    /// The order of two texts in the language's alphabet.
    ///
    /// Texts that the alphabet holds equal are ordered by their bytes, so that only identical texts are `Equal`.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.collator.compare(left, right).then_with(|| left.cmp(right))
    }
}
