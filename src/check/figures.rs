//! Every `{value}` means a figure that there is.

use super::Scope;
use crate::diag::{Diagnostic, Report, did_you_mean};
use crate::locale::Period;
use crate::model::Version;
use crate::model::figure::{Lack, Reading, read};
use crate::model::request::{Aggregate, RoleRequest, ValueRequest};

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    for (version, prose) in scope.proses() {
        for request in &prose.roles {
            if let RoleRequest::Value(request) = request {
                match read(&scope.site.data, request) {
                    Ok(reading) => finite(&reading, version, request, report),
                    Err(lack) => report.add(problem(scope, version, request, lack)),
                }
            }
        }
    }
}

fn finite(reading: &Reading<'_>, version: &Version, request: &ValueRequest, report: &mut Report) {
    if let Reading::Change { from, to } = reading
        && !(to.1 - from.1).is_finite()
    {
        let problem = Diagnostic::error("overflow", "the change is too large for a number");
        report.add(problem.at(super::at(version, request.when_span)));
    }
}

fn problem(scope: &Scope<'_>, version: &Version, request: &ValueRequest, lack: Lack) -> Diagnostic {
    let data = &scope.site.data;
    let (subject, indicator) = (&request.subject, &request.indicator);
    match lack {
        Lack::Subject => {
            let words = Aggregate::NAMES.iter().map(|(name, _)| *name);
            let known = data.cities.iter().map(|city| city.id.as_str()).chain(words);
            let problem = scope.absent("cities", &subject.name).filter(|problem| problem.code == "hidden-entry");
            let unknown = || {
                Diagnostic::error("unknown-city", format!("there is no city `{}`", subject.name))
                    .maybe_hint(did_you_mean(&subject.name, known))
            };
            problem.unwrap_or_else(unknown).at(super::at(version, subject.span))
        }
        Lack::Indicator => unknown_indicator(scope, &indicator.name).at(super::at(version, indicator.span)),
        Lack::Period(period, known) => {
            let message = format!("`{}` has no figure of `{}` for {period}", subject.name, indicator.name);
            Diagnostic::error("no-figure", message).at(super::at(version, request.when_span)).hint(periods_hint(&known))
        }
        Lack::Missing(period, missing) => {
            let message =
                format!("`{}` has no figure of `{}` for {period}: {}", subject.name, indicator.name, missing.name());
            Diagnostic::error("no-figure", message)
                .at(super::at(version, request.when_span))
                .hint("say in words that there is no figure, or choose another period with `@`")
        }
        Lack::Nothing => {
            let message = format!("`{}` has no figure of `{}` at all", subject.name, indicator.name);
            Diagnostic::error("no-figure", message)
                .at(super::at(version, indicator.span))
                .hint("add the figure to the data, or say in words that there is none")
        }
        Lack::Overflow => {
            Diagnostic::error("overflow", "the figures are too large to be added").at(super::at(version, subject.span))
        }
    }
}

/// The problem of a name that is no indicator.
pub(super) fn unknown_indicator(scope: &Scope<'_>, name: &str) -> Diagnostic {
    let known = scope.site.data.indicators.iter().map(|indicator| indicator.id.as_str());
    let hidden = scope.absent("indicators", name).filter(|problem| problem.code == "hidden-entry");
    hidden.unwrap_or_else(|| {
        Diagnostic::error("unknown-indicator", format!("there is no indicator `{name}`"))
            .maybe_hint(did_you_mean(name, known))
    })
}

/// "there are figures for 2019 and 2023".
pub(super) fn periods_hint(known: &[Period]) -> String {
    /// More than these are no help.
    const SHOWN: usize = 6;
    match known {
        [] => "there is no figure for any period".to_owned(),
        known => {
            let newest = known.iter().rev().take(SHOWN).map(|period| format!("`{period}`"));
            let mut shown: Vec<String> = newest.collect();
            shown.reverse();
            let more = if known.len() > SHOWN { "…, " } else { "" };
            format!("there are figures for {more}{}", shown.join(", "))
        }
    }
}
