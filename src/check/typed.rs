//! Figures that are typed beside an indicator's name and differ from the data: the one mistake this
//! program exists to prevent.
//!
//! Precision comes before recall. A sentence is looked at only where it names one city, a number belongs to the
//! indicator whose name is nearest, is no figure unless it is written as one of that unit, and is compared with the
//! figures of the years that the sentence names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Scope;
use super::each::Each;
use super::sentences::{Sentence, places, sentences};
use crate::diag::{Diagnostic, Report, Span};
use crate::kind::Value;
use crate::locale::{Period, Unit};
use crate::model::{Indicator, Version};
use crate::syntax::front;

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
            let indicators = (0u32..).zip(&data.indicators).flat_map(|(position, indicator)| {
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
    let Some(city) = only(&named(&lower, &names.1)) else { return };
    let said = named(&lower, &names.0);
    let asked: BTreeSet<u32> = said.iter().map(|(_, indicator)| *indicator).collect();
    asked.iter().for_each(|indicator| each.looked(*indicator));
    let years = years(&lower);
    let computed = |indicator: u32| data.indicators.get(indicator as usize).is_none_or(|one| one.computed.is_some());
    let counts = |period: Period| years.is_empty() || years.iter().any(|(_, year)| *year == period.start().year());
    for indicator in asked.iter().copied().filter(|indicator| !computed(*indicator)) {
        let Some(known) = data.indicators.get(indicator as usize) else { continue };
        for typed in figures(sentence.text, known) {
            let nearest = said.iter().min_by_key(|(place, other)| (typed.far(place), computed(*other)));
            let values = |indicator: u32| {
                let series = data.observations.series(indicator, city).iter();
                series.filter_map(|observation| Some((observation.period, observation.value.ok()?)))
            };
            let is_known = |indicator: &u32| values(*indicator).any(|(at, value)| counts(at) && typed.is(value));
            if nearest.is_none_or(|(_, other)| *other != indicator) || asked.iter().any(is_known) {
                continue;
            }
            // A number beside a year of which the data know nothing may well be right.
            let year = years.iter().min_by_key(|(place, _)| typed.far(place)).map(|(_, year)| *year);
            let mut meant =
                values(indicator).filter(|(period, _)| year.is_none_or(|year| period.start().year() == year));
            let Some((period, value)) = meant.next_back() else { continue };
            let (city, start) = (data.cities.get(city as usize).map_or("", |city| &city.id), sentence.start);
            let shown = each.scope.locale.figure(value, &known.unit, known.decimals);
            let message = format!("the text says {}, and the data say {shown} ({period})", typed.text.trim());
            let span = Span::new(start + typed.start, start + typed.start + typed.text.len());
            let hint = match is_plain(each.scope, version, span) {
                true => format!("write `{shown}`; this field takes no {{value}}"),
                false => format!("write the figure from the data: {{value}}`{city}/{}@{period}`", known.id),
            };
            report.add(Diagnostic::warning("typed-figure", message).at(super::at(version, span)).hint(hint));
        }
    }
}

/// Whether a place is in a field whose text is shown as it is, such as a summary.
fn is_plain(scope: &Scope<'_>, version: &Version, place: Span) -> bool {
    let text = scope.snapshot.files.get(&version.file).and_then(|file| file.text.as_deref()).unwrap_or_default();
    let body = front::split(&version.file.shared(), text).map_or(0, |parts| parts.body);
    let holds = |span: Span| span.start <= place.start && place.end <= span.end;
    let mut fields = version.fields.values.values();
    // What a translation inherits has its place in another file, where another text may stand in this one's.
    place.end <= body && fields.any(|written| matches!(written.value, Value::Text(_)) && holds(written.span))
}

/// What a sentence names, and where; of names that hold each other the longest counts.
fn named(text: &str, names: &Names) -> Vec<(Range<usize>, u32)> {
    let places = names
        .iter()
        .filter(|(name, _)| !name.is_empty())
        .flat_map(|(name, meant)| places(text, name).map(move |at| (at..at + name.len(), *meant)));
    let all: Vec<(Range<usize>, u32)> = places.collect();
    let holds = |outer: &Range<usize>, inner: &Range<usize>| {
        outer.len() > inner.len() && outer.start <= inner.start && inner.end <= outer.end
    };
    let outermost = all.iter().filter(|(place, _)| !all.iter().any(|(other, _)| holds(other, place)));
    outermost.cloned().collect()
}

/// The one thing that is named.
fn only(named: &[(Range<usize>, u32)]) -> Option<u32> {
    let (_, meant) = named.first()?;
    named.iter().all(|(_, other)| other == meant).then_some(*meant)
}

/// Words before and after a year that say since when something goes on, and not when a figure was.
const SINCE: [&str; 5] = ["since", "from", "after", "before", "vuodesta"];
const ONWARDS: [&str; 3] = ["lähtien", "alkaen", "jälkeen"];

/// The years that a sentence gives its figures for, and where.
fn years(text: &str) -> Vec<(Range<usize>, i16)> {
    const FIRST: i16 = 1900;
    const LAST: i16 = 2100;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = text[at..].find(|letter: char| letter.is_ascii_digit()).map(|offset| at + offset) {
        let end = begin + text[begin..].find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len() - begin);
        at = end;
        let (before, after) = (&text[..begin], &text[end..]);
        let decimal = |mark: Option<char>, next: Option<char>| {
            matches!(mark, Some('.' | ',')) && next.is_some_and(|letter| letter.is_ascii_digit())
        };
        let mut reversed = before.chars().rev();
        let mut following = after.chars();
        let is_part = decimal(reversed.next(), reversed.next()) || decimal(following.next(), following.next());
        let is_since = SINCE.iter().any(|word| before.trim_end().ends_with(word))
            || ONWARDS.iter().any(|word| after.trim_start().starts_with(word));
        let year = text[begin..end].parse().ok().filter(|year| (FIRST..=LAST).contains(year));
        if let (Some(year), false) = (year, is_part || is_since) {
            found.push((begin..end, year));
        }
    }
    found
}

/// A number as it is typed.
#[derive(Debug, PartialEq)]
struct Typed<'t> {
    text: &'t str,
    start: usize,
    value: f64,
    /// What its last digit stands for.
    step: f64,
}

impl Typed<'_> {
    /// Whether the number is a figure, rounded as it is typed.
    fn is(&self, value: f64) -> bool {
        (self.value - value).abs() <= self.step / 2.0 + 1e-9
    }

    /// How many bytes lie between it and something else.
    fn far(&self, place: &Range<usize>) -> usize {
        let end = self.start + self.text.len();
        if place.end <= self.start { self.start - place.end } else { place.start.saturating_sub(end) }
    }
}

/// Words after a number that multiply it; their endings differ.
const SCALES: [(&str, f64); 9] = [
    ("million", 1e6),
    ("miljoon", 1e6),
    ("milj.", 1e6),
    ("billion", 1e9),
    ("miljard", 1e9),
    ("mrd", 1e9),
    ("thousand", 1e3),
    ("tuhat", 1e3),
    ("tuhan", 1e3),
];
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
        let scale = SCALES.iter().find(|(word, _)| after.starts_with(word)).map_or(1.0, |(_, scale)| *scale);
        let Some((value, decimals)) = read(&text[begin..end]) else { continue };
        let attached = before.is_some_and(|letter| letter.is_alphanumeric() || "-–/.,".contains(letter))
            || text[end..].starts_with(['-', '–', '/']);
        let fits = match indicator.unit {
            Unit::Percent => is_share,
            Unit::Count => !is_share && value * scale >= COUNTED && (scale > 1.0 || text[begin..end].len() > 4),
            _ => false,
        };
        if fits && !attached {
            let behind = text.len() - after.len();
            let word = after.find(|letter: char| !letter.is_alphabetic()).unwrap_or(after.len());
            let stop = match scale > 1.0 {
                true => behind + word,
                false if is_share && after.starts_with('%') => behind + 1,
                false => end,
            };
            let step = 0.1f64.powi(i32::try_from(decimals).unwrap_or(0)) * scale;
            found.push(Typed { text: &text[begin..stop], start: begin, value: value * scale, step });
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
        let space = matches!(letter, ' ' | '\u{a0}' | '\u{202f}') && is_group(text, begin, begin + offset, letter);
        let mark = (matches!(letter, '.' | ',') || space) && next;
        if !letter.is_ascii_digit() && !mark {
            break;
        }
        end = begin + offset + letter.len_utf8();
    }
    end
}

/// Whether a space parts thousands: three digits behind it and no more than three before, so that a year beside a
/// number is none of it.
fn is_group(text: &str, begin: usize, at: usize, space: char) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let before = text[begin..at].bytes().rev().take_while(u8::is_ascii_digit).count();
    before <= 3 && digits(&text[at + space.len_utf8()..]) == 3
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
