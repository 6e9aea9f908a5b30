//! Where a link in a text leads: relative file links, as they work on a code host, to addresses.
//!
//! Checking and showing both ask here. A link to an entry names its file; so moving a page never
//! breaks a link that the build does not report.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Key, Site};
use crate::path::{Route, SourcePath, percent_decode};
use crate::plan::files::{is_companion, owner, withheld};
use crate::plan::{Plan, Planned};
use crate::source::Snapshot;

/// What a file of `content/` is, for links to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An entry, in the language its file is in; `None` for data, which is in every language.
    Entry(Key, Option<String>),
    /// A collection's `_index.md`.
    Collection(String),
    /// An image or document.
    File(Route),
}

/// Every file that a link can name.
#[derive(Debug, Default)]
pub struct Targets {
    by_file: BTreeMap<SourcePath, Target>,
    routes: BTreeSet<Route>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Linked {
    /// To another site, or to a mail program.
    Outside,
    /// To a place on the same page.
    Here(String),
    /// To an entry, perhaps in a certain language, perhaps to a place in it.
    Entry(Key, Option<String>, String),
    /// To a collection's listing.
    Collection(String),
    /// To a file, or to an address of this site that something is made for.
    File(Route),
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dead {
    /// Nothing stands behind `#`, or nothing at all is written.
    Empty,
    /// It is no address at all: an escape cut short, for example.
    Garbled,
    /// It leaves the folder of the site.
    Leaves,
    /// There is no such file; the files there are.
    NoFile(String),
    /// There is no such address on the site.
    NoRoute,
    /// The entry is not shown.
    Hidden(Key),
}

impl Targets {
    /// The targets of a site.
    pub fn of(site: &Site, snapshot: &Snapshot, outputs: &[Planned]) -> Self {
        let mut by_file = BTreeMap::new();
        for entry in site.entries.values() {
            for version in entry.versions.values() {
                let language = (!entry.is_data).then(|| version.language.clone());
                by_file.insert(version.file.clone(), Target::Entry(entry.key.clone(), language));
            }
        }
        for (collection, index) in &site.indexes {
            for version in index.versions.values() {
                by_file.insert(version.file.clone(), Target::Collection(collection.clone()));
            }
        }
        let withheld = withheld(site);
        for (path, rest, _) in snapshot.below("content").filter(|(path, _, _)| is_companion(path)) {
            let target = match owner(&withheld, path) {
                Some(key) => Target::Entry(key.clone(), None),
                None => Target::File(Route::file(rest)),
            };
            by_file.insert(path.clone(), target);
        }
        let routes = outputs.iter().map(|planned| planned.route.clone()).collect();
        Targets { by_file, routes }
    }

    /// The files that a link can name, for suggestions.
    pub fn files(&self) -> impl Iterator<Item = &SourcePath> {
        self.by_file.keys()
    }

    /// Whether every file leads to the same.
    pub fn same_files(&self, other: &Targets) -> bool {
        self.by_file == other.by_file
    }

    /// The target that a file is.
    pub fn file(&self, path: &SourcePath) -> Option<&Target> {
        self.by_file.get(path)
    }
}

impl Plan {
    /// Where a link in a file leads.
    ///
    /// # Errors
    /// Why it leads nowhere.
    pub fn link(&self, site: &Site, from: &SourcePath, target: &str) -> Result<Linked, Dead> {
        if is_outside(target) {
            return Ok(Linked::Outside);
        }
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let path = path.split('?').next().unwrap_or_default();
        let path = percent_decode(path).ok_or(Dead::Garbled)?;
        let fragment = percent_decode(fragment).ok_or(Dead::Garbled)?;
        if path.is_empty() {
            return if fragment.is_empty() { Err(Dead::Empty) } else { Ok(Linked::Here(fragment)) };
        }
        if let Some(rest) = path.strip_prefix('/') {
            let route = if rest.is_empty() { Route::page([]) } else { Route::file(rest) };
            return if self.targets.routes.contains(&route) { Ok(Linked::File(route)) } else { Err(Dead::NoRoute) };
        }
        let file = from.link(&path).ok_or(Dead::Leaves)?;
        match self.targets.by_file.get(&file) {
            Some(Target::Entry(key, language)) => {
                let entry = site.entries.get(key).ok_or_else(|| Dead::NoFile(file.to_string()))?;
                if !site.visible(entry) {
                    return Err(Dead::Hidden(key.clone()));
                }
                Ok(Linked::Entry(key.clone(), language.clone(), fragment))
            }
            Some(Target::Collection(collection)) => Ok(Linked::Collection(collection.clone())),
            Some(Target::File(route)) => Ok(Linked::File(route.clone())),
            None => self.folder(site, &file).ok_or_else(|| Dead::NoFile(file.to_string())),
        }
    }

    /// A link to a collection's folder leads to its listing.
    fn folder(&self, site: &Site, file: &SourcePath) -> Option<Linked> {
        let collection = file.as_str().strip_prefix("content/")?;
        let listed = site.kinds.get(collection).is_some_and(|kind| kind.listing.is_some());
        let route = self.routes.listing(collection, site.default_language(), 1);
        (listed && self.targets.routes.contains(&route)).then(|| Linked::Collection(collection.to_owned()))
    }
}

/// Whether a target has a scheme or a host of its own.
fn is_outside(target: &str) -> bool {
    let scheme = target.split(['/', '?', '#']).next().unwrap_or_default();
    target.starts_with("//") || scheme.contains(':')
}
