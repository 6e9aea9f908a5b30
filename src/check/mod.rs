//! Whether the site holds together: one rule a file over the model and the plan.
//!
//! Rules about texts and fields look at one entry ([`each`]), others at the plan or at all figures; each reports
//! what it finds, and none stops another.

mod addresses;
mod assets;
mod citations;
mod cities;
mod comparable;
mod each;
mod figures;
mod frameworks;
mod html;
mod ids;
mod images;
mod indicators;
mod languages;
mod links;
mod names;
mod outside;
mod pictures;
mod quotes;
mod ranges;
mod reading;
mod references;
mod sections;
mod sentences;
mod sources;
mod tables;
mod tags;
mod templates;
mod typed;
mod wording;

pub use images::problem as picture_problem;
pub use outside::outside;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Place, Report, Span};
use crate::locale::Locale;
use crate::model::change::Changes;
use crate::model::{Entry, Key, Prose, Site, Version};
use crate::plan::Plan;
use crate::source::Snapshot;
use crate::theme::Theme;
use each::Found;
use wording::Words;

/// What rules look at.
pub struct Scope<'a> {
    /// The files, for their texts.
    pub snapshot: &'a Snapshot,
    /// The site.
    pub site: &'a Site,
    /// What will be made.
    pub plan: &'a Plan,
    /// The theme, for its templates.
    pub theme: &'a Theme,
    /// The default language, for questions that need one.
    pub locale: &'a Locale,
}

/// Applies every rule.
pub fn check(scope: &Scope<'_>) -> (Report, Checked) {
    again(scope, None)
}

/// What is known before rules are applied: what an earlier run found, and what is another since then.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    /// What was found.
    pub checked: &'a Checked,
    /// What differs; whatever it says of the plan and of the theme, both are as they were.
    pub changes: &'a Changes,
}

/// Applies the rules that may find something else than before.
pub fn again(scope: &Scope<'_>, before: Option<Before<'_>>) -> (Report, Checked) {
    let words = before.map_or_else(|| Arc::new(Words::of(scope)), |before| before.checked.words.clone());
    let each = each::again(scope, &words, before);
    let kept = before.map(|before| before.checked);
    let mut structure = kept.map(|kept| kept.structure.clone()).unwrap_or_default();
    if kept.is_none() {
        STRUCTURE.into_iter().for_each(|rule| rule(scope, &mut structure));
    }
    let figures = kept.filter(|_| before.is_some_and(|before| !before.changes.figures));
    let figures = figures.map(|kept| kept.figures.clone()).unwrap_or_else(|| {
        let mut report = Report::default();
        FIGURES.into_iter().for_each(|rule| rule(scope, &mut report));
        report
    });
    let mut report = structure.clone();
    report.merge(figures.clone());
    sources::check(scope, &each, &mut report);
    cities::check(scope, &each, &mut report);
    tables::check(scope, &mut report);
    each.values().for_each(|found| report.merge(found.report.clone()));
    (report, Checked { each, structure, figures, words })
}

/// What rules found, so that the next time only those are applied that may find something else.
#[derive(Debug)]
pub struct Checked {
    /// Entry by entry, where there is something to keep.
    each: BTreeMap<Key, Arc<Found>>,
    structure: Report,
    figures: Report,
    words: Arc<Words>,
}

type Rule = fn(&Scope<'_>, &mut Report);

/// Rules about the plan, the theme and the configuration.
const STRUCTURE: [Rule; 4] = [addresses::check, assets::check, references::coordinator, templates::kinds];
/// Rules about figures and what they measure.
const FIGURES: [Rule; 3] = [ranges::check, indicators::check, frameworks::check];

impl<'a> Scope<'a> {
    /// Every version of every visible entry, and of the texts of collections. Versions of data that
    /// share one file come once.
    fn versions(&self) -> impl Iterator<Item = (&'a Entry, &'a Version)> {
        let site = self.site;
        let entries = site.entries.values().filter(|entry| site.visible(entry)).chain(site.indexes.values());
        entries.flat_map(|entry| versions(entry))
    }

    /// Every text with the version it belongs to.
    fn proses(&self) -> impl Iterator<Item = (&'a Version, &'a Prose)> {
        self.versions().flat_map(|(_, version)| texts(version))
    }

    /// What is known of an entry that is asked for by collection and id, as a problem: it does not
    /// exist, or it is hidden. `None` if all is well, and for one whose own fault is told already.
    fn absent(&self, collection: &str, id: &str) -> Option<Diagnostic> {
        if self.site.unread.entry(collection, id) {
            return None;
        }
        match self.site.entry(collection, id) {
            Some(entry) if self.site.visible(entry) => None,
            Some(entry) => {
                let message = format!("`{id}` cannot be shown here: it is {}", entry.state.reason());
                Some(Diagnostic::error("hidden-entry", message).hint("wait with this text, or publish the entry too"))
            }
            None => {
                let problem = Diagnostic::error("unknown-entry", format!("there is no entry `{id}` in `{collection}`"));
                Some(problem.hint(self.site.name_hint(collection, id, &[])))
            }
        }
    }
}

/// The versions of an entry; those of data share one file and come once.
fn versions(entry: &Entry) -> impl Iterator<Item = (&Entry, &Version)> {
    let count = if entry.is_data { 1 } else { usize::MAX };
    entry.versions.values().take(count).map(move |version| (entry, version))
}

/// Every text of a version.
fn texts(version: &Version) -> impl Iterator<Item = (&Version, &Prose)> {
    version.body.iter().chain(version.prose.values().flatten()).map(move |prose| (version, prose))
}

/// A place in a version's file.
fn at(version: &Version, span: Span) -> Place {
    Place::at(version.file.shared(), span)
}
