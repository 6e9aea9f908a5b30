//! Millions and more in words: `98.8 million`, `1,2 miljoonaa`.
//!
//! Separate from plain numbers because it rounds by magnitude, and because each language has its own
//! steps (Japanese counts in ten thousands), which stay with icu.

use fixed_decimal::{Decimal, SignedRoundingMode, UnsignedRoundingMode};
use icu_decimal::CompactDecimalFormatter;
use icu_locale_core::Locale;
use icu_plurals::PluralOperands;
use icu_provider::DataError;

use super::number::Rounded;

/// Digits of the smallest integer that is shortened: one million.
const SHORTENED_DIGITS: usize = 7;

/// Decimals that are kept where they are all there is (`1.25 million`), so that the ticks of an axis stay exact.
const EXACT_DECIMALS: i16 = 2;

/// Decimals of a shortened number that had to be rounded.
const ROUNDED_DECIMALS: i16 = 1;

/// The shortener of one language.
#[derive(Debug)]
pub(super) struct Compact {
    formatter: CompactDecimalFormatter,
}

/// A shortened number without its sign.
#[derive(Debug)]
pub(super) struct Short {
    /// Digits and word: `98.8 million`.
    pub(super) text: String,
    /// What a unit after it agrees with.
    pub(super) operands: PluralOperands,
}

impl Compact {
    pub(super) fn new(locale: &Locale) -> Result<Self, DataError> {
        let formatter = CompactDecimalFormatter::try_new_long(locale.into(), Default::default())?;
        Ok(Self { formatter })
    }

    /// Shortens a value; `None` below one million and where the language has no word for the magnitude.
    ///
    /// Keeps up to two decimals where they are exact, else rounds to one.
    pub(super) fn shorten(&self, exact: &Rounded) -> Option<Short> {
        if exact.integer.len() < SHORTENED_DIGITS {
            return None;
        }
        let whole = exact.absolute();
        let exponent = self.exponent(&whole, 0);
        let mut significand = scaled(&whole, exponent);
        if significand.absolute.nonzero_magnitude_end() < -EXACT_DECIMALS {
            let mode = SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand);
            significand.round_with_mode(-ROUNDED_DECIMALS, mode);
            significand.absolute.trim_end();
        }
        // Rounding up may reach the next word: 999.96 million is 1 billion.
        let reached = self.exponent(&significand, exponent);
        if reached != exponent {
            significand = scaled(&significand, reached - exponent);
        }
        if reached == 0 {
            return None;
        }
        let text = self.formatter.format_with_exponent(&significand, reached).ok()?.to_string();
        let operands = PluralOperands::from_significand_and_exponent(&significand.absolute, reached);
        Some(Short { text, operands })
    }

    /// The power of ten whose word fits a significand that already stands for `exponent` powers of ten.
    fn exponent(&self, significand: &Decimal, exponent: u8) -> u8 {
        let magnitude = significand.absolute.nonzero_magnitude_start() + i16::from(exponent);
        self.formatter.compact_exponent_for_magnitude(magnitude)
    }
}

fn scaled(value: &Decimal, exponent: u8) -> Decimal {
    let mut scaled = value.clone();
    scaled.absolute.multiply_pow10(-i16::from(exponent));
    scaled.absolute.trim_end();
    scaled
}
