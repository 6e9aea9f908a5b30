//! Bad input that cannot be files in git, and what a built site must never hold.
//!
//! Cases that are plain files are folders of `tests/sites`; here are names and bytes that git or other
//! systems change, files too large to keep, conditions of the output folder, and assertions over
//! everything that a build wrote.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]

mod support;

use std::fs;
use std::path::Path;
use std::time::Duration;

use support::{PLAIN, Run, SiteTest, counts, says};

/// What a hostile file may take in a build that is not optimised; each takes well under a second.
const SOON: Duration = Duration::from_secs(20);
/// KiB: a bomb that is let off takes gigabytes.
const LITTLE: u64 = 300 * 1024;

#[test]
fn encodings_are_named() {
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("title: A".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain("a,b".encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let test = SiteTest::new()
        .file("content/news/utf16.md", &utf16)
        .file("content/data/utf16.csv", &big)
        .file("content/cities/latin.yaml", b"name: Malm\xf6\nkind: city\ncountry: SE\n")
        .file("content/news/cut.md", b"---\ntitle: A\n---\n\nText \xff\xfe.\n")
        .file("themes/default/templates/page.html", b"\xff")
        .file("content/policy/links.md", "---\ntitle: A\n---\n\n[Cut](../news/cut.md), {value}`latin/x`\n");
    let errors = test.refused();
    says(&errors, "utf-16", "content/news/utf16.md");
    says(&errors, "utf-16", "content/data/utf16.csv");
    says(&errors, "not-utf-8", "content/cities/latin.yaml");
    says(&errors, "not-utf-8", "content/news/cut.md");
    says(&errors, "not-utf-8", "themes/default/templates/page.html");
    assert!(errors.contains("line 1, column 11, behind `name: Malm`"), "{errors}");
    // What could not be read is not called missing as well.
    assert!(!errors.contains("content/policy/links.md"), "{errors}");
    counts(&errors, 5);
}

#[test]
fn marks_and_line_ends_of_other_systems_are_fine() {
    let crlf = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let test = SiteTest::empty()
        .file("site.yaml", crlf("title: Test\nbase_url: https://example.eu/\n"))
        .file("content/index.md", crlf("---\ntitle: Home\n---\n\nWelcome.\n"))
        .file("content/news/a.md", crlf("---\ntitle: News\ntags: [a]\n---\n\n## Part\n\nText.\n"))
        .file("content/sources/s.yaml", crlf("name: S\npublisher: P\naccessed: 2026-11-23\n"))
        .file("content/indicators/x.yaml", crlf("name: X\ndefinition: D\nunit: count\nsource: s\n"))
        .file("content/cities/espoo.yaml", crlf("name: Espoo\nkind: city\ncountry: FI\n"))
        .file("content/data/x.csv", crlf("city,2023\nespoo,1\n"));
    assert_eq!(test.sound().errors, "");
    assert!(test.page("news/a/index.html").contains("<title>News"));
}

#[test]
fn crlf_does_not_move_places() {
    let test =
        SiteTest::new().file("content/news/a.md", "\u{feff}---\r\ntitle: A\r\ntilte: B\r\n---\r\n\r\n[x](y.md)\r\n");
    let errors = test.refused();
    says(&errors, "unknown-field", "content/news/a.md:3:1");
    says(&errors, "broken-link", "content/news/a.md:6:1");
}

#[test]
fn control_characters_are_refused() {
    let test = SiteTest::new()
        .file("content/news/nul.md", "---\ntitle: A\n---\n\nNo\0thing.\n")
        .file("content/news/title.md", "---\ntitle: \"A\u{1b}[31m\"\n---\n")
        .file("content/cities/a.yaml", "name: \u{7}\nkind: city\ncountry: FI\n")
        .file("content/data/x.csv", "city,2023\n\u{fffe},1\n")
        .file("site.yaml", "title: T\u{8}\nbase_url: https://example.eu/\n");
    let errors = test.refused();
    says(&errors, "control-character", "content/news/nul.md");
    says(&errors, "control-character", "content/news/title.md");
    says(&errors, "control-character", "content/cities/a.yaml");
    says(&errors, "control-character", "content/data/x.csv");
    says(&errors, "control-character", "site.yaml");
    assert!(!errors.contains(['\u{1b}', '\u{7}', '\0']), "a message sends signs to the terminal");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_named() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let test = SiteTest::new();
    let folder = test.folder().join("content/news");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(OsStr::from_bytes(b"b\xff d.md")), PLAIN).unwrap();
    fs::create_dir(folder.join(OsStr::from_bytes(b"c\xfe"))).unwrap();
    fs::write(folder.join(OsStr::from_bytes(b"c\xfe")).join("index.md"), PLAIN).unwrap();
    fs::write(folder.join("back\\slash.md"), PLAIN).unwrap();
    fs::write(folder.join("con.md"), PLAIN).unwrap();
    fs::write(folder.join("???.md"), PLAIN).unwrap();
    fs::write(folder.join("line\nend.md"), PLAIN).unwrap();
    // 84 letters of three bytes that become four or more each.
    fs::write(folder.join(format!("{}.md", "щ".repeat(120))), PLAIN).unwrap();
    let errors = test.refused();
    says(&errors, "name-not-utf-8", "content/news/b\u{fffd} d.md");
    says(&errors, "name-not-utf-8", "content/news/c\u{fffd}");
    counts(&errors, 7);
    says(&errors, "name-not-portable", "back\\slash.md");
    says(&errors, "name-not-portable", "line\u{fffd}end.md");
    says(&errors, "bad-slug", "щщщ");
    says(&errors, "bad-slug", "content/news/con.md");
    says(&errors, "bad-slug", "content/news/???.md");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_site_are_refused() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.md");
    fs::write(&secret, "---\ntitle: Canary\n---\n\nCanary.\n").unwrap();
    let test = SiteTest::new().file("content/news/a.md", PLAIN);
    let link = |to: &Path, from: &str| {
        let from = test.folder().join(from);
        fs::create_dir_all(from.parent().unwrap()).unwrap();
        symlink(to, from).unwrap();
    };
    link(&secret, "content/news/leak.md");
    link(outside.path(), "content/policy");
    link(&secret, "assets/leak.txt");
    link(outside.path(), "themes/other");
    link(Path::new("nowhere"), "content/news/dead.md");
    link(Path::new("a.md"), "content/news/inside.md");
    link(Path::new(".."), "content/news/loop");
    let errors = test.refused();
    for place in [
        "content/news/leak.md",
        "content/policy",
        "assets/leak.txt",
        "themes/other",
        "content/news/dead.md",
        "content/news/inside.md",
        "content/news/loop",
    ] {
        says(&errors, "link-in-sources", place);
    }
    counts(&errors, 7);
    assert!(!errors.contains("Canary"));
}

#[cfg(unix)]
#[test]
fn the_roots_of_a_site_are_no_links() {
    use std::os::unix::fs::symlink;
    let other = SiteTest::new();
    let test = SiteTest::empty();
    symlink(other.folder().join("content"), test.folder().join("content")).unwrap();
    symlink(other.folder().join("site.yaml"), test.folder().join("site.yaml")).unwrap();
    let errors = test.refused();
    says(&errors, "link-in-sources", "content");
    says(&errors, "link-in-sources", "site.yaml");
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let test = SiteTest::new().file("content/news/a.md", PLAIN);
    let file = test.folder().join("content/news/a.md");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&file).is_ok() {
        // The tests run as a user who may read everything.
        return;
    }
    let run = test.build();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(run.code, Some(1), "{}", run.errors);
    says(&run.errors, "unreadable", "content/news/a.md");
}

#[test]
fn files_past_their_limit_are_refused() {
    let large = format!("---\ntitle: A\n---\n\n{}", "word ".repeat(2_000_001));
    let test = SiteTest::new().file("content/news/large.md", large).file("content/news/small.md", PLAIN);
    let errors = test.refused();
    says(&errors, "file-too-large", "content/news/large.md");
    assert!(errors.contains("the file has 11 MB, the limit is 10 MB"), "{errors}");
    counts(&errors, 1);
}

/// A run over hostile files ends soon, with little memory, and with messages for them.
#[track_caller]
fn survives(test: &SiteTest) -> Run {
    let run = test.build();
    assert!(matches!(run.code, Some(0 | 1)), "ended with {:?}:\n{:.2000}", run.code, run.errors);
    assert!(run.time < SOON, "took {:?}", run.time);
    assert!(run.memory < LITTLE, "took {} MiB", run.memory / 1024);
    run
}

#[test]
fn deep_nesting_ends() {
    let deep = "[".repeat(100_000);
    let maps = "{a: ".repeat(100_000);
    let blocks: String = (0..2_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    let test = SiteTest::new()
        .file("content/news/front.md", format!("---\ntitle: {deep}\n---\n\nText.\n"))
        .file("content/news/closed.md", format!("---\ntitle: {deep}{}\n---\n\nText.\n", "]".repeat(100_000)))
        .file("content/news/maps.md", format!("---\nextra: {maps}\n---\n\nText.\n"))
        .file("content/news/block.md", format!("---\ntitle: A\n---\n\n```{{chart}}\n{deep}\n```\n"))
        .file("content/cities/data.yaml", &deep)
        .file("content/cities/blocks.yaml", blocks)
        .file("themes/default/kinds/deep.yaml", &deep)
        .file("themes/default/i18n/en.yaml", &maps)
        .file("themes/default/templates/deep.html", "{% if x %}".repeat(20_000))
        .file("content/data/deep.csv", format!("city,2023\n{deep},1\n"));
    let run = survives(&test);
    for file in [
        "news/front.md",
        "news/closed.md",
        "news/maps.md",
        "news/block.md",
        "cities/data.yaml",
        "cities/blocks.yaml",
        "kinds/deep.yaml",
        "i18n/en.yaml",
        "templates/deep.html",
        "data/deep.csv",
    ] {
        assert!(run.errors.contains(file), "nothing said of {file}:\n{:.3000}", run.errors);
    }
    says(&run.errors, "yaml-limit", "content/news/front.md:2:");
    assert!(run.errors.len() < 40_000, "messages of {} bytes", run.errors.len());
}

#[test]
fn a_deep_configuration_ends() {
    let test = SiteTest::new().file("site.yaml", "[".repeat(100_000));
    let run = survives(&test);
    says(&run.errors, "yaml-limit", "site.yaml:1:");
}

#[test]
fn hostile_markdown_ends() {
    let list: String = (0..3_000).map(|level| format!("{}- x\n", "  ".repeat(level))).collect();
    let article = |body: String| format!("---\ntitle: A\n---\n\n{body}\n");
    let test = SiteTest::new()
        .file("content/news/quotes.md", article(">".repeat(50_000) + "a"))
        .file("content/news/list.md", article(list))
        .file("content/news/brackets.md", article("[".repeat(100_000)))
        .file("content/news/emphasis.md", article("*a **a ".repeat(50_000)))
        .file("content/news/links.md", article("[a](".repeat(50_000)))
        .file("content/news/html.md", article("<div ".repeat(20_000)))
        .file("content/news/tags.md", article("<b onclick=\"x\">".repeat(5_000)))
        .file("content/news/roles.md", article("{value}`a".repeat(20_000)))
        .file(
            "content/news/table.md",
            article(format!("{}\n{}\n{}", "|a".repeat(9_000), "|-".repeat(9_000), "|b".repeat(9_000))),
        );
    survives(&test);
}

/// Where there are cities, the rules of wording read every line too.
#[test]
fn hostile_sentences_end() {
    let article = |sign: &str| format!("---\ntitle: A\ndate: 2026-01-01\n---\n\nStart {}\n", sign.repeat(200_000));
    let test = SiteTest::new()
        .file("content/cities/helsinki.yaml", "name: Helsinki\nkind: city\ncountry: FI\n")
        .file("content/news/less.md", article("x < "))
        .file("content/news/quotes.md", article("x “ "))
        .file("content/news/brackets.md", article("x](y "))
        .file("content/news/code.md", format!("{}`", article("x ``` y")));
    let run = survives(&test);
    assert_eq!(run.code, Some(0), "{:.2000}", run.errors);
}

#[test]
fn bombs_of_aliases_end() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..9 {
        let copies = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{copies}]\n"));
    }
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(9_000), vec!["*a"; 9_000].join(", "));
    let test = SiteTest::new()
        .file(
            "site.yaml",
            format!("title: Test\nbase_url: https://example.eu/\nproject:\n  {}", bomb.replace('\n', "\n  ")),
        )
        .file("content/cities/bomb.yaml", &bomb)
        .file("content/news/long.md", format!("---\ntitle: A\nextra:\n  {}\n---\n", long.replace('\n', "\n  ")));
    let run = survives(&test);
    says(&run.errors, "yaml-alias", "site.yaml:");
}

#[test]
fn names_that_differ_in_case_clash() {
    let test = SiteTest::new()
        .file("content/news/foo.md", PLAIN)
        .file("assets/Data/list.txt", "a")
        .file("assets/data/LIST.txt", "b")
        .file("assets/caf\u{e9}.txt", "c")
        .file("assets/cafe\u{301}.txt", "d");
    fs::write(test.folder().join("content/news/Foo.md"), PLAIN).unwrap();
    if fs::read_dir(test.folder().join("content/news")).unwrap().count() < 2 {
        // This file system takes the two for one.
        return;
    }
    let errors = test.refused();
    says(&errors, "address-taken", "content/news/Foo.md");
    says(&errors, "address-taken", "assets/data/LIST.txt");
    says(&errors, "address-taken", "assets/cafe\u{301}.txt");
}

#[test]
fn a_file_where_a_folder_must_be_is_named() {
    let test = SiteTest::new().file("assets/news", "no folder").file("content/news/a.md", PLAIN);
    says(&test.refused(), "address-taken", "assets/news");
    let test =
        SiteTest::empty().file("site.yaml", "title: T\nbase_url: https://example.eu/\n").file("content", "no folder");
    says(&test.refused(), "no-folder", "content");
}

/// Raw HTML without partners kept the cleaner busy for minutes.
#[test]
fn tangled_html_is_refused() {
    let article = |body: String| format!("---\ntitle: A\n---\n\n{body}\n");
    let numbered: String = (0..20_000).map(|number| format!("<b title=\"{number}\">")).collect();
    let attributes: String = (0..50_000).map(|number| format!("x{number}=1 ")).collect();
    let test = SiteTest::new()
        .file("content/news/bold.md", article(format!("x {numbered}")))
        .file("content/news/boxes.md", article("<div>\n\n".repeat(20_000)))
        .file("content/news/ends.md", article("<b></p>".repeat(20_000)))
        .file("content/news/left.md", article(format!("{}x", "<i><b></i>".repeat(20_000))))
        .file("content/news/signs.md", article(format!("<a {attributes}>x</a>")));
    let run = survives(&test);
    assert_eq!(run.code, Some(1), "{:.2000}", run.errors);
    for file in ["bold", "boxes", "ends", "left", "signs"] {
        says(&run.errors, "html-tangled", &format!("content/news/{file}.md:"));
    }
}

/// Long lists and tables whose ends are left out, as HTML allows, are no tangle.
#[test]
fn html_without_its_optional_ends_is_fine() {
    let rows = "<tr><th>a<td>b".repeat(300);
    let body =
        format!("<ul>{}</ul>\n\n<table>{rows}</table>\n\n<dl>{}</dl>\n", "<li>x".repeat(300), "<dt>a<dd>b".repeat(300));
    let test = SiteTest::new().file("content/news/a.md", format!("---\ntitle: A\n---\n\n{body}"));
    assert_eq!(test.sound().errors, "");
    assert_eq!(test.page("news/a/index.html").matches("<li>x").count(), 300);
}

#[test]
fn tags_without_an_address_are_named() {
    let test = SiteTest::new().file(
        "content/news/a.md",
        "---\ntitle: A\ntags: [\"..\", /, \"../con\", \"\u{1f3d9}\u{fe0f}\", fine]\n---\n\nText.\n",
    );
    let errors = test.refused();
    says(&errors, "bad-tag", "content/news/a.md:3:8");
    says(&errors, "bad-tag", "content/news/a.md:3:14");
    says(&errors, "bad-tag", "content/news/a.md:3:17");
}

/// A pipe would hold a reader up for ever; it is named, and not passed over in silence.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_named() {
    let test = SiteTest::new().file("content/news/a.md", PLAIN).file("assets/a.txt", "a");
    let sockets: Vec<_> = ["content/news/b.md", "assets/c.txt"]
        .iter()
        .map(|path| std::os::unix::net::UnixListener::bind(test.folder().join(path)).unwrap())
        .collect();
    let errors = test.build().errors;
    drop(sockets);
    says(&errors, "no-file", "content/news/b.md");
    says(&errors, "no-file", "assets/c.txt");
    counts(&errors, 2);
}
