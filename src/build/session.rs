//! A build that goes on: what one round made is kept for the next.
//!
//! A round is the flow of a build. Where it finds an error, the outputs of the last good round stay.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::{Built, Failure, Options, Outputs, Run, Stage, Timings, Wanted, make};
use crate::diag::Report;
use crate::load;
use crate::model::{Site, State};
use crate::source::{self, Snapshot};
use crate::write::{Content, Output};

/// Everything that is kept between rounds.
pub struct Session {
    options: Options,
    outputs: Arc<Outputs>,
    wanted: Arc<Wanted>,
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
        Session { options, outputs: Arc::default(), wanted: Arc::default() }
    }

    /// The moment that the next rounds are built for; embargoes and expiry are measured against it.
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
        // Every round makes everything anew so far.
        let _ = dirty;
        let mut run = Run { timings: Timings::default(), progress };
        run.stage(Stage::Read);
        let (snapshot, mut report) = source::read(&self.options.site).map_err(Failure::Source)?;
        run.stage(Stage::Load);
        let (loaded, problems) = load::load(&snapshot, &self.options.load);
        report.merge(problems);
        let made = loaded.as_ref().and_then(|loaded| make(&self.options, &snapshot, loaded, (&mut report, &mut run)));
        report.sort();
        let fresh = made.is_some() && !report.has_errors();
        let (mut changed, mut removed) = (Vec::new(), Vec::new());
        let hidden = loaded.as_ref().map(|loaded| hidden(&loaded.site)).unwrap_or_default();
        let base = loaded.as_ref().map(|loaded| loaded.site.config.base_url.path.clone());
        let rendered = made.as_ref().map_or(0, |made| made.outputs.len());
        if let Some(made) = made.filter(|_| fresh) {
            let outputs: Outputs = made.outputs.into_iter().map(owned).collect();
            (changed, removed) = outputs.differences(&self.outputs);
            self.outputs = Arc::new(outputs);
        }
        self.wanted.clear();
        run.timings.end();
        let (parsed, timings) = (snapshot.files.len(), run.timings);
        let (kept, costs) = (0, BTreeMap::new());
        drop(loaded);
        let snapshot = Arc::new(snapshot);
        Ok(Round { report, snapshot, base, fresh, changed, removed, parsed, rendered, kept, timings, costs, hidden })
    }
}

/// An output that needs nothing else any more.
fn owned(output: Output<'_>) -> (String, Arc<Built>) {
    let content = match output.content {
        Content::Static(bytes) => Content::Static(bytes),
        Content::Shared(bytes) => Content::Shared(bytes),
        // Made when a browser asks for it: most pictures are not looked at between two edits.
        Content::Drawn(input, source) => Content::Drawn(input, source),
        content => {
            let mut bytes = Vec::new();
            // Memory takes all it is given.
            let _ = content.write_to(&mut bytes);
            Content::Shared(bytes.into())
        }
    };
    (output.path, Arc::new(Built::new(content, output.class)))
}

/// Entries that are not shown, and why.
fn hidden(site: &Site) -> BTreeMap<String, String> {
    let entries = site.entries.values().filter(|entry| entry.state != State::Public);
    let reasons = entries.flat_map(|entry| {
        entry.versions.values().take(1).map(|version| (version.file.to_string(), entry.state.reason()))
    });
    reasons.collect()
}
