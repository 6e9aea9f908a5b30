//! Whether an output folder still is what a write left, found out by reading and hashing alone.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::file::{Disk, Found, parents};
use super::manifest::{MANIFEST, Manifest, State};
use super::{Request, WriteError, folder, lock};

/// Holds most files whole, so that one read does.
const BUFFER: usize = 256 * 1024;

/// How many files there are in an output folder whose manifest has this hash, if all of them are there and as the
/// manifest says; `None` where anything is another, and a whole write has to say what.
///
/// # Errors
/// As [`super::begin`]; the write that follows meets the same.
pub fn stands(request: &Request, manifest: &blake3::Hash) -> Result<Option<usize>, WriteError> {
    let root = folder::check(request)?;
    if !root.is_dir() {
        return Ok(None);
    }
    let disk = Disk::new(root, request.folder.to_owned(), request.durable);
    let _lock = lock::take(&disk)?;
    let found = Manifest::read(&disk)?;
    if found.state != State::Complete || blake3::hash(&found.text) != *manifest || is_staged(&disk)? {
        return Ok(None);
    }
    let folders: BTreeSet<&str> = found.entries.keys().flat_map(|path| parents(path)).collect();
    // A link on the way, or in a file's place, would let another folder's files pass for ours.
    let real = folders.par_iter().all(|folder| matches!(disk.look(folder), Ok(Found::Folder)));
    let whole = real
        && found
            .entries
            .par_iter()
            .map_init(
                || vec![0; BUFFER],
                |buffer, (path, hash)| {
                    matches!(disk.look(path), Ok(Found::File(_))) && disk.hash(path, buffer).is_ok_and(|it| it == *hash)
                },
            )
            .all(|same| same);
    Ok(whole.then_some(found.entries.len()))
}

/// Whether a write that was killed at its first step left a manifest to be.
fn is_staged(disk: &Disk) -> Result<bool, WriteError> {
    disk.look(&super::file::temporary(MANIFEST)).map(|found| found != Found::Missing)
}
