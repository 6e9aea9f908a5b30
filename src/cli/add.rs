//! `cityfolio add`: a new entry from its kind's declaration.

use std::process::ExitCode;

use super::arguments::{Add, Format as Shown};
use super::{FAILED, SITE_ERRORS, run, show};
use crate::build::Outcome;
use crate::diag::{Report, did_you_mean};
use crate::kind::{Format, Kind, scaffold};
use crate::load;
use crate::path::slug;
use crate::source::{self, Snapshot};
use crate::write;

/// Writes the new entry; never over one that is there.
pub(super) fn add(arguments: &Add) -> ExitCode {
    let now = match run::now() {
        Ok(now) => now,
        Err(message) => return failed(&message, None),
    };
    let snapshot = match source::read(&arguments.common.site) {
        Ok((snapshot, _)) => snapshot,
        Err(error) => return failed(&error.to_string(), None),
    };
    let (kinds, _, report) = load::kinds_of(&snapshot);
    if kinds.is_empty() {
        faulty(report, snapshot, Shown::Text);
        return ExitCode::from(SITE_ERRORS);
    }
    let wanted = arguments.kind.as_str();
    let kind = kinds.iter().find(|kind| kind.name == wanted || (kind.collection == wanted && !wanted.is_empty()));
    let Some(kind) = kind else {
        let hint = did_you_mean(wanted, kinds.iter().map(|kind| kind.name.as_str()));
        return failed(&format!("there is no kind `{wanted}`"), hint.as_deref());
    };
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    entry(arguments, &snapshot, kind, &today)
}

/// Shows what is wrong with a site of which nothing is built.
pub(super) fn faulty(report: Report, snapshot: Snapshot, format: Shown) {
    let (counts, timings) = Default::default();
    let outcome = Outcome { report, snapshot, summary: None, pages: 0, outputs: 0, counts, explanation: None, timings };
    show::problems(&outcome, format);
}

fn entry(arguments: &Add, snapshot: &Snapshot, kind: &Kind, today: &str) -> ExitCode {
    let name = slug(&arguments.title);
    if name.is_empty() {
        return failed("the title gives no name for a file", Some("use letters or digits in it"));
    }
    let extension = if kind.format() == Format::Markdown { "md" } else { "yaml" };
    let folder = if kind.collection.is_empty() { "content".to_owned() } else { format!("content/{}", kind.collection) };
    for other in ["md", "yaml"] {
        let path = format!("{folder}/{name}.{other}");
        if snapshot.text(&path).is_some() {
            return failed(&format!("`{path}` exists already"), Some("choose another title, or edit that file"));
        }
    }
    let path = format!("{folder}/{name}.{extension}");
    let text = scaffold(kind, &arguments.title, today);
    match write::create_new(&snapshot.root.join(&path), text.as_bytes()) {
        Ok(()) => {
            show::line(&format!("made `{path}`; it is a draft until you remove the line `draft: true`"));
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error.message(), error.hint().as_deref()),
    }
}

fn failed(message: &str, hint: Option<&str>) -> ExitCode {
    show::failure(message, hint);
    ExitCode::from(FAILED)
}
