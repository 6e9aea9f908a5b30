//! Figures are possible ones: inside their indicator's range, with a source, and a yes with
//! its evidence.

use super::Scope;
use crate::diag::{Diagnostic, Report};
use crate::locale::Unit;
use crate::model::{Indicator, Observation};

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    let data = &scope.site.data;
    // Where the unit could not be read, that is told, and no figure is held against another unit.
    let has_unit = |indicator: &Indicator| {
        let version = scope.site.entry("indicators", &indicator.id).and_then(|entry| entry.versions.values().next());
        version.is_none_or(|version| version.fields.word("unit").is_some())
    };
    let has_unit: Vec<bool> = data.indicators.iter().map(has_unit).collect();
    for observation in data.observations.all() {
        let Some(indicator) = data.indicators.get(observation.indicator as usize) else { continue };
        if indicator.computed.is_some() {
            // Whatever is wrong with a computed figure is wrong with the answers, and told there.
            continue;
        }
        let counts = has_unit.get(observation.indicator as usize) == Some(&true);
        value(scope, (indicator, counts), observation, report);
        let source = observation.detail.as_ref().and_then(|detail| detail.source.as_deref());
        if source.is_none() && indicator.source.is_none() && observation.value.is_ok() {
            let hint = format!("add `source:` to `content/indicators/{}.yaml`, or to this figure", indicator.id);
            let problem = Diagnostic::error("no-source", "the figure has no source");
            report.add(problem.at(data.observations.place(observation)).hint(hint));
        }
    }
}

fn value(scope: &Scope<'_>, (indicator, has_unit): (&Indicator, bool), observation: &Observation, report: &mut Report) {
    let Ok(value) = observation.value else { return };
    let place = || scope.site.data.observations.place(observation);
    if let Some((low, high)) = indicator.range.filter(|(low, high)| value < *low || value > *high) {
        report.add(
            Diagnostic::error(
                "out-of-range",
                format!("{value} lies outside what `{}` can be: {low} to {high}", indicator.id),
            )
            .at(place())
            .hint("check the figure; if it is right, widen `range:` in the indicator"),
        );
    }
    if has_unit && indicator.unit == Unit::Count && indicator.decimals == 0 && value.fract() != 0.0 {
        report.add(
            Diagnostic::error(
                "fraction-in-count",
                format!("{value} is no whole number, and `{}` counts", indicator.id),
            )
            .at(place())
            .hint(
                "write thousands without a mark: `658457`; if there are such figures, set `decimals:` in the indicator",
            ),
        );
    }
    let detail = observation.detail.as_deref();
    let ends = detail.map(|detail| (detail.lower, detail.upper));
    if let Some((lower, upper)) = ends
        && (lower.is_some_and(|lower| lower > value) || upper.is_some_and(|upper| upper < value))
    {
        let problem = Diagnostic::error("bad-interval", "the figure lies outside its own lower and upper end");
        report.add(problem.at(place()).hint("check the three numbers"));
    }
    let is_yes = indicator.unit == Unit::Boolean && value != 0.0;
    if is_yes && detail.is_none_or(|detail| detail.evidence.is_none()) {
        report.add(
            Diagnostic::error("no-evidence", format!("the yes to `{}` has no evidence", indicator.id))
                .at(place())
                .hint("add `evidence:` with an address or a sentence that proves it"),
        );
    }
}
