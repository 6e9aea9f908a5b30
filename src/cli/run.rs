//! `build` and `check`.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::Timestamp;

use super::arguments::{Build, Check, Looking};
use super::{FAILED, SITE_ERRORS, show};
use crate::build::{self, Failure, Options, Outcome, Target};
use crate::kind::Moment;
use crate::load;
use crate::model::BaseUrl;

/// `cityfolio build`
pub(super) fn build(arguments: &Build) -> ExitCode {
    let target = Target::Folder { path: arguments.out.clone(), force: arguments.force };
    go(&arguments.looking, Asked { target, external: false, explain: None }, |outcome| {
        let Some(summary) = &outcome.summary else { return ExitCode::SUCCESS };
        let seconds = outcome.timings.total().as_secs_f64();
        let files = outcome.outputs - outcome.pages;
        show::line(&format!(
            "{} pages and {files} files in {seconds:.2} s: {} written, {} unchanged, {} removed",
            outcome.pages, summary.written, summary.unchanged, summary.removed
        ));
        ExitCode::SUCCESS
    })
}

/// `cityfolio check`
pub(super) fn check(arguments: &Check) -> ExitCode {
    let asked = Asked { target: Target::Nothing, external: arguments.external, explain: None };
    go(&arguments.looking, asked, |outcome| {
        let (_, warnings) = outcome.report.counts();
        let said = if warnings == 0 { "no problems" } else { "no errors" };
        show::line(&format!(
            "{said}: {} pages and {} files can be made",
            outcome.pages,
            outcome.outputs - outcome.pages
        ));
        ExitCode::SUCCESS
    })
}

/// What commands that look at a whole site differ in.
pub(super) struct Asked {
    pub(super) target: Target,
    pub(super) external: bool,
    pub(super) explain: Option<String>,
}

/// Builds or checks a site and shows its problems; `done` says what came of it.
pub(super) fn go(looking: &Looking, asked: Asked, done: impl Fn(&Outcome) -> ExitCode) -> ExitCode {
    let load = match load_options(looking.base_url.as_deref(), looking.as_of.as_deref(), looking.drafts) {
        Ok(load) => load,
        Err(message) => {
            show::failed(&message, None, looking.format);
            return ExitCode::from(FAILED);
        }
    };
    let Asked { target, external, explain } = asked;
    let site = looking.common.site.clone();
    let options = Options { site, target, strict: looking.strict, external, cache: cache(), explain, load };
    let mut progress = show::Progress::new();
    let outcome = build::build(&options, &mut |stage| progress.stage(stage));
    progress.end();
    match outcome {
        Ok(outcome) => {
            show::problems(&outcome, looking.format);
            if looking.timings {
                show::timings(&outcome.timings, outcome.counts);
            }
            if outcome.report.has_errors() {
                return ExitCode::from(SITE_ERRORS);
            }
            done(&outcome)
        }
        Err(failure) => {
            let hint = if let Failure::Write(error) = &failure { error.hint() } else { None };
            show::failed(&failure.to_string(), hint.as_deref(), looking.format);
            ExitCode::from(FAILED)
        }
    }
}

/// What loading is asked for, of what was typed.
pub(super) fn load_options(base_url: Option<&str>, as_of: Option<&str>, drafts: bool) -> Result<load::Options, String> {
    let as_of = match as_of {
        None => None,
        Some(text) => Some(Moment::parse(text).ok_or_else(|| format!("`{text}` is no day such as 2026-11-23"))?),
    };
    if let Some(url) = base_url.filter(|url| BaseUrl::parse(url).is_none()) {
        return Err(format!("`{url}` is no address of a website, such as https://www.example.eu/"));
    }
    Ok(load::Options { now: now()?, as_of, drafts, base_url: base_url.map(str::to_owned) })
}

/// The folder for what later builds can use again: that of the system's user. It may be deleted at any
/// time. `None` where the system names none.
pub(super) fn cache() -> Option<PathBuf> {
    let folder = |name: &str| env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let own = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    own.map(|folder| folder.join("cityfolio"))
}

/// The moment of the run: the clock, or the one that reproducible builds agree on.
pub(super) fn now() -> Result<Timestamp, String> {
    match env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => {
            let seconds = text.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
            seconds.ok_or_else(|| format!("SOURCE_DATE_EPOCH is `{text}`, and that is no number of seconds"))
        }
        Err(_) => Ok(Timestamp::now()),
    }
}
