//! Every limit of the table in ARCHITECTURE.md, at the limit and one past it.
//!
//! The numbers are those of the table, which `tests/tidy.rs` holds to the code. A row without a case here fails.

mod support;

use std::collections::BTreeSet;

use support::SiteTest;

/// What a site with so many of something is made of: a file and its text.
type Made = fn(usize) -> (String, String);

/// A constant with its file, how to reach it, and what is said one past it.
const CASES: [(&str, &str, Made, &str); 13] = [
    ("FOLDER_LIMIT", "src/source/walk.rs", folders, "error[folders-too-deep]"),
    ("HTML_DEPTH_LIMIT", "src/markup/shape.rs", elements, "elements of HTML are open inside one another"),
    ("HTML_LOOSE_LIMIT", "src/markup/shape.rs", ends, "tags of HTML have no partner"),
    ("HTML_ATTRIBUTE_LIMIT", "src/markup/shape.rs", attributes, "a tag of HTML has more than"),
    ("NAME_LIMIT", "src/path/mod.rs", name, "error[bad-slug]"),
    ("PATH_LIMIT", "src/path/mod.rs", old_address, "error[address-too-long]"),
    ("PAGE_LIMIT", "src/theme/mod.rs", page, "error[page-too-large]"),
    ("DEPTH_LIMIT", "src/syntax/yaml/mod.rs", lists, "lists and groups lie more than"),
    ("NODE_LIMIT", "src/syntax/yaml/mod.rs", values, "the file has more than"),
    ("ALIAS_LIMIT", "src/syntax/yaml/mod.rs", aliases, "repeat more than"),
    ("DEPTH_LIMIT", "src/syntax/markdown/events.rs", quotations, "error[nesting-too-deep]"),
    ("LENGTH_LIMIT", "src/syntax/markdown/math.rs", letters, "it is longer than"),
    ("BRACE_LIMIT", "src/syntax/markdown/math.rs", braces, "its braces are nested more than"),
];

/// Sizes of files, tested in `src/source/tests.rs` and `src/media/tests.rs`; and the stack, which no input may meet.
const ELSEWHERE: [&str; 6] = ["TEXT_LIMIT", "TABLE_LIMIT", "PICTURE_LIMIT", "PIXEL_LIMIT", "HEIGHT_LIMIT", "STACK"];

fn article(front: &str, body: &str) -> (String, String) {
    ("content/news/a.md".to_owned(), format!("---\ntitle: A\ndate: 2026-01-01\n{front}---\n\n{body}\n"))
}

/// `assets` is the first of them.
fn folders(count: usize) -> (String, String) {
    (format!("assets/{}a.txt", "d/".repeat(count - 1)), "text".to_owned())
}

fn elements(count: usize) -> (String, String) {
    article("", &format!("{}text{}", "<div>".repeat(count), "</div>".repeat(count)))
}

fn ends(count: usize) -> (String, String) {
    article("", &format!("text{}", "</b>".repeat(count)))
}

fn attributes(count: usize) -> (String, String) {
    let attributes: String = (0..count).map(|number| format!(" a{number}=\"\"")).collect();
    article("", &format!("text <abbr{attributes}>EU</abbr>"))
}

fn name(length: usize) -> (String, String) {
    article(&format!("slug: {}\n", "a".repeat(length)), "text")
}

/// An old address becomes a folder with a page; an odd length needs a name of two letters.
fn old_address(length: usize) -> (String, String) {
    let folders = length - "/index.html".len();
    let names = if folders.is_multiple_of(2) {
        format!("{}bb", "a/".repeat(folders / 2 - 1))
    } else {
        format!("{}b", "a/".repeat(folders / 2))
    };
    article(&format!("redirect_from: [/{names}/]\n"), "text")
}

fn page(length: usize) -> (String, String) {
    let (loops, rest) = (length / 1_000, "x".repeat(length % 1_000));
    let text = format!("{{% for _ in range(end={loops}) %}}{}{{% endfor %}}{rest}", "x".repeat(1_000));
    ("themes/default/templates/404.html".to_owned(), text)
}

/// The fields are the first group, `extra` is the second.
fn lists(count: usize) -> (String, String) {
    article(&format!("extra:\n  a: {}{}\n", "[".repeat(count - 2), "]".repeat(count - 2)), "text")
}

/// Beside the items there are four names with their values, and the group of them.
fn values(count: usize) -> (String, String) {
    article(&format!("extra:\n  a:\n{}", "  - 1\n".repeat(count - 9)), "text")
}

fn aliases(count: usize) -> (String, String) {
    article(&format!("extra:\n  a: &a x\n  b:\n{}", "  - *a\n".repeat(count)), "text")
}

fn quotations(count: usize) -> (String, String) {
    article("", &format!("{} text", ">".repeat(count)))
}

fn letters(length: usize) -> (String, String) {
    article("", &format!("${}$", "x".repeat(length)))
}

fn braces(count: usize) -> (String, String) {
    article("", &format!("${}x{}$", "{".repeat(count), "}".repeat(count)))
}

/// Name, file and number of every limit.
fn limits() -> Vec<(String, String, usize)> {
    let (_, table) = include_str!("../ARCHITECTURE.md")
        .split_once("| what | limit | constant | file |\n")
        .expect("the table is there");
    let rows = table.lines().skip(1).take_while(|line| line.starts_with('|'));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let [_, _, limit, name, file, _] = cells.as_slice() else { panic!("a limit has four cells: {line}") };
        let number = limit.replace(',', "").parse().expect("a limit is a number");
        ((*name).to_owned(), (*file).to_owned(), number)
    };
    rows.map(row).collect()
}

#[test]
fn every_limit_holds_at_its_number_and_not_before() {
    let mut missing: BTreeSet<(&str, &str)> = CASES.iter().map(|(name, file, ..)| (*name, *file)).collect();
    for (name, file, limit) in limits() {
        let case = CASES.iter().find(|(known, place, ..)| (*known, *place) == (&*name, &*file));
        let Some((known, place, made, said)) = case else {
            assert!(ELSEWHERE.contains(&&*name), "`{name}` has no case");
            continue;
        };
        missing.remove(&(*known, *place));
        let (path, text) = made(limit);
        let run = SiteTest::new().file(&path, text).build();
        assert!(!run.errors.contains(said), "`{name}` is met at {limit}:\n{:.2000}", run.errors);
        assert_eq!(run.code, Some(0), "`{name}`: a site at {limit} is refused:\n{:.2000}", run.errors);
        let (path, text) = made(limit + 1);
        let past = SiteTest::new().file(&path, text);
        let run = past.build();
        assert!(run.errors.contains(said), "`{name}` is not met one past {limit}:\n{:.2000}", run.errors);
        // A formula that cannot be shown is shown as it was written, with a warning.
        if run.code != Some(0) {
            past.refused();
        }
    }
    assert!(missing.is_empty(), "no limit is called {missing:?}");
}
