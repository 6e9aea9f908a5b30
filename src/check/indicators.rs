//! Indicators have figures, and figures as new as their periodicity promises.

use super::Scope;
use crate::diag::{Diagnostic, Place, Report, Span};
use crate::model::figure::periods;
use crate::model::{Indicator, Version};

/// Periods that a figure may lag behind: surveys and registers are published late.
const LAG: i64 = 2;

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    for (position, indicator) in (0u32..).zip(&scope.site.data.indicators) {
        let entry = scope.site.entry("indicators", &indicator.id).filter(|_| indicator.computed.is_none());
        let Some(version) = entry.and_then(|entry| entry.versions.values().next()) else { continue };
        let observations = scope.site.data.observations.of_indicator(position);
        let known = periods(observations.iter());
        let unread = scope.site.unread.figure(position, None, &[]);
        match known.last() {
            None if unread => {}
            None => {
                let place = Place::file(version.file.shared());
                let problem = Diagnostic::warning("no-figures", "the indicator has no figure of any city");
                let hint =
                    format!("add `content/data/{}.csv`, or make the entry a draft with `draft: true`", indicator.id);
                report.add(problem.at(place).hint(hint));
            }
            Some(newest) => stale(scope, version, indicator, newest.end(), report),
        }
    }
}

fn stale(scope: &Scope<'_>, version: &Version, indicator: &Indicator, newest: jiff::civil::Date, report: &mut Report) {
    let days = match version.fields.word("periodicity") {
        Some("annual") => 365,
        Some("quarterly") => 92,
        Some("monthly") => 31,
        _ => return,
    };
    let age = scope.site.as_of.since(newest).map_or(0, |span| i64::from(span.get_days()));
    if age > days * (LAG + 1) {
        let span = version.fields.span("periodicity").unwrap_or(Span::new(0, 0));
        let message = format!("the newest figure of `{}` is of {newest}, and there should be newer ones", indicator.id);
        let hint = "add newer figures; if there will be none, write `periodicity: ended`";
        report.add(Diagnostic::warning("stale-indicator", message).at(super::at(version, span)).hint(hint));
    }
}
