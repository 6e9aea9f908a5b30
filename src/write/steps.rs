//! The order of a write, which is what keeps a site whole at every moment.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::error::WriteError;
use super::file::{Disk, is_temporary, parents};
use super::manifest::{self, Entries, MANIFEST, Manifest, State};
use super::survey::{Changes, Wanted, survey};
use super::{Class, Output, Summary, lock};

/// Makes the folder hold exactly the outputs, beside what is not ours. See the module for the order.
pub(super) fn run(disk: &Disk, force: bool, outputs: Vec<Output<'_>>) -> Result<Summary, WriteError> {
    let _lock = lock::take(disk)?;
    let before = Manifest::read(disk)?;
    let wanted = Wanted::new(outputs, &before)?;
    // A kill at the first step leaves the manifest complete and its next version staged.
    disk.discard(MANIFEST)?;
    if before.state != State::Complete {
        sweep(disk)?;
    }
    let changes = survey(disk, &wanted, &before, force)?;
    let mut summary = Summary {
        written: changes.count,
        unchanged: wanted.outputs.len() - changes.count,
        removed: 0,
        manifest_damaged: before.state == State::Damaged,
    };
    let after = manifest::render(&wanted.entries, &wanted.inputs, State::Complete);
    if changes.count > 0 || !changes.stale.is_empty() {
        let all = union(&before, &wanted.entries);
        replace_manifest(disk, &manifest::render(&all, &wanted.inputs, State::Unfinished))?;
        summary.removed = change(disk, &wanted, &before, &changes)?;
    }
    if before.text != after || changes.count > 0 || !changes.stale.is_empty() {
        replace_manifest(disk, &after)?;
    }
    Ok(summary)
}

/// Stages, renames and removes; says how many files were removed.
fn change(disk: &Disk, wanted: &Wanted<'_>, before: &Manifest, changes: &Changes<'_>) -> Result<usize, WriteError> {
    // Only where a file gives way to a folder or the other way round, and so before staging.
    let early: Vec<&str> = changes.early.iter().copied().collect();
    let mut removed = remove(disk, &early, &wanted.folders)?;
    stage(disk, changes).inspect_err(|_| {
        // The error that came first is the one to tell.
        let _ = undo(disk, before, changes);
    })?;
    Class::ORDER.into_iter().try_for_each(|class| commit(disk, changes, class)).inspect_err(|_| {
        // What cannot be discarded is swept by the next write, for the manifest still says unfinished.
        let _ = discard(disk, changes);
    })?;
    // Pages first: what a page uses is there for as long as the page is.
    let (pages, others): (Vec<&str>, Vec<&str>) =
        changes.stale.iter().filter(|path| !changes.early.contains(*path)).partition(|path| path.ends_with(".html"));
    removed += remove(disk, &pages, &wanted.folders)?;
    removed += remove(disk, &others, &wanted.folders)?;
    Ok(removed)
}

/// Makes folders and temporary files. Nothing that was there before changes.
fn stage(disk: &Disk, changes: &Changes<'_>) -> Result<(), WriteError> {
    changes.by_folder.par_iter().try_for_each(|(folder, outputs)| {
        if changes.missing.contains(folder) {
            disk.make_folder(folder)?;
        }
        outputs.par_iter().try_for_each(|output| disk.stage(&output.path, &output.content))
    })
}

/// Takes a failed staging back. Where the disk does not let us, the manifest goes on to say that the
/// write is unfinished and to list what was to be, and the next write clears up.
fn undo(disk: &Disk, before: &Manifest, changes: &Changes<'_>) -> Result<(), WriteError> {
    discard(disk, changes)?;
    for folder in changes.missing.iter().rev() {
        disk.remove_empty_folder(folder)?;
    }
    match before.state {
        State::Absent => disk.remove(MANIFEST).map(|_| ()),
        State::Complete | State::Unfinished | State::Damaged => disk.replace(MANIFEST, &before.text),
    }
}

/// Removes all temporary files; goes on after a failure.
fn discard(disk: &Disk, changes: &Changes<'_>) -> Result<(), WriteError> {
    let outputs = changes.by_folder.values().flatten();
    outputs.map(|output| disk.discard(&output.path)).fold(Ok(()), Result::and)
}

/// Gives the staged files of one class their names. Those that are new come first: nothing that stands
/// in the folder leads to them yet, and what is replaced next may.
fn commit(disk: &Disk, changes: &Changes<'_>, class: Class) -> Result<(), WriteError> {
    let of_class = |output: &&&Output<'_>| output.class == class;
    let outputs: Vec<&Output<'_>> = changes.by_folder.values().flatten().filter(of_class).copied().collect();
    let (new, replaced): (Vec<&Output<'_>>, Vec<&Output<'_>>) =
        outputs.iter().copied().partition(|output| changes.new.contains(output.path.as_str()));
    new.par_iter().try_for_each(|output| disk.commit(&output.path))?;
    replaced.par_iter().try_for_each(|output| disk.commit(&output.path))?;
    if disk.durable && !outputs.is_empty() {
        let mut folders: BTreeSet<&str> = outputs.iter().flat_map(|output| parents(&output.path)).collect();
        folders.insert("");
        folders.par_iter().try_for_each(|folder| disk.sync_folder(folder))?;
    }
    Ok(())
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

/// All that was and all that will be, with the hashes to be. What a damaged manifest says is left out:
/// after a kill the next write would believe it.
fn union(before: &Manifest, after: &Entries) -> Entries {
    let mut all = if before.state == State::Damaged { Entries::new() } else { before.entries.clone() };
    all.extend(after.iter().map(|(path, hash)| (path.clone(), *hash)));
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
