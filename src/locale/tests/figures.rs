//! Figures, shortened figures and changes, with their units.

use std::collections::BTreeSet;

use super::{EURO, locale, samples, speaking};
use crate::locale::Unit;

#[test]
fn figures_in_english() {
    let en = locale("en");
    for (value, unit, decimals, text) in [
        (71.0, Unit::Percent, 0, "71%"),
        (-3.25, Unit::Percent, 1, "−3.3%"),
        (1234.0, EURO, 0, "€1,234"),
        (-1234.5, EURO, 2, "−€1,234.50"),
        (1234.0, Unit::Currency { code: "SEK" }, 0, "SEK\u{a0}1,234"),
        (1234.0, Unit::Currency { code: "USD" }, 0, "US$1,234"),
        (1058.0, Unit::Count, 0, "1,058"),
        (98_765_432.0, Unit::Count, 0, "98,765,432"),
        (1.0, Unit::Days, 0, "1 day"),
        (1.0, Unit::Days, 1, "1.0 days"),
        (0.0, Unit::Days, 0, "0 days"),
        (12.4, Unit::Days, 0, "12 days"),
        (-1.0, Unit::Years, 0, "−1 year"),
        (3.2, Unit::Per1000, 1, "3.2 per 1,000"),
        (0.85, Unit::Ratio, 2, "0.85"),
        (3.0, Unit::Rank, 0, "3"),
        (1.0, Unit::Boolean, 0, "yes"),
        (0.0, Unit::Boolean, 0, "no"),
        (f64::NAN, Unit::Percent, 0, "–"),
    ] {
        assert_eq!(en.figure(value, &unit, decimals), text);
    }
}

#[test]
fn figures_in_other_languages() {
    let percent = |tag: &str| locale(tag).figure(-71.0, &Unit::Percent, 0);
    assert_eq!(percent("fi"), "−71\u{a0}%");
    assert_eq!(percent("sv"), "−71\u{a0}%");
    assert_eq!(percent("nl"), "−71%");
    assert_eq!(percent("tr"), "−%71");
    assert_eq!(percent("fr"), "−71\u{a0}%");
    let euro = |tag: &str| locale(tag).figure(1234.0, &EURO, 0);
    assert_eq!(euro("fi"), "1\u{a0}234\u{a0}€");
    assert_eq!(euro("nl"), "€\u{a0}1.234");
    assert!(euro("sms").starts_with("€\u{a0}1"), "CLDR's neutral form");
    let crowns = Unit::Currency { code: "SEK" };
    assert_eq!(locale("sv").figure(12.0, &crowns, 0), "12\u{a0}kr");
    assert_eq!(locale("fi").figure(12.0, &crowns, 0), "12\u{a0}SEK");
    let fi = locale("fi");
    assert_eq!(fi.figure(1.0, &Unit::Days, 0), "1 päivä");
    assert_eq!(fi.figure(12.0, &Unit::Days, 0), "12 päivää");
    assert_eq!(fi.figure(1.0, &Unit::Boolean, 0), "kyllä");
}

#[test]
fn units_follow_the_plural_rules_of_the_language() {
    let pl = speaking(
        "pl",
        &[
            ("locale.unit.days.one", "{n} dzień"),
            ("locale.unit.days.few", "{n} dni"),
            ("locale.unit.days.many", "{n} dni (wiele)"),
            ("locale.unit.days.other", "{n} dnia"),
        ],
    );
    let days = |value: f64, decimals: u8| pl.figure(value, &Unit::Days, decimals);
    assert_eq!(days(1.0, 0), "1 dzień");
    assert_eq!(days(3.0, 0), "3 dni");
    assert_eq!(days(5.0, 0), "5 dni (wiele)");
    assert_eq!(days(1.5, 1), "1,5 dnia");
}

#[test]
fn long_numbers_get_words() {
    let en = locale("en");
    for (value, unit, text) in [
        (98_765_432.0, Unit::Count, "98.8 million"),
        (1_234_567.0, EURO, "€1.2 million"),
        (-1_234_567.0, EURO, "−€1.2 million"),
        (1_000_000.0, Unit::Count, "1 million"),
        (1_250_000.0, Unit::Count, "1.25 million"),
        (1_249_000.0, Unit::Count, "1.2 million"),
        (1_150_001.0, Unit::Count, "1.2 million"),
        (999_999.4, Unit::Count, "999,999"),
        (999_999.6, Unit::Count, "1 million"),
        (999_960_000.0, Unit::Count, "999.96 million"),
        (999_960_001.0, Unit::Count, "1 billion"),
        (1_200_000_000.0, Unit::Count, "1.2 billion"),
        (12_300.0, Unit::Count, "12,300"),
        (-12_300.0, EURO, "−€12,300"),
        (2_000_000.0, Unit::Days, "2 million days"),
        (71.0, Unit::Percent, "71%"),
        (1.0, Unit::Boolean, "yes"),
        (f64::NEG_INFINITY, Unit::Count, "–"),
    ] {
        assert_eq!(en.compact(value, &unit, 0), text, "{value}");
    }
    assert_eq!(en.compact(3.25, &Unit::Percent, 1), "3.3%");
}

#[test]
fn long_numbers_in_other_languages() {
    let compact = |tag: &str, value: f64| locale(tag).compact(value, &Unit::Count, 0);
    assert_eq!(compact("fi", 98_765_432.0), "98,8 miljoonaa");
    assert_eq!(compact("fi", -1_000_000.0), "−1 miljoona");
    assert_eq!(compact("de", 1_200_000.0), "1,2 Millionen");
    assert_eq!(compact("ja", 12_345_678.0), "1234.6万");
    let fi = locale("fi");
    assert_eq!(fi.compact(1_200_000.0, &EURO, 0), "1,2 miljoonaa\u{a0}€");
}

#[test]
fn changes() {
    let en = locale("en");
    for (from, to, unit, decimals, text) in [
        (66.0, 71.0, Unit::Percent, 0, "+5 percentage points"),
        (71.0, 70.0, Unit::Percent, 0, "−1 percentage point"),
        (70.0, 70.2, Unit::Percent, 0, "0 percentage points"),
        (70.0, 70.2, Unit::Percent, 1, "+0.2 percentage points"),
        (1.0, 1.15, Unit::Percent, 1, "+0.2 percentage points"),
        (100.0, 1334.0, Unit::Count, 0, "+1,234"),
        (1334.0, 100.0, EURO, 0, "−€1,234"),
        (100.0, 1334.0, EURO, 0, "+€1,234"),
        (120.0, 10.0, Unit::Days, 0, "−110 days"),
        (0.0, 1.0, Unit::Boolean, 0, "no → yes"),
        (0.0, f64::NAN, Unit::Boolean, 0, "–"),
        (1e15, 1e15 + 1.0, Unit::Count, 0, "+1"),
    ] {
        assert_eq!(en.change(from, to, &unit, decimals), text);
    }
    let fi = locale("fi");
    let points = fi.change(66.0, 71.0, &Unit::Percent, 0);
    assert_eq!(points, "+5 prosenttiyksikköä");
    assert_eq!(fi.change(0.0, 1234.0, &EURO, 0), "+1\u{a0}234\u{a0}€");
}

#[test]
fn a_difference_has_no_binary_noise() {
    let en = locale("en");
    for sample in samples(5_000) {
        let (from, to) = (sample % 100_000, sample / 7 % 100_000);
        let expected = to.abs_diff(from) + 5;
        let hundredths = |value: u64| value as f64 / 100.0;
        let change = en.change(hundredths(from), hundredths(to), &Unit::Ratio, 1);
        let digits: String = change.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(digits.parse(), Ok(expected / 10), "{from} to {to}: {change}");
    }
}

#[test]
fn units_have_names() {
    let names: BTreeSet<&str> = Unit::NAMES.into();
    assert_eq!(names.len(), Unit::NAMES.len());
    for name in Unit::NAMES {
        assert_eq!(Unit::parse(name).unwrap().name(), name);
    }
    for wrong in ["", "Percent", "EUR", "euro", "%", "day"] {
        assert_eq!(Unit::parse(wrong), None);
    }
    let (en, fi) = (locale("en"), locale("fi"));
    assert_eq!(en.unit_name(&Unit::Percent), "%");
    assert_eq!(en.unit_name(&Unit::Days), "days");
    assert_eq!(en.unit_name(&EURO), "euros");
    assert_eq!(en.unit_name(&Unit::Currency { code: "SEK" }), "SEK");
    assert_eq!(fi.unit_name(&Unit::Per1000), "tuhatta kohti");
}

#[test]
fn built_in_phrases_are_complete() {
    let (en, fi) = (locale("en"), locale("fi"));
    for name in Unit::NAMES {
        let unit = Unit::parse(name).unwrap();
        for locale in [&en, &fi] {
            let known = matches!(unit, Unit::Currency { .. }) && unit != EURO;
            assert!(known || locale.phrases.find(&format!("locale.unit.{name}.name")).is_some());
            for value in [0.0, 1.0, 2.0, 1.5] {
                assert!(!locale.figure(value, &unit, 1).contains("locale."));
            }
        }
    }
}

/// What is written in place reads as what is written as a text of its own, quick or not.
#[test]
fn figures_at_the_end_of_a_text_are_the_same() {
    let units = Unit::NAMES.map(|name| Unit::parse(name).expect("every name is a unit"));
    let values = [0.0, -0.0, 7.0, 71.25, 99.95, 999.5, 1000.0, 12_345.678, -3.2, 1.0 / 3.0, 1e21, f64::NAN];
    for tag in ["en", "fi", "tr", "ar-EG", "fa", "hi", "he"] {
        let locale = locale(tag);
        for (unit, value) in units.iter().flat_map(|unit| values.map(|value| (unit, value))) {
            for decimals in 0..4 {
                let mut text = "a ".to_owned();
                locale.push_figure(&mut text, value, unit, decimals);
                assert_eq!(text, format!("a {}", locale.figure(value, unit, decimals)), "{tag} {unit:?}");
            }
        }
    }
}
