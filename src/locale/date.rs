//! Dates, times and periods in words: `17 May 2023`, `Q2 2023`, `2019–2023`.
//!
//! Separate from [`super::period`], which orders and parses periods without any language.

use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::{YM, YMD, YMDT};
use icu_datetime::input::{DateTime, Time};
use icu_datetime::{DateTimeFormatterLoadError, FixedCalendarDateTimeFormatter};
use jiff::civil;

use super::period::quarter_of;
use super::{Locale, Period};

/// The date formatters of one language, all of the Gregorian calendar, which the data is in.
#[derive(Debug)]
pub(super) struct Dates {
    day: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    month: FixedCalendarDateTimeFormatter<Gregorian, YM>,
    minute: FixedCalendarDateTimeFormatter<Gregorian, YMDT>,
}

impl Dates {
    pub(super) fn new(locale: &icu_locale_core::Locale) -> Result<Self, DateTimeFormatterLoadError> {
        Ok(Self {
            day: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::long())?,
            month: FixedCalendarDateTimeFormatter::try_new(locale.into(), YM::long())?,
            minute: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::long().with_time_hm())?,
        })
    }
}

impl Locale {
    /// A date with the month's name: `17 May 2023`, `17. toukokuuta 2023`.
    pub fn date(&self, date: civil::Date) -> String {
        match gregorian(date) {
            Some(day) => self.dates.day.format(&day).to_string(),
            None => date.to_string(),
        }
    }

    /// A date with the time to the minute, in the zone it is given in: `17 May 2023 at 14:30`.
    pub fn date_time(&self, moment: civil::DateTime) -> String {
        let part = |value: i8| value.unsigned_abs();
        let time = Time::try_new(part(moment.hour()), part(moment.minute()), 0, 0);
        match (gregorian(moment.date()), time) {
            (Some(date), Ok(time)) => {
                let input = DateTime { date, time };
                self.dates.minute.format(&input).to_string()
            }
            _ => moment.to_string(),
        }
    }

    /// A period: `2023`, `Q2 2023`, `May 2023`, `17 May 2023`.
    pub fn period(&self, period: &Period) -> String {
        if let Period::Year(year @ 1..=9999) = period {
            return self.numerals.ungrouped(&year.to_string());
        }
        let start = period.start();
        match period {
            Period::Year(_) => self.year(start),
            Period::Quarter(..) => {
                let quarter = self.numerals.ungrouped(&quarter_of(start).to_string());
                let values = [("quarter", quarter.as_str()), ("year", &self.year(start))];
                self.phrases.say("locale.period.quarter", &values)
            }
            Period::Month(..) => match gregorian(start) {
                Some(month) => self.dates.month.format(&month).to_string(),
                None => period.to_string(),
            },
            Period::Day(date) => self.date(*date),
        }
    }

    /// From one period to another, in the order given: `2019–2023`, `May 2023 – June 2024`; one alone where both are the same.
    pub fn period_range(&self, from: &Period, to: &Period) -> String {
        let (first, last) = (self.period(from), self.period(to));
        if first == last {
            return first;
        }
        // An en dash closes up between single words and is spaced between phrases.
        let spaced = first.contains(char::is_whitespace) || last.contains(char::is_whitespace);
        let dash = if spaced { " – " } else { "–" };
        format!("{first}{dash}{last}")
    }

    fn year(&self, date: civil::Date) -> String {
        self.numerals.ungrouped(&date.year().to_string())
    }
}

fn gregorian(date: civil::Date) -> Option<Date<Gregorian>> {
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    Date::try_new_gregorian(i32::from(date.year()), month, day).ok()
}
