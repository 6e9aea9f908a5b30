//! Two sources never claim one address, on any host: also where case or composition differ.

use std::collections::BTreeMap;

use super::Scope;
use crate::diag::{Diagnostic, Place, Report};
use crate::kind::Value;
use crate::path::NAME_LIMIT;
use crate::plan::{Planned, old_route};

/// Names that Windows cannot have, with any extension.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    let mut taken: BTreeMap<String, &Planned> = BTreeMap::new();
    let mut folders: BTreeMap<String, &Planned> = BTreeMap::new();
    for planned in &scope.plan.outputs {
        let folded = planned.path.folded();
        if let Some(name) = folded.split('/').find(|name| !portable(name)) {
            report.add(
                Diagnostic::error("bad-address", format!("`{name}` cannot be the name of a file on every host"))
                    .at(Place::file(planned.claimant.as_str()))
                    .hint("rename the file, or choose another `slug:`"),
            );
        }
        for (at, _) in folded.match_indices('/') {
            folders.entry(folded[..at].to_owned()).or_insert(planned);
        }
        if let Some(other) = taken.insert(folded, planned) {
            report.add(clash(planned, other));
        }
    }
    for (path, planned) in &taken {
        if let Some(inside) = folders.get(path) {
            report.add(clash(planned, inside));
        }
    }
    redirects(scope, report);
}

fn clash(planned: &Planned, other: &Planned) -> Diagnostic {
    let message = format!("two sources would make the page `{}`", planned.route);
    Diagnostic::error("address-taken", message)
        .at(Place::file(planned.claimant.as_str()))
        .also(Place::file(other.claimant.as_str()), "the other one")
        .hint("rename one of the two files, give one another `slug:`, or take the old address out of `redirect_from:`")
}

fn portable(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let odd = name.contains(|letter: char| letter.is_control() || "<>:\"|?*\\".contains(letter));
    let reserved = RESERVED.contains(&stem) || numbered("com") || numbered("lpt");
    let ends_badly = name.ends_with(['.', ' ']) || name.starts_with(".cityfolio");
    !(odd || reserved || ends_badly || name.is_empty() || name.len() > NAME_LIMIT)
}

/// An old address must be one of this site.
fn redirects(scope: &Scope<'_>, report: &mut Report) {
    for (_, version) in scope.versions() {
        for written in version.fields.list("redirect_from") {
            let Value::Text(old) = &written.value else { continue };
            let old = old.say("", "");
            if old_route(old).is_none() {
                report.add(
                    Diagnostic::error("bad-redirect", format!("`{old}` is no old address of this site"))
                        .at(super::at(version, written.span))
                        .hint("write the part after the site's name, such as `/news/old-name/`"),
                );
            }
        }
    }
}
