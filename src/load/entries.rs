//! The files of `content/` to entries: which file is what, and the joining of translations.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use imbl::OrdMap;
use rayon::prelude::*;

use super::Clock;
use super::article::{self, Article};
use crate::diag::{Diagnostic, Place, Report, did_you_mean};
use crate::kind::Kind;
use crate::model::{Config, Entry, Key, State, named};
use crate::path::SourcePath;
use crate::source::Snapshot;

/// What reading an entry needs.
pub(super) struct Loader<'a> {
    /// The files.
    pub(super) snapshot: &'a Snapshot,
    /// The configuration.
    pub(super) config: &'a Config,
    /// The kinds by collection.
    pub(super) kinds: &'a BTreeMap<String, Kind>,
    /// Whether a kind has a fault, so that not every collection is known.
    pub(super) kinds_unread: bool,
    /// Whether drafts, embargoed and expired entries are shown.
    pub(super) drafts: bool,
    /// Whether texts are packed, because there are many.
    pub(super) packs: bool,
    /// The moment of the build.
    pub(super) clock: &'a Clock,
}

/// Entries, the texts of collections, and what is wrong with them.
#[derive(Debug, Clone, Default)]
pub(super) struct Entries {
    /// Every entry.
    pub(super) entries: OrdMap<Key, Arc<Entry>>,
    /// The texts of collections.
    pub(super) indexes: BTreeMap<String, Arc<Entry>>,
    /// The files of entries that could not be read.
    pub(super) unread: BTreeMap<SourcePath, Key>,
    told: BTreeMap<Told, Report>,
}

/// What a problem is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    /// A file, by its name alone.
    File(SourcePath),
    /// An entry, or the text of a collection.
    Entry(bool, Key),
}

impl Entries {
    /// Everything that is wrong.
    pub(super) fn report(&self) -> Report {
        Report { problems: self.told.values().flat_map(|report| report.problems.iter().cloned()).collect() }
    }

    fn tell(&mut self, about: Told, report: Report) {
        match report.problems.is_empty() {
            true => drop(self.told.remove(&about)),
            false => drop(self.told.insert(about, report)),
        }
    }

    fn get(&self, index: bool, key: &Key) -> Option<&Arc<Entry>> {
        if index { self.indexes.get(&key.collection) } else { self.entries.get(key) }
    }

    fn forget(&mut self, index: bool, key: &Key) {
        match index {
            true => drop(self.indexes.remove(&key.collection)),
            false => drop(self.entries.remove(key)),
        }
        self.unread.retain(|_, other| other != key);
        self.tell(Told::Entry(index, key.clone()), Report::default());
    }
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
    pub(super) fn load(&self) -> Entries {
        let mut entries = Entries::default();
        let mut parts = Vec::new();
        for (path, rest, file) in self.snapshot.below("content") {
            let mut problems = Report::default();
            parts.extend(self.part((path, rest), file.text.as_deref(), &mut problems));
            entries.tell(Told::File(path.clone()), problems);
        }
        entries.unread = self.unread();
        entries.unread.extend(self.homeless());
        self.put(&parts, &mut entries);
        entries
    }

    /// The same where only some files changed since `entries` were loaded by a loader like this one,
    /// and nothing was unreadable then or is now. Whether the entries read anew name the same pictures as before.
    pub(super) fn reload(&self, changed: &BTreeSet<SourcePath>, entries: &mut Entries) -> bool {
        let mut groups = BTreeSet::new();
        for path in changed {
            let Some(rest) = path.as_str().strip_prefix("content/") else { continue };
            let text = self.snapshot.files.get(path).map(|file| file.text.as_deref());
            let mut problems = Report::default();
            let part = self.part((path, rest), text.map_or(Some(""), |text| text), &mut problems);
            groups.extend(part.map(|part| (part.index, part.key)));
            entries.tell(Told::File(path.clone()), if text.is_some() { problems } else { Report::default() });
        }
        let pictures = |entries: &Entries| -> Vec<Option<SourcePath>> {
            groups.iter().flat_map(|(index, key)| self.pictures(entries.get(*index, key))).collect()
        };
        let before = pictures(entries);
        let mut parts = Vec::new();
        for (index, key) in &groups {
            entries.forget(*index, key);
            parts.extend(self.group(*index, key));
        }
        self.put(&parts, entries);
        before == pictures(entries)
    }

    /// The pictures that an entry names, where it is shown.
    fn pictures(&self, entry: Option<&Arc<Entry>>) -> Vec<Option<SourcePath>> {
        let default = self.config.languages.first().map_or("", String::as_str);
        let shown = entry.filter(|entry| self.drafts || entry.state == State::Public);
        let named = shown.map(|entry| named::of_entry(entry, default)).unwrap_or_default();
        named.iter().filter(|named| named.is_picture()).map(named::Named::file).collect()
    }

    /// The files of an entry that are there.
    fn group(&self, index: bool, key: &Key) -> Vec<Part<'_>> {
        let folder = if key.collection.is_empty() { String::new() } else { format!("{}/", key.collection) };
        let stems = match index {
            true => vec![format!("{folder}_index.")],
            false => vec![format!("{folder}{}.", key.id), format!("{folder}{}/index.", key.id)],
        };
        let mut parts = Vec::new();
        for stem in stems.into_iter().map(|stem| format!("content/{stem}")) {
            let files = self.snapshot.files.range::<_, str>((Bound::Included(stem.as_str()), Bound::Unbounded));
            for (path, file) in files.take_while(|(path, _)| path.as_str().starts_with(&stem)) {
                let Some(rest) = path.as_str().strip_prefix("content/") else { continue };
                let part = self.part((path, rest), file.text.as_deref(), &mut Report::default());
                parts.extend(part.filter(|part| part.index == index && part.key == *key));
            }
        }
        parts
    }

    /// Reads the files of whole entries and puts the entries in.
    fn put(&self, parts: &[Part<'_>], entries: &mut Entries) {
        let read: Vec<(Option<Article>, Report)> = parts.par_iter().map(|part| article::read(self, part)).collect();
        let mut groups: BTreeMap<(bool, Key), (Vec<Article>, Report)> = BTreeMap::new();
        for (part, (article, problems)) in parts.iter().zip(read) {
            let group = groups.entry((part.index, part.key.clone())).or_default();
            group.1.merge(problems);
            match article {
                Some(article) => group.0.push(article),
                None => drop(entries.unread.insert(part.path.clone(), part.key.clone())),
            }
        }
        for ((index, key), (articles, mut report)) in groups {
            let entry = self.join(&key, articles, &entries.unread, &mut report).map(Arc::new);
            match entry {
                Some(entry) if index && (self.drafts || entry.state == State::Public) => {
                    entries.indexes.insert(key.collection.clone(), entry);
                }
                Some(entry) if !index => drop(entries.entries.insert(key.clone(), entry)),
                _ => {}
            }
            entries.tell(Told::Entry(index, key), report);
        }
    }

    /// The entries whose files could not be read at all.
    fn unread(&self) -> BTreeMap<SourcePath, Key> {
        let below = |path: &SourcePath| path.as_str().strip_prefix("content/").map(str::to_owned);
        let unread = self.snapshot.unread.iter().filter_map(|path| {
            let rest = below(path)?;
            let part = self.part((path, &rest), Some(""), &mut Report::default())?;
            Some((path.clone(), part.key))
        });
        unread.collect()
    }

    /// The entries of collections that no kind declares, where that may be the fault of a faulty kind.
    fn homeless(&self) -> BTreeMap<SourcePath, Key> {
        let files = self.snapshot.below("content").filter(|_| self.kinds_unread);
        let keys = files.filter_map(|(path, rest, _)| {
            let (collection, id) = rest.rsplit_once('.')?.0.split_once('/')?;
            let key = Key { collection: collection.to_owned(), id: id.to_owned() };
            (!self.kinds.contains_key(collection)).then(|| (path.clone(), key))
        });
        keys.collect()
    }

    /// What a file is by its name; `None` for images and data, and for what was reported.
    fn part<'f>(
        &self,
        (path, rest): (&'f SourcePath, &'f str),
        text: Option<&'f str>,
        report: &mut Report,
    ) -> Option<Part<'f>> {
        let extension = path.extension();
        if let Some(wanted) = misnamed(path, &extension) {
            let stem = path.name().get(..path.name().len() - extension.len()).unwrap_or_default();
            let message = format!("`.{extension}` is not read as an article or data");
            let hint = format!("rename it to `{stem}{wanted}`, or keep it outside `content/`");
            report.add(problem("wrong-extension", &message, path).hint(hint));
            return None;
        }
        if !matches!(extension.as_str(), "md" | "yaml") {
            return None;
        }
        let text = text?;
        let (collection, inside) = rest.split_once('/').unwrap_or(("", rest));
        if collection == DATA {
            let hint = "put tables (`.csv`) here, and entries in the folder of their collection";
            report.add(problem("misplaced-entry", "the folder `content/data` holds tables only", path).hint(hint));
            return None;
        }
        if !self.kinds.contains_key(collection) {
            if self.kinds_unread {
                // Which collection the faulty kind declares cannot be known.
                return None;
            }
            let known = self.kinds.keys().map(String::as_str).filter(|name| !name.is_empty());
            let message = format!("no kind declares the collection `{collection}`");
            let hint = did_you_mean(collection, known).unwrap_or_else(|| {
                "move it into the folder of a collection, or declare one in the theme's `kinds/`".into()
            });
            report.add(problem("unknown-collection", &message, path).hint(hint));
            return None;
        }
        if collection.is_empty() && extension == "yaml" {
            let hint = "move it into the folder of its collection, or make it a page (`.md`)";
            report.add(problem("misplaced-entry", "data cannot stand at the top of `content/`", path).hint(hint));
            return None;
        }
        let stem = inside.get(..inside.len() - extension.len() - 1).unwrap_or(inside);
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
}

/// The ending that a file was meant to have which would otherwise be published as it is: an article
/// under another name, or a copy that an editor left behind.
fn misnamed(path: &SourcePath, extension: &str) -> Option<&'static str> {
    let article = matches!(extension, "markdown" | "mdown" | "mkd" | "mkdn" | "mdx" | "mdtext");
    let name = path.name().to_lowercase();
    let copy = |ending: &str| name.contains(&format!(".{ending}.")) && !matches!(extension, "md" | "yaml");
    match extension {
        "yml" => Some("yaml"),
        _ if article || copy("md") => Some("md"),
        _ if copy("yaml") => Some("yaml"),
        _ => None,
    }
}

/// An error about a whole file.
pub(super) fn problem(code: &'static str, message: &str, path: &SourcePath) -> Diagnostic {
    Diagnostic::error(code, message).at(Place::file(path.shared()))
}
