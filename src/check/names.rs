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
/// Outside English a difference in the last letters is an ending of the language.
const ENDING: usize = 2;
/// A name may have so many letters more than it should where all of its own are there: `Lissabon`.
const MORE: usize = 2;

/// The names there are.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Single words of names that are long enough to be told apart.
    words: BTreeSet<String>,
    /// Names of several words, word by word.
    phrases: BTreeSet<Vec<String>>,
    /// Every name in any language, and every word of one.
    known: BTreeSet<String>,
    /// Other names, each with the right one.
    aliases: Vec<(String, String)>,
}

impl Names {
    pub(super) fn of(scope: &Scope<'_>) -> Self {
        let mut names = Names::default();
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
            names.phrases.extend(version.title.all().flat_map(phrases));
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
        self.words.is_empty() && self.phrases.is_empty() && self.aliases.is_empty()
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
        let english = version.language.starts_with("en");
        let mut judged: BTreeMap<&str, Option<String>> = BTreeMap::new();
        let mut told = BTreeSet::new();
        for (at, word) in capitalised(text) {
            if let Some(name) = judged.entry(word).or_insert_with(|| self.near(word, english)) {
                told.insert(at);
                misspelt(version, (at, word), name, report);
            }
        }
        if self.phrases.is_empty() {
            return;
        }
        let words: Vec<(usize, &str)> = words(text).collect();
        for from in 0..words.len() {
            let Some(rest) = words.get(from..) else { break };
            let slip = self.phrases.iter().find_map(|name| Some((name, self.slip(text, rest, name, english)?)));
            if let Some((name, (at, end))) = slip
                && !rest.iter().take(name.len()).any(|(start, _)| told.contains(start))
            {
                misspelt(version, (at, text.get(at..end).unwrap_or_default()), &name.join(" "), report);
            }
        }
    }

    /// Where words are a name of several words in which one is misspelt.
    fn slip(&self, text: &str, words: &[(usize, &str)], name: &[String], english: bool) -> Option<(usize, usize)> {
        let said = words.get(..name.len())?;
        let mut others = name.iter().zip(said).filter(|(right, (_, word))| right != word);
        let (right, (_, word)) = others.next()?;
        if others.next().is_some() || !is_long(right) || self.known.contains(*word) || !is_slip(right, word, english) {
            return None;
        }
        let beside = |pair: &[(usize, &str)]| match pair {
            [(at, word), (next, _)] => next - at - word.len() == 1,
            _ => true,
        };
        let (start, (last, end)) = (said.first()?.0, said.last()?);
        let parted = text.get(start..*last)?.contains(['.', ',']);
        (!parted && said.windows(2).all(beside)).then_some((start, last + end.len()))
    }

    /// The name that a word is a slip of.
    fn near(&self, word: &str, english: bool) -> Option<String> {
        if !is_long(word) || self.known.contains(word) {
            return None;
        }
        self.words.iter().find(|name| is_slip(name, word, english)).cloned()
    }
}

fn misspelt(version: &Version, (at, word): (usize, &str), name: &str, report: &mut Report) {
    let problem = Diagnostic::warning("misspelt-name", format!("`{word}` looks like `{name}`, misspelt"));
    let hint = format!("write `{name}`; if it is another name, add it to `aliases:` of its entry");
    report.add(problem.at(super::at(version, Span::new(at, at + word.len()))).hint(hint));
}

/// Whether a word is a name with a slip or two. What only goes on behind a name is a plural, a case or a
/// word made of it.
fn is_slip(name: &str, word: &str, english: bool) -> bool {
    let (long, length) = (name.chars().count(), word.chars().count());
    let slips = if long >= LONGER { 2 } else { 1 };
    if long.abs_diff(length) > MORE || word.starts_with(name) || word.to_lowercase() == name.to_lowercase() {
        return false;
    }
    let same = name.chars().zip(word.chars()).take_while(|(left, right)| left == right).count();
    if !english && same + ENDING >= long.min(length) {
        return false;
    }
    strsim::damerau_levenshtein(name, word) <= slips || holds(name, word)
}

/// Whether a word has all letters of a name in their order, the first and the last in their places, and
/// two more.
fn holds(name: &str, word: &str) -> bool {
    let mut letters = word.chars();
    let ends = name.chars().next() == word.chars().next() && name.chars().last() == word.chars().last();
    ends && word.chars().count() == name.chars().count() + MORE
        && name.chars().all(|own| letters.any(|other| other == own))
}

/// The parts of a name that have several words; an article before them may be left out.
fn phrases(name: &str) -> Vec<Vec<String>> {
    let parts = name.split(',').map(|part| part.trim().trim_start_matches("The "));
    let words = parts.map(|part| part.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    words.filter(|words| words.len() > 1).collect()
}

/// Whether a text is one word that is long enough.
fn is_long(text: &str) -> bool {
    text.chars().count() >= LONG && text.chars().all(|letter| letter.is_alphabetic() || letter == '-')
}

/// Words with a capital, and where they stand.
fn capitalised(text: &str) -> impl Iterator<Item = (usize, &str)> {
    words(text).filter(|(_, word)| word.chars().next().is_some_and(char::is_uppercase))
}

/// All words, and where they stand.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(|letter: char| !(letter.is_alphabetic() || letter == '-'));
    let begin = text.as_ptr() as usize;
    words.filter(|word| !word.is_empty()).map(move |word| (word.as_ptr() as usize - begin, word))
}
