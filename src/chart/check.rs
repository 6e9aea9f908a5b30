//! What makes no chart, and what would: one rule for all types, then one a type.
//!
//! Refusals are separate from drawing because an author has to hear of them before anything is rendered,
//! with a cure.

use crate::locale::Unit;

use super::spec::{Cell, Kind, Refusal, Series, Spec};

/// Above this, sums and steps of a scale lose whole units, and no figure of a city is as large.
const LARGEST: f64 = 1e15;

/// Whether the specification makes a chart; the message is for the author of the chart.
pub fn check(spec: &Spec) -> Result<(), Refusal> {
    check_shape(spec)?;
    for number in numbers(spec) {
        if !number.is_finite() {
            return Err(Refusal::new("a figure of the chart is not a number"));
        }
        if number.abs() > LARGEST {
            return Err(Refusal::new(format!("the figure {number:e} is too large to draw"))
                .hint("check the unit of the figures"));
        }
    }
    check_values(spec)
}

fn check_shape(spec: &Spec) -> Result<(), Refusal> {
    let periods = spec.periods.len();
    if spec.unit == Unit::Boolean {
        return Err(Refusal::new("yes and no cannot be drawn to scale").hint("use a `{table}` of the same figures"));
    }
    match spec.kind {
        _ if periods == 0 => Err(Refusal::new("the chart has no period")),
        _ if spec.series.is_empty() => Err(Refusal::new("the chart has no places")),
        Kind::Bar if periods > 1 => {
            Err(Refusal::new(format!("a bar chart shows one period, and {periods} were asked for"))
                .hint("give one period, or choose `type: line`"))
        }
        Kind::Line if periods == 1 => {
            Err(Refusal::new("a line needs at least two periods")
                .hint("give a range of periods, or choose `type: bar`"))
        }
        _ => match spec.series.iter().find(|series| series.cells.len() != periods) {
            Some(series) => {
                let (name, cells) = (&series.name, series.cells.len());
                Err(Refusal::new(format!("`{name}` has {cells} figures for {periods} periods")))
            }
            None => Ok(()),
        },
    }
}

fn check_values(spec: &Spec) -> Result<(), Refusal> {
    let points = || spec.series.iter().flat_map(Series::points);
    match points().count() {
        0 => {
            return Err(Refusal::new("no place has a figure for this chart")
                .hint("choose another period, or say in the text that there are no figures"));
        }
        1 => {
            return Err(Refusal::new("the chart has only one figure").hint("write a sentence with `{value}`"));
        }
        _ => {}
    }
    let first = points().next().map(|(index, _)| index);
    if spec.kind == Kind::Line && points().all(|(index, _)| Some(index) == first) {
        return Err(
            Refusal::new("the figures of the line are all of one period").hint("choose `type: bar` with this period")
        );
    }
    Ok(())
}

fn numbers(spec: &Spec) -> impl Iterator<Item = f64> + '_ {
    let cells = spec.series.iter().flat_map(|series| &series.cells);
    let values = cells.flat_map(|cell| match cell {
        Cell::Value { value, lower, upper, .. } => [Some(*value), *lower, *upper],
        Cell::Missing { .. } | Cell::Empty => [None; 3],
    });
    values.flatten().chain(spec.reference.as_ref().map(|reference| reference.value))
}
