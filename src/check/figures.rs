//! Every `{value}` means a figure that there is.

use super::Scope;
use super::each::Each;
use crate::diag::{Diagnostic, Report};
use crate::locale::Period;
use crate::model::Version;
use crate::model::figure::{Lack, Reading, read};
use crate::model::request::{Aggregate, RoleRequest, ValueRequest, When};

/// Words that people try for an aggregate, with the one that is meant.
const OTHER_WORDS: [(&str, &str); 6] = [
    ("average", "mean"),
    ("avg", "mean"),
    ("minimum", "min"),
    ("lowest", "min"),
    ("maximum", "max"),
    ("highest", "max"),
];

/// Words for an aggregate that there is not, because shares and scores cannot be added.
const SUMS: [&str; 8] = ["sum", "total", "all", "range", "summa", "yhteensä", "kaikki", "aggregate"];

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    let scope = each.scope;
    for (version, prose) in each.proses() {
        for request in &prose.roles {
            if let RoleRequest::Value(request) = request {
                match read(&scope.site.data, request) {
                    Ok(reading) => finite(&reading, version, request, report),
                    Err(lack) => {
                        problem(scope, version, request, lack).into_iter().for_each(|problem| report.add(problem))
                    }
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
        let hint = "check the two figures: one of them is probably wrong";
        report.add(problem.at(super::at(version, request.when_span)).hint(hint));
    }
}

/// `None` where the figure may be there, and could not be read.
fn problem(scope: &Scope<'_>, version: &Version, request: &ValueRequest, lack: Lack) -> Option<Diagnostic> {
    let (subject, indicator) = (&request.subject, &request.indicator);
    if matches!(lack, Lack::Period(..) | Lack::Nothing) && is_unread(scope, request) {
        return None;
    }
    Some(match lack {
        Lack::Subject => no_subject(scope, &subject.name)?.at(super::at(version, subject.span)),
        Lack::Indicator => {
            let problem = unknown_indicator(scope, &indicator.name)?.at(super::at(version, indicator.span));
            match spaced(&indicator.name) {
                Some((name, period)) => problem.hint(format!("write `@` before the period: `{name}@{period}`")),
                None => problem,
            }
        }
        Lack::Period(period, known) => {
            let message = format!("`{}` has no figure of `{}` for {period}", subject.name, indicator.name);
            Diagnostic::error("no-figure", message).at(super::at(version, request.when_span)).hint(periods_hint(&known))
        }
        Lack::Missing(period, missing) => {
            let message = format!(
                "`{}` has no figure of `{}` for {period}: it is `{}`",
                subject.name,
                indicator.name,
                missing.name()
            );
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
        Lack::Break(period) => {
            let message =
                format!("the figures of `{}` before and since {period} do not measure the same", indicator.name);
            Diagnostic::error("break-in-series", message)
                .at(super::at(version, request.when_span))
                .hint("give both figures, and say that they cannot be compared")
        }
        Lack::Lengths => Diagnostic::error("period-lengths", "the two periods are of different lengths")
            .at(super::at(version, request.when_span))
            .hint("name two years, two quarters, two months or two days, such as `2021..2022`"),
        Lack::Answers => {
            let message = format!("the answers to `{}` are yes or no, and have no `{}`", indicator.name, subject.name);
            Diagnostic::error("no-figure", message)
                .at(super::at(version, subject.span))
                .hint("write `count` for how many cities answered, or show the answers in a `{table}`")
        }
        Lack::Overflow => Diagnostic::error("overflow", "the figures are too large to be added")
            .at(super::at(version, subject.span))
            .hint("check the figures: one of them is probably wrong"),
    })
}

/// The problem of what is neither a city nor a word for all of them.
fn no_subject(scope: &Scope<'_>, name: &str) -> Option<Diagnostic> {
    let words = Aggregate::NAMES.map(|(name, _)| name);
    let problem = unknown_city(scope, name, &words)?;
    Some(match OTHER_WORDS.iter().find(|(other, _)| *other == name) {
        Some((_, word)) => problem.hint(format!("write `{word}`")),
        None if SUMS.contains(&name) => {
            problem.hint(format!("figures of all cities can be asked for as `{}`", words.join("`, `")))
        }
        None => problem,
    })
}

/// An indicator and a period with something else than `@` between them.
fn spaced(written: &str) -> Option<(&str, Period)> {
    let (name, period) = written.rsplit_once([' ', ':', '/', ',', '#'])?;
    Some((name.trim_end_matches([' ', ':', ',']), Period::parse(period)?))
}

/// Whether the figure asked for may be among those that could not be read.
fn is_unread(scope: &Scope<'_>, request: &ValueRequest) -> bool {
    let data = &scope.site.data;
    let periods = match request.when {
        When::Latest => Vec::new(),
        When::At(period) => vec![period],
        When::Between(from, to) => vec![from, to],
    };
    let indicator = data.indicator(&request.indicator.name);
    indicator.is_some_and(|indicator| scope.site.unread.figure(indicator, data.city(&request.subject.name), &periods))
}

/// The problem of a name that is no city; `words` could stand in its place.
pub(super) fn unknown_city(scope: &Scope<'_>, name: &str, words: &[&str]) -> Option<Diagnostic> {
    let problem = scope.absent("cities", name)?;
    if problem.code == "hidden-entry" {
        return Some(problem);
    }
    let hint = scope.site.name_hint("cities", name, words);
    Some(Diagnostic::error("unknown-city", format!("there is no city `{name}`")).hint(hint))
}

/// The problem of a name that is no indicator.
pub(super) fn unknown_indicator(scope: &Scope<'_>, name: &str) -> Option<Diagnostic> {
    let problem = scope.absent("indicators", name)?;
    if problem.code == "hidden-entry" {
        return Some(problem);
    }
    let computed = scope.site.data.indicators.iter().filter(|indicator| indicator.computed.is_some());
    let computed: Vec<&str> = computed.map(|indicator| indicator.id.as_str()).collect();
    let hint = scope.site.name_hint("indicators", name, &computed);
    Some(Diagnostic::error("unknown-indicator", format!("there is no indicator `{name}`")).hint(hint))
}

/// "there are figures for 2019 and 2023".
pub(super) fn periods_hint(known: &[Period]) -> String {
    /// More than these are no help.
    const SHOWN: usize = 6;
    match known {
        [] => "say in words that there is no figure, or add one to the data".to_owned(),
        known => {
            let newest = known.iter().rev().take(SHOWN).map(|period| format!("`{period}`"));
            let mut shown: Vec<String> = newest.collect();
            shown.reverse();
            let more = if known.len() > SHOWN { "…, " } else { "" };
            format!("choose a period with a figure: {more}{}", shown.join(", "))
        }
    }
}
