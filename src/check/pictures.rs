//! Every chart and table can be drawn, every picture and list has something to show.

use super::Scope;
use super::figures::{periods_hint, unknown_indicator};
use crate::chart;
use crate::diag::{Diagnostic, Report, did_you_mean};
use crate::model::Version;
use crate::model::request::{Block, ChartRequest, Named};
use crate::model::select::{Fault, select};
use crate::plan::link::Target;
use crate::plan::spec::picture;

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    for (version, prose) in scope.proses() {
        for block in &prose.blocks {
            match block {
                Block::Chart(request) => chart(scope, version, request, report),
                Block::Table(selection) => {
                    if let Err(faults) = select(scope.site, selection) {
                        faults.into_iter().for_each(|fault| report.add(problem(scope, version, fault)));
                    }
                }
                Block::Figure(figure) => file(scope, version, &figure.src, report),
                Block::Listing(listing) => {
                    collection(scope, version, &listing.collection, report);
                    if let Some(city) = &listing.city
                        && let Some(problem) = scope.absent("cities", &city.name)
                    {
                        report.add(problem.at(super::at(version, city.span)));
                    }
                }
                Block::Quote(_) | Block::Faulty => {}
            }
        }
    }
}

fn chart(scope: &Scope<'_>, version: &Version, request: &ChartRequest, report: &mut Report) {
    match picture(scope.site, scope.locale, request, "figure") {
        Err(faults) => faults.into_iter().for_each(|fault| report.add(problem(scope, version, fault))),
        Ok(picture) => {
            if let Err(refusal) = chart::check(&picture.spec) {
                let problem = Diagnostic::error("chart-refused", refusal.message);
                report.add(problem.at(super::at(version, request.selection.span)).maybe_hint(refusal.hint));
            }
            for named in &request.highlight {
                let shown = picture.spec.series.iter().any(|series| series.key == named.name);
                if !shown {
                    let keys: Vec<&str> = picture.spec.series.iter().map(|series| series.key.as_str()).collect();
                    let message = format!("`{}` is not among the places of this chart", named.name);
                    let problem = Diagnostic::error("unknown-city", message).at(super::at(version, named.span));
                    report.add(problem.maybe_hint(did_you_mean(&named.name, keys)));
                }
            }
        }
    }
}

fn problem(scope: &Scope<'_>, version: &Version, fault: Fault) -> Diagnostic {
    let cities = || scope.site.data.cities.iter();
    match fault {
        Fault::City(named) => {
            let hidden = scope.absent("cities", &named.name).filter(|problem| problem.code == "hidden-entry");
            let problem = hidden.unwrap_or_else(|| {
                Diagnostic::error("unknown-city", format!("there is no city `{}`", named.name))
                    .maybe_hint(did_you_mean(&named.name, cities().map(|city| city.id.as_str()).chain(["all"])))
            });
            problem.at(super::at(version, named.span))
        }
        Fault::Indicator(named) => unknown_indicator(scope, &named.name).at(super::at(version, named.span)),
        Fault::Country(named) => {
            Diagnostic::error("unknown-country", format!("no city is in the country `{}`", named.name))
                .at(super::at(version, named.span))
                .maybe_hint(did_you_mean(&named.name, cities().map(|city| city.country.as_str())))
        }
        Fault::Role(named) => {
            let message = format!("no city is a partner with the role `{}`", named.name);
            Diagnostic::error("unknown-role", message)
                .at(super::at(version, named.span))
                .hint("roles are `coordinator`, `partner` and `associated`")
        }
        Fault::Period(span, known) => {
            Diagnostic::error("no-figure", "none of these cities has a figure in this period")
                .at(super::at(version, span))
                .hint(periods_hint(&known))
        }
        Fault::Nothing(named) => {
            let message = format!("none of these cities has a figure of `{}`", named.name);
            Diagnostic::error("no-figure", message)
                .at(super::at(version, named.span))
                .hint("choose other cities, or add the figures to the data")
        }
    }
}

fn file(scope: &Scope<'_>, version: &Version, src: &Named, report: &mut Report) {
    let found = version.file.link(&src.name).and_then(|file| scope.plan.targets.file(&file).cloned());
    if !matches!(found, Some(Target::File(_))) {
        report.add(
            Diagnostic::error("missing-file", format!("there is no file `{}` beside this article", src.name))
                .at(super::at(version, src.span))
                .hint("put the file beside the article, and write its name as it is"),
        );
    }
}

fn collection(scope: &Scope<'_>, version: &Version, named: &Named, report: &mut Report) {
    if scope.site.kinds.contains_key(&named.name) && !named.name.is_empty() {
        return;
    }
    let known = scope.site.kinds.keys().map(String::as_str).filter(|name| !name.is_empty());
    report.add(
        Diagnostic::error("unknown-collection", format!("there is no collection `{}`", named.name))
            .at(super::at(version, named.span))
            .maybe_hint(did_you_mean(&named.name, known)),
    );
}
