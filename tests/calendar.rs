//! Events for calendars: what RFC 5545 asks of lines and times, and which events are in which file.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]

mod support;

use support::SiteTest;

fn event(title: &str, fields: &str) -> String {
    format!("---\ntitle: \"{title}\"\n{fields}---\n\nText.\n")
}

fn site() -> SiteTest {
    SiteTest::empty()
        .file("site.yaml", "title: Test\nbase_url: https://example.eu/sub/\nlanguages: [en, fi]\ntime_zone: Europe/Helsinki\n")
        .file("content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n")
        .file("content/events/day.md", event("One day", "start: 2026-05-17\n"))
        .file("content/events/days.md", event("Three days", "start: 2026-05-17\nend: 2026-05-19\nstatus: cancelled\n"))
        .file(
            "content/events/hours.md",
            event("Talk, with; signs", "start: 2026-06-01T10:00\nend: 2026-06-01T12:30+02:00\nplace: Hall 1, Espoo\nupdated: 2026-03-01\nsummary: A summary that is so long that its line has to be folded, ääkköset included, more than once perhaps\n"),
        )
        .file("content/events/hours.fi.md", event("Puhe", ""))
        .file("content/events/later.md", event("Hidden", "start: 2026-07-01\ndraft: true\n"))
}

/// The lines of a file, unfolded.
fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn an_event_says_when_where_and_what() {
    let test = site();
    test.sound();
    let text = test.page("events/hours/event.ics");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    let lines = lines(&text);
    for line in [
        "UID:events/hours@example.eu",
        "DTSTAMP:20260301T000000Z",
        "DTSTART:20260601T070000Z",
        "DTEND:20260601T103000Z",
        "SUMMARY:Talk\\, with\\; signs",
        "LOCATION:Hall 1\\, Espoo",
        "DESCRIPTION:A summary that is so long that its line has to be folded\\, ääkköset included\\, more than once perhaps",
        "URL:https://example.eu/sub/events/hours/",
        "STATUS:CONFIRMED",
    ] {
        assert!(lines.contains(&line.to_owned()), "no {line} in {lines:#?}");
    }
}

#[test]
fn whole_days_end_the_morning_after() {
    let test = site();
    test.sound();
    let day = lines(&test.page("events/day/event.ics"));
    assert!(
        day.contains(&"DTSTART;VALUE=DATE:20260517".to_owned())
            && day.contains(&"DTEND;VALUE=DATE:20260518".to_owned()),
        "{day:?}"
    );
    let days = lines(&test.page("events/days/event.ics"));
    assert!(
        days.contains(&"DTEND;VALUE=DATE:20260520".to_owned()) && days.contains(&"STATUS:CANCELLED".to_owned()),
        "{days:?}"
    );
}

#[test]
fn the_calendar_of_a_language_holds_its_visible_events() {
    let test = site();
    test.sound();
    let count = |path: &str| test.page(path).matches("BEGIN:VEVENT").count();
    assert_eq!((count("events.ics"), count("fi/events.ics"), count("fi/events/hours/event.ics")), (3, 1, 1));
    assert!(!test.page("events.ics").contains("Hidden"));
    assert!(test.page("fi/events.ics").contains("UID:events/hours@example.eu"));
    let page = test.page("events/hours/index.html");
    assert!(page.contains("href=\"/sub/events/hours/event.ics\"") && page.contains("href=\"/sub/events.ics\""));
    let without = SiteTest::new();
    without.sound();
    assert!(!without.folder().join("public/events.ics").exists());
}
