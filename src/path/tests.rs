//! What `path` promises, case by case.

use super::*;

#[test]
fn slugs_are_plain() {
    assert_eq!(slug("Anmäl hinder: Göteborg"), "anmal-hinder-goteborg");
    assert_eq!(slug("  It's 5 %  "), "its-5");
    assert_eq!(slug("Αθήνα"), "athena");
    assert_eq!(slug("../../evil"), "evil");
    assert_eq!(slug("???"), "");
}

#[test]
fn repeated_slugs_are_numbered() {
    let mut slugs = Slugs::default();
    let given: Vec<String> = ["a", "a", "a-1", "a", ""].iter().map(|slug| slugs.unique((*slug).to_owned())).collect();
    assert_eq!(given, ["a", "a-1", "a-1-1", "a-2", "section"]);
}

#[test]
fn links_stay_inside() {
    let file = SourcePath::new("content/case-studies/a.md").unwrap();
    assert_eq!(file.link("../cities/b.yaml").unwrap().as_str(), "content/cities/b.yaml");
    assert_eq!(file.link("../../../etc/passwd"), None);
    assert_eq!(file.link("/etc/passwd"), None);
    assert_eq!(SourcePath::new("../x"), None);
    assert_eq!(file.folder(), "content/case-studies");
    assert_eq!(file.extension(), "md");
}

#[test]
fn routes_become_files() {
    assert_eq!(Route::page([]).output().as_str(), "index.html");
    assert_eq!(Route::page(["cities", "helsinki"]).within("fi").output().as_str(), "fi/cities/helsinki/index.html");
    assert_eq!(Route::file("feed.xml").output().as_str(), "feed.xml");
}

#[test]
fn odd_names_round_trip() {
    for name in ["a b", "50 % #1?", "\"quoted\"", "Ä/ö", "a%20b"] {
        assert_eq!(percent_decode(&percent_encode(name)).as_deref(), Some(name));
    }
    assert_eq!(percent_decode("%F"), None);
    assert_eq!(percent_decode("%FF"), None);
}

#[test]
fn an_escape_is_two_digits() {
    assert_eq!(percent_decode("a%20b").as_deref(), Some("a b"));
    for text in ["%+f", "%-1", "%f", "%", "%zz", "%ff"] {
        assert_eq!(percent_decode(text), None, "{text}");
    }
}
