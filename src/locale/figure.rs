//! Figures: a number together with its unit, in full, shortened, and as a change.
//!
//! Separate from [`super::number`], which knows digits only: here the unit decides what stands around
//! them, and its word agrees with the number as it is shown.

use std::borrow::Cow;

use super::cldr::arrange;
use super::number::{NO_NUMBER, Rounded, Sign};
use super::unit::currency_sign;
use super::{Locale, Unit};

/// Significant digits that a difference of two values can be trusted to; the rest is noise of binary subtraction.
const TRUSTED_DIGITS: i32 = 15;

/// A number ready to get its unit.
struct Shown<'r> {
    sign: Sign,
    /// Digits in the language, without sign.
    text: Cow<'r, str>,
    /// What the plural form of a word after it follows from; most units have no such word.
    form: Form<'r>,
}

/// Where a plural form comes from.
enum Form<'r> {
    /// It is known.
    Is(&'static str),
    /// It is that of a number as it is shown.
    Of(&'r Rounded),
}

impl Locale {
    /// A value with its unit: `71%`, `€1,234`, `12 days`, `1,058`, `yes`.
    ///
    /// Rounds as [`Locale::number`]; the unit's word agrees with the rounded number. Large values stay
    /// exact. Writes `–` for what is not finite.
    pub fn figure(&self, value: f64, unit: &Unit, decimals: u8) -> String {
        if *unit == Unit::Boolean && value.is_finite() {
            return self.yes_or_no(value);
        }
        match Rounded::new(value, decimals) {
            Some(rounded) => self.with_unit(self.shown(&rounded, false), unit),
            None => NO_NUMBER.to_owned(),
        }
    }

    /// Writes a figure at the end of a text: a table has hundreds.
    pub fn push_figure(&self, text: &mut String, value: f64, unit: &Unit, decimals: u8) {
        let after = match unit {
            Unit::Percent => self.facts.percent.strip_prefix("-n"),
            Unit::Count | Unit::Ratio | Unit::Score | Unit::Rank => Some(""),
            _ => None,
        };
        match after {
            Some(after) if self.numerals.push_short(text, value, decimals) => text.push_str(after),
            _ => text.push_str(&self.figure(value, unit, decimals)),
        }
    }

    /// A figure for places with little room: from one million on in words, `98.8 million`, `€1.2 million`.
    ///
    /// Below one million it is the same as [`Locale::figure`]. Above, it keeps up to two decimals where they
    /// are exact (`1.25 million`), else rounds to one; `decimals` then has no effect.
    pub fn compact(&self, value: f64, unit: &Unit, decimals: u8) -> String {
        let shortened = Rounded::new(value, decimals).filter(|_| *unit != Unit::Boolean).and_then(|rounded| {
            let short = self.compact.shorten(&rounded)?;
            Some(Shown {
                sign: rounded.sign(false),
                text: Cow::Owned(short.text),
                form: Form::Is(self.plurals.form(short.operands)),
            })
        });
        match shortened {
            Some(shown) => self.with_unit(shown, unit),
            None => self.figure(value, unit, decimals),
        }
    }

    /// What changed between two values, with its sign: `+5 percentage points`, `−€120`, `no → yes`.
    ///
    /// The difference is taken before rounding, so it may differ by one from that of the rounded figures.
    /// No difference has no sign: `0 percentage points`. Writes `–` where either value is not finite.
    pub fn change(&self, from: f64, to: f64, unit: &Unit, decimals: u8) -> String {
        let Some(rounded) = Rounded::new(difference(from, to), decimals) else {
            return NO_NUMBER.to_owned();
        };
        if *unit == Unit::Boolean {
            return format!("{} → {}", self.yes_or_no(from), self.yes_or_no(to));
        }
        let shown = self.shown(&rounded, true);
        if *unit == Unit::Percent {
            return self.with_word(shown, "points");
        }
        self.with_unit(shown, unit)
    }

    /// The unit alone, for the heads of tables: `%`, `days`, `euros`, `per 1,000`.
    pub fn unit_name(&self, unit: &Unit) -> String {
        let key = format!("locale.unit.{}.name", unit.name());
        match (self.phrases.find(&key), unit) {
            (Some(phrase), _) => phrase.to_owned(),
            (None, Unit::Currency { code }) => (*code).to_owned(),
            (None, _) => unit.name().to_owned(),
        }
    }

    fn shown<'r>(&self, rounded: &'r Rounded, plus: bool) -> Shown<'r> {
        Shown {
            sign: rounded.sign(plus),
            text: self.numerals.plain(&rounded.integer, &rounded.fraction),
            form: Form::Of(rounded),
        }
    }

    fn with_unit(&self, shown: Shown<'_>, unit: &Unit) -> String {
        match unit {
            Unit::Percent => match self.facts.percent.strip_prefix("-n") {
                // So in nearly every language.
                Some(after) => [shown.sign.text(), &shown.text, after].concat(),
                None => arrange(&self.facts.percent, shown.sign.text(), &shown.text, ""),
            },
            Unit::Currency { code } => {
                let sign = currency_sign(code, &self.language);
                let pattern = &self.facts.currency;
                arrange(pattern, shown.sign.text(), &shown.text, sign)
            }
            Unit::Count | Unit::Ratio | Unit::Score | Unit::Rank | Unit::Boolean => {
                self.numerals.with_sign(shown.sign, &shown.text)
            }
            Unit::Per1000
            | Unit::Per100000
            | Unit::Years
            | Unit::Months
            | Unit::Weeks
            | Unit::Days
            | Unit::Hours
            | Unit::Minutes => self.with_word(shown, unit.name()),
        }
    }

    fn with_word(&self, shown: Shown<'_>, word: &str) -> String {
        let form = match shown.form {
            Form::Is(form) => form,
            Form::Of(rounded) => self.plurals.form_of(rounded),
        };
        let number = self.numerals.with_sign(shown.sign, &shown.text);
        let key = format!("locale.unit.{word}");
        self.phrases.plural(&key, form, &number)
    }

    fn yes_or_no(&self, value: f64) -> String {
        let key = if value == 0.0 { "locale.answer_no" } else { "locale.answer_yes" };
        self.phrases.say(key, &[])
    }
}

/// The difference of two values as their decimal digits give it: 1.15 − 1.0 is 0.15, not 0.1499….
fn difference(from: f64, to: f64) -> f64 {
    let difference = to - from;
    let largest = from.abs().max(to.abs());
    if !difference.is_finite() {
        return difference;
    }
    // The exponent is read from the digits, since the last bit of a logarithm depends on the machine.
    let digits = format!("{largest:e}");
    let exponent = digits.split_once('e').and_then(|(_, e)| e.parse().ok());
    let decimals = TRUSTED_DIGITS - 1 - exponent.unwrap_or(0);
    let decimals = usize::try_from(decimals).unwrap_or(0);
    format!("{difference:.decimals$}").parse().unwrap_or(difference)
}
