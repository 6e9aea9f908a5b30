//! What `model` promises, case by case.

use super::figure::{Lack, Reading, combine, read};
use super::request::{Aggregate, Named, ValueRequest, When, within};
use super::*;
use crate::diag::Span;
use crate::kind::LocalText;
use crate::locale::{Period, Unit};
use crate::path::SourcePath;

fn city(id: &str, region: bool) -> City {
    City { id: id.into(), name: LocalText::plain(id), region, country: "FI".into(), partner: None, coordinates: None }
}

fn indicator(id: &str, region_level: bool) -> Indicator {
    Indicator {
        id: id.into(),
        name: LocalText::plain(id),
        short_name: None,
        unit: Unit::Percent,
        decimals: 0,
        direction: Direction::Higher,
        range: None,
        source: None,
        theme: None,
        order: 0,
        region_level,
        price_year: None,
        status: Status::Final,
        not_comparable_with: Vec::new(),
        computed: None,
    }
}

fn observation(indicator: u32, city: u32, year: i16, value: Result<f64, Missing>) -> Observation {
    let (status, span) = (Status::Final, Span::new(usize::from(year.unsigned_abs()), usize::from(year.unsigned_abs())));
    Observation { indicator, city, period: Period::Year(year), value, status, file: 0, span, detail: None }
}

/// Two cities and a region; figures for 2019 and 2023.
fn data() -> Data {
    let all = vec![
        observation(0, 1, 2023, Ok(71.0)),
        observation(0, 1, 2019, Ok(66.0)),
        observation(0, 0, 2019, Ok(60.0)),
        observation(0, 0, 2023, Err(Missing::NotCollected)),
        observation(0, 2, 2023, Ok(10.0)),
        observation(1, 1, 2023, Err(Missing::Confidential)),
    ];
    let files = vec![SourcePath::new("content/data/a.csv").unwrap()];
    let (observations, repeated) = Observations::build(files, all, 3);
    assert!(repeated.is_empty());
    let cities = vec![city("espoo", false), city("helsinki", false), city("uusimaa", true)];
    let indicators = vec![indicator("online", false), indicator("secret", false)];
    Data { cities, indicators, observations, ..Data::default() }
}

fn ask(subject: &str, indicator: &str, when: &str) -> ValueRequest {
    let named = |name: &str| Named { name: name.into(), span: Span::default() };
    ValueRequest {
        subject: named(subject),
        indicator: named(indicator),
        when: When::parse(when).unwrap(),
        when_span: Span::default(),
    }
}

fn number(reading: Result<Reading<'_>, Lack>) -> f64 {
    match reading.unwrap() {
        Reading::One { value, .. } | Reading::Whole { value, .. } => value,
        Reading::Change { from, to } => to.1 - from.1,
        Reading::WholeChange { from, to, .. } => to.1 - from.1,
    }
}

#[test]
fn values_are_found() {
    let data = data();
    assert_eq!(number(read(&data, &ask("helsinki", "online", "latest"))), 71.0);
    assert_eq!(number(read(&data, &ask("helsinki", "online", "2019"))), 66.0);
    assert_eq!(number(read(&data, &ask("helsinki", "online", "2019..2023"))), 5.0);
    // The newest figure of Espoo is that of 2019: a missing one is never taken for a figure.
    assert_eq!(number(read(&data, &ask("espoo", "online", "latest"))), 60.0);
}

#[test]
fn aggregates_leave_out_regions_and_missing_figures() {
    let data = data();
    assert_eq!(number(read(&data, &ask("mean", "online", "2019"))), 63.0);
    assert_eq!(number(read(&data, &ask("mean", "online", "latest"))), 71.0);
    assert_eq!(number(read(&data, &ask("count", "online", "2023"))), 1.0);
    assert_eq!(number(read(&data, &ask("min", "online", "2019"))), 60.0);
    assert_eq!(number(read(&data, &ask("max", "online", "2019"))), 66.0);
    // Only Helsinki has both.
    assert_eq!(number(read(&data, &ask("mean", "online", "2019..2023"))), 5.0);
}

#[test]
fn what_is_not_there_is_said() {
    let data = data();
    let lack = |subject: &str, indicator: &str, when: &str| read(&data, &ask(subject, indicator, when)).unwrap_err();
    assert_eq!(lack("helsinky", "online", "latest"), Lack::Subject);
    assert_eq!(lack("helsinki", "onlin", "latest"), Lack::Indicator);
    assert_eq!(
        lack("helsinki", "online", "2020"),
        Lack::Period(Period::Year(2020), vec![Period::Year(2019), Period::Year(2023)])
    );
    assert_eq!(lack("espoo", "online", "2023"), Lack::Missing(Period::Year(2023), Missing::NotCollected));
    assert_eq!(lack("helsinki", "secret", "latest"), Lack::Missing(Period::Year(2023), Missing::Confidential));
    assert_eq!(lack("espoo", "secret", "latest"), Lack::Nothing);
    assert_eq!(lack("mean", "secret", "latest"), Lack::Nothing);
}

#[test]
fn values_are_combined() {
    let values = [4.0, 1.0, 3.0, 2.0];
    assert_eq!(combine(Aggregate::Median, &values), Ok(2.5));
    assert_eq!(combine(Aggregate::Median, &values[..3]), Ok(3.0));
    assert_eq!(combine(Aggregate::Count, &[]), Ok(0.0));
    assert_eq!(combine(Aggregate::Mean, &[]), Err(Lack::Nothing));
    assert_eq!(combine(Aggregate::Mean, &[f64::MAX, f64::MAX]), Err(Lack::Overflow));
}

#[test]
fn a_figure_given_twice_names_both_places() {
    let files = vec![SourcePath::new("content/data/a.csv").unwrap()];
    let mut second = observation(0, 0, 2019, Ok(2.0));
    second.span = Span::new(7, 8);
    let (observations, repeated) = Observations::build(files, vec![observation(0, 0, 2019, Ok(1.0)), second], 1);
    assert_eq!(observations.all().len(), 1);
    assert_eq!(observations.all()[0].value, Ok(1.0));
    assert_eq!(repeated.len(), 1);
    assert_eq!(repeated[0].1.span, Some(Span::new(7, 8)));
}

#[test]
fn statuses_have_names_and_letters() {
    assert_eq!(Status::parse("p"), Some(Status::Provisional));
    assert_eq!(Status::parse("provisional"), Some(Status::Provisional));
    assert_eq!(Status::parse("final").and_then(Status::letter), None);
    assert_eq!(Status::parse(""), None);
    assert_eq!(Missing::parse("0"), None);
}

#[test]
fn periods_of_requests_run_forward() {
    assert_eq!(When::parse("2023..2019"), None);
    assert_eq!(When::parse("2019..2019"), None);
    assert!(matches!(When::parse("2019..2023-Q2"), Some(When::Between(..))));
}

#[test]
fn a_span_of_years_holds_its_quarters_months_and_days() {
    let period = |text: &str| Period::parse(text).unwrap();
    let span = (period("2023"), period("2024"));
    for inside in ["2023", "2024", "2023-Q1", "2023-01", "2023-01-01", "2024-Q4", "2024-12-31"] {
        assert!(within(period(inside), span), "{inside}");
    }
    for outside in ["2022", "2022-12-31", "2025", "2025-Q1"] {
        assert!(!within(period(outside), span), "{outside}");
    }
    assert!(!within(period("2023"), (period("2023-Q1"), period("2023-Q3"))));
}

#[test]
fn base_addresses_are_plain() {
    let base = BaseUrl::parse("https://example.org/sub/path").unwrap();
    assert_eq!(base.absolute("/a/"), "https://example.org/sub/path/a/");
    assert_eq!(base.local("/"), "/sub/path/");
    for bad in ["example.org", "ftp://example.org", "https://", "https://a b/", "https://a/../b", "https://a/?x"] {
        assert_eq!(BaseUrl::parse(bad), None, "{bad}");
    }
}
