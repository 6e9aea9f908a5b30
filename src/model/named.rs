//! The files that entries name: pictures to show, documents to hand out.
//!
//! Only what a shown entry names is published. Checking, planning and loading all ask here, so that
//! they mean the same files.

use std::collections::BTreeSet;

use crate::diag::Span;
use crate::kind::Value;
use crate::model::request::Block;
use crate::model::{Entry, Site, Version};
use crate::path::{SourcePath, percent_decode};

/// A file named by an entry.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// The entry's version that names it.
    pub version: &'a Version,
    /// The name as written, relative to the version's file.
    pub target: &'a str,
    /// Where it stands.
    pub span: Span,
    /// What it is named as.
    pub role: Role<'a>,
}

/// What a file is named as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role<'a> {
    /// A picture of a field or a `{figure}`.
    Picture,
    /// A picture in a text, with its description.
    InText(&'a str),
    /// A document, or a link to something.
    Document,
}

impl Named<'_> {
    /// The file, if the name can be one of the site; a picture in a text may also be one of `assets/`,
    /// by its address.
    pub fn file(&self) -> Option<SourcePath> {
        let path = percent_decode(self.target.split(['?', '#']).next()?)?;
        match (path.strip_prefix('/'), self.role) {
            (Some(rest), Role::InText(_)) => SourcePath::new(&format!("assets/{rest}")),
            (Some(_), _) => None,
            (None, _) if path.is_empty() || path.split('/').next()?.contains(':') => None,
            (None, _) => self.version.file.link(&path),
        }
    }

    /// Whether it is shown, not handed out.
    pub fn is_picture(&self) -> bool {
        self.role != Role::Document
    }
}

impl Site {
    /// Every file that a shown entry or a collection's text names, entry by entry; of an entry the
    /// default language comes first, because others inherit from it. What two languages of an entry
    /// share comes once.
    pub fn named(&self) -> Vec<Named<'_>> {
        let shown = self.entries.values().filter(|entry| self.visible(entry)).chain(self.indexes.values());
        shown.flat_map(|entry| of_entry(entry, self.default_language())).collect()
    }
}

/// Every file that an entry names.
pub fn of_entry<'a>(entry: &'a Entry, default: &str) -> Vec<Named<'a>> {
    let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
    for version in versions(entry, default) {
        all.extend(of(version).into_iter().filter(|it| seen.insert((it.file(), it.is_picture()))));
    }
    all
}

fn versions<'a>(entry: &'a Entry, default: &str) -> impl Iterator<Item = &'a Version> {
    let first = entry.versions.get_key_value(default).map(|(language, _)| language.as_str());
    let others = entry.versions.iter().filter(move |(language, _)| Some(language.as_str()) != first);
    first.and_then(|language| entry.versions.get(language)).into_iter().chain(others.map(|(_, version)| version))
}

fn of(version: &Version) -> Vec<Named<'_>> {
    let mut all = Vec::new();
    let mut add = |target, span, role| all.push(Named { version, target, span, role });
    for written in version.fields.values.values() {
        let items =
            if let Value::List(items) = &written.value { items.as_slice() } else { std::slice::from_ref(written) };
        for item in items {
            match &item.value {
                Value::Image(image) => add(&image.src, image.src_span, Role::Picture),
                Value::File(src) => add(src, item.span, Role::Document),
                _ => {}
            }
        }
    }
    for prose in version.body.iter().chain(version.prose.values().flatten()) {
        for link in &prose.document.links {
            add(&link.target, link.span, if link.image { Role::InText(&link.text) } else { Role::Document });
        }
        for block in &prose.blocks {
            if let Block::Figure(figure) = block {
                add(&figure.src.name, figure.src.span, Role::Picture);
            }
        }
    }
    all
}
