//! A session is a build that goes on: whatever was edited, its outputs are those of a clean build.

#![allow(clippy::disallowed_methods, reason = "tests write their own sites")]

use std::fs;

use cityfolio::build::{Options, Session, Target};
use cityfolio::load;

fn options(site: &std::path::Path) -> Options {
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

#[test]
fn a_fault_keeps_the_last_good_outputs() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    fs::create_dir(folder.path().join("content")).expect("a folder");
    write("site.yaml", "title: A\nbase_url: https://a.example/\n");
    write("content/page.md", "---\ntitle: One\n---\nFirst.\n");
    let mut session = Session::new(options(folder.path()));
    let first = session.update(None, &mut |_| ()).expect("a round");
    assert!(first.fresh && first.report.problems.is_empty(), "{:?}", first.report);
    let page = |session: &Session| session.outputs().get("page/index.html").expect("the page").hash;
    let good = page(&session);
    write("content/page.md", "---\ntitle: [One\n---\nSecond.\n");
    let broken = session.update(None, &mut |_| ()).expect("a round");
    assert!(!broken.fresh && broken.report.has_errors() && broken.changed.is_empty());
    assert_eq!(page(&session), good);
    write("content/page.md", "---\ntitle: One\n---\nSecond.\n");
    let mended = session.update(None, &mut |_| ()).expect("a round");
    assert!(mended.fresh && mended.changed.contains(&"page/index.html".to_owned()), "{:?}", mended.changed);
    assert_ne!(page(&session), good);
}
