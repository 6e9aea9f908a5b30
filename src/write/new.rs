//! A single file outside the output: for `new` and `add` never over one that exists, for `schema` also
//! over an older one.
//!
//! It is apart from [`super::write`] because it works in the folders of the author, where there is no
//! manifest and no lock, and where the caller says which path may be written.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::{Action, WriteError};
use super::file::temporary;

/// Creates a file with these bytes, and the folders above it: the whole file or nothing.
///
/// The path is taken as it is; that it lies in the site folder is for the caller to see to.
///
/// # Errors
///
/// [`WriteError::Exists`] where there is something of that name already, whatever it is;
/// [`WriteError::Disk`] where the system refuses. Folders made for it are gone again then.
pub fn create_new(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(WriteError::Exists { path: path.to_owned() });
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let made: Vec<PathBuf> = folder
        .ancestors()
        .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
        .map(Path::to_path_buf)
        .collect();
    let created = create_folders(folder).and_then(|()| fill(path, folder, bytes));
    if created.is_err() {
        for above in made {
            let _ = fs::remove_dir(above);
        }
    }
    created
}

/// Writes a file with these bytes over what is there, and the folders above it: the whole file or
/// nothing.
///
/// # Errors
///
/// [`WriteError::Disk`] where the system refuses.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    create_folders(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(temporary(&format!("{name}.{}", std::process::id())));
    let written = fill_new(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|source| {
        let _ = fs::remove_file(&beside);
        WriteError::Disk { action: Action::Write, path: path.to_owned(), source }
    })
}

fn create_folders(folder: &Path) -> Result<(), WriteError> {
    let fault = |source| WriteError::Disk { action: Action::CreateFolder, path: folder.to_owned(), source };
    if folder.as_os_str().is_empty() { Ok(()) } else { fs::create_dir_all(folder).map_err(fault) }
}

/// Writes beside the target, then links it there: unlike a rename, a link never replaces.
fn fill(path: &Path, folder: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    // Two processes may create the same file at once; each gets a temporary name of its own.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(temporary(&format!("{name}.{}", std::process::id())));
    let linked = fill_new(&beside, bytes).and_then(|()| match fs::hard_link(&beside, path) {
        // Some file systems know no links: there, create the target itself, whole or not at all.
        Err(error) if is_linkless(&error) => fill_new(path, bytes),
        linked => linked,
    });
    let _ = fs::remove_file(&beside);
    linked.map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => WriteError::Exists { path: path.to_owned() },
        _ => WriteError::Disk { action: Action::Write, path: path.to_owned(), source },
    })
}

/// Creates and fills a file that must not exist; removes it again where filling fails.
fn fill_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let filled = file.write_all(bytes);
    if filled.is_err() {
        let _ = fs::remove_file(path);
    }
    filled
}

fn is_linkless(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied)
}
