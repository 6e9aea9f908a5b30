//! Headlines, sentences, notes and tables.

use std::collections::BTreeSet;

use crate::chart::{Cell, Kind, Reference, Spec, draw, standalone};

use super::cases::{self, series, spec, value};

fn headline(spec: &Spec) -> String {
    draw(spec, &cases::locale("en")).expect("the chart can be drawn").headline
}

fn bars(values: &[f64]) -> Spec {
    let names = ["Athens", "Lisbon", "Sofia", "Vienna", "Zagreb"];
    spec(Kind::Bar, names.iter().zip(values).map(|(name, number)| series(name, vec![value(*number)])).collect())
}

fn set_off(mut spec: Spec) -> Spec {
    spec.series[0].highlight = true;
    spec
}

#[test]
fn a_headline_says_the_finding() {
    assert_eq!(headline(&bars(&[58.0, 54.0, 71.0])), "Sofia highest at 71%, Lisbon lowest at 54%");
    assert_eq!(headline(&bars(&[71.0, 54.0, 71.2])), "Athens and Sofia highest at 71%, Lisbon lowest at 54%");
    assert_eq!(headline(&bars(&[71.0; 5])), "5 places, all at 71%");
    assert_eq!(headline(&set_off(bars(&[58.0, 54.0, 71.0]))), "Athens: 58%, between 54% (Lisbon) and 71% (Sofia)");
    let mean = |value| Some(Reference { label: "mean of 3 cities".to_owned(), value });
    let above = Spec { reference: mean(50.0), ..set_off(bars(&[58.0, 54.0, 71.0])) };
    assert_eq!(headline(&above), "Athens: 58%, above 50% (mean of 3 cities)");
    let level = Spec { reference: mean(58.3), ..set_off(bars(&[58.0, 54.0, 71.0])) };
    assert_eq!(headline(&level), "Athens: 58%, equal to the reference (mean of 3 cities)");
    let own = Spec { headline: Some("Our own words".to_owned()), ..bars(&[1.0, 2.0]) };
    assert_eq!(headline(&own), "Our own words");
}

#[test]
fn a_headline_of_lines_says_the_change_or_the_latest_extremes() {
    let course = |from, to| vec![value(from), Cell::Empty, value(to)];
    let two = spec(Kind::Line, vec![series("Vienna", course(61.0, 71.0)), series("Sofia", course(60.0, 49.0))]);
    assert_eq!(headline(&two), "2024: Vienna highest at 71%, Sofia lowest at 49%");
    assert_eq!(headline(&set_off(two.clone())), "Vienna rose from 61% (2022) to 71% (2024)");
    let one = Spec { series: two.series[1..].to_vec(), ..two };
    assert_eq!(headline(&one), "Sofia fell from 60% (2022) to 49% (2024)");
}

#[test]
fn a_headline_of_two_columns_says_who_moved_or_the_widest_gap() {
    let two = |from, to| vec![value(from), value(to)];
    let all =
        vec![series("Vienna", two(61.0, 71.0)), series("Sofia", two(60.0, 49.0)), series("Oslo", two(60.0, 60.2))];
    let years = spec(Kind::Dot, all);
    assert_eq!(headline(&years), "2023 to 2024: 1 up, 1 down, 1 unchanged");
    assert_eq!(headline(&set_off(years.clone())), "Vienna rose from 61% (2023) to 71% (2024)");
    let groups = cases::indicators(years, vec![cases::column("Women"), cases::column("Men")]);
    let slope = Spec { kind: Kind::Slope, ..groups.clone() };
    assert_eq!(headline(&slope), headline(&groups));
    assert_eq!(headline(&groups), "Widest gap in Sofia: 60% (Women), 49% (Men)");
    assert_eq!(headline(&set_off(groups)), "Vienna: 61% (Women), 71% (Men)");
}

#[test]
fn a_profile_counts_and_a_scatter_plot_names_the_highest() {
    assert_eq!(headline(&cases::of_indicators(Kind::Profile)), "Leipzig: above the mean in 4 of 5, below in 1");
    let mut scatter = cases::of_indicators(Kind::Scatter);
    scatter.columns.truncate(2);
    for series in &mut scatter.series {
        series.cells.truncate(2);
        series.highlight = false;
    }
    assert_eq!(
        headline(&scatter),
        "Highest: Cluj-Napoca (Overall score, 87.6), Amsterdam and Gothenburg / Göteborg \
         (Trust in the public administration, 94%)"
    );
}

#[test]
fn several_indicators_are_named_with_their_figures() {
    let drawing = draw(&cases::of_indicators(Kind::Heat), &cases::locale("en")).expect("the case can be drawn");
    assert_eq!(
        drawing.headline,
        "Overall score – Leipzig: 76.8, between 23.2 (Gothenburg / Göteborg) and 87.6 (Cluj-Napoca)"
    );
    assert!(drawing.sentence.contains(" Income a head: Birmingham highest at €50,315, Vienna lowest at €15,972. "));
    assert!(drawing.sentence.contains(" Leipzig: 76.8 (Overall score), 73% (Trust in the public administration), "));
    let hatched = "Hatched cells have no value: Lisbon (Residents); \
         not collected: Emilia-Romagna (Residents who find information online).";
    assert_eq!(drawing.notes[1], hatched);
    assert!(drawing.table.contains("<th scope=\"col\">Income a head (euros)</th>"), "{}", drawing.table);
}

#[test]
fn the_sentence_states_subject_finding_and_what_is_missing() {
    let drawing = draw(&cases::fourteen_bars(), &cases::locale("en")).expect("the case can be drawn");
    assert_eq!(drawing.subtitle, "Residents who use public services online, 14 cities, 2024");
    let expected = "Bar chart: Residents who use public services online, 14 cities, 2024. Athens / Αθήνα highest at 94%, \
         Amsterdam lowest at 42%. Leipzig: 72%. Mean of 13 cities: 66%. No value: Lisbon (not collected).";
    assert_eq!(drawing.sentence, expected);
    for (svg, layout) in [(&drawing.wide, "wide"), (&drawing.narrow, "narrow")] {
        assert!(
            svg.contains(&format!("<desc id=\"figure-1-{layout}-desc\">{expected}</desc><g aria-hidden=\"true\">"))
        );
        assert!(svg.contains("aria-labelledby=\"figure-1-title\""));
        assert!(svg.contains("<g class=\"row on\" data-city=\"leipzig\">"));
    }
}

#[test]
fn status_signs_are_printed_and_explained() {
    let drawing = draw(&cases::fourteen_bars(), &cases::locale("en")).expect("the case can be drawn");
    assert!(drawing.wide.contains(">71%\u{a0}p</text>"));
    assert_eq!(drawing.notes, ["Lisbon takes part from 2025 on.", "be: break in series, estimated; p: provisional."]);
}

#[test]
fn the_table_has_caption_scopes_units_and_intervals() {
    let cell = Cell::Value { value: 1_234_567.0, lower: Some(1_200_000.0), upper: None, flag: None };
    let mut counts = bars(&[12.0, 5.0]);
    counts.unit = crate::locale::Unit::Count;
    counts.series[1].cells = vec![cell];
    let table = draw(&counts, &cases::locale("en")).expect("the chart can be drawn").table;
    assert_eq!(
        table,
        "<table><caption>Residents who use public services online, 2024</caption><thead><tr>\
         <th scope=\"col\">Place</th><th scope=\"col\">2024 (number)</th><th scope=\"col\">Lower bound</th>\
         <th scope=\"col\">Upper bound</th></tr></thead><tbody>\
         <tr data-city=\"lisbon\"><th scope=\"row\">Lisbon</th><td>1,234,567</td><td>1,200,000</td>\
         <td></td></tr>\
         <tr data-city=\"athens\"><th scope=\"row\">Athens</th><td>12</td><td></td><td></td></tr>\
         </tbody></table>"
    );
}

#[test]
fn numbers_read_as_people_write_them() {
    let drawing = |case: &str| {
        let found = cases::all().into_iter().find(|(name, _)| *name == case).expect("a case");
        draw(&found.1, &cases::locale("en")).expect("the case can be drawn").wide
    };
    assert!(drawing("bar-huge").contains(">98.8 million</text>"));
    assert!(drawing("bar-euro").contains(">€1,234</text>"));
    assert!(drawing("bar-negative").contains(">−3.2%</text>"));
}

#[test]
fn a_file_of_its_own_needs_no_style_sheet() {
    let document = standalone(&cases::fourteen_lines(), &cases::locale("en"), "Source: <Eurostat>").expect("drawn");
    assert!(document.starts_with("<?xml"));
    assert!(document.contains("xmlns=\"http://www.w3.org/2000/svg\"") && document.contains("width=\"720\""));
    assert!(document.contains(">Source: &lt;Eurostat&gt;</text>"));
    for absent in ["var(", "<style", "class=\"lb", "class=\"l\""] {
        assert!(!document.contains(absent), "{absent}");
    }
}

/// A phrase that a language lacks shows as its key.
#[test]
fn no_phrase_is_missing() {
    let mut keys = BTreeSet::new();
    for tag in ["en", "fi"] {
        let locale = cases::locale(tag);
        for (name, spec) in cases::all() {
            let drawing = draw(&spec, &locale).expect("every case can be drawn");
            let notes = drawing.notes.join(" ");
            for text in [&drawing.headline, &drawing.sentence, &drawing.wide, &drawing.table, &notes] {
                if text.contains("chart.") {
                    keys.insert(format!("{name} in {tag}"));
                }
            }
        }
    }
    assert!(keys.is_empty(), "{keys:?}");
}
