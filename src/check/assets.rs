//! Every address in a style sheet leads to a file of the theme or the site.

use super::Scope;
use crate::diag::{Diagnostic, Place, Report};
use crate::plan::assets::FaultKind;

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    for fault in &scope.plan.assets.faults {
        let (message, hint) = match &fault.kind {
            FaultKind::Outside => (
                "the style sheet would load a file from another site".to_owned(),
                "save the file in `assets/`, if its licence allows, and name it there",
            ),
            FaultKind::Missing(file) => (
                format!("there is no file `{file}`"),
                "the address is relative to the style sheet; write the file's name as it is",
            ),
            FaultKind::Circle => {
                ("the style sheet imports itself".to_owned(), "take this `@import` out, or the one that leads here")
            }
        };
        let place = Place::at(fault.file.as_str(), fault.span);
        report.add(Diagnostic::error("style-address", message).at(place).hint(hint));
    }
}
