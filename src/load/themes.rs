//! Which files make the theme: the compiled-in one, replaced file by file by the site's own.

use std::sync::Arc;

use crate::diag::{Diagnostic, Place, Report, did_you_mean};
use crate::source::theme::{self, ThemeFiles};
use crate::source::{CONFIG, Snapshot};
use crate::syntax::yaml::{self, Node};

/// The files of the site's theme. The theme `default` is the compiled-in one with the site's
/// `themes/default` over it; another theme stands alone unless its `theme.yaml` says
/// `extends: default`.
pub(super) fn theme_files<'a>(snapshot: &'a Snapshot, name: &str, report: &mut Report) -> ThemeFiles<'a> {
    let mut files: ThemeFiles<'a> = theme::builtin();
    files.extend(theme::own(snapshot, theme::DEFAULT));
    if name == theme::DEFAULT {
        return files;
    }
    let own = theme::own(snapshot, name);
    if own.is_empty() {
        let known = themes(snapshot);
        let hint = did_you_mean(name, known.iter().map(String::as_str))
            .unwrap_or_else(|| format!("make the folder `themes/{name}`, or write `theme: default`"));
        report.add(
            Diagnostic::error("unknown-theme", format!("there is no theme `{name}`"))
                .at(Place::file(CONFIG))
                .hint(hint),
        );
        return files;
    }
    if extends_default(&own, report) {
        files.extend(own);
        files
    } else {
        own
    }
}

fn themes(snapshot: &Snapshot) -> Vec<String> {
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
