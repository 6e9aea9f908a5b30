//! Cases that others collected, and the seeds of the fuzz targets, replayed.
//!
//! Where cityfolio differs from a collection on purpose, a list beside it says where and why. A case
//! that differs and is not listed fails, and so does a listed case that no longer differs.

#![allow(clippy::disallowed_methods, reason = "tests read their cases from the disk")]

#[path = "../fuzz/src/targets.rs"]
mod targets;

use std::collections::BTreeMap;
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
        Piece::Html(text) => text.text().into_owned(),
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

/// The texts that a fuzz target starts from, and those that once broke it.
fn seeds(name: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name);
    let found = fs::read_dir(&folder).unwrap_or_else(|error| panic!("no seeds of {name}: {error}"));
    let mut paths: Vec<_> = found.map(|seed| seed.expect("a seed").path()).collect();
    paths.sort();
    let texts = paths.iter().map(|path| fs::read(path).expect("a seed can be read"));
    texts.filter_map(|bytes| String::from_utf8(bytes).ok()).collect()
}

#[test]
fn seeds_of_the_fuzz_targets_are_survived() {
    for (name, target) in targets::TARGETS {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "no seeds of {name}");
        seeds.iter().for_each(|text| target(text));
    }
}

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

/// Pieces that mean something to one reader or another.
const WORDS: [&str; 44] = [
    "---\n",
    "\n",
    "\n\n",
    "  ",
    "\t",
    ": ",
    "- ",
    "? ",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "!x ",
    "|\n",
    ">\n",
    "\"",
    "'",
    "#",
    "`",
    "```",
    "{chart}",
    "{value}`",
    "*",
    "**",
    "_",
    "~~",
    "$",
    "![",
    "](",
    "<b>",
    "</b>",
    "<!--",
    "[^1]",
    "|",
    "\\",
    "%2e",
    "../",
    "2023",
    "1e308",
    "\u{e9}",
    "\u{1f3d9}",
    "\0",
];

/// A text with some of it taken out, doubled, moved, or with a piece put in.
fn mutated(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=chance.below(6) {
        let (at, length) = (chance.below(letters.len() + 1), chance.below(12));
        let end = (at + length).min(letters.len());
        match chance.below(4) {
            0 => drop(letters.drain(at..end)),
            1 => {
                let copied = letters[at..end].to_vec();
                let to = chance.below(letters.len() + 1);
                letters.splice(to..to, copied);
            }
            _ => {
                let word = WORDS[chance.below(WORDS.len())].repeat(if chance.below(20) == 0 { 70 } else { 1 });
                letters.splice(at..at, word.chars());
            }
        }
    }
    letters.into_iter().collect()
}

/// Bytes of stack, as in `cli`.
const STACK: usize = 8_388_608;

/// Texts near those that are known. `MUTATIONS=100000` tries that many of each seed, `CHANCE=2` others.
#[test]
fn texts_near_the_seeds_are_survived() {
    let number =
        |name: &str, default: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let mut chance = Chance(number("CHANCE", 1));
    for (name, target) in targets::TARGETS {
        for text in seeds(name) {
            for _ in 0..number("MUTATIONS", 40) {
                let tried = mutated(&text, &mut chance);
                // With the stack that the program gives its threads; a text that overflows it ends the tests.
                let shown = tried.clone();
                let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || target(&tried));
                assert!(thread.expect("a thread").join().is_ok(), "`{name}` does not survive {shown:?}");
            }
        }
    }
}
