//! The order of a write, which is what keeps a site whole at every moment.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::error::{Obstacle, Refusal, WriteError};
use super::file::{Disk, is_temporary, parents};
use super::lock::{self, Lock};
use super::manifest::{self, Entries, Inputs, MANIFEST, Manifest, State};
use super::survey::{Standing, Survey, Wanted, survey};
use super::{Class, Content, Output, Summary};

/// A write between its beginning and its end.
#[derive(Debug)]
pub(super) struct Steps {
    _lock: Lock,
    before: Manifest,
    wanted: Wanted,
    survey: Survey,
    force: bool,
    /// Whether the manifest says what will be.
    noted: Mutex<bool>,
}

/// What was made of an output: whether it is staged, or there already.
#[derive(Debug)]
pub struct Taken<'a> {
    /// Its position among the paths.
    position: usize,
    hash: blake3::Hash,
    /// The hash of what it was made from, where it is dear to make.
    input: Option<blake3::Hash>,
    class: Class,
    fate: Fate<'a>,
}

/// How an output stands to what is in the folder.
#[derive(Debug)]
enum Fate<'a> {
    /// The folder has it.
    Same,
    /// It is staged, and nothing has its name.
    New,
    /// It is staged, and replaces what has its name.
    Replaced,
    /// It cannot be staged before a file has given way to its folder.
    Waiting(Content<'a>),
}

/// Makes the folder hold exactly the outputs, beside what is not ours. See the module for the order.
pub(super) fn run(disk: &Disk, force: bool, outputs: Vec<Output<'_>>) -> Result<Summary, WriteError> {
    let steps = Steps::begin(disk, force, outputs.iter().map(|output| output.path.clone()).collect())?;
    let taken = outputs.into_par_iter().map(|output| steps.take(disk, output)).collect();
    steps.finish(disk, taken).map(|(summary, _)| summary)
}

impl Steps {
    /// Locks the folder and finds out what is in it.
    pub(super) fn begin(disk: &Disk, force: bool, paths: Vec<String>) -> Result<Self, WriteError> {
        let lock = lock::take(disk)?;
        let before = Manifest::read(disk)?;
        if before.state == State::Damaged && !force {
            return Err(disk.refused(Refusal::Damaged));
        }
        let wanted = Wanted::new(paths)?;
        // A kill at the first step leaves the manifest complete and its next version staged.
        disk.discard(MANIFEST)?;
        if before.state != State::Complete {
            sweep(disk)?;
        }
        let survey = survey(disk, &wanted, &before, force)?;
        Ok(Steps { _lock: lock, before, wanted, survey, force, noted: Mutex::new(false) })
    }

    /// Stages an output, unless the folder has it.
    pub(super) fn take<'a>(&self, disk: &Disk, output: Output<'a>) -> Result<Taken<'a>, WriteError> {
        let Output { path, mut content, class } = output;
        let unknown = || WriteError::Internal { path: path.clone(), fault: "was not announced" };
        let position = self.wanted.position(&path).ok_or_else(unknown)?;
        let input = content.made_from();
        let known = input.and_then(|input| self.before.made_from(&path, &input));
        if input.is_some() && known.is_none() {
            content = drawn(&path, &content)?;
        }
        let taken = |hash, fate| Ok(Taken { position, hash, input, class, fate });
        let standing = self.survey.standing.get(position).copied().unwrap_or(Standing::Nothing);
        if let Standing::Ours(length) | Standing::Foreign(length) = standing
            && content.bytes().is_none_or(|bytes| bytes.len() as u64 == length)
        {
            let hash = known.unwrap_or_else(|| content.hash());
            if disk.holds(&path, &content, hash)? {
                return taken(hash, Fate::Same);
            }
        }
        if matches!(standing, Standing::Foreign(_)) && !self.force {
            return Err(disk.in_the_way(&path, Obstacle::Foreign));
        }
        if parents(&path).any(|above| self.survey.early.contains(above)) {
            return taken(known.unwrap_or_else(|| content.hash()), Fate::Waiting(content));
        }
        self.note(disk)?;
        let hash = self.stage(disk, &path, &content)?;
        taken(hash, if standing == Standing::Nothing { Fate::New } else { Fate::Replaced })
    }

    fn stage(&self, disk: &Disk, path: &str, content: &Content<'_>) -> Result<blake3::Hash, WriteError> {
        let folder = path.rsplit_once('/').map(|(folder, _)| folder);
        if let Some(folder) = folder.filter(|folder| self.survey.missing.contains(*folder)) {
            disk.make_folder(folder)?;
        }
        disk.stage(path, content)
    }

    /// Brings the outputs under their names and removes what is no longer made; gives the hash of the manifest too.
    pub(super) fn finish(
        &self,
        disk: &Disk,
        taken: Vec<Result<Taken<'_>, WriteError>>,
    ) -> Result<(Summary, blake3::Hash), WriteError> {
        let mut taken = taken.into_iter().collect::<Result<Vec<_>, _>>().inspect_err(|_| self.undo(disk))?;
        taken.sort_unstable_by_key(|taken| taken.position);
        let path = |taken: &Taken<'_>| self.wanted.paths.get(taken.position).cloned().unwrap_or_default();
        let entries: Entries = taken.iter().map(|taken| (path(taken), taken.hash)).collect();
        let inputs: Inputs = taken.iter().filter_map(|taken| Some((path(taken), taken.input?))).collect();
        let count = taken.iter().filter(|taken| !matches!(taken.fate, Fate::Same)).count();
        let mut summary = Summary { written: count, unchanged: taken.len() - count, removed: 0 };
        let after = manifest::render(&entries, &inputs, State::Complete);
        let differs = count > 0 || !self.survey.stale.is_empty();
        if differs {
            self.note(disk).inspect_err(|_| self.undo(disk))?;
            summary.removed = self.change(disk, &taken)?;
        }
        if self.before.text != after || differs {
            replace_manifest(disk, &after)?;
        }
        Ok((summary, blake3::hash(&after)))
    }

    /// Has the manifest say what was and what will be, once.
    fn note(&self, disk: &Disk) -> Result<(), WriteError> {
        // A panic elsewhere leaves the word as it was, so it stays usable.
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        if !*noted {
            let all = union(&self.before, &self.wanted.paths);
            replace_manifest(disk, &manifest::render(&all, &Inputs::new(), State::Unfinished))?;
            *noted = true;
        }
        Ok(())
    }

    /// Stages what had to wait, renames and removes; says how many files were removed.
    fn change(&self, disk: &Disk, taken: &[Taken<'_>]) -> Result<usize, WriteError> {
        let Steps { wanted, survey, .. } = self;
        // Only where a file gives way to a folder or the other way round, and so before its place is taken.
        let early: Vec<&str> = survey.early.iter().map(String::as_str).collect();
        let mut removed = remove(disk, &early, &wanted.folders).inspect_err(|_| self.undo(disk))?;
        let waiting = taken.iter().filter_map(|taken| match &taken.fate {
            Fate::Waiting(content) => Some((wanted.paths.get(taken.position)?, content)),
            _ => None,
        });
        let waiting: Vec<(&String, &Content<'_>)> = waiting.collect();
        waiting
            .par_iter()
            .try_for_each(|(path, content)| self.stage(disk, path, content).map(|_| ()))
            .inspect_err(|_| self.undo(disk))?;
        Class::ORDER.into_iter().try_for_each(|class| self.commit(disk, taken, class)).inspect_err(|_| {
            // What cannot be discarded is swept by the next write, for the manifest still says unfinished.
            let _ = self.discard(disk);
        })?;
        // Pages first: what a page uses is there for as long as the page is.
        let later = survey.stale.iter().filter(|path| !survey.early.contains(*path)).map(String::as_str);
        let (pages, others): (Vec<&str>, Vec<&str>) = later.partition(|path| path.ends_with(".html"));
        removed += remove(disk, &pages, &wanted.folders)?;
        removed += remove(disk, &others, &wanted.folders)?;
        Ok(removed)
    }

    /// Takes what was staged back. Where the disk does not let us, the manifest goes on to say that the
    /// write is unfinished and to list what was to be, and the next write clears up.
    pub(super) fn undo(&self, disk: &Disk) {
        if *self.noted.lock().unwrap_or_else(PoisonError::into_inner) {
            // The error that came first is the one to tell.
            let _ = self.take_back(disk);
        }
    }

    fn take_back(&self, disk: &Disk) -> Result<(), WriteError> {
        self.discard(disk)?;
        for folder in self.survey.missing.iter().rev() {
            disk.remove_empty_folder(folder)?;
        }
        match self.before.state {
            State::Absent => disk.remove(MANIFEST).map(|_| ()),
            State::Complete | State::Unfinished | State::Damaged => disk.replace(MANIFEST, &self.before.text),
        }
    }

    /// Removes all temporary files; goes on after a failure.
    fn discard(&self, disk: &Disk) -> Result<(), WriteError> {
        self.wanted.paths.iter().map(|path| disk.discard(path)).fold(Ok(()), Result::and)
    }

    /// Gives the staged files of one class their names. Those that are new come first: nothing that stands
    /// in the folder leads to them yet, and what is replaced next may.
    fn commit(&self, disk: &Disk, taken: &[Taken<'_>], class: Class) -> Result<(), WriteError> {
        let staged = taken.iter().filter(|taken| taken.class == class && !matches!(taken.fate, Fate::Same));
        let (replaced, new): (Vec<&Taken<'_>>, Vec<&Taken<'_>>) =
            staged.partition(|taken| matches!(taken.fate, Fate::Replaced));
        let path = |taken: &Taken<'_>| self.wanted.paths.get(taken.position).map_or("", String::as_str);
        new.par_iter().try_for_each(|taken| disk.commit(path(taken)))?;
        replaced.par_iter().try_for_each(|taken| disk.commit(path(taken)))?;
        if disk.durable && new.len() + replaced.len() > 0 {
            let all = new.iter().chain(&replaced);
            let mut folders: BTreeSet<&str> = all.flat_map(|taken| parents(path(taken))).collect();
            folders.insert("");
            folders.par_iter().try_for_each(|folder| disk.sync_folder(folder))?;
        }
        Ok(())
    }
}

/// What is dear to make, made.
fn drawn<'a>(path: &str, content: &Content<'a>) -> Result<Content<'a>, WriteError> {
    let mut bytes = Vec::new();
    let drawn = content.write_to(&mut bytes);
    drawn.map_err(|_| WriteError::Internal { path: path.to_owned(), fault: "cannot be drawn" })?;
    Ok(Content::Bytes(bytes))
}

/// Removes files of ours, and then the folders this leaves empty and that are not needed.
fn remove(disk: &Disk, files: &[&str], needed: &BTreeSet<String>) -> Result<usize, WriteError> {
    let removed: Vec<bool> = files.par_iter().map(|path| disk.remove(path)).collect::<Result<_, _>>()?;
    let folders: BTreeSet<&str> = files.iter().flat_map(|path| parents(path)).collect();
    for folder in folders.into_iter().rev().filter(|folder| !needed.contains(*folder)) {
        disk.remove_empty_folder(folder)?;
    }
    Ok(removed.into_iter().filter(|was_there| *was_there).count())
}

/// All that was and all that will be, whose hashes are not known yet. What a damaged manifest says is left
/// out: after a kill the next write would believe it.
fn union(before: &Manifest, paths: &[String]) -> Entries {
    let unknown = blake3::Hash::from_bytes([0; blake3::OUT_LEN]);
    let known = if before.state == State::Damaged { Entries::new() } else { before.entries.clone() };
    let mut all: Entries = paths.iter().map(|path| (path.clone(), unknown)).collect();
    all.extend(known);
    all
}

fn replace_manifest(disk: &Disk, text: &[u8]) -> Result<(), WriteError> {
    disk.replace(MANIFEST, text)?;
    if disk.durable { disk.sync_folder("") } else { Ok(()) }
}

/// Removes the temporary files that a killed build left, wherever in the folder they are.
fn sweep(disk: &Disk) -> Result<(), WriteError> {
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        // A folder that cannot be listed is not one of ours.
        for (name, is_folder) in disk.list(&folder).unwrap_or_default() {
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            if is_folder {
                folders.push(path);
            } else if is_temporary(&name) {
                disk.remove(&path)?;
            }
        }
    }
    Ok(())
}
