//! What holds whatever happens: a kill at any moment, a disk that fails at any step, another machine.
//!
//! Faults of the system are made with `strace`, on the real program; it has to be installed.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use support::{Files, SiteTest, files};

const PROGRAM: &str = env!("CARGO_BIN_EXE_cityfolio");
const DAY: &str = "2026-11-23";

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

fn build(site: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(["build", "--as-of", DAY, "--site"]).arg(site);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What is published: without the files that are the program's own.
fn published(site: &Path) -> Files {
    let mut found = files(&site.join("public"));
    found.retain(|path, _| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".cityfolio-")));
    found
}

/// One of two states of a site: texts differ, some articles are in one of them only, and all link.
fn state(test: SiteTest, second: bool) -> SiteTest {
    let word = if second { "second" } else { "first" };
    let mut test = test.file("content/index.md", format!("---\ntitle: Home {word}\n---\n\n[News](news/_index.md)\n"));
    test = test.file("content/news/_index.md", "---\ntitle: News\n---\n");
    let here = |number: usize| number % 3 != if second { 1 } else { 2 };
    for number in 0..16 {
        let path = format!("content/news/n{number}.md");
        if !here(number) {
            let _ = fs::remove_file(test.folder().join(&path));
            continue;
        }
        let next =
            (number + 1..number + 17).map(|next| next % 16).find(|next| here(*next)).expect("one of the sixteen");
        let text = format!(
            "---\ntitle: N{number} {word}\ndate: 2026-01-01\ntags: [t{}]\n---\n\n[Next](n{next}.md) {word}\n",
            number % 5
        );
        test = test.file(&path, text);
    }
    test
}

/// Starts a build and kills it: some time after the start, soon after the output was first touched, or as soon as one of two
/// published files is another one.
fn kill_at_random(site: &Path, round: u64, (chance, whole): (&mut Chance, Duration)) {
    let changed = |name: &str| {
        let path = site.join("public").join(name);
        move || fs::metadata(&path).and_then(|meta| meta.modified()).ok()
    };
    let (manifest, first, last) = (changed(".cityfolio-manifest"), changed("404.html"), changed("sitemap.xml"));
    let marks = || if round.is_multiple_of(3) { (manifest(), None) } else { (first(), last()) };
    let before = marks();
    let mut child = build(site).stderr(Stdio::null()).spawn().expect("the program starts");
    let start = Instant::now();
    let whole = u64::try_from(whole.as_micros()).expect("a short time");
    if round % 3 == 2 {
        thread::sleep(Duration::from_micros(chance.below(whole)));
    } else {
        while marks() == before && start.elapsed() < 20 * Duration::from_micros(whole) {
            if child.try_wait().expect("the program can be asked").is_some() {
                return;
            }
        }
        let soon = if round.is_multiple_of(3) { whole / 10 } else { 500 };
        thread::sleep(Duration::from_micros(chance.below(soon)));
    }
    let _ = child.kill();
    child.wait().expect("the program ends");
}

/// The files that a page leads to, of this site.
fn links(page: &str) -> impl Iterator<Item = PathBuf> {
    let targets = ["href=\"", "src=\""].into_iter().flat_map(|name| page.split(name).skip(1));
    targets.filter_map(|rest| {
        let target = rest.split(['"', '#', '?']).next()?;
        let path = target.strip_prefix("https://example.eu/").or_else(|| target.strip_prefix('/'))?;
        Some(PathBuf::from(if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        }))
    })
}

/// Whoever begins at the home page finds what every link leads to.
fn assert_links(found: &Files, context: &str) {
    let mut open = vec![PathBuf::from("index.html")];
    let mut seen = BTreeSet::new();
    while let Some(path) = open.pop() {
        let bytes = found.get(&path).unwrap_or_else(|| panic!("{context}: `{}` is linked and missing", path.display()));
        if path.extension().is_some_and(|extension| extension == "html") && seen.insert(path.clone()) {
            open.extend(links(&String::from_utf8_lossy(bytes)));
        }
    }
    assert!(seen.len() > 10, "{context}: only {} pages are reached", seen.len());
}

#[test]
fn a_kill_at_any_moment_leaves_a_whole_site() {
    let mut test = state(SiteTest::new(), false);
    let site = test.folder().to_owned();
    assert!(build(&site).status().expect("the program runs").success());
    let first = published(&site);
    test = state(test, true);
    let start = Instant::now();
    assert!(build(&site).status().expect("the program runs").success());
    let whole = start.elapsed();
    let second = published(&site);
    assert!(first != second);
    let (mut chance, mut torn) = (Chance(7), 0);
    for round in 0..100 {
        let is_back = round % 4 < 2;
        test = state(test, !is_back);
        let context = format!("kill {round}");
        kill_at_random(&site, round, (&mut chance, whole));
        let found = published(&site);
        for (path, bytes) in &found {
            let is_whole = first.get(path) == Some(bytes) || second.get(path) == Some(bytes);
            assert!(is_whole, "{context}: `{}` is half written", path.display());
        }
        torn += usize::from(found != first && found != second);
        assert_links(&found, &context);
        if round % 10 == 9 {
            let output = build(&site).output().expect("the program runs");
            assert!(output.status.success(), "{context}: {}", said(&output));
            assert!(
                published(&site) == if is_back { first.clone() } else { second.clone() },
                "{context}: not repaired"
            );
            let left: Vec<_> = files(&site.join("public"))
                .into_keys()
                .filter(|path| path.to_string_lossy().contains("tmp-"))
                .collect();
            assert!(left.is_empty(), "{context}: {left:?} were left");
        }
    }
    println!("{torn} kills came between two files");
    assert!(torn > 0, "no kill came between two files");
}

/// Lets the `count`th call of a kind fail that concerns one of these paths; gives what the program
/// said and whether a call failed.
fn faulty(site: &Path, paths: &[PathBuf], (call, error, count): (&str, &str, usize)) -> (Output, bool) {
    let log = tempfile::NamedTempFile::new().expect("a file");
    let mut command = Command::new("strace");
    command.arg("-f").arg("-o").arg(log.path()).arg("-e").arg(format!("trace={call}"));
    command.arg("-e").arg(format!("inject={call}:error={error}:when={count}"));
    for path in paths {
        command.arg("-P").arg(path);
    }
    command.args([PROGRAM, "build", "--as-of", DAY, "--site"]).arg(site);
    command.env("RAYON_NUM_THREADS", "1").stdin(Stdio::null());
    let output = command.output().expect("strace has to be installed: it makes the faults of this test");
    let told = fs::read_to_string(log.path()).expect("what strace saw");
    (output, told.contains("(INJECTED)"))
}

/// Every file and folder of a site that may be read or written, the absent ones of the output included.
fn everything(site: &Path, outputs: &Files) -> Vec<PathBuf> {
    let mut paths = BTreeSet::from([site.to_owned()]);
    let below = files(site).into_keys().chain(outputs.keys().map(|path| Path::new("public").join(path)));
    for path in below {
        paths.extend(path.ancestors().map(|above| site.join(above)));
    }
    paths.into_iter().map(|path| PathBuf::from(path.to_string_lossy().trim_end_matches('/'))).collect()
}

/// One call of a kind after another fails: the program says so or does without, never panics, and
/// leaves each file of the output old or new.
fn at_every_call(call: &str, error: &str) -> usize {
    let writes = ["write", "rename", "mkdir", "unlink"].contains(&call);
    let sound = |test: SiteTest| {
        test.file("content/news/a.md", "---\ntitle: A\n---\n\n[p](p.pdf)\n")
            .file("content/news/p.pdf", "%PDF")
            .file("assets/note.txt", "note")
    };
    for count in 1.. {
        let test = sound(SiteTest::new().file("content/about.md", "---\ntitle: About\n---\n\nOld.\n"));
        let site = test.folder().canonicalize().expect("a folder");
        assert!(build(&site).status().expect("the program runs").success());
        let old = published(&site);
        let test = test.file("content/about.md", "---\ntitle: About us\n---\n\nNew.\n");
        // What is written has names that cannot be told beforehand, and nothing else is written.
        let paths = if writes { Vec::new() } else { everything(&site, &old) };
        let (output, struck) = faulty(&site, &paths, (call, error, count));
        let (context, found) = (format!("{call} {count} fails with {error}: {}", said(&output)), published(&site));
        let code = output.status.code();
        assert!(matches!(code, Some(0..=2)), "{context}: ended with {code:?}");
        assert!(code == Some(0) || !output.stderr.is_empty(), "{context}: not a word");
        let output = build(&site).output().expect("the program runs");
        assert!(output.status.success(), "{}", said(&output));
        let new = published(&site);
        for (path, bytes) in &found {
            let is_whole = old.get(path) == Some(bytes) || new.get(path) == Some(bytes);
            assert!(is_whole, "{context}: `{}` is half written", path.display());
        }
        assert!(code != Some(0) || found == new, "{context}: success, and another site");
        assert!(code != Some(1) || found == old, "{context}: a faulty site was written");
        assert!(test.folder().exists());
        if !struck {
            return count - 1;
        }
    }
    unreachable!("calls end")
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fails_at_any_reading_is_a_message() {
    let mut struck = 0;
    thread::scope(|scope| {
        let calls = [("openat", "EIO"), ("read", "EIO"), ("getdents64", "EIO"), ("statx", "EACCES")];
        let runs = calls.map(|(call, error)| scope.spawn(move || at_every_call(call, error)));
        struck = runs.into_iter().map(|run| run.join().expect("no panic")).sum();
    });
    assert!(struck > 20, "only {struck} calls were made to fail");
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fails_at_any_writing_leaves_whole_files() {
    let mut struck = 0;
    thread::scope(|scope| {
        let calls = [("write", "ENOSPC"), ("rename", "EIO"), ("mkdir", "ENOSPC"), ("unlink", "EACCES")];
        let runs = calls.map(|(call, error)| scope.spawn(move || at_every_call(call, error)));
        struck = runs.into_iter().map(|run| run.join().expect("no panic")).sum();
    });
    assert!(struck > 8, "only {struck} calls were made to fail");
}

/// The order in which files came into a folder, and where the folder lies, is nowhere to be seen.
#[test]
fn another_folder_and_order_give_the_same_bytes() {
    let own = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    let made: Vec<Files> = [false, true]
        .into_iter()
        .map(|backwards| {
            let mut paths: Vec<_> = own.iter().collect();
            if backwards {
                paths.reverse();
            }
            let mut test = SiteTest::empty().file("site.yaml", include_bytes!("../site.yaml"));
            for (path, bytes) in paths {
                test = test.file(&format!("content/{}", path.display()), bytes);
            }
            let mut command = build(test.folder());
            let threads = if backwards { "5" } else { "1" };
            command.env("RAYON_NUM_THREADS", threads).env("TZ", if backwards { "Asia/Kathmandu" } else { "UTC" });
            let output = command.output().expect("the program runs");
            assert!(output.status.success(), "{}", said(&output));
            published(test.folder())
        })
        .collect();
    assert!(made[0].len() > 500);
    let differing: Vec<_> =
        made[0].iter().filter(|(path, bytes)| made[1].get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    assert!(differing.is_empty() && made[0].len() == made[1].len(), "{differing:?} differ");
}
