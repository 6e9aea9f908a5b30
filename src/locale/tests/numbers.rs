//! Rounding and grouping, also against integers and against icu itself.

use super::{locale, samples};
use crate::locale::number::Rounded;

#[test]
fn numbers_in_several_languages() {
    let number = |tag: &str| locale(tag).number(-1_234_567.891, 2);
    assert_eq!(number("en"), "−1,234,567.89");
    assert_eq!(number("fi"), "−1\u{a0}234\u{a0}567,89");
    assert_eq!(number("de"), "−1.234.567,89");
    assert_eq!(number("fr"), "−1\u{202f}234\u{202f}567,89");
    assert_eq!(number("hi"), "−12,34,567.89");
    assert_eq!(number("fa"), "\u{200e}−۱٬۲۳۴٬۵۶۷٫۸۹");
    assert_eq!(locale("es").number(1234.0, 0), "1234");
    assert_eq!(locale("es").number(12345.0, 0), "12.345");
    assert_eq!(locale("en").number(1234.0, 0), "1,234");
}

#[test]
fn rounding_is_half_away_from_zero_on_the_digits_people_see() {
    let en = locale("en");
    for (value, decimals, text) in [
        (72.5, 0, "73"),
        (-72.5, 0, "−73"),
        (0.5, 0, "1"),
        (1.005, 2, "1.01"),
        (0.35, 1, "0.4"),
        (2.675, 2, "2.68"),
        (99.95, 1, "100.0"),
        (999.5, 0, "1,000"),
        (-0.0, 0, "0"),
        (-0.4, 0, "0"),
        (-0.04, 1, "0.0"),
        (7.0, 3, "7.000"),
        (1e21, 0, "1,000,000,000,000,000,000,000"),
        (1e-300, 2, "0.00"),
        (f64::NAN, 0, "–"),
        (f64::INFINITY, 0, "–"),
    ] {
        assert_eq!(en.number(value, decimals), text, "{value} to {decimals}");
    }
}

#[test]
fn rounding_agrees_with_integers() {
    for sample in samples(20_000) {
        let thousandths = sample % 10_000_000;
        let value: f64 = format!("{}.{:03}", thousandths / 1000, thousandths % 1000).parse().unwrap();
        for (decimals, unit) in [(0_u8, 1000), (1, 100), (2, 10), (3, 1)] {
            let expected = (thousandths + unit / 2) / unit;
            let rounded = Rounded::new(value, decimals).unwrap();
            let digits = format!("{}{}", rounded.integer, rounded.fraction);
            assert_eq!(digits.parse(), Ok(expected), "{value} to {decimals}");
            assert_eq!(rounded.fraction.len(), usize::from(decimals));
            let opposite = Rounded::new(-value, decimals).unwrap();
            assert_eq!(opposite.negative, expected > 0);
            assert_eq!(opposite.integer, rounded.integer);
        }
    }
}

/// Values of few digits are rounded as integers, others on their text, and both ways give the same.
#[test]
fn rounding_agrees_with_the_text_of_the_value() {
    for sample in samples(20_000) {
        let thousandths = (sample % 1_000_000_000) as f64 / 1000.0;
        let noise = 0.1 + (sample % 1000) as f64;
        for value in
            [f64::from_bits(sample), thousandths, -thousandths, thousandths / 1024.0, noise, (sample >> 8) as f64]
        {
            if !value.is_finite() {
                continue;
            }
            for decimals in 0..6 {
                let rounded = Rounded::new(value, decimals).expect("the value is a number");
                assert_eq!(rounded, Rounded::of_text(value, decimals), "{value} to {decimals}");
            }
        }
    }
}

#[test]
fn grouping_agrees_with_icu() {
    for tag in ["en", "fi", "es", "pl", "hi", "de-CH", "bg", "pt-PT", "ar-EG", "my", "sms"] {
        let locale = locale(tag);
        let icu: icu_locale_core::Locale = tag.parse().unwrap();
        let formatter = icu_decimal::DecimalFormatter::try_new(icu.into(), Default::default()).unwrap();
        for sample in samples(500) {
            let integer = sample % 10_u64.pow((sample % 14) as u32 + 1);
            let expected = formatter.format(&integer.into()).to_string();
            assert_eq!(locale.number(integer as f64, 0), expected, "{tag}");
        }
    }
}
