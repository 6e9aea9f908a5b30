//! Figures are possible ones: inside their indicator's range, not of days to come, with a source, and a yes
//! with its evidence.

use jiff::civil::Date;

use super::Scope;
use crate::diag::{Diagnostic, Report};
use crate::locale::Unit;
use crate::model::{Indicator, Observation, Status};

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
        future(scope, observation, report);
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
            .hint(whole(value)),
        );
    }
    let detail = observation.detail.as_deref();
    if let Some(detail) = detail {
        ends(scope, (indicator, observation, value), (detail.lower, detail.upper), report);
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

/// The cure of a fraction in a count: three digits behind the mark are most likely thousands.
fn whole(value: f64) -> String {
    let written = value.to_string();
    let decimals = "if there are such figures, set `decimals:` in the indicator";
    match written.split_once('.').filter(|(_, after)| after.len() == 3) {
        Some((before, after)) => format!("write thousands without a mark: `{before}{after}`; {decimals}"),
        None => format!("write a whole number; {decimals}"),
    }
}

/// The ends of a figure's uncertainty are possible figures, on either side of it.
fn ends(
    scope: &Scope<'_>,
    (indicator, observation, value): (&Indicator, &Observation, f64),
    (lower, upper): (Option<f64>, Option<f64>),
    report: &mut Report,
) {
    let mut error = |code: &'static str, message: String, hint: &str| {
        let place = scope.site.data.observations.place(observation);
        report.add(Diagnostic::error(code, message).at(place).hint(hint));
    };
    for (name, end) in [("lower", lower), ("upper", upper)] {
        if let (Some(end), Some((low, high))) = (end, indicator.range)
            && (end < low || end > high)
        {
            let message = format!("`{name}` is {end}, outside what `{}` can be: {low} to {high}", indicator.id);
            error("out-of-range", message, "check the number; if it is right, widen `range:` in the indicator");
        }
    }
    if let (Some(lower), Some(upper)) = (lower, upper)
        && lower > upper
    {
        error("bad-interval", format!("`lower` is above `upper`: {lower} and {upper}"), "swap the two numbers");
    } else if lower.is_some_and(|lower| lower > value) || upper.is_some_and(|upper| upper < value) {
        let message = "the figure lies outside its own lower and upper end".to_owned();
        error("bad-interval", message, "check the three numbers");
    }
}

/// What is of a day to come: not an error, because a plan may be a figure, and clocks may be wrong.
fn future(scope: &Scope<'_>, observation: &Observation, report: &mut Report) {
    let today = scope.site.as_of;
    let place = || scope.site.data.observations.place(observation);
    let is_final = observation.value.is_ok() && observation.status == Status::Final;
    if is_final && observation.period.start() > today {
        let message = format!("{} has not begun yet, and the figure is given as final", observation.period);
        let problem = Diagnostic::warning("future-period", message).at(place());
        report.add(problem.hint("check the period, or give the figure the status `forecast`"));
    }
    let accessed = observation.detail.as_deref().and_then(|detail| detail.accessed);
    if let Some(problem) = accessed.and_then(|day| read_later(day, today)) {
        report.add(problem.at(place()));
    }
}

/// The problem of a source that was read on a day to come.
pub(super) fn read_later(day: Date, today: Date) -> Option<Diagnostic> {
    let problem = || Diagnostic::warning("future-access", format!("`accessed` is a day to come: {day}"));
    (day > today).then(|| problem().hint("write the day on which the source was read"))
}
