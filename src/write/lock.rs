//! The lock of an output folder, so that two builds at once cannot mix their files.
//!
//! It is a lock of the operating system, not the existence of a file: it ends with the process
//! however that ends, so nothing has to be cleaned up after a kill. Where folders can be locked, the
//! folder itself is, and nothing of it is to be seen; elsewhere a file stands for it, which stays,
//! because removing it would let a third build lock a new file while a second one holds the old.

use std::fs::{File, TryLockError};
use std::io;

use super::error::{Action, Obstacle, WriteError};
use super::file::{Disk, Found};

/// The file that is locked where a folder cannot be. Its name keeps it from being published.
pub(super) const LOCK: &str = ".cityfolio-lock";

/// Held for as long as the folder is written to.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// Takes the lock or says at once that another build has it.
///
/// A file system that knows no locks (some network disks) is written to without one, for the
/// alternative is not to write at all.
pub(super) fn take(disk: &Disk) -> Result<Lock, WriteError> {
    let file = if cfg!(unix) { disk.open_folder()? } else { lock_file(disk)? };
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(WriteError::Busy { folder: disk.shown("") }),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(Lock { _file: file }),
        Err(TryLockError::Error(error)) => Err(disk.fault(Action::Lock, LOCK, error)),
    }
}

fn lock_file(disk: &Disk) -> Result<File, WriteError> {
    match disk.look(LOCK)? {
        Found::Missing | Found::File(_) => disk.open_lock(LOCK),
        Found::Link => Err(disk.in_the_way(LOCK, Obstacle::Link)),
        Found::Folder => Err(disk.in_the_way(LOCK, Obstacle::Folder)),
        Found::Special => Err(disk.in_the_way(LOCK, Obstacle::Special)),
    }
}
