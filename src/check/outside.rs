//! Links to other sites still lead somewhere. It asks the network, so it is no rule of every run.

use std::collections::{BTreeMap, BTreeSet};

use super::Scope;
use crate::diag::{Diagnostic, Place, Report};
use crate::kind::Value;
use crate::source::web::{Answer, ask};

/// Asks every outside address of texts and fields once. One that is gone is an error at each place
/// that links to it; one that cannot be reached is a warning, for it may be back tomorrow.
pub fn outside(scope: &Scope<'_>) -> Report {
    let mut places: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    let mut add = |address: &str, place: Place| {
        if address.starts_with("https://") || address.starts_with("http://") {
            places.entry(address.to_owned()).or_default().push(place);
        }
    };
    for (version, prose) in scope.proses() {
        prose.document.links.iter().for_each(|link| add(&link.target, super::at(version, link.span)));
    }
    for (_, version) in scope.versions() {
        for written in version.fields.values.values() {
            let items =
                if let Value::List(items) = &written.value { items.as_slice() } else { std::slice::from_ref(written) };
            for item in items {
                if let Value::Url(address) = &item.value {
                    add(address, super::at(version, item.span));
                }
            }
        }
    }
    let addresses: BTreeSet<String> = places.keys().cloned().collect();
    let mut report = Report::default();
    for (address, answer) in ask(&addresses) {
        for place in places.remove(&address).unwrap_or_default() {
            report.problems.extend(problem(&address, &answer).map(|problem| problem.at(place)));
        }
    }
    report
}

fn problem(address: &str, answer: &Answer) -> Option<Diagnostic> {
    match answer {
        Answer::Alive => None,
        Answer::Gone(status) => Some(
            Diagnostic::error("outside-link-gone", format!("nothing is left at `{address}`: it answers {status}"))
                .hint("look for its new address, or for a copy in a web archive, or take the link out"),
        ),
        Answer::Unsure(reason) => Some(
            Diagnostic::warning("outside-link-unsure", format!("`{address}` could not be checked: {reason}"))
                .hint("open it in a browser; try again later if it does not open"),
        ),
    }
}
