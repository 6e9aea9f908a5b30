//! A build that goes on: what one round made is kept for the next.
//!
//! A round is the flow of a build. Where it finds an error, the outputs of the last good round stay.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::before::{self, Before, Good};
use super::outputs::Samples;
use super::{Built, Counts, Failure, Options, Outputs, Run, Stage, Timings, Wanted, prepare};
use crate::diag::Report;
use crate::load::{self, Loaded};
use crate::model::reads::Records;
use crate::model::{Site, State};
use crate::path::SourcePath;
use crate::plan::Plan;
use crate::render::{self, Copies, Order, Rendered, Renderer};
use crate::source::{self, Again, Snapshot};
use crate::view::View;
use crate::write::Content;

/// Everything that is kept between rounds.
pub struct Session {
    options: Options,
    outputs: Arc<Outputs>,
    wanted: Arc<Wanted>,
    /// What pages are packed by.
    samples: Samples,
    /// The inputs of the last round, and whether all of them could be read.
    snapshot: Option<(Arc<Snapshot>, bool)>,
    loaded: load::Kept,
    /// Inputs that changed since the last round without errors.
    pending: BTreeSet<SourcePath>,
    /// Whether these are all texts that were there and still are.
    edited: bool,
    good: Option<Good>,
}

/// What a round found and did.
#[derive(Debug)]
pub struct Round {
    /// Every problem of the site as it is now, in reading order.
    pub report: Report,
    /// The inputs, for the excerpts of messages.
    pub snapshot: Arc<Snapshot>,
    /// The path of the site's address, beginning and ending with `/`; `None` where no configuration can be
    /// read.
    pub base: Option<String>,
    /// Whether the outputs are those of the site as it is now; otherwise they are those of the last
    /// round without errors.
    pub fresh: bool,
    /// Outputs whose bytes are others than before or that are new, by path.
    pub changed: Vec<String>,
    /// Outputs that there are no more, by path.
    pub removed: Vec<String>,
    /// What was read and made, and what was kept from the round before.
    pub counts: Counts,
    /// How long each stage took.
    pub timings: Timings,
    /// How long each output that was rendered took, by path.
    pub costs: BTreeMap<String, Duration>,
    /// Entries that are not shown, with the reason in words, by their file: drafts and others.
    pub hidden: Arc<BTreeMap<String, String>>,
}

impl Session {
    /// Nothing is read or made before the first round.
    pub fn new(options: Options) -> Self {
        Session {
            options,
            outputs: Arc::default(),
            wanted: Arc::default(),
            samples: Samples::new(),
            snapshot: None,
            loaded: load::Kept::default(),
            pending: BTreeSet::new(),
            edited: true,
            good: None,
        }
    }

    /// The moment that the next rounds are built for; embargoes and expiry are measured against it. The
    /// next round loads everything anew.
    pub fn set_now(&mut self, now: Timestamp) {
        self.options.load.now = now;
    }

    /// The outputs of the last round without errors; none before it.
    pub fn outputs(&self) -> Arc<Outputs> {
        self.outputs.clone()
    }

    /// Where to ask for outputs while a round runs.
    pub fn wanted(&self) -> Arc<Wanted> {
        self.wanted.clone()
    }

    /// Brings the outputs up to date. `dirty` names what may have changed since the last round: files
    /// and folders relative to the site folder, gone ones too; `None` has everything looked at.
    /// `progress` hears which stage begins.
    ///
    /// # Errors
    /// Where the machine fails; what is wrong with the site is in the round's report.
    pub fn update(
        &mut self,
        dirty: Option<&BTreeSet<PathBuf>>,
        progress: &mut dyn FnMut(Stage),
    ) -> Result<Round, Failure> {
        let mut run = Run { timings: Timings::default(), progress };
        run.stage(Stage::Read);
        let Again { snapshot, mut report, changed, read } = self.read(dirty)?;
        let clean = report.problems.is_empty();
        run.stage(Stage::Load);
        let (loaded, problems) = load::again(&snapshot, &self.options.load, (&mut self.loaded, &changed));
        report.merge(problems);
        let before = self.snapshot.as_ref();
        self.edited &= before.is_some_and(|(before, _)| before::are_edited(&changed, before, &snapshot));
        self.pending.extend(changed);
        let mut round = Round::new(read);
        if let Some(loaded) = &loaded {
            round.hidden = Arc::new(hidden(&loaded.site));
            round.base = Some(loaded.site.config.base_url.path.clone());
            self.make((&snapshot, loaded), (&mut round, &mut report), &mut run);
        }
        drop(loaded);
        self.wanted.clear();
        run.timings.end();
        report.sort();
        let snapshot = Arc::new(snapshot);
        self.snapshot = Some((snapshot.clone(), clean));
        (round.report, round.snapshot, round.timings) = (report, snapshot, run.timings);
        Ok(round)
    }

    fn read(&self, dirty: Option<&BTreeSet<PathBuf>>) -> Result<Again, Failure> {
        let again = match &self.snapshot {
            Some((before, clean)) => source::again(before, dirty.filter(|_| *clean)),
            None => source::read(&self.options.site).map(|(snapshot, report)| {
                let read = snapshot.files.len();
                Again { snapshot, report, changed: BTreeSet::new(), read }
            }),
        };
        again.map_err(Failure::Source)
    }

    /// Plans, checks and renders what cannot be kept, and takes over the outputs where nothing is wrong with them.
    fn make(
        &mut self,
        (snapshot, loaded): (&Snapshot, &Loaded<'_>),
        (round, report): (&mut Round, &mut Report),
        run: &mut Run<'_>,
    ) {
        let Loaded { site, theme: theme_files, .. } = loaded;
        let mut before = self.good.as_ref().map(|good| Before::new(good, site, &self.pending, self.edited));
        let ready = prepare(&self.options, (snapshot, loaded), before.as_ref(), (report, run));
        let Some(ready) = ready else { return };
        run.stage(Stage::Render);
        let (plan, theme) = (&*ready.plan, &*ready.theme);
        let view = match &before {
            Some(before) => before.view(site, plan, theme),
            None => View::new(site, plan, theme),
        };
        let (positions, moved) = before.as_mut().map_or_else(|| before::anew(plan), |before| before.outdated(&view));
        let typeface = before.as_ref().and_then(Before::typeface);
        let typeface = typeface.unwrap_or_else(|| Arc::new(render::typeface(theme_files, snapshot)));
        let copies = &Copies::new(self.options.cache.clone());
        let record = true;
        let renderer = Renderer {
            view: &view,
            snapshot,
            site,
            plan,
            theme,
            theme_files,
            copies,
            typeface: typeface.clone(),
            record,
        };
        let order = Asked { plan, wanted: &self.wanted, samples: &self.samples };
        let (rendered, problems) = render::render(&renderer, &positions, &order);
        report.merge(problems);
        if report.has_errors() {
            return;
        }
        let common = view.common().clone();
        let mut records = self.good.take().map(|good| good.records).unwrap_or_default();
        if let Some(kept) = moved {
            round.removed = self.drop_unplanned(plan);
            records.move_to(&kept);
        }
        round.counts.rendered = rendered.len();
        round.counts.kept = plan.outputs.len().saturating_sub(rendered.len());
        self.take_over(rendered, &mut records, round);
        self.good = Some(Good::new(site.clone(), ready, (common, typeface), records));
    }

    /// Drops the outputs that are not planned any more, and names them.
    fn drop_unplanned(&mut self, plan: &Plan) -> Vec<String> {
        let planned = |path: &str| plan.outputs.binary_search_by(|it| it.path.as_str().cmp(path)).is_ok();
        let removed: Vec<String> = self.outputs.files.keys().filter(|path| !planned(path)).cloned().collect();
        let outputs = Arc::make_mut(&mut self.outputs);
        removed.iter().for_each(|path| drop(outputs.files.remove(path)));
        removed
    }

    /// Takes over what was rendered.
    fn take_over(&mut self, rendered: BTreeMap<usize, Rendered>, records: &mut Records, round: &mut Round) {
        let mut outputs = Outputs::clone(&self.outputs);
        for (position, rendered) in rendered {
            let path = rendered.output.path.clone();
            // Whatever is rendered was handed over there.
            let Some(built) = self.wanted.ready(&path) else { continue };
            let before = outputs.files.insert(path.clone(), built.clone());
            if before.is_none_or(|before| before.hash != built.hash) {
                round.changed.push(path.clone());
            }
            round.costs.insert(path, rendered.took);
            records.put(position, rendered.notes);
        }
        records.tidy();
        round.fresh = true;
        self.outputs = Arc::new(outputs);
        self.pending.clear();
        self.edited = true;
    }
}

/// Outputs that readers wait for come first, and can be had at once.
struct Asked<'a> {
    plan: &'a Plan,
    wanted: &'a Wanted,
    samples: &'a Samples,
}

impl Order for Asked<'_> {
    fn next(&self) -> Option<usize> {
        let path = self.wanted.next()?;
        self.plan.outputs.iter().position(|planned| planned.path.as_str() == path)
    }

    fn made(&self, rendered: &mut Rendered) {
        let built = Arc::new(Built::of(rendered, self.samples));
        rendered.output.content = Content::Static(&[]);
        self.wanted.made(&rendered.output.path, &built);
    }
}

impl Round {
    fn new(parsed: usize) -> Self {
        Round {
            report: Report::default(),
            snapshot: Arc::default(),
            base: None,
            fresh: false,
            changed: Vec::new(),
            removed: Vec::new(),
            counts: Counts { parsed, ..Counts::default() },
            timings: Timings::default(),
            costs: BTreeMap::new(),
            hidden: Arc::default(),
        }
    }
}

/// Entries that are not shown, and why.
fn hidden(site: &Site) -> BTreeMap<String, String> {
    let entries = site.entries.values().filter(|entry| entry.state != State::Public);
    let reasons = entries.flat_map(|entry| {
        entry.versions.values().take(1).map(|version| (version.file.to_string(), entry.state.reason()))
    });
    reasons.collect()
}
