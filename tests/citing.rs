//! Citations in texts: numbers, and the list of what is cited.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]

mod support;

use support::SiteTest;

fn site() -> SiteTest {
    SiteTest::empty()
        .file("site.yaml", "title: Test\nbase_url: https://example.eu/\n")
        .file("content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n")
        .file(
            "content/references.bib",
            "@article{zeta, author = {M{\\\"u}ller, Jos{\\'e} and Ada Example}, title = {Zeta <1>}, journal = {Journal}, volume = 12, number = 3, pages = {4--5}, year = 2020, doi = {10.1/x}}\n@report{alpha, institution = {Council}, title = {Alpha?}, date = {2023-05-25}}\n@book{unused, title = {Unused}}\n",
        )
        .file("content/news/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\n\nFirst {cite}`zeta`, both {cite}`alpha, zeta`.\n")
}

#[test]
fn works_are_numbered_in_the_order_of_the_text() {
    let test = site();
    test.sound();
    let page = test.page("news/a/index.html");
    assert!(
        page.contains("First <span class=\"cite\">[<a href=\"#ref-zeta\" title=\"Zeta &lt;1&gt;\">1</a>]</span>"),
        "{page}"
    );
    assert!(page.contains("[<a href=\"#ref-alpha\" title=\"Alpha?\">2</a>, <a href=\"#ref-zeta\""), "{page}");
    let list = "<li id=\"ref-zeta\">José Müller and Ada Example (2020). <a href=\"https://doi.org/10.1/x\">Zeta &lt;1&gt;</a>. Journal 12(3), 4–5.</li><li id=\"ref-alpha\">(2023). <cite>Alpha?</cite> Council.</li></ol>";
    assert!(page.contains(list), "{page}");
    assert!(!page.contains("Unused"));
}

#[test]
fn a_page_without_citations_has_no_list() {
    let test = site();
    test.sound();
    assert!(!test.page("index.html").contains("ref-list"));
}
