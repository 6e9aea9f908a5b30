//! References lead to entries that exist and are shown; files named in fields lie beside the entry.

use super::Scope;
use super::each::Each;
use super::links::file_problem;
use crate::diag::{Place, Report, Span};
use crate::kind::{Type, Value, Written, common_fields};
use crate::model::Version;

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    let scope = each.scope;
    for (entry, version) in each.versions() {
        let Some(kind) = scope.site.kinds.get(&entry.key.collection) else { continue };
        for (name, written) in &version.fields.values {
            let common = || common_fields().iter().find(|field| field.name == *name);
            if let Some(field) = kind.field(name).or_else(common) {
                value(scope, version, (&field.kind, written), report);
            }
        }
    }
}

/// The coordinator that the configuration names.
pub(super) fn coordinator(scope: &Scope<'_>, report: &mut Report) {
    let coordinator = scope.site.config.project.as_ref().and_then(|project| project.coordinator.as_ref());
    if let Some((id, span)) = coordinator
        && let Some(problem) = scope.absent("partners", id)
    {
        report.add(problem.at(Place::at(crate::source::CONFIG, *span)));
    }
}

fn value(scope: &Scope<'_>, version: &Version, (kind, written): (&Type, &Written), report: &mut Report) {
    match (kind, &written.value) {
        (Type::Reference(to), Value::Reference(id)) => {
            if let Some(problem) = scope.absent(to, id) {
                report.add(problem.at(super::at(version, written.span)));
            }
        }
        (Type::List(of), Value::List(items)) => {
            items.iter().for_each(|item| value(scope, version, (of, item), report));
        }
        (Type::File, Value::File(src)) => file(scope, version, (src, written.span), report),
        (Type::Image, Value::Image(image)) => file(scope, version, (&image.src, image.src_span), report),
        _ => {}
    }
}

fn file(scope: &Scope<'_>, version: &Version, (src, span): (&str, Span), report: &mut Report) {
    if let Some(problem) = file_problem(scope, version, src) {
        report.add(problem.at(super::at(version, span)));
    }
}
