//! What `syntax::yaml` promises, case by case.

use super::*;

fn read(text: &str) -> Result<Node, Vec<Diagnostic>> {
    parse(&Arc::from("a.yaml"), text, 0)
}

fn slice(text: &str, node: &Node) -> String {
    text[node.span.start as usize..node.span.end as usize].to_owned()
}

#[test]
fn every_value_has_its_place() {
    let text = "title: Metsä ja \"kaupunki\"\nyear: 2023\nlist:\n  - a\n  - {b: 1.10}\n";
    let node = read(text).unwrap();
    assert_eq!(slice(text, node.get("title").unwrap()), "Metsä ja \"kaupunki\"");
    assert_eq!(slice(text, node.get("year").unwrap()), "2023");
    let list = node.get("list").unwrap();
    assert_eq!(slice(text, &list.items()[0]), "a");
    assert_eq!(list.items()[1].get("b").unwrap().scalar(), Some("1.10"));
    assert_eq!(&text[node.entries()[1].key_span.start as usize..node.entries()[1].key_span.end as usize], "year");
}

#[test]
fn numbers_keep_their_text() {
    let node = read("a: 0123\nb: 1.10\nc: no\nd: 12:30\ne: '1'\nf: 1e400\n2019: 66\n").unwrap();
    assert_eq!(node.get("a").unwrap().scalar(), Some("0123"));
    assert_eq!(node.get("b").unwrap().scalar(), Some("1.10"));
    assert_eq!(node.get("c").unwrap().text(), Some("no"));
    assert_eq!(node.get("d").unwrap().text(), Some("12:30"));
    assert_eq!(node.get("e").unwrap().text(), Some("1"));
    assert!(matches!(&node.get("f").unwrap().value, Value::Number { text, .. } if text == "1e400"));
    assert_eq!(node.get("2019").unwrap().scalar(), Some("66"));
}

#[test]
fn repeated_keys_name_both_places() {
    let problems = read("pop: 1\nx:\n  a: 1\n  a: 2\npop: 2\n").unwrap_err();
    assert_eq!(problems.len(), 2);
    assert_eq!(problems[0].code, "duplicate-key");
    assert_eq!(problems[0].also.len(), 1);
}

#[test]
fn faults_are_located() {
    for (text, code) in [
        ("title: [unclosed\n", "yaml-syntax"),
        ("a: b\n\tc: d\n", "yaml-tab"),
        ("a: &a {b: *a}\n", "yaml-alias"),
        ("a: *nowhere\n", "yaml-syntax"),
    ] {
        let problems = read(text).unwrap_err();
        assert_eq!(problems[0].code, code, "{text:?} {problems:?}");
        assert!(problems[0].hint.is_some());
    }
}

#[test]
fn no_escape_brings_a_control_character_in() {
    for text in ["name: \"Bell\\u0007\"\n", "a: [\"\\0\"]\n", "\"a\\x1b\": 1\n", "a: \"\\uFFFE\"\n"] {
        let problems = read(text).unwrap_err();
        assert_eq!(problems[0].code, "control-character", "{text:?} {problems:?}");
    }
    assert!(read("a: \"one\\ttwo\\nthree \\u263a\"\n").is_ok(), "tabs, line ends and signs are text");
}

#[test]
fn bombs_are_small_change() {
    let mut laughs = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for level in 1..9 {
        let copies = vec![format!("*a{}", level - 1); 9].join(",");
        laughs.push_str(&format!("a{level}: &a{level} [{copies}]\n"));
    }
    assert!(read(&laughs).is_err());
    assert!(read(&"[".repeat(100_000)).is_err());
    let mut deep = String::new();
    for level in 0..5_000 {
        deep.push_str(&" ".repeat(level));
        deep.push_str("a:\n");
    }
    assert!(read(&deep).is_err());
}

#[test]
fn an_empty_document_is_null() {
    assert_eq!(read("").unwrap().value, Value::Null);
    assert_eq!(read("# only a comment\n").unwrap().value, Value::Null);
}
