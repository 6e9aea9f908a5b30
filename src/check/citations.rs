//! Every `{cite}` names a work of the file of references.

use super::each::Each;
use crate::diag::{Diagnostic, Report, did_you_mean};
use crate::model::request::RoleRequest;

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    let bibliography = &each.scope.site.data.bibliography;
    if bibliography.unread {
        return;
    }
    for (version, prose) in each.proses() {
        let cited = prose.roles.iter().filter_map(|role| match role {
            RoleRequest::Cite(works) => Some(works),
            _ => None,
        });
        for work in cited.flatten().filter(|work| !bibliography.works.contains_key(&work.name)) {
            let problem = Diagnostic::error("unknown-reference", format!("there is no reference `{}`", work.name));
            let near = did_you_mean(&work.name, bibliography.works.keys().map(String::as_str));
            let hint = near.unwrap_or_else(|| "add it to `content/references.bib`, or correct the key".to_owned());
            report.add(problem.at(super::at(version, work.span)).hint(hint));
        }
    }
}
