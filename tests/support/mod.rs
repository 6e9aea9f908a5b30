//! A small site in a folder of its own, built by the real program: what every test of a whole run
//! is written with.
//!
//! [`SiteTest::refused`] is the one check of bad input. It holds what the specification promises of
//! every faulty site: the exit status, nothing written, an earlier output untouched, the same
//! problems for machines as for people, and messages in an editor's words.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]
#![allow(dead_code, reason = "each test program uses its part")]

pub(crate) mod preview;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// The day every test builds for.
const AS_OF: &str = "2026-11-23";
/// A run that takes more of the processor does not end; a sound one takes well under a second, the gallery some twenty.
const PATIENCE: Duration = Duration::from_secs(60);
/// A run that takes longer waits for something; other programs on the machine may well take most of it.
const HANGS: Duration = Duration::from_secs(600);
/// What a run may take in memory, in KiB; a sound one takes some 60 MiB.
const MEMORY: u64 = 600 * 1024;
/// Files of a case that are not part of its site.
const OF_THE_CASE: [&str; 2] = ["expected.txt", "arguments.txt"];
/// The keys of a problem for machines, from the specification.
const KEYS: [&str; 9] = ["severity", "code", "message", "file", "line", "column", "end_line", "end_column", "hint"];
/// Words that no editor should have to know.
const JARGON: [&str; 34] = [
    "serde",
    "deseriali",
    "span",
    "token",
    "parse",
    "panic",
    "unwrap",
    "none value",
    "null",
    "enum",
    "variant",
    "struct ",
    "boolean",
    "string",
    "integer",
    "float",
    "scalar",
    "sequence",
    "mapping",
    "node",
    "budget",
    "breach",
    "eof",
    "byte order",
    "regex",
    "stack",
    "recursion",
    "iterator",
    "context",
    "utf8",
    "syntax error",
    "document end",
    "anchor",
    "replay",
];

/// A site in a temporary folder.
pub(crate) struct SiteTest {
    folder: TempDir,
    arguments: Vec<String>,
}

/// What a run said and did.
pub(crate) struct Run {
    /// The exit status; `None` where it was ended by a signal.
    pub(crate) code: Option<i32>,
    /// Standard error.
    pub(crate) errors: String,
    /// Standard output.
    pub(crate) output: String,
    /// The most memory it held, in KiB; 0 where the system does not say.
    pub(crate) memory: u64,
    /// How much of the processor it took; 0 where the system does not say.
    pub(crate) time: Duration,
}

/// Every file below a folder with its bytes; links with where they lead.
pub(crate) type Files = BTreeMap<PathBuf, Vec<u8>>;

impl SiteTest {
    /// A site with a title, an address and a home page.
    pub(crate) fn new() -> Self {
        SiteTest::empty()
            .file("site.yaml", "title: Test\nbase_url: https://example.eu/\n")
            .file("content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n")
    }

    /// A folder without anything.
    pub(crate) fn empty() -> Self {
        SiteTest { folder: tempfile::tempdir().expect("a temporary folder"), arguments: Vec::new() }
    }

    /// A copy of a case: a folder in `tests/sites`.
    pub(crate) fn case(case: &Path) -> Self {
        let mut test = SiteTest::empty();
        for (path, bytes) in files(case) {
            if !OF_THE_CASE.iter().any(|name| path == Path::new(name)) {
                test = test.file(path.to_str().expect("names of cases are plain"), bytes);
            }
        }
        let arguments = fs::read_to_string(case.join("arguments.txt")).unwrap_or_default();
        test.arguments = arguments.split_whitespace().map(str::to_owned).collect();
        test
    }

    /// The same site with one more file.
    pub(crate) fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.folder().join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder of the site");
        fs::write(&path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self
    }

    /// The same site, built with one more argument.
    pub(crate) fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// The folder for what builds keep for later ones.
    pub(crate) fn cache(&self) -> PathBuf {
        let name = self.folder().file_name().expect("the folder has a name");
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache").join(name)
    }

    /// The site folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Every file of the site folder.
    pub(crate) fn files(&self) -> Files {
        files(self.folder())
    }

    /// Every file of the output.
    pub(crate) fn output(&self) -> Files {
        files(&self.folder().join("public"))
    }

    /// The text of one file of the output.
    pub(crate) fn page(&self, path: &str) -> String {
        let path = self.folder().join("public").join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Runs the program in the site folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cityfolio"));
        command.args(arguments).args(&self.arguments).current_dir(self.folder());
        // Copies of pictures are kept by the tests, not by whoever runs them.
        command.env("XDG_CACHE_HOME", self.cache());
        command.env("NO_COLOR", "1").env_remove("SOURCE_DATE_EPOCH").env_remove("CLICOLOR_FORCE");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        wait(command.spawn().expect("the program starts"))
    }

    /// Builds the site.
    pub(crate) fn build(&self) -> Run {
        self.run(&["build", "--site", ".", "--as-of", AS_OF])
    }

    /// Builds a site that is sound, and gives what was said of it.
    #[track_caller]
    pub(crate) fn sound(&self) -> Run {
        let run = self.build();
        assert_eq!(run.code, Some(0), "a sound site was refused:\n{}", run.errors);
        assert!(self.folder().join("public/index.html").is_file(), "nothing was written");
        run
    }

    /// Builds a site that has errors, holds every promise about such a run, and gives the messages.
    #[track_caller]
    pub(crate) fn refused(&self) -> String {
        let before = self.files();
        let run = self.build();
        assert_eq!(run.code, Some(1), "not refused as a faulty site is:\n{}{}", run.output, run.errors);
        assert_eq!(run.output, "", "a failed build has nothing to say on standard output");
        self.unchanged(&before, &run);
        // Again for machines, with the output of an earlier build, which must stay as it is.
        let earlier = self.folder().join("public");
        if !earlier.exists() {
            fs::create_dir_all(&earlier).expect("a folder");
            let page = "the last good page";
            let list = format!("{} index.html\n", blake3::hash(page.as_bytes()));
            let head = format!("cityfolio-manifest 2 complete {}\n", blake3::hash(list.as_bytes()));
            fs::write(earlier.join("index.html"), page).expect("a file");
            fs::write(earlier.join(".cityfolio-manifest"), head + &list).expect("a file");
        }
        let before = self.files();
        let machine = self.run(&["build", "--site", ".", "--as-of", AS_OF, "--format", "json"]);
        assert_eq!(machine.code, Some(1), "not refused with `--format json`:\n{}", machine.errors);
        self.unchanged(&before, &machine);
        same_for_machines(&run.errors, &machine.errors);
        run.errors
    }

    #[track_caller]
    fn unchanged(&self, before: &Files, run: &Run) {
        let now = self.files();
        let changed = |path: &&PathBuf| before.get(*path) != now.get(*path);
        let paths: Vec<&PathBuf> = before.keys().chain(now.keys()).filter(changed).collect();
        assert!(paths.is_empty(), "a failed build changed {paths:?}:\n{}", run.errors);
    }
}

fn wait(mut child: Child) -> Run {
    let start = Instant::now();
    let (mut out, mut errors) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
    // Pipes have to be emptied while the program runs, or it waits for us and we for it.
    let readers = [
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            out.read_to_end(&mut bytes).map(|_| bytes)
        }),
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            errors.read_to_end(&mut bytes).map(|_| bytes)
        }),
    ];
    let (mut memory, mut time) = (0, Duration::ZERO);
    let code = loop {
        if let Some(status) = child.try_wait().expect("the program can be waited for") {
            break status.code();
        }
        memory = memory.max(peak(child.id()));
        time = time.max(spent(child.id()));
        if time > PATIENCE || start.elapsed() > HANGS || memory > MEMORY {
            child.kill().expect("the program can be ended");
            child.wait().expect("the program ends");
            panic!("the program took {time:?} in {:?} and {} MiB", start.elapsed(), memory / 1024);
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let [output, errors] = readers.map(|reader| {
        let bytes = reader.join().expect("the reader ends").expect("the pipe can be read");
        String::from_utf8(bytes).expect("the program speaks UTF-8")
    });
    Run { code, errors, output, memory, time }
}

/// The most memory a process has held, in KiB, where the system says it.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or(0)
}

/// How much of the processor a process has taken, where the system says it: in hundredths of a second.
fn spent(process: u32) -> Duration {
    let status = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let behind = status.rsplit_once(')').map_or("", |(_, rest)| rest);
    let fields = behind.split_whitespace().skip(11).take(2);
    Duration::from_millis(10 * fields.filter_map(|field| field.parse::<u64>().ok()).sum::<u64>())
}

/// The problems for machines are those for people, with every key and the same places.
#[track_caller]
fn same_for_machines(text: &str, json: &str) {
    let people = shown(text);
    let machines: Vec<Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("no JSON ({error}): {line}")))
        .collect();
    assert_eq!(people.len(), machines.len(), "people and machines hear of different problems:\n{text}\n{json}");
    for ((place, head), problem) in people.iter().zip(&machines) {
        let keys: Vec<&str> = problem.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, KEYS);
        let word = |key: &str| problem[key].as_str().unwrap_or_default();
        let said = format!("{}[{}]: ", word("severity"), word("code"));
        assert!(head.starts_with(&said), "{head} is not {said}");
        let (line, column) = (problem["line"].as_u64(), problem["column"].as_u64());
        let told = line.zip(column).map(|(line, column)| format!("{}:{line}:{column}", word("file")));
        let told = told.unwrap_or_else(|| word("file").to_owned());
        assert_eq!(*place, told, "another place for machines: {problem}");
        if line.is_some() {
            assert!(line >= Some(1) && column >= Some(1), "places count from 1: {problem}");
            let end = (problem["end_line"].as_u64(), problem["end_column"].as_u64());
            assert!(end >= (line, column), "a place that ends before it begins: {problem}");
        }
        well_said(problem);
    }
}

/// Place and first line of every problem of a run's text.
fn shown(text: &str) -> Vec<(String, String)> {
    let mut problems: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim_start();
        if line.starts_with("error[") || line.starts_with("warning[") {
            problems.push((String::new(), line.to_owned()));
        } else if let (Some(place), Some((known, _))) = (trimmed.strip_prefix("--> "), problems.last_mut())
            && known.is_empty()
        {
            *known = place.to_owned();
        }
    }
    problems
}

/// The house's rules for messages: lower case at the start, no full stop, a cure, no jargon.
#[track_caller]
fn well_said(problem: &Value) {
    let (message, hint) = (problem["message"].as_str().unwrap_or_default(), problem["hint"].as_str());
    let hint = hint.unwrap_or_else(|| panic!("no cure: {problem}"));
    assert!(problem["file"].is_string() || problem["code"] == "no-site", "no file: {problem}");
    for said in [message, hint] {
        let first = said.chars().next().unwrap_or('A');
        assert!(!first.is_uppercase(), "a capital at the start: {said}");
        assert!(!said.ends_with(['.', '!', ' ', '\n']), "a full stop at the end: {said}");
        // What an author wrote, or has to write, stands in backticks.
        let plain: String = said.split('`').step_by(2).collect();
        let lower = plain.to_lowercase();
        for word in JARGON {
            assert!(!lower.contains(word), "`{word}` is no word for an editor: {said}");
        }
    }
}

/// Every file below a folder.
pub(crate) fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    collect(folder, folder, &mut found);
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Files) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a folder can be read").path();
        let kind = fs::symlink_metadata(&path).expect("a file can be looked at").file_type();
        let name = path.strip_prefix(root).expect("below the folder").to_owned();
        if kind.is_dir() {
            collect(root, &path, found);
        } else if kind.is_symlink() {
            let target = fs::read_link(&path).expect("a link can be read");
            found.insert(name, target.to_string_lossy().into_owned().into_bytes());
        } else {
            found.insert(name, fs::read(&path).expect("a file can be read"));
        }
    }
}

/// An article that is nothing but one.
pub(crate) const PLAIN: &str = "---\ntitle: A\n---\n\nText.\n";

/// One message with these words, at this place.
#[track_caller]
pub(crate) fn says(errors: &str, code: &str, place: &str) {
    let blocks: Vec<&str> = errors.split("\n\n").collect();
    let found = blocks.iter().any(|block| block.contains(&format!("[{code}]")) && block.contains(place));
    assert!(found, "no [{code}] at {place}:\n{errors}");
}

/// The number of errors that a run ends with.
#[track_caller]
pub(crate) fn counts(errors: &str, count: usize) {
    let many = if count == 1 { "1 error".to_owned() } else { format!("{count} errors") };
    assert!(errors.ends_with(&format!("{many}; nothing was written\n")), "not {many}:\n{errors}");
}
