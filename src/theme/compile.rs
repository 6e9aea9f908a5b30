//! A theme's files to a compiled theme.

use std::collections::{BTreeMap, BTreeSet};

use tera::Tera;

use super::{Theme, fault, phrases};
use crate::diag::{Diagnostic, Report};
use crate::source::theme::ThemeFiles;

/// Faults of templates named in one run; a theme with more is not being written by hand.
const FAULTS: usize = 50;

/// Compiles a theme for the site's languages; the first is the default.
pub fn compile(files: &ThemeFiles<'_>, languages: &[String]) -> (Theme, Report) {
    let mut report = Report::default();
    let mut sources: BTreeMap<&str, &str> = BTreeMap::new();
    let mut origins = BTreeMap::new();
    for (path, file) in files {
        let Some(name) = path.strip_prefix("templates/").filter(|name| name.ends_with(".html")) else { continue };
        sources.insert(name, file.text().unwrap_or_default());
        origins.insert(name.to_owned(), file.origin.clone());
    }
    let texts = sources.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let tera = templates(&mut sources, &origins, &mut report);
    let (phrases, interface) = phrases::read(files, languages, &mut report);
    (Theme { tera, origins, sources: texts, phrases, interface }, report)
}

/// Adds all templates. The engine stops at its first fault, so a faulty template is emptied and the
/// rest tried again, until every fault is named.
fn templates(sources: &mut BTreeMap<&str, &str>, origins: &BTreeMap<String, String>, report: &mut Report) -> Tera {
    let mut emptied: BTreeSet<String> = BTreeSet::new();
    for _ in 0..FAULTS {
        let mut tera = Tera::new();
        let Err(error) = tera.add_raw_templates(sources.iter()) else { return tera };
        let faults = fault::compiling(&error, sources, origins);
        let mut again = false;
        for fault in faults {
            // A template that extends one taken out has lost what it fills.
            if emptied.is_empty() || !fault::follows(&fault) {
                report.add(fault.problem);
            }
            if let Some(name) = fault.template.filter(|name| emptied.insert(name.clone()))
                && let Some(source) = sources.get_mut(name.as_str())
            {
                *source = "";
                again = true;
            }
        }
        if !again {
            break;
        }
    }
    if !report.has_errors() {
        report.add(Diagnostic::error("template", "the theme's templates cannot be read"));
    }
    Tera::new()
}
