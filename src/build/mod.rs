//! The pipeline on one screen: load, plan, check, render, write.
//!
//! A fault in any stage writes nothing: what is rendered is only staged until all of it is. Every stage runs
//! as far as it can, so that one run names every fault.

mod before;
mod kept;
mod outputs;
mod session;
mod timings;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::check::{self, Checked};
use crate::diag::Report;
use crate::explain::{self, Explanation, Unknown};
use crate::load::{self, Loaded};
use crate::locale::Locale;
use crate::model::reads::Record;
use crate::model::{self, Site};
use crate::plan::{self, Plan};
use crate::render::{self, Copies, Order, Rendered, Renderer};
use crate::source::{self, Snapshot, SourceError};
use crate::theme::{self, Theme};
use crate::view::View;
use crate::write::{self, Content, Request, Summary, Taken, WriteError, Writing};

use before::Before;
use kept::Kept;
pub use outputs::{Built, Outputs, Wanted};
pub use session::{Round, Session};
pub use timings::{Counts, Stage, Timings};

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
    /// Links to other sites are tried too.
    pub external: bool,
    /// Where copies of pictures are kept for later builds; nowhere for `None`.
    pub cache: Option<PathBuf>,
    /// What is to be explained: an output, or something that outputs are made from.
    pub explain: Option<String>,
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
    /// How many outputs there are.
    pub outputs: usize,
    /// What was read and made for them.
    pub counts: Counts,
    /// What was to be explained; `None` where nothing was, or the site has errors.
    pub explanation: Option<Result<Explanation, Unknown>>,
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
    let mut run = Run { timings: Timings::default(), progress };
    with_request(options, write::refuse)?;
    run.stage(Stage::Read);
    let (mut snapshot, mut report) = source::read(&options.site).map_err(Failure::Source)?;
    let parsed = snapshot.files.len();
    let inputs = compare(options, (&snapshot, &report), &mut run);
    if let Some(kept) = inputs.as_ref().and_then(|inputs| kept::kept(options, inputs)) {
        return Ok(again(kept, snapshot, run));
    }
    run.stage(Stage::Load);
    let (loaded, problems) = load::load(&snapshot, &options.load);
    report.merge(problems);
    let ready = loaded.as_ref().and_then(|loaded| prepare(options, (&snapshot, loaded), None, (&mut report, &mut run)));
    let ready = ready.zip(loaded.map(|loaded| loaded.site));
    let until = ready.as_ref().map(|(_, site)| model::until(site, options.load.now));
    let made = ready.map(|(ready, site)| {
        snapshot.forget();
        make(options, &snapshot, (ready, &site), &mut run)
    });
    let Made { rendered, writing, taken, pages, explanation, report: problems } = made.transpose()?.unwrap_or_default();
    report.merge(problems);
    report.sort();
    // Messages show lines of the texts they are about.
    report.files().iter().for_each(|file| snapshot.recall(file));
    let mut written = None;
    match writing {
        Some(writing) if report.has_errors() => writing.abandon(),
        Some(writing) => {
            run.stage(Stage::Write);
            written = Some(writing.finish(taken).map_err(Failure::Write)?);
        }
        None => {}
    }
    let (summary, manifest) = written.unzip();
    let counts = Counts { parsed, rendered, kept: 0 };
    let timings = Timings::default();
    let mut outcome = Outcome { report, snapshot, summary, pages, outputs: rendered, counts, explanation, timings };
    if let (Some(inputs), Some(manifest)) = (inputs, manifest) {
        kept::keep(&inputs, until, (&outcome, manifest));
    }
    run.timings.end();
    outcome.timings = run.timings;
    Ok(outcome)
}

/// What the build is made from, where an earlier one may have been made from the same.
fn compare(options: &Options, (snapshot, report): (&Snapshot, &Report), run: &mut Run<'_>) -> Option<kept::Inputs> {
    if options.cache.is_none() || matches!(options.target, Target::Nothing) {
        return None;
    }
    run.stage(Stage::Compare);
    kept::inputs(options, snapshot, report)
}

/// The end of a build that found the last one standing.
fn again(Kept { summary, pages, outputs, report }: Kept, snapshot: Snapshot, mut run: Run<'_>) -> Outcome {
    run.timings.end();
    let counts = Counts { parsed: 0, rendered: 0, kept: outputs };
    let (summary, timings) = (Some(summary), run.timings);
    Outcome { report, snapshot, summary, pages, outputs, counts, explanation: None, timings }
}

/// What was rendered.
#[derive(Default)]
struct Made {
    /// How many outputs.
    rendered: usize,
    /// The write that took them, where there is one.
    writing: Option<Writing>,
    taken: Vec<Result<Taken<'static>, WriteError>>,
    pages: usize,
    explanation: Option<Result<Explanation, Unknown>>,
    report: Report,
}

/// Renders all outputs. Each is handed to the write that begins here, so that none is held.
fn make(
    options: &Options,
    snapshot: &Snapshot,
    (ready, site): (Ready, &Arc<Site>),
    run: &mut Run<'_>,
) -> Result<Made, Failure> {
    run.stage(Stage::Render);
    let theme_files = &load::theme_of(snapshot, site);
    let record = options.explain.is_some();
    let copies = Copies::new(options.cache.clone());
    let typeface = Arc::new(render::typeface(theme_files, snapshot));
    let (plan, theme, copies) = (&*ready.plan, &*ready.theme, &copies);
    let view = &View::new(site, plan, theme);
    let renderer = Renderer { view, snapshot, site, plan, theme, theme_files, copies, typeface, record };
    let paths = || plan.outputs.iter().map(|planned| planned.path.to_string()).collect();
    let writing = with_request(options, |request| write::begin(request, paths()))?;
    let written = Written { writing: writing.as_ref(), taken: Mutex::default() };
    let positions: Vec<usize> = (0..plan.outputs.len()).collect();
    let (rendered, report) = render::render(&renderer, &positions, &written);
    let taken = written.taken.into_inner().unwrap_or_else(PoisonError::into_inner);
    let pages = plan.outputs.iter().filter(|planned| planned.output.is_page()).count();
    let explanation = options.explain.as_ref().map(|what| explain::explain(site, &records(&rendered), what));
    Ok(Made { rendered: rendered.len(), writing, taken, pages, explanation, report })
}

/// Hands outputs to a write as they are made, in the order of the plan.
struct Written<'a> {
    writing: Option<&'a Writing>,
    taken: Mutex<Vec<Result<Taken<'static>, WriteError>>>,
}

impl Order for Written<'_> {
    fn next(&self) -> Option<usize> {
        None
    }

    fn made(&self, rendered: &mut Rendered) {
        let write::Output { path, content, class } = &mut rendered.output;
        let content = std::mem::replace(content, Content::Static(&[]));
        if let Some(writing) = self.writing {
            let taken = writing.take(write::Output { path: path.clone(), content, class: *class });
            self.taken.lock().unwrap_or_else(PoisonError::into_inner).push(taken);
        }
    }
}

fn records(rendered: &BTreeMap<usize, Rendered>) -> Vec<Record> {
    let record = |rendered: &Rendered| Record { path: rendered.output.path.clone(), notes: rendered.notes.clone() };
    rendered.values().map(record).collect()
}

/// The stages' clock and listener.
struct Run<'a> {
    timings: Timings,
    progress: &'a mut dyn FnMut(Stage),
}

impl Run<'_> {
    fn stage(&mut self, stage: Stage) {
        (self.progress)(stage);
        self.timings.begin(stage);
    }
}

/// What outputs are made from besides the site.
struct Ready {
    theme: Arc<Theme>,
    /// What was said of the theme.
    said: Report,
    plan: Arc<Plan>,
    checked: Checked,
}

/// Compiles the theme, plans and checks, as far as what is known from before does not hold. `None` where a fault
/// was found: a page that shows something faulty would only repeat the fault.
fn prepare(
    options: &Options,
    (snapshot, loaded): (&Snapshot, &Loaded<'_>),
    before: Option<&Before<'_>>,
    (report, run): (&mut Report, &mut Run<'_>),
) -> Option<Ready> {
    let Loaded { site, theme: theme_files, texts } = loaded;
    let (theme, said) = before.and_then(|before| before.theme(theme_files)).unwrap_or_else(|| {
        let texts = texts.clone().unwrap_or_else(|| theme::texts(theme_files, &site.config.languages));
        let (theme, said) = theme::compile(theme_files, texts);
        (Arc::new(theme), said)
    });
    report.merge(said.clone());
    run.stage(Stage::Plan);
    let before = before.filter(|before| before.holds(site, &theme));
    let plan =
        before.map_or_else(|| Arc::new(plan::plan(site, snapshot, theme_files)), |before| before.good.plan.clone());
    run.stage(Stage::Check);
    let default = site.default_language();
    let checked = Locale::new(default, theme.phrases(default)).ok().map(|locale| {
        let scope = check::Scope { snapshot, site, plan: &plan, theme: &theme, locale: &locale };
        let before = before.map(|Before { good, changes, .. }| check::Before { checked: &good.checked, changes });
        let (problems, checked) = check::again(&scope, before);
        report.merge(problems);
        if options.external {
            report.merge(check::outside(&scope));
        }
        checked
    });
    if options.strict {
        report.deny_warnings();
    }
    let checked = checked.filter(|_| !report.has_errors())?;
    Some(Ready { theme, said, plan, checked })
}

/// Does something with the output folder, where there is to be one.
fn with_request<T>(
    options: &Options,
    action: impl FnOnce(&Request<'_>) -> Result<T, WriteError>,
) -> Result<Option<T>, Failure> {
    let Target::Folder { path, force } = &options.target else { return Ok(None) };
    let folder = path.clone().unwrap_or_else(|| options.site.join(OUTPUT));
    let sources = source::inputs(&options.site);
    let request = Request { folder: &folder, site: &options.site, sources: &sources, force: *force, durable: false };
    action(&request).map(Some).map_err(Failure::Write)
}
