//! The rules about what authors write between the figures: each text is read a single time.

use super::each::Each;
use super::sentences::prose;
use super::{Scope, names, typed};
use crate::diag::Report;
use crate::model::State;

/// What indicators, cities and partners are called.
#[derive(Debug)]
pub(super) struct Words {
    typed: typed::Known,
    names: names::Names,
}

impl Words {
    pub(super) fn of(scope: &Scope<'_>) -> Self {
        Words { typed: typed::Known::of(scope), names: names::Names::of(scope) }
    }
}

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    let Words { typed, names } = each.words;
    if (typed.is_empty() && names.is_empty()) || each.entry.state != State::Public {
        return;
    }
    for (_, version) in each.versions() {
        let text = prose(each.scope, version);
        typed.check(each, version, &text, report);
        names.check(version, &text, report);
    }
}
