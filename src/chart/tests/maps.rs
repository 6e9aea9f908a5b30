//! Maps: the projection, the frame, and what stands for what.

use crate::chart::laea::Laea;
use crate::chart::layout::Size;
use crate::chart::words::Words;
use crate::chart::{Drawing, Kind, Spec, check, draw, mark};
use crate::locale::Unit;

use super::cases::{self, series, spec, value};

fn drawing(case: &str) -> Drawing {
    let (_, spec) = cases::all().into_iter().find(|(name, _)| *name == case).expect("a case");
    draw(&spec, &cases::locale("en")).expect("the case can be drawn")
}

/// The example of the guidance note that publishes the formula: 50° north, 5° east.
#[test]
fn the_projection_is_that_of_epsg_3035() {
    let laea = Laea::new();
    let (east, north) = laea.project((50.0, 5.0));
    assert!((east - 3_962.799_45).abs() < 1e-4 && (north - 2_999.718_85).abs() < 1e-4, "{east} {north}");
    assert_eq!(laea.project((52.0, 10.0)), (4321.0, 3210.0));
    for latitude in -9..=9 {
        for longitude in -18..=18 {
            let (east, north) = laea.project((f64::from(latitude) * 10.0, f64::from(longitude) * 10.0));
            assert!(east.is_finite() && north.is_finite(), "{latitude} {longitude}");
        }
    }
    let (east, north) = laea.project((-52.0, -170.0));
    assert!(east.hypot(north) > 12_000.0, "the opposite of the origin is far from it");
}

/// Every place is on the map, far ones too, and the map is no higher than a screen.
#[test]
fn a_place_outside_europe_enlarges_the_map() {
    let locale = cases::locale("en");
    let maps = cases::all().into_iter().filter(|(_, spec)| spec.kind == Kind::Map);
    for (name, spec) in maps {
        for size in [Size::Wide, Size::Narrow] {
            let chart = mark::plan(&Words::new(&spec, &locale), size).expect("the case can be placed");
            assert!(chart.layout.height < 600 * 10, "{name}: {}", chart.layout.height);
            let drawn = draw(&spec, &locale).expect("the case can be drawn");
            let svg = if size == Size::Wide { drawn.wide } else { drawn.narrow };
            let centres = svg.split(" cx=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse::<f64>().ok());
            let width = f64::from(chart.layout.width) / 10.0;
            assert!(centres.into_iter().all(|x| (0.0..=width).contains(&x)), "{name}");
        }
    }
}

#[test]
fn areas_are_in_proportion_and_missing_is_hollow_with_its_reason() {
    let two = vec![series("Vienna", vec![value(400.0)]), series("Sofia", vec![value(100.0)])];
    let mut spec = Spec { unit: Unit::Count, ..spec(Kind::Map, two) };
    spec.series[0].at = Some((48.2, 16.4));
    spec.series[1].at = Some((42.7, 23.3));
    let wide = draw(&spec, &cases::locale("en")).expect("drawn").wide;
    assert!(wide.contains("r=\"22\"") && wide.contains("r=\"11\""), "a quarter of the value has a quarter of the area");
    let missing = drawing("map-fourteen");
    assert!(missing.wide.contains("<title>Lisbon: not collected</title><circle class=\"d0 void\""));
    assert!(missing.wide.contains(">Lisbon: not collected</text>"));
    assert!(missing.notes.contains(&"No value: Lisbon (not collected).".to_owned()), "{:?}", missing.notes);
    assert!(drawing("map-negative").wide.contains("class=\"h5 pin\""), "what can be below zero is a shade");
}

#[test]
fn a_place_without_coordinates_is_refused() {
    let mut spec = cases::fourteen_places();
    spec.series[2].at = None;
    let refusal = check(&spec).expect_err("a place is nowhere");
    assert_eq!(refusal.message, "`Barcelona` has no coordinates for a map");
    spec.series[2].at = Some((f64::NAN, 0.0));
    assert!(check(&spec).is_err());
}

/// Land is most of a map; a page has it twice.
#[test]
fn maps_are_small() {
    let map = drawing("map-fourteen");
    assert!(map.wide.len() < 12_000, "{} bytes", map.wide.len());
    assert!(map.narrow.len() < 9_000, "{} bytes", map.narrow.len());
}
