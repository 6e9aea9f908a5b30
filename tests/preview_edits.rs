//! The preview on a real file system: however a save is made, the page shows it, and what is served is what a
//! clean build writes.

#![allow(clippy::disallowed_methods, reason = "tests edit their sites on the disk")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use support::SiteTest;
use support::preview::{Answer, Preview};

/// An article of `news` with these words.
fn article(words: &str) -> String {
    format!("---\ntitle: A thing\ndate: 2026-01-05\n---\n\n{words}\n")
}

/// A site with one article, and its preview.
fn site() -> (SiteTest, Preview) {
    let test = SiteTest::new().file("content/news/a.md", article("First words."));
    let preview = test.serve(&[]);
    preview.shows("/news/a/", "First words.");
    (test, preview)
}

fn write(test: &SiteTest, path: &str, text: &str) {
    let path = test.folder().join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder of the site");
    fs::write(path, text).expect("a file of the site");
}

fn rename(test: &SiteTest, from: &str, to: &str) {
    fs::rename(test.folder().join(from), test.folder().join(to)).expect("a file can be renamed");
}

#[test]
fn every_way_of_saving_is_seen() {
    let (test, preview) = site();
    write(&test, "content/news/a.md", &article("Plainly saved."));
    preview.shows("/news/a/", "Plainly saved.");
    // Most editors: a file beside it, then a rename over it.
    write(&test, "content/news/.a.md.tmp", &article("Saved at one stroke."));
    rename(&test, "content/news/.a.md.tmp", "content/news/a.md");
    preview.shows("/news/a/", "Saved at one stroke.");
    // Vim: a try whether it may write, the old file aside, a new one in its place.
    write(&test, "content/news/4913", "");
    fs::remove_file(test.folder().join("content/news/4913")).expect("a file");
    rename(&test, "content/news/a.md", "content/news/a.md~");
    write(&test, "content/news/a.md", &article("Saved with a copy kept."));
    preview.shows("/news/a/", "Saved with a copy kept.");
    fs::remove_file(test.folder().join("content/news/a.md~")).expect("a file");
    // Emacs: marks of its own beside the file.
    write(&test, "content/news/#a.md#", "unsaved");
    write(&test, "content/news/a.md", &article("Saved among marks."));
    preview.shows("/news/a/", "Saved among marks.");
    preview.equals_build(&test, &[]);
}

#[test]
fn only_pages_have_one_script_more() {
    let (test, preview) = site();
    let page = preview.get("/");
    assert_eq!(page.text().matches("/_cityfolio/").count(), 1, "{}", page.text());
    preview.equals_build(&test, &[]);
}

#[test]
fn the_last_of_many_saves_is_shown() {
    let (test, preview) = site();
    for number in 1..=200 {
        write(&test, "content/news/a.md", &article(&format!("Save number {number}.")));
        sleep(Duration::from_millis(5));
    }
    preview.shows("/news/a/", "Save number 200.");
    preview.equals_build(&test, &[]);
}

#[test]
fn half_a_file_is_no_error() {
    let (test, preview) = site();
    let events = preview.events();
    events.until(|event| event["ready"] == true);
    let whole = "---\ntitle: \"A thing\"\ndate: 2026-01-05\n---\n\nIn four parts.\n";
    for part in [7, 20, 40, whole.len()] {
        fs::write(test.folder().join("content/news/a.md"), &whole[..part]).expect("a file");
        sleep(Duration::from_millis(40));
    }
    preview.shows("/news/a/", "In four parts.");
    let shown: Vec<_> = events.so_far().into_iter().filter(|event| !event["errors"].is_null()).collect();
    assert!(shown.is_empty(), "a half file was shown as an error: {shown:?}\n{}", preview.said());
}

#[test]
fn a_storm_of_renames_ends_as_a_build() {
    let mut test = SiteTest::new();
    for number in 0..20 {
        test = test.file(&format!("content/news/a{number}.md"), article("In the storm."));
    }
    let preview = test.serve(&[]);
    preview.shows("/news/a19/", "In the storm.");
    for turn in 0..50 {
        let (from, to) = if turn % 2 == 0 { ("a", "b") } else { ("b", "a") };
        for number in 0..20 {
            rename(&test, &format!("content/news/{from}{number}.md"), &format!("content/news/{to}{number}.md"));
            rename(&test, &format!("content/news/{to}{number}.md"), &format!("content/news/x{number}.md"));
            rename(&test, &format!("content/news/x{number}.md"), &format!("content/news/{to}{number}.md"));
        }
    }
    rename(&test, "content/news/a3.md", "content/news/last.md");
    preview.shows("/news/last/", "In the storm.");
    preview.lacks("/news/a3/");
    preview.equals_build(&test, &[]);
}

/// Runs git in the site, with nothing of this machine's settings.
fn git(test: &SiteTest, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Test", "-c", "user.email=test@example.eu"]).args(arguments);
    command.current_dir(test.folder()).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let run = command.output().expect("git is there");
    assert!(run.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn another_branch_is_seen_whole() {
    let mut test = SiteTest::new();
    for number in 0..300 {
        test = test.file(&format!("content/news/n{number}.md"), article("On the first branch."));
    }
    git(&test, &["init", "-q", "-b", "first"]);
    git(&test, &["add", "."]);
    git(&test, &["commit", "-qm", "first"]);
    git(&test, &["checkout", "-qb", "second"]);
    for number in 0..300 {
        write(&test, &format!("content/news/n{number}.md"), &article("On the second branch."));
    }
    write(&test, "content/news/only-here.md", &article("A page of its own."));
    fs::remove_file(test.folder().join("content/news/n7.md")).expect("a file");
    git(&test, &["add", "-A"]);
    git(&test, &["commit", "-qm", "second"]);
    git(&test, &["checkout", "-q", "first"]);
    let preview = test.serve(&[]);
    preview.shows("/news/n299/", "On the first branch.");
    git(&test, &["checkout", "-q", "second"]);
    preview.shows("/news/n299/", "On the second branch.");
    preview.shows("/news/only-here/", "A page of its own.");
    preview.lacks("/news/n7/");
    git(&test, &["checkout", "-q", "first"]);
    preview.lacks("/news/only-here/");
    preview.shows("/news/n7/", "On the first branch.");
    preview.equals_build(&test, &[]);
}

#[test]
fn a_folder_goes_and_comes_back() {
    let (test, preview) = site();
    write(&test, "content/events/b.md", "---\ntitle: B\nstart: 2026-03-01\n---\n\nAn event.\n");
    preview.shows("/events/b/", "An event.");
    rename(&test, "content/news", "kept-news");
    preview.lacks("/news/a/");
    preview.shows("/events/b/", "An event.");
    rename(&test, "kept-news", "content/news");
    preview.shows("/news/a/", "First words.");
    fs::remove_dir_all(test.folder().join("content/news")).expect("a folder");
    preview.lacks("/news/a/");
    write(&test, "content/news/a.md", &article("Written anew."));
    preview.shows("/news/a/", "Written anew.");
    write(&test, "content/news/a.md", &article("And saved again."));
    preview.shows("/news/a/", "And saved again.");
    preview.equals_build(&test, &[]);
}

#[test]
fn a_file_in_folders_just_made_is_seen() {
    let (test, preview) = site();
    for number in 0..20 {
        write(&test, &format!("content/news/new{number}/deep/er/c.md"), &article("Far down."));
    }
    for number in 0..20 {
        preview.shows(&format!("/news/new{number}/deep/er/c/"), "Far down.");
    }
    // And so is the next save there.
    write(&test, "content/news/new7/deep/er/c.md", &article("Far down, again."));
    preview.shows("/news/new7/deep/er/c/", "Far down, again.");
    // A whole root that was not there.
    write(&test, "assets/deep/er/note.txt", "a note");
    preview.shows("/deep/er/note.txt", "a note");
    write(&test, "themes/default/assets/site.css", "body { color: #123456 }\n");
    preview.until("/", |page| page.code == 200);
    preview.equals_build(&test, &[]);
}

#[test]
fn the_content_is_replaced_by_a_rename() {
    let (test, preview) = site();
    write(&test, "other/index.md", "---\ntitle: Another home\n---\n\nElsewhere.\n");
    write(&test, "other/news/b.md", &article("Of the other content."));
    rename(&test, "content", "before");
    rename(&test, "other", "content");
    preview.shows("/news/b/", "Of the other content.");
    preview.lacks("/news/a/");
    write(&test, "content/news/b.md", &article("Edited where it is now."));
    preview.shows("/news/b/", "Edited where it is now.");
    preview.equals_build(&test, &[]);
}

#[test]
fn the_site_itself_goes_and_comes_back() {
    let outer = SiteTest::empty()
        .file("site/site.yaml", "title: Test\nbase_url: https://example.eu/\n")
        .file("site/content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n");
    let preview = outer.serve(&["--site", "site"]);
    preview.shows("/", "Welcome.");
    rename(&outer, "site", "away");
    preview.hears("there is no folder");
    assert!(preview.get("/").text().contains("Welcome."), "the last good page stays");
    rename(&outer, "away", "site");
    write(&outer, "site/content/index.md", "---\ntitle: Home\n---\n\nBack again.\n");
    preview.shows("/", "Back again.");
    write(&outer, "site/content/index.md", "---\ntitle: Home\n---\n\nStill watched.\n");
    preview.shows("/", "Still watched.");
}

#[test]
fn an_error_keeps_the_last_good_page() {
    let (test, preview) = site();
    let events = preview.events();
    write(&test, "content/news/a.md", "---\ntitle: [A\n---\n\nBroken words.\n");
    let event = events.until(|event| !event["errors"].is_null());
    let html = event["errors"]["html"].as_str().expect("a fragment");
    for part in ["content/news/a.md:2:", "title: ", "<mark>", "class=\"cure\"", "href=\"/news/a/\""] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    assert!(preview.get("/news/a/").text().contains("First words."), "the last good page stays");
    assert!(preview.get("/_cityfolio/").text().contains("content/news/a.md:2:"), "the status page says it");
    preview.hears("content/news/a.md: 1 error; the last good pages stay");
    write(&test, "content/news/a.md", &article("Mended words."));
    events.until(|event| event["errors"].is_null() && event["changed"].to_string().contains("news/a/index.html"));
    preview.shows("/news/a/", "Mended words.");
    preview.hears("content/news/a.md: ");
    preview.equals_build(&test, &[]);
}

#[test]
fn a_site_that_is_broken_at_the_start_comes_when_it_is_mended() {
    let test = SiteTest::new().file("content/news/a.md", "---\ntilte: A\n---\n\nText.\n");
    let preview = test.serve(&[]);
    let page = preview.until("/news/a/", |answer| answer.text().contains("unknown-field"));
    assert_eq!(page.code, 503);
    assert!(page.head.to_lowercase().contains("server-timing: round;desc="), "it may hear late: {}", page.head);
    assert!(page.text().contains("content/news/a.md:2:1") && page.text().contains("reload.js"), "{}", page.text());
    write(&test, "content/news/a.md", &article("Mended at last."));
    preview.shows("/news/a/", "Mended at last.");
    preview.equals_build(&test, &[]);
}

#[test]
fn a_page_is_asked_for_before_it_is_made() {
    let mut test = SiteTest::new();
    for number in 0..300 {
        test = test.file(&format!("content/news/n{number}.md"), article("There in the end."));
    }
    let preview = test.serve(&[]);
    // However early it is asked for, the answer is the page, or one that waits and comes again by itself.
    preview.until("/news/n250/", |answer| {
        let waits = answer.code == 503 && answer.text().contains("http-equiv=\"refresh\"");
        let there = answer.code == 200 && answer.text().contains("There in the end.");
        assert!(waits || there, "{}\n{}", answer.head, answer.text());
        there
    });
}

#[test]
fn no_configuration_is_an_error_like_others() {
    let test = SiteTest::empty();
    let preview = test.serve(&[]);
    preview.until("/", |answer| answer.code == 503 && answer.text().contains("no-site"));
    write(&test, "site.yaml", "title: Test\nbase_url: https://example.eu/below/\n");
    write(&test, "content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n");
    preview.shows("/below/", "Welcome.");
    let moved = preview.get("/");
    assert_eq!((moved.code, moved.value("location")), (307, "/below/"));
    assert_eq!(preview.get("/elsewhere/").code, 404);
}

#[test]
fn browsers_hear_of_what_changed_alone() {
    let (test, preview) = site();
    let events = preview.events();
    events.until(|event| event["ready"] == true);
    write(&test, "content/news/a.md", &article("Other words."));
    let event = events.until(|event| event["changed"].to_string().contains("news/a/index.html"));
    assert!(!event["changed"].to_string().contains("assets/"), "{event}");
    // The same bytes again change nothing.
    write(&test, "content/news/a.md", &article("Other words."));
    write(&test, "content/news/a.md", &article("The end."));
    let event = events.until(|event| event["changed"].to_string().contains("news/a/index.html"));
    assert!(!event["changed"].to_string().contains("404.html"), "{event}");
}

#[test]
fn neither_the_output_nor_reading_wakes_it() {
    let (test, preview) = site();
    test.sound();
    write(&test, "notes.txt", "not of the site");
    write(&test, "content/news/.hidden.md", "hidden");
    write(&test, "content/news/_draft/a.md", "private");
    write(&test, "content/news/a.md.swp", "of an editor");
    let _ = fs::read(test.folder().join("content/news/a.md")).expect("a file");
    sleep(Duration::from_millis(300));
    let said = preview.said();
    assert_eq!(said.lines().filter(|line| line.contains(" rendered")).count(), 1, "{said}");
}

#[test]
fn drafts_are_shown_only_where_asked() {
    let test = SiteTest::new().file("content/news/d.md", "---\ntitle: D\ndraft: true\n---\n\nNot yet.\n");
    let preview = test.serve(&[]);
    preview.shows("/", "Welcome.");
    assert_eq!(preview.get("/news/d/").code, 404);
    let status = preview.get("/_cityfolio/").text();
    assert!(status.contains("content/news/d.md") && status.contains("a draft"), "{status}");
    drop(preview);
    let preview = test.serve(&["--drafts"]);
    preview.shows("/news/d/", "Not yet.");
    preview.equals_build(&test, &["--drafts"]);
}

#[test]
fn the_status_page_tells_of_the_last_edit() {
    let (test, preview) = site();
    write(&test, "content/news/a.md", &article("Edited."));
    preview.shows("/news/a/", "Edited.");
    let status = preview.until("/_cityfolio/", |page| page.text().contains("content/news/a.md: "));
    for part in ["Problems", "Drafts and hidden entries", "Freshness", "Slowest pages", "href=\"/news/a/\""] {
        assert!(status.text().contains(part), "{part}: {}", status.text());
    }
}

/// Starts the preview where the system gives this many of its watches; `None` where the system does not let
/// limits be set for one program.
fn limited(test: &SiteTest, limit: &str) -> Option<Preview> {
    let inside = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "sh", "-c", script]).current_dir(test.folder());
        command
    };
    let script = format!("echo {limit}");
    if !inside(&script).status().is_ok_and(|status| status.success()) {
        return None;
    }
    let program = env!("CARGO_BIN_EXE_cityfolio");
    Some(Preview::start(inside(&format!("{script}; exec {program} serve --port 0 --as-of 2026-11-23"))))
}

fn sees_edits(test: &SiteTest, preview: &Preview) {
    let right = |words: &'static str| move |answer: &Answer| answer.text().contains(words);
    preview.until("/news/a/", right("First words."));
    write(test, "content/news/a.md", &article("Seen all the same."));
    preview.until("/news/a/", right("Seen all the same."));
    write(test, "content/news/deep/er/b.md", &article("And far down."));
    preview.until("/news/deep/er/b/", right("And far down."));
    fs::remove_dir_all(test.folder().join("content/news/deep")).expect("a folder");
    preview.lacks("/news/deep/er/b/");
    preview.equals_build(test, &[]);
}

#[test]
fn without_watches_the_files_are_looked_at() {
    let test = SiteTest::new().file("content/news/a.md", article("First words."));
    sees_edits(&test, &test.serve(&["--poll"]));
    let cases = [
        ("0 > /proc/sys/user/max_inotify_instances", "fs.inotify.max_user_instances"),
        ("2 > /proc/sys/user/max_inotify_watches", "fs.inotify.max_user_watches"),
    ];
    for (limit, cure) in cases {
        write(&test, "content/news/a.md", &article("First words."));
        // Where limits cannot be set for one program alone, `--poll` above has shown that looking works.
        let Some(preview) = limited(&test, limit) else { continue };
        preview.hears(cure);
        sees_edits(&test, &preview);
    }
}

#[test]
fn a_port_in_use_gives_way_to_the_next() {
    let (test, preview) = site();
    let port = preview.address.port().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cityfolio"));
    command.args(["serve", "--port", &port]).current_dir(test.folder());
    let second = Preview::start(command);
    second.hears(&format!("port {port} is in use"));
    assert_ne!(second.address, preview.address);
    second.shows("/news/a/", "First words.");
    assert!(Path::new("/proc").exists() == Path::new(&format!("/proc/{}", second.id())).exists());
}
