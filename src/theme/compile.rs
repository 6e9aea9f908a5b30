//! A theme's files to a compiled theme.

use std::collections::{BTreeMap, BTreeSet};

use tera::Tera;

use super::{Texts, Theme, fault, phrases};
use crate::diag::{Diagnostic, Report};
use crate::source::theme::ThemeFiles;

/// Faults of templates named in one run; a theme with more is not being written by hand.
const FAULTS: usize = 50;

/// Compiles a theme, of which the interface texts are read.
pub fn compile(files: &ThemeFiles<'_>, Texts { languages: phrases, said }: Texts) -> (Theme, Report) {
    let mut report = Report::default();
    let (texts, origins) = texts(files);
    let mut sources = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let tera = templates(&mut sources, &origins, &mut report);
    report.merge(said);
    let interface = phrases.iter().map(|(language, texts)| (language.clone(), phrases::interface(texts))).collect();
    (Theme { tera, origins, sources: texts, phrases, interface }, report)
}

/// Compiles a theme of which only texts of templates are others than before. `None` where they have a fault, or where
/// there are other templates: then everything is compiled, and every fault named.
pub fn again(files: &ThemeFiles<'_>, before: &Theme) -> Option<Theme> {
    let (sources, origins) = texts(files);
    let Theme { phrases, interface, .. } = before;
    let is_other = |(name, text): &(&String, &String)| before.sources.get(*name) != Some(*text);
    let edited: Vec<(&String, &String)> = sources.iter().filter(is_other).collect();
    let mut tera = before.tera.clone();
    let added = origins == before.origins && tera.add_raw_templates(edited).is_ok();
    added.then(|| Theme { tera, origins, sources, phrases: phrases.clone(), interface: interface.clone() })
}

/// The texts of a theme's templates by name, and where each comes from.
fn texts(files: &ThemeFiles<'_>) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let (mut texts, mut origins) = (BTreeMap::new(), BTreeMap::new());
    for (path, file) in files {
        let Some(name) = path.strip_prefix("templates/").filter(|name| name.ends_with(".html")) else { continue };
        texts.insert(name.to_owned(), file.text().unwrap_or_default().to_owned());
        origins.insert(name.to_owned(), file.origin.clone());
    }
    (texts, origins)
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
