//! Every chart and table can be drawn, every picture and list has something to show.

use super::Scope;
use super::each::Each;
use super::figures::{periods_hint, unknown_city, unknown_indicator};
use super::links::file_problem;
use crate::chart;
use crate::diag::{Diagnostic, Report, did_you_mean, nearest};
use crate::kind::{SortKey, known_names};
use crate::model::Version;
use crate::model::request::{Block, ChartRequest, ListingRequest, Named, Selection};
use crate::model::select::{Fault, select};
use crate::path::slug;
use crate::plan::spec::picture;

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    let scope = each.scope;
    for (version, prose) in each.proses() {
        for block in &prose.blocks {
            match block {
                Block::Chart(request) => chart(scope, version, request, report),
                Block::Table(selection) => {
                    let faults = select(scope.site, selection).err().unwrap_or_default();
                    let problems = faults.into_iter().filter_map(|fault| problem(scope, version, selection, fault));
                    problems.for_each(|problem| report.add(problem));
                }
                Block::Figure(figure) => file(scope, version, &figure.src, report),
                Block::Listing(request) => listing(scope, version, request, report),
                Block::Quote(_) | Block::Faulty => {}
            }
        }
    }
}

fn chart(scope: &Scope<'_>, version: &Version, request: &ChartRequest, report: &mut Report) {
    match picture(scope.site, scope.locale, request, "figure") {
        Err(faults) => {
            let problems = faults.into_iter().filter_map(|fault| problem(scope, version, &request.selection, fault));
            problems.for_each(|problem| report.add(problem));
        }
        Ok(picture) => {
            let misplaced = |key: &str| {
                let version = scope.site.entry("cities", key).and_then(|entry| entry.versions.values().next());
                version.is_some_and(|version| version.fields.faulty.contains("coordinates"))
            };
            let unread = is_unread(scope, &request.selection)
                || picture.spec.series.iter().any(|series| series.at.is_none() && misplaced(&series.key));
            if let Err(refusal) = chart::check(&picture.spec)
                && !unread
            {
                let problem = Diagnostic::error("chart-refused", refusal.message);
                let problem = problem.hint("choose other cities or another period, or take the chart out");
                report.add(problem.at(super::at(version, request.selection.span)).maybe_hint(refusal.hint));
            }
            for named in &request.highlight {
                let shown = picture.spec.series.iter().any(|series| series.key == named.name);
                if !shown && !scope.site.unread.entry("cities", &named.name) {
                    let keys: Vec<&str> = picture.spec.series.iter().map(|series| series.key.as_str()).collect();
                    let message = format!("`{}` is not among the places of this chart", named.name);
                    let problem = Diagnostic::error("unknown-city", message).at(super::at(version, named.span));
                    let hint = did_you_mean(&named.name, keys).unwrap_or_else(|| "add it to `cities:`".to_owned());
                    report.add(problem.hint(hint));
                }
            }
        }
    }
}

/// Whether a figure asked for may be among those that could not be read.
fn is_unread(scope: &Scope<'_>, selection: &Selection) -> bool {
    let indicators = selection.indicators.iter().filter_map(|named| scope.site.data.indicator(&named.name));
    indicators.into_iter().any(|indicator| scope.site.unread.figure(indicator, None, &[]))
}

/// `None` where the fault is told already, where it really is.
fn problem(scope: &Scope<'_>, version: &Version, selection: &Selection, fault: Fault) -> Option<Diagnostic> {
    let lacks = matches!(fault, Fault::Country(_) | Fault::Role(_) | Fault::Period(..) | Fault::Nothing(_));
    if lacks && is_unread(scope, selection) {
        return None;
    }
    Some(match fault {
        Fault::City(named) => unknown_city(scope, &named.name, &["all"])?.at(super::at(version, named.span)),
        Fault::Indicator(named) => unknown_indicator(scope, &named.name)?.at(super::at(version, named.span)),
        Fault::Country(named) => {
            let mut known: Vec<&str> = scope.site.data.cities.iter().map(|city| city.country.as_str()).collect();
            known.sort_unstable();
            known.dedup();
            Diagnostic::error("unknown-country", format!("no city is in the country `{}`", named.name))
                .at(super::at(version, named.span))
                .hint(format!("there are cities in `{}`", known.join("`, `")))
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
    })
}

fn file(scope: &Scope<'_>, version: &Version, src: &Named, report: &mut Report) {
    if let Some(problem) = file_problem(scope, version, &src.name) {
        report.add(problem.at(super::at(version, src.span)));
    }
}

fn listing(scope: &Scope<'_>, version: &Version, listing: &ListingRequest, report: &mut Report) {
    collection(scope, version, &listing.collection, report);
    if let Some(city) = &listing.city
        && let Some(problem) = scope.absent("cities", &city.name)
    {
        report.add(problem.at(super::at(version, city.span)));
    }
    if let Some(tag) = &listing.tag
        && !scope.plan.tags.contains_key(&slug(&tag.name))
    {
        let known = scope.plan.tags.values().map(|tag| tag.label.as_str());
        let hint = did_you_mean(&tag.name, known).unwrap_or_else(|| "tags are written in `tags:` of an entry".into());
        let problem = Diagnostic::error("unknown-tag", format!("no entry has the tag `{}`", tag.name));
        report.add(problem.at(super::at(version, tag.span)).hint(hint));
    }
    let Some(kind) = scope.site.kinds.get(&listing.collection.name) else { return };
    for key in &listing.sort {
        let field = SortKey::parse(&key.name).field;
        let known = known_names(kind);
        if !known.contains(&field.as_str()) {
            let hint = nearest(&field, known).map(|name| format!("did you mean `{name}`?"));
            let problem = Diagnostic::error("unknown-field", format!("entries have no field `{field}` to sort by"));
            let hint = hint.unwrap_or_else(|| "write for example `sort: [-date, title]`".into());
            report.add(problem.at(super::at(version, key.span)).hint(hint));
        }
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
            .hint(
                did_you_mean(&named.name, known).unwrap_or_else(|| "collections are the folders in `content/`".into()),
            ),
    );
}
