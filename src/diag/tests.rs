//! What `diag` promises, case by case.

use super::*;

const SOURCE: &str = "title: Metsä\ntilte: x\n";

fn slip() -> Diagnostic {
    Diagnostic::error("unknown-field", "`tilte` is no field of a case study")
        .at(Place::at("content/a.md", Span::new(14, 19)))
        .hint("did you mean `title`?")
}

fn lookup(file: &str) -> Option<&'static str> {
    (file == "content/a.md").then_some(SOURCE)
}

#[test]
fn text_shows_place_fact_and_cure() {
    let shown = text(&slip(), false, lookup);
    assert!(shown.starts_with("error[unknown-field]: `tilte` is no field of a case study"), "{shown}");
    assert!(shown.contains("content/a.md:2:1"), "{shown}");
    assert!(shown.contains("^^^^^"), "{shown}");
    assert!(shown.contains("help: did you mean `title`?"), "{shown}");
}

#[test]
fn text_names_a_file_without_excerpt() {
    let shown =
        text(&Diagnostic::error("not-utf-8", "the file is no UTF-8").at(Place::file("content/b.md")), false, lookup);
    assert!(shown.contains("--> content/b.md"), "{shown}");
}

#[test]
fn columns_count_characters() {
    let place = line_column(SOURCE, Span::new(12, 13));
    assert_eq!((place.line, place.column), (1, 12));
}

#[test]
fn json_has_every_key() {
    let value: serde_json::Value = serde_json::from_str(&json(&slip(), lookup)).expect("valid JSON");
    assert_eq!(value["line"], 2);
    assert_eq!(value["end_column"], 6);
    assert_eq!(value["hint"], "did you mean `title`?");
    let bare = json(&Diagnostic::error("x", "y"), lookup);
    assert!(bare.contains(r#""file":null,"line":null"#), "{bare}");
}

#[test]
fn github_escapes() {
    let shown = github(&Diagnostic::warning("x", "50%\nof all").at(Place::file("a,b.md")), lookup);
    assert_eq!(shown, "::warning file=a%2Cb.md,title=x::50%25%0Aof all");
}

#[test]
fn suggestions_are_near() {
    assert_eq!(nearest("tilte", ["title", "date"]), Some("title"));
    assert_eq!(nearest("sum", ["summary", "date"]), Some("summary"));
    assert_eq!(nearest("banana", ["title", "date"]), None);
    assert_eq!(did_you_mean("banana", ["a", "b"]).as_deref(), Some("known here: `a`, `b`"));
}

#[test]
fn sorting_drops_repeats() {
    let mut report = Report { problems: vec![slip(), slip(), Diagnostic::error("a", "no place")] };
    report.sort();
    assert_eq!(report.problems.len(), 2);
    assert_eq!(report.counts(), (2, 0));
}
