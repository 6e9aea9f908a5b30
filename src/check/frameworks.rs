//! Frameworks can be computed: they say of which time, and no area has more yes than questions.

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
        framework.areas().for_each(|area| counted(scope, framework, area, report));
    }
}

fn counted(scope: &Scope<'_>, framework: &Framework, area: &Area, report: &mut Report) {
    let Answers::Counted(indicator) = area.answers else { return };
    let observations = &scope.site.data.observations;
    for observation in observations.of_indicator(indicator) {
        let scored = framework.periods.contains(&observation.period);
        let Some(value) = observation.value.ok().filter(|_| scored) else { continue };
        if value < 0.0 || value > f64::from(area.asked) {
            let message = format!("{value} yes cannot be given to {} questions", area.asked);
            let file = framework.file.as_str();
            let hint = format!("check the figure, and the area `{}` in `{file}`", area.id);
            report.add(Diagnostic::error("out-of-range", message).at(observations.place(observation)).hint(hint));
        }
    }
}
