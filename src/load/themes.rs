//! Which files make the theme: the compiled-in one, replaced file by file by the site's own.

use std::sync::Arc;

use crate::diag::{Diagnostic, Place, Report, did_you_mean};
use crate::source::Snapshot;
use crate::source::theme::{self, ThemeFile, ThemeFiles};
use crate::syntax::yaml::{self, Node};

/// The files of the site's theme. The theme `default` is the compiled-in one with the site's
/// `themes/default` over it; another theme stands alone unless its `theme.yaml` says
/// `extends: default`.
pub(super) fn theme_files<'a>(snapshot: &'a Snapshot, name: &str, report: &mut Report) -> ThemeFiles<'a> {
    let mut files: ThemeFiles<'a> = theme::builtin();
    // Interface texts are added to, not replaced: a site may change one sentence alone.
    let texts: Vec<(String, ThemeFile<'a>)> = files
        .iter()
        .filter_map(|(path, file)| {
            Some((format!("{}{}", theme::BASE_TEXTS, path.strip_prefix("i18n/")?), file.clone()))
        })
        .collect();
    files.extend(texts);
    files.extend(theme::own(snapshot, theme::DEFAULT));
    if name == theme::DEFAULT {
        return files;
    }
    let own = theme::own(snapshot, name);
    if extends_default(&own, report) {
        files.extend(own);
        files
    } else {
        own
    }
}

/// The names of all themes there are.
pub(super) fn names(snapshot: &Snapshot) -> Vec<String> {
    let mut names: Vec<String> = snapshot
        .below("themes")
        .filter_map(|(_, rest, _)| rest.split_once('/').map(|(name, _)| name.to_owned()))
        .chain([theme::DEFAULT.to_owned()])
        .collect();
    names.sort();
    names.dedup();
    names
}

fn extends_default(own: &ThemeFiles<'_>, report: &mut Report) -> bool {
    let Some(settings) = own.get(theme::SETTINGS) else { return false };
    let file: Arc<str> = settings.origin.as_str().into();
    match yaml::parse(&file, settings.text().unwrap_or_default(), 0) {
        Ok(node) if unknown(&file, &node, report) => true,
        Ok(node) => match node.get("extends").and_then(Node::text) {
            Some(theme::DEFAULT) => true,
            Some(other) => {
                report.add(
                    Diagnostic::error("unknown-theme", format!("a theme cannot extend `{other}`"))
                        .at(Place::at(file, node.span))
                        .hint("write `extends: default`"),
                );
                true
            }
            None => false,
        },
        Err(problems) => {
            problems.into_iter().for_each(|problem| report.add(problem));
            true
        }
    }
}

/// Tells of settings that no theme has: whether there are any. What else follows from them is not worth telling.
fn unknown(file: &Arc<str>, node: &Node, report: &mut Report) -> bool {
    let others: Vec<_> = node.entries().iter().filter(|entry| entry.key != "extends").collect();
    for entry in &others {
        let problem = Diagnostic::error("unknown-key", format!("`{}` is nothing that a theme has", entry.key));
        let hint = did_you_mean(&entry.key, ["extends"]).unwrap_or_else(|| "take the line out".to_owned());
        report.add(problem.at(Place::at(file.clone(), entry.key_span)).hint(hint));
    }
    !others.is_empty()
}
