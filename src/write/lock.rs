//! The lock of an output folder, so that two builds at once cannot mix their files.
//!
//! It is a lock of the operating system on a file, not the mere existence of the file: it ends with
//! the process however that ends, so nothing has to be cleaned up after a kill. The file stays, because
//! removing it would let a third build lock a new file while a second one holds the old.

use std::fs::{File, TryLockError};
use std::io;

use super::error::{Action, Obstacle, WriteError};
use super::file::{Disk, Found};

/// The file that is locked. Its name keeps it from being published.
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
    match disk.look(LOCK)? {
        Found::Missing | Found::File(_) => {}
        Found::Link => return Err(disk.in_the_way(LOCK, Obstacle::Link)),
        Found::Folder => return Err(disk.in_the_way(LOCK, Obstacle::Folder)),
        Found::Special => return Err(disk.in_the_way(LOCK, Obstacle::Special)),
    }
    let file = disk.open_lock(LOCK)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(WriteError::Busy { folder: disk.shown("") }),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(Lock { _file: file }),
        Err(TryLockError::Error(error)) => Err(disk.fault(Action::Lock, LOCK, error)),
    }
}
