//! Interface texts: `i18n/<language>.yaml`, with the default language, then English, where one is
//! silent.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::Data;
use crate::diag::{Diagnostic, Place, Report};
use crate::source::theme::{BASE_TEXTS, ThemeFile, ThemeFiles};
use crate::syntax::yaml::{self, Node, Value};

/// By language, texts by dotted key.
type Phrases = BTreeMap<String, BTreeMap<String, String>>;

/// The interface texts of a theme in the languages of a site.
#[derive(Debug, Clone)]
pub struct Texts {
    pub(super) languages: Phrases,
    /// What is wrong with their files.
    pub(super) said: Report,
}

impl Texts {
    /// Those of a language, the default language's and English ones where it has none; nothing for a language that the
    /// site does not have.
    pub fn of(&self, language: &str) -> BTreeMap<String, String> {
        self.languages.get(language).cloned().unwrap_or_default()
    }
}

/// The language every theme must speak.
const LAST_RESORT: &str = "en";

/// Reads them; the first language is the default.
pub fn texts(files: &ThemeFiles<'_>, languages: &[String]) -> Texts {
    let mut said = Report::default();
    let mut written: Phrases = BTreeMap::new();
    let wanted = languages.iter().map(String::as_str).chain([LAST_RESORT]);
    for language in wanted {
        let base = files.get(&format!("{BASE_TEXTS}{language}.yaml"));
        let own = files.get(&format!("i18n/{language}.yaml"));
        match own.or(base) {
            Some(file) => {
                // Most themes leave the default theme's texts as they are.
                let other = base.filter(|base| base.bytes != file.bytes);
                let mut texts = other.map(|base| flat(base, &mut said)).unwrap_or_default();
                texts.extend(flat(file, &mut said));
                written.insert(language.to_owned(), texts);
            }
            None if language == LAST_RESORT => {}
            None => said.add(
                Diagnostic::warning("no-interface-texts", format!("the theme has no texts in `{language}`"))
                    .at(Place::file("site.yaml"))
                    .hint(format!(
                        "add `i18n/{language}.yaml` to the theme; until then menus and labels are in English"
                    )),
            ),
        }
    }
    let default = languages.first().map_or(LAST_RESORT, String::as_str);
    let complete = languages.iter().map(|language| {
        let mut texts = BTreeMap::new();
        for source in [LAST_RESORT, default, language] {
            texts.extend(written.get(source).cloned().unwrap_or_default());
        }
        (language.clone(), texts)
    });
    Texts { languages: complete.collect(), said }
}

/// The texts of a language for templates: maps in maps.
pub(super) fn interface(texts: &BTreeMap<String, String>) -> Data {
    Data::of(&nested(texts))
}

pub(super) fn flat(file: &ThemeFile<'_>, report: &mut Report) -> BTreeMap<String, String> {
    let name: Arc<str> = file.origin.as_str().into();
    let mut texts = BTreeMap::new();
    match yaml::parse(&name, file.text().unwrap_or_default(), 0) {
        Ok(node) => flatten(&node, "", &mut texts),
        Err(problems) => problems.into_iter().for_each(|problem| report.add(problem)),
    }
    texts
}

fn flatten(node: &Node, prefix: &str, texts: &mut BTreeMap<String, String>) {
    for entry in node.entries() {
        let key = if prefix.is_empty() { entry.key.clone() } else { format!("{prefix}.{}", entry.key) };
        match &entry.value.value {
            Value::Map(_) => flatten(&entry.value, &key, texts),
            _ => {
                texts.insert(key, entry.value.scalar().unwrap_or_default().to_owned());
            }
        }
    }
}

fn nested(texts: &BTreeMap<String, String>) -> Json {
    let mut root = Map::new();
    for (key, text) in texts {
        insert(&mut root, key, text);
    }
    Json::Object(root)
}

fn insert(level: &mut Map<String, Json>, key: &str, text: &str) {
    let Some((name, rest)) = key.split_once('.') else {
        level.insert(key.to_owned(), Json::String(text.to_owned()));
        return;
    };
    let below = level.entry(name).or_insert_with(|| Json::Object(Map::new()));
    if let Json::Object(below) = below {
        insert(below, rest, text);
    }
}
