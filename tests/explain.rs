//! What `explain` lists is what changes: one figure of the repository's own site is edited at a time,
//! and the outputs that differ are compared with the list, byte for byte.

#![allow(clippy::disallowed_methods, reason = "tests edit a copy of the site")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cityfolio::build::{self, Options, Outcome, Target};
use cityfolio::explain::Explanation;
use cityfolio::load;
use jiff::Timestamp;

/// A figure of the site: its name, its file in `content`, and its line before and after.
struct Edit {
    figure: &'static str,
    file: &'static str,
    before: &'static str,
    after: &'static str,
    /// An output that must be among those that change.
    changes: &'static str,
}

/// Figures of several kinds: in prose, in charts, in means, in a score, of a city alone; in YAML of a
/// city or an indicator, and in tables. The last three are the smallest steps there are, of figures that are shown
/// rounded or drawn among far larger ones. All leave the highest and lowest as they are.
const EDITS: [Edit; 9] = [
    Edit {
        figure: "helsinki/service-design-positions@2022",
        file: "cities/helsinki.yaml",
        before: "{value: 24,",
        after: "{value: 25,",
        // The mean there is another, and reads as before.
        changes: "cities/milan/index.html",
    },
    Edit {
        figure: "madrid/ucc-skills@2022",
        file: "data/ucc-skills.csv",
        before: "madrid,2",
        after: "madrid,4",
        changes: "frameworks/2023/index.html",
    },
    Edit {
        figure: "espoo/ucc-score@2022",
        file: "data/ucc-score.csv",
        before: "espoo,58",
        after: "espoo,83",
        changes: "data/ucc-score.csv",
    },
    Edit {
        figure: "helsinki/proactive-offer-response-share@2020",
        file: "cities/helsinki.yaml",
        before: "2020: 93",
        after: "2020: 71",
        changes: "case-studies/helsinki-text-message/index.html",
    },
    Edit {
        figure: "helsinki/people-trusted@2023",
        file: "cities/helsinki.yaml",
        before: "{value: 77.1,",
        after: "{value: 65.1,",
        changes: "indicators/people-trusted/figure-1.svg",
    },
    Edit {
        figure: "tallinn/losi-criteria-met-share@2024",
        file: "indicators/losi-criteria-met-share.yaml",
        before: "tallinn:\n    2024: 93",
        after: "tallinn:\n    2024: 88",
        changes: "cities/tallinn/index.html",
    },
    Edit {
        figure: "barcelona/population@2012",
        file: "data/population.csv",
        before: "1620943",
        after: "1620944",
        changes: "indicators/population/figure-1.svg",
    },
    Edit {
        figure: "espoo/population@2015",
        file: "cities/espoo.yaml",
        before: "2015: {value: 265543",
        after: "2015: {value: 265544",
        changes: "cities/espoo/index.html",
    },
    Edit {
        figure: "glasgow/city-satisfaction@2023",
        file: "data/city-satisfaction.csv",
        before: "95.0,,89.5",
        after: "95.0,,89.6",
        changes: "methodology/index.html",
    },
];

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        match entry.file_type().expect("a type").is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).expect("a copy")),
        }
    }
}

fn run(site: &Path, target: Target, explain: Option<&str>) -> Outcome {
    let now = "2026-11-23T12:00:00Z".parse::<Timestamp>().expect("a moment");
    let load = load::Options { now, as_of: None, drafts: false, base_url: None };
    let explain = explain.map(str::to_owned);
    let options = Options { site: site.to_owned(), target, strict: false, external: false, cache: None, explain, load };
    let outcome = build::build(&options, &mut |_| {}).expect("the machine works");
    assert!(!outcome.report.has_errors(), "{:?}", outcome.report.problems);
    outcome
}

fn outputs(site: &Path, folder: &Path) -> BTreeMap<String, Vec<u8>> {
    run(site, Target::Folder { path: Some(folder.to_owned()), force: false }, None);
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/");
            // The program's own list of files holds the hash of each.
            if !name.starts_with(".cityfolio-") {
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

fn used(site: &Path, what: &str) -> BTreeSet<String> {
    match run(site, Target::Nothing, Some(what)).explanation {
        Some(Ok(Explanation::Used(uses))) => uses.into_iter().map(|(output, _)| output).collect(),
        other => panic!("`{what}`: {other:?}"),
    }
}

/// A copy of the site of this repository, and its outputs.
fn own_site(folder: &Path) -> (PathBuf, BTreeMap<String, Vec<u8>>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let site = folder.join("site");
    fs::create_dir(&site).expect("a folder");
    fs::copy(root.join("site.yaml"), site.join("site.yaml")).expect("a copy");
    copy(&root.join("content"), &site.join("content"));
    let clean = outputs(&site, &folder.join("clean"));
    (site, clean)
}

#[test]
fn a_figure_changes_what_explain_lists_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let (site, clean) = own_site(folder.path());
    for (number, edit) in EDITS.iter().enumerate() {
        let file = site.join("content").join(edit.file);
        let text = fs::read_to_string(&file).expect("a file");
        assert!(text.contains(edit.before), "{} is not in {}", edit.before, edit.file);
        fs::write(&file, text.replace(edit.before, edit.after)).expect("an edit");
        let listed = used(&site, edit.figure);
        let edited = outputs(&site, &folder.path().join(format!("edited-{number}")));
        fs::write(&file, text).expect("the edit undone");
        assert_eq!(clean.keys().collect::<Vec<_>>(), edited.keys().collect::<Vec<_>>());
        let changed: BTreeSet<String> =
            clean.iter().filter(|(name, bytes)| edited[*name] != **bytes).map(|(name, _)| name.clone()).collect();
        assert!(changed.contains(edit.changes), "{}: {changed:?}", edit.figure);
        let (unlisted, unchanged): (Vec<_>, Vec<_>) =
            (changed.difference(&listed).collect(), listed.difference(&changed).collect());
        assert!(unlisted.is_empty(), "{} changes {unlisted:?}, and explain does not say so", edit.figure);
        assert!(unchanged.is_empty(), "{} is listed for {unchanged:?}, which it does not change", edit.figure);
    }
}

#[test]
fn the_day_a_source_was_read_changes_nothing_that_is_not_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (site, clean) = own_site(folder.path());
    let file = site.join("content/sources/eurostat-urb-percep.yaml");
    let text = fs::read_to_string(&file).expect("a source");
    fs::write(&file, text.replace("accessed: 2026-11-23", "accessed: 2026-11-22")).expect("an edit");
    let listed = used(&site, "eurostat-urb-percep");
    let edited = outputs(&site, &folder.path().join("edited"));
    let changed: Vec<&String> = clean.keys().filter(|name| edited[*name] != clean[*name]).collect();
    assert!(changed.iter().any(|name| name.as_str() == "data/observations.csv"), "{changed:?}");
    let unlisted: Vec<_> = changed.iter().filter(|name| !listed.contains(**name)).collect();
    assert!(unlisted.is_empty(), "{unlisted:?}");
}

#[test]
fn a_computed_figure_is_used_where_its_framework_shows_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for what in ["helsinki/framework-2023-skills@2022", "framework-2023-skills"] {
        let listed = used(root, what);
        assert!(listed.contains("frameworks/2023/index.html"), "{what}: {listed:?}");
        assert!(!listed.contains("data/observations.csv"), "{what}: computed figures stand in a table of their own");
    }
}

#[test]
fn what_has_no_name_is_said_with_a_cure() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let said = |what: &str| match run(root, Target::Nothing, Some(what)).explanation {
        Some(Err(unknown)) => format!("{}\n{}", unknown.message, unknown.hint),
        other => panic!("`{what}`: {other:?}"),
    };
    assert_eq!(said("helsnki"), "nothing is called `helsnki`\ndid you mean `helsinki`?");
    assert_eq!(
        said("helsinki/online-acess@2019"),
        "there is no indicator `online-acess`\ndid you mean `online-access`?"
    );
    assert_eq!(
        said("helsinki/ucc-skills@2019"),
        "nothing was observed for `helsinki/ucc-skills@2019`\nthere are figures for `2022`"
    );
    assert_eq!(
        said("helsinki/ucc-skills@last"),
        "`last` is no period\nwrite `2023`, `2023-Q2`, `2023-05` or `2023-05-17`"
    );
    assert!(said("content/none.md").contains("name an output such as `cities/helsinki/index.html`"));
}

#[test]
fn an_output_names_what_it_was_made_from() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for what in ["cities/tallinn/index.html", "/cities/tallinn/"] {
        let Some(Ok(Explanation::Made(made))) = run(root, Target::Nothing, Some(what)).explanation else {
            panic!("`{what}` is an output");
        };
        for line in [
            ("content/cities/tallinn.yaml", "page"),
            ("themes/default/templates/city.html", "template"),
            ("tallinn/ucc-skills@2022", "table"),
            ("*/ucc-skills@2022", "mean"),
            ("content/sources/ucc-dashboard.yaml", "source"),
        ] {
            assert!(made.contains(&(line.0.to_owned(), line.1)), "{line:?} is not in {made:?}");
        }
    }
}
