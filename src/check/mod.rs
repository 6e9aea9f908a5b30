//! Whether the site holds together: one rule a file over the model and the plan.
//!
//! Every rule looks at the whole site and reports what it finds; none stops another.

mod addresses;
mod assets;
mod citations;
mod comparable;
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
mod tags;
mod templates;
mod typed;
mod wording;

pub use images::problem as picture_problem;
pub use outside::outside;

use crate::diag::{Diagnostic, Place, Report, Span};
use crate::locale::Locale;
use crate::model::{Entry, Prose, Site, Version};
use crate::plan::Plan;
use crate::source::Snapshot;
use crate::theme::Theme;

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
pub fn check(scope: &Scope<'_>) -> Report {
    let mut report = Report::default();
    for rule in [
        addresses::check,
        assets::check,
        references::check,
        links::check,
        figures::check,
        citations::check,
        pictures::check,
        images::check,
        quotes::check,
        comparable::check,
        ranges::check,
        indicators::check,
        sources::check,
        frameworks::check,
        sections::check,
        tags::check,
        wording::check,
        reading::check,
        html::check,
        ids::check,
        languages::check,
        templates::check,
    ] {
        rule(scope, &mut report);
    }
    report
}

impl<'a> Scope<'a> {
    /// Every version of every visible entry, and of the texts of collections. Versions of data that
    /// share one file come once.
    fn versions(&self) -> impl Iterator<Item = (&'a Entry, &'a Version)> {
        let site = self.site;
        let entries = site.entries.values().filter(|entry| site.visible(entry)).chain(site.indexes.values());
        entries.flat_map(|entry| {
            let versions = entry.versions.values();
            let count = if entry.is_data { 1 } else { usize::MAX };
            versions.take(count).map(move |version| (&**entry, version))
        })
    }

    /// Every text with the version it belongs to.
    fn proses(&self) -> impl Iterator<Item = (&'a Version, &'a Prose)> {
        self.versions().flat_map(|(_, version)| {
            let fields = version.prose.values().flatten();
            version.body.iter().chain(fields).map(move |prose| (version, prose))
        })
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

/// A place in a version's file.
fn at(version: &Version, span: Span) -> Place {
    Place::at(version.file.shared(), span)
}
