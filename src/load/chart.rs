//! The YAML of `{chart}` and `{table}` blocks to requests.

use std::collections::BTreeMap;

use super::block::{named, names};
use crate::diag::did_you_mean;
use crate::kind::Reader;
use crate::model::request::{
    Aggregate, ChartKind, ChartRequest, Cities, ReferenceLine, Selection, Sort, When, no_period,
};
use crate::syntax::yaml::{Node, Value};

const TABLE_KEYS: [&str; 6] = ["indicator", "period", "cities", "sort", "title", "note"];
const CHART_KEYS: [&str; 9] =
    ["type", "indicator", "period", "cities", "highlight", "reference", "sort", "title", "note"];

type Found<'n> = BTreeMap<&'n str, &'n Node>;

/// A chart's request.
pub(super) fn chart(reader: &mut Reader<'_>, node: &Node) -> Option<ChartRequest> {
    let found = reader.group(node, &CHART_KEYS, "a chart")?;
    let kind = kind(reader, node, &found);
    let selection = selection(reader, node, &found);
    let highlight = found.get("highlight").map(|node| names(reader, "highlight", node)).unwrap_or_default();
    let reference = found.get("reference").and_then(|node| reference(reader, node));
    let (kind, selection) = (kind?, selection?);
    if selection.indicators.len() > 1 {
        let span = selection.indicators.get(1).map_or(selection.span, |named| named.span);
        let hint = "keep one indicator, or show several with a `{table}`";
        reader.error("chart-indicators", "a chart of this type shows one indicator".into(), span, hint);
        return None;
    }
    Some(ChartRequest { selection, kind, highlight, reference, nearest: false })
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
    let hint = match word {
        "pie" | "donut" | "doughnut" => "use `bar`: lengths are easier to compare than angles".to_owned(),
        "radar" | "spider" => "use `bar`: a radar changes its shape with the order of its axes".to_owned(),
        other => did_you_mean(other, ChartKind::NAMES.map(|(name, _)| name)).unwrap_or_default(),
    };
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
    let (when, when_span) = match found.get("period") {
        None => (When::Latest, node.span),
        Some(written) => match written.scalar().and_then(When::parse) {
            Some(when) => (when, written.span),
            None => {
                let (message, hint) = no_period(written.scalar().unwrap_or_else(|| written.describe()));
                reader.error("bad-period", message, written.span, &hint);
                return None;
            }
        },
    };
    let mut text = |key: &str| found.get(key).and_then(|node| reader.plain(key, node));
    let (title, note) = (text("title"), text("note"));
    let cities = found.get("cities").map_or(Some(Cities::All), |node| cities(reader, node))?;
    let sort = found.get("sort").map_or(Some(Sort::Value), |node| sort(reader, node))?;
    (!indicators.is_empty()).then_some(Selection {
        indicators,
        when,
        when_span,
        cities,
        title,
        note,
        sort,
        span: node.span,
    })
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
        return Some(Cities::These(names(reader, "cities", node)));
    }
    let Some(named) = named(node) else {
        let hint = "write `all`, a list of ids, a country such as `FI`, or the role of a partner";
        reader.error("wrong-type", "these are no cities".into(), node.span, hint);
        return None;
    };
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
        return Some(ReferenceLine::At(value));
    }
    match node.scalar().and_then(Aggregate::parse) {
        Some(aggregate @ (Aggregate::Mean | Aggregate::Median)) => Some(ReferenceLine::Of(aggregate)),
        _ => {
            let hint = "write `mean`, `median` or a number";
            reader.error("wrong-type", format!("{} is no line to compare with", node.shown()), node.span, hint);
            None
        }
    }
}
