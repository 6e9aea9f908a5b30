//! A second build reads and hashes where nothing has changed, and is a whole build wherever anything may have.
//!
//! `REBUILDS=500 cargo test --test rebuild` runs more sequences than the usual number.

#![allow(clippy::disallowed_methods, reason = "tests write their own sites and spoil what was built")]

#[path = "session/files.rs"]
mod files;
mod support;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use cityfolio::build::{self, Options, Outcome, Session, Target};
use cityfolio::diag::Report;
use cityfolio::load;
use files::{FILES, put};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use support::{Files, SiteTest};

/// Sequences of edits in a usual run.
const SEQUENCES: u32 = 16;
/// The moment that builds are for.
const NOW: &str = "2026-11-25T12:00:00Z";
/// An article that a warning is about.
const WARNED: &str = "---\ntitle: A\n---\n\n<blink>Old.</blink>\n";

/// A site, its output and the cache, each in a folder of its own.
struct Built {
    folder: tempfile::TempDir,
    options: Options,
}

impl Built {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (site, out) = (folder.path().join("site"), folder.path().join("out"));
        (0..FILES.len()).for_each(|file| put(&site, (file, 0)));
        let load = load::Options { now: NOW.parse().expect("a moment"), as_of: None, drafts: false, base_url: None };
        let options = Options {
            site,
            target: Target::Folder { path: Some(out), force: false },
            strict: false,
            external: false,
            cache: Some(folder.path().join("cache")),
            explain: None,
            load,
        };
        Built { folder, options }
    }

    fn site(&self) -> &Path {
        &self.options.site
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn build(&self) -> Outcome {
        build::build(&self.options, &mut |_| ()).expect("the machine works")
    }

    /// Builds, and holds that this gave and said what a build into an empty folder gives and says.
    #[track_caller]
    fn as_clean(&self) -> Outcome {
        let outcome = self.build();
        let fresh = tempfile::tempdir().expect("a folder");
        let target = Target::Folder { path: Some(fresh.path().to_owned()), force: false };
        let clean = build::build(&Options { target, cache: None, ..self.options.clone() }, &mut |_| ());
        let clean = clean.expect("the machine works");
        assert_eq!(outcome.report, clean.report);
        assert_eq!((outcome.pages, outcome.outputs), (clean.pages, clean.outputs));
        if !clean.report.has_errors() {
            assert!(support::files(&self.out()) == support::files(fresh.path()), "another output");
        }
        outcome
    }

    /// The one stamp in the cache.
    fn stamp(&self) -> PathBuf {
        let mut found = fs::read_dir(self.folder.path().join("cache/builds")).expect("builds are kept");
        found.next().expect("a stamp").expect("a file").path()
    }
}

fn is_kept(outcome: &Outcome) -> bool {
    (outcome.counts.parsed, outcome.counts.rendered) == (0, 0) && outcome.counts.kept == outcome.outputs
}

#[test]
fn nothing_is_made_where_nothing_changed() {
    let built = Built::new();
    assert!(!is_kept(&built.as_clean()));
    let before = support::files(built.folder.path());
    let again = built.as_clean();
    assert!(is_kept(&again), "{:?}", again.counts);
    let summary = again.summary.expect("a summary");
    assert_eq!((summary.written, summary.unchanged, summary.removed), (0, again.outputs, 0));
    assert!(support::files(built.folder.path()) == before);
}

#[test]
fn the_program_says_the_same_again() {
    let test = SiteTest::new().file("content/news/a.md", WARNED);
    let (first, again) = (test.sound(), test.run(&["build", "--site", ".", "--as-of", "2026-11-23", "--timings"]));
    assert_eq!(again.code, Some(0));
    let (told, timed) = again.errors.split_at(first.errors.len());
    assert!(first.errors.contains("warning[") && told == first.errors, "{}\n{}", first.errors, again.errors);
    assert!(timed.contains("compare ") && timed.contains("0 files parsed, 0 outputs rendered, "), "{timed}");
    let files = |output: &str| output.split(" in ").next().expect("a line").to_owned();
    assert_eq!(files(&first.output), files(&again.output));
    assert!(again.output.contains(": 0 written, "), "{}", again.output);
    let strict = test.run(&["build", "--site", ".", "--as-of", "2026-11-23", "--strict"]);
    assert_eq!(strict.code, Some(1), "{}", strict.errors);
}

#[test]
fn a_changed_input_is_built() {
    let built = Built::new();
    built.build();
    for (name, bytes) in [
        ("content/news/new.md", &b"---\ntitle: New\n---\n\nText.\n"[..]),
        ("assets/list.bin", b"\x00\x01"),
        ("assets/list.bin", b"\x00\x02"),
        ("themes/default/templates/parts/table.html", b"<p>{{ html | safe }}</p>"),
        ("content/news/new.md", b"---\ntitle: [\n---\n"),
        ("content/news/new.md", b"---\ntitle: New\n---\n\nText.\n"),
    ] {
        fs::create_dir_all(built.site().join(name).parent().expect("a folder")).expect("a folder");
        fs::write(built.site().join(name), bytes).expect("a file");
        built.as_clean();
    }
    fs::remove_file(built.site().join("assets/list.bin")).expect("it is there");
    assert!(!is_kept(&built.as_clean()));
    assert!(is_kept(&built.as_clean()));
}

#[test]
fn another_option_is_another_build() {
    let mut built = Built::new();
    built.build();
    built.options.load.drafts = true;
    assert!(!is_kept(&built.as_clean()));
    built.options.load.base_url = Some("https://other.example.eu/below/".into());
    assert!(!is_kept(&built.as_clean()));
    built.options.strict = true;
    assert!(!is_kept(&built.as_clean()));
    built.options.load.as_of = cityfolio::kind::Moment::parse("2026-11-25");
    assert!(!is_kept(&built.as_clean()));
}

#[test]
fn an_embargo_and_midnight_end_what_is_kept() {
    let mut built = Built::new();
    let embargo = "---\ntitle: Later\npublish_on: 2026-11-25T15:00Z\n---\n\nText.\n";
    fs::write(built.site().join("content/news/later.md"), embargo).expect("a file");
    let mut at = |now: &str| {
        built.options.load.now = now.parse().expect("a moment");
        is_kept(&built.as_clean())
    };
    assert!(!at(NOW));
    assert!(at("2026-11-25T14:59:59Z"));
    assert!(!at("2026-11-25T15:00:00Z"));
    assert!(at("2026-11-25T20:00:00Z"));
    assert!(!at("2026-11-26T20:00:00Z"));
    assert!(!at(NOW), "the clock was put back");
}

#[test]
fn a_spoilt_output_is_made_good() {
    let built = Built::new();
    built.build();
    let page = built.out().join("index.html");
    let whole = fs::read(&page).expect("a page");
    let mut other = whole.clone();
    other[0] ^= 1;
    let spoil: [&dyn Fn(); 4] = [
        &|| fs::write(&page, &other).expect("a file"),
        &|| fs::remove_file(&page).expect("it is there"),
        &|| fs::remove_dir_all(built.out().join("news")).expect("it is there"),
        &|| fs::remove_dir_all(built.out()).expect("it is there"),
    ];
    for (number, spoil) in spoil.into_iter().enumerate() {
        spoil();
        assert!(!is_kept(&built.as_clean()), "{number}");
        assert!(is_kept(&built.as_clean()), "{number}");
    }
}

/// On the word of a damaged list of files nothing could be removed, so a page that was withdrawn would stay.
#[test]
fn a_damaged_list_of_files_is_refused_until_the_folder_is_gone() {
    let built = Built::new();
    built.build();
    fs::write(built.out().join(".cityfolio-manifest"), "no list").expect("a file");
    for _ in 0..2 {
        let refused = build::build(&built.options, &mut |_| ());
        assert!(refused.is_err(), "{refused:?}");
    }
    fs::remove_dir_all(built.out()).expect("it is there");
    assert!(!is_kept(&built.as_clean()));
}

/// What a build refuses is refused, though every byte that can be read through the link is right.
#[cfg(unix)]
#[test]
fn a_link_in_the_output_is_refused_as_ever() {
    let built = Built::new();
    built.build();
    let (folder, away) = (built.out().join("news"), built.folder.path().join("away"));
    fs::rename(&folder, &away).expect("a folder");
    std::os::unix::fs::symlink(&away, &folder).expect("a link");
    let refused = build::build(&built.options, &mut |_| ());
    assert!(refused.is_err(), "{refused:?}");
}

#[test]
fn a_stamp_that_cannot_be_trusted_is_as_good_as_none() {
    let built = Built::new();
    built.build();
    let whole = fs::read(built.stamp()).expect("a stamp");
    let mut other = whole.clone();
    other[10] ^= 1;
    for bytes in [&other[..], &whole[..whole.len() / 2], b""] {
        fs::write(built.stamp(), bytes).expect("a file");
        assert!(!is_kept(&built.as_clean()));
        assert!(is_kept(&built.as_clean()));
    }
    let cache = built.folder.path().join("cache");
    fs::remove_dir_all(&cache).expect("it is there");
    assert!(!is_kept(&built.as_clean()));
    fs::remove_dir_all(&cache).expect("it is there");
    // Nothing can be kept in a file, as nothing can where one may not write.
    fs::write(&cache, "no folder").expect("a file");
    assert!(!is_kept(&built.as_clean()));
    assert!(!is_kept(&built.as_clean()));
}

#[test]
fn nothing_is_kept_where_no_cache_is() {
    let mut built = Built::new();
    built.options.cache = None;
    built.build();
    assert!(!is_kept(&built.as_clean()));
    assert!(!built.folder.path().join("cache").exists());
}

/// What a state of the site gives and says.
type Clean = Rc<(Option<Files>, Report)>;

fn clean(built: &Built) -> Clean {
    let mut session = Session::new(Options { target: Target::Nothing, cache: None, ..built.options.clone() });
    let round = session.update(None, &mut |_| ()).expect("the site can be read");
    let bytes =
        |(path, it): (&String, &std::sync::Arc<build::Built>)| (path.into(), it.bytes().expect("bytes").to_vec());
    Rc::new((round.fresh.then(|| session.outputs().files.iter().map(bytes).collect()), round.report))
}

fn run(steps: &[Vec<(usize, usize)>], known: &RefCell<BTreeMap<Vec<usize>, Clean>>) -> Result<(), TestCaseError> {
    let built = Built::new();
    let (mut states, mut good) = (vec![0; FILES.len()], Files::new());
    for edits in steps {
        for (file, state) in edits {
            put(built.site(), (*file, *state));
            states[*file] = *state;
        }
        let outcome = built.build();
        let clean = known.borrow_mut().entry(states.clone()).or_insert_with(|| clean(&built)).clone();
        prop_assert_eq!(&outcome.report, &clean.1);
        if let Some(outputs) = &clean.0 {
            good.clone_from(outputs);
        }
        let mut found = support::files(&built.out());
        found.remove(Path::new(".cityfolio-manifest"));
        prop_assert!(found == good, "another output than of a clean build");
    }
    Ok(())
}

#[test]
fn after_any_edits_a_build_is_a_clean_build() {
    let cases = env::var("REBUILDS").ok().and_then(|count| count.parse().ok()).unwrap_or(SEQUENCES);
    let edit = (0..FILES.len()).prop_flat_map(|file| (Just(file), 0..FILES[file].1.len()));
    // A step without an edit is a second build of the same.
    let steps = prop::collection::vec(prop::collection::vec(edit, 0..3), 1..6);
    let known = RefCell::new(BTreeMap::new());
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    if let Err(fault) = runner.run(&steps, |steps| run(&steps, &known)) {
        panic!("{fault}");
    }
}
