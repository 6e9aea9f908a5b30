//! The time that an observation is about: a year, a quarter, a month or a day.
//!
//! A type of its own, because data mixes these lengths and a plain date would pretend to a day nobody stated.

use std::cmp::Ordering;
use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

const MONTHS_A_QUARTER: u8 = 3;
const QUARTERS_A_YEAR: u8 = 4;
const MONTHS_A_YEAR: u8 = 12;
const DAYS_OF_LONGEST_MONTH: u8 = 31;

/// A year, quarter, month or day of the Gregorian calendar.
///
/// Ordered by start, then by length, the shorter first. Build it with [`Period::parse`]; where a variant is built
/// by hand, a year outside 1 to 9999 and a quarter or month that does not exist count as the nearest that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// A calendar year.
    Year(i16),
    /// A year and its quarter, 1 to 4.
    Quarter(i16, u8),
    /// A year and its month, 1 to 12.
    Month(i16, u8),
    /// A day.
    Day(Date),
}

impl Period {
    /// Reads `2023`, `2023-Q2`, `2023-05` or `2023-05-17`; `None` for all else, impossible dates and the year 0000 included.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        let year = i16::try_from(digits(year)?).ok().filter(|year| *year > 0)?;
        if rest.is_empty() {
            return Some(Self::Year(year));
        }
        let rest = rest.strip_prefix('-')?;
        if let Some(quarter) = rest.strip_prefix('Q') {
            let quarter = part(quarter, 1, QUARTERS_A_YEAR)?;
            return Some(Self::Quarter(year, quarter));
        }
        let (month, day) = match rest.split_once('-') {
            Some((month, day)) => (month, Some(day)),
            None => (rest, None),
        };
        let month = part(month, 2, MONTHS_A_YEAR)?;
        match day {
            None => Some(Self::Month(year, month)),
            Some(day) => {
                let day = i8::try_from(part(day, 2, DAYS_OF_LONGEST_MONTH)?).ok()?;
                let month = i8::try_from(month).ok()?;
                Date::new(year, month, day).ok().map(Self::Day)
            }
        }
    }

    /// The first day.
    pub fn start(&self) -> Date {
        match *self {
            Self::Year(year) => first_of(year, 1),
            Self::Quarter(year, quarter) => {
                let before = quarter.clamp(1, QUARTERS_A_YEAR) - 1;
                first_of(year, before * MONTHS_A_QUARTER + 1)
            }
            Self::Month(year, month) => first_of(year, month),
            Self::Day(date) => date,
        }
    }

    /// The last day, which belongs to the period.
    pub fn end(&self) -> Date {
        let months = match *self {
            Self::Year(_) => MONTHS_A_YEAR,
            Self::Quarter(..) => MONTHS_A_QUARTER,
            Self::Month(..) => 1,
            Self::Day(date) => return date,
        };
        // Only the last month of the year 9999 has nothing after it, and there the saturated day is the right one.
        let last_month = self.start().saturating_add((i32::from(months) - 1).months());
        last_month.last_of_month()
    }

    /// The start as a place on an axis of years: 2023 for `2023`, 2023.25 for `2023-Q2`, 2023.0 for `2023-01-01`.
    pub fn year_fraction(&self) -> f64 {
        if let Self::Year(year @ 1..=9999) = self {
            return f64::from(*year);
        }
        let start = self.start();
        let year = f64::from(start.year());
        match *self {
            Self::Year(_) => year,
            Self::Quarter(..) | Self::Month(..) => year + f64::from(start.month() - 1) / f64::from(MONTHS_A_YEAR),
            Self::Day(date) => year + f64::from(date.day_of_year() - 1) / f64::from(date.days_in_year()),
        }
    }

    /// Whether both are years, or quarters, months, days.
    pub fn is_as_long_as(&self, other: &Self) -> bool {
        self.rank().0 == other.rank().0
    }

    /// The length and the numbers as they were given; together with the start they tell any two periods apart.
    fn rank(&self) -> (u8, i16, u8) {
        match *self {
            Self::Day(_) => (0, 0, 0),
            Self::Month(year, month) => (1, year, month),
            Self::Quarter(year, quarter) => (2, year, quarter),
            Self::Year(year) => (3, year, 0),
        }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        // Most data are of whole years, and are compared millions of times.
        if let (Self::Year(year @ 1..=9999), Self::Year(other @ 1..=9999)) = (self, other) {
            return year.cmp(other);
        }
        let key = |period: &Self| (period.start(), period.rank());
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The canonical form, which [`Period::parse`] reads back.
impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = self.start();
        let (year, month) = (start.year(), start.month());
        match self {
            Self::Year(_) => write!(formatter, "{year:04}"),
            Self::Quarter(..) => write!(formatter, "{year:04}-Q{}", quarter_of(start)),
            Self::Month(..) => write!(formatter, "{year:04}-{month:02}"),
            Self::Day(_) => write!(formatter, "{year:04}-{month:02}-{:02}", start.day()),
        }
    }
}

/// The quarter that a date is in, 1 to 4.
pub(super) fn quarter_of(date: Date) -> u8 {
    (date.month().unsigned_abs() - 1) / MONTHS_A_QUARTER + 1
}

fn first_of(year: i16, month: u8) -> Date {
    let month = month.clamp(1, MONTHS_A_YEAR).cast_signed();
    // Every month of the years 1 to 9999 has a first day, so the fallback is never taken.
    Date::new(year.clamp(1, 9999), month, 1).unwrap_or(Date::MAX)
}

/// A number of exactly `width` digits, from 1 to `most`.
fn part(text: &str, width: usize, most: u8) -> Option<u8> {
    let number = digits(text).filter(|_| text.len() == width)?;
    u8::try_from(number).ok().filter(|number| (1..=most).contains(number))
}

/// A number of nothing but ASCII digits; `str::parse` alone would take a plus sign.
fn digits(text: &str) -> Option<u16> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}
