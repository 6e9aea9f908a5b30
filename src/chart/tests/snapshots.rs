//! Every case as a drawing that can be opened: `tests/charts/<case>-<layout>.svg`.
//!
//! `UPDATE_SNAPSHOTS=1` writes them anew.
#![allow(clippy::disallowed_methods, reason = "this test keeps its expectations in files")]

use std::fs;
use std::path::Path;

use crate::chart;
use crate::chart::layout::Size;
use crate::chart::standalone::document;
use crate::chart::words::Words;

use super::cases;

const SOURCE: &str = "Source: Perception survey from Eurostat, accessed 23 November 2026";

fn compare(name: &str, text: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, text).expect("the folder of snapshots can be written");
        return None;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    (expected != text).then(|| name.to_owned())
}

/// The pictures that other sites show: rows, lines, and a chart taller than a card.
#[test]
fn cards_are_as_kept() {
    let locale = cases::locale("en");
    let wanted = ["bar-fourteen", "line-long-names", "heat-indicators"];
    let mut changed = Vec::new();
    for (name, spec) in cases::all().into_iter().filter(|(name, _)| wanted.contains(name)) {
        let card = chart::card(&spec, &locale, "UserCentriCities").expect("every case can be drawn");
        changed.extend(compare(&format!("card-{name}.svg"), &card.replace("><", ">\n<")));
    }
    let title =
        chart::title_card("Case studies of digital services that put people first", &locale, "UserCentriCities");
    changed.extend(compare("card-title.svg", &title.replace("><", ">\n<")));
    assert!(changed.is_empty(), "changed cards, to be looked at and kept with UPDATE_SNAPSHOTS=1: {changed:?}");
}

#[test]
fn drawings_are_as_kept() {
    let locale = cases::locale("en");
    let mut changed = Vec::new();
    for (name, spec) in cases::all() {
        let words = Words::new(&spec, &locale);
        for size in [Size::Wide, Size::Narrow] {
            let document = document(&words, size, SOURCE).expect("every case can be drawn");
            // One element a line, so that a change reads as one.
            let text = document.replace("><", ">\n<");
            changed.extend(compare(&format!("{name}-{}.svg", size.name()), &text));
        }
    }
    assert!(changed.is_empty(), "changed drawings, to be looked at and kept with UPDATE_SNAPSHOTS=1: {changed:?}");
}
