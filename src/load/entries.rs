//! The files of `content/` to entries: which file is what, and the joining of translations.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Clock;
use super::article::{self, Article};
use crate::diag::{Diagnostic, Place, Report, did_you_mean};
use crate::kind::{Fields, Kind};
use crate::model::{Config, Entry, Key, Version};
use crate::path::SourcePath;
use crate::source::{File, Snapshot};

/// What reading an entry needs.
pub(super) struct Loader<'a> {
    /// The files.
    pub(super) snapshot: &'a Snapshot,
    /// The configuration.
    pub(super) config: &'a Config,
    /// The kinds by collection.
    pub(super) kinds: &'a BTreeMap<String, Kind>,
    /// The moment of the build.
    pub(super) clock: &'a Clock,
}

/// One file of an entry, by its name.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    /// The file.
    pub(super) path: &'a SourcePath,
    /// Its text.
    pub(super) text: &'a str,
    /// Which entry it belongs to.
    pub(super) key: Key,
    /// The language it says in its name.
    pub(super) language: Option<String>,
    /// Whether it is the `_index.md` of its collection.
    pub(super) index: bool,
}

/// The folder of CSV observations, which is no collection.
pub(super) const DATA: &str = "data";

impl Loader<'_> {
    /// Every entry, and the titles and texts of collections.
    pub(super) fn load(&self, report: &mut Report) -> (BTreeMap<Key, Entry>, BTreeMap<String, Entry>) {
        let mut parts = Vec::new();
        for (path, rest, file) in self.snapshot.below("content") {
            if let Some(part) = self.part(path, rest, file, report) {
                parts.push(part);
            }
        }
        let read: Vec<(Option<Article>, Report)> = parts.par_iter().map(|part| article::read(self, part)).collect();
        let mut groups: BTreeMap<(bool, Key), Vec<Article>> = BTreeMap::new();
        for (part, (article, problems)) in parts.iter().zip(read) {
            report.merge(problems);
            if let Some(article) = article {
                groups.entry((part.index, part.key.clone())).or_default().push(article);
            }
        }
        let (mut entries, mut indexes) = (BTreeMap::new(), BTreeMap::new());
        for ((index, key), articles) in groups {
            let Some(entry) = self.join(&key, articles, report) else { continue };
            if index {
                indexes.insert(key.collection, entry);
            } else {
                entries.insert(key, entry);
            }
        }
        (entries, indexes)
    }

    /// What a file is by its name; `None` for images and data, and for what was reported.
    fn part<'f>(&self, path: &'f SourcePath, rest: &'f str, file: &'f File, report: &mut Report) -> Option<Part<'f>> {
        let extension = path.extension();
        if !matches!(extension.as_str(), "md" | "yaml" | "yml") {
            return None;
        }
        let text = file.text.as_deref()?;
        if extension == "yml" {
            let hint = format!("rename it to `{}yaml`", path.name().trim_end_matches("yml"));
            report.add(problem("wrong-extension", "data files end in `.yaml`", path).hint(hint));
            return None;
        }
        let (collection, inside) = rest.split_once('/').unwrap_or(("", rest));
        if collection == DATA {
            let hint = "put tables (`.csv`) here, and entries in the folder of their collection";
            report.add(problem("misplaced-entry", "the folder `content/data` holds tables only", path).hint(hint));
            return None;
        }
        if !self.kinds.contains_key(collection) {
            let known = self.kinds.keys().map(String::as_str).filter(|name| !name.is_empty());
            let message = format!("no kind declares the collection `{collection}`");
            report.add(problem("unknown-collection", &message, path).maybe_hint(did_you_mean(collection, known)));
            return None;
        }
        if collection.is_empty() && extension == "yaml" {
            let hint = "move it into the folder of its collection, or make it a page (`.md`)";
            report.add(problem("misplaced-entry", "data cannot stand at the top of `content/`", path).hint(hint));
            return None;
        }
        let stem = inside.strip_suffix(&format!(".{extension}")).unwrap_or(inside);
        let (stem, language) = self.language(stem, path, report)?;
        let index = stem == "_index";
        let id = stem.strip_suffix("/index").unwrap_or(stem).to_owned();
        let key = Key { collection: collection.to_owned(), id: if index { String::new() } else { id } };
        Some(Part { path, text, key, language, index })
    }

    /// Parts `x.fi` into `x` and `fi`.
    fn language<'s>(&self, stem: &'s str, path: &SourcePath, report: &mut Report) -> Option<(&'s str, Option<String>)> {
        let Some((rest, suffix)) = stem.rsplit_once('.').filter(|(rest, _)| !rest.is_empty()) else {
            return Some((stem, None));
        };
        if self.config.languages.iter().any(|language| language == suffix) {
            return Some((rest, Some(suffix.to_owned())));
        }
        let looks_like_language = matches!(suffix.len(), 2 | 3) && suffix.bytes().all(|byte| byte.is_ascii_lowercase());
        if looks_like_language {
            let message = format!("`{suffix}` is no language of this site");
            let hint = format!("add it to `languages:` in site.yaml, or rename the file to `{rest}.md`");
            report.add(problem("unknown-language", &message, path).hint(hint));
            return None;
        }
        Some((stem, None))
    }

    /// The files of one entry to the entry: one base, and translations that inherit from it.
    fn join(&self, key: &Key, mut articles: Vec<Article>, report: &mut Report) -> Option<Entry> {
        let default = self.config.languages.first()?.clone();
        articles.sort_by_key(|article| (article.language.is_some(), article.file.clone()));
        let mut articles = articles.into_iter();
        let base = articles.next()?;
        if let Some(language) = base.language.as_ref().filter(|language| **language != default) {
            let message = format!("there is no entry `{}` in `{default}` that this file translates", key.id);
            let hint = format!("rename it without `.{language}`, or write the entry in `{default}` first");
            report.add(problem("translation-alone", &message, &base.file).hint(hint));
            return None;
        }
        let mut entry = self.base(key, &base, &default);
        for article in articles {
            let language = article.language.clone().unwrap_or_else(|| default.clone());
            match entry.versions.get(&language) {
                Some(other) if !(entry.is_data && other.file != article.file && article.language.is_some()) => {
                    report.add(
                        problem("duplicate-entry", &format!("the entry `{}` stands twice", key.id), &article.file)
                            .also(Place::file(other.file.shared()), "the other one")
                            .hint("delete or rename one of the two files"),
                    );
                }
                _ => {
                    let version = inherit(&base, article, &language, title_field(self.kinds, key));
                    entry.versions.insert(language, version);
                }
            }
        }
        Some(entry)
    }

    fn base(&self, key: &Key, base: &Article, default: &str) -> Entry {
        let languages: Vec<&str> = match base.is_data {
            true => self.config.languages.iter().map(String::as_str).collect(),
            false => vec![base.language.as_deref().unwrap_or(default)],
        };
        let fields = Arc::new(base.fields.clone());
        let versions = languages
            .into_iter()
            .map(|language| {
                let version = Version {
                    language: language.to_owned(),
                    file: base.file.clone(),
                    fields: fields.clone(),
                    title: base.title.clone(),
                    body: base.bodies.get(language).or_else(|| base.bodies.get("")).cloned(),
                    prose: base.prose.get(language).or_else(|| base.prose.get("")).cloned().unwrap_or_default(),
                };
                (language.to_owned(), version)
            })
            .collect();
        Entry { key: key.clone(), slug: base.slug.clone(), state: base.state, is_data: base.is_data, versions }
    }
}

fn title_field<'a>(kinds: &'a BTreeMap<String, Kind>, key: &Key) -> &'a str {
    kinds.get(&key.collection).map_or("title", |kind| kind.title_from.as_str())
}

/// A translation says what differs; the rest is the entry's own.
fn inherit(base: &Article, article: Article, language: &str, title_field: &str) -> Version {
    let mut fields: Fields = base.fields.clone();
    fields.values.extend(article.fields.values.clone());
    let title = fields.text(title_field).cloned().unwrap_or_else(|| base.title.clone());
    let mut prose = base.prose.get("").cloned().unwrap_or_default();
    prose.extend(article.prose.get("").cloned().unwrap_or_default());
    Version {
        language: language.to_owned(),
        file: article.file,
        fields: Arc::new(fields),
        title,
        body: article.bodies.get("").or_else(|| base.bodies.get("")).cloned(),
        prose,
    }
}

/// An error about a whole file.
pub(super) fn problem(code: &'static str, message: &str, path: &SourcePath) -> Diagnostic {
    Diagnostic::error(code, message).at(Place::file(path.shared()))
}
