//! `explain`

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde_json::json;

use super::arguments::{Explain, Format};
use super::run::{Asked, go};
use super::{FAILED, show};
use crate::build::{Outcome, Target};
use crate::explain::Explanation;

/// `cityfolio explain`
pub(super) fn explain(arguments: &Explain) -> ExitCode {
    let asked = Asked { target: Target::Nothing, external: false, explain: Some(arguments.what.clone()) };
    go(&arguments.looking, asked, |outcome| answer(outcome, arguments))
}

fn answer(outcome: &Outcome, arguments: &Explain) -> ExitCode {
    let format = arguments.looking.format;
    match &outcome.explanation {
        Some(Ok(Explanation::Used(uses))) => list("output", uses, format),
        Some(Ok(Explanation::Made(made))) => list("source", made, format),
        Some(Err(unknown)) => {
            show::failed(&unknown.message, Some(&unknown.hint), format);
            return ExitCode::from(FAILED);
        }
        None => {}
    }
    ExitCode::SUCCESS
}

/// One line a name with its uses; for machines one object a use.
fn list(what: &str, uses: &[(String, &'static str)], format: Format) {
    if format != Format::Text {
        uses.iter().for_each(|(name, purpose)| show::line(&json!({ what: name, "use": purpose }).to_string()));
        return;
    }
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, purpose) in uses {
        by_name.entry(name).or_default().push(purpose);
    }
    if by_name.is_empty() {
        show::line("no output uses it");
    }
    by_name.iter().for_each(|(name, purposes)| show::line(&format!("{name}: {}", purposes.join(", "))));
}
