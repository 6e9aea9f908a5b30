//! What tells one set of inputs, and one program, from another: hashes of all their bytes.
//!
//! It is separate because only a build that may be skipped asks for it.

use std::env;
use std::fs::{self, File as Opened};
use std::io;
use std::path::{Path, PathBuf};

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

/// The file of the program that runs, with the theme in it.
#[derive(Debug)]
pub struct Program {
    path: PathBuf,
    /// What no other file has that ever lay there: size, times and place on the disk. The time of the last change of these
    /// cannot be set by hand.
    pub look: String,
}

impl Program {
    /// `None` where the system does not show it.
    pub fn running() -> Option<Self> {
        let path = env::current_exe().ok()?;
        let look = look(&path, &fs::metadata(&path).ok()?);
        Some(Program { path, look })
    }

    /// The hash of its bytes.
    pub fn hash(&self) -> Option<blake3::Hash> {
        hash_of(&self.path).ok()
    }
}

#[cfg(unix)]
fn look(path: &Path, found: &fs::Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    let times = (found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec());
    format!("{path:?} {} {times:?} {} {}", found.len(), found.dev(), found.ino())
}

#[cfg(not(unix))]
fn look(path: &Path, found: &fs::Metadata) -> String {
    format!("{path:?} {} {:?} {:?}", found.len(), found.modified().ok(), found.created().ok())
}

fn hash_of(path: &Path) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(Opened::open(path)?)?;
    Ok(hasher.finalize())
}
