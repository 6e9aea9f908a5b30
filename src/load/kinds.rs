//! The theme's `kinds/` to the kinds of the site.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Place, Report, did_you_mean};
use crate::kind::{Kind, Type, declare, page_kind};
use crate::source::theme::ThemeFiles;
use crate::syntax::yaml;

/// Every kind by its collection, with that of plain pages.
pub(super) fn load(theme: &ThemeFiles<'_>, report: &mut Report) -> BTreeMap<String, Kind> {
    let mut kinds: BTreeMap<String, Kind> = BTreeMap::from([(String::new(), page_kind())]);
    for (path, themed) in theme {
        let Some(name) = path.strip_prefix("kinds/").and_then(|name| name.strip_suffix(".yaml")) else { continue };
        let file: Arc<str> = themed.origin.as_str().into();
        match yaml::parse(&file, themed.text().unwrap_or_default(), 0) {
            Ok(node) => {
                let (kind, problems) = declare(&file, name, &node);
                report.merge(problems);
                if let Some(kind) = kind {
                    add(&mut kinds, kind, report);
                }
            }
            Err(problems) => problems.into_iter().for_each(|problem| report.add(problem)),
        }
    }
    references(&kinds, report);
    kinds
}

fn add(kinds: &mut BTreeMap<String, Kind>, kind: Kind, report: &mut Report) {
    if let Some(other) = kinds.get(&kind.collection) {
        let message = format!("two kinds declare the collection `{}`", kind.collection);
        report.add(
            Diagnostic::error("duplicate-kind", message)
                .at(Place::file(kind.file.as_str()))
                .also(Place::file(other.file.as_str()), "the other one")
                .hint("delete one of the two files, or give the new one the name of the other, which it then replaces"),
        );
        return;
    }
    kinds.insert(kind.collection.clone(), kind);
}

/// A reference to a collection that nothing declares could never be met.
fn references(kinds: &BTreeMap<String, Kind>, report: &mut Report) {
    for kind in kinds.values() {
        for field in &kind.fields {
            let target = match &field.kind {
                Type::Reference(to) => Some(to),
                Type::List(of) => {
                    if let Type::Reference(to) = &**of {
                        Some(to)
                    } else {
                        None
                    }
                }
                _ => None,
            };
            if let Some(to) = target.filter(|to| !kinds.contains_key(*to)) {
                let known = kinds.keys().map(String::as_str).filter(|name| !name.is_empty());
                let hint = did_you_mean(to, known).unwrap_or_else(|| "name a collection that has a kind".into());
                report.add(
                    Diagnostic::error("unknown-collection", format!("no kind declares the collection `{to}`"))
                        .at(Place::at(kind.file.as_str(), field.span))
                        .hint(hint),
                );
            }
        }
    }
}
