//! What a request asks for, without a server.

use std::sync::Arc;

use super::answer::with_script;
use super::problems::page_of;
use super::range::{Part, asked};
use crate::build::{Built, Outputs};
use crate::write::{Class, Content};

const TAG: &str = "<script src=\"/_cityfolio/reload.js\" defer></script>";

#[test]
fn the_script_stands_before_the_end_of_the_last_body() {
    let with = |page: &str| String::from_utf8(with_script(page.as_bytes())).expect("text");
    assert_eq!(with("<body>a</body></html>"), format!("<body>a{TAG}</body></html>"));
    assert_eq!(with("<body></body> </body>"), format!("<body></body> {TAG}</body>"));
    assert_eq!(with("no body"), format!("no body{TAG}"));
    assert_eq!(with(""), TAG);
}

#[test]
fn ranges_lie_in_the_file() {
    assert_eq!(asked("bytes=0-1", 2), Part::One(0..2));
    assert_eq!(asked("bytes=1-0", 2), Part::Whole);
    assert_eq!(asked("bytes=0-", 0), Part::Nothing);
    assert_eq!(asked("BYTES=1-1, 0-0", 2), Part::Several(vec![1..2, 0..1]));
    assert_eq!(asked("bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7,8-8", 9), Part::Whole);
    assert_eq!(asked("bytes=-18446744073709551616", 3), Part::One(0..3));
}

#[test]
fn a_source_leads_to_its_page() {
    let built = |path: &str| (path.to_owned(), Arc::new(Built::new(Content::Static(b""), Class::Page)));
    let paths = ["index.html", "news/a/index.html", "fi/news/a/index.html", "news/index.html", "about/index.html"];
    let outputs = Outputs { files: paths.into_iter().map(built).collect() };
    let page = |file: &str| page_of(file, &outputs);
    assert_eq!(page("content/index.md").as_deref(), Some("index.html"));
    assert_eq!(page("content/about.md").as_deref(), Some("about/index.html"));
    assert_eq!(page("content/news/a.md").as_deref(), Some("news/a/index.html"));
    assert_eq!(page("content/news/a/index.md").as_deref(), Some("news/a/index.html"));
    assert_eq!(page("content/news/a.fi.md").as_deref(), Some("fi/news/a/index.html"));
    assert_eq!(page("content/news/_index.md").as_deref(), Some("news/index.html"));
    assert_eq!(page("content/news/b.md"), None);
    assert_eq!(page("site.yaml"), None);
}
