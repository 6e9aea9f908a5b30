//! What of the last good round still holds.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Ready;
use crate::check::Checked;
use crate::diag::Report;
use crate::model::Site;
use crate::model::change::Changes;
use crate::model::reads::{Read, Records};
use crate::path::SourcePath;
use crate::plan::{Output, Plan, Planned};
use crate::raster::Typeface;
use crate::source::Snapshot;
use crate::source::theme::ThemeFiles;
use crate::theme::{self, Theme};
use crate::view::{Common, View};

/// A round without errors: what its outputs were made from.
pub(super) struct Good {
    pub(super) site: Arc<Site>,
    pub(super) theme: Arc<Theme>,
    /// What was said of the theme.
    pub(super) said: Report,
    pub(super) plan: Arc<Plan>,
    pub(super) checked: Checked,
    pub(super) common: Common,
    pub(super) typeface: Arc<Typeface>,
    /// What each output read.
    pub(super) records: Records,
}

/// The last good round, and how the site differs from it.
pub(super) struct Before<'a> {
    pub(super) good: &'a Good,
    pub(super) changes: Changes,
    /// Inputs that may be others.
    pending: &'a BTreeSet<SourcePath>,
    /// Whether these are all texts that were there and still are.
    edited: bool,
}

impl<'a> Before<'a> {
    /// Compares a site with that of a good round.
    pub(super) fn new(good: &'a Good, site: &Site, pending: &'a BTreeSet<SourcePath>, edited: bool) -> Self {
        Before { good, changes: Changes::between(&good.site, site), pending, edited }
    }

    /// The theme with what was said of it, where at most texts of its templates are others.
    pub(super) fn theme(&self, files: &ThemeFiles<'_>) -> Option<(Arc<Theme>, Report)> {
        let in_theme = || self.pending.iter().filter(|path| path.as_str().starts_with("themes/"));
        let theme = match in_theme().next() {
            _ if self.changes.all => return None,
            None => self.good.theme.clone(),
            Some(_) if in_theme().all(|path| path.extension() == "html") => {
                Arc::new(theme::again(files, &self.good.theme)?)
            }
            Some(_) => return None,
        };
        Some((theme, self.good.said.clone()))
    }

    /// What text in pictures is set in, where it is the same.
    pub(super) fn typeface(&self) -> Option<Arc<Typeface>> {
        let known = |path: &SourcePath| path.as_str().starts_with("content/") || path.extension() == "html";
        (!self.changes.all && self.pending.iter().all(known)).then(|| self.good.typeface.clone())
    }

    /// Whether the plan is the same: texts, figures and templates were edited, and call for what they called for.
    pub(super) fn holds(&self, site: &Site, theme: &Theme) -> bool {
        let Changes { all, plan, figures, .. } = self.changes;
        let known = |path: &SourcePath| path.as_str().starts_with("content/") || path.extension() == "html";
        !all && !plan
            && self.edited
            && site.unread.is_empty()
            && self.pending.iter().all(known)
            && theme.edited(&self.good.theme).is_some()
            && (!figures || self.good.plan.stands(site))
    }

    /// What pages share, as far as it is the same.
    pub(super) fn view<'v>(&self, site: &'v Site, plan: &'v Plan, theme: &'v Theme) -> View<'v> {
        if std::ptr::eq(plan, &*self.good.plan) {
            View::again(site, (plan, theme), (&self.good.site, &self.good.common, &self.changes))
        } else {
            View::new(site, plan, theme)
        }
    }

    /// The positions in the plan of the outputs that cannot be kept: something that they read is another one now, or
    /// they were not planned so. Under another plan than before also which position each had that can be kept.
    pub(super) fn outdated(&mut self, view: &View<'_>) -> (Vec<usize>, Option<Vec<Option<usize>>>) {
        let (good, changes) = (self.good, &mut self.changes);
        let (plan, theme) = (view.plan, view.theme);
        let same_plan = std::ptr::eq(plan, &*good.plan);
        if !same_plan {
            plan.changes(&good.plan, changes);
        }
        match theme.edited(&good.theme) {
            Some(files) => files.into_iter().for_each(|file| changes.add(Read::File(file))),
            None => changes.all = true,
        }
        for path in self.pending {
            // A theme's file is known by its path in the theme, a site's by its own.
            let in_theme = path.as_str().strip_prefix("themes/").and_then(|rest| rest.split_once('/'));
            in_theme.iter().for_each(|(_, rest)| changes.add(Read::File((*rest).to_owned())));
            changes.add(Read::File(path.to_string()));
        }
        view.changes(&good.common, changes);
        if changes.all {
            return anew(plan);
        }
        let outdated = good.records.outdated(changes);
        if same_plan {
            return (outdated.into_iter().collect(), None);
        }
        let before = &good.plan.outputs;
        let same_pages = plan.outputs.len() == before.len()
            && plan.outputs.iter().zip(before).all(|(now, old)| now.path == old.path && now.output == old.output);
        let planned_so = |planned: &Planned| {
            let position = before.binary_search_by(|old| old.path.cmp(&planned.path)).ok()?;
            let same = before.get(position).is_some_and(|old| old.output == planned.output);
            let listed = !matches!(planned.output, Output::Sitemap | Output::Headers) || same_pages;
            (same && listed).then_some(position)
        };
        let kept = |planned| planned_so(planned).filter(|position| !outdated.contains(position));
        let kept: Vec<Option<usize>> = plan.outputs.iter().map(kept).collect();
        let positions = kept.iter().enumerate().filter(|(_, kept)| kept.is_none()).map(|(position, _)| position);
        (positions.collect(), Some(kept))
    }
}

/// Every output is made anew.
pub(super) fn anew(plan: &Plan) -> (Vec<usize>, Option<Vec<Option<usize>>>) {
    ((0..plan.outputs.len()).collect(), Some(vec![None; plan.outputs.len()]))
}

impl Good {
    /// Takes a good round over, with what its outputs read.
    pub(super) fn new(
        site: Arc<Site>,
        Ready { theme, said, plan, checked }: Ready,
        (common, typeface): (Common, Arc<Typeface>),
        records: Records,
    ) -> Self {
        Good { site, theme, said, plan, checked, common, typeface, records }
    }
}

/// Whether inputs are all texts that were there before and still are.
pub(super) fn are_edited(changed: &BTreeSet<SourcePath>, before: &Snapshot, now: &Snapshot) -> bool {
    let is_text =
        |snapshot: &Snapshot, path: &SourcePath| snapshot.files.get(path).is_some_and(|file| file.text.is_some());
    changed.iter().all(|path| is_text(before, path) && is_text(now, path))
}
