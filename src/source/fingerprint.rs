//! What tells one set of inputs, and one program, from another: hashes of all their bytes.
//!
//! It is separate because only a build that may be skipped asks for it.

use std::env;
use std::fs::{self, File as Opened};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::look::Mark;
use super::{File, Snapshot};
use crate::path::SourcePath;

impl Snapshot {
    /// The hash of every input's path and bytes, the theme in the program left out. `None` where an input cannot be
    /// read.
    pub fn fingerprint(&self) -> Option<blake3::Hash> {
        let files: Vec<(&SourcePath, &File)> = self.files.iter().collect();
        let hash = |(path, file): &(&SourcePath, &File)| match file.text.as_deref() {
            Some(text) => Some(blake3::hash(text.as_bytes())),
            None => hash_of(&self.root.join(path.as_str())).ok(),
        };
        let hashes: Vec<blake3::Hash> = files.par_iter().map(hash).collect::<Option<_>>()?;
        let mut all = blake3::Hasher::new();
        for ((path, _), hash) in files.iter().zip(&hashes) {
            // Of fixed lengths, so that no two lists of files are one text.
            all.update(blake3::hash(path.as_str().as_bytes()).as_bytes());
            all.update(hash.as_bytes());
        }
        Some(all.finalize())
    }

    /// Whether every input on the disk still looks as it did when it was read. Pictures and files that are handed out are
    /// read again while a build runs, and may be others by then.
    pub fn stands(&self) -> bool {
        let files: Vec<(&SourcePath, &File)> = self.files.iter().collect();
        files.par_iter().all(|(path, file)| {
            let found = fs::symlink_metadata(self.root.join(path.as_str()));
            found.is_ok_and(|found| Mark::of(&found) == file.mark)
        })
    }
}

/// The hash of the program that runs, with the theme in it; `None` where the system does not show it.
pub fn program() -> Option<blake3::Hash> {
    hash_of(&env::current_exe().ok()?).ok()
}

fn hash_of(path: &Path) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(Opened::open(path)?)?;
    Ok(hasher.finalize())
}
