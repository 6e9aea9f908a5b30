//! A session is a build that goes on: whatever was edited, in whatever way, its outputs are those of a
//! clean build, and what it says is what a clean build says.
//!
//! `SEQUENCES=2000 cargo test --test session` runs more sequences of edits than the usual number.

#![allow(clippy::disallowed_methods, reason = "tests write their own sites")]

#[path = "session/files.rs"]
mod files;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use cityfolio::build::{Options, Outputs, Session, Target};
use cityfolio::diag::Report;
use cityfolio::load;
use files::{FILES, put};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

/// Sequences of edits in a usual run.
const SEQUENCES: u32 = 200;

fn options(site: &Path) -> Options {
    let now = "2026-11-25T12:00:00Z".parse().expect("a moment");
    let load = load::Options { now, as_of: None, drafts: false, base_url: None };
    Options {
        site: site.to_owned(),
        target: Target::Nothing,
        strict: false,
        external: false,
        cache: None,
        explain: None,
        load,
    }
}

/// A file of [`FILES`] and the state that it gets.
type Edit = (usize, usize);

/// How a round hears of the edits.
#[derive(Debug, Clone, Copy)]
enum Told {
    /// By the files.
    Files,
    /// By the folders they are in.
    Folders,
    /// Not at all: everything is looked at.
    Nothing,
}

fn edit() -> impl Strategy<Value = Edit> {
    (0..FILES.len()).prop_flat_map(|file| (Just(file), 0..FILES[file].1.len()))
}

fn sequence() -> impl Strategy<Value = Vec<(Vec<Edit>, Told)>> {
    let told = prop_oneof![4 => Just(Told::Files), 2 => Just(Told::Folders), 1 => Just(Told::Nothing)];
    prop::collection::vec((prop::collection::vec(edit(), 1..4), told), 1..6)
}

/// What a build of a state of the site makes and says.
type Clean = Rc<(Option<Arc<Outputs>>, Report)>;

fn text(outputs: &Outputs, path: &str) -> String {
    let built = outputs.get(path).expect("an output");
    String::from_utf8_lossy(&built.bytes().expect("bytes can be made")).into_owned()
}

/// What is not the same in two states of the outputs.
fn difference(now: &Outputs, wanted: &Outputs) -> Option<String> {
    let paths: BTreeSet<&String> = now.files.keys().chain(wanted.files.keys()).collect();
    paths.into_iter().find_map(|path| match (now.get(path), wanted.get(path)) {
        (Some(one), Some(two)) if one.hash == two.hash => None,
        (Some(_), Some(_)) => Some(format!("{path} is\n{}\nand not\n{}", text(now, path), text(wanted, path))),
        (one, _) => Some(format!("{path} is {}", if one.is_some() { "still there" } else { "not there" })),
    })
}

fn clean(site: &Path) -> Clean {
    let mut session = Session::new(options(site));
    let round = session.update(None, &mut |_| ()).expect("the site can be read");
    Rc::new((round.fresh.then(|| session.outputs()), round.report))
}

fn run(steps: &[(Vec<Edit>, Told)], known: &RefCell<BTreeMap<Vec<usize>, Clean>>) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path();
    let mut states = vec![0; FILES.len()];
    (0..FILES.len()).for_each(|file| put(site, (file, 0)));
    let mut session = Session::new(options(site));
    session.update(None, &mut |_| ()).expect("the site can be read");
    let mut good = session.outputs();
    prop_assert!(!good.files.is_empty(), "the site is sound at first");
    for (edits, told) in steps {
        for edit in edits {
            put(site, *edit);
            states[edit.0] = edit.1;
        }
        let files = edits.iter().map(|(file, _)| PathBuf::from(FILES[*file].0));
        let dirty: BTreeSet<PathBuf> = match told {
            Told::Folders => {
                files.map(|file| if file.starts_with("content") { "content".into() } else { file }).collect()
            }
            _ => files.collect(),
        };
        let dirty = if matches!(told, Told::Nothing) { None } else { Some(&dirty) };
        let round = session.update(dirty, &mut |_| ()).expect("the site can be read");
        let clean = known.borrow_mut().entry(states.clone()).or_insert_with(|| clean(site)).clone();
        prop_assert_eq!(&round.report, &clean.1, "it says what a clean build says");
        prop_assert_eq!(round.fresh, clean.0.is_some());
        if let Some(outputs) = &clean.0 {
            good.clone_from(outputs);
        }
        let difference = difference(&session.outputs(), &good);
        prop_assert!(difference.is_none(), "{}", difference.unwrap_or_default());
    }
    Ok(())
}

#[test]
fn after_any_edits_the_outputs_are_those_of_a_clean_build() {
    let cases = env::var("SEQUENCES").ok().and_then(|count| count.parse().ok()).unwrap_or(SEQUENCES);
    let known = RefCell::new(BTreeMap::new());
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let result = runner.run(&sequence(), |steps| run(&steps, &known));
    if let Err(fault) = result {
        panic!("{fault}");
    }
}

/// A session of the site as it is at first, with a few more files.
fn begun(more: &[Edit]) -> (tempfile::TempDir, Session) {
    let folder = tempfile::tempdir().expect("a folder");
    (0..FILES.len()).for_each(|file| put(folder.path(), (file, 0)));
    more.iter().for_each(|edit| put(folder.path(), *edit));
    let mut session = Session::new(options(folder.path()));
    let round = session.update(None, &mut |_| ()).expect("a round");
    assert!(round.fresh, "{:?}", round.report);
    (folder, session)
}

/// Outputs are held packed.
#[test]
fn what_is_held_is_what_was_made() {
    let (_folder, session) = begun(&[]);
    let outputs = session.outputs();
    let at_hand = outputs.files.iter().filter(|(_, built)| built.is_at_hand());
    let whole = at_hand.filter(|(path, built)| {
        let bytes = built.bytes().expect("bytes can be had");
        assert!(blake3::hash(&bytes) == built.hash, "{path} is another");
        path.ends_with(".html") && bytes.ends_with(b"</html>\n")
    });
    assert!(whole.count() > 10);
}

fn file(name: &str) -> usize {
    FILES.iter().position(|(known, _)| *known == name).expect("a file of the site")
}

/// What one edit has rendered.
fn rendered(session: &mut Session, folder: &Path, name: &str, state: usize) -> Vec<String> {
    put(folder, (file(name), state));
    let round = session.update(Some(&BTreeSet::from([name.into()])), &mut |_| ()).expect("a round");
    assert!(round.fresh, "{:?}", round.report);
    round.costs.into_keys().collect()
}

#[test]
fn a_text_is_shown_on_its_own_page_alone() {
    let (folder, mut session) = begun(&[]);
    let pages = rendered(&mut session, folder.path(), "content/news/first.md", 1);
    assert_eq!(pages, ["news/first/index.html"]);
}

#[test]
fn a_template_is_used_by_its_users_alone() {
    let (folder, mut session) = begun(&[(file("content/news/second.md"), 3), (file("content/about.md"), 1)]);
    let text = "{% component card_of(title) %}<p>{{ title }}</p>{% endcomponent %}";
    let part = "themes/default/templates/parts/table.html";
    fs::create_dir_all(folder.path().join(part).parent().expect("a folder")).expect("a folder");
    fs::write(folder.path().join(part), format!("<p>{{{{ html | safe }}}}</p>{text}")).expect("a file");
    session.update(None, &mut |_| ()).expect("a round");
    fs::write(folder.path().join(part), format!("<b>{{{{ html | safe }}}}</b>{text}")).expect("a file");
    let round = session.update(Some(&BTreeSet::from([part.into()])), &mut |_| ()).expect("a round");
    assert!(round.fresh, "{:?}", round.report);
    let pages: Vec<String> = round.costs.into_keys().collect();
    assert!(pages.contains(&"news/second/index.html".to_owned()), "{pages:?}");
    assert!(!pages.contains(&"news/first/index.html".to_owned()), "{pages:?}");
    assert!(!pages.contains(&"about/index.html".to_owned()), "{pages:?}");
}

#[test]
fn a_figure_is_shown_where_explain_says() {
    let (folder, mut session) = begun(&[(file("content/news/first.md"), 2), (file("content/about.md"), 1)]);
    let explain = Options { explain: Some("two/access@2023".into()), ..options(folder.path()) };
    let outcome = cityfolio::build::build(&explain, &mut |_| ()).expect("a build");
    let Some(Ok(cityfolio::explain::Explanation::Used(used))) = outcome.explanation else { panic!("an answer") };
    let expected: BTreeSet<String> = used.into_iter().map(|(path, _)| path).collect();
    let pages = rendered(&mut session, folder.path(), "content/data/access.csv", 1);
    assert_eq!(pages.into_iter().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn a_fault_keeps_the_last_good_outputs() {
    let (folder, mut session) = begun(&[]);
    let good = session.outputs();
    put(folder.path(), (file("content/news/first.md"), 7));
    let broken = session.update(None, &mut |_| ()).expect("a round");
    assert!(!broken.fresh && broken.report.has_errors() && broken.changed.is_empty());
    assert_eq!(difference(&session.outputs(), &good), None);
    put(folder.path(), (file("content/news/first.md"), 1));
    let mended = session.update(None, &mut |_| ()).expect("a round");
    assert!(mended.fresh, "{:?}", mended.report);
    assert_eq!(mended.changed, ["news/first/index.html"]);
}
