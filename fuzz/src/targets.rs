//! What is tried with texts that nobody would write: every reader of what people write, alone or as
//! one file of a small site. `tests/corpora.rs` replays the seeds with the same functions.
//!
//! A target may refuse its text in any words; what it may not do is panic, hang, or break what it
//! promises of its result.

use std::collections::BTreeMap;
use std::sync::Arc;

use cityfolio::load;
use cityfolio::markup;
use cityfolio::path::{SourcePath, percent_decode, percent_encode, slug};
use cityfolio::source::{File, Snapshot};
use cityfolio::syntax::{front, markdown, table, yaml};
use jiff::Timestamp;

/// Tries one text.
pub(crate) type Target = fn(&str);

/// Every target by its name.
pub(crate) const TARGETS: [(&str, Target); 10] = [
    ("front", front_matter),
    ("yaml", data),
    ("csv", csv),
    ("markdown", text),
    ("html", html),
    ("path", paths),
    ("configuration", |text| site("site.yaml", text)),
    ("kind", |text| site("themes/default/kinds/news.yaml", text)),
    ("city", |text| site("content/cities/espoo.yaml", text)),
    ("article", |text| site("content/news/a.md", text)),
];

fn file() -> Arc<str> {
    Arc::from("fuzzed")
}

fn front_matter(text: &str) {
    if let Ok(parts) = front::split(&file(), text) {
        let (start, end) = (parts.front.start as usize, parts.front.end as usize);
        let front = text.get(start..end).expect("the front matter lies in the text");
        assert!(text.get(parts.body as usize..).is_some(), "the body begins outside the text");
        let _ = yaml::parse(&file(), front, parts.front.start);
    }
}

fn data(text: &str) {
    if let Err(problems) = yaml::parse(&file(), text, 0) {
        assert!(!problems.is_empty(), "refused without a word");
    }
}

fn csv(text: &str) {
    let (table, problems) = table::parse(&file(), text);
    assert!(table.is_some() || !problems.is_empty(), "no table, and nothing said");
    for row in table.iter().flat_map(|table| table.rows()) {
        for cell in row {
            assert!(text.get(cell.span.start as usize..cell.span.end as usize).is_some(), "a cell outside the text");
        }
    }
}

fn text(text: &str) {
    let (document, _) = markdown::parse(&file(), text, 0);
    for piece in &document.pieces {
        let is_there = match piece {
            markdown::Piece::Html(_) => true,
            markdown::Piece::Link(at) | markdown::Piece::Image(at) => *at < document.links.len(),
            markdown::Piece::Role(at) => *at < document.roles.len(),
            markdown::Piece::Directive(at) => *at < document.directives.len(),
        };
        assert!(is_there, "a hole without what fills it");
    }
    for span in &document.raw_html {
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "raw HTML outside the text");
    }
}

/// Cleaned twice is cleaned once, and nothing is left that runs.
fn html(text: &str) {
    let _ = (markup::removed(text), markup::addresses(text));
    if markup::Shape::default().add(text).is_err() {
        return;
    }
    let clean = markup::sanitise(text).to_lowercase();
    for tag in ["<script", "<iframe", "<style", "<object", "<embed"] {
        assert!(!clean.contains(tag), "`{tag}` is left");
    }
}

/// Whatever is joined stays inside.
fn paths(text: &str) {
    let inside = |path: &str| {
        path.is_empty() || path.split('/').all(|name| !matches!(name, "" | "." | "..") && !name.contains('\0'))
    };
    if let Some(path) = SourcePath::new(text) {
        assert!(inside(path.as_str()), "`{path}` leaves the site");
    }
    let from = SourcePath::new("content/news/a.md").expect("a plain path");
    if let Some(path) = from.link(text) {
        assert!(inside(path.as_str()), "`{path}` leaves the site");
    }
    let name = slug(text);
    assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{name}");
    assert_eq!(slug(&name), name, "a slug is its own slug");
    let encoded = percent_encode(text);
    assert!(encoded.is_ascii(), "{encoded}");
    assert_eq!(percent_decode(&encoded).as_deref(), Some(text), "an address that does not lead back");
    let _ = percent_decode(text);
}

/// A small site with one file of the text; everything a build reads is read.
fn site(path: &str, text: &str) {
    let plain = [
        ("site.yaml", "title: T\nbase_url: https://example.eu/\nlanguages: [en, fi]\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\n```{chart}\ntype: bar\nindicator: x\n```\n\n{value}`espoo/x`\n"),
        ("content/sources/s.yaml", "name: S\npublisher: P\n"),
        ("content/indicators/x.yaml", "name: X\ndefinition: D\nunit: count\nsource: s\n"),
        ("content/cities/espoo.yaml", "name: Espoo\nkind: city\ncountry: FI\nobservations: {x: {2023: 1}}\n"),
        ("content/news/a.md", "---\ntitle: A\n---\n\nText.\n"),
    ];
    let mut files = BTreeMap::new();
    for (path, text) in plain.into_iter().chain([(path, text)]) {
        let file = File::new(text.len() as u64, Some(Arc::from(text)));
        files.insert(SourcePath::new(path).expect("a plain path"), file);
    }
    let snapshot = Snapshot { files: files.into(), ..Snapshot::default() };
    let now = Timestamp::from_second(1_795_000_000).expect("a moment");
    let (loaded, report) = load::load(&snapshot, &load::Options { now, as_of: None, drafts: false, base_url: None });
    assert!(loaded.is_some() || report.has_errors(), "no site, and nothing said");
}
