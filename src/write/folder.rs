//! Which folder may be the output folder.
//!
//! Paths are compared as the file system sees them, with links and `..` resolved, also where a part of
//! them does not exist yet: a folder that will be created inside `content` is refused as `content` is.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::error::{Action, Obstacle, Refusal, WriteError};
use super::file::Disk;
use super::manifest::MANIFEST;
use super::{OWN_PREFIX, Request};

/// Creates the folder, if it may be one, and opens it for writing.
pub(super) fn prepare(request: &Request) -> Result<Disk, WriteError> {
    let folder = check(request)?;
    let fault = |source| WriteError::Disk { action: Action::CreateFolder, path: request.folder.to_owned(), source };
    fs::create_dir_all(&folder).map_err(fault)?;
    Ok(Disk::new(folder, request.folder.to_owned(), request.durable))
}

/// Says whether the folder may be written to, and gives its resolved path.
pub(super) fn check(request: &Request) -> Result<PathBuf, WriteError> {
    let refused = |why| WriteError::Refused { folder: request.folder.to_owned(), why };
    let folder = resolve(request.folder)?;
    if folder.parent().is_none() {
        return Err(refused(Refusal::Root));
    }
    let site = resolve(request.site)?;
    if folder == site {
        return Err(refused(Refusal::Site));
    }
    if site.starts_with(&folder) {
        return Err(refused(Refusal::HoldsSite));
    }
    for source in request.sources {
        let resolved = resolve(source)?;
        if folder == resolved {
            return Err(refused(Refusal::Source(source.clone())));
        }
        if resolved.starts_with(&folder) {
            return Err(refused(Refusal::HoldsSource(source.clone())));
        }
        if folder.starts_with(&resolved) {
            return Err(refused(Refusal::InSource(source.clone())));
        }
    }
    check_contents(request, &folder)?;
    Ok(folder)
}

/// An output folder is missing, empty, or one that we made; `force` allows any folder.
fn check_contents(request: &Request, folder: &Path) -> Result<(), WriteError> {
    let fault = |source| WriteError::Disk { action: Action::Read, path: request.folder.to_owned(), source };
    match fs::symlink_metadata(folder) {
        Ok(found) if !found.is_dir() => {
            let why = Refusal::File(request.folder.to_owned());
            return Err(WriteError::Refused { folder: request.folder.to_owned(), why });
        }
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(fault(error)),
    }
    if let Ok(found) = fs::symlink_metadata(folder.join(MANIFEST)) {
        let obstacle = match found.file_type() {
            kind if kind.is_file() => return Ok(()),
            kind if kind.is_symlink() => Obstacle::Link,
            kind if kind.is_dir() => Obstacle::Folder,
            _ => Obstacle::Special,
        };
        return Err(WriteError::InTheWay { path: request.folder.join(MANIFEST), obstacle });
    }
    if request.force {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(fault)? {
        let name = entry.map_err(fault)?.file_name();
        // A first build that was killed leaves its lock and temporary files, but no manifest.
        if !name.to_string_lossy().starts_with(OWN_PREFIX) {
            return Err(WriteError::Refused { folder: request.folder.to_owned(), why: Refusal::Foreign });
        }
    }
    Ok(())
}

/// The absolute path without links and `..`. What does not exist is taken as a plain folder to be.
fn resolve(path: &Path) -> Result<PathBuf, WriteError> {
    let fault = |source| WriteError::Disk { action: Action::Read, path: path.to_owned(), source };
    let absolute = std::path::absolute(path).map_err(fault)?;
    let mut resolved = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::Prefix(prefix) => resolved.push(prefix.as_os_str()),
            Component::RootDir => {
                resolved.push(component);
                resolved = fs::canonicalize(&resolved).map_err(fault)?;
            }
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
            }
            Component::Normal(name) => resolved = step(path, &resolved, Path::new(name))?,
        }
    }
    Ok(resolved)
}

/// One name further from a resolved folder.
fn step(asked: &Path, folder: &Path, name: &Path) -> Result<PathBuf, WriteError> {
    let next = folder.join(name);
    let refused = |why| WriteError::Refused { folder: asked.to_owned(), why };
    let fault = |source| WriteError::Disk { action: Action::Read, path: asked.to_owned(), source };
    match fs::symlink_metadata(&next) {
        // Asked for plain folders too: some systems know one by several names (`CONTENT`, `CONTEN~1`).
        Ok(_) => match fs::canonicalize(&next) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(refused(Refusal::DeadLink(next))),
            target => target.map_err(fault),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(next),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Err(refused(Refusal::File(folder.to_owned()))),
        Err(error) => Err(fault(error)),
    }
}
