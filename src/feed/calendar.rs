//! Events as iCalendar (RFC 5545): one file an event, and one that calendars subscribe to.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::kind::Moment;
use crate::model::{Key, Site, Version};
use crate::plan::{Plan, calendar};

/// Longer lines are folded; counted in bytes, without the end of the line.
const LINE_LIMIT: usize = 75;

/// Every event of a language.
pub fn all(site: &Site, plan: &Plan, language: &str) -> String {
    let title = site.config.title.say(language, site.default_language());
    let events = calendar::events(site, language);
    write(site, plan, (title, language), events)
}

/// One event.
pub fn one(site: &Site, plan: &Plan, key: &Key, language: &str) -> String {
    let version = site.entries.get(key).and_then(|entry| entry.versions.get(language));
    let title = version.map_or("", |version| version.title.say(language, site.default_language()));
    write(site, plan, (title, language), version.into_iter().map(|version| (key, version)))
}

fn write<'s>(
    site: &'s Site,
    plan: &Plan,
    (title, language): (&str, &str),
    events: impl Iterator<Item = (&'s Key, &'s Version)>,
) -> String {
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", "-//cityfolio//cityfolio//EN");
    lines.plain("CALSCALE", "GREGORIAN");
    lines.plain("METHOD", "PUBLISH");
    lines.text("NAME", title);
    lines.text("X-WR-CALNAME", title);
    for (key, version) in events {
        event(site, plan, (key, version, language), &mut lines);
    }
    lines.plain("END", "VCALENDAR");
    lines.written
}

fn event(site: &Site, plan: &Plan, (key, version, language): (&Key, &Version, &str), lines: &mut Lines) {
    let Some(start) = version.fields.moment("start") else { return };
    let (zone, default) = (&site.config.time_zone, site.default_language());
    let fields = &version.fields;
    let said = |name: &str| fields.text(name).map(|text| text.say(language, default)).unwrap_or_default();
    lines.plain("BEGIN", "VEVENT");
    // The same event in another language is the same event.
    lines.text("UID", &format!("{}/{}@{}", key.collection, key.id, site.config.base_url.host()));
    let changed = fields.date("updated").or_else(|| fields.date("date")).unwrap_or(start.date());
    lines.plain("DTSTAMP", &format!("{}T000000Z", digits(changed)));
    times(lines, start, fields.moment("end"), zone);
    lines.text("SUMMARY", version.title.say(language, default));
    lines.text("DESCRIPTION", said("summary"));
    lines.text("LOCATION", said("place"));
    if let Some(route) = plan.routes.entry(key, language) {
        lines.plain("URL", &site.config.base_url.absolute(&route.encoded()));
    }
    let status = match fields.word("status") {
        Some("cancelled") => "CANCELLED",
        Some("postponed") => "TENTATIVE",
        _ => "CONFIRMED",
    };
    lines.plain("STATUS", status);
    lines.plain("END", "VEVENT");
}

/// Whole days where the start is one, else moments in world time. A day's end is the morning after.
fn times(lines: &mut Lines, start: Moment, end: Option<Moment>, zone: &TimeZone) {
    let after = |day: Date| day.saturating_add(1.day());
    let world = |moment: Moment| {
        let instant = moment.instant(zone)?;
        Some(instant.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string())
    };
    if let Moment::Day(day) = start {
        lines.plain("DTSTART;VALUE=DATE", &digits(day));
        let last = end.map_or(day, Moment::date);
        lines.plain("DTEND;VALUE=DATE", &digits(after(last.max(day))));
        return;
    }
    let ending = match end {
        Some(Moment::Day(day)) => Some(Moment::Day(after(day))),
        end => end,
    };
    world(start).into_iter().for_each(|start| lines.plain("DTSTART", &start));
    ending.and_then(world).into_iter().for_each(|end| lines.plain("DTEND", &end));
}

fn digits(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// Lines being written.
#[derive(Default)]
struct Lines {
    written: String,
}

impl Lines {
    /// A text with its signs escaped; nothing where there is none.
    fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
            self.plain(name, &text.replace("\r\n", "\n").replace(['\n', '\r'], "\\n"));
        }
    }

    /// A line whose value stands as it is, folded where it is too long.
    fn plain(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LINE_LIMIT {
                self.written.push_str("\r\n ");
                length = 1;
            }
            self.written.push(letter);
            length += letter.len_utf8();
        }
        self.written.push_str("\r\n");
    }
}
