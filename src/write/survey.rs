//! What a write will change, found out before anything is changed.
//!
//! All obstacles that can be foreseen are met here, so that a write that is refused leaves no trace.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::error::{Obstacle, WriteError};
use super::file::{Disk, Found, output_path_fault, parents};
use super::manifest::{Entries, Inputs, Manifest, State};
use super::{Content, Output};

/// The outputs, in order of path, and the folders they need.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    pub(super) outputs: Vec<Output<'a>>,
    pub(super) entries: Entries,
    /// What those are made from that are dear to make.
    pub(super) inputs: Inputs,
    pub(super) folders: BTreeSet<String>,
}

impl<'a> Wanted<'a> {
    /// Orders the outputs and refuses those that leave the folder or contradict each other. What is dear to
    /// make is made here, unless the folder is known to have had it.
    pub(super) fn new(mut outputs: Vec<Output<'a>>, before: &Manifest) -> Result<Self, WriteError> {
        outputs.par_sort_by(|left, right| left.path.cmp(&right.path));
        let internal = |path: &str, fault| Err(WriteError::Internal { path: path.to_owned(), fault });
        let mut folders = BTreeSet::new();
        for (index, output) in outputs.iter().enumerate() {
            if let Some(fault) = output_path_fault(&output.path) {
                return internal(&output.path, fault);
            }
            if index > 0 && outputs[index - 1].path == output.path {
                return internal(&output.path, "is made twice");
            }
            // The folders above one that is known are known too.
            for folder in parents(&output.path).rev() {
                if folders.contains(folder) {
                    break;
                }
                folders.insert(folder.to_owned());
            }
        }
        if let Some(output) = outputs.iter().find(|output| folders.contains(&output.path)) {
            return internal(&output.path, "is both a file and a folder");
        }
        let inputs =
            outputs.iter().filter_map(|output| Some((output.path.clone(), output.content.made_from()?))).collect();
        let hashes = outputs.par_iter_mut().map(|output| hash(output, before)).collect::<Result<Vec<_>, _>>()?;
        let entries = outputs.iter().map(|output| output.path.clone()).zip(hashes).collect();
        Ok(Wanted { outputs, entries, inputs, folders })
    }
}

/// The hash of an output. What is drawn is drawn, and then kept, unless the folder had it.
fn hash(output: &mut Output<'_>, before: &Manifest) -> Result<blake3::Hash, WriteError> {
    let Some(input) = output.content.made_from() else { return Ok(output.content.hash()) };
    if let Some(hash) = before.made_from(&output.path, &input) {
        return Ok(hash);
    }
    let mut bytes = Vec::new();
    let drawn = output.content.write_to(&mut bytes);
    drawn.map_err(|_| WriteError::Internal { path: output.path.clone(), fault: "cannot be drawn" })?;
    output.content = Content::Bytes(bytes);
    Ok(output.content.hash())
}

/// What has to be done.
#[derive(Debug)]
pub(super) struct Changes<'a> {
    /// Outputs that are new or differ, by folder.
    pub(super) by_folder: BTreeMap<&'a str, Vec<&'a Output<'a>>>,
    /// Those of them that are not there yet.
    pub(super) new: BTreeSet<&'a str>,
    /// How many differ.
    pub(super) count: usize,
    /// Folders that are to be made.
    pub(super) missing: BTreeSet<&'a str>,
    /// Files of ours that are no longer made.
    pub(super) stale: Vec<&'a str>,
    /// Those of them that stand where a folder will be, or below where a file will be.
    pub(super) early: BTreeSet<&'a str>,
}

/// Compares the outputs with the disk. `force` lets them replace files that are not ours.
pub(super) fn survey<'a>(
    disk: &Disk,
    wanted: &'a Wanted<'a>,
    before: &'a Manifest,
    force: bool,
) -> Result<Changes<'a>, WriteError> {
    let stale = stale(disk, wanted, before)?;
    let is_early =
        |path: &&&str| wanted.folders.contains(**path) || parents(path).any(|above| wanted.entries.contains_key(above));
    let early: BTreeSet<&str> = stale.iter().filter(is_early).copied().collect();
    let missing = missing_folders(disk, wanted, &early)?;
    let judged: Vec<_> = wanted
        .outputs
        .par_iter()
        .map(|output| judge(disk, (output, wanted.entries.get(&output.path)), (before, force), &early))
        .collect();
    let mut by_folder = BTreeMap::<&str, Vec<&Output<'_>>>::new();
    let mut new = BTreeSet::new();
    let mut count = 0;
    for (output, judged) in wanted.outputs.iter().zip(judged) {
        let judged = judged?;
        if judged == Judged::New {
            new.insert(output.path.as_str());
        }
        if judged != Judged::Same {
            let folder = output.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            by_folder.entry(folder).or_default().push(output);
            count += 1;
        }
    }
    Ok(Changes { by_folder, new, count, missing, stale, early })
}

/// Files in the manifest that are no longer made. A damaged manifest is no ground to remove anything.
fn stale<'a>(disk: &Disk, wanted: &Wanted<'_>, before: &'a Manifest) -> Result<Vec<&'a str>, WriteError> {
    if before.state == State::Damaged {
        return Ok(Vec::new());
    }
    let gone: Vec<&str> =
        before.entries.keys().map(String::as_str).filter(|path| !wanted.entries.contains_key(*path)).collect();
    if gone.is_empty() {
        return Ok(gone);
    }
    // Where `Foo` and `foo` are one file, a page that only changed its case must not be removed.
    let folded: BTreeMap<String, &str> =
        wanted.entries.keys().map(|path| (path.to_lowercase(), path.as_str())).collect();
    let mut stale = Vec::new();
    for path in gone {
        let kept = match folded.get(&path.to_lowercase()) {
            Some(twin) => disk.is_same_file(path, twin)?,
            None => false,
        };
        if !kept {
            stale.push(path);
        }
    }
    Ok(stale)
}

fn missing_folders<'a>(
    disk: &Disk,
    wanted: &'a Wanted<'a>,
    early: &BTreeSet<&str>,
) -> Result<BTreeSet<&'a str>, WriteError> {
    let folders: Vec<&str> = wanted.folders.iter().map(String::as_str).collect();
    let found: Vec<_> = folders.par_iter().map(|folder| disk.look(folder)).collect();
    let mut missing = BTreeSet::new();
    for (folder, found) in folders.into_iter().zip(found) {
        match found? {
            Found::Folder => {}
            Found::Missing => {
                missing.insert(folder);
            }
            Found::File(_) if early.contains(folder) => {
                missing.insert(folder);
            }
            Found::File(_) => return Err(disk.in_the_way(folder, Obstacle::File)),
            Found::Link => return Err(disk.in_the_way(folder, Obstacle::Link)),
            Found::Special => return Err(disk.in_the_way(folder, Obstacle::Special)),
        }
    }
    Ok(missing)
}

/// How an output stands to what is in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Judged {
    Same,
    New,
    Replaced,
}

/// Whether an output must be written.
fn judge(
    disk: &Disk,
    (output, hash): (&Output<'_>, Option<&blake3::Hash>),
    (before, force): (&Manifest, bool),
    early: &BTreeSet<&str>,
) -> Result<Judged, WriteError> {
    let path = output.path.as_str();
    let may_hold = |length: u64| output.content.bytes().is_none_or(|bytes| bytes.len() as u64 == length);
    let holds = || hash.map_or(Ok(false), |hash| disk.holds(path, &output.content, *hash));
    match disk.look(path)? {
        Found::Missing => Ok(Judged::New),
        Found::File(length) if may_hold(length) && holds()? => Ok(Judged::Same),
        Found::File(_) if force || before.entries.contains_key(path) => Ok(Judged::Replaced),
        Found::File(_) => Err(disk.in_the_way(path, Obstacle::Foreign)),
        Found::Folder if holds_only(disk, path, early)? => Ok(Judged::New),
        Found::Folder => Err(disk.in_the_way(path, Obstacle::Folder)),
        Found::Link => Err(disk.in_the_way(path, Obstacle::Link)),
        Found::Special => Err(disk.in_the_way(path, Obstacle::Special)),
    }
}

/// Whether a folder holds nothing but these files, so that it will be gone with them. A folder that
/// is above none of them is somebody else's, even if it is empty.
fn holds_only(disk: &Disk, folder: &str, files: &BTreeSet<&str>) -> Result<bool, WriteError> {
    let inside = format!("{folder}/");
    if !files.range(inside.as_str()..).next().is_some_and(|file| file.starts_with(&inside)) {
        return Ok(false);
    }
    for (name, is_folder) in disk.list(folder)? {
        let path = format!("{inside}{name}");
        let goes = if is_folder { holds_only(disk, &path, files)? } else { files.contains(path.as_str()) };
        if !goes {
            return Ok(false);
        }
    }
    Ok(true)
}
