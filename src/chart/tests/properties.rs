//! What holds for every chart whatever its figures, and for the cases.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::chart::layout::{Bounds, Layout, Size};
use crate::chart::words::{Words, push_flag};
use crate::chart::{Cell, Column, Drawing, Kind, Reference, Series, Spec, check, draw, mark, standalone};
use crate::locale::{Locale, Period, Unit};
use crate::markup;

use super::cases;

fn overlap(left: Bounds, right: Bounds) -> bool {
    left.left < right.right && right.left < left.right && left.top < right.bottom && right.top < left.bottom
}

/// Fails with what is wrong about a chart.
fn sound(spec: &Spec, locale: &Locale) -> Result<(), String> {
    let words = Words::new(spec, locale);
    for size in [Size::Wide, Size::Narrow] {
        let chart = mark::plan(&words, size).map_err(|refusal| refusal.message)?;
        let layout = &chart.layout;
        crossed(layout)?;
        let labels: Vec<_> = layout.all_labels().map(|label| (label, label.bounds())).collect();
        for (index, (label, bounds)) in labels.iter().enumerate() {
            if bounds.left < 0 || bounds.top < 0 || bounds.right > layout.width || bounds.bottom > layout.height {
                return Err(format!("outside the frame of {size:?}: {label:?} {bounds:?}"));
            }
            if let Some((other, _)) = labels[index + 1..].iter().find(|(_, other)| overlap(*bounds, *other)) {
                return Err(format!("overlap in {size:?}: {label:?} and {other:?}"));
            }
        }
    }
    let drawing = draw(spec, locale).map_err(|refusal| refusal.message)?;
    complete(&words, &drawing)?;
    for svg in [&drawing.wide, &drawing.narrow] {
        // Attributes of coordinates; a number that is not finite would be written with letters.
        for attribute in [" x=\"", " y=\"", " width=\"", " height=\"", " cx=\"", " cy=\""] {
            let starts = svg.match_indices(attribute).map(|(at, found)| &svg[at + found.len()..]);
            if let Some(text) = starts.into_iter().find(|text| text.starts_with(char::is_alphabetic)) {
                return Err(format!("not a number: {text}"));
            }
        }
    }
    if draw(spec, locale).as_ref() != Ok(&drawing) {
        return Err("drawn twice, the chart is not the same".to_owned());
    }
    standalone(spec, locale, "Source").map(|_| ()).map_err(|refusal| refusal.message)
}

/// No line of a reference goes through a text.
fn crossed(layout: &Layout<'_>) -> Result<(), String> {
    for [from, to] in &layout.reference {
        let line = Bounds { left: from.0, top: from.1.min(to.1), right: to.0 + 1, bottom: from.1.max(to.1) + 1 };
        if let Some(label) = layout.all_labels().find(|label| label.bounds().meets(&line)) {
            return Err(format!("the reference crosses {label:?}"));
        }
    }
    Ok(())
}

/// Whether every figure, reason and name is in the table, as often as it should be.
fn complete(words: &Words<'_>, drawing: &Drawing) -> Result<(), String> {
    for series in &words.spec.series {
        let name = format!("<th scope=\"row\">{}</th>", markup::text(&series.name));
        let row = drawing.table.split("<tr").find(|row| row.contains(&name));
        let Some(mut rest) = row else { return Err(format!("no row for `{}`", series.name)) };
        // Where nothing at all is known, one cell says so.
        let cells = if series.is_unknown() { 1 } else { series.cells.len() };
        for (column, cell) in series.cells.iter().take(cells).enumerate() {
            let mut shown = match cell {
                Cell::Value { value, .. } => words.of(column).exact(*value),
                Cell::Missing { .. } | Cell::Empty => words.reason(cell),
            };
            push_flag(&mut shown, cell.flag());
            let shown = format!(">{}", markup::text(&shown));
            let Some(at) = rest.find(&shown) else { return Err(format!("`{shown}` of {} is not there", series.name)) };
            rest = &rest[at + shown.len()..];
        }
    }
    Ok(())
}

#[test]
fn the_cases_are_sound() {
    for tag in ["en", "fi"] {
        let locale = cases::locale(tag);
        for (name, spec) in cases::all() {
            assert_eq!(sound(&spec, &locale), Ok(()), "{name} in {tag}");
        }
    }
}

/// The budget of charts.md: 14 places under 6 kB in each layout.
#[test]
fn fourteen_places_are_small() {
    let locale = cases::locale("en");
    let specs = [cases::fourteen_bars(), cases::fourteen_lines(), cases::fourteen_dots(), cases::fourteen_dumbbells()];
    for spec in specs {
        let drawing = draw(&spec, &locale).expect("the case can be drawn");
        for svg in [&drawing.wide, &drawing.narrow] {
            assert!(svg.len() < 6000, "{:?}: {} bytes", spec.kind, svg.len());
        }
    }
}

fn figure() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => 0.0..100.0,
        2 => -100.0..100.0,
        1 => (-6i32..12).prop_map(|power| 10f64.powi(power)),
        1 => -1e12..1e12,
        1 => Just(0.0),
        1 => Just(71.0),
    ]
}

fn cell() -> impl Strategy<Value = Cell> {
    let flag = prop::option::weighted(0.2, "[bdepu]{1,2}");
    let interval = prop::option::weighted(0.2, (0.0..20.0, 0.0..20.0));
    let value = (figure(), interval, flag).prop_map(|(value, interval, flag)| Cell::Value {
        value,
        lower: interval.map(|(below, _)| value - below),
        upper: interval.map(|(_, above)| value + above),
        flag,
    });
    let reason = "[a-z]{2,9}( [a-z]{2,9}){0,6}";
    prop_oneof![8 => value, 1 => reason.prop_map(|reason| Cell::Missing { reason }), 1 => Just(Cell::Empty)]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-zäöå]{2,12}( / [A-ZÄÖ][a-z]{2,12})?",
        "[Α-Ω][α-ω]{2,30}",
        "[А-Я][а-я]{2,20} [а-я]{2,20}",
        "[^<>&\"\\PC]{1,40}",
    ]
}

/// Mostly in Europe, and anywhere else.
fn coordinates() -> impl Strategy<Value = Option<(f64, f64)>> {
    prop_oneof![
        9 => (35.0..70.0, -10.0..40.0),
        1 => (-90.0..=90.0, -180.0..=180.0),
    ]
    .prop_map(Some)
}

/// Whether the columns of a type are indicators, and how many there are.
fn shape(kind: Kind) -> BoxedStrategy<(bool, usize)> {
    let either = prop::bool::ANY;
    match kind {
        Kind::Bar => Just((false, 1)).boxed(),
        Kind::Line | Kind::Multiples => (Just(false), 2usize..14).boxed(),
        Kind::Dot => (either, 1usize..3).boxed(),
        Kind::Heat => (either, 2usize..14).boxed(),
        Kind::Strip => (either, 1usize..8).boxed(),
        Kind::Slope => (either, Just(2)).boxed(),
        Kind::Map => (either, Just(1)).boxed(),
        Kind::Scatter => Just((true, 2)).boxed(),
        Kind::Stacked => (Just(true), 2usize..4).boxed(),
        Kind::Profile => (Just(true), 2usize..8).boxed(),
    }
}

fn columns(count: usize) -> impl Strategy<Value = Vec<Column>> {
    let column = (name(), 0usize..UNITS.len(), 0u8..3, prop::bool::ANY);
    prop::collection::vec(column, count).prop_map(|columns| {
        let column = |(label, unit, decimals, range): (String, usize, u8, bool)| Column {
            label,
            unit: UNITS[unit],
            decimals,
            range: range.then_some((0.0, 100.0)),
        };
        columns.into_iter().map(column).collect()
    })
}

const UNITS: [Unit; 5] = [Unit::Percent, Unit::Count, Unit::Currency { code: "EUR" }, Unit::Days, Unit::Per1000];

/// Figures that the type accepts, where hardly any drawn by lot would be.
fn fitting(kind: Kind, mut all: Vec<Series>) -> Vec<Series> {
    for (index, series) in all.iter_mut().enumerate() {
        match kind {
            Kind::Profile => series.highlight = index == 0,
            Kind::Stacked => {}
            _ => continue,
        }
        for cell in &mut series.cells {
            if let Cell::Value { value, .. } = cell {
                *value = value.abs() % 33.0;
            }
        }
    }
    all
}

fn fitting_column(kind: Kind, column: Column) -> Column {
    match kind {
        Kind::Profile => Column { range: Some((0.0, 100.0)), ..column },
        // Those that must share a unit have that of parts of a whole.
        Kind::Stacked | Kind::Dot | Kind::Slope => Column { unit: Unit::Percent, ..column },
        _ => column,
    }
}

fn spec(kind: Kind) -> impl Strategy<Value = Spec> {
    let reference = prop::option::of(("[A-Z][a-z]{2,9}( [a-z]{2,9}){0,9}", figure()));
    let looks = (prop::bool::ANY, reference, 0..UNITS.len(), 0u8..3);
    (shape(kind), 1usize..40, looks).prop_flat_map(
        move |((indicators, count), places, (ordered, reference, unit, decimals))| {
            let one = (name(), prop::bool::weighted(0.1), prop::collection::vec(cell(), count), coordinates());
            let columns = columns(if indicators { count } else { 0 });
            (prop::collection::vec(one, places), columns).prop_map(move |(all, columns)| {
                let all = all.into_iter().enumerate().map(|(index, (name, highlight, cells, at))| {
                    // Names are told apart, as the names of places are.
                    Series { key: format!("k{index}"), name: format!("{name} {index}"), highlight, at, cells }
                });
                let all = fitting(kind, all.collect());
                let columns = columns.iter().cloned().map(|column| fitting_column(kind, column)).collect();
                let reference = reference
                    .clone()
                    .filter(|_| matches!(kind, Kind::Bar | Kind::Dot | Kind::Line) && !indicators)
                    .map(|(label, value)| Reference { label, value });
                Spec {
                    unit: UNITS[unit],
                    decimals,
                    ordered,
                    periods: (0..count).map(|index| Period::Year(2011 + index as i16 * 2)).collect(),
                    columns,
                    reference,
                    ..cases::spec(kind, all)
                }
            })
        },
    )
}

/// Draws charts of a type by lot; each is sound, or refused before anything is drawn. Few may be refused, or the lot
/// tries nothing.
fn by_lot(kind: Kind) {
    const CASES: u32 = 40;
    let locale = cases::locale("en");
    let mut runner = TestRunner::new(ProptestConfig { cases: CASES, failure_persistence: None, ..Default::default() });
    let refused = std::cell::Cell::new(0);
    let tried = runner.run(&spec(kind), |spec| {
        if check(&spec).is_ok() {
            prop_assert_eq!(sound(&spec, &locale), Ok(()));
        } else {
            refused.set(refused.get() + 1);
            prop_assert!(draw(&spec, &locale).is_err());
        }
        Ok(())
    });
    assert!(tried.is_ok(), "{}", tried.err().map_or_else(String::new, |error| error.to_string()));
    assert!(refused.get() < CASES / 2, "{kind:?}: {} of {CASES} were refused", refused.get());
}

/// A test a type, so that each is drawn by lot as often as the others.
macro_rules! sound_by_lot {
    ($($name:ident: $kind:ident),*) => {
        $(
            #[test]
            fn $name() {
                by_lot(Kind::$kind);
            }
        )*
    };
}

sound_by_lot!(
    any_bars_are_sound: Bar,
    any_dots_are_sound: Dot,
    any_lines_are_sound: Line,
    any_slopes_are_sound: Slope,
    any_heat_map_is_sound: Heat,
    any_multiples_are_sound: Multiples,
    any_strips_are_sound: Strip,
    any_scatter_plot_is_sound: Scatter,
    any_shares_are_sound: Stacked,
    any_profile_is_sound: Profile,
    any_map_is_sound: Map
);
