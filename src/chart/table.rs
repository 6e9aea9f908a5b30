//! The figures of a chart as a table: every value, with its status, its interval and the reason for a gap.
//!
//! It is separate from the drawing because it leaves nothing out and shortens nothing.

use crate::markup::Markup;

use super::rows::{by_name, ranked};
use super::sentence::subtitle;
use super::spec::{Cell, Kind, Series};
use super::words::{Words, push_flag};

/// Most tables take no more bytes.
const ROOM: usize = 6_000;

/// Writes the table with caption, heads with their scope, and the unit in the head.
pub(super) fn table(words: &Words<'_>) -> String {
    let spec = words.spec;
    let mut markup = Markup::with_room(ROOM);
    markup.open("table").element("caption", subtitle(words));
    let bounds = spec.width() == 1 && spec.series.iter().any(|series| series.only().interval().is_some());
    head(words, &mut markup, bounds);
    markup.open("tbody");
    // One text after the other.
    let mut text = String::new();
    for series in order(words) {
        markup.open("tr").attr_text("data-city", &series.key);
        if series.highlight {
            markup.attr_text("class", "on");
        }
        markup.open("th").attr_text("scope", "row").words(&series.name).close();
        if series.cells.len() > 1 && series.is_unknown() {
            // One cell says it for all columns.
            markup.open("td").attr_text("class", "na").attr("colspan", series.cells.len());
            markup.words(&words.reason(&Cell::Empty)).close();
        } else {
            for (column, cell) in series.cells.iter().enumerate() {
                figure(&words.of(column), (&mut markup, &mut text), cell, !bounds);
            }
        }
        if bounds {
            interval(&words.of(0), &mut markup, series.only());
        }
        markup.close();
    }
    markup.close();
    foot(words, &mut markup, bounds);
    markup.finish()
}

/// Rows in the order of the drawing, all else by name, because it has no order that a reader could look up.
fn order<'a>(words: &Words<'a>) -> Vec<&'a Series> {
    let spec = words.spec;
    let mut series: Vec<&Series> = spec.series.iter().collect();
    match spec.kind {
        Kind::Bar | Kind::Dot | Kind::Heat | Kind::Stacked | Kind::Map => return ranked(words),
        _ if spec.ordered => {}
        Kind::Line | Kind::Slope | Kind::Multiples | Kind::Strip | Kind::Scatter | Kind::Profile => {
            series.sort_by(|left, right| by_name(words, left, right))
        }
    }
    series
}

/// Periods of one indicator have it above them; anything else has a unit of its own.
fn head(words: &Words<'_>, markup: &mut Markup, bounds: bool) {
    let spec = words.spec;
    let column = |markup: &mut Markup, text: &str| {
        markup.open("th").attr("scope", "col").text(text).close();
    };
    let over_time = spec.columns.is_empty() && spec.periods.len() > 1;
    markup.open("thead").open("tr").open("th").attr("scope", "col");
    if over_time {
        markup.attr("rowspan", 2);
    }
    markup.text(words.say("chart.place", &[])).close();
    if over_time {
        markup.open("th").attr("scope", "colgroup").attr("colspan", spec.periods.len());
        markup.text(format_args!("{} ({})", spec.measure, words.unit_name())).close();
        markup.close().open("tr");
    }
    for index in 0..spec.width() {
        let label = words.column(index);
        let text = if over_time { label } else { format!("{label} ({})", words.of(index).unit_name()) };
        column(markup, &text);
    }
    if bounds {
        column(markup, &words.say("chart.lower", &[]));
        column(markup, &words.say("chart.upper", &[]));
    }
    markup.close().close();
}

/// A figure with its status, and with its interval where that has no columns of its own.
fn figure(words: &Words<'_>, (markup, text): (&mut Markup, &mut String), cell: &Cell, inline: bool) {
    markup.open("td");
    match cell.value() {
        Some(value) => {
            text.clear();
            words.push_exact(text, value);
            push_flag(text, cell.flag());
            markup.words(text);
            if let Some((lower, upper)) = cell.interval().filter(|_| inline) {
                let bounds = [words.exact(lower), words.exact(upper)];
                let [lower, upper] = &bounds;
                markup.text(" ").text(words.say("chart.interval", &[("lower", lower), ("upper", upper)]));
            }
        }
        None => {
            markup.attr_text("class", "na").words(&words.reason(cell));
        }
    }
    markup.close();
}

fn interval(words: &Words<'_>, markup: &mut Markup, cell: &Cell) {
    let bounds = match cell {
        Cell::Value { lower, upper, .. } => [*lower, *upper],
        Cell::Missing { .. } | Cell::Empty => [None; 2],
    };
    for bound in bounds {
        markup.open("td");
        markup.text(bound.map(|bound| words.exact(bound)).unwrap_or_default()).close();
    }
}

fn foot(words: &Words<'_>, markup: &mut Markup, bounds: bool) {
    if words.spec.kind == Kind::Profile {
        return means(words, markup);
    }
    let Some(reference) = &words.spec.reference else { return };
    let columns = words.spec.width() + if bounds { 2 } else { 0 };
    markup.open("tfoot").open("tr").open("th").attr("scope", "row").text(&reference.label).close();
    markup.open("td");
    if columns > 1 {
        markup.attr("colspan", columns);
    }
    markup.text(words.exact(reference.value)).close().close().close();
}

/// What the place of a profile is compared with.
fn means(words: &Words<'_>, markup: &mut Markup) {
    markup.open("tfoot").open("tr").open("th").attr("scope", "row").text(words.say("chart.mean", &[])).close();
    for column in 0..words.spec.width() {
        let mean = words.mean(column).map(|(mean, _)| words.of(column).exact(mean));
        markup.open("td").text(mean.unwrap_or_default()).close();
    }
    markup.close().close();
}
