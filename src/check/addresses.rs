//! Two sources never claim one address, on any host: also where case or composition differ.

use std::collections::BTreeMap;

use super::Scope;
use crate::diag::{Diagnostic, Place, Report};
use crate::kind::{Value, Written};
use crate::path::{PATH_LIMIT, is_portable};
use crate::plan::{Output, Planned, old_route};

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    let mut taken: BTreeMap<String, &Planned> = BTreeMap::new();
    let mut folders: BTreeMap<String, &Planned> = BTreeMap::new();
    for planned in &scope.plan.outputs {
        let folded = planned.path.folded();
        if let (Output::Asset(_) | Output::Picture(..) | Output::ThemeAsset(_), Some(name)) =
            (&planned.output, folded.split('/').find(|name| !is_portable(name)))
        {
            report.add(
                Diagnostic::error("bad-address", format!("`{name}` cannot be the name of a file on every host"))
                    .at(Place::file(planned.claimant.as_str()))
                    .hint("rename the file"),
            );
        }
        if planned.path.as_str().len() > PATH_LIMIT {
            report.add(too_long(scope, planned));
        }
        for (at, _) in folded.match_indices('/') {
            folders.entry(folded[..at].to_owned()).or_insert(planned);
        }
        if let Some(other) = taken.insert(folded, planned) {
            report.add(clash(scope, planned, other));
        }
    }
    for (path, planned) in &taken {
        if let Some(inside) = folders.get(path) {
            report.add(clash(scope, planned, inside));
        }
    }
    redirects(scope, report);
}

fn too_long(scope: &Scope<'_>, planned: &Planned) -> Diagnostic {
    let length = planned.path.as_str().len();
    let hint = match planned.output {
        Output::Redirect(_) => "take the address out of `redirect_from:`",
        Output::Asset(_) | Output::Picture(..) | Output::ThemeAsset(_) => "rename its folders",
        _ => "rename its folders, or give it a shorter `slug:`",
    };
    Diagnostic::error("address-too-long", format!("the address has {length} letters; {PATH_LIMIT} are the most"))
        .at(place(scope, planned))
        .hint(hint)
}

/// Two sources of one address: told at the one that is easier to change.
fn clash(scope: &Scope<'_>, one: &Planned, two: &Planned) -> Diagnostic {
    let (first, other) = if rank(two) < rank(one) { (two, one) } else { (one, two) };
    let route = &first.route;
    let (itself, fixed) = (first.claimant == other.claimant, fixed(other));
    let message = match fixed {
        Some(what) => format!("`{route}` is the address of {what}"),
        None if itself => format!("the page has its old address `{route}` still"),
        None => format!("two sources would make the page `{route}`"),
    };
    let hint = match first.output {
        Output::Redirect(_) => "take the address out of `redirect_from:`",
        Output::Asset(_) | Output::Picture(..) | Output::ThemeAsset(_) => "rename the file",
        _ => "rename the file, or give it another `slug:`",
    };
    let problem = Diagnostic::error("address-taken", message).at(place(scope, first)).hint(hint);
    if fixed.is_some() || itself {
        problem
    } else {
        problem.also(Place::file(other.claimant.as_str()), "the other one")
    }
}

/// How easily a source gives up an address: lower is easier.
fn rank(planned: &Planned) -> u8 {
    match planned.output {
        Output::Redirect(_) => 0,
        Output::Asset(_) | Output::Picture(..) | Output::ThemeAsset(_) => 1,
        Output::Entry(..) => 2,
        _ => 3,
    }
}

/// What has an address that no file of the site can change.
fn fixed(planned: &Planned) -> Option<&'static str> {
    Some(match planned.output {
        Output::Entry(..) | Output::Redirect(_) | Output::Asset(_) | Output::Picture(..) | Output::ThemeAsset(_) => {
            return None;
        }
        Output::Home(_) => "a home page",
        Output::Data(_) => "the page of all tables",
        Output::Comparison(..) => "the comparison of two cities",
        Output::Method(..) => "the page of a framework's method",
        Output::Listing(_) => "the list of a collection",
        Output::Facet(..) => "a part of the list of a collection",
        Output::Tag(_) => "the list of a tag",
        Output::Statement(..) => "a page that the site says of itself",
        Output::Search(_) => "the search page",
        Output::SearchIndex(_) => "the search index",
        Output::BrandCss => "the colours of the site",
        Output::NotFound(_) => "the page for addresses that do not exist",
        Output::ChartSvg(..) | Output::ChartPng(..) => "a chart",
        Output::ChartCard(_) | Output::Card(..) => "the picture that other sites show",
        Output::Feed(..) => "a feed",
        Output::Headers => "the rules for hosts",
        Output::Citation(..) => "the citation of a page",
        Output::Calendar(_) => "the calendar of all events",
        Output::Event(..) => "the calendar file of an event",
        Output::Sitemap => "the sitemap",
        Output::Robots => "the rules for robots",
        Output::ChartCsv(..)
        | Output::ObservationsCsv
        | Output::FrameworkCsv(_)
        | Output::FrameworkColumns(_)
        | Output::Package
        | Output::IndicatorCsv(_)
        | Output::IndicatorJson(_)
        | Output::Columns(_) => "a table of figures",
        Output::CatalogueTurtle | Output::CatalogueJsonld => "the catalogue of data",
    })
}

/// Where a source claims its address.
fn place(scope: &Scope<'_>, planned: &Planned) -> Place {
    let whole = || Place::file(planned.claimant.as_str());
    let version =
        scope.versions().map(|(_, version)| version).find(|version| version.file.as_str() == planned.claimant);
    let Some(version) = version else { return whole() };
    let span = match planned.output {
        Output::Redirect(_) => {
            let old = |written: &&Written| matches!(&written.value, Value::Text(old) if old_route(old.say("", "")).as_ref() == Some(&planned.route));
            version.fields.list("redirect_from").iter().find(old).map(|written| written.span)
        }
        Output::Entry(..) => version.fields.span("slug"),
        _ => None,
    };
    span.map_or_else(whole, |span| super::at(version, span))
}

/// An old address must be one of this site.
fn redirects(scope: &Scope<'_>, report: &mut Report) {
    for (_, version) in scope.versions() {
        for written in version.fields.list("redirect_from") {
            let Value::Text(old) = &written.value else { continue };
            let old = old.say("", "");
            if old_route(old).is_none() {
                report.add(
                    Diagnostic::error("bad-redirect", format!("`{old}` cannot be an old address of this site"))
                        .at(super::at(version, written.span))
                        .hint("write what stood after the site's name, without `?` or `#`, such as `/news/old-name/`"),
                );
            }
        }
    }
}
