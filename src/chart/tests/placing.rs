//! Where names stand if points lie on each other, panels are many, or the room is small.

use crate::chart::layout::Size;
use crate::chart::words::Words;
use crate::chart::{Kind, Spec, draw, mark};

use super::cases::{self, series, spec, value};

/// The labels of places in a layout.
fn names(spec: &Spec, size: Size) -> Vec<String> {
    let locale = cases::locale("en");
    let chart = mark::plan(&Words::new(spec, &locale), size).expect("the chart can be placed");
    let labels = chart.layout.groups.iter().flat_map(|group| &group.labels);
    labels.map(|label| label.text.clone()).collect()
}

#[test]
fn dots_that_lie_on_each_other_all_have_names() {
    let near = [("Vienna", 50.0, 50.0), ("Sofia", 50.0, 50.0), ("Athens", 50.4, 50.0), ("Oslo", 50.2, 50.4)];
    // At the edge there is less room.
    let far = [("Porto", 10.0, 10.0), ("Espoo", 90.0, 90.0), ("Gothenburg / Göteborg", 90.0, 90.0)];
    let all: Vec<_> = near.iter().chain(&far).map(|(name, x, y)| series(name, vec![value(*x), value(*y)])).collect();
    let spec = cases::indicators(spec(Kind::Scatter, all), ["Trust", "Access"].map(cases::column).to_vec());
    for size in [Size::Wide, Size::Narrow] {
        assert_eq!(names(&spec, size).len(), 7, "{size:?}");
    }
}

/// Two points in the corner of a plot, of which the first takes the place beside both.
#[test]
fn dots_in_a_corner_have_names() {
    let corners = [(0.0, 0.0), (100.0, 0.0), (0.0, 100.0), (100.0, 100.0)];
    for (x, y) in corners {
        let near = |value: f64| if value > 0.0 { value - 1.2 } else { value + 1.2 };
        let all = [("Place 001", 100.0 - x, 100.0 - y), ("Place 002", x, y), ("Place 003", near(x), near(y))];
        let all = all.map(|(name, x, y)| series(name, vec![value(x), value(y)])).to_vec();
        let spec = cases::indicators(spec(Kind::Scatter, all), ["Trust", "Access"].map(cases::column).to_vec());
        for size in [Size::Wide, Size::Narrow] {
            assert_eq!(names(&spec, size).len(), 3, "{size:?} at {x}, {y}");
        }
    }
}

#[test]
fn panels_are_fewer_where_a_name_would_break() {
    let places = ["Emilia-Romagna (region)", "Gothenburg", "Thessaloniki", "Ljubljana", "Copenhagen", "Oslo"];
    let over = |names: &[&str]| {
        let all = names.iter().map(|name| series(name, vec![value(1_234_567.0), value(2_345_678.0)])).collect();
        Spec { panels: Some(6), ..spec(Kind::Multiples, all) }
    };
    let shown = names(&over(&places), Size::Wide).join(" ");
    for word in places.iter().flat_map(|name| name.split(' ')) {
        assert!(shown.split(' ').any(|part| part == word), "`{word}` is broken: {shown}");
    }
    // Six panels side by side are lower than two rows.
    let height = |spec: &Spec| {
        let locale = cases::locale("en");
        mark::plan(&Words::new(spec, &locale), Size::Wide).expect("the chart can be placed").layout.height
    };
    assert!(height(&over(&["Oslo", "Porto", "Espoo", "Milan", "Bonn", "Graz"])) < height(&over(&places)));
}

/// The line at zero would show between the names alone.
#[test]
fn narrow_dots_have_no_stubs_of_an_axis() {
    let drawing = draw(&cases::fourteen_dumbbells(), &cases::locale("en")).expect("the case can be drawn");
    assert!(drawing.wide.contains("class=\"ax\""), "the wide layout has its axis");
    assert!(!drawing.narrow.contains("class=\"ax\""), "{}", drawing.narrow);
}

#[test]
fn a_strip_shows_part_of_a_name_that_has_no_room() {
    let long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";
    let all = [long, "Oslo", "Porto"].map(|name| series(name, vec![value(1.0), value(2.0)]));
    let mut spec = spec(Kind::Strip, all.to_vec());
    spec.series[0].highlight = true;
    let shown = names(&spec, Size::Narrow);
    assert!(shown.iter().all(|text| text.starts_with("Llanfair") && text.contains('…')), "{shown:?}");
}
