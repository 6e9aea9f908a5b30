//! What is kept for later builds, in the cache of the user: never in the site, never in the output.
//!
//! A file is its bytes and their hash, written beside and renamed, so that two builds at once, or a
//! kill, leave nothing that could be taken for something else.

use std::fs;
use std::io;
use std::path::Path;

/// Keeps bytes under a name.
///
/// # Errors
/// What the system says; a build goes on without.
pub fn keep(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let hash = blake3::hash(bytes);
    let staged = path.with_extension(format!("{}.part", std::process::id()));
    let whole = [bytes, hash.as_bytes().as_slice()].concat();
    fs::write(&staged, whole).and_then(|()| fs::rename(&staged, &path)).inspect_err(|_| {
        // The error that came first is the one to tell.
        let _ = fs::remove_file(&staged);
    })
}
