//! One folder on disk, and the only operations that change it.
//!
//! Every path passes [`Disk::path`], which keeps it in the folder; every file comes into being under a
//! temporary name beside its target and is renamed, so that nobody sees half of it. Temporary names
//! follow from the target, which makes what a killed build left easy to know and to sweep.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::error::{Action, Obstacle, Refusal, WriteError};
use super::{Content, OWN_PREFIX};

/// Starts the name of every temporary file.
const TEMPORARY: &str = ".cityfolio-tmp-";

/// Length of the rest of that name, in hexadecimal digits: 64 bits, enough that no two targets of one
/// folder share a name.
const DIGITS: usize = 16;

/// Files are compared in pieces of this size, which is that of most pages, so that one read does.
const PIECE: usize = 16 * 1024;

/// What is found at a path, links not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Missing,
    /// A file and its length.
    File(u64),
    Folder,
    Link,
    Special,
}

/// An output folder. All paths are relative to it, with `/` between names.
#[derive(Debug)]
pub(super) struct Disk {
    /// Absolute, without links.
    root: PathBuf,
    /// As the user wrote it, for messages.
    asked: PathBuf,
    /// Whether files are brought to the disk itself before they take their name.
    pub(super) durable: bool,
    #[cfg(test)]
    pub(super) trouble: super::tests::Trouble,
}

impl Disk {
    /// Opens a folder that exists.
    pub(super) fn new(root: PathBuf, asked: PathBuf, durable: bool) -> Self {
        Disk {
            root,
            asked,
            durable,
            #[cfg(test)]
            trouble: super::tests::Trouble::default(),
        }
    }

    /// The one place where a path becomes one on disk: nothing outside the folder passes.
    fn path(&self, relative: &str) -> Result<PathBuf, WriteError> {
        match path_fault(relative) {
            None => Ok(self.root.join(relative)),
            Some(fault) => Err(WriteError::Internal { path: relative.to_owned(), fault }),
        }
    }

    /// A path as it is shown to people.
    pub(super) fn shown(&self, relative: &str) -> PathBuf {
        if relative.is_empty() { self.asked.clone() } else { self.asked.join(relative) }
    }

    /// An error of the system, with what was tried.
    pub(super) fn fault(&self, action: Action, relative: &str, source: io::Error) -> WriteError {
        WriteError::Disk { action, path: self.shown(relative), source }
    }

    /// An obstacle at a path.
    pub(super) fn in_the_way(&self, relative: &str, obstacle: Obstacle) -> WriteError {
        WriteError::InTheWay { path: self.shown(relative), obstacle }
    }

    /// A reason not to write into the folder at all.
    pub(super) fn refused(&self, why: Refusal) -> WriteError {
        WriteError::Refused { folder: self.asked.clone(), why }
    }

    /// Passes on to the system, except where a test lets the step fail.
    fn attempt<T>(&self, step: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        #[cfg(test)]
        self.trouble.strike()?;
        step()
    }

    /// What is at a path. Below a file there is nothing.
    pub(super) fn look(&self, relative: &str) -> Result<Found, WriteError> {
        match fs::symlink_metadata(self.path(relative)?) {
            Ok(found) if found.is_symlink() => Ok(Found::Link),
            Ok(found) if found.is_dir() => Ok(Found::Folder),
            Ok(found) if found.is_file() => Ok(Found::File(found.len())),
            Ok(_) => Ok(Found::Special),
            Err(error) if is_absence(&error) => Ok(Found::Missing),
            Err(error) => Err(self.fault(Action::Read, relative, error)),
        }
    }

    /// Whether all folders above a path are real ones, so that the path is where it seems to be.
    pub(super) fn is_inside(&self, relative: &str) -> Result<bool, WriteError> {
        for folder in parents(relative) {
            if self.look(folder)? != Found::Folder {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a file holds exactly these bytes; one that cannot be read does not. What is made when
    /// it is needed is known by its hash.
    pub(super) fn holds(&self, relative: &str, content: &Content<'_>, hash: blake3::Hash) -> Result<bool, WriteError> {
        let path = self.path(relative)?;
        let equal = match content.bytes() {
            Some(bytes) => is_equal(&path, bytes),
            None => hash_of(&path, &mut [0; PIECE]).map(|found| found == hash),
        };
        Ok(equal.unwrap_or(false))
    }

    /// The hash of a file, read through a buffer that serves for many.
    pub(super) fn hash(&self, relative: &str, buffer: &mut [u8]) -> Result<blake3::Hash, WriteError> {
        hash_of(&self.path(relative)?, buffer).map_err(|error| self.fault(Action::Read, relative, error))
    }

    /// The bytes of a file.
    pub(super) fn read(&self, relative: &str) -> Result<Vec<u8>, WriteError> {
        fs::read(self.path(relative)?).map_err(|error| self.fault(Action::Read, relative, error))
    }

    /// Names in a folder, and whether each is a folder itself. Names that are no text are not ours.
    pub(super) fn list(&self, relative: &str) -> Result<Vec<(String, bool)>, WriteError> {
        let folder = if relative.is_empty() { self.root.clone() } else { self.path(relative)? };
        let fault = |error| self.fault(Action::Read, relative, error);
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).map_err(fault)? {
            let entry = entry.map_err(fault)?;
            let kind = entry.file_type().map_err(fault)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            names.push((name, kind.is_dir()));
        }
        Ok(names)
    }

    /// Opens the folder itself, to lock it.
    pub(super) fn open_folder(&self) -> Result<File, WriteError> {
        self.attempt(|| File::open(&self.root)).map_err(|error| self.fault(Action::Lock, "", error))
    }

    /// Opens the lock file, creating it.
    pub(super) fn open_lock(&self, relative: &str) -> Result<File, WriteError> {
        let path = self.path(relative)?;
        self.attempt(|| File::options().create(true).truncate(false).write(true).open(path))
            .map_err(|error| self.fault(Action::Write, relative, error))
    }

    /// Makes a folder and those above it. One that is there already is fine: a neighbour made it.
    pub(super) fn make_folder(&self, relative: &str) -> Result<(), WriteError> {
        let path = self.path(relative)?;
        let mut made = self.attempt(|| fs::create_dir(&path));
        if let (Err(error), Some((parent, _))) = (&made, relative.rsplit_once('/'))
            && error.kind() == io::ErrorKind::NotFound
        {
            self.make_folder(parent)?;
            made = self.attempt(|| fs::create_dir(&path));
        }
        match made {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            made => made.map_err(|error| self.fault(Action::CreateFolder, relative, error)),
        }
    }

    /// Writes the whole file under its temporary name; gives the hash of what was written.
    pub(super) fn stage(&self, relative: &str, content: &Content<'_>) -> Result<blake3::Hash, WriteError> {
        let path = self.path(&temporary(relative))?;
        let fault = |error| self.fault(Action::Write, relative, error);
        let created = match self.attempt(|| File::create_new(&path)) {
            // Left by a build that was killed, or a link put there; removing does not follow it.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                self.attempt(|| fs::remove_file(&path)).and_then(|()| self.attempt(|| File::create_new(&path)))
            }
            created => created,
        };
        let mut file = created.map_err(fault)?;
        let hash = self.attempt(|| content.write_hashed(&mut file)).map_err(fault)?;
        if self.durable {
            self.attempt(|| file.sync_all()).map_err(fault)?;
        }
        Ok(hash)
    }

    /// Gives a staged file its name, replacing what had it.
    pub(super) fn commit(&self, relative: &str) -> Result<(), WriteError> {
        let (from, to) = (self.path(&temporary(relative))?, self.path(relative)?);
        self.attempt(|| fs::rename(from, to)).map_err(|error| self.fault(Action::Write, relative, error))
    }

    /// Removes what was staged for a target, if anything was.
    pub(super) fn discard(&self, relative: &str) -> Result<(), WriteError> {
        let path = self.path(&temporary(relative))?;
        match self.attempt(|| fs::remove_file(path)) {
            Err(error) if !is_absence(&error) => Err(self.fault(Action::Remove, relative, error)),
            _ => Ok(()),
        }
    }

    /// Stages and commits one file, or leaves what was.
    pub(super) fn replace(&self, relative: &str, bytes: &[u8]) -> Result<(), WriteError> {
        self.stage(relative, &bytes.to_vec().into()).and_then(|_| self.commit(relative)).inspect_err(|_| {
            // The error that came first is the one to tell; what stays is swept by the next write.
            let _ = self.discard(relative);
        })
    }

    /// Removes a file; says whether there was one. A link or folder in its place is not ours, and stays.
    pub(super) fn remove(&self, relative: &str) -> Result<bool, WriteError> {
        if !matches!(self.look(relative)?, Found::File(_)) || !self.is_inside(relative)? {
            return Ok(false);
        }
        let path = self.path(relative)?;
        match self.attempt(|| fs::remove_file(path)) {
            Ok(()) => Ok(true),
            Err(error) if is_absence(&error) => Ok(false),
            Err(error) => Err(self.fault(Action::Remove, relative, error)),
        }
    }

    /// Removes a folder if it is empty.
    pub(super) fn remove_empty_folder(&self, relative: &str) -> Result<(), WriteError> {
        if self.look(relative)? != Found::Folder || !self.is_inside(relative)? {
            return Ok(());
        }
        let path = self.path(relative)?;
        match self.attempt(|| fs::remove_dir(path)) {
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty || is_absence(&error) => Ok(()),
            removed => removed.map_err(|error| self.fault(Action::Remove, relative, error)),
        }
    }

    /// Removes the output folder itself if it is empty. Where it cannot be removed, it stays, which does no harm.
    pub(super) fn remove_root(&self) {
        let _ = self.attempt(|| fs::remove_dir(&self.root));
    }

    /// Brings the names in a folder to the disk itself.
    pub(super) fn sync_folder(&self, relative: &str) -> Result<(), WriteError> {
        // Other systems cannot open a folder as a file, and keep names in their journal.
        if cfg!(unix) {
            let folder = if relative.is_empty() { self.root.clone() } else { self.path(relative)? };
            self.attempt(|| File::open(folder)?.sync_all())
                .map_err(|error| self.fault(Action::Write, relative, error))?;
        }
        Ok(())
    }

    /// Whether two paths are one file, on systems where names that differ in case are the same.
    pub(super) fn is_same_file(&self, left: &str, right: &str) -> Result<bool, WriteError> {
        let (left, right) = (fs::canonicalize(self.path(left)?), fs::canonicalize(self.path(right)?));
        Ok(matches!((left, right), (Ok(left), Ok(right)) if left == right))
    }
}

/// The folders above a path, from the outermost.
pub(super) fn parents(relative: &str) -> impl DoubleEndedIterator<Item = &str> {
    relative.match_indices('/').map(|(end, _)| &relative[..end])
}

/// What is wrong with a path below the folder, if anything.
fn path_fault(relative: &str) -> Option<&'static str> {
    if relative.is_empty() {
        return Some("has an empty path");
    }
    if relative.contains(|letter: char| letter.is_control() || letter == '\\') {
        return Some("has a path with a control character or a backslash");
    }
    if relative.split('/').any(|name| matches!(name, "" | "." | "..")) {
        return Some("has a path that is absolute, or has an empty name, `.` or `..` in it");
    }
    // On some systems more is special, such as `C:`: what the system reads must be the same names.
    let plain = |component| matches!(component, std::path::Component::Normal(_));
    if !Path::new(relative).components().all(plain) {
        return Some("has a path that is not relative");
    }
    None
}

/// What is wrong with the path of an output, if anything: the names of our own files are taken.
pub(super) fn output_path_fault(relative: &str) -> Option<&'static str> {
    let is_own = || relative.split('/').any(|name| name.starts_with(OWN_PREFIX));
    path_fault(relative).or_else(|| is_own().then_some("has a name that cityfolio keeps for itself"))
}

/// The temporary name beside a target.
pub(super) fn temporary(relative: &str) -> String {
    let digits = blake3::hash(relative.as_bytes()).to_hex();
    let folder = relative.rsplit_once('/').map_or(0, |(folder, _)| folder.len() + 1);
    format!("{}{TEMPORARY}{}", &relative[..folder], &digits[..DIGITS])
}

/// Whether a name is one that [`temporary`] gives.
pub(super) fn is_temporary(name: &str) -> bool {
    let is_digits = |rest: &str| rest.len() == DIGITS && rest.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.strip_prefix(TEMPORARY).is_some_and(is_digits)
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn hash_of(path: &Path, buffer: &mut [u8]) -> io::Result<blake3::Hash> {
    let (mut file, mut hasher) = (File::open(path)?, blake3::Hasher::new());
    loop {
        match file.read(buffer)? {
            0 => return Ok(hasher.finalize()),
            read => hasher.update(&buffer[..read]),
        };
    }
}

fn is_equal(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut piece = [0; PIECE];
    let mut rest = bytes;
    loop {
        let read = file.read(&mut piece)?;
        match (read, rest.strip_prefix(&piece[..read])) {
            (0, _) => return Ok(rest.is_empty()),
            (_, Some(after)) => rest = after,
            (_, None) => return Ok(false),
        }
    }
}
