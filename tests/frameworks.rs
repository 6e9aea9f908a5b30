//! Scores: the rules against the examples worked by hand in `docs/frameworks.md`, and the framework of
//! the repository's own site against the scores that were published.

#![allow(clippy::disallowed_methods, reason = "tests look at what was written")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

type Values = BTreeMap<(String, String), f64>;

/// Builds a site and reads the values of a table of its `data`, by city and indicator.
fn built(site: &Path, tables: &[&str]) -> Values {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let mut command = Command::new(env!("CARGO_BIN_EXE_cityfolio"));
    command.args(["build", "--as-of", "2026-11-23", "--site"]).arg(site).arg("--out").arg(&out);
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut values = Values::new();
    for table in tables {
        let mut reader = csv::Reader::from_path(out.join("data").join(table)).expect("a table");
        for row in reader.records() {
            let row = row.expect("a row");
            if let Ok(value) = row[4].parse() {
                values.insert((row[0].to_owned(), row[2].to_owned()), value);
            }
        }
    }
    values
}

/// The rows of the example's table: a name, and the result for North and South.
fn worked() -> Vec<(String, [f64; 2])> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_to_string(root.join("docs/frameworks.md")).expect("the docs");
    let result = |cell: &str| cell.rsplit_once("= ").and_then(|(_, value)| value.trim().parse::<f64>().ok());
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, north, south] = cells.as_slice() else { return None };
        Some(((*name).to_owned(), [result(north)?, result(south)?]))
    };
    docs.lines().filter_map(row).collect()
}

#[test]
fn every_rule_gives_what_the_docs_work_out() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/ok-frameworks");
    let rules = ["mean-of-areas", "pooled", "weighted"];
    let tables = rules.map(|rule| format!("framework-{rule}.csv"));
    let values = built(&site, &tables.each_ref().map(String::as_str));
    let worked = worked();
    assert_eq!(worked.len(), 4, "three rules and the coverage: {worked:?}");
    for (name, results) in worked {
        let indicator = match name.as_str() {
            "coverage" => "framework-pooled-coverage".to_owned(),
            rule => format!("framework-{rule}-score"),
        };
        for (city, result) in ["north", "south"].into_iter().zip(results) {
            let value = values[&(city.to_owned(), indicator.clone())];
            assert!((value - result).abs() <= 0.0501, "{city}, {name}: {value}, and the docs say {result}");
        }
    }
}

#[test]
fn the_own_framework_gives_the_published_scores() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let values = built(root, &["framework-2023.csv", "ucc-score.csv"]);
    let published: Vec<_> = values.iter().filter(|((_, indicator), _)| indicator == "ucc-score").collect();
    assert_eq!(published.len(), 8);
    for ((city, _), score) in published {
        let computed = values[&(city.clone(), "framework-2023-score".to_owned())];
        assert!((computed.round() - score).abs() < f64::EPSILON, "{city}: {computed}, and {score} was published");
    }
}

#[test]
fn an_order_shows_the_places_under_every_rule() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_cityfolio"));
    command.args(["build", "--as-of", "2026-11-23", "--site"]).arg(root.join("tests/sites/ok-frameworks"));
    assert!(command.arg("--out").arg(folder.path().join("out")).status().expect("the program runs").success());
    let page = fs::read_to_string(folder.path().join("out/frameworks/mean-of-areas/index.html")).expect("a page");
    let row = |city: &str, score: &str, places: [&str; 2]| {
        let [own, other] = places.map(|place| format!("<td class=\"number\">{place}</td>"));
        format!("<tr><th scope=\"row\">{city}</th><td class=\"number\">{score}</td>{own}{other}</tr>")
    };
    for line in [row("North", "67%", ["1", "2"]), row("South", "63%", ["2", "1"])] {
        assert!(page.contains(&line), "{line} is not in {page}");
    }
    assert!(page.contains("the place of 2 of the 2 cities would be different"));
    let own = fs::read_to_string(root.join("content/frameworks/2023.yaml")).expect("the framework");
    assert!(own.contains("ranking: false"), "the goal is learning");
}
