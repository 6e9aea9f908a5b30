//! A tag needs letters that can stand in its address, or its page would be missing in silence; two tags need two
//! addresses, or one would be taken for the other.

use super::each::Each;
use crate::diag::{Diagnostic, Report};
use crate::kind::Value;
use crate::path::{is_portable, slug};

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    for (_, version) in each.versions() {
        for written in version.fields.list("tags") {
            let Value::Text(text) = &written.value else { continue };
            let label = text.say("", "");
            let name = slug(label);
            if let Some(other) = each.scope.plan.tags.get(&name).filter(|tag| signs(&tag.label) != signs(label)) {
                let message = format!("the tags `{}` and `{label}` would have one page", other.label);
                let problem = Diagnostic::error("bad-tag", message).at(super::at(version, written.span));
                report.add(problem.hint("write one of them in words, such as `C sharp`"));
            }
            // An empty one stands for what could not be read, which is told already.
            if is_portable(&name) || label.is_empty() {
                continue;
            }
            let message = match name.as_str() {
                "" => format!("the tag `{label}` gives no address"),
                _ => "the tag cannot be the name of a folder on every host".to_owned(),
            };
            let problem = Diagnostic::error("bad-tag", message).at(super::at(version, written.span));
            report.add(problem.hint("write a subject in a word or two, with letters or digits"));
        }
    }
}

/// The signs of a tag that say something and are lost in its address, as those of `C#` and `C++` are.
fn signs(label: &str) -> String {
    label.chars().filter(|letter| "+#&@*%=<>$€£".contains(*letter)).collect()
}
