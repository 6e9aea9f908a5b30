//! How many instructions parsing, loading, rendering and drawing take, on fixed inputs, under valgrind's callgrind,
//! against the counts in `benches/instructions.json`.
//!
//! Unlike times, counts hardly depend on what else the machine does, so a rise of more than 5 % fails. They do
//! depend on the compiler and its settings: where the compiler is another one, or a loop that is the same
//! for ever counts otherwise, nothing is compared, and it is said. After a change that is meant,
//!
//! ```sh
//! INSTRUCTIONS=record cargo test --test instructions
//! ```
//!
//! writes the counts anew. There is no harness of tests, because what is not compared has to be seen.

#![allow(clippy::disallowed_methods, reason = "tests read the project itself")]
#![allow(clippy::print_stdout, reason = "there is no harness that would say it")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;

use cityfolio::load::{self, Loaded};
use cityfolio::locale::Locale;
use cityfolio::path::SourcePath;
use cityfolio::plan::{self, Output, Plan};
use cityfolio::render::{self, Copies, Order, Rendered, Renderer};
use cityfolio::source::{File, Snapshot};
use cityfolio::syntax::{front, markdown, yaml};
use cityfolio::theme;
use cityfolio::view::View;

/// What is counted, in order. The first is the loop that tells one compiler from another.
const STAGES: [&str; 5] = ["loop", "parse", "load", "render", "chart"];
/// A count that rises by more than this share has become slower.
const MOST: f64 = 0.05;
/// Names the stage for the program that runs under valgrind.
const STAGE: &str = "CITYFOLIO_STAGE";
/// As much as the program's threads have, and more where nothing is optimised.
const STACK: usize = 64 * 1024 * 1024;
const ARTICLES: usize = 24;
const CITIES: usize = 12;
const CHARTS: [&str; 5] = ["bar", "line", "dot", "heat", "multiples"];

fn main() -> ExitCode {
    if let Ok(stage) = std::env::var(STAGE) {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || run(&stage));
        let ended = thread.expect("a thread can be made").join();
        return if ended.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    // `cargo test NAME` asks every test program for tests of that name.
    let mut names = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    if names.next().is_some_and(|name| !"instructions".contains(&name)) {
        return ExitCode::SUCCESS;
    }
    let records = std::env::var("INSTRUCTIONS").is_ok_and(|word| word == "record");
    if !records && !committed().exists() {
        println!(
            "test result: instructions not compared: no counts are kept yet; record them as tests/instructions.rs says"
        );
        return ExitCode::SUCCESS;
    }
    match counts() {
        Ok(counts) if records => record(&counts),
        Ok(counts) => compare(&counts),
        Err(why) => {
            println!("test result: instructions not compared: {why}");
            ExitCode::SUCCESS
        }
    }
}

/// The counts of all stages; where there can be none, why.
fn counts() -> Result<BTreeMap<String, u64>, String> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        return Err("valgrind is not installed".to_owned());
    }
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    STAGES.into_iter().map(|stage| Ok((stage.to_owned(), count(&program, stage)?))).collect()
}

/// The instructions inside [`measured`], in a program of its own.
fn count(program: &Path, stage: &str) -> Result<u64, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let out = folder.path().join("callgrind");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=*instructions*measured*", "--main-stacksize=8388608"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(program)
        .env(STAGE, stage)
        .output()
        .map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let collected = said.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    let counted = collected.filter(|count| output.status.success() && *count > 0);
    // A program that fails under valgrind is no reason to say nothing.
    Ok(counted.unwrap_or_else(|| panic!("the stage `{stage}` cannot be counted:\n{said}")))
}

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/instructions.json")
}

/// The compiler that made this program.
fn compiler() -> String {
    let asked = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("--version").output();
    let version = asked.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    format!("{version}, {}", std::env::consts::ARCH)
}

fn record(counts: &BTreeMap<String, u64>) -> ExitCode {
    let text = serde_json::json!({"compiler": compiler(), "counts": counts});
    let text = serde_json::to_string_pretty(&text).expect("plain data") + "\n";
    std::fs::write(committed(), &text).expect("the counts can be written");
    println!("{text}");
    ExitCode::SUCCESS
}

fn compare(counts: &BTreeMap<String, u64>) -> ExitCode {
    let text = std::fs::read_to_string(committed()).expect("benches/instructions.json is there");
    let known: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let rise = |stage: &str| {
        let before = known["counts"][stage].as_f64().unwrap_or(f64::INFINITY);
        counts.get(stage).map_or(0.0, |count| *count as f64 / before - 1.0)
    };
    let other = known["compiler"] != compiler();
    if other || rise(STAGES[0]).abs() > MOST {
        let what = if other { "compiler" } else { "optimisation" };
        println!("test result: instructions not compared: the counts are of another {what}, {}", known["compiler"]);
        return ExitCode::SUCCESS;
    }
    let mut table = String::new();
    for stage in STAGES {
        let (before, now) = (&known["counts"][stage], counts.get(stage).copied().unwrap_or_default());
        let _ = writeln!(table, "{stage:>8} {before:>12} {now:>12} {:>+7.2} %", rise(stage) * 100.0);
    }
    println!("   stage    committed          now\n{table}");
    let worse: Vec<&str> = STAGES.into_iter().filter(|stage| rise(stage) > MOST).collect();
    match worse.is_empty() {
        true => println!("test result: ok. instructions of {} stages compared", STAGES.len()),
        false => println!("test result: FAILED. more than 5 % more instructions: {}", worse.join(", ")),
    }
    if worse.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Valgrind counts what happens in this function, and nothing else.
#[inline(never)]
fn measured(work: &mut dyn FnMut()) {
    work();
}

/// Does one stage. All of it happens on this thread.
fn run(stage: &str) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
    pool.expect("nothing has run in parallel yet");
    let snapshot = snapshot();
    match stage {
        "loop" => measured(&mut || {
            let counted = (0..black_box(20_000_u64)).filter(|number| number * number % 7 == 1);
            black_box(counted.sum::<u64>());
        }),
        "parse" => measured(&mut || parse(&snapshot)),
        "load" => measured(&mut || drop(black_box(loaded(&snapshot)))),
        "render" => rendered(&snapshot, |output| output.is_page()),
        "chart" => rendered(&snapshot, |output| matches!(output, Output::ChartSvg(..))),
        other => panic!("there is no stage `{other}`"),
    }
}

fn parse(snapshot: &Snapshot) {
    for (path, file) in &snapshot.files {
        let text = file.text.as_deref().unwrap_or_default();
        if path.extension() == "md" {
            let parts = front::split(&path.shared(), text).expect("sound front matter");
            drop(black_box(markdown::parse(&path.shared(), text, parts.body as usize)));
        } else if path.extension() == "yaml" {
            drop(black_box(yaml::parse(&path.shared(), text, 0)));
        }
    }
}

fn loaded(snapshot: &Snapshot) -> Loaded<'_> {
    let now = "2026-11-23T12:00:00Z".parse().expect("a moment");
    let options = load::Options { now, as_of: None, drafts: false, base_url: None };
    let (loaded, report) = load::load(snapshot, &options);
    assert!(!report.has_errors(), "{:?}", report.problems);
    loaded.expect("there is a configuration")
}

fn rendered(snapshot: &Snapshot, wanted: impl Fn(&Output) -> bool) {
    let Loaded { site, theme: theme_files, .. } = &loaded(snapshot);
    let (theme, report) = theme::compile(theme_files, theme::texts(theme_files, &site.config.languages));
    assert!(!report.has_errors(), "{:?}", report.problems);
    let plan: &Plan = &plan::plan(site, snapshot, theme_files);
    let (copies, typeface) = (&Copies::new(None), Arc::new(render::typeface(theme_files, snapshot)));
    let view = &View::new(site, plan, &theme);
    let renderer = Renderer { view, snapshot, site, plan, theme: &theme, theme_files, copies, typeface, record: false };
    let outputs = plan.outputs.iter().enumerate().filter(|(_, planned)| wanted(&planned.output));
    let positions: Vec<usize> = outputs.map(|(position, _)| position).collect();
    assert!(positions.len() >= CHARTS.len(), "too little to render");
    // The forms of a language are made once in a process, and are not what is measured.
    drop(Locale::new("en", BTreeMap::new()));
    measured(&mut || {
        let (rendered, report) = render::render(&renderer, &positions, &InOrder);
        assert!(!report.has_errors() && rendered.len() == positions.len(), "{:?}", report.problems);
    });
}

struct InOrder;

impl Order for InOrder {
    fn next(&self) -> Option<usize> {
        None
    }

    fn made(&self, _: &mut Rendered) {}
}

/// A site of articles, figures and charts, which must stay as it is.
fn snapshot() -> Snapshot {
    let mut snapshot = Snapshot::default();
    let mut add = |path: &str, text: String| {
        let path = SourcePath::new(path).expect("a plain path");
        snapshot.files.insert(path, File::new(text.len() as u64, Some(text.into())));
    };
    add("site.yaml", "title: Counted\nbase_url: https://www.example.eu/\nlanguages: [en]\n".to_owned());
    add("content/index.md", "---\ntitle: Counted\n---\n\nHome.\n".to_owned());
    add("content/sources/survey.yaml", "name: Survey\npublisher: Office\naccessed: 2026-11-23\n".to_owned());
    add(
        "content/indicators/share.yaml",
        "name: Share\ndefinition: A share.\nunit: percent\ndecimals: 1\nsource: survey\n".to_owned(),
    );
    let mut table = "city,2020,2021,2022,2023,2024\n".to_owned();
    for city in 0..CITIES {
        add(&format!("content/cities/city-{city}.yaml"), format!("name: City {city}\nkind: city\ncountry: FI\n"));
        let values: Vec<String> = (0..5).map(|year| format!("{}.5", (city * 37 + year * 11) % 90)).collect();
        let _ = writeln!(table, "city-{city},{}", values.join(","));
    }
    add("content/data/share.csv", table);
    for number in 0..ARTICLES {
        add(&format!("content/news/article-{number:02}.md"), article(number));
    }
    snapshot
}

fn article(number: usize) -> String {
    let words = ["city", "service", "*resident*", "form", "letter", "office", "week", "street", "`report`", "photo"];
    let paragraph = |from: usize| {
        let words: Vec<&str> = (0..60).map(|at| words[(number * 7 + from * 3 + at * at) % words.len()]).collect();
        words.join(" ")
    };
    let mut text = format!(
        "---\ntitle: Article {number}\nsummary: \"{}\"\ndate: 2026-01-{:02}\ntags: [topic {}, topic 9]\n---\n\n",
        &paragraph(0)[..60],
        1 + number % 28,
        number % 5
    );
    for section in 0..5 {
        let _ = write!(
            text,
            "## Section {section}\n\n{} [Next](article-{:02}.md)\n\n",
            paragraph(section),
            (number + 1) % ARTICLES
        );
        let _ = write!(text, "- {}\n- {}\n\n", &paragraph(section + 5)[..80], &paragraph(section + 6)[..80]);
    }
    text.push_str(
        "| city | share |\n| --- | ---: |\n| North | 12 |\n| South | 34 |\n\nA note.[^1]\n\n[^1]: The note.\n\n",
    );
    if let Some(kind) = CHARTS.get(number) {
        let period = if matches!(*kind, "bar" | "dot") { "2024" } else { "2020..2024" };
        let _ = write!(text, "```{{chart}}\ntype: {kind}\nindicator: share\nperiod: {period}\ncities: all\n```\n");
    }
    text
}
