//! The repository's own site and a new one, built by the real program.

#![allow(clippy::disallowed_methods, reason = "tests look at what was written")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cityfolio"));
    command.args(arguments).envs(settings.iter().copied()).env("NO_COLOR", "1");
    command.output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Builds the repository's site into a folder, every warning an error.
fn build(out: &Path, settings: &[(&str, &str)]) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    let out = out.to_str().expect("a plain path");
    let output = run(&["build", "--strict", "--as-of", "2026-11-23", "--site", root, "--out", out], settings);
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{name}/"), files);
            } else {
                files.insert(name, fs::read(entry.path()).expect("a file"));
            }
        }
    }
    let mut found = BTreeMap::new();
    collect(folder, "", &mut found);
    found
}

#[test]
fn the_own_site_builds_the_same_anywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (folder.path().join("a"), folder.path().join("deeper/b"));
    build(&first, &[("TZ", "Pacific/Kiritimati"), ("RAYON_NUM_THREADS", "1"), ("LC_ALL", "C")]);
    build(&second, &[("TZ", "America/Los_Angeles"), ("RAYON_NUM_THREADS", "7"), ("LC_ALL", "fi_FI.UTF-8")]);
    let (first, second) = (files(&first), files(&second));
    assert!(first.len() > 500, "{} files", first.len());
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert!(second[name] == *bytes, "`{name}` differs");
    }
}

#[test]
fn a_second_build_touches_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    build(folder.path(), &[]);
    let again = build(folder.path(), &[]);
    assert!(again.contains(": 0 written, ") && again.contains(" 0 removed"), "{again}");
}

#[test]
fn pages_say_everything_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    build(folder.path(), &[]);
    // A text that the theme lacks is shown by its key.
    let keys = ["chart", "figure", "value", "observation", "city", "choice", "listing", "locale", "funding", "partner"];
    for (name, bytes) in files(folder.path()).iter().filter(|(name, _)| name.ends_with(".html")) {
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        for key in keys {
            for before in [">", "\"", " ", "("] {
                let needle = format!("{before}{key}.");
                if let Some(at) = text.find(&needle) {
                    let rest = &text[at + needle.len()..];
                    let word: String = rest.chars().take_while(|letter| letter.is_ascii_lowercase()).collect();
                    assert!(word.is_empty(), "`{name}` shows the key {key}.{word}");
                }
            }
        }
        for absent in ["NaN", ">undefined<", "None<", "{{", "%}"] {
            assert!(!text.contains(absent), "`{name}` holds `{absent}`");
        }
    }
}

#[test]
fn every_page_carries_the_funding_statement() {
    let folder = tempfile::tempdir().expect("a folder");
    build(folder.path(), &[]);
    for (name, bytes) in files(folder.path()).iter().filter(|(name, _)| name.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        if text.contains("http-equiv=\"refresh\"") {
            continue;
        }
        assert!(text.contains("101004603") && text.contains("eu-emblem."), "`{name}` has no funding statement");
    }
}

#[test]
fn a_new_site_with_the_minimal_theme_builds_and_has_its_frame() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("site");
    let path = site.to_str().expect("a plain path");
    let output = run(&["new", path, "--theme", "minimal"], &[]);
    assert!(output.status.success(), "{}", said(&output));
    let output = run(&["build", "--strict", "--site", path], &[]);
    assert!(output.status.success(), "{}", said(&output));
    let home = fs::read_to_string(site.join("public/index.html")).expect("a home page");
    let own = fs::read_to_string(site.join("themes/minimal/templates/base.html")).expect("a template of its own");
    assert!(own.contains("<header>") && home.contains("<header>\n<p>"));
}

#[test]
fn a_new_site_builds_at_once_and_takes_entries_of_every_kind() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("site");
    let path = site.to_str().expect("a plain path");
    let output = run(&["new", path], &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(!run(&["new", path], &[]).status.success());
    let kinds = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/kinds")).expect("kinds");
    for kind in kinds {
        let name = kind.expect("a file").file_name().to_string_lossy().replace(".yaml", "");
        let output = run(&["add", &name, "A first: \"try\"", "--site", path], &[]);
        assert!(output.status.success(), "{name}: {}", said(&output));
        assert_eq!(run(&["add", &name, "A first: \"try\"", "--site", path], &[]).status.code(), Some(2));
    }
    let output = run(&["build", "--strict", "--site", path], &[]);
    assert!(output.status.success(), "{}", said(&output));
    // The folder one stands in, and a path relative to it, are folders like any other.
    for arguments in [["new", "near"], ["new", "."]] {
        let here = tempfile::tempdir().expect("a folder");
        let output = Command::new(env!("CARGO_BIN_EXE_cityfolio")).args(arguments).current_dir(here.path()).output();
        let output = output.expect("the program runs");
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        assert!(here.path().join(arguments[1]).join("site.yaml").exists());
    }
    let output = run(&["add", "case-studdy", "x", "--site", path], &[]);
    assert!(said(&output).contains("did you mean `case-study`?"), "{}", said(&output));
}
