//! A build that goes on: what one round made is kept for the next.
//!
//! A round is the flow of a build. Where it finds an error, the outputs of the last good round stay.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::{Built, Failure, Options, Outputs, Run, Stage, Timings, Wanted, prepare};
use crate::diag::Report;
use crate::load::{self, Loaded};
use crate::model::change::Changes;
use crate::model::reads::{Read, Use};
use crate::model::{Site, State};
use crate::path::SourcePath;
use crate::plan::{Output, Plan, Planned};
use crate::render::{self, Copies, Order, Rendered, Renderer};
use crate::source::{self, Again, Snapshot};
use crate::theme::Theme;
use crate::view;

/// Everything that is kept between rounds.
pub struct Session {
    options: Options,
    outputs: Arc<Outputs>,
    wanted: Arc<Wanted>,
    /// The inputs of the last round, and whether all of them could be read.
    snapshot: Option<(Arc<Snapshot>, bool)>,
    loaded: load::Kept,
    /// Inputs that changed since the last round without errors.
    pending: BTreeSet<SourcePath>,
    good: Option<Good>,
}

/// The last round without errors: what its outputs were made from.
struct Good {
    site: Arc<Site>,
    plan: Plan,
    theme: Theme,
    /// What each output read, in the order of the plan.
    notes: Vec<Arc<Notes>>,
}

/// What an output read, and for what.
type Notes = Vec<(Read, Use)>;

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
    /// How many files were read from the disk.
    pub parsed: usize,
    /// How many outputs were rendered.
    pub rendered: usize,
    /// How many outputs were kept from the round before.
    pub kept: usize,
    /// How long each stage took.
    pub timings: Timings,
    /// How long each output that was rendered took, by path.
    pub costs: BTreeMap<String, Duration>,
    /// Entries that are not shown, with the reason in words, by their file: drafts and others.
    pub hidden: BTreeMap<String, String>,
}

impl Session {
    /// Nothing is read or made before the first round.
    pub fn new(options: Options) -> Self {
        Session {
            options,
            outputs: Arc::default(),
            wanted: Arc::default(),
            snapshot: None,
            loaded: load::Kept::default(),
            pending: BTreeSet::new(),
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
        self.pending.extend(changed);
        let mut round = Round::new(read);
        if let Some(loaded) = &loaded {
            round.hidden = hidden(&loaded.site);
            round.base = Some(loaded.site.config.base_url.path.clone());
            let ready = prepare(&self.options, &snapshot, loaded, (&mut report, &mut run));
            if let Some((theme, plan)) = ready {
                run.stage(Stage::Render);
                self.render(&snapshot, loaded, (theme, plan), (&mut round, &mut report));
            }
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

    /// Renders what cannot be kept, and takes over the outputs where nothing is wrong with them.
    fn render(
        &mut self,
        snapshot: &Snapshot,
        loaded: &Loaded<'_>,
        (theme, plan): (Theme, Plan),
        (round, report): (&mut Round, &mut Report),
    ) {
        let Loaded { site, theme: theme_files } = loaded;
        let kept = self.kept(site, &plan, &theme);
        let positions: Vec<usize> = (0..plan.outputs.len()).filter(|position| !kept.contains_key(position)).collect();
        let copies = Copies::new(self.options.cache.clone());
        let typeface = Arc::new(render::typeface(theme_files, snapshot));
        let made_of = (&plan, &theme, &copies);
        let renderer = Renderer {
            snapshot,
            site,
            plan: made_of.0,
            theme: made_of.1,
            theme_files,
            copies: made_of.2,
            typeface,
            record: true,
        };
        let order = Asked { plan: &plan, wanted: &self.wanted };
        let (rendered, problems) = render::render(&renderer, &positions, &order);
        report.merge(problems);
        if report.has_errors() {
            return;
        }
        (round.rendered, round.kept) = (rendered.len(), kept.len());
        let (mut outputs, mut notes) = (Outputs::default(), Vec::with_capacity(plan.outputs.len()));
        let mut rendered = rendered;
        for (position, planned) in plan.outputs.iter().enumerate() {
            let path = planned.path.to_string();
            let (built, noted) = match (kept.get(&position), rendered.remove(&position)) {
                (Some(noted), _) => (self.outputs.get(&path).cloned(), noted.clone()),
                (None, Some(rendered)) => {
                    round.costs.insert(path.clone(), rendered.took);
                    let built = self.wanted.ready(&path).unwrap_or_else(|| Arc::new(Built::of(&rendered.output)));
                    (Some(built), Arc::new(rendered.notes))
                }
                (None, None) => continue,
            };
            notes.push(noted);
            outputs.files.extend(built.map(|built| (path, built)));
        }
        (round.changed, round.removed) = outputs.differences(&self.outputs);
        round.fresh = true;
        self.outputs = Arc::new(outputs);
        self.pending.clear();
        self.good = Some(Good { site: site.clone(), plan, theme, notes });
    }

    /// The outputs that can be kept, by their position in the plan, with what they read: they are still
    /// planned as they were, and nothing that they read is another one now.
    fn kept(&self, site: &Site, plan: &Plan, theme: &Theme) -> BTreeMap<usize, Arc<Notes>> {
        let Some(good) = &self.good else { return BTreeMap::new() };
        let mut changes = Changes::between(&good.site, site);
        plan.changes(&good.plan, &mut changes);
        match theme.edited(&good.theme) {
            Some(files) => files.into_iter().for_each(|file| changes.add(Read::File(file))),
            None => changes.all = true,
        }
        for path in &self.pending {
            // A theme's file is known by its path in the theme, a site's by its own.
            let in_theme = path.as_str().strip_prefix("themes/").and_then(|rest| rest.split_once('/'));
            in_theme.iter().for_each(|(_, rest)| changes.add(Read::File((*rest).to_owned())));
            changes.add(Read::File(path.to_string()));
        }
        view::changes(&good.site, site, &mut changes);
        let before = &good.plan.outputs;
        let same_pages = plan.outputs.len() == before.len()
            && plan.outputs.iter().zip(before).all(|(now, old)| now.path == old.path && now.output == old.output);
        let keep = |planned: &Planned| {
            let position = before.binary_search_by(|old| old.path.cmp(&planned.path)).ok()?;
            let notes = good.notes.get(position)?;
            let planned_so = before.get(position).is_some_and(|old| old.output == planned.output);
            let listed = !matches!(planned.output, Output::Sitemap | Output::Headers) || same_pages;
            let same = planned_so && listed && !notes.iter().any(|note| changes.holds(note));
            same.then(|| notes.clone())
        };
        let positions = plan.outputs.iter().enumerate().filter(|_| !changes.all);
        positions.filter_map(|(position, planned)| Some((position, keep(planned)?))).collect()
    }
}

/// Outputs that readers wait for come first, and can be had at once.
struct Asked<'a> {
    plan: &'a Plan,
    wanted: &'a Wanted,
}

impl Order for Asked<'_> {
    fn next(&self) -> Option<usize> {
        let path = self.wanted.next()?;
        self.plan.outputs.iter().position(|planned| planned.path.as_str() == path)
    }

    fn made(&self, rendered: &mut Rendered) {
        let built = Arc::new(Built::of(&rendered.output));
        rendered.output.content = built.content.clone();
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
            parsed,
            rendered: 0,
            kept: 0,
            timings: Timings::default(),
            costs: BTreeMap::new(),
            hidden: BTreeMap::new(),
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
