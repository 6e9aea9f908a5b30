//! What a built site must never hold: hidden entries, foreign markup, formulas, broken names.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]

mod support;

use std::fs;
use std::path::Path;

use support::{PLAIN, SiteTest, counts, says};

/// Everything that a build wrote, names and bytes, as one text.
fn everything(test: &SiteTest) -> String {
    let files = test.output().into_iter();
    files.map(|(path, bytes)| format!("{}\n{}\n", path.display(), String::from_utf8_lossy(&bytes))).collect()
}

#[test]
fn hidden_entries_are_in_no_output() {
    let entry = |fields: &str| {
        let old = fields.replace(|letter: char| !letter.is_alphanumeric(), "-");
        format!(
            "---\ntitle: Canary\n{fields}\nsummary: canary\ntags: [canary, open]\nredirect_from: [/canary-{old}/]\n---\n\n\
             ## Canary\n\nCanary with [a link](open.md).\n"
        )
    };
    let city = "name: Canaryville\nkind: city\ncountry: FI\ndraft: true\nobservations: {x: {2023: 77.77}}\n";
    let test = SiteTest::empty()
        .file("site.yaml", "title: Test\nbase_url: https://example.eu/\nlanguages: [en, fi]\n")
        .file("content/index.md", "---\ntitle: Home\n---\n\n```{listing}\ncollection: news\n```\n\n```{chart}\ntype: bar\nindicator: x\n```\n")
        .file("content/news/open.md", "---\ntitle: Open\ntags: [open]\ndate: 2026-01-01\n---\n\nText.\n")
        .file("content/news/canary-draft.md", entry("draft: true"))
        .file("content/news/canary-later.md", entry("publish_on: 2026-11-24"))
        .file("content/news/canary-embargo.md", entry("publish_on: 2026-11-23T00:01Z"))
        .file("content/news/canary-gone.md", entry("expires: 2026-11-22"))
        .file("content/news/canary-ended.md", entry("expires: 2026-11-22T23:59Z"))
        .file("content/press/canary/index.md", entry("place: Brussels\npublish_on: 2099-01-01").replace("[a link](open.md)", "[a](../../news/open.md) ![b](deep/canary-photo.svg) [c](canary-report.pdf)"))
        .file("content/press/canary/canary-report.pdf", "canary")
        .file("content/press/canary/deep/canary-photo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>canary</title></svg>")
        .file("content/news/open.fi.md", "---\ntitle: Kanarialintu canary\ndraft: true\n---\n\nCanary.\n")
        .file("content/canary-page.md", entry("draft: true\norder: 1").replace("open.md", "news/open.md"))
        .file("content/policy/_index.md", "---\ntitle: Canary\ndraft: true\n---\n\nCanary.\n")
        .file("content/news/.canary.md", entry(""))
        .file("content/_canary/a.md", entry(""))
        .file("content/sources/s.yaml", "name: S\npublisher: P\n")
        .file("content/indicators/x.yaml", "name: X\ndefinition: D\nunit: percent\nsource: s\n")
        .file("content/indicators/canary.yaml", "name: Canary\ndefinition: Canary\nunit: percent\nsource: s\nexpires: 2020-01-01\n")
        .file("content/cities/canaryville.yaml", city)
        .file("content/cities/espoo.yaml", "name: Espoo\nkind: city\ncountry: FI\nobservations: {x: {2023: 1}}\n")
        .file("content/cities/oulu.yaml", "name: Oulu\nkind: city\ncountry: FI\nobservations: {x: {2023: 2}}\n")
        .file("content/cities/turku.yaml", "name: Turku\nkind: city\ncountry: FI\nobservations: {x: {2023: 3}}\n");
    test.sound();
    for (path, bytes) in test.output() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        let name = path.display().to_string();
        assert!(!name.contains("canary"), "`{name}` was written");
        for word in ["canary", "77.77", "kanarialintu"] {
            assert!(!text.contains(word), "`{word}` is in `{name}`");
        }
    }
    // The same site with `--drafts` has them, so the words would have been found.
    let drafts = test.run(&["build", "--site", ".", "--as-of", "2026-11-23", "--drafts"]);
    assert_eq!(drafts.code, Some(0), "{}", drafts.errors);
    let all = everything(&test).to_lowercase();
    for word in [
        "canary-draft",
        "canary-later",
        "canary-embargo",
        "canary-gone",
        "canary-ended",
        "canary-report.pdf",
        "canaryville",
        "kanarialintu",
        "canary-page",
        "77.77",
    ] {
        assert!(all.contains(word), "`{word}` is not even in the drafts");
    }
}

#[test]
fn an_embargo_ends_when_it_says() {
    let test = SiteTest::new()
        .file("content/news/now.md", "---\ntitle: Now\npublish_on: 2026-11-23\n---\n")
        .file("content/news/last.md", "---\ntitle: Last day\nexpires: 2026-11-23\n---\n");
    test.sound();
    let output = test.output();
    assert!(output.contains_key(Path::new("news/now/index.html")));
    assert!(output.contains_key(Path::new("news/last/index.html")));
}

#[test]
fn markup_in_texts_is_text_everywhere() {
    const EVIL: &str = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;]]>";
    let quoted = serde_json::to_string(EVIL).unwrap();
    let article = format!(
        "---\ntitle: {quoted}\nsummary: {quoted}\ndate: 2026-01-01\ntags: [{quoted}]\nimage: {{src: p.svg, alt: {quoted}, credit: {quoted}}}\n\
         ---\n\n```{{chart}}\ntype: bar\nindicator: x\ntitle: {quoted}\nnote: {quoted}\n```\n\n```{{quote}}\nname: {quoted}\nrole: {quoted}\ntext: {quoted}\n```\n\n\
         ```{{figure}}\nsrc: p.svg\nalt: {quoted}\ncaption: {quoted}\ncredit: {quoted}\n```\n\n```{{table}}\nindicator: x\ntitle: {quoted}\n```\n\n\
         {{value}}`espoo/x`\n"
    );
    let city = |value: u8| {
        format!(
            "name: {quoted}\nkind: city\ncountry: FI\nobservations: {{x: {{2023: {{value: {value}, note: {quoted}}}}}}}\n"
        )
    };
    let test = SiteTest::empty()
        .file("site.yaml", format!("title: {quoted}\ndescription: {quoted}\nbase_url: https://example.eu/\nproject: {{acronym: {quoted}, title: {quoted}, programme: other, grant_number: {quoted}, granting_authority: {quoted}}}\n"))
        .file("content/index.md", format!("---\ntitle: {quoted}\nsummary: {quoted}\n---\n\nWelcome.\n"))
        .file("content/news/a.md", &article)
        .file("content/news/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("content/people/p.md", format!("---\nname: {quoted}\nrole: {quoted}\n---\n"))
        .file("content/sources/s.yaml", format!("name: {quoted}\npublisher: {quoted}\nlicence: {quoted}\n"))
        .file("content/indicators/x.yaml", format!("name: {quoted}\ndefinition: {quoted}\nunit: percent\nsource: s\ntheme: {}\n", quoted.get(..40).map(|cut| format!("{cut}\"")).unwrap()))
        .file("content/cities/espoo.yaml", city(1))
        .file("content/cities/oulu.yaml", city(2))
        .file("content/cities/turku.yaml", city(3));
    test.sound();
    for (path, bytes) in test.output() {
        let (name, text) = (path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned());
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("html") => html_is_sound(&name, &text),
            Some("xml" | "svg") => {
                assert!(!text.contains("<script"), "a script in {name}");
                assert!(!text.contains("<img"), "an element in {name}");
            }
            _ => {}
        }
    }
    // The words themselves are there, as text.
    assert!(test.page("news/a/index.html").contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(test.page("feed.xml").contains("alert(1)"));
}

/// No element and no attribute came from a text, and structured data is one whole object.
#[track_caller]
fn html_is_sound(name: &str, text: &str) {
    for tag in tags(text) {
        let own = !tag.starts_with("<script") || tag.contains("application/ld+json") || tag.contains(" src=\"/assets/");
        assert!(own && !bare(&tag).contains("onerror"), "`{tag}` in {name}");
        assert!(!tag.starts_with("<img src=x"), "`{tag}` in {name}");
    }
    for (at, _) in text.match_indices("application/ld+json") {
        let rest = &text[at..];
        let start = rest.find('>').expect("the tag ends") + 1;
        let object = rest[start..].split("</script>").next().unwrap_or_default();
        serde_json::from_str::<serde_json::Value>(object).unwrap_or_else(|error| panic!("{error} in {name}: {object}"));
    }
}

/// Every tag as a browser cuts them: a quoted value may hold `>`.
fn tags(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('<') {
        if !text[at + 1..].starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            continue;
        }
        let mut quote = None;
        let end = text[at..].find(|letter: char| {
            match (quote, letter) {
                (None, '"' | '\'') => quote = Some(letter),
                (Some(open), letter) if open == letter => quote = None,
                _ => {}
            }
            quote.is_none() && letter == '>'
        });
        found.push(text[at..end.map_or(text.len(), |end| at + end + 1)].to_owned());
    }
    found
}

/// A tag without its quoted values.
fn bare(tag: &str) -> String {
    tag.split('"').step_by(2).collect()
}

#[test]
fn formulas_in_tables_are_text() {
    let evil = |sign: &str| format!("{sign}cmd|' /C calc'!A0");
    let city = |name: &str, value: i8| {
        let name = serde_json::to_string(name).unwrap();
        format!(
            "name: {name}\nkind: city\ncountry: FI\nobservations: {{x: {{2023: {{value: {value}, note: {name}}}}}}}\n"
        )
    };
    let test = SiteTest::new()
        .file("content/sources/s.yaml", format!("name: \"{}\"\npublisher: P\n", evil("=")))
        .file("content/indicators/x.yaml", "name: \"@SUM(1)\"\ndefinition: D\nunit: count\nsource: s\n")
        .file("content/cities/espoo.yaml", city(&evil("="), -1))
        .file("content/cities/oulu.yaml", city(&evil("+"), 2))
        .file("content/cities/turku.yaml", city(&evil("-"), 3))
        .file("content/cities/vaasa.yaml", city("\t=1+1", 4))
        .file("content/index.md", "---\ntitle: Home\n---\n\n```{chart}\ntype: bar\nindicator: x\n```\n");
    test.sound();
    let mut tables = 0;
    for (path, bytes) in test.output() {
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        tables += 1;
        let text = String::from_utf8(bytes).unwrap();
        for cell in text.lines().flat_map(|line| line.split(',')) {
            let cell = cell.trim_matches('"');
            let number = cell.parse::<f64>().is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t']), "`{cell}` in {}", path.display());
        }
    }
    assert!(tables >= 3, "only {tables} tables");
}

#[test]
fn odd_names_survive_the_way_to_the_page() {
    let test = SiteTest::new()
        .file("content/news/50 % off & more #1.md", PLAIN)
        .file("content/news/O'Brien \u{201c}quoted\u{201d}.md", PLAIN)
        .file("content/news/ÄÖ Ελλάδα.md", PLAIN)
        .file("content/news/photo 50% #1.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("content/news/links.md", "---\ntitle: Links\n---\n\n[a](<50 %25 off & more #1.md>) is no file; [b](50%20%25%20off%20&%20more%20%231.md) is.\n\n![p](photo%2050%25%20%231.svg)\n");
    let errors = test.refused();
    says(&errors, "broken-link", "content/news/links.md:5:1");
    counts(&errors, 1);
    let test = test.file(
        "content/news/links.md",
        "---\ntitle: Links\n---\n\n[b](50%20%25%20off%20&%20more%20%231.md)\n\n![p](photo%2050%25%20%231.svg)\n",
    );
    fs::remove_dir_all(test.folder().join("public")).unwrap();
    test.sound();
    let page = test.page("news/links/index.html");
    assert!(page.contains("href=\"/news/50-off-more-1/\""), "{page}");
    let picture = page.split("src=\"/assets/pictures/").nth(1).and_then(|rest| rest.split('"').next());
    let picture = picture.expect("a picture in the text");
    assert!(test.output().contains_key(&Path::new("assets/pictures").join(picture)), "{picture}");
    let sitemap = test.page("sitemap.xml");
    assert!(sitemap.contains("https://example.eu/news/ao-ellada/"), "{sitemap}");
}
