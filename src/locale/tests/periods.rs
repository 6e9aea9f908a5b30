//! Reading and ordering periods, and dates and periods in words.

use jiff::civil::{Date, date};

use super::locale;
use crate::locale::Period;

fn period(text: &str) -> Period {
    Period::parse(text).unwrap_or_else(|| panic!("`{text}` is a period"))
}

#[test]
fn periods_are_read_and_written() {
    for text in ["2023", "2023-Q1", "2023-Q4", "2023-05", "2023-05-17", "2024-02-29", "0001", "9999-12-31"] {
        assert_eq!(period(text).to_string(), text);
    }
    for wrong in [
        "",
        "23",
        "02023",
        "0000",
        "+202",
        "2023-",
        "2023-Q0",
        "2023-Q5",
        "2023-q2",
        "2023-Q02",
        "2023-0",
        "2023-00",
        "2023-13",
        "2023-5",
        "2023-+5",
        "2023-02-29",
        "2023-05-32",
        "2023-05-1",
        "2023-05-",
        "2023-Q2-01",
        "2023-05-17-1",
        " 2023",
        "2023 ",
        "２０２３",
        "202é",
        "2023-é5",
    ] {
        assert_eq!(Period::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn periods_have_bounds() {
    let bounds = |text: &str| {
        let period = period(text);
        format!("{}..{}", period.start(), period.end())
    };
    assert_eq!(bounds("2023"), "2023-01-01..2023-12-31");
    assert_eq!(bounds("2023-Q2"), "2023-04-01..2023-06-30");
    assert_eq!(bounds("2024-02"), "2024-02-01..2024-02-29");
    assert_eq!(bounds("9999"), "9999-01-01..9999-12-31");
    assert_eq!(bounds("9999-Q4"), "9999-10-01..9999-12-31");
    assert_eq!(bounds("2023-05-17"), "2023-05-17..2023-05-17");
    assert_eq!(Period::Quarter(2023, 9).to_string(), "2023-Q4");
    assert_eq!(Period::Month(-5, 0).start(), date(1, 1, 1));
    assert_eq!(period("2023").year_fraction(), 2023.0);
    assert_eq!(period("2023-Q2").year_fraction(), 2023.25);
    assert_eq!(period("2023-07").year_fraction(), 2023.5);
    assert_eq!(period("2024-01-01").year_fraction(), 2024.0);
}

#[test]
fn periods_are_in_order_and_follow_each_other() {
    let mut periods: Vec<Period> =
        ["2024", "2023", "2023-Q1", "2023-01", "2023-01-01", "2022-12-31"].map(period).into();
    periods.sort();
    let sorted: Vec<String> = periods.iter().map(Period::to_string).collect();
    assert_eq!(sorted, ["2022-12-31", "2023-01-01", "2023-01", "2023-Q1", "2023", "2024"]);
    let mut before = date(1899, 12, 31);
    for year in 1900..2101_i16 {
        for quarter in 1..=4 {
            let period = Period::Quarter(year, quarter);
            assert_eq!(period.start(), before.tomorrow().unwrap());
            assert_eq!(Period::parse(&period.to_string()), Some(period));
            before = period.end();
        }
        assert_eq!(Period::Year(year).end(), before);
    }
}

#[test]
fn dates_in_words() {
    let (en, fi) = (locale("en"), locale("fi"));
    let day = date(2023, 5, 17);
    let moment = day.at(14, 30, 0, 0);
    assert_eq!(en.date(day), "17 May 2023");
    assert_eq!(fi.date(day), "17. toukokuuta 2023");
    assert_eq!(locale("en-US").date(day), "May 17, 2023");
    assert_eq!(locale("th").date(day), "17 พฤษภาคม ค.ศ. 2023");
    assert_eq!(en.date_time(moment), "17 May 2023 at 14:30");
    assert_eq!(fi.date_time(moment), "17. toukokuuta 2023 klo 14.30");
    for extreme in [Date::MIN, Date::MAX] {
        assert!(!en.date(extreme).is_empty());
    }
}

#[test]
fn days_and_times_in_every_official_language_of_the_union() {
    let moment = date(2023, 5, 17).at(14, 30, 0, 0);
    for tag in [
        "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl",
        "pl", "pt", "ro", "sk", "sl", "sv",
    ] {
        let locale = locale(tag);
        let shown = locale.date_time(moment);
        assert!(shown.contains("17") && shown.contains("2023") && shown.contains("30"), "{tag}: {shown}");
        assert!(shown.contains(char::is_alphabetic) && !shown.contains("M05"), "{tag}: {shown}");
        assert!(locale.period(&period("2023-05")).contains("2023"), "{tag}");
    }
    assert_eq!(locale("pt").date_time(moment), "17 de maio de 2023 às 14:30");
}

#[test]
fn periods_in_words() {
    let (en, fi) = (locale("en"), locale("fi"));
    let both = |text: &str| (en.period(&period(text)), fi.period(&period(text)));
    assert_eq!(both("2023"), ("2023".into(), "2023".into()));
    assert_eq!(both("2023-Q2"), ("Q2 2023".into(), "2. neljännes 2023".into()));
    assert_eq!(both("2023-05"), ("May 2023".into(), "toukokuu 2023".into()));
    assert_eq!(both("2023-05-17").0, "17 May 2023");
    let range = |from: &str, to: &str| en.period_range(&period(from), &period(to));
    assert_eq!(range("2019", "2023"), "2019–2023");
    assert_eq!(range("2023-05", "2024-06"), "May 2023 – June 2024");
    assert_eq!(range("2023", "2023"), "2023");
}
