//! Whole sites with faults: each folder of `tests/sites` is one, with what the program must say of it.
//!
//! `err-…` must be refused (exit status 1, nothing written); `warn-…` is built, with warnings; `ok-…`
//! is built without a word. `expected.txt` is the whole of standard error, and `arguments.txt`, where
//! there is one, what else the program is called with. A new case needs no Rust: make the folder, run
//! the tests with `UPDATE_SNAPSHOTS=1`, and read what was written as the person who gets the message.

#![allow(clippy::disallowed_methods, reason = "tests read their cases from the disk")]

mod support;

use std::fs;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use support::SiteTest;

#[test]
fn every_site_gets_its_messages() {
    let cases = cases();
    assert!(!cases.is_empty(), "there are no cases");
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    let work = || {
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(fault) = panic::catch_unwind(|| check(case)) {
                let said = fault.downcast_ref::<String>().cloned().unwrap_or_default();
                failures.lock().expect("no panic in between").push(format!("{}: {said}", name(case)));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let mut failures = failures.into_inner().expect("no panic in between");
    failures.sort();
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), cases.len(), failures.join("\n\n"));
}

/// `SITE=err-links` runs the cases whose name begins so.
fn cases() -> Vec<PathBuf> {
    let wanted = std::env::var("SITE").unwrap_or_default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let entries = fs::read_dir(folder).expect("the folder of cases");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("a case").path()).collect();
    cases.retain(|case| case.is_dir() && name(case).starts_with(&wanted));
    cases.sort();
    cases
}

fn name(case: &Path) -> String {
    case.file_name().expect("a case has a name").to_string_lossy().into_owned()
}

fn check(case: &Path) {
    let test = SiteTest::case(case);
    let kind = name(case).split('-').next().unwrap_or_default().to_owned();
    let said = match kind.as_str() {
        "err" => test.refused(),
        "warn" => test.sound().errors,
        "ok" => {
            let said = test.sound().errors;
            assert_eq!(said, "", "nothing is wrong with this site");
            said
        }
        other => panic!("a case begins with `err-`, `warn-` or `ok-`, not `{other}-`"),
    };
    let file = case.join("expected.txt");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&file, &said).expect("the snapshot can be written");
        return;
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(said, expected, "other messages than expected.txt (UPDATE_SNAPSHOTS=1 rewrites it):\n{said}");
}
