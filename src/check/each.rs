//! The rules about one entry, its texts and its fields, applied to all entries in parallel or to those alone for
//! which they may find something else than before.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::wording::Words;
use super::{
    Before, Scope, citations, comparable, figures, html, ids, images, languages, links, pictures, quotes, reading,
    references, sections, sources, tags, templates, texts, versions, wording,
};
use crate::diag::Report;
use crate::model::change::Changes;
use crate::model::reads::{Read, Reads, Use};
use crate::model::request::{Block, RoleRequest, Selection};
use crate::model::{Entry, Key};

/// What rules found about an entry.
#[derive(Debug)]
pub(super) struct Found {
    /// The problems.
    pub(super) report: Report,
    /// What they looked at besides the entry that may change without the plan: figures, headings of other texts, and
    /// which sources are named.
    pub(super) notes: Vec<(Read, Use)>,
}

/// One entry being looked at.
pub(super) struct Each<'s, 'a> {
    /// The site.
    pub(super) scope: &'s Scope<'a>,
    /// The entry.
    pub(super) entry: &'a Entry,
    /// What indicators, cities and partners are called.
    pub(super) words: &'s Words,
    /// What is looked at.
    pub(super) reads: Reads,
}

type Rule = fn(&Each<'_, '_>, &mut Report);

const RULES: [Rule; 16] = [
    references::check,
    links::check,
    figures::check,
    citations::check,
    pictures::check,
    images::check,
    quotes::check,
    comparable::check,
    sections::check,
    tags::check,
    wording::check,
    reading::check,
    html::check,
    ids::check,
    languages::check,
    templates::check,
];

/// Applies the rules to every entry, or, where something is known already, to those that were read anew or look at
/// figures that are others now.
pub(super) fn again(scope: &Scope<'_>, words: &Words, before: Option<Before<'_>>) -> BTreeMap<Key, Arc<Found>> {
    let site = scope.site;
    let shown = site.entries.values().filter(|entry| site.visible(entry)).chain(site.indexes.values());
    let Some(before) = before else { return found(scope, words, shown.map(|entry| &**entry).collect()) };
    let mut each = before.checked.each.clone();
    let Changes { figures, outlines, touched, .. } = before.changes;
    let looks = |found: &Found| (*figures || *outlines) && found.notes.iter().any(|note| before.changes.holds(note));
    let mut keys = touched.clone();
    keys.extend(each.iter().filter(|(_, found)| looks(found)).map(|(key, _)| key.clone()));
    let entry = |key: &Key| match key.id.as_str() {
        "" => site.indexes.get(&key.collection),
        _ => site.entries.get(key).filter(|entry| site.visible(entry)),
    };
    let entries = keys.iter().filter_map(|key| entry(key).map(|entry| &**entry)).collect();
    keys.iter().for_each(|key| drop(each.remove(key)));
    each.extend(found(scope, words, entries));
    each
}

fn found<'a>(scope: &Scope<'a>, words: &Words, entries: Vec<&'a Entry>) -> BTreeMap<Key, Arc<Found>> {
    let one = |entry: &'a Entry| {
        let each = Each { scope, entry, words, reads: Reads::on() };
        let mut report = Report::default();
        RULES.into_iter().for_each(|rule| rule(&each, &mut report));
        each.note();
        let notes = each.reads.into_notes();
        let found = Found { report, notes };
        let is_empty = found.report.problems.is_empty() && found.notes.is_empty();
        (!is_empty).then(|| (entry.key.clone(), Arc::new(found)))
    };
    entries.into_par_iter().filter_map(one).collect()
}

impl<'a> Each<'_, 'a> {
    /// Its versions; those of data share one file and come once.
    pub(super) fn versions(&self) -> impl Iterator<Item = (&'a Entry, &'a crate::model::Version)> {
        versions(self.entry)
    }

    /// Every text with the version it belongs to.
    pub(super) fn proses(&self) -> impl Iterator<Item = (&'a crate::model::Version, &'a crate::model::Prose)> {
        self.versions().flat_map(|(_, version)| texts(version))
    }

    /// Notes that the rules looked at the figures of an indicator.
    pub(super) fn looked(&self, indicator: u32) {
        self.reads.note(Use::Value, || Read::Indicator(indicator));
    }

    fn note(&self) {
        sources::note(self);
        for (_, prose) in self.proses() {
            for role in &prose.roles {
                if let RoleRequest::Value(request) = role {
                    self.named(&request.indicator.name);
                }
            }
            for block in &prose.blocks {
                match block {
                    Block::Chart(chart) => self.selection(&chart.selection),
                    Block::Table(selection) => self.selection(selection),
                    _ => {}
                }
            }
        }
    }

    fn selection(&self, selection: &Selection) {
        selection.indicators.iter().for_each(|named| self.named(&named.name));
    }

    fn named(&self, indicator: &str) {
        self.scope.site.data.indicator(indicator).into_iter().for_each(|indicator| self.looked(indicator));
    }
}
