//! What editors plan and write by: `status` and `schema`.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]

mod support;

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use support::SiteTest;

/// An article with these fields.
fn article(fields: &str) -> String {
    format!("---\ntitle: A\ndate: 2026-01-01\n{fields}---\n\nText.\n")
}

/// A site with one thing of each sort to be said.
fn site() -> SiteTest {
    SiteTest::empty()
        .file("site.yaml", "title: Test\nbase_url: https://example.eu/\nlanguages: [en, fi]\n")
        .file("content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n")
        .file("content/sources/s.yaml", "name: Survey\npublisher: Office\naccessed: 2026-11-23\n")
        .file("content/cities/espoo.yaml", "name: Espoo\nkind: city\ncountry: FI\n")
        .file(
            "content/indicators/old.yaml",
            "name: Old\ndefinition: D\nunit: percent\nsource: s\nperiodicity: annual\n",
        )
        .file(
            "content/indicators/new.yaml",
            "name: New\ndefinition: D\nunit: percent\nsource: s\nperiodicity: annual\n",
        )
        .file("content/data/old.csv", "city,2019,2020\nespoo,1,2\n")
        .file("content/data/new.csv", "city,2025\nespoo,1\n")
        .file("content/news/due.md", article("updated: 2026-02-01\n"))
        .file("content/news/due.fi.md", "---\ntitle: A\nupdated: 2026-01-15\n---\n\nTeksti.\n")
        .file("content/news/unsaid.md", article("updated: 2026-02-01\n"))
        .file("content/news/unsaid.fi.md", "---\ntitle: A\n---\n\nTeksti.\n")
        .file("content/news/same.md", article(""))
        .file("content/news/same.fi.md", "---\ntitle: A\n---\n\nTeksti.\n")
        .file("content/news/later.md", article("publish_on: 2026-12-24\n"))
        .file("content/news/gone.md", article("expires: 2027-01-31\n"))
        .file("content/news/draft.md", article("draft: true\n"))
        .file("content/case-studies/now.md", article("city: espoo\nservice: S\nreview_due: 2026-11-01\n"))
        .file("content/case-studies/soon.md", article("city: espoo\nservice: S\nreview_due: 2026-12-31\n"))
        .file("content/case-studies/far.md", article("city: espoo\nservice: S\nreview_due: 2028-01-01\n"))
}

#[test]
fn status_says_what_is_old_due_and_ahead() {
    let run = site().run(&["status", "--as-of", "2026-11-23"]);
    assert_eq!((run.code, run.errors.as_str()), (Some(0), ""));
    let said = "\
Figures that should be newer (1)
  content/indicators/old.yaml: the newest figure is of 2020-12-31
Reviews due (2)
  content/case-studies/now.md: its review was due on 2026-11-01
  content/case-studies/soon.md: its review is due on 2026-12-31
Translations behind their original (2)
  content/news/due.fi.md: it is of 2026-01-15, and its original was changed on 2026-02-01
  content/news/unsaid.fi.md: its original was changed on 2026-02-01; it does not say `updated:`
Held back (1)
  content/news/later.md: held back until 2026-12-24
Shown for a time (1)
  content/news/gone.md: shown until 2027-01-31
Drafts (1)
  content/news/draft.md: not shown: it is a draft
";
    assert_eq!(run.output, said);
}

#[test]
fn status_for_machines_says_what_is_overdue() {
    let test = site();
    let run = test.run(&["status", "--as-of", "2026-11-23", "--format", "json", "--strict"]);
    assert_eq!(run.code, Some(1), "{}", run.errors);
    let items: Vec<Value> = run.output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(items.len(), 8);
    let overdue: Vec<&str> =
        items.iter().filter(|item| item["overdue"] == true).filter_map(|item| item["matter"].as_str()).collect();
    assert_eq!(overdue, ["stale-data", "review", "translation"]);
    let earlier = test.run(&["status", "--as-of", "2021-06-01", "--strict"]);
    assert!(!earlier.output.contains("old.yaml") && !earlier.output.contains("case-studies"), "{}", earlier.output);
}

#[test]
fn status_of_a_fresh_site_and_of_a_broken_one() {
    let run = SiteTest::new().run(&["status"]);
    assert_eq!((run.code, run.output.as_str()), (Some(0), "everything is fresh\n"));
    let broken = SiteTest::new().file("content/news/a.md", "---\ntitel: A\n---\n").run(&["status"]);
    assert_eq!(broken.code, Some(1));
    assert!(broken.errors.contains("[unknown-field]"), "{}", broken.errors);
    assert_eq!(SiteTest::new().run(&["status", "--as-of", "soon"]).code, Some(2));
}

#[test]
fn schemas_name_every_field_of_every_kind() {
    let test = site();
    let run = test.run(&["schema"]);
    assert_eq!((run.code, run.errors.as_str()), (Some(0), ""));
    let schemas: Value = serde_json::from_str(&run.output).expect("JSON");
    let schemas = schemas.as_object().expect("schemas by kind");
    for kind in ["case-study", "city", "event", "framework", "indicator", "page", "publication", "source"] {
        assert!(schemas.contains_key(kind), "{kind}");
    }
    let city = &schemas["city"];
    assert_eq!(city["additionalProperties"], false);
    assert_eq!(city["required"], serde_json::json!(["name", "kind", "country"]));
    assert_eq!(city["properties"]["kind"]["anyOf"][0]["enum"], serde_json::json!(["city", "region"]));
    let languages = &city["properties"]["name"]["anyOf"][0]["anyOf"][1]["properties"];
    assert_eq!(languages.as_object().expect("languages").keys().collect::<Vec<_>>(), ["en", "fi"]);
    for (name, schema) in schemas {
        for (field, property) in schema["properties"].as_object().expect("fields") {
            assert!(property["description"].as_str().is_some_and(|help| !help.is_empty()), "{name}.{field}");
        }
    }
}

#[test]
fn schemas_become_files_that_a_second_run_replaces() {
    let test = site();
    for _ in 0..2 {
        let run = test.run(&["schema", "--out", "schemas"]);
        assert_eq!(run.code, Some(0), "{}", run.errors);
    }
    let files = fs::read_dir(test.folder().join("schemas")).expect("the folder");
    let names: BTreeSet<String> =
        files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    assert!(names.contains("city.json") && names.iter().all(|name| name.ends_with(".json")), "{names:?}");
    let city = fs::read_to_string(test.folder().join("schemas/city.json")).expect("a file");
    assert_eq!(test.run(&["schema", "city"]).output, city);
    let unknown = test.run(&["schema", "citty"]);
    assert_eq!(unknown.code, Some(2));
    assert_eq!(unknown.errors, "error: there is no kind `citty`\nhelp: did you mean `city`?\n");
}
