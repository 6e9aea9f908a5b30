//! The units that an indicator may have.
//!
//! Separate from the writing of figures because loaders, schemas and feeds need the names of units but no language.

/// Currencies that data may be in: the unit's name and the ISO 4217 code.
const CURRENCIES: [(&str, &str); 12] = [
    ("eur", "EUR"),
    ("bgn", "BGN"),
    ("chf", "CHF"),
    ("czk", "CZK"),
    ("dkk", "DKK"),
    ("gbp", "GBP"),
    ("huf", "HUF"),
    ("isk", "ISK"),
    ("nok", "NOK"),
    ("pln", "PLN"),
    ("sek", "SEK"),
    ("usd", "USD"),
];

/// Signs of currencies, by code and language; an empty language stands for all others. Without a sign the code is written.
const SIGNS: [(&str, &str, &str); 15] = [
    ("EUR", "", "€"),
    ("GBP", "", "£"),
    ("USD", "", "US$"),
    ("BGN", "bg", "лв."),
    ("CZK", "cs", "Kč"),
    ("DKK", "da", "kr."),
    ("HUF", "hu", "Ft"),
    ("ISK", "is", "kr."),
    ("NOK", "nb", "kr"),
    ("NOK", "nn", "kr"),
    ("NOK", "no", "kr"),
    ("PLN", "pl", "zł"),
    ("SEK", "sv", "kr"),
    ("TRY", "tr", "₺"),
    ("UAH", "uk", "₴"),
];

/// What an indicator's values are measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A share in percent: 71 is 71%.
    Percent,
    /// A number of things, without a word of its own.
    Count,
    /// An amount of money.
    Currency {
        /// The ISO 4217 code in capitals: `EUR`.
        code: &'static str,
    },
    /// A quotient, without a word of its own.
    Ratio,
    /// Points on a scale that the indicator states.
    Score,
    /// A place in an order, 1 being the first.
    Rank,
    /// Yes or no: zero is no, all else is yes.
    Boolean,
    /// For each thousand.
    Per1000,
    /// For each hundred thousand.
    Per100000,
    /// Years.
    Years,
    /// Months.
    Months,
    /// Weeks.
    Weeks,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
}

impl Unit {
    /// All names that [`Unit::parse`] takes, for messages and schemas.
    pub const NAMES: [&'static str; 26] = [
        "percent",
        "count",
        "ratio",
        "score",
        "rank",
        "boolean",
        "per-1000",
        "per-100000",
        "years",
        "months",
        "weeks",
        "days",
        "hours",
        "minutes",
        "eur",
        "bgn",
        "chf",
        "czk",
        "dkk",
        "gbp",
        "huf",
        "isk",
        "nok",
        "pln",
        "sek",
        "usd",
    ];

    /// Reads a unit's name as an indicator gives it; `None` for anything not in [`Unit::NAMES`].
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "percent" => Self::Percent,
            "count" => Self::Count,
            "ratio" => Self::Ratio,
            "score" => Self::Score,
            "rank" => Self::Rank,
            "boolean" => Self::Boolean,
            "per-1000" => Self::Per1000,
            "per-100000" => Self::Per100000,
            "years" => Self::Years,
            "months" => Self::Months,
            "weeks" => Self::Weeks,
            "days" => Self::Days,
            "hours" => Self::Hours,
            "minutes" => Self::Minutes,
            other => Self::Currency { code: CURRENCIES.iter().find(|(name, _)| *name == other)?.1 },
        })
    }

    /// The name that [`Unit::parse`] reads back.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Count => "count",
            Self::Currency { code } => {
                CURRENCIES.iter().find(|(_, known)| known == code).map_or(*code, |(name, _)| name)
            }
            Self::Ratio => "ratio",
            Self::Score => "score",
            Self::Rank => "rank",
            Self::Boolean => "boolean",
            Self::Per1000 => "per-1000",
            Self::Per100000 => "per-100000",
            Self::Years => "years",
            Self::Months => "months",
            Self::Weeks => "weeks",
            Self::Days => "days",
            Self::Hours => "hours",
            Self::Minutes => "minutes",
        }
    }
}

/// The sign of a currency as a language writes it, or its code.
pub(super) fn currency_sign(code: &'static str, language: &str) -> &'static str {
    SIGNS
        .iter()
        .find(|(known, of, _)| *known == code && (of.is_empty() || *of == language))
        .map_or(code, |(_, _, sign)| sign)
}
