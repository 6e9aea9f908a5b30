//! What `theme` promises, case by case.

use std::borrow::Cow;

use super::*;
use crate::source::theme::{self, ThemeFile};

fn theme(files: &[(&str, &str)]) -> (Theme, crate::diag::Report) {
    let files = files
        .iter()
        .map(|(path, text)| {
            let bytes = Some(Cow::Owned(text.as_bytes().to_vec()));
            ((*path).to_owned(), ThemeFile { origin: format!("themes/t/{path}"), bytes, path: None })
        })
        .collect();
    compile(&files, texts(&files, &["en".to_owned(), "fi".to_owned()]))
}

#[test]
fn every_faulty_template_is_named() {
    let (_, report) = theme(&[
        ("templates/a.html", "{% if %}"),
        ("templates/b.html", "{{ x "),
        ("templates/c.html", "{% extends \"none.html\" %}"),
        ("templates/d.html", "{% include \"d.html\" %}"),
        ("templates/good.html", "{{ x }}"),
    ]);
    let mut files: Vec<String> = report
        .problems
        .iter()
        .filter_map(|problem| problem.place.as_ref().map(|place| place.file.to_string()))
        .collect();
    files.sort();
    files.retain(|file| file.contains("templates"));
    assert_eq!(
        files,
        [
            "themes/t/templates/a.html",
            "themes/t/templates/b.html",
            "themes/t/templates/c.html",
            "themes/t/templates/d.html"
        ]
    );
}

#[test]
fn faults_in_rendering_have_a_line() {
    let (theme, _) = theme(&[("templates/a.html", "<p>\n{{ missing.field.deep }}")]);
    let problem = theme.render("a.html", &Scope::default()).unwrap_err();
    let place = problem.place.unwrap();
    assert_eq!(&*place.file, "themes/t/templates/a.html");
    assert!(place.span.unwrap().start >= 4);
}

#[test]
fn texts_fall_back() {
    let (theme, report) = theme(&[
        ("i18n/en.yaml", "a: {b: one, c: two}"),
        ("i18n/fi.yaml", "a: {b: yksi}"),
        ("templates/a.html", "{{ ui.a.b }} {{ ui.a.c }}"),
    ]);
    assert!(report.problems.is_empty(), "{report:?}");
    let mut scope = Scope::default();
    scope.share("ui", &theme.interface("fi"));
    assert_eq!(theme.render("a.html", &scope).unwrap(), "yksi two");
    assert_eq!(theme.phrases("fi")["a.c"], "two");
}

#[test]
fn what_templates_show_is_escaped() {
    let (theme, _) = theme(&[("templates/a.html", "<a title=\"{{ x }}\">{{ x }}</a>")]);
    let mut scope = Scope::default();
    scope.set("x", &"<script>\"'&");
    let shown = theme.render("a.html", &scope).unwrap();
    assert!(!shown.contains("<script>") && !shown.contains("\"\""), "{shown}");
}

#[test]
fn endless_components_are_stopped() {
    let (theme, report) =
        theme(&[("templates/a.html", "{% component again() %}{{ <again /> }}{% endcomponent again %}{{ <again /> }}")]);
    if !report.has_errors() {
        assert!(theme.render("a.html", &Scope::default()).is_err());
    }
}

#[test]
fn the_default_theme_compiles() {
    let files = theme::builtin();
    let (theme, report) = compile(&files, texts(&files, &["en".to_owned(), "fi".to_owned()]));
    assert!(report.problems.is_empty(), "{report:?}");
    assert!(theme.has("base.html") && theme.has("parts/chart.html"));
}

#[test]
fn english_and_finnish_have_the_same_texts() {
    let files = theme::builtin();
    let keys = |language: &str| -> std::collections::BTreeSet<String> {
        let file = &files[&format!("i18n/{language}.yaml")];
        phrases::flat(file, &mut crate::diag::Report::default()).into_keys().collect()
    };
    let (english, finnish) = (keys("en"), keys("fi"));
    let alone: Vec<&String> = english.symmetric_difference(&finnish).collect();
    assert!(alone.is_empty(), "only in one language: {alone:?}");
    assert!(english.len() > 100);
}
