//! The output folder and the exit status: what a run may write, and what it says of itself.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]

mod support;

use std::fs;
use std::path::Path;

use support::{PLAIN, Run, SiteTest, says};

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
