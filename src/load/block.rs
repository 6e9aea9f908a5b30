//! Fenced blocks to typed requests.

use std::sync::Arc;

use super::chart;
use crate::diag::{Diagnostic, Place, Report, did_you_mean};
use crate::kind::Reader;
use crate::model::request::{Block, FigureRequest, ListingRequest, Named};
use crate::syntax::markdown::Directive;
use crate::syntax::yaml::{Node, Value};

/// The blocks a text may hold.
const BLOCKS: [&str; 5] = ["chart", "table", "quote", "figure", "listing"];

/// Lowers one block; a faulty one is reported.
pub(super) fn lower(file: &Arc<str>, directive: &Directive, report: &mut Report) -> Block {
    let place = Place::at(file.clone(), directive.span);
    if !BLOCKS.contains(&directive.name.as_str()) {
        let problem = Diagnostic::error("unknown-block", format!("`{{{}}}` is no block", directive.name));
        report.add(problem.at(place).maybe_hint(did_you_mean(&directive.name, BLOCKS)));
        return Block::Faulty;
    }
    let empty = Node { span: directive.span, value: Value::Map(Vec::new()) };
    let body = directive.body.as_ref().unwrap_or(&empty);
    let body = &Node { span: directive.span, value: body.value.clone() };
    let mut reader = Reader { file, languages: &[], translation: false, report: Report::default() };
    let block = match directive.name.as_str() {
        "chart" => chart::chart(&mut reader, body).map(|chart| Block::Chart(Box::new(chart))),
        "table" => chart::table(&mut reader, body).map(|table| Block::Table(Box::new(table))),
        "quote" => reader.quote(body).map(|quote| Block::Quote(Box::new(quote))),
        "figure" => figure(&mut reader, body).map(|figure| Block::Figure(Box::new(figure))),
        _ => listing(&mut reader, body).map(|listing| Block::Listing(Box::new(listing))),
    };
    let faulty = reader.report.has_errors();
    report.merge(reader.report);
    // A chart without its period or a city would be another chart, with faults of its own.
    block.filter(|block| !faulty || !matches!(block, Block::Chart(_) | Block::Table(_))).unwrap_or(Block::Faulty)
}

fn figure(reader: &mut Reader<'_>, node: &Node) -> Option<FigureRequest> {
    let found = reader.group(node, &["src", "alt", "caption", "credit"], "a figure")?;
    let caption = found.get("caption").and_then(|node| reader.plain("caption", node));
    let credit = found.get("credit").and_then(|node| reader.plain("credit", node));
    let alt = found.get("alt").and_then(|node| reader.plain("alt", node));
    if !found.contains_key("src") {
        let hint = "add `src:` with the name of the file beside the article";
        reader.error("missing-field", "the figure has no `src`".into(), node.span, hint);
    }
    if found.get("alt").is_none_or(|node| matches!(node.value, Value::Null)) {
        let hint = "add `alt:` with what it shows, or `alt: \"\"` if it only decorates";
        reader.error("missing-alt", "the figure has no `alt`".into(), node.span, hint);
    }
    let src = found.get("src").and_then(|node| name(reader, "src", node))?;
    Some(FigureRequest { src, alt: alt.unwrap_or_default(), caption, credit })
}

fn listing(reader: &mut Reader<'_>, node: &Node) -> Option<ListingRequest> {
    let found = reader.group(node, &["collection", "city", "tag", "sort", "limit"], "a listing")?;
    if !found.contains_key("collection") {
        let hint = "add for example `collection: case-studies`";
        reader.error("missing-field", "the listing has no `collection`".into(), node.span, hint);
    }
    let collection = found.get("collection").and_then(|node| name(reader, "collection", node));
    let limit = found.get("limit").and_then(|node| {
        let limit = node.scalar().and_then(|text| text.parse().ok()).filter(|limit| *limit > 0);
        if limit.is_none() {
            reader.error(
                "wrong-type",
                "`limit` is a whole number above zero".into(),
                node.span,
                "write for example `limit: 5`",
            );
        }
        limit
    });
    Some(ListingRequest {
        city: found.get("city").and_then(|node| name(reader, "city", node)),
        tag: found.get("tag").and_then(|node| name(reader, "tag", node)),
        sort: found.get("sort").map(|node| names(reader, "sort", node)).unwrap_or_default(),
        collection: collection?,
        limit,
    })
}

/// The one name that a field wants; anything else is reported.
pub(super) fn name(reader: &mut Reader<'_>, key: &str, node: &Node) -> Option<Named> {
    let found = named(node);
    if found.is_none() {
        let shown = if node.scalar().is_some() { "empty".to_owned() } else { node.describe().to_owned() };
        let message = format!("`{key}` wants a name, and this is {shown}");
        reader.error("wrong-type", message, node.span, "write one name, or take the line out");
    }
    found
}

/// The names that a field wants, one or a list; anything else is reported.
pub(super) fn names(reader: &mut Reader<'_>, key: &str, node: &Node) -> Vec<Named> {
    match &node.value {
        Value::List(items) => items.iter().filter_map(|item| name(reader, key, item)).collect(),
        _ => name(reader, key, node).into_iter().collect(),
    }
}

/// A scalar with its place.
pub(super) fn named(node: &Node) -> Option<Named> {
    let name = node.scalar().filter(|name| !name.is_empty())?;
    Some(Named { name: name.to_owned(), span: node.span })
}
