//! What a watcher has to know of a site folder: which paths can be inputs, where they lie, and marks by
//! which a change is seen. It reads no file.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use super::CONFIG;
use super::walk::{CONTENT, ROOTS, is_passed_over};

/// The folders and files in one folder and below it, all relative to the site folder.
#[derive(Debug, Default)]
pub struct Found {
    /// Folders, each before what lies in it.
    pub folders: Vec<PathBuf>,
    /// Files.
    pub files: Vec<PathBuf>,
}

/// What tells a file that was changed from one that was not: length, time of the last change, and the
/// place on the disk, which is another one after a save that replaces the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub(super) length: u64,
    changed: Option<SystemTime>,
    identity: Option<(u64, u64)>,
}

/// The site folder without links and relative parts, as the system names it in its events.
pub fn real(root: &Path) -> PathBuf {
    fs::canonicalize(root).unwrap_or_else(|_| root.to_owned())
}

/// Whether a build would read a file, or look into a folder, of this name: a path relative to the site.
pub fn is_input(path: &Path) -> bool {
    let mut names = path.components().map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    let Some(Some(top)) = names.next() else { return false };
    if top == CONFIG {
        return names.next().is_none();
    }
    ROOTS.contains(&&*top) && names.all(|name| name.is_some_and(|name| !is_passed_over(&name, top == CONTENT)))
}

/// The folders of a site that hold inputs, relative to it; they need not exist.
pub fn roots() -> [&'static Path; 3] {
    ROOTS.map(Path::new)
}

/// Whether there is a folder here; a link to one is none.
pub fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// What lies directly in one folder: its folders and its files. What cannot be looked at is left out.
pub fn directly_in(root: &Path, folder: &Path) -> Found {
    let mut found = Found::default();
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return found };
    for entry in entries.flatten() {
        let path = folder.join(entry.file_name());
        match entry.file_type() {
            Ok(kind) if is_input(&path) && kind.is_dir() => found.folders.push(path),
            Ok(_) if is_input(&path) => found.files.push(path),
            _ => {}
        }
    }
    found
}

/// Every input with its mark, for where the system does not tell of changes.
pub fn marks(root: &Path) -> BTreeMap<PathBuf, Mark> {
    let mut marks = BTreeMap::new();
    let mut note = |path: PathBuf| {
        if let Ok(found) = fs::symlink_metadata(root.join(&path)) {
            marks.insert(path, Mark::of(&found));
        }
    };
    note(PathBuf::from(CONFIG));
    let mut folders: Vec<PathBuf> =
        roots().iter().filter(|top| is_folder(&root.join(top))).map(|top| top.to_path_buf()).collect();
    while let Some(folder) = folders.pop() {
        let found = directly_in(root, &folder);
        folders.extend(found.folders);
        found.files.into_iter().for_each(&mut note);
    }
    marks
}

impl Mark {
    /// That of bytes in memory, which no file has.
    pub(super) fn nowhere(length: u64) -> Self {
        Mark { length, changed: None, identity: None }
    }

    pub(super) fn of(found: &Metadata) -> Self {
        Mark { length: found.len(), changed: found.modified().ok(), identity: identity_of(found) }
    }
}

/// Which folder this is, even under another name; `None` where there is none or the system has no names
/// of that sort.
pub fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().as_ref().and_then(identity_of)
}

#[cfg(unix)]
fn identity_of(found: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity_of(_: &Metadata) -> Option<(u64, u64)> {
    None
}
