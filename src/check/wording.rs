//! The rules about what authors write between the figures, over every article at once: each text is
//! read a single time, and articles are looked at in parallel.

use rayon::prelude::*;

use super::sentences::prose;
use super::{Scope, names, typed};
use crate::diag::Report;
use crate::model::{State, Version};

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    let (typed, names) = (typed::Known::of(scope), names::Names::of(scope));
    if typed.is_empty() && names.is_empty() {
        return;
    }
    let versions: Vec<&Version> =
        scope.versions().filter(|(entry, _)| entry.state == State::Public).map(|(_, version)| version).collect();
    let one = |version: &&Version| {
        let mut report = Report::default();
        let text = prose(scope, version);
        typed.check(scope, version, &text, &mut report);
        names.check(version, &text, &mut report);
        report
    };
    let reports: Vec<Report> = versions.par_iter().map(one).collect();
    reports.into_iter().for_each(|found| report.merge(found));
}
