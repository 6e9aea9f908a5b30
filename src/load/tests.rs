//! What `load` promises, case by case.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]

use std::fs;

use super::*;
use crate::locale::Period;
use crate::source;

const CITY: &str = "name: Helsinki\nkind: city\ncountry: FI\n";
const INDICATOR: &str = "name: Online\ndefinition: Share.\nunit: percent\nrange: [0, 100]\nsource: survey\n";

/// A site in a folder, loaded for 23 November 2026.
fn site(files: &[(&str, &str)], check: impl FnOnce(Option<std::sync::Arc<Site>>, &Report)) {
    let folder = tempfile::tempdir().unwrap();
    let base = [
        ("site.yaml", "title: T\nbase_url: https://example.org/\nlanguages: [en, fi]\ntime_zone: Europe/Helsinki\n"),
        ("content/cities/helsinki.yaml", CITY),
        ("content/indicators/online.yaml", INDICATOR),
        ("content/sources/survey.yaml", "name: Survey\npublisher: Office\n"),
    ];
    for (path, text) in base.iter().chain(files) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (snapshot, mut report) = source::read(folder.path()).unwrap();
    let as_of = crate::kind::Moment::parse("2026-11-23");
    let options = Options { now: jiff::Timestamp::UNIX_EPOCH, as_of, drafts: false, base_url: None };
    let (loaded, problems) = load(&snapshot, &options);
    report.merge(problems);
    check(loaded.map(|loaded| loaded.site), &report);
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.problems.iter().map(|problem| problem.code).collect()
}

fn values(site: &Site) -> Vec<(String, Option<f64>)> {
    let all = site.data.observations.all().iter();
    all.map(|observation| (observation.period.to_string(), observation.value.ok())).collect()
}

#[test]
fn tables_come_in_two_shapes() {
    let wide = "city;2019;2023\nhelsinki;66,5;\n";
    let long = "period,city,indicator,value,status,note,missing\n2020,helsinki,online,67,p,by telephone,\n2021,helsinki,online,,,,not-asked\n2022,helsinki,online,,,,\n";
    site(&[("content/data/online.csv", wide), ("content/data/all.csv", long)], |site, report| {
        assert_eq!(codes(report), Vec::<&str>::new(), "{report:?}");
        let site = site.unwrap();
        let expected = [("2019", Some(66.5)), ("2020", Some(67.0)), ("2021", None)];
        assert_eq!(values(&site), expected.map(|(period, value)| (period.to_owned(), value)));
        let provisional = &site.data.observations.all()[1];
        assert_eq!(provisional.status.letter(), Some("p"));
        assert_eq!(provisional.detail.as_ref().unwrap().note.as_deref(), Some("by telephone"));
    });
}

#[test]
fn yaml_figures_stand_in_cities_and_indicators() {
    let city = format!(
        "{CITY}observations:\n  online:\n    2019: 66\n    2023: {{value: 71, status: provisional, lower: 69, upper: 73}}\n    2021: {{missing: not-collected}}\n"
    );
    let indicator = format!("{INDICATOR}observations: {{helsinki: {{2023-Q2: 70}}}}\n");
    let files = [("content/cities/helsinki.yaml", city.as_str()), ("content/indicators/online.yaml", &indicator)];
    site(&files, |site, report| {
        assert_eq!(codes(report), Vec::<&str>::new(), "{report:?}");
        let site = site.unwrap();
        let periods: Vec<Period> = site.data.observations.all().iter().map(|observation| observation.period).collect();
        let expected = ["2019", "2021", "2023", "2023-Q2"].map(|period| Period::parse(period).unwrap());
        let mut sorted = expected.to_vec();
        sorted.sort_unstable();
        assert_eq!(periods, sorted);
    });
}

#[test]
fn faulty_figures_are_all_named() {
    let table = "city,2019,20x\nhelsinki,1,5\nhelsinky,2,\nhelsinki,\"1,234\",\n";
    site(&[("content/data/online.csv", table)], |_, report| {
        assert_eq!(codes(report), ["bad-period", "unknown-city", "bad-observation"], "{report:?}");
    });
    let twice = "city,indicator,period,value\nhelsinki,online,2019,1\n";
    let files = [("content/data/a.csv", twice), ("content/data/b.csv", twice)];
    site(&files, |_, report| {
        assert_eq!(codes(report), ["duplicate-observation"]);
        let problem = &report.problems[0];
        assert_eq!(&*problem.place.as_ref().unwrap().file, "content/data/b.csv");
        assert_eq!(&*problem.also[0].0.file, "content/data/a.csv");
    });
}

#[test]
fn translations_inherit() {
    let files = [
        ("content/news/a.md", "---\ntitle: One\ndate: 2026-01-01\ntags: [x]\n---\nEnglish\n"),
        ("content/news/a.fi.md", "---\ntitle: Yksi\n---\nsuomeksi\n"),
        ("content/news/b.fi.md", "---\ntitle: Kaksi\n---\n"),
        ("content/news/c.sv.md", "---\ntitle: Tre\n---\n"),
    ];
    site(&files, |site, report| {
        assert_eq!(codes(report), ["unknown-language", "translation-alone"], "{report:?}");
        let site = site.unwrap();
        let entry = site.entry("news", "a").unwrap();
        let finnish = &entry.versions["fi"];
        assert_eq!(finnish.title.say("fi", "en"), "Yksi");
        assert_eq!(finnish.fields.date("date").unwrap().to_string(), "2026-01-01");
        assert_eq!(finnish.fields.list("tags").len(), 1);
    });
}

#[test]
fn what_is_not_public_is_known() {
    let files = [
        ("content/news/a.md", "---\ntitle: A\ndraft: true\n---\n"),
        ("content/news/b.md", "---\ntitle: B\npublish_on: 2026-11-24\n---\n"),
        ("content/news/c.md", "---\ntitle: C\npublish_on: 2026-11-23T08:00\n---\n"),
        ("content/news/d.md", "---\ntitle: D\nexpires: 2026-11-22\n---\n"),
        ("content/news/e.md", "---\ntitle: E\npublish_on: 2026-11-23\nexpires: 2026-11-23\n---\n"),
    ];
    site(&files, |site, report| {
        assert!(report.problems.is_empty(), "{report:?}");
        let site = site.unwrap();
        let shown: Vec<&str> = site.collection("news").map(|entry| entry.key.id.as_str()).collect();
        assert_eq!(shown, ["e"]);
    });
}

#[test]
fn an_unfinished_draft_is_no_error() {
    site(&[("content/case-studies/a.md", "---\ntitle: A\ndraft: true\n---\n")], |_, report| {
        assert!(report.problems.is_empty(), "{report:?}");
    });
}

#[test]
fn requests_have_exact_places() {
    let text =
        "---\ntitle: A\n---\nIn {value}`helsinki/online@2019x` and\n\n```{chart}\ntype: pie\nindicator: online\n```\n";
    site(&[("content/a.md", text)], |_, report| {
        assert_eq!(codes(report), ["bad-value-role", "unknown-chart-type"]);
        let place = |index: usize| {
            let span = report.problems[index].place.as_ref().unwrap().span.unwrap();
            &text[span.start as usize..span.end as usize]
        };
        assert_eq!(place(0), "2019x");
        assert_eq!(place(1), "pie");
    });
}
