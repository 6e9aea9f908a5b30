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

use support::{Run, SiteTest};

const PLAIN: &str = "---\ntitle: A\n---\n\nText.\n";
/// What a hostile file may take in a build that is not optimised; each takes well under a second.
const SOON: Duration = Duration::from_secs(20);
/// KiB: a bomb that is let off takes gigabytes.
const LITTLE: u64 = 300 * 1024;

/// One message with these words, at this place.
#[track_caller]
fn says(errors: &str, code: &str, place: &str) {
    let blocks: Vec<&str> = errors.split("\n\n").collect();
    let found = blocks.iter().any(|block| block.contains(&format!("[{code}]")) && block.contains(place));
    assert!(found, "no [{code}] at {place}:\n{errors}");
}

/// The number of errors that a run ends with.
#[track_caller]
fn counts(errors: &str, count: usize) {
    let many = if count == 1 { "1 error".to_owned() } else { format!("{count} errors") };
    assert!(errors.ends_with(&format!("{many}; nothing was written\n")), "not {many}:\n{errors}");
}

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
    assert!(errors.contains("the byte at offset 10, in line 1"), "{errors}");
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
        .file("content/sources/s.yaml", crlf("name: S\npublisher: P\n"))
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
    fs::write(folder.join("line\nend.md"), PLAIN).unwrap();
    // 84 letters of three bytes that become four or more each.
    fs::write(folder.join(format!("{}.md", "щ".repeat(120))), PLAIN).unwrap();
    let errors = test.refused();
    says(&errors, "name-not-utf-8", "content/news/b\u{fffd} d.md");
    says(&errors, "name-not-utf-8", "content/news/c\u{fffd}");
    counts(&errors, 5);
    says(&errors, "name-not-portable", "back\\slash.md");
    says(&errors, "name-not-portable", "line\u{fffd}end.md");
    says(&errors, "bad-slug", "щщщ");
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

// The output folder.

#[track_caller]
fn fails(run: &Run, message: &str) {
    assert_eq!(run.code, Some(2), "{}", run.errors);
    assert!(run.errors.starts_with(&format!("error: {message}")), "{}", run.errors);
    assert!(run.errors.contains("\nhelp: "), "no cure:\n{}", run.errors);
    assert_eq!(run.output, "");
}

#[test]
fn sources_are_never_the_output() {
    let test =
        SiteTest::new().file("content/news/a.md", PLAIN).file("assets/logo.svg", "<svg/>").file("notes.txt", "x");
    let before = test.files();
    for (out, message) in [
        (".", "`.` is the site folder"),
        ("..", "`..` holds the site folder"),
        ("content", "`content` is `./content`"),
        ("content/news", "`content/news` lies in `./content`"),
        ("content/new/deep", "`content/new/deep` lies in `./content`"),
        ("assets", "`assets` is `./assets`"),
        ("themes", "`themes` is `./themes`"),
        ("site.yaml", "`site.yaml` is `./site.yaml`"),
        ("notes.txt", "`notes.txt` is a file"),
        ("notes.txt/x", "`"),
        ("/", "`/` "),
    ] {
        for force in [&[][..], &["--force"]] {
            let run = test.run(&[&["build", "--site", ".", "--as-of", "2026-11-23", "--out", out], force].concat());
            fails(&run, message);
            assert!(test.files() == before, "`--out {out}` changed the site");
        }
    }
}

#[test]
fn foreign_files_are_kept() {
    let test = SiteTest::new().file("public/mine/keep.txt", "mine");
    let before = test.files();
    fails(&test.build(), "`./public` holds files that cityfolio did not write");
    assert!(test.files() == before);
    let forced = test.run(&["build", "--site", ".", "--as-of", "2026-11-23", "--force"]);
    assert_eq!(forced.code, Some(0), "{}", forced.errors);
    assert_eq!(test.page("mine/keep.txt"), "mine");
    // From now on it is our folder; a file of somebody else's where ours should be is still theirs.
    let test = test.file("content/about.md", PLAIN).file("public/about/index.html", "mine too");
    fails(&test.build(), "`./public/about/index.html` was not written by cityfolio");
    assert_eq!(test.page("about/index.html"), "mine too");
}

#[test]
fn what_is_no_longer_made_goes_and_the_rest_stays() {
    let test = SiteTest::new().file("content/news/a.md", PLAIN).file("content/news/b.md", PLAIN);
    test.sound();
    let test = test.file("public/mine.txt", "mine");
    fs::remove_file(test.folder().join("content/news/b.md")).unwrap();
    test.sound();
    let output = test.output();
    assert!(output.contains_key(Path::new("news/a/index.html")));
    assert!(!output.contains_key(Path::new("news/b/index.html")));
    assert!(output.contains_key(Path::new("mine.txt")));
}

#[test]
fn an_error_leaves_the_last_good_output() {
    let test = SiteTest::new().file("content/news/a.md", PLAIN);
    test.sound();
    let good = test.output();
    let test = test.file("content/news/a.md", "---\ntitle: [\n---\n").file("content/news/b.md", PLAIN);
    test.refused();
    assert!(test.output() == good, "the last good output was touched");
}

#[cfg(unix)]
#[test]
fn links_in_the_output_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let test = SiteTest::new().file("content/news/a.md", PLAIN);
    test.sound();
    let page = test.folder().join("public/news/a/index.html");
    fs::remove_file(&page).unwrap();
    fs::write(outside.path().join("target.html"), "outside").unwrap();
    symlink(outside.path().join("target.html"), &page).unwrap();
    fails(&test.build(), "`./public/news/a/index.html` is a link");
    assert_eq!(fs::read_to_string(outside.path().join("target.html")).unwrap(), "outside");
    let test = SiteTest::new();
    symlink("nowhere", test.folder().join("public")).unwrap();
    let run = test.build();
    assert_eq!(run.code, Some(2), "{}", run.errors);
    assert!(run.errors.contains("is a link to a folder that does not exist"), "{}", run.errors);
}

#[test]
fn a_second_build_at_once_is_refused() {
    let test = SiteTest::new().file("content/news/a.md", PLAIN);
    test.sound();
    let good = test.output();
    let names = [".cityfolio-lock", ""];
    let locks: Vec<fs::File> =
        names.iter().filter_map(|name| fs::File::open(test.folder().join("public").join(name)).ok()).collect();
    for lock in &locks {
        lock.lock().unwrap();
    }
    let test = test.file("content/news/b.md", PLAIN);
    fails(&test.build(), "another build is writing `./public`");
    assert!(test.output() == good);
    drop(locks);
    test.sound();
}

// Commands.

#[test]
fn a_check_writes_nothing() {
    let test = SiteTest::new().file("content/news/a.md", PLAIN);
    let before = test.files();
    let run = test.run(&["check", "--site", ".", "--as-of", "2026-11-23"]);
    assert_eq!(run.code, Some(0), "{}", run.errors);
    assert!(test.files() == before);
    let test = test.file("content/news/a.md", "---\ntilte: A\n---\n");
    let before = test.files();
    let run = test.run(&["check", "--site", ".", "--as-of", "2026-11-23"]);
    assert_eq!(run.code, Some(1), "{}", run.errors);
    says(&run.errors, "unknown-field", "content/news/a.md:2:1");
    assert!(test.files() == before);
}

#[test]
fn wrong_usage_is_no_fault_of_the_site() {
    let test = SiteTest::new();
    for (arguments, said) in [
        (&["build", "--site", "nowhere"][..], "there is no folder `nowhere`"),
        (&["check", "--site", "site.yaml"], "there is no folder `site.yaml`"),
        (&["build", "--site", ".", "--as-of", "yesterday"], "`yesterday` is no day"),
        (&["bulid"], "unrecognized subcommand"),
        (&["build", "--dratfs"], "unexpected argument"),
        (&["build", "--format", "xml"], "invalid value"),
    ] {
        let run = test.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}:\n{}", run.errors);
        assert!(run.errors.contains(said), "{arguments:?}:\n{}", run.errors);
    }
    let run = test.run(&["build", "--site", "nowhere", "--format", "json"]);
    let line: serde_json::Value = serde_json::from_str(run.errors.trim()).expect("one object");
    assert_eq!(line["severity"], "error");
    assert_eq!(line["file"], serde_json::Value::Null);
}

#[test]
fn warnings_fail_only_where_asked() {
    let test = SiteTest::new().file("content/news/a.md", "---\ntitle: 0123\n---\n\nText.\n");
    assert!(test.sound().errors.starts_with("warning[number-as-text]"));
    let test = SiteTest::new().file("content/news/a.md", "---\ntitle: 0123\n---\n\nText.\n").argument("--strict");
    assert!(test.refused().starts_with("error[number-as-text]"));
}

// What a built site must never hold.

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
        .file("content/press/canary/index.md", entry("place: Brussels\npublish_on: 2099-01-01").replace("[a link](open.md)", "[a](../../news/open.md) ![b](deep/canary-photo.jpg) [c](canary-report.pdf)"))
        .file("content/press/canary/canary-report.pdf", "canary")
        .file("content/press/canary/deep/canary-photo.jpg", "canary")
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
    assert!(page.contains("/news/photo%2050%25%20%231.svg"), "{page}");
    assert!(test.output().contains_key(Path::new("news/photo 50% #1.svg")));
    let sitemap = test.page("sitemap.xml");
    assert!(sitemap.contains("https://example.eu/news/ao-ellada/"), "{sitemap}");
}
