//! Days and times as editors write them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// A day, or a time of a day with or without its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// `2026-11-23`
    Day(Date),
    /// `2026-11-23T10:00` or with a space; in the site's time zone.
    Local(DateTime),
    /// `2026-11-23T10:00+02:00` or ending in `Z`.
    Instant(Timestamp, i32),
}

impl Moment {
    /// Reads a day or a time; `None` for anything else, and for days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(day) = day(text) {
            return Some(Moment::Day(day));
        }
        let text = text.replacen(' ', "T", 1);
        let (date, time) = text.split_once('T')?;
        day(date)?;
        if let Ok(pieces) = jiff::fmt::temporal::DateTimeParser::new().parse_timestamp(&text) {
            let offset = offset_seconds(time)?;
            return Some(Moment::Instant(pieces, offset));
        }
        let plain = time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'.');
        plain.then(|| text.parse::<DateTime>().ok().map(Moment::Local)).flatten()
    }

    /// The day it falls on, in the zone it carries or the site's.
    pub fn date(self) -> Date {
        match self {
            Moment::Day(day) => day,
            Moment::Local(time) => time.date(),
            Moment::Instant(instant, offset) => {
                let offset = jiff::tz::Offset::from_seconds(offset).unwrap_or(jiff::tz::Offset::UTC);
                offset.to_datetime(instant).date()
            }
        }
    }

    /// The time of the day it carries, if any.
    pub fn time(self) -> Option<Time> {
        match self {
            Moment::Day(_) => None,
            Moment::Local(time) => Some(time.time()),
            Moment::Instant(instant, offset) => {
                let offset = jiff::tz::Offset::from_seconds(offset).unwrap_or(jiff::tz::Offset::UTC);
                Some(offset.to_datetime(instant).time())
            }
        }
    }

    /// The first instant of it, in the site's time zone where it carries none.
    pub fn instant(self, zone: &TimeZone) -> Option<Timestamp> {
        match self {
            Moment::Day(day) => day.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp()),
            Moment::Local(time) => time.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp()),
            Moment::Instant(instant, _) => Some(instant),
        }
    }

    /// The form that machines read: `2026-11-23`, or a time with its offset.
    pub fn iso(self, zone: &TimeZone) -> String {
        match self {
            Moment::Day(day) => day.to_string(),
            _ => self.instant(zone).map_or_else(String::new, |instant| {
                let zoned = instant.to_zoned(zone.clone());
                zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
            }),
        }
    }
}

/// A civil day, written in full: `2026-11-23`.
fn day(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(
            |(at, byte)| {
                if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() }
            },
        );
    shape.then(|| text.parse().ok()).flatten()
}

fn offset_seconds(time: &str) -> Option<i32> {
    if time.ends_with(['Z', 'z']) {
        return Some(0);
    }
    let at = time.rfind(['+', '-'])?;
    let digits: String = time[at + 1..].chars().filter(char::is_ascii_digit).collect();
    let number: i32 = digits.parse().ok()?;
    let (hours, minutes) = if digits.len() > 2 { (number / 100, number % 100) } else { (number, 0) };
    let seconds = hours * 3600 + minutes * 60;
    Some(if time.as_bytes()[at] == b'-' { -seconds } else { seconds })
}
