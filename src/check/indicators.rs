//! Indicators have figures, and figures as new as their periodicity promises.

use jiff::civil::Date;

use super::{Scope, tables};
use crate::diag::{Diagnostic, Place, Report, Span};
use crate::locale::Period;
use crate::model::figure::periods;
use crate::model::{Indicator, Version, freshness};

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    for (position, indicator) in (0u32..).zip(&scope.site.data.indicators) {
        let entry = scope.site.entry("indicators", &indicator.id).filter(|_| indicator.computed.is_none());
        let Some(version) = entry.and_then(|entry| entry.versions.values().next()) else { continue };
        let observations = scope.site.data.observations.of_indicator(position);
        let known = periods(observations.iter());
        let unread = scope.site.unread.figure(position, None, &[]);
        match known.last() {
            None if unread || tabled(scope, &indicator.id) => {}
            None => {
                let place = Place::file(version.file.shared());
                let problem = Diagnostic::warning("no-figures", "the indicator has no figure of any city");
                let hint =
                    format!("add `content/data/{}.csv`, or make the entry a draft with `draft: true`", indicator.id);
                report.add(problem.at(place).hint(hint));
            }
            Some(_) => {
                lengths(scope, position, &known, report);
                if let Some(newest) = freshness::overdue(scope.site, position) {
                    stale(version, indicator, newest, report);
                }
            }
        }
    }
}

/// A year and a month of it stand side by side as if they could be compared.
fn lengths(scope: &Scope<'_>, position: u32, known: &[Period], report: &mut Report) {
    let Some(first) = known.first() else { return };
    let Some(other) = known.iter().find(|period| !period.is_as_long_as(first)) else { return };
    let observations = &scope.site.data.observations;
    let of = |wanted: &Period| {
        let count = known.iter().filter(|period| period.is_as_long_as(wanted)).count();
        observations.of_indicator(position).iter().find(|figure| figure.period == *wanted).map(|figure| (count, figure))
    };
    // The fewer are the odd ones.
    let Some((_, odd)) = [of(first), of(other)].into_iter().flatten().rev().min_by_key(|(count, _)| *count) else {
        return;
    };
    let message = format!("{} is another length of time than other figures of the indicator", odd.period);
    let hint =
        "figures of one indicator are all of years, quarters, months or days; make an indicator of its own for this";
    report.add(Diagnostic::warning("period-lengths", message).at(observations.place(odd)).hint(hint));
}

/// Whether the indicator has a table, whose emptiness is told there.
fn tabled(scope: &Scope<'_>, id: &str) -> bool {
    let file = scope.snapshot.below("content/data").find(|(_, rest, _)| rest.strip_suffix(".csv") == Some(id));
    file.and_then(|(_, _, file)| file.text.as_deref()).is_some_and(tables::is_empty)
}

fn stale(version: &Version, indicator: &Indicator, newest: Date, report: &mut Report) {
    let span = version.fields.span("periodicity").unwrap_or(Span::new(0, 0));
    let message = format!("the newest figure of `{}` is of {newest}, and there should be newer ones", indicator.id);
    let hint = "add newer figures; if there will be none, write `periodicity: ended`";
    report.add(Diagnostic::warning("stale-indicator", message).at(super::at(version, span)).hint(hint));
}
