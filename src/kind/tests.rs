//! What `kind` promises, case by case.

use std::sync::Arc;

use super::*;
use crate::diag::Report;
use crate::syntax::yaml;

fn kind(text: &str) -> Kind {
    let file = Arc::from("kinds/a.yaml");
    let node = yaml::parse(&file, text, 0).unwrap();
    let (kind, report) = declare(&file, "case-study", &node);
    assert!(report.problems.is_empty(), "{report:?}");
    kind.unwrap()
}

const CASE: &str = "collection: case-studies
label: {en: Case study}
fields:
  city: {type: reference, to: cities, required: true, help: The city.}
  status: {type: choice, of: [pilot, running], default: running, help: Where it stands.}
  service: {type: text, max: 5, help: Its name.}
  share: {type: number, min: 0, max: 1, help: A share.}
  site: {type: url, help: Address.}
  at: {type: coordinates, help: Place.}
  says: {type: quote, help: Words.}
  open: {type: boolean, help: Open.}
  when: {type: datetime, help: When.}
  results: {type: list, of: text, help: What changed.}
";

fn read(text: &str) -> (Fields, Report) {
    let file = Arc::from("a.yaml");
    let languages = ["en".to_owned(), "fi".to_owned()];
    let mut reader = Reader { file: &file, languages: &languages, translation: false, report: Report::default() };
    let fields = reader.fields(&kind(CASE), &yaml::parse(&file, text, 0).unwrap());
    (fields, reader.report)
}

fn codes(text: &str) -> Vec<&'static str> {
    read(&format!("title: T\ncity: x\n{text}")).1.problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn good_values_are_read() {
    let (fields, report) =
        read("title: {en: One, fi: Yksi}\ncity: helsinki\nresults: [a, b]\nwhen: 2026-11-23T10:00+02:00\n");
    assert!(report.problems.is_empty(), "{report:?}");
    assert_eq!(fields.text("title").unwrap().get("fi", "en"), ("Yksi", None));
    assert_eq!(fields.text("title").unwrap().get("sv", "en"), ("One", Some("en")));
    assert_eq!(fields.word("status"), Some("running"));
    assert_eq!(fields.list("results").len(), 2);
    assert_eq!(fields.date("when").unwrap().to_string(), "2026-11-23");
}

#[test]
fn wrong_values_are_reported() {
    for (text, code) in [
        ("tilte: x", "unknown-field"),
        ("status: runing", "wrong-type"),
        ("service: too long", "too-long"),
        ("service: 1.10", "number-as-text"),
        ("service: {a: b}", "unknown-language"),
        ("service: [a]", "wrong-type"),
        ("share: 2", "out-of-range"),
        ("share: .nan", "wrong-type"),
        ("share: 1e400", "wrong-type"),
        ("share: \"0.5\"", "wrong-type"),
        ("site: javascript:alert(1)", "wrong-type"),
        ("at: [100, 20]", "out-of-range"),
        ("at: 5", "wrong-type"),
        ("open: yes", "wrong-type"),
        ("open: \"true\"", "wrong-type"),
        ("date: 2026-02-30", "wrong-type"),
        ("when: 2026-11-23T25:00", "wrong-type"),
        ("says: {person: a}", "missing-field"),
        ("says: {text: a}", "missing-field"),
        ("image: {src: a.png}", "missing-alt"),
    ] {
        assert_eq!(codes(text), [code], "{text}");
    }
}

#[test]
fn required_fields_are_missed() {
    let (_, report) = read("summary: x\n");
    let missing: Vec<&str> = report.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(missing, ["the field `city` is missing", "the field `title` is missing"]);
}

#[test]
fn a_new_entry_is_valid_yaml_once_filled_in() {
    let kind = kind(CASE);
    let text = scaffold(&kind, "A \"quoted\": title", "2026-11-23");
    let front =
        text.trim_start_matches("---\n").split("---\n").next().unwrap().replace("\n#city: id-from-cities", "\ncity: x");
    let (fields, report) = read(&front);
    assert!(!report.has_errors(), "{report:?}\n{text}");
    assert_eq!(fields.text("title").unwrap().say("en", "en"), "A \"quoted\": title");
    assert!(fields.flag("draft"));
}

#[test]
fn moments_are_days_or_times() {
    assert!(matches!(Moment::parse("2026-11-23"), Some(Moment::Day(_))));
    assert!(matches!(Moment::parse("2026-11-23 10:00"), Some(Moment::Local(_))));
    assert!(matches!(Moment::parse("2026-11-23T10:00Z"), Some(Moment::Instant(_, 0))));
    assert_eq!(Moment::parse("2026-11-23T23:30-05:00").unwrap().date().to_string(), "2026-11-23");
    for bad in ["2026-13-01", "2026-11-31", "23.11.2026", "2026", "2026-11-23T", "2026-11-23T10:00[Europe/Nowhere]"] {
        assert_eq!(Moment::parse(bad), None, "{bad}");
    }
}
