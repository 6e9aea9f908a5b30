//! Figures that must not be compared do not stand side by side without a word.

use super::Scope;
use super::each::Each;
use crate::diag::{Diagnostic, Report};
use crate::model::Version;
use crate::model::request::{Block, Named, Selection};

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    let scope = each.scope;
    for (version, prose) in each.proses() {
        for block in &prose.blocks {
            match block {
                Block::Chart(chart) => pairs(scope, version, (&chart.selection, true), report),
                Block::Table(selection) => pairs(scope, version, (selection, false), report),
                _ => {}
            }
        }
    }
}

/// A chart invites to compare, so it never may; a table may with a note.
fn pairs(scope: &Scope<'_>, version: &Version, (selection, drawn): (&Selection, bool), report: &mut Report) {
    let data = &scope.site.data;
    let apart = |left: &Named, right: &Named| {
        let indicator = data.indicator(&left.name).and_then(|position| data.indicators.get(position as usize));
        indicator.is_some_and(|indicator| indicator.not_comparable_with.contains(&right.name))
    };
    for (position, right) in selection.indicators.iter().enumerate() {
        let left = selection.indicators.iter().take(position).find(|left| apart(left, right) || apart(right, left));
        let Some(left) = left.filter(|_| drawn || selection.note.is_none()) else { continue };
        let message = format!("`{}` and `{}` must not be compared", left.name, right.name);
        let hint = match drawn {
            true => "keep one of the two; their entries say why with `not_comparable_with`",
            false => "add `note:` that says why they differ, or keep one of the two",
        };
        report.add(Diagnostic::error("not-comparable", message).at(super::at(version, right.span)).hint(hint));
    }
}
