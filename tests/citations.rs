//! How pages are cited: as BibTeX, RIS and CSL-JSON, and in the tags that search engines read.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]

mod support;

use serde_json::{Value, json};
use support::SiteTest;

fn site() -> SiteTest {
    SiteTest::empty()
        .file("site.yaml", "title: Network & friends\nbase_url: https://example.eu/\nlanguages: [en, fi]\n")
        .file("content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n")
        .file("content/people/ada.yaml", "name: Ada Example\n")
        .file(
            "content/publications/report.md",
            "---\ntitle: \"Costs: 50% & more {really}\"\nsummary: A_b\ndate: 2023-05-25\ntype: report\npublisher: Council\nauthors: [ada]\ncreators: [Bo Writer]\ndoi: 10.1234/ab_c\n---\n\nText.\n",
        )
        .file("content/policy/a.md", "---\ntitle: Policy\ndate: 2026-01-02\n---\n\nText.\n")
        .file("content/policy/a.fi.md", "---\ntitle: Suositus\n---\n\nTeksti.\n")
        .file("content/news/n.md", "---\ntitle: News\ndate: 2026-01-02\n---\n\nText.\n")
        .file("content/events/e.md", "---\ntitle: Event\nstart: 2026-05-17\n---\n\nText.\n")
}

#[test]
fn a_report_as_bibtex() {
    let test = site();
    test.sound();
    let expected = "\
@techreport{publications-report,
  title = {{Costs: 50\\% \\& more \\{really\\}}},
  author = {Ada Example and Bo Writer},
  year = {2023},
  month = {5},
  day = {25},
  institution = {Council},
  doi = {10.1234/ab_c},
  url = {https://example.eu/publications/report/},
  language = {en},
  abstract = {A\\_b}
}
";
    assert_eq!(test.page("publications/report/citation.bib"), expected);
    let policy = test.page("policy/a/citation.bib");
    assert!(policy.starts_with("@misc{policy-a,") && policy.contains("author = {{Network \\& friends}}"), "{policy}");
}

#[test]
fn a_report_as_ris_and_csl() {
    let test = site();
    test.sound();
    let ris = test.page("publications/report/citation.ris");
    assert!(ris.starts_with("TY  - RPRT\r\n") && ris.ends_with("ER  - \r\n"), "{ris}");
    assert!(ris.contains("AU  - Ada Example\r\nAU  - Bo Writer\r\n") && ris.contains("DA  - 2023/05/25\r\n"), "{ris}");
    let csl: Value = serde_json::from_str(&test.page("publications/report/citation.json")).expect("JSON");
    assert_eq!(csl[0]["type"], "report");
    assert_eq!(csl[0]["issued"], json!({"date-parts": [[2023, 5, 25]]}));
    assert_eq!(csl[0]["author"], json!([{"literal": "Ada Example"}, {"literal": "Bo Writer"}]));
    assert_eq!(csl[0]["DOI"], "10.1234/ab_c");
}

#[test]
fn translations_are_cited_in_their_language_and_news_and_events_are_not() {
    let test = site();
    test.sound();
    let csl: Value = serde_json::from_str(&test.page("fi/policy/a/citation.json")).expect("JSON");
    assert_eq!((&csl[0]["title"], &csl[0]["language"]), (&json!("Suositus"), &json!("fi")));
    assert_eq!(csl[0]["URL"], "https://example.eu/fi/policy/a/");
    for gone in ["events/e", "news/n"] {
        assert!(!test.folder().join("public").join(gone).join("citation.bib").exists(), "{gone}");
    }
    assert!(test.page("policy/a/index.html").contains("href=\"/policy/a/citation.ris\""));
    assert!(!test.page("news/n/index.html").contains("citation.ris"));
}

#[test]
fn publications_carry_the_tags_of_search_engines() {
    let test = site();
    test.sound();
    let page = test.page("publications/report/index.html");
    for tag in [
        "<meta name=\"citation_author\" content=\"Ada Example\">",
        "<meta name=\"citation_author\" content=\"Bo Writer\">",
        "<meta name=\"citation_publication_date\" content=\"2023/05/25\">",
        "<meta name=\"citation_technical_report_institution\" content=\"Council\">",
        "<meta name=\"citation_doi\" content=\"10.1234/ab_c\">",
    ] {
        assert!(page.contains(tag), "no {tag}");
    }
    assert!(!test.page("policy/a/index.html").contains("citation_"), "a recommendation is no publication");
}
