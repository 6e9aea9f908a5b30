//! Figures that are typed beside an indicator's name and differ from the data: the one mistake this
//! program exists to prevent.
//!
//! Precision comes before recall. A sentence is looked at only where it names one indicator and one
//! city that has figures of it, and a number is no figure unless it is written as one of that unit.

use std::collections::BTreeMap;

use super::Scope;
use super::each::Each;
use super::sentences::{Sentence, mentions, sentences};
use crate::diag::{Diagnostic, Report, Span};
use crate::locale::Unit;
use crate::model::{Indicator, Version};

/// Names in lower case, each with what it stands for.
type Names = Vec<(String, u32)>;

/// What indicators and cities are called, by language.
#[derive(Debug)]
pub(super) struct Known {
    by_language: BTreeMap<String, (Names, Names)>,
}

impl Known {
    pub(super) fn of(scope: &Scope<'_>) -> Self {
        let data = &scope.site.data;
        let mut by_language: BTreeMap<String, (Names, Names)> = BTreeMap::new();
        for language in &scope.site.config.languages {
            let say = |text: &crate::kind::LocalText| text.say(language, scope.site.default_language()).to_lowercase();
            let indicators = (0u32..).zip(&data.indicators).filter(|(_, indicator)| indicator.computed.is_none());
            let indicators = indicators.flat_map(|(position, indicator)| {
                let names = [Some(&indicator.name), indicator.short_name.as_ref()].into_iter().flatten();
                names.map(|name| (say(name), position)).collect::<Vec<_>>()
            });
            let cities = (0u32..).zip(&data.cities).map(|(position, city)| (say(&city.name), position));
            by_language.insert(language.clone(), (indicators.collect(), cities.collect()));
        }
        Known { by_language }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_language.values().all(|(indicators, cities)| indicators.is_empty() || cities.is_empty())
    }

    /// Looks at the sentences of a text that hold a number.
    pub(super) fn check(&self, each: &Each<'_, '_>, version: &Version, text: &str, report: &mut Report) {
        let Some(names) = self.by_language.get(version.language.as_str()) else { return };
        let numbered = |sentence: &Sentence<'_>| sentence.text.bytes().any(|byte| byte.is_ascii_digit());
        for sentence in sentences(text).into_iter().filter(numbered) {
            one(each, version, sentence, names, report);
        }
    }
}

fn one(each: &Each<'_, '_>, version: &Version, sentence: Sentence<'_>, names: &(Names, Names), report: &mut Report) {
    let lower = sentence.text.to_lowercase();
    if lower.len() != sentence.text.len() {
        // Places would move; such letters are rare.
        return;
    }
    let data = &each.scope.site.data;
    let Some(city) = only(&lower, &names.1) else { return };
    let Some(indicator) = only(&lower, &names.0) else { return };
    let Some(known) = data.indicators.get(indicator as usize) else { return };
    each.looked(indicator);
    let series = data.observations.series(indicator, city);
    let values = || series.iter().filter_map(|observation| Some((observation, observation.value.ok()?)));
    let Some((newest, value)) = values().next_back() else { return };
    for typed in figures(sentence.text, known) {
        if values().any(|(_, value)| typed.is(value)) {
            continue;
        }
        let (city, start) = (data.cities.get(city as usize).map_or("", |city| &city.id), sentence.start);
        let shown = each.scope.locale.figure(value, &known.unit, known.decimals);
        let message = format!("the text says {}, and the data say {shown} ({})", typed.text.trim(), newest.period);
        let hint = format!("write the figure from the data: {{value}}`{city}/{}@{}`", known.id, newest.period);
        let span = Span::new(start + typed.start, start + typed.start + typed.text.len());
        report.add(Diagnostic::warning("typed-figure", message).at(super::at(version, span)).hint(hint));
    }
}

/// The one thing that a sentence names; of names that hold each other the longest counts.
fn only(text: &str, names: &Names) -> Option<u32> {
    let mut found: Vec<&(String, u32)> = names.iter().filter(|(name, _)| mentions(text, name).is_some()).collect();
    found.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let (longest, meant) = found.first()?;
    found.iter().all(|(name, other)| other == meant || longest.contains(name.as_str())).then_some(*meant)
}

/// A number as it is typed.
#[derive(Debug, PartialEq)]
struct Typed<'t> {
    text: &'t str,
    start: usize,
    value: f64,
    decimals: u32,
}

impl Typed<'_> {
    /// Whether the number is a figure, rounded as it is typed.
    fn is(&self, value: f64) -> bool {
        let step = 0.1f64.powi(i32::try_from(self.decimals).unwrap_or(0));
        (self.value - value).abs() <= step / 2.0 + 1e-9
    }
}

/// Words after a number that make it a share.
const PERCENT: [&str; 4] = ["%", "per cent", "percent", "prosent"];
/// Smaller numbers are rarely figures of a count.
const COUNTED: f64 = 1000.0;

/// The numbers of a text that are written as figures of an indicator.
fn figures<'t>(text: &'t str, indicator: &Indicator) -> Vec<Typed<'t>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = text[at..].find(|letter: char| letter.is_ascii_digit()).map(|offset| at + offset) {
        let end = number_end(text, begin);
        at = end;
        let after = text[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let before = text[..begin].chars().next_back();
        let is_share = PERCENT.iter().any(|word| after.starts_with(word));
        let Some((value, decimals)) = read(&text[begin..end]) else { continue };
        let attached = before.is_some_and(|letter| letter.is_alphanumeric() || "-–/.,".contains(letter))
            || text[end..].starts_with(['-', '–', '/']);
        let fits = match indicator.unit {
            Unit::Percent => is_share,
            Unit::Count => !is_share && value >= COUNTED && text[begin..end].len() > 4,
            _ => false,
        };
        if fits && !attached {
            let stop = if is_share && after.starts_with('%') { text.len() - after.len() + 1 } else { end };
            found.push(Typed { text: &text[begin..stop], start: begin, value, decimals });
        }
    }
    found
}

/// Where a number ends: digits, with marks between digits.
fn number_end(text: &str, begin: usize) -> usize {
    let mut end = begin;
    let mut letters = text[begin..].char_indices().peekable();
    while let Some((offset, letter)) = letters.next() {
        let next = letters.peek().is_some_and(|(_, letter)| letter.is_ascii_digit());
        let mark = matches!(letter, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}') && next;
        if !letter.is_ascii_digit() && !mark {
            break;
        }
        end = begin + offset + letter.len_utf8();
    }
    end
}

/// A number with marks between thousands, or a decimal mark; `None` where both readings are possible
/// only by guessing.
fn read(text: &str) -> Option<(f64, u32)> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let parts: Vec<&str> = text.split(|letter: char| !letter.is_ascii_digit()).collect();
    let grouped = parts.len() > 1 && parts.iter().skip(1).all(|part| part.len() == 3);
    match parts.as_slice() {
        [_] => Some((digits.parse().ok()?, 0)),
        _ if grouped => Some((digits.parse().ok()?, 0)),
        [whole, decimals] if text.contains(['.', ',']) => {
            Some((format!("{whole}.{decimals}").parse().ok()?, u32::try_from(decimals.len()).ok()?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, value) in
            [("71", 71.0), ("658,457", 658_457.0), ("658 457", 658_457.0), ("3,5", 3.5), ("3.25", 3.25)]
        {
            assert_eq!(read(text).map(|(value, _)| value), Some(value), "{text}");
        }
        assert_eq!(read("1,2,3"), None);
    }
}
