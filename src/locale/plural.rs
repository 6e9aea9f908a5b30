//! Which plural form a number takes.
//!
//! A file of its own because two callers need the same answer from different numbers: phrases from
//! counts, units from rounded values (`1.0 days`, but `1 day`).

use icu_plurals::{PluralCategory, PluralOperands, PluralRules};
use icu_provider::DataError;

use super::number::Rounded;

/// The cardinal plural rules of one language.
#[derive(Debug)]
pub(super) struct Plurals {
    rules: PluralRules,
}

impl Plurals {
    pub(super) fn new(locale: &icu_locale_core::Locale) -> Result<Self, DataError> {
        let rules = PluralRules::try_new_cardinal(locale.into())?;
        Ok(Self { rules })
    }

    /// The last part of the key of a phrase: `one`, `few`, `other`.
    pub(super) fn form(&self, operands: impl Into<PluralOperands>) -> &'static str {
        match self.rules.category_for(operands) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }

    /// The form for a value as it is shown, decimals included.
    pub(super) fn form_of(&self, rounded: &Rounded) -> &'static str {
        self.form(&rounded.absolute())
    }
}
