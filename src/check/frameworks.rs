//! Frameworks can be computed: they say of which time, no area has more yes than questions, and no
//! edition comes before itself.

use super::Scope;
use crate::diag::{Diagnostic, Place, Report};
use crate::model::framework::{Answers, Area, Framework};

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    for framework in &scope.site.data.frameworks {
        if framework.periods.is_empty() {
            let problem = Diagnostic::error("bad-framework", "the framework says of no year whose answers it scores");
            let hint = "add `years:` with the years in which it was in force, such as `[2023]`";
            report.add(problem.at(Place::at(framework.file.shared(), framework.span)).hint(hint));
        }
        if framework.previous.as_deref() == Some(framework.id.as_str()) {
            let version =
                scope.site.entry("frameworks", &framework.id).and_then(|entry| entry.versions.values().next());
            let span = version.and_then(|version| version.fields.span("previous")).unwrap_or(framework.span);
            let problem = Diagnostic::error("bad-framework", "no edition comes before itself");
            let hint = "name the edition before this one, or take the line out";
            report.add(problem.at(Place::at(framework.file.shared(), span)).hint(hint));
        }
        framework.areas().for_each(|area| counted(scope, framework, area, report));
        answered(scope, framework, report);
    }
}

/// A score of areas that nobody could have answered would be another one.
fn answered(scope: &Scope<'_>, framework: &Framework, report: &mut Report) {
    let observations = &scope.site.data.observations;
    let has_figure = |indicator: &u32| {
        let mut of = observations.of_indicator(*indicator).iter();
        of.any(|figure| framework.periods.contains(&figure.period))
    };
    for area in framework.areas() {
        let known = match &area.answers {
            Answers::Unknown => continue,
            Answers::Counted(indicator) => has_figure(indicator),
            Answers::Each(indicators) => indicators.iter().any(has_figure),
        };
        if !known && scope.site.unread.figures.is_empty() && !framework.periods.is_empty() {
            let periods: Vec<String> = framework.periods.iter().map(ToString::to_string).collect();
            let message = format!("no city has an answer of {} to the area `{}`", periods.join(", "), area.id);
            let hint = "check what the area counts and the `period` of the framework, or add the answers";
            let problem = Diagnostic::warning("no-answers", message);
            report.add(problem.at(Place::at(framework.file.shared(), area.span)).hint(hint));
        }
    }
}

fn counted(scope: &Scope<'_>, framework: &Framework, area: &Area, report: &mut Report) {
    let Answers::Counted(indicator) = area.answers else { return };
    let observations = &scope.site.data.observations;
    let range = scope.site.data.indicators.get(indicator as usize).and_then(|indicator| indicator.range);
    // What lies outside the range of the indicator is told there.
    let possible = |value: f64| range.is_none_or(|(low, high)| low <= value && value <= high);
    for observation in observations.of_indicator(indicator) {
        let scored = framework.periods.contains(&observation.period);
        let Some(value) = observation.value.ok().filter(|value| scored && possible(*value)) else { continue };
        if value < 0.0 || value > f64::from(area.asked) {
            let message = format!("{value} yes cannot be given to {} questions", area.asked);
            let file = framework.file.as_str();
            let hint = format!("check the figure, and the area `{}` in `{file}`", area.id);
            report.add(Diagnostic::error("out-of-range", message).at(observations.place(observation)).hint(hint));
        }
    }
}
