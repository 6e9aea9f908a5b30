//! `cityfolio status`: what is old, due or ahead.

use std::process::ExitCode;

use serde_json::json;

use super::arguments::{Format, Status};
use super::{FAILED, SITE_ERRORS, add, run, show};
use crate::kind::Moment;
use crate::source;
use crate::status::{Item, Matter, items};
use crate::{diag::Report, load};

/// Says how fresh the site is; with `--strict` something overdue is a failure.
pub(super) fn status(arguments: &Status) -> ExitCode {
    let failed = |message: &str| {
        show::failed(message, None, arguments.format);
        ExitCode::from(FAILED)
    };
    let as_of = match arguments.as_of.as_deref().map(|text| (text, Moment::parse(text))) {
        Some((text, None)) => return failed(&format!("`{text}` is no day such as 2026-11-23")),
        Some((_, moment)) => moment,
        None => None,
    };
    let now = match run::now() {
        Ok(now) => now,
        Err(message) => return failed(&message),
    };
    let (snapshot, mut report) = match source::read(&arguments.common.site) {
        Ok(read) => read,
        Err(error) => return failed(&error.to_string()),
    };
    let options = load::Options { now, as_of, drafts: false, base_url: None };
    let (loaded, problems) = load::load(&snapshot, &options);
    let items = loaded.as_ref().map(|loaded| items(&loaded.site)).unwrap_or_default();
    drop(loaded);
    report.merge(problems);
    report.sort();
    if report.has_errors() {
        add::faulty(errors(report), snapshot, arguments.format);
        return ExitCode::from(SITE_ERRORS);
    }
    match arguments.format {
        Format::Text => text(&items),
        Format::Json | Format::Github => items.iter().for_each(|item| show::line(&machine(item))),
    }
    let overdue = arguments.strict && items.iter().any(|item| item.overdue);
    if overdue { ExitCode::from(SITE_ERRORS) } else { ExitCode::SUCCESS }
}

/// Warnings belong to `check`; here only what hinders reading is told.
fn errors(mut report: Report) -> Report {
    report.problems.retain(|problem| problem.severity == crate::diag::Severity::Error);
    report
}

fn text(items: &[Item]) {
    if items.is_empty() {
        show::line("everything is fresh");
    }
    for matter in Matter::ALL {
        let of = items.iter().filter(|item| item.matter == matter);
        let lines: Vec<String> = of.map(|item| format!("  {}: {}", item.file, item.message)).collect();
        if !lines.is_empty() {
            show::line(&format!("{} ({})\n{}", heading(matter), lines.len(), lines.join("\n")));
        }
    }
}

fn heading(matter: Matter) -> &'static str {
    match matter {
        Matter::StaleData => "Figures that should be newer",
        Matter::Review => "Reviews due",
        Matter::Translation => "Translations behind their original",
        Matter::Embargo => "Held back",
        Matter::Expiry => "Shown for a time",
        Matter::Draft => "Drafts",
    }
}

fn machine(item: &Item) -> String {
    json!({
        "matter": item.matter.name(),
        "day": item.day.map(|day| day.to_string()),
        "file": item.file,
        "message": item.message,
        "overdue": item.overdue,
    })
    .to_string()
}
