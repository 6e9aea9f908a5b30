//! `cityfolio serve`

use std::collections::BTreeSet;
use std::env;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use jiff::Timestamp;

use super::arguments::Serve;
use super::{FAILED, run, show};
use crate::build::{self, Round, Session, Target};
use crate::serve::{self, Change, Preview, Said};
use crate::source;
use crate::watch::{Batch, Watcher};

/// When nobody has saved for this long, the site is built for the time it is now: embargoes end and entries
/// expire. Not with every save, because then everything has to be loaded anew.
const CLOCK: Duration = Duration::from_secs(10 * 60);
/// How many edited files are named in the line about a round.
const NAMED: usize = 3;

/// Serves the site until the program is ended.
pub(super) fn serve(arguments: &Serve) -> ExitCode {
    match prepared(arguments) {
        Ok((preview, session, watcher)) => {
            go(arguments, &preview, session, watcher);
            ExitCode::SUCCESS
        }
        Err((message, hint)) => {
            show::failure(&message, hint.as_deref());
            ExitCode::from(FAILED)
        }
    }
}

/// What could not be done, and its cure.
type Refusal = (String, Option<String>);

fn prepared(arguments: &Serve) -> Result<(Preview, Session, Watcher), Refusal> {
    let plain = |message: String| (message, None);
    let site = &arguments.common.site;
    if !site.is_dir() {
        return Err(plain(source::SourceError::NoFolder(site.clone()).to_string()));
    }
    let load = run::load_options(None, arguments.as_of.as_deref(), arguments.drafts).map_err(plain)?;
    let now = load.now;
    let (strict, external, explain) = (false, false, None);
    let options = build::Options {
        site: site.clone(),
        target: Target::Nothing,
        strict,
        external,
        cache: run::cache(),
        explain,
        load,
    };
    let session = Session::new(options);
    let host = arguments.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let options = serve::Options {
        host,
        port: arguments.port,
        allow_hosts: arguments.allow_host.clone(),
        drafts: arguments.drafts,
        now,
    };
    let preview = Preview::open(&options, &session).map_err(|error| {
        let hint = "name an address of this machine with `--host`, and a free port with `--port`";
        (format!("`{host}` port {} cannot be listened on: {error}", arguments.port), Some(hint.to_owned()))
    })?;
    // Watching begins before the first look, so that no save falls between the two.
    Ok((preview, session, Watcher::new(site, arguments.poll)))
}

fn go(arguments: &Serve, preview: &Preview, mut session: Session, mut watcher: Watcher) {
    let url = preview.url();
    if let Some(port) = preview.taken {
        show::note(&format!("port {port} is in use; {} is taken instead", preview.address.port()));
    }
    if !preview.address.ip().is_loopback() {
        show::note("everybody who reaches this machine can read the preview, drafts included");
    }
    show::line(&format!("Preview at {url} (status at {url}_cityfolio/); Ctrl-C ends it"));
    if arguments.open {
        open(&url);
    }
    let clock_runs = arguments.as_of.is_none() && env::var_os("SOURCE_DATE_EPOCH").is_none();
    let notices = |watcher: &mut Watcher| {
        if let Some(notice) = watcher.notice() {
            show::warning(&notice.message, &notice.cure);
        }
    };
    notices(&mut watcher);
    let mut changes = |patience: Option<Duration>| {
        let batch = watcher.next(Some(patience.unwrap_or(CLOCK)));
        notices(&mut watcher);
        match batch {
            Some(Batch::Paths(paths)) => Some(Change { paths: Some(paths), now: None }),
            Some(Batch::Everything) => Some(Change { paths: None, now: None }),
            None if patience.is_some() => None,
            None => Some(Change { paths: Some(BTreeSet::new()), now: clock_runs.then(Timestamp::now) }),
        }
    };
    let mut progress = show::Progress::new();
    let mut reported = Reported { problems: String::new(), timings: arguments.timings };
    let mut said = |said: Said<'_>| match said {
        Said::Stage(stage) => progress.stage(stage),
        Said::Round(round, change) => {
            progress.end();
            reported.round(round, change);
        }
        Said::Failed(failure) => {
            progress.end();
            reported.failed(&failure.to_string());
        }
    };
    serve::run(preview, &mut session, &mut changes, &mut said);
}

/// What was printed last, so that nothing is said twice.
struct Reported {
    problems: String,
    /// Whether the stages of every round are told.
    timings: bool,
}

impl Reported {
    fn round(&mut self, round: &Round, change: Option<&Change>) {
        let text = show::report(&round.report, &round.snapshot);
        if text != self.problems {
            show::errors(&text);
            self.problems = text;
        }
        let edited = change.is_none_or(|change| change.paths.as_ref().is_none_or(|paths| !paths.is_empty()));
        if edited || !round.changed.is_empty() || !round.removed.is_empty() {
            show::line(&line(round, change));
            if self.timings {
                show::timings(&round.timings, round.counts);
            }
        }
    }

    fn failed(&mut self, message: &str) {
        if message != self.problems {
            show::failure(message, Some("the preview goes on by itself when it is mended"));
            message.clone_into(&mut self.problems);
        }
    }
}

/// The one line about a round: what was edited, what was rendered, how long it took.
fn line(round: &Round, change: Option<&Change>) -> String {
    let what = match change.map(|change| &change.paths) {
        None => "the site".to_owned(),
        Some(None) => "all files".to_owned(),
        Some(Some(paths)) if paths.is_empty() => "the clock".to_owned(),
        Some(Some(paths)) if paths.len() > NAMED => format!("{} files", paths.len()),
        Some(Some(paths)) => paths.iter().map(|path| shown(path)).collect::<Vec<_>>().join(", "),
    };
    let milliseconds = round.timings.total().as_secs_f64() * 1000.0;
    let (errors, warnings) = round.report.counts();
    if errors > 0 {
        let then = if change.is_some() { "the last good pages stay" } else { "the pages come when they are mended" };
        return format!("{what}: {}; {then}", show::many(errors, "error"));
    }
    let removed = if round.removed.is_empty() { String::new() } else { format!(", {} removed", round.removed.len()) };
    let warned = if warnings == 0 { String::new() } else { format!("; {}", show::many(warnings, "warning")) };
    format!(
        "{what}: {} rendered, {} changed{removed} in {milliseconds:.0} ms{warned}",
        show::many(round.counts.rendered, "output"),
        round.changed.len()
    )
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Opens a browser; where none can be, the address stands in the terminal.
fn open(url: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(target_os = "windows") {
        ("explorer", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        show::note("no browser could be opened; go to the address yourself");
    }
}
