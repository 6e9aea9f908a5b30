//! Batches on a real file system.

#![allow(clippy::disallowed_methods, reason = "tests edit files on the disk")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use notify::event::{Event, EventKind, Flag};

use super::{Batch, Watcher, is_change, refused};

/// Longer than anything sound takes.
const PATIENCE: Duration = Duration::from_secs(30);
/// Long enough for what should not come to come.
const SILENCE: Duration = Duration::from_millis(300);

fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("content/news")).expect("a folder");
    fs::create_dir_all(folder.path().join("public")).expect("a folder");
    fs::write(folder.path().join("site.yaml"), "title: A\n").expect("a file");
    fs::write(folder.path().join("content/news/a.md"), "A").expect("a file");
    folder
}

/// Waits for a batch with this path.
#[track_caller]
fn hears(watcher: &mut Watcher, path: &str) {
    let since = Instant::now();
    loop {
        match watcher.next(Some(SILENCE)) {
            Some(Batch::Paths(paths)) if paths.contains(Path::new(path)) => return,
            Some(Batch::Everything) => panic!("nothing was lost"),
            _ => assert!(since.elapsed() < PATIENCE, "`{path}` was never heard of"),
        }
    }
}

#[track_caller]
fn silent(watcher: &mut Watcher) {
    assert_eq!(watcher.next(Some(SILENCE)), None);
}

#[test]
fn both_ways_of_watching_hear_the_same() {
    for poll in [false, true] {
        let folder = site();
        let mut watcher = Watcher::new(folder.path(), poll);
        assert_eq!(watcher.notice(), None);
        let at = |path: &str| folder.path().join(path);
        fs::write(at("content/news/a.md"), "B, longer").expect("a file");
        hears(&mut watcher, "content/news/a.md");
        fs::create_dir_all(at("content/events/deep")).expect("a folder");
        fs::write(at("content/events/deep/b.md"), "B").expect("a file");
        hears(&mut watcher, "content/events/deep/b.md");
        fs::write(at("content/events/deep/b.md"), "B again").expect("a file");
        hears(&mut watcher, "content/events/deep/b.md");
        fs::write(at("content/c.new"), "C").expect("a file");
        fs::rename(at("content/c.new"), at("content/c.md")).expect("a file");
        hears(&mut watcher, "content/c.md");
        fs::remove_file(at("content/c.md")).expect("a file");
        hears(&mut watcher, "content/c.md");
        fs::write(at("site.yaml"), "title: Other\n").expect("a file");
        hears(&mut watcher, "site.yaml");
    }
}

#[test]
fn a_replaced_folder_is_watched_anew() {
    let folder = site();
    let at = |path: &str| folder.path().join(path);
    let mut watcher = Watcher::new(folder.path(), false);
    fs::create_dir_all(at("next/news")).expect("a folder");
    fs::write(at("next/news/a.md"), "N").expect("a file");
    fs::rename(at("content"), at("before")).expect("a folder");
    fs::rename(at("next"), at("content")).expect("a folder");
    hears(&mut watcher, "content");
    while watcher.next(Some(SILENCE)).is_some() {}
    fs::write(at("content/news/a.md"), "N again").expect("a file");
    hears(&mut watcher, "content/news/a.md");
    fs::remove_dir_all(at("content")).expect("a folder");
    hears(&mut watcher, "content");
}

#[test]
fn what_is_no_input_is_not_heard_of() {
    let folder = site();
    let mut watcher = Watcher::new(folder.path(), false);
    for path in
        ["public/index.html", "notes.txt", "content/.a.md.swp", "content/a.md~", "content/_a.md", "content/4913"]
    {
        fs::write(folder.path().join(path), "x").expect("a file");
    }
    fs::read(folder.path().join("content/news/a.md")).expect("a file");
    silent(&mut watcher);
}

#[test]
fn a_storm_is_shown_as_it_goes() {
    let folder = site();
    let mut watcher = Watcher::new(folder.path(), false);
    let path: PathBuf = folder.path().join("content/news/a.md");
    let storm = std::thread::spawn(move || {
        let since = Instant::now();
        while since.elapsed() < Duration::from_secs(1) {
            fs::write(&path, "again").expect("a file");
        }
    });
    let batches = std::iter::from_fn(|| watcher.next(Some(SILENCE))).count();
    storm.join().expect("the storm ends");
    assert!(batches >= 2, "one batch for a whole second");
}

#[test]
fn lost_events_have_everything_looked_at() {
    let folder = site();
    let mut watcher = Watcher::new(folder.path(), false);
    let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
    assert!(is_change(&lost));
    watcher.take(Ok(lost));
    assert_eq!(watcher.gathered.take(), Some(Batch::Everything));
    // And it goes on watching.
    fs::write(folder.path().join("content/news/a.md"), "B").expect("a file");
    hears(&mut watcher, "content/news/a.md");
}

#[test]
fn a_refusal_names_the_setting_to_raise() {
    let too_many = refused(&notify::Error::new(notify::ErrorKind::MaxFilesWatch));
    assert!(too_many.cure.ends_with("sudo sysctl fs.inotify.max_user_watches=524288"), "{too_many:?}");
    let none_left = refused(&notify::Error::io(std::io::Error::from_raw_os_error(24)));
    assert!(none_left.cure.ends_with("sudo sysctl fs.inotify.max_user_instances=1024"), "{none_left:?}");
}
