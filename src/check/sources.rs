//! Sources say when they were read, and something comes from them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Scope;
use super::each::{Each, Found};
use crate::diag::{Diagnostic, Place, Report};
use crate::kind::Value;
use crate::model::Key;
use crate::model::reads::{Read, Use};
use crate::model::request::Block;

pub(super) fn check(scope: &Scope<'_>, each: &BTreeMap<Key, Arc<Found>>, report: &mut Report) {
    let used = used(scope, each);
    for source in scope.site.data.sources.values() {
        let entry = scope.site.entry("sources", &source.id);
        let Some(version) = entry.and_then(|entry| entry.versions.values().next()) else { continue };
        let place = || Place::file(version.file.shared());
        if source.accessed.is_none() && !version.fields.faulty.contains("accessed") {
            let problem = Diagnostic::warning("no-access-date", "nothing says when the source was read");
            report.add(problem.at(place()).hint("add `accessed:` with the day, such as `2026-11-23`"));
        }
        if let Some(problem) = source.accessed.and_then(|day| super::ranges::read_later(day, scope.site.as_of)) {
            let span = version.fields.span("accessed");
            report.add(problem.at(span.map_or_else(place, |span| super::at(version, span))));
        }
        // Something that could not be read may name it.
        let unread = &scope.site.unread;
        if !used.contains(source.id.as_str()) && unread.entries.is_empty() && unread.figures.is_empty() {
            let problem = Diagnostic::warning("unused-source", "nothing comes from this source");
            report.add(problem.at(place()).hint("name it where it is used, with `source:`, or delete the file"));
        }
    }
}

/// Sources that a figure, an indicator, an entry or a quote names, or a text links to.
fn used<'s>(scope: &Scope<'s>, each: &'s BTreeMap<Key, Arc<Found>>) -> BTreeSet<&'s str> {
    let data = &scope.site.data;
    let mut used: BTreeSet<&str> = data.indicators.iter().filter_map(|indicator| indicator.source.as_deref()).collect();
    let details = data.observations.all().iter().filter_map(|observation| observation.detail.as_deref());
    used.extend(details.filter_map(|detail| detail.source.as_deref()));
    let noted = each.values().flat_map(|found| &found.notes);
    used.extend(noted.filter_map(|note| match note {
        (Read::Entry(key), Use::Source) => Some(key.id.as_str()),
        _ => None,
    }));
    used
}

/// Notes the sources and cities that an entry or a quote names, or a text links to.
pub(super) fn note(each: &Each<'_, '_>) {
    let data = &each.scope.site.data;
    let mut used = BTreeSet::new();
    for (_, version) in each.versions() {
        for written in version.fields.values.values() {
            named(&written.value, &mut used);
        }
    }
    for (_, prose) in each.proses() {
        let quotes = prose.blocks.iter().filter_map(|block| match block {
            Block::Quote(quote) => quote.source.as_deref(),
            _ => None,
        });
        used.extend(quotes);
        let links = prose.document.links.iter();
        used.extend(links.filter_map(|link| linked(&link.target)));
    }
    let key = |collection: &str, id: &str| Key { collection: collection.to_owned(), id: id.to_owned() };
    for id in used {
        if data.sources.contains_key(id) {
            each.reads.note(Use::Source, || Read::Entry(key("sources", id)));
        }
        if data.city(id).is_some() {
            each.reads.note(Use::Link, || Read::Entry(key("cities", id)));
        }
    }
}

/// The id in a link to the file of a source or a city.
fn linked(target: &str) -> Option<&str> {
    let (_, name) = target.rsplit_once("sources/").or_else(|| target.rsplit_once("cities/"))?;
    name.strip_suffix(".yaml")
}

fn named<'s>(value: &'s Value, used: &mut BTreeSet<&'s str>) {
    match value {
        Value::Reference(id) => drop(used.insert(id)),
        Value::Quote(quote) => used.extend(quote.source.as_deref()),
        Value::List(items) => items.iter().for_each(|item| named(&item.value, used)),
        _ => {}
    }
}
