//! Rounding, and the digits and separators of one language.
//!
//! A site writes tens of thousands of numbers, so the separators, the size of the groups and the digits are
//! asked from icu once and applied here. Rounding is here too because it is a promise of its own: half away
//! from zero on the decimal digits people see, not on the binary value behind them.

use std::borrow::Cow;

use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;
use icu_provider::DataError;

use super::Locale;

/// What stands for a value that is no number; loaders refuse such values, so this is a last resort.
pub(super) const NO_NUMBER: &str = "–";

/// U+2212, which is as wide as a plus sign, unlike the hyphen that CLDR gives some languages.
pub(super) const MINUS: char = '\u{2212}';

/// A sample that shows both sizes of groups and the decimal separator.
const SAMPLE: &str = "1234567890123.5";

/// One and powers of ten: the decimals that figures have.
const FEW: [f64; 4] = [1.0, 10.0, 100.0, 1000.0];
/// Below this a float tells all whole numbers apart, and all texts of so many digits.
const MOST_EXACT: f64 = 1e15;

/// The most digits that any language leaves ungrouped before its first group.
const LONGEST_UNGROUPED: usize = 4;

impl Locale {
    /// A number with exactly `decimals` decimals and the language's separators: `1,058`, `−3.25`.
    ///
    /// Rounds half away from zero on the shortest decimal form of the value (72.5 gives 73, 0.35 with one
    /// decimal 0.4), never writes a negative zero, and writes `–` for what is not finite.
    pub fn number(&self, value: f64, decimals: u8) -> String {
        match Rounded::new(value, decimals) {
            Some(rounded) => {
                let sign = rounded.sign(false);
                self.numerals.signed(sign, &rounded.integer, &rounded.fraction)
            }
            None => NO_NUMBER.to_owned(),
        }
    }
}

/// The sign in front of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Absent,
    Plus,
    Minus,
}

impl Sign {
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Absent => "",
            Self::Plus => "+",
            Self::Minus => "\u{2212}",
        }
    }
}

/// A value rounded to a number of decimals, in ASCII digits.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rounded {
    pub(super) negative: bool,
    pub(super) integer: String,
    pub(super) fraction: String,
}

impl Rounded {
    /// Rounds half away from zero; `None` where the value is not finite.
    pub(super) fn new(value: f64, decimals: u8) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        Some(Self::of_few_digits(value, decimals).unwrap_or_else(|| Self::of_text(value, decimals)))
    }

    /// The same from the text of the value.
    pub(super) fn of_text(value: f64, decimals: u8) -> Self {
        // `Display` of a float is its shortest decimal form that reads back as the same value, without exponent.
        let mut integer = value.abs().to_string();
        let mut fraction = match integer.find('.') {
            Some(point) => {
                let fraction = integer.split_off(point + 1);
                integer.truncate(point);
                fraction
            }
            None => String::new(),
        };
        let decimals = usize::from(decimals);
        let up = fraction.as_bytes().get(decimals) >= Some(&b'5');
        fraction.truncate(decimals);
        if up && carries(&mut fraction) && carries(&mut integer) {
            integer.insert(0, '1');
        }
        while fraction.len() < decimals {
            fraction.push('0');
        }
        let nothing = integer.bytes().chain(fraction.bytes()).all(|b| b == b'0');
        Self { negative: value < 0.0 && !nothing, integer, fraction }
    }

    /// The same for a value that three decimals write in full, as they do nearly every figure. Of a value with at most
    /// fifteen digits these are its shortest form, since no two texts of so many digits read as the same value.
    fn of_few_digits(value: f64, decimals: u8) -> Option<Self> {
        let (digits, unit) = few_digits(value.abs(), decimals)?;
        let mut fraction = String::new();
        push_digits(&mut fraction, digits, unit);
        Some(Self { negative: value < 0.0 && digits > 0, integer: (digits / unit).to_string(), fraction })
    }

    /// The sign to write; `plus` where a rise is marked too.
    pub(super) fn sign(&self, plus: bool) -> Sign {
        if self.negative {
            Sign::Minus
        } else if plus && !self.is_zero() {
            Sign::Plus
        } else {
            Sign::Absent
        }
    }

    /// The value without its sign, for icu.
    pub(super) fn absolute(&self) -> Decimal {
        let text =
            if self.fraction.is_empty() { self.integer.clone() } else { format!("{}.{}", self.integer, self.fraction) };
        text.parse().unwrap_or_default()
    }

    fn is_zero(&self) -> bool {
        self.integer.bytes().chain(self.fraction.bytes()).all(|digit| digit == b'0')
    }
}

/// A size as so many units of its last decimal, rounded, and how many of them make one; `None` where three decimals do
/// not write it in full.
fn few_digits(size: f64, decimals: u8) -> Option<(u64, u64)> {
    let (power, digits) = (0..).zip(FEW).find_map(|(power, ten)| {
        let scaled = size * ten + 0.5;
        // Truncated: with the half added, that is the nearest.
        let digits = if scaled < MOST_EXACT { scaled as u64 } else { return None };
        (digits as f64 / ten == size).then_some((power, digits))
    })?;
    let decimals = u32::from(decimals);
    let unit = 10u64.checked_pow(decimals)?;
    let digits = match decimals.checked_sub(power) {
        Some(more) => digits.checked_mul(10u64.checked_pow(more)?)?,
        None => {
            let over = 10u64.pow(power - decimals);
            (digits + over / 2) / over
        }
    };
    Some((digits, unit))
}

/// The digits of a number below a power of ten, zeros in front too.
fn push_digits(text: &mut String, digits: u64, unit: u64) {
    let mut place = unit;
    while place > 1 {
        place /= 10;
        text.push(char::from(b'0' + (digits / place % 10) as u8));
    }
}

/// Adds one to the last of some ASCII digits; `true` where one is left to carry to the digits before them.
fn carries(digits: &mut String) -> bool {
    let mut bytes = std::mem::take(digits).into_bytes();
    let mut carry = true;
    for byte in bytes.iter_mut().rev() {
        if *byte < b'9' {
            *byte += 1;
            carry = false;
            break;
        }
        *byte = b'0';
    }
    digits.extend(bytes.into_iter().map(char::from));
    carry
}

/// How a language writes digits, learnt from icu.
#[derive(Debug)]
pub(super) struct Numerals {
    digits: [char; 10],
    /// Whether the digits are 0 to 9.
    latin: bool,
    decimal: String,
    group: String,
    /// Digits in the group next to the decimal separator; zero where the language does not group.
    primary: usize,
    /// Digits in the groups further left.
    secondary: usize,
    /// The shortest integer part that is grouped.
    shortest: usize,
    /// What stands before and after a number with a sign, with U+2212 as the sign.
    around: (String, String),
}

impl Numerals {
    pub(super) fn new(locale: &icu_locale_core::Locale) -> Result<Self, DataError> {
        let formatter = DecimalFormatter::try_new(locale.into(), Default::default())?;
        let write = |text: &str| {
            let decimal: Decimal = text.parse().unwrap_or_default();
            formatter.format(&decimal).to_string()
        };
        let mut digits = ['0'; 10];
        for (place, ascii) in digits.iter_mut().zip('0'..='9') {
            *place = write(&ascii.to_string()).chars().next().unwrap_or(ascii);
        }
        let (groups, separators) = runs(&write(SAMPLE), &digits);
        let grouped = groups.len() > 2;
        let primary = if grouped { groups[groups.len() - 2] } else { 0 };
        let secondary = if groups.len() > 3 { groups[groups.len() - 3] } else { primary };
        let shortest = (1..=LONGEST_UNGROUPED)
            .map(|more| primary + more)
            .find(|length| !runs(&write(&"1".repeat(*length)), &digits).1.is_empty());
        let negative = write("-1").replace('-', "\u{2212}");
        let (before, after) = negative.split_once(digits[1]).unwrap_or(("\u{2212}", ""));
        Ok(Self {
            digits,
            latin: digits[0] == '0',
            decimal: separators.last().cloned().unwrap_or_else(|| ".".to_owned()),
            group: separators.first().cloned().unwrap_or_default(),
            primary: if shortest.is_some() { primary } else { 0 },
            secondary,
            shortest: shortest.unwrap_or(usize::MAX),
            around: (before.to_owned(), after.to_owned()),
        })
    }

    /// A number without sign, from ASCII digits.
    pub(super) fn plain<'d>(&self, integer: &'d str, fraction: &str) -> Cow<'d, str> {
        if self.latin && fraction.is_empty() && !self.groups(integer) {
            return Cow::Borrowed(integer);
        }
        let mut text = String::with_capacity(integer.len() * 2 + fraction.len() + 8);
        self.push(&mut text, integer, fraction);
        Cow::Owned(text)
    }

    /// Writes a number of up to three digits before its decimals, unless the language has other digits or it is below
    /// zero; says whether it did.
    pub(super) fn push_short(&self, text: &mut String, value: f64, decimals: u8) -> bool {
        let Some((digits, unit)) = few_digits(value, decimals).filter(|_| self.latin && value >= 0.0) else {
            return false;
        };
        let integer = digits / unit;
        if integer > 999 || self.shortest < 4 {
            return false;
        }
        push_digits(
            text,
            integer,
            if integer > 99 {
                1000
            } else if integer > 9 {
                100
            } else {
                10
            },
        );
        if unit > 1 {
            text.push_str(&self.decimal);
            push_digits(text, digits, unit);
        }
        true
    }

    /// A number with its sign where the language puts it.
    pub(super) fn signed(&self, sign: Sign, integer: &str, fraction: &str) -> String {
        let number = self.plain(integer, fraction);
        self.with_sign(sign, &number)
    }

    /// A number that is written already, with its sign where the language puts it.
    pub(super) fn with_sign(&self, sign: Sign, number: &str) -> String {
        let (before, after) = &self.around;
        match sign {
            Sign::Absent => number.to_owned(),
            Sign::Minus => format!("{before}{number}{after}"),
            Sign::Plus => format!("{before}{number}{after}").replace(MINUS, "+"),
        }
    }

    /// ASCII digits in the language's digits, without groups, as years are written.
    pub(super) fn ungrouped(&self, digits: &str) -> String {
        if self.latin { digits.to_owned() } else { digits.bytes().map(|digit| self.digit(digit)).collect() }
    }

    fn groups(&self, integer: &str) -> bool {
        self.primary > 0 && integer.len() >= self.shortest
    }

    fn push(&self, text: &mut String, integer: &str, fraction: &str) {
        let grouped = self.groups(integer);
        for (index, digit) in integer.bytes().enumerate() {
            let left = integer.len() - index;
            let boundary = left >= self.primary && (left - self.primary).is_multiple_of(self.secondary);
            if grouped && index > 0 && boundary {
                text.push_str(&self.group);
            }
            text.push(self.digit(digit));
        }
        if !fraction.is_empty() {
            text.push_str(&self.decimal);
            text.extend(fraction.bytes().map(|digit| self.digit(digit)));
        }
    }

    fn digit(&self, ascii: u8) -> char {
        let value = usize::from(ascii.wrapping_sub(b'0'));
        self.digits.get(value).copied().unwrap_or(char::from(ascii))
    }
}

/// The lengths of the runs of digits in a text, and what stands between them.
fn runs(text: &str, digits: &[char; 10]) -> (Vec<usize>, Vec<String>) {
    let (mut lengths, mut between) = (vec![0], Vec::new());
    let mut gap = String::new();
    for char in text.chars() {
        if !digits.contains(&char) {
            gap.push(char);
            continue;
        }
        if !gap.is_empty() {
            between.push(std::mem::take(&mut gap));
            lengths.push(0);
        }
        if let Some(length) = lengths.last_mut() {
            *length += 1;
        }
    }
    (lengths, between)
}

/// A number in full, for machines: as it was computed, without the dust of computing.
pub fn in_full(value: f64) -> String {
    /// Further digits than these of a sum or a difference are dust of binary fractions, and were not measured.
    const DIGITS: usize = 12;
    // Most figures have no more decimals than these, and no dust.
    const THOUSANDTHS: f64 = 1e3;
    if (value * THOUSANDTHS).round() / THOUSANDTHS == value {
        return format!("{}", value + 0.0);
    }
    // What is left where two figures are all but the same is dust too.
    let near = (value * 1e9).round() / 1e9;
    let rounded: f64 = format!("{near:.*e}", DIGITS - 1).parse().unwrap_or(near);
    format!("{}", rounded + 0.0)
}

#[cfg(test)]
mod tests {
    use super::in_full;

    #[test]
    fn machines_read_no_dust() {
        let cases = [
            (4_115_559.800_000_000_1, "4115559.8"),
            (0.1 + 0.2 - 0.3, "0"),
            (-0.0, "0"),
            (72.4 - 70.1, "2.3"),
            (200.0 / 3.0, "66.666666667"),
            (1_234_567_890_123.0, "1234567890123"),
            (-0.125, "-0.125"),
        ];
        for (value, written) in cases {
            assert_eq!(in_full(value), written);
        }
    }
}
