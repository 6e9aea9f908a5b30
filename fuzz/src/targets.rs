//! What is tried with texts that nobody would write: every reader of what people write, alone or as
//! one file of a small site. `tests/corpora.rs` replays the seeds with the same functions.
//!
//! A target may refuse its text in any words; what it may not do is panic, hang, or break what it
//! promises of its result.

use std::collections::BTreeMap;
use std::sync::Arc;

use cityfolio::chart;
use cityfolio::load;
use cityfolio::locale::Locale;
use cityfolio::markup;
use cityfolio::model::request::Block;
use cityfolio::path::{SourcePath, percent_decode, percent_encode, slug};
use cityfolio::plan::spec;
use cityfolio::source::{File, Snapshot};
use cityfolio::syntax::{front, markdown, table, yaml};
use cityfolio::theme;
use jiff::Timestamp;

/// Tries one text.
pub(crate) type Target = fn(&str);

/// Every target by its name.
pub(crate) const TARGETS: [(&str, Target); 12] = [
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
    ("chart", chart),
    ("request", preview::request),
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

/// A chart that is asked for in words: what is allowed can be drawn, and nothing that is no number gets into it.
fn chart(text: &str) {
    let article = format!("---\ntitle: A\n---\n\n```{{chart}}\n{text}\n```\n");
    let snapshot = snapshot("content/news/a.md", &article);
    let (Some(loaded), _) = load::load(&snapshot, &options()) else { panic!("the site itself is sound") };
    let languages = ["en".to_owned()];
    let phrases = theme::texts(&loaded.theme, &languages).of("en");
    let locale = Locale::new("en", phrases).expect("English is known");
    let prose = loaded
        .site
        .entries
        .values()
        .flat_map(|entry| entry.versions.values())
        .filter_map(|version| version.body.as_ref());
    for block in prose.flat_map(|prose| &prose.blocks) {
        let Block::Chart(request) = block else { continue };
        let Ok(picture) = spec::picture(&loaded.site, &locale, request, "figure-1") else { continue };
        let drawn = chart::draw(&picture.spec, &locale);
        assert_eq!(drawn.is_ok(), chart::check(&picture.spec).is_ok(), "allowed, and not drawn");
        for svg in drawn.iter().flat_map(|drawn| [&drawn.wide, &drawn.narrow]) {
            assert!(!svg.contains("\"NaN") && !svg.contains("\"inf") && !svg.contains(" NaN"), "{svg}");
        }
    }
}

fn options() -> load::Options {
    let now = Timestamp::from_second(1_795_000_000).expect("a moment");
    load::Options { now, as_of: None, drafts: false, base_url: None }
}

/// A small site with one file of the text; everything a build reads is read.
fn site(path: &str, text: &str) {
    let snapshot = snapshot(path, text);
    let (loaded, report) = load::load(&snapshot, &options());
    assert!(loaded.is_some() || report.has_errors(), "no site, and nothing said");
}

fn snapshot(path: &str, text: &str) -> Snapshot {
    let plain = [
        ("site.yaml", "title: T\nbase_url: https://example.eu/\nlanguages: [en, fi]\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\n```{chart}\ntype: bar\nindicator: x\n```\n\n{value}`espoo/x`\n"),
        ("content/sources/s.yaml", "name: S\npublisher: P\n"),
        ("content/indicators/x.yaml", "name: X\ndefinition: D\nunit: count\nsource: s\n"),
        ("content/indicators/y.yaml", "name: Y\ndefinition: D\nunit: percent\nrange: [0, 100]\nsource: s\n"),
        ("content/indicators/z.yaml", "name: Z\ndefinition: D\nunit: percent\nrange: [0, 100]\nsource: s\n"),
        (
            "content/cities/espoo.yaml",
            "name: Espoo\nkind: city\ncountry: FI\ncoordinates: [60.2, 24.7]\nobservations: {x: {2023: 1}}\n",
        ),
        ("content/cities/oulu.yaml", "name: Oulu\nkind: city\ncountry: FI\ncoordinates: [65.0, 25.5]\n"),
        ("content/data/y.csv", "city,2021,2022,2023\nespoo,40,41,39\noulu,60,,55\n"),
        ("content/data/z.csv", "city,2023\nespoo,20\noulu,30\n"),
        ("content/news/a.md", "---\ntitle: A\n---\n\nText.\n"),
    ];
    let mut files = BTreeMap::new();
    for (path, text) in plain.into_iter().chain([(path, text)]) {
        let file = File::new(text.len() as u64, Some(Arc::from(text)));
        files.insert(SourcePath::new(path).expect("a plain path"), file);
    }
    Snapshot { files: files.into(), ..Snapshot::default() }
}

/// A preview that listens, and what is sent to it.
mod preview {
    use std::io::{Read, Write};
    use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpStream};
    use std::sync::LazyLock;
    use std::time::Duration;
    use std::{env, fs, process};

    use cityfolio::build::{self, Session, Target};
    use cityfolio::serve::{self, Preview};

    /// Stands in a source of the site and in a file beside it: what is served never holds it.
    const SECRET: &str = "not-to-be-served";

    static ADDRESS: LazyLock<SocketAddr> = LazyLock::new(|| {
        let folder = env::temp_dir().join(format!("cityfolio-preview-{}", process::id()));
        let site = folder.join("site");
        fs::create_dir_all(site.join("content")).expect("a folder for a while");
        let file = |path: &str, text: &str| fs::write(folder.join(path), text).expect("a file for a while");
        file("site/site.yaml", &format!("# {SECRET}\ntitle: T\nbase_url: https://example.eu/\n"));
        file("site/content/index.md", "---\ntitle: Home\n---\n\nText.\n");
        file("secret.html", SECRET);
        let load = super::options();
        let now = load.now;
        let (target, cache, explain) = (Target::Nothing, None, None);
        let mut session =
            Session::new(build::Options { site, target, strict: false, external: false, cache, explain, load });
        let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let options = serve::Options { host, port: 0, allow_hosts: Vec::new(), drafts: false, now };
        let preview = Preview::open(&options, &session).expect("a port is free");
        serve::run(&preview, &mut session, &mut |_| None, &mut |_| ());
        fs::remove_dir_all(&folder).expect("the folder was made here");
        preview.address
    });

    /// Every request is answered in its protocol or not at all, and with nothing but outputs.
    pub(super) fn request(text: &str) {
        let Ok(mut stream) = TcpStream::connect(*ADDRESS) else { return };
        let patience = Some(Duration::from_secs(2));
        stream.set_read_timeout(patience).expect("a time that is not zero");
        let sent = stream.write_all(text.as_bytes()).and_then(|()| stream.shutdown(Shutdown::Write));
        let mut answer = Vec::new();
        // A connection that ends early is no fault: that is how too long a request is refused.
        let _ = sent.and_then(|()| stream.read_to_end(&mut answer));
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1."), "no answer of the protocol: {answer}");
        assert!(!answer.contains(SECRET), "a file is served that is no output: {answer}");
    }
}
