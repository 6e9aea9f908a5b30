//! What makes no chart, and what would: one rule for all types, then one a type.
//!
//! Refusals are separate from drawing because an author has to hear of them before anything is rendered,
//! with a cure.

use crate::locale::Unit;

use super::spec::{Cell, Kind, Refusal, Series, Spec};

/// Above this, sums and steps of a scale lose whole units, and no figure of a city is as large.
const LARGEST: f64 = 1e15;
/// More panels than this are not compared.
const MOST_PANELS: usize = 30;

/// Whether the specification makes a chart; the message is for the author of the chart.
pub fn check(spec: &Spec) -> Result<(), Refusal> {
    check_shape(spec)?;
    let ranges = spec.columns.iter().filter_map(|column| column.range).flat_map(<[f64; 2]>::from);
    ranges.chain(spec.reference.as_ref().map(|reference| reference.value)).try_for_each(check_number)?;
    for cell in spec.series.iter().flat_map(|series| &series.cells) {
        if let Cell::Value { value, lower, upper, .. } = cell {
            check_number(*value)?;
            lower.map_or(Ok(()), check_number)?;
            upper.map_or(Ok(()), check_number)?;
        }
    }
    check_values(spec)
}

fn check_number(number: f64) -> Result<(), Refusal> {
    if !number.is_finite() {
        return Err(Refusal::new("a figure of the chart is not a number"));
    }
    if number.abs() > LARGEST {
        return Err(
            Refusal::new(format!("the figure {number:e} is too large to draw")).hint("check the unit of the figures")
        );
    }
    Ok(())
}

fn check_shape(spec: &Spec) -> Result<(), Refusal> {
    let count = spec.width();
    let units = spec.columns.iter().map(|column| column.unit);
    if units.chain(spec.columns.is_empty().then_some(spec.unit)).any(|unit| unit == Unit::Boolean) {
        return Err(Refusal::new("yes and no cannot be drawn to scale").hint("use a `{table}` of the same figures"));
    }
    if spec.periods.is_empty() {
        return Err(Refusal::new("the chart has no period"));
    }
    if spec.series.is_empty() {
        return Err(Refusal::new("the chart has no places"));
    }
    check_columns(spec)?;
    if spec.reference.is_some() && !matches!(spec.kind, Kind::Bar | Kind::Dot | Kind::Line) {
        return Err(Refusal::new("this type of chart shows no reference")
            .hint("leave out `reference`, or choose `type: bar`, `dot` or `line`"));
    }
    if spec.reference.is_some() && !spec.columns.is_empty() {
        return Err(Refusal::new("several indicators have no line in common to compare with")
            .hint("leave out `reference`, or give one indicator"));
    }
    match spec.series.iter().find(|series| series.cells.len() != count) {
        Some(series) => {
            let (name, cells, columns) = (&series.name, series.cells.len(), columns(spec));
            Err(Refusal::new(format!("`{name}` has {cells} figures for {columns}")))
        }
        None => Ok(()),
    }
}

/// How many columns there are, and of what.
fn columns(spec: &Spec) -> String {
    let ending = if spec.width() == 1 { "" } else { "s" };
    format!("{} {}{ending}", spec.width(), if spec.columns.is_empty() { "period" } else { "indicator" })
}

/// Whether the type has the columns that it needs.
fn check_columns(spec: &Spec) -> Result<(), Refusal> {
    let (count, columns) = (spec.width(), columns(spec));
    let over_time = spec.columns.is_empty();
    match spec.kind {
        Kind::Bar if over_time && count > 1 => {
            Err(Refusal::new(format!("a bar chart shows one period, and {count} were asked for"))
                .hint("give one period, or choose `type: line`"))
        }
        Kind::Bar if count > 1 => {
            Err(Refusal::new(format!("a bar chart shows one indicator, and {count} were asked for"))
                .hint("give one indicator, or choose `type: heat`"))
        }
        Kind::Dot if count > 2 => {
            Err(Refusal::new(format!("dots show one or two figures a place, and {columns} were asked for"))
                .hint(if over_time { "give two periods, or choose `type: line`" } else { "choose `type: heat`" }))
        }
        Kind::Slope if count != 2 => {
            let cure = match (count, over_time) {
                (1, _) => "give two periods, or choose `type: dot`",
                (_, true) => "give two periods, or choose `type: line`",
                (_, false) => "choose `type: heat`",
            };
            let were = if count == 1 { "was" } else { "were" };
            Err(Refusal::new(format!("slopes go from one column to another, and {columns} {were} asked for"))
                .hint(cure))
        }
        Kind::Heat if count < 2 => Err(Refusal::new("a heat map needs at least two periods or indicators")
            .hint("give several, or choose `type: bar`")),
        Kind::Scatter if over_time => {
            Err(Refusal::new("a scatter plot compares two indicators, and only one was asked for")
                .hint("give a list of two indicators, or choose `type: slope` for two periods"))
        }
        Kind::Scatter if count != 2 => {
            Err(Refusal::new(format!("a scatter plot compares two indicators, and {columns} were asked for"))
                .hint("give two indicators, or choose `type: heat`"))
        }
        Kind::Stacked => check_stacked(spec),
        Kind::Profile => check_profile(spec),
        Kind::Map => check_map(spec),
        Kind::Dot | Kind::Slope => same_unit(spec),
        Kind::Line | Kind::Multiples if !over_time => {
            Err(Refusal::new(format!("a line shows one indicator over time, and {count} were asked for"))
                .hint("give one indicator, or choose `type: heat`"))
        }
        Kind::Line | Kind::Multiples if count == 1 => {
            Err(Refusal::new("a line needs at least two periods")
                .hint("give a range of periods, or choose `type: bar`"))
        }
        Kind::Multiples if spec.series.len() > MOST_PANELS => {
            let places = spec.series.len();
            Err(Refusal::new(format!("small multiples have at most {MOST_PANELS} places, and {places} were asked for"))
                .hint("name fewer places under `cities`, or choose `type: line`"))
        }
        Kind::Bar | Kind::Line | Kind::Heat | Kind::Multiples | Kind::Strip | Kind::Scatter => Ok(()),
    }
}

/// Whether the columns can be parts of one whole.
fn check_stacked(spec: &Spec) -> Result<(), Refusal> {
    if !(2..=3).contains(&spec.columns.len()) {
        let columns = columns(spec);
        return Err(Refusal::new(format!("stacked bars show two or three indicators, and {columns} were asked for"))
            .hint("give the parts of one whole as indicators, or choose `type: heat`"));
    }
    match spec.columns.iter().find(|column| column.unit != Unit::Percent) {
        Some(column) => Err(Refusal::new(format!("`{}` is not in percent, as parts of one whole are", column.label))
            .hint("choose indicators in percent, or `type: heat`")),
        None => Ok(()),
    }
}

/// Whether there is one figure a place, and every place is somewhere.
fn check_map(spec: &Spec) -> Result<(), Refusal> {
    if spec.width() != 1 {
        let cure = if spec.columns.is_empty() { "give one period" } else { "give one indicator" };
        return Err(Refusal::new(format!("a map shows one figure a place, and {} were asked for", columns(spec)))
            .hint(format!("{cure}, or choose `type: heat`")));
    }
    let on_earth = |(latitude, longitude): (f64, f64)| latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    match spec.series.iter().find(|series| !series.at.is_some_and(on_earth)) {
        Some(series) => Err(Refusal::new(format!("`{}` has no coordinates for a map", series.name))
            .hint("add `coordinates: [latitude, longitude]` to the city, or leave it out of `cities`")),
        None => Ok(()),
    }
}

/// Whether there is one place to compare, and a range for every indicator.
fn check_profile(spec: &Spec) -> Result<(), Refusal> {
    if spec.columns.len() < 2 {
        return Err(Refusal::new("a profile needs at least two indicators")
            .hint("give a list of indicators, or choose `type: dot`"));
    }
    let set_off = spec.series.iter().filter(|series| series.highlight).count();
    if set_off != 1 {
        return Err(Refusal::new(format!("a profile is of one place, and {set_off} are highlighted"))
            .hint("name one place under `highlight`, or choose `type: strip`"));
    }
    if spec.series.len() < 2 {
        return Err(Refusal::new("a profile compares a place with others, and there is only one place")
            .hint("give more places under `cities`"));
    }
    let ranged = |range: Option<(f64, f64)>| range.is_some_and(|(low, high)| low < high);
    match spec.columns.iter().find(|column| !ranged(column.range)) {
        Some(column) => Err(Refusal::new(format!("`{}` has no range to show a place on", column.label))
            .hint("give the indicator its lowest and highest possible value, or choose `type: strip`")),
        None => Ok(()),
    }
}

/// Whether every figure is one that its indicator can have: a track that ends at its range cannot show others.
fn check_ranges(spec: &Spec) -> Result<(), Refusal> {
    for (index, value) in spec.series.iter().flat_map(Series::points) {
        let Some(column) = spec.columns.get(index) else { continue };
        if let Some((low, high)) = column.range.filter(|(low, high)| value < *low || value > *high) {
            let label = &column.label;
            return Err(Refusal::new(format!("the figure {value} of `{label}` is not between {low} and {high}"))
                .hint("correct the figure, or the range of the indicator"));
        }
    }
    Ok(())
}

/// Whether the parts of every place fit into the whole; rounding may add half of the last digit to each.
fn check_parts(spec: &Spec) -> Result<(), Refusal> {
    let slack: f64 = spec.columns.iter().map(|column| 0.5 * 0.1f64.powi(column.decimals.into())).sum();
    for series in &spec.series {
        let sum: f64 = series.points().map(|(_, value)| value).sum();
        if let Some((_, part)) = series.points().find(|(_, value)| *value < 0.0) {
            return Err(Refusal::new(format!("a part of `{}` is {part}, and less than nothing", series.name))
                .hint("choose `type: heat`"));
        }
        if sum > 100.0 + slack {
            let (name, sum) = (&series.name, (sum * 10.0).round() / 10.0);
            return Err(Refusal::new(format!("the parts of `{name}` add up to {sum} %, more than the whole"))
                .hint("choose indicators that are parts of one whole, or `type: heat`"));
        }
    }
    Ok(())
}

/// Whether two indicators can stand on one axis.
fn same_unit(spec: &Spec) -> Result<(), Refusal> {
    match spec.columns.as_slice() {
        [first, second] if first.unit != second.unit => {
            let units = (first.unit.name(), second.unit.name());
            Err(Refusal::new(format!("the two indicators have the units `{}` and `{}`", units.0, units.1))
                .hint("choose `type: scatter`"))
        }
        _ => Ok(()),
    }
}

fn check_values(spec: &Spec) -> Result<(), Refusal> {
    let points = || spec.series.iter().flat_map(Series::points);
    // One, or more than one.
    match points().take(2).count() {
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
    match spec.kind {
        Kind::Line | Kind::Multiples if points().all(|(index, _)| Some(index) == first) => {
            Err(Refusal::new("the figures of the line are all of one period")
                .hint("choose `type: bar` with this period"))
        }
        Kind::Scatter if spec.series.iter().filter(|series| series.points().count() == 2).count() < 2 => {
            Err(Refusal::new("fewer than two places have both figures of the scatter plot")
                .hint("choose `type: heat`, which shows what there is"))
        }
        Kind::Stacked => check_parts(spec),
        Kind::Profile => check_ranges(spec),
        Kind::Slope if spec.series.iter().all(|series| series.points().count() < 2) => {
            Err(Refusal::new("no place has both figures of a slope").hint("choose `type: dot` with one of the two"))
        }
        _ => Ok(()),
    }
}
