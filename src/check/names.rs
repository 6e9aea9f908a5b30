//! Names of cities and partners are written as their entries say: other names that an entry records
//! (`aliases`), and slips of the pen.

use std::collections::{BTreeMap, BTreeSet};

use super::Scope;
use super::sentences::mentions;
use crate::diag::{Diagnostic, Report, Span};
use crate::kind::Value;
use crate::model::Version;

/// Shorter names are too near to other words.
const LONG: usize = 6;
/// Names from this length on may have two slips.
const LONGER: usize = 10;
/// A difference in the last letters is an ending of the language.
const ENDING: usize = 2;

/// The names there are.
#[derive(Debug)]
pub(super) struct Names {
    /// Single words of names that are long enough to be told apart.
    words: BTreeSet<String>,
    /// Every name in any language, and every word of one.
    known: BTreeSet<String>,
    /// Other names, each with the right one.
    aliases: Vec<(String, String)>,
}

impl Names {
    pub(super) fn of(scope: &Scope<'_>) -> Self {
        let mut names = Names { words: BTreeSet::new(), known: BTreeSet::new(), aliases: Vec::new() };
        let site = scope.site;
        for entry in site.entries.values().filter(|entry| site.visible(entry)) {
            let Some(version) = entry.versions.values().next() else { continue };
            let title = version.title.say(site.default_language(), site.default_language());
            let subject = matches!(entry.key.collection.as_str(), "cities" | "partners");
            // What any title says is spelt as it is meant.
            for text in version.title.all() {
                names.known.extend(text.split(|letter: char| !letter.is_alphabetic()).map(str::to_owned));
            }
            if !subject {
                continue;
            }
            names.words.extend(version.title.all().filter(|name| is_long(name)).map(str::to_owned));
            if let Some(Value::Map(local)) = version.fields.get("local_names") {
                names.known.extend(local.iter().map(|(_, name)| name.clone()));
            }
            for written in version.fields.list("aliases") {
                if let Value::Text(alias) = &written.value {
                    names.known.extend(alias.all().map(str::to_owned));
                    names.aliases.extend(alias.all().map(|alias| (alias.to_owned(), title.to_owned())));
                }
            }
        }
        names
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.aliases.is_empty()
    }

    /// Looks for other names and slips in a text.
    pub(super) fn check(&self, version: &Version, text: &str, report: &mut Report) {
        let lower = if self.aliases.is_empty() { String::new() } else { text.to_lowercase() };
        if lower.len() == text.len() {
            for (alias, name) in &self.aliases {
                if let Some(at) = mentions(&lower, &alias.to_lowercase()) {
                    let problem = Diagnostic::warning("other-name", format!("`{alias}` is another name of `{name}`"));
                    let place = super::at(version, Span::new(at, at + alias.len()));
                    report.add(problem.at(place).hint(format!("write `{name}`, so that readers can find it")));
                }
            }
        }
        let mut judged: BTreeMap<&str, Option<String>> = BTreeMap::new();
        for (at, word) in capitalised(text) {
            if let Some(name) = judged.entry(word).or_insert_with(|| self.near(word)) {
                let problem = Diagnostic::warning("misspelt-name", format!("`{word}` looks like `{name}`, misspelt"));
                let hint = format!("write `{name}`; if it is another name, add it to `aliases:` of its entry");
                report.add(problem.at(super::at(version, Span::new(at, at + word.len()))).hint(hint));
            }
        }
    }

    /// The name that a word is a slip of.
    fn near(&self, word: &str) -> Option<String> {
        if !is_long(word) || self.known.contains(word) {
            return None;
        }
        let found = self.words.iter().find(|name| {
            let slips = if name.chars().count() >= LONGER { 2 } else { 1 };
            if name.len().abs_diff(word.len()) > 2 * slips {
                return false;
            }
            let same = name.chars().zip(word.chars()).take_while(|(left, right)| left == right).count();
            let inner = same + ENDING < name.chars().count().min(word.chars().count());
            inner && strsim::damerau_levenshtein(name, word) <= slips
        });
        found.cloned()
    }
}

/// Whether a text is one word that is long enough.
fn is_long(text: &str) -> bool {
    text.chars().count() >= LONG && text.chars().all(|letter| letter.is_alphabetic() || letter == '-')
}

/// Words with a capital, and where they stand.
fn capitalised(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(|letter: char| !(letter.is_alphabetic() || letter == '-'));
    let begin = text.as_ptr() as usize;
    words
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .map(move |word| (word.as_ptr() as usize - begin, word))
}
