//! Looking again: the snapshot of a site that was read before, with what is new.
//!
//! What did not change keeps its text, so that whoever compares needs no more than an address.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::{CONFIG, File, Snapshot, SourceError, read, read_file, walk};
use crate::diag::Report;
use crate::path::SourcePath;

/// A snapshot with what is new in it.
#[derive(Debug)]
pub struct Again {
    /// The inputs as they are now.
    pub snapshot: Snapshot,
    /// What could not be read.
    pub report: Report,
    /// Inputs that are new, gone, or may have other bytes than before.
    pub changed: BTreeSet<SourcePath>,
    /// How many files were read.
    pub read: usize,
}

/// Reads a site again. `dirty` names the files and folders, relative to the site, that may have
/// changed since `before` was read without a problem; where it is `None` everything is looked at.
///
/// # Errors
/// As [`read()`].
pub fn again(before: &Snapshot, dirty: Option<&BTreeSet<PathBuf>>) -> Result<Again, SourceError> {
    match dirty.and_then(|dirty| partly(before, dirty)) {
        Some(again) => Ok(again),
        None => wholly(before),
    }
}

fn wholly(before: &Snapshot) -> Result<Again, SourceError> {
    let (mut snapshot, report) = read(&before.root)?;
    let mut changed: BTreeSet<SourcePath> =
        before.files.keys().filter(|path| !snapshot.files.contains_key(*path)).cloned().collect();
    let sure = |(path, mut file): (SourcePath, File)| {
        if !keep_text(before.files.get(&path), &mut file) {
            changed.insert(path.clone());
        }
        (path, file)
    };
    snapshot.files = std::mem::take(&mut snapshot.files).into_iter().map(sure).collect();
    changed.extend(before.unread.iter().chain(&snapshot.unread).cloned());
    let read = snapshot.files.len();
    Ok(Again { snapshot, report, changed, read })
}

/// Whether a file is surely the one before, which then lends it its text. A binary file is never sure,
/// because its bytes are read when they are needed.
fn keep_text(before: Option<&File>, now: &mut File) -> bool {
    let same = before.is_some_and(|before| before.text.is_some() && before.text == now.text);
    if let (true, Some(before)) = (same, before) {
        now.text.clone_from(&before.text);
    }
    same
}

/// `None` where only a look at everything can tell what is there: the folder itself changed, or
/// something in it cannot be read.
fn partly(before: &Snapshot, dirty: &BTreeSet<PathBuf>) -> Option<Again> {
    if !before.unread.is_empty() {
        return None;
    }
    let mut again = Again {
        snapshot: Snapshot { root: before.root.clone(), files: before.files.clone(), unread: BTreeSet::new() },
        report: Report::default(),
        changed: BTreeSet::new(),
        read: 0,
    };
    for path in dirty {
        let path = path.strip_prefix(&before.root).unwrap_or(path);
        match input_name(path)? {
            Some(name) => look(before, &mut again, &name)?,
            None => continue,
        }
    }
    Some(again)
}

/// The name of a path that may be an input or a folder of inputs; `Some(None)` for what is none.
fn input_name(path: &Path) -> Option<Option<String>> {
    let mut names = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => names.push(name.to_str()?),
            Component::CurDir => {}
            _ => return None,
        }
    }
    let first = names.first()?;
    let is_input = *first == CONFIG || walk::ROOTS.contains(first);
    let in_content = *first == "content";
    let passed = names.iter().skip(1).any(|name| walk::is_passed_over(name, in_content));
    Some((is_input && !passed).then(|| names.join("/")))
}

/// Replaces what was known of a path and all below it.
fn look(before: &Snapshot, again: &mut Again, name: &str) -> Option<()> {
    let files = &mut again.snapshot.files;
    let below = format!("{name}/");
    let is_here = |path: &SourcePath| path.as_str() == name || path.as_str().starts_with(&below);
    let gone: Vec<SourcePath> = match SourcePath::new(name) {
        Some(start) => files
            .range(start..)
            .map(|(path, _)| path)
            .take_while(|path| path.as_str().starts_with(name))
            .filter(|path| is_here(path))
            .cloned()
            .collect(),
        None => return None,
    };
    for path in gone {
        files.remove(&path);
        again.changed.insert(path);
    }
    let mut problems = Report::default();
    let found = walk::below(&before.root, name, &mut problems).ok()?;
    if !problems.problems.is_empty() {
        return None;
    }
    for (path, mark) in found {
        let mut file = read_file(&before.root, &path, mark).ok()?;
        again.read += 1;
        if keep_text(before.files.get(&path), &mut file) {
            again.changed.remove(&path);
        } else {
            again.changed.insert(path.clone());
        }
        again.snapshot.files.insert(path, file);
    }
    Some(())
}
