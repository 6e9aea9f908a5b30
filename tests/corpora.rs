//! Cases that others collected, and the seeds of the fuzz targets, replayed.
//!
//! Where cityfolio differs from a collection on purpose, a list beside it says where and why. A case
//! that differs and is not listed fails, and so does a listed case that no longer differs.

#![allow(clippy::disallowed_methods, reason = "tests read their cases from the disk")]

#[path = "../fuzz/src/targets.rs"]
mod targets;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use cityfolio::syntax::markdown::{self, Document, Piece};
use cityfolio::syntax::yaml;
use serde_json::Value;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpora")
}

fn cases(name: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder().join(name)).expect("the cases are there");
    serde_json::from_str(&text).expect("the cases are JSON")
}

fn word<'v>(case: &'v Value, key: &str) -> &'v str {
    case[key].as_str().unwrap_or_else(|| panic!("no `{key}` in {case}"))
}

/// A list of differences: under each reason (`# …`) the cases, in lines.
fn listed(name: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(folder().join(name)).expect("the list is there");
    let mut reason = String::new();
    let mut cases = BTreeMap::new();
    for line in text.lines() {
        match line.strip_prefix("# ") {
            Some(said) => reason = said.to_owned(),
            None => cases.extend(line.split_whitespace().map(|case| (case.to_owned(), reason.clone()))),
        }
    }
    cases
}

/// The cases that differ are those of the list.
#[track_caller]
fn as_listed(differing: &BTreeMap<String, String>, list: &str) {
    let listed = listed(list);
    let unlisted: Vec<&String> =
        differing.iter().filter(|(case, _)| !listed.contains_key(*case)).map(|(_, how)| how).collect();
    let shown = unlisted.iter().map(|how| how.as_str()).collect::<Vec<_>>().join("\n");
    assert!(unlisted.is_empty(), "{} differ and are not in {list}:\n{shown}", unlisted.len());
    let alike: Vec<_> = listed.keys().filter(|case| !differing.contains_key(*case)).collect();
    assert!(alike.is_empty(), "{list} names cases that do not differ: {alike:?}");
}

#[test]
fn commonmark_is_read_as_it_says() {
    let cases = cases("commonmark-0.31.2.json");
    assert_eq!(cases.len(), 652);
    let mut differing = BTreeMap::new();
    for case in &cases {
        let (text, wanted) = (word(case, "markdown"), word(case, "html"));
        let (document, _) = markdown::parse(&Arc::from("case.md"), text, 0);
        let made = html(&document);
        if plain(&made) != plain(wanted) {
            let number = case["number"].to_string();
            let shown = format!("{number} ({})\n{text}\nwanted:\n{wanted}\nmade:\n{made}\n", word(case, "section"));
            differing.insert(number, shown);
        }
    }
    as_listed(&differing, "commonmark-differences.txt");
}

/// The HTML of a text that needs nothing of a site: links lead where they say.
fn html(document: &Document) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Html(text) => text.clone(),
        Piece::Link(at) | Piece::Image(at) => address(&document.links[*at].target),
        Piece::Role(at) => format!("<!-- role {} -->", document.roles[*at].name),
        Piece::Directive(at) => format!("<!-- directive {} -->", document.directives[*at].name),
    };
    document.pieces.iter().map(piece).collect()
}

/// An address in an attribute, written as the examples write it.
fn address(target: &str) -> String {
    let letter = |byte: u8| match byte {
        b'&' => "&amp;".to_owned(),
        byte if byte.is_ascii_alphanumeric() || b"-_.+!*'(),%#@?=;:/$~".contains(&byte) => (byte as char).to_string(),
        byte => format!("%{byte:02X}"),
    };
    target.bytes().map(letter).collect()
}

/// Without what means the same: ids of headings, curly quotes and dashes, escapes nobody needs, and when
/// pictures are loaded.
fn plain(html: &str) -> String {
    let mut text = html.to_owned();
    for level in 1..=6 {
        while let Some(at) = text.find(&format!("<h{level} id=\"")) {
            let end = text[at + 3..].find('>').expect("a tag ends") + at + 3;
            text.replace_range(at + 3..end, "");
        }
    }
    for (from, to) in [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("\u{201c}", "\""),
        ("\u{201d}", "\""),
        ("\u{2018}", "'"),
        ("\u{2019}", "'"),
        ("\u{2026}", "..."),
        ("\u{2014}", "---"),
        ("\u{2013}", "--"),
        ("&gt;", ">"),
        (" loading=\"lazy\"", ""),
    ] {
        text = text.replace(from, to);
    }
    text.trim_end().to_owned()
}

#[test]
fn yaml_is_accepted_and_refused_as_it_should() {
    let cases = cases("yaml-test-suite.json");
    assert_eq!(cases.len(), 402);
    let mut differing = BTreeMap::new();
    for case in &cases {
        let id = word(case, "id");
        let wanted = case["error"] == false;
        let read = yaml::parse(&Arc::from("case.yaml"), word(case, "yaml"), 0);
        if read.is_ok() != wanted {
            let said = read.err().into_iter().flatten().map(|problem| problem.message).collect::<Vec<_>>().join("; ");
            let how = if wanted { "refused" } else { "accepted" };
            differing.insert(id.to_owned(), format!("{id} {how} ({}): {said}", word(case, "name")));
        }
    }
    as_listed(&differing, "yaml-differences.txt");
}

/// Texts that once broke a reader, and those that fuzzing starts from.
#[test]
fn seeds_of_the_fuzz_targets_are_survived() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let mut tried = BTreeSet::new();
    for (name, target) in targets::TARGETS {
        for seed in fs::read_dir(seeds.join(name)).unwrap_or_else(|error| panic!("no seeds of {name}: {error}")) {
            let text = fs::read(seed.expect("a seed").path()).expect("a seed can be read");
            if let Ok(text) = std::str::from_utf8(&text) {
                target(text);
                tried.insert(name);
            }
        }
    }
    assert_eq!(tried.len(), targets::TARGETS.len(), "targets without seeds");
}
