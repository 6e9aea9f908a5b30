//! Quotes name people who have an entry.

use super::Scope;
use super::each::Each;
use crate::diag::Report;
use crate::kind::{Quote, Value};
use crate::model::Version;
use crate::model::request::Block;

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    let scope = each.scope;
    for (version, prose) in each.proses() {
        for block in &prose.blocks {
            if let Block::Quote(quote) = block {
                person(scope, version, quote, report);
            }
        }
    }
    for (_, version) in each.versions() {
        for written in version.fields.values.values() {
            match &written.value {
                Value::Quote(quote) => person(scope, version, quote, report),
                Value::List(items) => {
                    for item in items {
                        if let Value::Quote(quote) = &item.value {
                            person(scope, version, quote, report);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

fn person(scope: &Scope<'_>, version: &Version, quote: &Quote, report: &mut Report) {
    if let Some((id, span)) = &quote.person
        && let Some(problem) = scope.absent("people", id)
    {
        report.add(problem.at(super::at(version, *span)));
    }
}
