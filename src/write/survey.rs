//! What a write will change, found out before anything is changed.
//!
//! All obstacles that can be foreseen are met here, so that a write that is refused leaves no trace.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::error::{Obstacle, WriteError};
use super::file::{Disk, Found, output_path_fault, parents};
use super::manifest::{Manifest, State};

/// The paths of all outputs in order, and the folders they need.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) paths: Vec<String>,
    pub(super) folders: BTreeSet<String>,
}

impl Wanted {
    /// Orders the paths and refuses those that leave the folder or contradict each other.
    pub(super) fn new(mut paths: Vec<String>) -> Result<Self, WriteError> {
        paths.par_sort();
        let internal = |path: &str, fault| Err(WriteError::Internal { path: path.to_owned(), fault });
        let mut folders = BTreeSet::new();
        for (index, path) in paths.iter().enumerate() {
            if let Some(fault) = output_path_fault(path) {
                return internal(path, fault);
            }
            if index > 0 && paths[index - 1] == *path {
                return internal(path, "is made twice");
            }
            // The folders above one that is known are known too.
            for folder in parents(path).rev() {
                if folders.contains(folder) {
                    break;
                }
                folders.insert(folder.to_owned());
            }
        }
        if let Some(path) = paths.iter().find(|path| folders.contains(*path)) {
            return internal(path, "is both a file and a folder");
        }
        Ok(Wanted { paths, folders })
    }

    /// The position of a path.
    pub(super) fn position(&self, path: &str) -> Option<usize> {
        self.paths.binary_search_by(|known| known.as_str().cmp(path)).ok()
    }

    fn has(&self, path: &str) -> bool {
        self.position(path).is_some()
    }
}

/// What is at the path of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing that will stay there.
    Nothing,
    /// A file of this length that may be replaced.
    Ours(u64),
    /// A file of this length that is not ours: it may only stay, if it is right already.
    Foreign(u64),
}

/// What was found in the folder.
#[derive(Debug)]
pub(super) struct Survey {
    /// What is at the path of every output, in the order of the paths.
    pub(super) standing: Vec<Standing>,
    /// Folders that are to be made.
    pub(super) missing: BTreeSet<String>,
    /// Files of ours that are no longer made.
    pub(super) stale: Vec<String>,
    /// Those of them that stand where a folder will be, or below where a file will be.
    pub(super) early: BTreeSet<String>,
}

/// Compares what will be made with the disk. `force` lets it replace files that are not ours.
pub(super) fn survey(disk: &Disk, wanted: &Wanted, before: &Manifest, force: bool) -> Result<Survey, WriteError> {
    let stale = stale(disk, wanted, before)?;
    let is_early = |path: &&String| wanted.folders.contains(*path) || parents(path).any(|above| wanted.has(above));
    let early: BTreeSet<String> = stale.iter().filter(is_early).cloned().collect();
    let missing = missing_folders(disk, wanted, &early)?;
    let in_missing = |path: &str| path.rsplit_once('/').is_some_and(|(folder, _)| missing.contains(folder));
    let stands = |path: &String| match in_missing(path) {
        // What is to be made holds nothing yet.
        true => Ok(Standing::Nothing),
        false => standing(disk, path, (before, force), &early),
    };
    let standing = wanted.paths.par_iter().map(stands).collect::<Result<Vec<_>, _>>()?;
    Ok(Survey { standing, missing, stale, early })
}

/// Files in the manifest that are no longer made. A damaged manifest is no ground to remove anything.
fn stale(disk: &Disk, wanted: &Wanted, before: &Manifest) -> Result<Vec<String>, WriteError> {
    if before.state == State::Damaged {
        return Ok(Vec::new());
    }
    let gone: Vec<&String> = before.entries.keys().filter(|path| !wanted.has(path)).collect();
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    // Where `Foo` and `foo` are one file, a page that only changed its case must not be removed.
    let folded: BTreeMap<String, &str> = wanted.paths.iter().map(|path| (path.to_lowercase(), path.as_str())).collect();
    let mut stale = Vec::new();
    for path in gone {
        let kept = match folded.get(&path.to_lowercase()) {
            Some(twin) => disk.is_same_file(path, twin)?,
            None => false,
        };
        if !kept {
            stale.push(path.clone());
        }
    }
    Ok(stale)
}

fn missing_folders(disk: &Disk, wanted: &Wanted, early: &BTreeSet<String>) -> Result<BTreeSet<String>, WriteError> {
    let mut missing = BTreeSet::new();
    // The folder above another comes before it.
    for folder in &wanted.folders {
        let above = folder.rsplit_once('/').map(|(above, _)| above);
        if above.is_some_and(|above| missing.contains(above)) {
            missing.insert(folder.clone());
            continue;
        }
        match disk.look(folder)? {
            Found::Folder => {}
            Found::Missing => {
                missing.insert(folder.clone());
            }
            Found::File(_) if early.contains(folder) => {
                missing.insert(folder.clone());
            }
            Found::File(_) => return Err(disk.in_the_way(folder, Obstacle::File)),
            Found::Link => return Err(disk.in_the_way(folder, Obstacle::Link)),
            Found::Special => return Err(disk.in_the_way(folder, Obstacle::Special)),
        }
    }
    Ok(missing)
}

/// What is at the path of an output.
fn standing(
    disk: &Disk,
    path: &str,
    (before, force): (&Manifest, bool),
    early: &BTreeSet<String>,
) -> Result<Standing, WriteError> {
    match disk.look(path)? {
        Found::Missing => Ok(Standing::Nothing),
        Found::File(length) if force || before.entries.contains_key(path) => Ok(Standing::Ours(length)),
        Found::File(length) => Ok(Standing::Foreign(length)),
        Found::Folder if holds_only(disk, path, early)? => Ok(Standing::Nothing),
        Found::Folder => Err(disk.in_the_way(path, Obstacle::Folder)),
        Found::Link => Err(disk.in_the_way(path, Obstacle::Link)),
        Found::Special => Err(disk.in_the_way(path, Obstacle::Special)),
    }
}

/// Whether a folder holds nothing but these files, so that it will be gone with them. A folder that
/// is above none of them is somebody else's, even if it is empty.
fn holds_only(disk: &Disk, folder: &str, files: &BTreeSet<String>) -> Result<bool, WriteError> {
    let inside = format!("{folder}/");
    if !files.range(inside.clone()..).next().is_some_and(|file| file.starts_with(&inside)) {
        return Ok(false);
    }
    for (name, is_folder) in disk.list(folder)? {
        let path = format!("{inside}{name}");
        let goes = if is_folder { holds_only(disk, &path, files)? } else { files.contains(&path) };
        if !goes {
            return Ok(false);
        }
    }
    Ok(true)
}
