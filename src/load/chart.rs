//! The YAML of `{chart}` and `{table}` blocks to requests.

use std::collections::BTreeMap;

use super::block::{named, names};
use crate::diag::{Span, did_you_mean};
use crate::kind::Reader;
use crate::locale::Period;
use crate::model::request::{
    Aggregate, ChartKind, ChartRequest, Cities, Named, ReferenceLine, Selection, Sort, When, no_period,
};
use crate::syntax::yaml::{Node, Value};

const TABLE_KEYS: [&str; 6] = ["indicator", "period", "cities", "sort", "title", "note"];
const CHART_KEYS: [&str; 11] =
    ["type", "indicator", "period", "cities", "highlight", "reference", "sort", "title", "note", "alt", "columns"];
/// What other programs call the ends and the kind of an axis, which no chart here lets an author choose.
const AXIS_KEYS: [&str; 10] = ["axis", "log", "max", "maximum", "min", "minimum", "range", "scale", "start", "zero"];
/// More panels than these beside each other cannot be read.
const MOST_PANELS: u8 = 6;
/// What is asked for under other names, and what draws it here.
const ELSEWHERE: [(&[&str], &str); 10] = [
    (
        &["pie", "donut", "doughnut"],
        "use `bar`, or `stacked` for parts of a whole: lengths are easier to compare than angles",
    ),
    (&["radar", "spider"], "use `profile`: a radar changes its shape with the order of its axes"),
    (&["column", "columns", "histogram", "lollipop"], "use `bar`"),
    (&["area", "timeseries", "curve"], "use `line`"),
    (&["dumbbell", "range"], "use `dot` with two periods or two indicators"),
    (&["bubble", "point", "points"], "use `scatter` for two indicators, or `map` for places"),
    (&["choropleth", "symbols"], "use `map`"),
    (&["box", "boxplot", "violin", "beeswarm"], "use `strip`, which shows every place"),
    (&["table", "treemap"], "use a `{table}` block, or `heat`"),
    (&["sparkline"], "use `line`; small lines stand in the tables of city pages by themselves"),
];

type Found<'n> = BTreeMap<&'n str, &'n Node>;

/// A chart's request.
pub(super) fn chart(reader: &mut Reader<'_>, node: &Node) -> Option<ChartRequest> {
    let node = &without_axes(reader, node);
    let found = reader.group(node, &CHART_KEYS, "a chart")?;
    let kind = kind(reader, node, &found);
    let selection = selection(reader, node, &found);
    let highlight = found.get("highlight").map(|node| names(reader, "highlight", node)).unwrap_or_default();
    once(reader, "highlight", &highlight);
    let reference = found.get("reference").and_then(|node| reference(reader, node));
    let alt = found.get("alt").and_then(|node| reader.plain("alt", node));
    let columns = found.get("columns").and_then(|node| columns(reader, kind, node));
    let (kind, selection) = (kind?, selection?);
    if selection.indicators.len() > 1 && matches!(selection.when, When::Between(..)) {
        let message = "several indicators are shown side by side for one period, and this is more than one".to_owned();
        reader.error("chart-periods", message, selection.when_span, "give one period, or keep one indicator");
        return None;
    }
    Some(ChartRequest { selection, kind, highlight, reference, nearest: false, alt, columns })
}

/// Leaves out fields that would set an axis, each with a fault that says why there is none.
fn without_axes(reader: &mut Reader<'_>, node: &Node) -> Node {
    let mut node = node.clone();
    if let Value::Map(entries) = &mut node.value {
        entries.retain(|entry| {
            let sets = AXIS_KEYS.contains(&entry.key.as_str());
            if sets {
                let hint = "take it out: bars start at zero, and the program chooses axes by the figures";
                let message = format!("a chart has no field `{}`", entry.key);
                reader.error("unknown-field", message, entry.key_span, hint);
            }
            !sets
        });
    }
    node
}

/// How many panels stand beside each other.
fn columns(reader: &mut Reader<'_>, kind: Option<ChartKind>, node: &Node) -> Option<u8> {
    if kind.is_some_and(|kind| kind != ChartKind::Multiples) {
        let hint = "take it out, or choose `type: multiples`";
        reader.error("wrong-type", "only small multiples have columns".into(), node.span, hint);
        return None;
    }
    let count = node.scalar().and_then(|text| text.parse().ok()).filter(|count| (1..=MOST_PANELS).contains(count));
    if count.is_none() {
        let message = format!("{} is no number of columns", node.shown());
        reader.error("wrong-type", message, node.span, &format!("write a whole number from 1 to {MOST_PANELS}"));
    }
    count
}

/// Reports names that stand in a list twice.
fn once(reader: &mut Reader<'_>, key: &str, names: &[Named]) {
    for (position, named) in names.iter().enumerate() {
        if names.iter().take(position).any(|other| other.name == named.name) {
            let message = format!("`{}` stands twice under `{key}`", named.name);
            reader.error("named-twice", message, named.span, "take one of the two out");
        }
    }
}

/// A table's request.
pub(super) fn table(reader: &mut Reader<'_>, node: &Node) -> Option<Selection> {
    let found = reader.group(node, &TABLE_KEYS, "a table")?;
    selection(reader, node, &found)
}

fn kind(reader: &mut Reader<'_>, node: &Node, found: &Found<'_>) -> Option<ChartKind> {
    let Some(written) = found.get("type") else {
        reader.error("missing-field", "the chart has no `type`".into(), node.span, "add `type: bar` or `type: line`");
        return None;
    };
    let word = written.scalar().unwrap_or_else(|| written.describe());
    if let Some((_, kind)) = ChartKind::NAMES.iter().find(|(name, _)| *name == word) {
        return Some(*kind);
    }
    // What is asked for and never will be drawn gets what serves better.
    let elsewhere = ELSEWHERE.iter().find(|(words, _)| words.contains(&word)).map(|(_, hint)| (*hint).to_owned());
    let near = || did_you_mean(word, ChartKind::NAMES.map(|(name, _)| name));
    let hint = elsewhere.or_else(near).unwrap_or_default();
    let message = format!("{} is no type of chart", written.shown());
    reader.error("unknown-chart-type", message, written.span, &hint);
    None
}

fn selection(reader: &mut Reader<'_>, node: &Node, found: &Found<'_>) -> Option<Selection> {
    let indicators = found.get("indicator").map(|node| names(reader, "indicator", node)).unwrap_or_default();
    if found.get("indicator").is_none_or(|node| node.items().is_empty() && matches!(node.value, Value::List(_))) {
        let hint = "add `indicator:` with the id of an entry of indicators";
        reader.error("missing-field", "no `indicator` is named".into(), node.span, hint);
    }
    once(reader, "indicator", &indicators);
    let (when, only, when_span) = match found.get("period") {
        None => (When::Latest, Vec::new(), node.span),
        Some(written) => periods(reader, written)?,
    };
    let mut text = |key: &str| found.get(key).and_then(|node| reader.plain(key, node));
    let (title, note) = (text("title"), text("note"));
    let cities = found.get("cities").map_or(Some(Cities::All), |node| cities(reader, node))?;
    let sort = found.get("sort").map_or(Some(Sort::Value), |node| sort(reader, node))?;
    (!indicators.is_empty()).then_some(Selection {
        indicators,
        when,
        when_span,
        only,
        cities,
        title,
        note,
        sort,
        span: node.span,
    })
}

/// One period, a span of time, or a list of periods.
fn periods(reader: &mut Reader<'_>, node: &Node) -> Option<(When, Vec<Period>, Span)> {
    let mut fault = |node: &Node| {
        let (message, hint) = no_period(node.scalar().unwrap_or_else(|| node.describe()));
        reader.error("bad-period", message, node.span, &hint);
    };
    let Value::List(items) = &node.value else {
        let when = node.scalar().and_then(When::parse);
        if when.is_none() {
            fault(node);
        }
        return when.map(|when| (when, Vec::new(), node.span));
    };
    let mut only = Vec::new();
    for item in items {
        match item.scalar().and_then(Period::parse) {
            Some(period) => only.push(period),
            None => fault(item),
        }
    }
    only.sort();
    only.dedup();
    match only.as_slice() {
        [] if items.is_empty() => {
            fault(node);
            None
        }
        [] => None,
        [one] => Some((When::At(*one), Vec::new(), node.span)),
        [first, .., last] => Some((When::Between(*first, *last), only, node.span)),
    }
}

fn sort(reader: &mut Reader<'_>, node: &Node) -> Option<Sort> {
    match node.scalar() {
        Some("value") => Some(Sort::Value),
        Some("name") => Some(Sort::Name),
        Some("given") => Some(Sort::Given),
        _ => {
            let hint = "write `value`, `name`, or `given` for the order of the list";
            reader.error("wrong-type", format!("{} is no order", node.shown()), node.span, hint);
            None
        }
    }
}

fn cities(reader: &mut Reader<'_>, node: &Node) -> Option<Cities> {
    if let Value::List(_) = node.value {
        let cities = names(reader, "cities", node);
        once(reader, "cities", &cities);
        return Some(Cities::These(cities));
    }
    let Some(named) = named(node) else {
        let hint = "write `all`, a list of ids, a country such as `FI`, the role of a partner, or `top 5`";
        reader.error("wrong-type", "these are no cities".into(), node.span, hint);
        return None;
    };
    if let Some((which, count)) = named.name.split_once(' ').filter(|(which, _)| matches!(*which, "top" | "bottom")) {
        let Some(count) = count.trim().parse().ok().filter(|count| *count > 0) else {
            let hint = "write for example `top 5` for the highest figures, or `bottom 5` for the lowest";
            reader.error("wrong-type", format!("{} is no number of cities", node.shown()), node.span, hint);
            return None;
        };
        return Some(Cities::Extreme { highest: which == "top", count });
    }
    let country = named.name.len() == 2 && named.name.bytes().all(|byte| byte.is_ascii_uppercase());
    Some(match named.name.as_str() {
        "all" => Cities::All,
        "coordinator" | "partner" | "associated" => Cities::Role(named),
        _ if country => Cities::Country(named),
        _ => Cities::These(vec![named]),
    })
}

fn reference(reader: &mut Reader<'_>, node: &Node) -> Option<ReferenceLine> {
    if let Value::Number { value, .. } = node.value
        && value.is_finite()
    {
        return Some(ReferenceLine::At(value, None));
    }
    if let Value::Map(_) = node.value {
        let found = reader.group(node, &["value", "label"], "a reference")?;
        let label = found.get("label").and_then(|node| reader.plain("label", node))?;
        return match found.get("value").map(|node| &node.value) {
            Some(Value::Number { value, .. }) if value.is_finite() => Some(ReferenceLine::At(*value, Some(label))),
            _ => {
                let hint = "add `value:` with a number";
                reader.error("wrong-type", "the reference has no number".into(), node.span, hint);
                None
            }
        };
    }
    match node.scalar().and_then(Aggregate::parse) {
        Some(aggregate @ (Aggregate::Mean | Aggregate::Median)) => Some(ReferenceLine::Of(aggregate)),
        _ => {
            let hint = "write `mean`, `median`, a number, or `{value: 80, label: EU average}`";
            reader.error("wrong-type", format!("{} is no line to compare with", node.shown()), node.span, hint);
            None
        }
    }
}
