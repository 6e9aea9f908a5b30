//! What `feed` promises, case by case.

use super::csv::table;
use crate::diag::Span;
use crate::kind::LocalText;
use crate::locale::{Period, Unit};
use crate::model::{BaseUrl, City, Config, Data, Detail, Direction, HtmlPolicy, Indicator, Observation, Site, Status};

fn site() -> Site {
    let config = Config {
        title: LocalText::plain("T"),
        description: LocalText::default(),
        base_url: BaseUrl::parse("https://example.org/").unwrap(),
        languages: vec!["en".into()],
        theme: "default".into(),
        time_zone: jiff::tz::TimeZone::UTC,
        project: None,
        html: HtmlPolicy::default(),
        comparisons: false,
        contact: None,
        brand: Default::default(),
        accessibility: Default::default(),
    };
    let city = City {
        id: "a".into(),
        name: LocalText::plain("=cmd|' /C calc'!A0"),
        region: false,
        country: "FI".into(),
        partner: None,
        coordinates: None,
    };
    let indicator = Indicator {
        id: "b".into(),
        name: LocalText::plain("B"),
        short_name: None,
        unit: Unit::Percent,
        decimals: 0,
        direction: Direction::Neutral,
        range: None,
        source: None,
        theme: None,
        order: 0,
        region_level: false,
        price_year: None,
        status: Status::Final,
        not_comparable_with: Vec::new(),
        computed: None,
    };
    let data = Data { cities: vec![city], indicators: vec![indicator], ..Data::default() };
    let data = data.into();
    let as_of = jiff::civil::date(2026, 11, 23);
    let (kinds, entries, indexes) = Default::default();
    Site {
        config,
        kinds,
        entries,
        indexes,
        data,
        as_of,
        drafts: false,
        unread: Default::default(),
        pictures: std::sync::Arc::default(),
    }
}

fn text(write: impl Fn(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn no_cell_runs_or_breaks_a_row() {
    let detail = Detail { note: Some("say \"yes\",\nthen no".into()), ..Detail::default() };
    let observation = Observation {
        indicator: 0,
        city: 0,
        period: Period::Year(2023),
        value: Ok(-3.5),
        status: Status::Provisional,
        file: 0,
        span: Span::default(),
        detail: Some(Box::new(detail)),
    };
    let text = text(|out| table(&site(), [&observation], out));
    let row = text.split_once("\r\n").unwrap().1;
    assert!(row.starts_with("a,'=cmd|' /C calc'!A0,b,2023,-3.5,,,percent,provisional,"), "{row}");
    assert!(row.contains("\"say \"\"yes\"\",\nthen no\""), "{row}");
    assert!(text.ends_with("\r\n"));
}

#[test]
fn a_missing_figure_is_null_with_its_reason() {
    let mut site = site();
    let file = vec![crate::path::SourcePath::new("content/data/b.csv").unwrap()];
    let observation = |year: i16, value| Observation {
        indicator: 0,
        city: 0,
        period: Period::Year(year),
        value,
        status: Status::Final,
        file: 0,
        span: Span::default(),
        detail: None,
    };
    let all = vec![observation(2022, Ok(12.0)), observation(2023, Err(crate::model::Missing::NotAsked))];
    let observations = crate::model::Observations::build(file, all, 1).0;
    site.data = Data { observations, ..(*site.data).clone() }.into();
    let read: serde_json::Value = serde_json::from_str(&text(|out| super::json::indicator(&site, 0, out))).unwrap();
    assert_eq!(read["observations"][0]["value"], 12);
    assert_eq!(read["observations"][1]["value"], serde_json::Value::Null);
    assert_eq!(read["observations"][1]["missing"], "not-asked");
    let columns: serde_json::Value = serde_json::from_str(&super::csvw::metadata(&site, Some(0))).unwrap();
    let columns = columns["tableSchema"]["columns"].as_array().unwrap();
    let named: Vec<&str> = columns.iter().filter_map(|column| column["name"].as_str()).collect();
    let header = text(|out| super::csv::indicator(&site, 0, out));
    assert_eq!(named.join(","), header.split("\r\n").next().unwrap());
}

#[test]
fn turtle_escapes_what_would_end_a_text() {
    let mut site = site();
    site.config.title = LocalText::plain("A \"quoted\" \\ title\nin two lines");
    let turtle = super::catalogue::as_turtle(&site);
    assert!(turtle.contains(r#""A \"quoted\" \\ title\nin two lines"@en"#), "{turtle}");
}
