//! The joining of an entry's files: one base, and translations that inherit from it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::article::Article;
use super::entries::{Loader, problem};
use crate::diag::{Place, Report};
use crate::few::Few;
use crate::kind::{Fields, Kind};
use crate::model::{Entry, Key, Prose, State, Version};
use crate::path::SourcePath;

impl Loader<'_> {
    /// The files of one entry to the entry: one base, and translations that inherit from it.
    pub(super) fn join(
        &self,
        key: &Key,
        mut articles: Vec<Article>,
        unread: &BTreeMap<SourcePath, Key>,
        report: &mut Report,
    ) -> Option<Entry> {
        let default = self.config.languages.first()?.clone();
        articles.sort_by_key(|article| (article.language.is_some(), article.file.clone()));
        let mut articles = articles.into_iter();
        let mut base = articles.next()?;
        if let Some(language) = base.language.as_ref().filter(|language| **language != default) {
            if unread.values().any(|other| other == key) {
                return None;
            }
            let message = format!("there is no entry `{}` in `{default}` that this file translates", key.id);
            let hint = format!("rename it without `.{language}`, or write the entry in `{default}` first");
            report.add(problem("translation-alone", &message, &base.file).hint(hint));
            return None;
        }
        let alone = articles.len() == 0;
        let mut entry = self.base(key, (&mut base, alone), &default);
        for article in articles.filter(|article| self.drafts || article.state == State::Public) {
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
                    let version = inherit(&base, &article, (&language, &default), title_field(self.kinds, key));
                    entry.versions.insert(language, version);
                }
            }
        }
        Some(entry)
    }

    /// The entry that its first file makes. Where that is `alone`, its texts go over to the entry, so that
    /// they are never there twice.
    fn base(&self, key: &Key, (base, alone): (&mut Article, bool), default: &str) -> Entry {
        let languages: Vec<String> = match base.is_data {
            true => self.config.languages.clone(),
            false => vec![base.language.as_deref().unwrap_or(default).to_owned()],
        };
        let alone = alone && languages.len() == 1;
        let own_change = changed(base);
        let fields = Arc::new(if alone { std::mem::take(&mut base.fields) } else { base.fields.clone() });
        let mut versions = Few::new();
        for language in languages {
            let own = [&*language, ""].into_iter().find(|language| base.bodies.contains_key(*language));
            let body = own.or_else(|| base.bodies.contains_key(default).then_some(default));
            let prose = [&*language, ""].into_iter().find(|language| base.prose.contains_key(*language));
            let version = Version {
                file: base.file.clone(),
                fields: fields.clone(),
                title: base.title.clone(),
                own_change,
                body_language: (own.is_none() && body.is_some()).then(|| default.to_owned()),
                body: body.and_then(|body| given(&mut base.bodies, body, alone)),
                prose: prose.and_then(|prose| given(&mut base.prose, prose, alone)).unwrap_or_default(),
                language: language.clone(),
            };
            versions.insert(language, version);
        }
        Entry { key: key.clone(), slug: base.slug.clone(), state: base.state, is_data: base.is_data, versions }
    }
}

/// What stands under a name: itself where it may be taken away, and otherwise a copy.
fn given<T: Clone>(all: &mut BTreeMap<String, T>, name: &str, taken: bool) -> Option<T> {
    if taken { all.remove(name) } else { all.get(name).cloned() }
}

fn title_field<'a>(kinds: &'a BTreeMap<String, Kind>, key: &Key) -> &'a str {
    kinds.get(&key.collection).map_or("title", |kind| kind.title_from.as_str())
}

/// When a file says that it was changed.
fn changed(article: &Article) -> Option<jiff::civil::Date> {
    article.fields.date("updated").or_else(|| article.fields.date("date"))
}

/// A translation says what differs; the rest is the entry's own.
fn inherit(base: &Article, article: &Article, (language, default): (&str, &str), title_field: &str) -> Version {
    let written = |prose: &&Prose| !prose.document.pieces.is_empty();
    let own = article.bodies.get("").filter(written);
    let original = base.bodies.get("").filter(written);
    let mut fields: Fields = base.fields.clone();
    // An old address leads to the page that had it, not to every translation of it.
    fields.values.remove("redirect_from");
    fields.values.extend(article.fields.values.clone());
    let title = fields.text(title_field).cloned().unwrap_or_else(|| base.title.clone());
    let mut prose = base.prose.get("").cloned().unwrap_or_default();
    prose.extend(article.prose.get("").cloned().unwrap_or_default());
    Version {
        language: language.to_owned(),
        file: article.file.clone(),
        fields: Arc::new(fields),
        title,
        own_change: changed(article),
        body: own.or(original).cloned(),
        body_language: (own.is_none() && original.is_some()).then(|| default.to_owned()),
        prose,
    }
}
