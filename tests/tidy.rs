//! Holds the code to ARCHITECTURE.md: the layers, the limits, and the shape of files.
//!
//! The rules look at the words of the program ([`rust`]), not at its lines. Every rule is also tried on
//! code that breaks it.

#![allow(clippy::disallowed_methods, reason = "this test reads the project itself")]

mod rust;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use rust::{Used, absolute, is_cfg_test, item_end, tokens, uses};

/// Longer files hold more than one thing.
const MOST_LINES: usize = 400;
/// Modules that may use `std::fs`.
const DISK: [&str; 2] = ["source", "write"];

/// The layers by module, and which modules do not exist yet.
#[derive(Debug, Default)]
struct Layers {
    of: BTreeMap<String, u32>,
    planned: BTreeSet<String>,
}

/// The cells of every row of every table whose first line begins with this cell.
fn rows(document: &str, first: &str) -> Vec<Vec<String>> {
    let mut inside = false;
    let mut rows = Vec::new();
    for line in document.lines() {
        let cells: Vec<String> = match line.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')) {
            Some(rest) => rest.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect(),
            None => Vec::new(),
        };
        match cells.first() {
            None => inside = false,
            Some(cell) if cell == first => inside = true,
            Some(cell) if inside && !cell.starts_with("---") => rows.push(cells),
            Some(_) => {}
        }
    }
    rows
}

fn layers(document: &str) -> Layers {
    let mut layers = Layers::default();
    for row in rows(document, "layer") {
        let layer = row[0].parse().expect("a layer is a number");
        if row[2].starts_with("planned") {
            layers.planned.insert(row[1].clone());
        }
        assert!(layers.of.insert(row[1].clone(), layer).is_none(), "`{}` has two layers", row[1]);
    }
    layers
}

/// Where a file's module is in the crate: `src/chart/mark/bar.rs` is `chart::mark::bar`.
fn module_of(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let names = path.strip_suffix("/mod").unwrap_or(path);
    names.split('/').filter(|name| *name != "lib").map(str::to_owned).collect()
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

/// What is wrong with one file. `tests` are the modules declared under `#[cfg(test)]`.
fn faults(layers: &Layers, path: &str, code: &str, tests: &BTreeSet<Vec<String>>) -> Vec<String> {
    let mut faults = shape(path, code);
    let module = module_of(path);
    let in_tests = is_test(path) || tests.iter().any(|test| module.starts_with(test));
    let Some(name) = module.first() else { return faults };
    let Some(own) = layers.of.get(name) else {
        faults.push(format!("{path}: the module `{name}` has no layer in ARCHITECTURE.md"));
        return faults;
    };
    for Used { path: used, module, line, tested } in uses(&tokens(code), &module) {
        let tested = tested || in_tests;
        let disk = used.first().is_some_and(|first| first == "std") && used.get(1).is_some_and(|second| second == "fs");
        if disk && !tested && !DISK.contains(&name.as_str()) {
            faults.push(format!("{path}:{line}: only `source` and `write` use `std::fs`"));
        }
        let Some(target) = absolute(&used, &module) else { continue };
        let Some(target) = target.first().filter(|target| *target != name) else {
            if target.is_empty() {
                faults.push(format!("{path}:{line}: the whole crate is imported, which hides from which layer"));
            }
            continue;
        };
        match layers.of.get(target) {
            None => faults.push(format!("{path}:{line}: the module `{target}` has no layer in ARCHITECTURE.md")),
            Some(layer) if layer < own || (tested && layer == own) => {}
            Some(layer) => {
                faults.push(format!("{path}:{line}: `{name}` (layer {own}) imports `{target}` (layer {layer})"));
            }
        }
    }
    // One line may hold several imports of one module.
    faults.dedup();
    faults
}

fn shape(path: &str, code: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !path.ends_with("/tests.rs") && !code.starts_with("//!") {
        faults.push(format!("{path}:1: the file does not begin with `//!` and what it is for"));
    }
    let lines = code.lines().count();
    if lines > MOST_LINES {
        faults.push(format!("{path}: {lines} lines, and {MOST_LINES} are the most"));
    }
    faults
}

/// The modules that a file declares for tests alone.
fn test_modules(path: &str, code: &str) -> Vec<Vec<String>> {
    let tokens = tokens(code);
    let found = (0..tokens.len()).filter(|at| is_cfg_test(&tokens, *at)).filter_map(|at| {
        let item = &tokens[at..item_end(&tokens, at)];
        let name = item.windows(3).find(|words| words[0].text == "mod" && words[2].text == ";")?;
        Some(module_of(path).into_iter().chain([name[1].text.clone()]).collect())
    });
    found.collect()
}

/// The files of a folder of the project, by their path in it.
fn files(folder: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = WalkDir::new(root.join(folder)).into_iter().map(|entry| entry.expect("the project can be read"));
    let code = entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"));
    code.map(|entry| {
        let path = entry.path().strip_prefix(root).expect("the walk begins there").to_string_lossy().replace('\\', "/");
        (path, fs::read_to_string(entry.path()).expect("code is text"))
    })
    .collect()
}

fn architecture() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).expect("it is there")
}

#[test]
fn code_follows_the_layers() {
    let layers = layers(&architecture());
    let files = files("src");
    let tests: BTreeSet<Vec<String>> = files.iter().flat_map(|(path, code)| test_modules(path, code)).collect();
    let found: Vec<String> = files.iter().flat_map(|(path, code)| faults(&layers, path, code, &tests)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
    let real: BTreeSet<String> = files.keys().filter_map(|path| module_of(path).first().cloned()).collect();
    for module in layers.of.keys() {
        let planned = layers.planned.contains(module);
        assert_ne!(real.contains(module), planned, "`{module}` in ARCHITECTURE.md: planned, or there?");
    }
}

#[test]
fn tests_have_the_shape_of_code() {
    let found: Vec<String> = files("tests").iter().flat_map(|(path, code)| shape(path, code)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn limits_are_those_of_the_code() {
    let rows = rows(&architecture(), "what");
    assert!(!rows.is_empty(), "the table of limits is gone");
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    for row in rows {
        let [what, limit, name, file] = row.as_slice() else { panic!("a limit has four cells: {row:?}") };
        let code = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect("the file is there");
        let found = code.split_once(&format!("const {name}: ")).and_then(|(_, rest)| rest.split_once(';'));
        let (_, value) = found.and_then(|(found, _)| found.split_once('=')).expect("the constant is there");
        assert_eq!(digits(limit), digits(value), "{what}: `{name}` in {file}");
    }
}

/// A small house: `stone` below `wall` and `door`, these below `roof`.
const HOUSE: &str = "| layer | module | what |\n|---|---|---|\n| 0 | `stone` | x |\n| 1 | `wall` | x |\n| 1 | `door` | x |\n\
                     | 2 | `roof` | x |\n| 3 | `flag` | planned |\n";

fn found_in(path: &str, code: &str) -> Vec<String> {
    let tests = test_modules("src/wall/mod.rs", "#[cfg(test)]\nmod trial;\nmod real;").into_iter().collect();
    faults(&layers(HOUSE), path, &format!("//! x\n{code}\n"), &tests)
}

#[test]
fn code_that_breaks_a_rule_is_caught() {
    let wall = "src/wall/mod.rs";
    let cases = [
        (wall, "use crate::roof::Tile;", "`wall` (layer 1) imports `roof` (layer 2)"),
        (wall, "use crate::door::Lock;", "`wall` (layer 1) imports `door` (layer 1)"),
        (wall, "use crate::{stone, door::{self, Lock as Bolt}};", "imports `door`"),
        (wall, "use super::roof;", "imports `roof`"),
        ("src/wall/brick.rs", "use super::super::roof;", "imports `roof`"),
        ("src/wall/brick.rs", "use super::{Mortar, super::roof};", "imports `roof`"),
        (wall, "mod inner { fn f() { super::super::roof::tile() } }", "imports `roof`"),
        (wall, "fn f() -> crate::roof::Tile { todo!() }", "imports `roof`"),
        (wall, "fn f<'a>(x: &'a str) { g('\"', x); crate::roof::tile(); h('\"') }", "imports `roof`"),
        (wall, "macro_rules! m { () => { $crate::roof::tile() } }", "imports `roof`"),
        (wall, "#[cfg(test)]\nmod tests;\nuse crate::door;", "imports `door`"),
        (wall, "#[cfg(test)]\nmod tests { use crate::roof; }", "imports `roof`"),
        ("src/wall/tests.rs", "use crate::roof::Tile;", "imports `roof`"),
        ("src/wall/trial.rs", "use crate::roof::Tile;", "imports `roof`"),
        ("src/wall/real.rs", "use crate::door::Lock;", "imports `door`"),
        (wall, "use crate::cellar::Wine;", "`cellar` has no layer"),
        (wall, "use crate as all;", "the whole crate"),
        ("src/attic/mod.rs", "", "`attic` has no layer"),
        (wall, "use std::fs;", "only `source` and `write` use `std::fs`"),
        (wall, "use std::{io, fs::File};", "only `source` and `write`"),
        (wall, "fn f() { std::fs::read(x) }", "only `source` and `write`"),
    ];
    for (path, code, wanted) in cases {
        let found = found_in(path, code);
        assert!(found.len() == 1 && found[0].contains(wanted), "{code}\nwanted: {wanted}\nfound: {found:?}");
    }
    let long = format!("//! x{}", "\n".repeat(MOST_LINES + 1));
    assert_eq!(shape("src/wall/mod.rs", &long).len(), 1, "a long file");
    assert_eq!(shape("src/wall/mod.rs", "use x;\n").len(), 1, "a file without documentation");
}

#[test]
fn code_that_keeps_the_rules_is_left_alone() {
    let cases = [
        ("src/roof/mod.rs", "use crate::{stone, wall::{self, Brick}};\nuse crate::roof::Tile;"),
        (
            "src/wall/mod.rs",
            "// use crate::roof;\n/* crate::roof /* */ crate::door */ const A: &str = \"crate::roof\";",
        ),
        ("src/wall/mod.rs", "const A: &str = r#\"crate::roof \" \"#; const B: char = '\\''; use crate::stone;"),
        ("src/wall/brick.rs", "use super::Mortar;\nmod inner { use super::Brick; use super::super::Mortar; }"),
        ("src/wall/tests.rs", "use crate::door::Lock;\nuse std::fs;"),
        ("src/wall/trial.rs", "use crate::door::Lock;"),
        ("src/wall/mod.rs", "#[cfg(test)]\nmod tests { use crate::door; use std::fs; }\nuse crate::stone;"),
        ("src/lib.rs", "pub mod roof;\npub mod wall;"),
    ];
    for (path, code) in cases {
        assert_eq!(found_in(path, code), Vec::<String>::new(), "{code}");
    }
}

/// What views show is noted because they have one door to figures.
#[test]
fn views_look_figures_up_in_one_place() {
    let views = files("src/view");
    assert!(views.keys().any(|path| path.ends_with("lookup.rs")), "{:?}", views.keys());
    for (path, code) in views.iter().filter(|(path, _)| !path.ends_with("lookup.rs")) {
        assert!(!code.contains("data.observations"), "`{path}` reads figures past `view::lookup`");
    }
}
