//! Printing: problems, summaries, progress.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};

use super::arguments::Format;
use crate::build::{Counts, Outcome, Stage, Timings};
use crate::diag::{self, Diagnostic, Report};
use crate::source::Snapshot;

/// Problems of one sort in one file that are shown to people: who mends these knows how, and sees
/// the others in the next run. Machines get all.
const ALIKE: usize = 50;

/// Prints one line for people.
pub(super) fn line(text: &str) {
    // Nobody reads any more when the pipe is closed; that is no fault.
    let _ = writeln!(anstream::stdout(), "{text}");
}

/// Prints what the machine could not do, with its cure.
pub(super) fn failure(message: &str, hint: Option<&str>) {
    let mut out = anstream::stderr();
    let _ = writeln!(out, "error: {message}");
    if let Some(hint) = hint {
        let _ = writeln!(out, "help: {hint}");
    }
}

/// The same in a format for machines, where one was asked for.
pub(super) fn failed(message: &str, hint: Option<&str>, format: Format) {
    let problem = Diagnostic::error("failed", message).maybe_hint(hint.map(str::to_owned));
    let line = match format {
        Format::Text => return failure(message, hint),
        Format::Json => diag::json(&problem, |_| None),
        Format::Github => diag::github(&problem, |_| None),
    };
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Prints every problem of a run, to standard error.
pub(super) fn problems(outcome: &Outcome, format: Format) {
    let excerpt = |file: &str| outcome.snapshot.excerpt(file);
    let mut text = match format {
        Format::Text => report(&outcome.report, &outcome.snapshot),
        Format::Json => outcome.report.problems.iter().map(|problem| diag::json(problem, excerpt) + "\n").collect(),
        Format::Github => outcome.report.problems.iter().map(|problem| diag::github(problem, excerpt) + "\n").collect(),
    };
    let (errors, warnings) = outcome.report.counts();
    if format == Format::Text && errors + warnings > 0 {
        text.push_str(&counted(errors, warnings));
        text.push('\n');
    }
    self::errors(&text);
}

/// Problems as people read them in a terminal; of those of one sort in one file only the first ones.
pub(super) fn report(report: &Report, snapshot: &Snapshot) -> String {
    let excerpt = |file: &str| snapshot.excerpt(file);
    let colour = anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
    let mut text = String::new();
    let mut told: BTreeMap<(Option<&str>, &str), usize> = BTreeMap::new();
    for problem in &report.problems {
        let file = problem.place.as_ref().map(|place| &*place.file);
        let times = told.entry((file, problem.code)).and_modify(|times| *times += 1).or_insert(1);
        if *times <= ALIKE {
            text.push_str(&diag::text(problem, colour, excerpt));
            text.push_str("\n\n");
        }
    }
    for ((file, code), times) in told.iter().filter(|(_, times)| **times > ALIKE) {
        let _ = writeln!(text, "{} more [{code}] in {}\n", times - ALIKE, file.unwrap_or("the site"));
    }
    text
}

/// Prints what is finished already, to standard error.
pub(super) fn errors(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Prints one line that is no problem, to standard error.
pub(super) fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "note: {text}");
}

/// Prints what works less well than it could, with its cure.
pub(super) fn warning(message: &str, cure: &str) {
    let _ = writeln!(anstream::stderr(), "warning: {message}\nhelp: {cure}");
}

/// A number with its noun.
pub(super) fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn counted(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, warnings) => many(warnings, "warning"),
        (errors, 0) => format!("{}; nothing was written", many(errors, "error")),
        (errors, warnings) => {
            format!("{} and {}; nothing was written", many(errors, "error"), many(warnings, "warning"))
        }
    }
}

/// Prints the time of each stage, and what was read and made, to standard error.
pub(super) fn timings(timings: &Timings, counts: Counts) {
    let mut out = anstream::stderr();
    for (stage, time) in &timings.stages {
        let _ = writeln!(out, "{:>8} {:9.1} ms", stage.name(), time.as_secs_f64() * 1000.0);
    }
    let _ = writeln!(out, "{:>8} {:9.1} ms", "total", timings.total().as_secs_f64() * 1000.0);
    let _ = writeln!(out, "{}", self::counts(counts));
}

/// What was read and made, in words.
fn counts(Counts { parsed, rendered, kept }: Counts) -> String {
    format!("{} parsed, {} rendered, {kept} kept", many(parsed, "file"), many(rendered, "output"))
}

/// Shows on a terminal which stage runs, and takes it away again; in a pipe it is silent.
pub(super) struct Progress {
    shown: bool,
}

impl Progress {
    /// Nothing is shown yet.
    pub(super) fn new() -> Self {
        Progress { shown: false }
    }

    /// A stage begins.
    pub(super) fn stage(&mut self, stage: Stage) {
        if io::stderr().is_terminal() {
            self.shown = true;
            let _ = write!(io::stderr(), "\r\x1b[K{}…", stage.name());
        }
    }

    /// Takes the line away.
    pub(super) fn end(&self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
