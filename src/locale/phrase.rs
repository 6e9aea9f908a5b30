//! The phrases of the interface: finding them, choosing their plural form, filling in values.
//!
//! Separate from the theme, which owns the files they come from, so that charts can speak without knowing
//! of themes. The few phrases that this module itself needs have a form here, so that a theme without them still works.

use std::collections::BTreeMap;

use super::Locale;

/// Finnish forms of the phrases that figures and periods need.
const FINNISH: &[(&str, &str)] = &[
    ("locale.answer_no", "ei"),
    ("locale.answer_yes", "kyllä"),
    ("locale.period.quarter", "{quarter}. neljännes {year}"),
    ("locale.unit.boolean.name", "kyllä tai ei"),
    ("locale.unit.count.name", "määrä"),
    ("locale.unit.days.name", "päivää"),
    ("locale.unit.days.one", "{n} päivä"),
    ("locale.unit.days.other", "{n} päivää"),
    ("locale.unit.eur.name", "euroa"),
    ("locale.unit.hours.name", "tuntia"),
    ("locale.unit.hours.one", "{n} tunti"),
    ("locale.unit.hours.other", "{n} tuntia"),
    ("locale.unit.minutes.name", "minuuttia"),
    ("locale.unit.minutes.one", "{n} minuutti"),
    ("locale.unit.minutes.other", "{n} minuuttia"),
    ("locale.unit.months.name", "kuukautta"),
    ("locale.unit.months.one", "{n} kuukausi"),
    ("locale.unit.months.other", "{n} kuukautta"),
    ("locale.unit.per-1000.name", "tuhatta kohti"),
    ("locale.unit.per-1000.other", "{n} tuhatta kohti"),
    ("locale.unit.per-100000.name", "sataatuhatta kohti"),
    ("locale.unit.per-100000.other", "{n} sataatuhatta kohti"),
    ("locale.unit.percent.name", "%"),
    ("locale.unit.points.one", "{n} prosenttiyksikkö"),
    ("locale.unit.points.other", "{n} prosenttiyksikköä"),
    ("locale.unit.rank.name", "sija"),
    ("locale.unit.ratio.name", "suhde"),
    ("locale.unit.score.name", "pisteet"),
    ("locale.unit.weeks.name", "viikkoa"),
    ("locale.unit.weeks.one", "{n} viikko"),
    ("locale.unit.weeks.other", "{n} viikkoa"),
    ("locale.unit.years.name", "vuotta"),
    ("locale.unit.years.one", "{n} vuosi"),
    ("locale.unit.years.other", "{n} vuotta"),
];

/// English forms, which also stand in for those that any other language lacks.
const ENGLISH: &[(&str, &str)] = &[
    ("locale.answer_no", "no"),
    ("locale.answer_yes", "yes"),
    ("locale.period.quarter", "Q{quarter} {year}"),
    ("locale.unit.boolean.name", "yes or no"),
    ("locale.unit.count.name", "number"),
    ("locale.unit.days.name", "days"),
    ("locale.unit.days.one", "{n} day"),
    ("locale.unit.days.other", "{n} days"),
    ("locale.unit.eur.name", "euros"),
    ("locale.unit.hours.name", "hours"),
    ("locale.unit.hours.one", "{n} hour"),
    ("locale.unit.hours.other", "{n} hours"),
    ("locale.unit.minutes.name", "minutes"),
    ("locale.unit.minutes.one", "{n} minute"),
    ("locale.unit.minutes.other", "{n} minutes"),
    ("locale.unit.months.name", "months"),
    ("locale.unit.months.one", "{n} month"),
    ("locale.unit.months.other", "{n} months"),
    ("locale.unit.per-1000.name", "per 1,000"),
    ("locale.unit.per-1000.other", "{n} per 1,000"),
    ("locale.unit.per-100000.name", "per 100,000"),
    ("locale.unit.per-100000.other", "{n} per 100,000"),
    ("locale.unit.percent.name", "%"),
    ("locale.unit.points.one", "{n} percentage point"),
    ("locale.unit.points.other", "{n} percentage points"),
    ("locale.unit.rank.name", "rank"),
    ("locale.unit.ratio.name", "ratio"),
    ("locale.unit.score.name", "score"),
    ("locale.unit.weeks.name", "weeks"),
    ("locale.unit.weeks.one", "{n} week"),
    ("locale.unit.weeks.other", "{n} weeks"),
    ("locale.unit.years.name", "years"),
    ("locale.unit.years.one", "{n} year"),
    ("locale.unit.years.other", "{n} years"),
];

impl Locale {
    /// The phrase of a key with `{name}` replaced by the value of that name.
    ///
    /// `{{` and `}}` are braces; a name without a value stays as it is written. An unknown key gives the key
    /// itself. Values are put in as they are: escape the result, or pass escaped values.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.phrases.say(key, values)
    }

    /// The phrase of a key in the form that `n` asks for, with `{n}` replaced by the number as the language writes it.
    ///
    /// Takes `key.zero` for none where there is one, else the form of the language's plural rules (`key.one`,
    /// `key.few`, …), else `key.other`, else `key`, else gives the key itself.
    pub fn count(&self, key: &str, n: u64) -> String {
        let digits = n.to_string();
        let number = self.numerals.plain(&digits, "");
        let form = self.plurals.form(n);
        let none = format!("{key}.zero");
        match self.phrases.find(&none).filter(|_| n == 0) {
            Some(pattern) => fill(pattern, &[("n", &number)]),
            None => self.phrases.plural(key, form, &number),
        }
    }
}

/// The phrases of one language.
#[derive(Debug)]
pub(super) struct Phrases {
    given: BTreeMap<String, String>,
    finnish: bool,
}

impl Phrases {
    pub(super) fn new(language: &str, given: BTreeMap<String, String>) -> Self {
        Self { given, finnish: language == "fi" }
    }

    /// The unfilled phrase: as given, else built in.
    pub(super) fn find(&self, key: &str) -> Option<&str> {
        let own = if self.finnish { FINNISH } else { ENGLISH };
        self.given.get(key).map(String::as_str).or_else(|| built_in(own, key)).or_else(|| built_in(ENGLISH, key))
    }

    pub(super) fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.find(key).unwrap_or(key), values)
    }

    /// The phrase of a plural form, or of `other`, or without form, with its number filled in.
    pub(super) fn plural(&self, key: &str, form: &str, number: &str) -> String {
        let pattern = self
            .find(&format!("{key}.{form}"))
            .or_else(|| self.find(&format!("{key}.other")))
            .or_else(|| self.find(key))
            .unwrap_or(key);
        fill(pattern, &[("n", number)])
    }
}

fn built_in(phrases: &'static [(&str, &str)], key: &str) -> Option<&'static str> {
    let index = phrases.binary_search_by_key(&key, |(known, _)| known).ok()?;
    Some(phrases[index].1)
}

/// Replaces `{name}` by its value, `{{` by `{` and `}}` by `}`; anything else stays.
fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some(brace) = rest.find(['{', '}']) {
        text.push_str(&rest[..brace]);
        rest = &rest[brace..];
        if rest.starts_with("{{") || rest.starts_with("}}") {
            text.push_str(&rest[..1]);
            rest = &rest[2..];
            continue;
        }
        let value = rest.strip_prefix('{').and_then(|inner| {
            let (name, after) = inner.split_once('}')?;
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        if let Some((value, after)) = value {
            text.push_str(value);
            rest = after;
        } else {
            text.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    text
}
