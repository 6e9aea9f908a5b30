//! Maps: the places where they are, and where they should not be.

use crate::chart::{Kind, Reference, Spec};
use crate::locale::Unit;

use super::{CITIES, bars, crowd, fourteen_bars, highlight, long_names, missing, unit, value, wave};

/// Latitude and longitude of [`CITIES`].
const AT: [(f64, f64); 14] = [
    (52.37, 4.9),
    (37.98, 23.73),
    (41.39, 2.17),
    (52.48, -1.9),
    (46.77, 23.6),
    (55.68, 12.57),
    (44.49, 11.34),
    (57.71, 11.97),
    (51.34, 12.37),
    (38.72, -9.14),
    (49.49, 8.47),
    (51.92, 4.48),
    (42.7, 23.32),
    (48.21, 16.37),
];

/// On the map, in the order of the places.
fn at(mut spec: Spec, places: impl IntoIterator<Item = (f64, f64)>) -> Spec {
    for (series, at) in spec.series.iter_mut().zip(places) {
        series.at = Some(at);
    }
    Spec { kind: Kind::Map, reference: None::<Reference>, ..spec }
}

/// So many places all over Europe.
fn scattered() -> impl Iterator<Item = (f64, f64)> {
    (0..).map(|index| (36.0 + 30.0 * wave(index * 13 + 5), -9.0 + 36.0 * wave(index * 29 + 3)))
}

pub(crate) fn fourteen_places() -> Spec {
    at(fourteen_bars(), AT)
}

pub(crate) fn all() -> Vec<(&'static str, Spec)> {
    let people: Vec<_> =
        CITIES.iter().enumerate().map(|(index, name)| (*name, value((2.0e6 * wave(index + 3)).round()))).collect();
    let people = unit(highlight(bars(&people), "vienna"), Unit::Count, 0);
    let huge = [("Everywhere", value(98_765_432.0)), ("Here", value(12.0)), ("There", value(1_200_000.0))];
    let negative = [("Vienna", value(3.2)), ("Leipzig", value(-3.2)), ("Sofia", missing("not collected"))];
    let far = [("Helsinki", value(71.0)), ("Saint-Denis, La Réunion", value(54.0)), ("Ponta Delgada", value(60.0))];
    let one_country = [("Helsinki", value(71.0)), ("Espoo", value(75.0)), ("Tampere", value(68.0))];
    let opposite = [("South Pole", value(1.0)), ("Antipodes", value(2.0)), ("North Pole", value(3.0))];
    let same = bars(&CITIES.map(|name| (name, value(71.0))));
    vec![
        ("map-fourteen", fourteen_places()),
        ("map-people", at(people, AT)),
        ("map-huge", at(unit(bars(&huge), Unit::Count, 0), AT)),
        ("map-negative", at(unit(bars(&negative), Unit::Percent, 1), [AT[13], AT[8], AT[12]])),
        ("map-far", at(bars(&far), [(60.17, 24.94), (-20.88, 55.45), (37.74, -25.67)])),
        ("map-near", at(highlight(bars(&one_country), "espoo"), [(60.17, 24.94), (60.21, 24.66), (61.5, 23.76)])),
        ("map-opposite", at(bars(&opposite), [(-90.0, 0.0), (-52.0, -170.0), (90.0, 180.0)])),
        ("map-equal", at(same, std::iter::repeat(AT[8]))),
        ("map-long-names", at(long_names(Kind::Map, 1), AT)),
        ("map-crowd", at(highlight(crowd(Kind::Map, 200, 1), "city051"), scattered())),
    ]
}
