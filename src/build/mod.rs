//! The pipeline on one screen: load, plan, check, render, write.
//!
//! A fault in any stage writes nothing; what is rendered is held until all of it is. Every stage runs
//! as far as it can, so that one run names every fault.

mod timings;

use std::fmt;
use std::path::{Path, PathBuf};

use crate::check;
use crate::diag::Report;
use crate::load::{self, Loaded};
use crate::locale::Locale;
use crate::plan::{self, Output};
use crate::render::{self, Renderer};
use crate::source::{self, Snapshot, SourceError};
use crate::theme;
use crate::write::{self, Request, Summary, WriteError};

pub use timings::{Stage, Timings};

/// The folder of the output inside the site, where nothing else is said.
pub const OUTPUT: &str = "public";

/// What a run is asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// The site folder.
    pub site: PathBuf,
    /// Whether and where the output is written.
    pub target: Target,
    /// Warnings stop the writing too.
    pub strict: bool,
    /// What loading is asked for.
    pub load: load::Options,
}

/// Where the output goes.
#[derive(Debug, Clone)]
pub enum Target {
    /// Nowhere: everything but the writing.
    Nothing,
    /// Into a folder; `force` takes over one that was not made by cityfolio.
    Folder {
        /// The folder; `None` is `public` in the site.
        path: Option<PathBuf>,
        /// Whether foreign files may be replaced.
        force: bool,
    },
}

/// What a run found and did.
#[derive(Debug)]
pub struct Outcome {
    /// Every problem, in reading order.
    pub report: Report,
    /// The inputs, for the excerpts of messages.
    pub snapshot: Snapshot,
    /// What was written; `None` where nothing was.
    pub summary: Option<Summary>,
    /// How many pages were made.
    pub pages: usize,
    /// How many outputs were made.
    pub outputs: usize,
    /// How long each stage took.
    pub timings: Timings,
}

/// Why a run could not even begin or end: the machine's fault, not the site's.
#[derive(Debug)]
pub enum Failure {
    /// The site folder cannot be read.
    Source(SourceError),
    /// The output cannot be written.
    Write(WriteError),
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Source(error) => error.fmt(formatter),
            Failure::Write(error) => formatter.write_str(&error.message()),
        }
    }
}

impl std::error::Error for Failure {}

/// Builds a site. `progress` hears which stage begins.
///
/// # Errors
/// Where the machine fails; what is wrong with the site is in the outcome's report.
pub fn build(options: &Options, progress: &mut dyn FnMut(Stage)) -> Result<Outcome, Failure> {
    let mut timings = Timings::default();
    let mut stage = |timings: &mut Timings, stage: Stage| {
        progress(stage);
        timings.begin(stage);
    };
    if let Target::Folder { path, force } = &options.target {
        let folder = output_folder(&options.site, path.as_deref());
        let sources = inputs(&options.site);
        let request = Request { folder: &folder, site: &options.site, sources: &sources, force: *force, durable: false };
        write::refuse(&request).map_err(Failure::Write)?;
    }
    stage(&mut timings, Stage::Read);
    let (snapshot, mut report) = source::read(&options.site).map_err(Failure::Source)?;
    stage(&mut timings, Stage::Load);
    let (loaded, problems) = load::load(&snapshot, &options.load);
    report.merge(problems);
    let mut made = None;
    if let Some(Loaded { site, theme: theme_files }) = &loaded {
        let (theme, problems) = theme::compile(theme_files, &site.config.languages);
        report.merge(problems);
        stage(&mut timings, Stage::Plan);
        let plan = plan::plan(site, &snapshot, theme_files);
        stage(&mut timings, Stage::Check);
        let default = site.default_language();
        if let Ok(locale) = Locale::new(default, theme.phrases(default)) {
            let scope = check::Scope { snapshot: &snapshot, site, plan: &plan, theme: &theme, locale: &locale };
            report.merge(check::check(&scope));
        }
        if options.strict {
            report.deny_warnings();
        }
        // A page that shows something faulty would only repeat the fault.
        if !report.has_errors() {
            stage(&mut timings, Stage::Render);
            let renderer =
                Renderer { snapshot: &snapshot, site, plan: &plan, theme: &theme, theme_files };
            let (outputs, problems) = render::render(&renderer);
            report.merge(problems);
            let is_page = |output: &Output| {
                matches!(output, Output::Home(_) | Output::Entry(..) | Output::Listing(_) | Output::Tag(_) | Output::NotFound(_))
            };
            let pages = plan.outputs.iter().filter(|planned| is_page(&planned.output)).count();
            made = Some((outputs, pages));
        }
    }
    drop(loaded);
    report.sort();
    let pages = made.as_ref().map_or(0, |(_, pages)| *pages);
    let count = made.as_ref().map_or(0, |(outputs, _)| outputs.len());
    let mut summary = None;
    if let (Target::Folder { path, force }, Some((outputs, _)), false) = (&options.target, made, report.has_errors()) {
        stage(&mut timings, Stage::Write);
        let folder = output_folder(&options.site, path.as_deref());
        let sources = inputs(&options.site);
        let request = Request { folder: &folder, site: &options.site, sources: &sources, force: *force, durable: false };
        summary = Some(write::write(&request, outputs).map_err(Failure::Write)?);
    }
    timings.end();
    Ok(Outcome { report, snapshot, summary, pages, outputs: count, timings })
}

fn output_folder(site: &Path, given: Option<&Path>) -> PathBuf {
    given.map_or_else(|| site.join(OUTPUT), Path::to_owned)
}

/// The folders that hold inputs; the output may not touch them.
fn inputs(site: &Path) -> Vec<PathBuf> {
    Snapshot { root: site.to_owned(), ..Snapshot::default() }.inputs()
}
