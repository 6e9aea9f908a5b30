//! What readers see, in the languages that differ most; one file for each kind of text, and here what they share.

mod figures;
mod numbers;
mod periods;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Locale, Unit, is_language, language_hint};

const EURO: Unit = Unit::Currency { code: "EUR" };

fn locale(tag: &str) -> Locale {
    Locale::new(tag, BTreeMap::new()).unwrap()
}

fn speaking(tag: &str, phrases: &[(&str, &str)]) -> Locale {
    let phrases = phrases.iter().map(|(key, phrase)| ((*key).to_owned(), (*phrase).to_owned()));
    Locale::new(tag, phrases.collect()).unwrap()
}

/// Numbers that look random but are the same in every run (multiplicative hashing).
fn samples(count: u64) -> impl Iterator<Item = u64> {
    (1..=count).map(|seed| seed.wrapping_mul(6_364_136_223_846_793_005) >> 20)
}

#[test]
fn a_locale_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Locale>();
}

#[test]
fn tags() {
    assert_eq!(locale("EN-gb").tag(), "en-GB");
    for wrong in ["", "und", "english", "e", "en_", "-", "ä"] {
        let error = Locale::new(wrong, BTreeMap::new()).unwrap_err();
        assert_eq!(error.to_string(), format!("`{wrong}` is not a language tag"));
    }
}

#[test]
fn names_and_directions() {
    let facts = |tag: &str| {
        let locale = locale(tag);
        (locale.native_name(), locale.direction())
    };
    assert_eq!(facts("en"), ("English".into(), "ltr"));
    assert_eq!(facts("en-IE"), ("English".into(), "ltr"));
    assert_eq!(facts("fi"), ("suomi".into(), "ltr"));
    assert_eq!(facts("ar"), ("العربية".into(), "rtl"));
    assert_eq!(facts("sr-Latn-RS"), ("srpski".into(), "ltr"));
    assert_eq!(facts("az-Arab").1, "rtl");
    assert_eq!(facts("sms"), ("sms".into(), "ltr"));
}

#[test]
fn the_table_of_languages_is_well_formed() {
    let rows = include_str!("cldr.tsv").lines().filter(|row| !row.starts_with('#'));
    let mut before = "";
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let [tag, name, direction, percent, currency] = cells[..] else { panic!("five cells in {row}") };
        assert!(tag > before, "{tag} is in order and there once");
        before = tag;
        assert!(!name.is_empty() && ["ltr", "rtl"].contains(&direction));
        for (pattern, part) in [(percent, 'n'), (currency, 'n'), (currency, 'c'), (percent, '-')] {
            assert!(pattern.contains(part), "{part} in {pattern} of {tag}");
        }
        let locale = locale(tag);
        assert!(!locale.figure(71.0, &Unit::Percent, 0).is_empty());
    }
}

#[test]
fn phrases_are_filled() {
    let en = speaking(
        "en",
        &[
            ("hello", "Hello {name}, {name}!"),
            ("braces", "{{{name}}} {{x}} { } {other} {"),
            ("locale.answer_yes", "oui"),
        ],
    );
    let name = [("name", "{name}")];
    assert_eq!(en.say("hello", &name), "Hello {name}, {name}!");
    assert_eq!(en.say("braces", &[("name", "A")]), "{A} {x} { } {other} {");
    assert_eq!(en.say("no.such.key", &[]), "no.such.key");
    assert_eq!(en.say("locale.answer_yes", &[]), "oui");
    assert_eq!(locale("sv").say("locale.answer_yes", &[]), "yes");
}

#[test]
fn counts_choose_their_form() {
    let en = speaking(
        "en",
        &[
            ("city.zero", "no cities"),
            ("city.one", "{n} city"),
            ("city.other", "{n} cities"),
            ("fish.other", "{n} fish"),
            ("plain", "{n} of them"),
        ],
    );
    let count = |key: &str, n: u64| en.count(key, n);
    assert_eq!(count("city", 0), "no cities");
    assert_eq!(count("city", 1), "1 city");
    assert_eq!(count("city", 12_345), "12,345 cities");
    assert_eq!(count("fish", 0), "0 fish");
    assert_eq!(count("fish", 1), "1 fish");
    assert_eq!(count("plain", 2), "2 of them");
    assert_eq!(count("missing", 2), "missing");
    assert_eq!(count("fish", u64::MAX), "18,446,744,073,709,551,615 fish");
}

#[test]
fn lists_and_order() {
    let items: Vec<String> = ["Espoo", "Milan", "Tallinn"].map(str::to_owned).into();
    assert_eq!(locale("en").list(&items), "Espoo, Milan and Tallinn");
    assert_eq!(locale("fi").list(&items), "Espoo, Milan ja Tallinn");
    assert_eq!(locale("en").list(&items[..2]), "Espoo and Milan");
    assert_eq!(locale("en").list(&items[..1]), "Espoo");
    assert_eq!(locale("en").list(&[]), "");

    let sorted = |tag: &str| {
        let locale = locale(tag);
        let mut names = ["Zürich", "Örebro", "Oulu", "Äänekoski", "Aalborg", "oulu"];
        names.sort_by(|left, right| locale.compare(left, right));
        names
    };
    assert_eq!(sorted("fi"), ["Aalborg", "oulu", "Oulu", "Zürich", "Äänekoski", "Örebro"]);
    assert_eq!(sorted("en"), ["Aalborg", "Äänekoski", "Örebro", "oulu", "Oulu", "Zürich"]);
    assert_eq!(locale("en").compare("e\u{301}", "é"), Ordering::Less);
    assert_eq!(locale("en").compare("é", "é"), Ordering::Equal);
}

#[test]
fn codes_of_languages() {
    for code in ["fi", "FI", "pt-BR", "sr-Latn", "smn", "zh-Hans-CN", "de-1996"] {
        assert!(is_language(code), "{code}");
    }
    for (code, hint) in [("cz", "did you mean `cs`?"), ("en_GB", "did you mean `en-GB`?")] {
        assert!(!is_language(code), "{code}");
        assert_eq!(language_hint(code), hint);
    }
    for code in ["", "und", "Suomi", "english", "xx", "e", "ä", "en-", "en GB"] {
        assert!(!is_language(code), "{code}");
        assert!(language_hint(code).starts_with("write the code"), "{code}");
    }
}
