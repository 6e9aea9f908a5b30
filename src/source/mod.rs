//! An immutable snapshot of the input files: the only reader of the disk.
//!
//! 1. [`read`] walks the site folder once (`site.yaml`, `content/`, `assets/`, `themes/`), sorted,
//!    without following links, and reads every text in parallel.
//! 2. What cannot be an input (a link, a name or text that is no UTF-8, a file past its limit) is a
//!    diagnostic, and the file is left out.
//! 3. The theme compiled into the program lies under the site's own theme files ([`theme`]).
//!
//! Images and other binary files are listed and read only when they are needed.

#![allow(clippy::disallowed_methods, reason = "this module is the only reader of the disk")]

mod again;
mod cache;
mod fingerprint;
mod limits;
pub mod look;
mod text;
pub mod theme;
mod walk;
pub mod web;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use imbl::OrdMap;
use rayon::prelude::*;

use crate::diag::{Diagnostic, Report};
use crate::media::{self, Fault, PICTURE_LIMIT, Picture};
use crate::path::SourcePath;
use look::Mark;

pub use again::{Again, again};
pub use cache::kept;
pub use fingerprint::Program;
pub use limits::{TABLE_LIMIT, TEXT_LIMIT};

/// The configuration file that makes a folder a site.
pub const CONFIG: &str = "site.yaml";

/// All inputs of a site at one moment.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// The site folder as the command was given it.
    pub root: PathBuf,
    /// Every input, by path.
    pub files: OrdMap<SourcePath, File>,
    /// Inputs that are there and could not be read, each with a problem in the report.
    pub unread: BTreeSet<SourcePath>,
}

/// One input.
#[derive(Debug, Clone)]
pub struct File {
    /// Size in bytes.
    pub size: u64,
    /// The text; `None` for images and other binary files.
    pub text: Option<Arc<str>>,
    /// What it looked like on the disk just before it was read.
    mark: Mark,
    /// What it is as a picture, once somebody has asked.
    picture: Arc<OnceLock<Result<Picture, Fault>>>,
}

impl File {
    /// A file of `size` bytes that lies on no disk, with its text, if it is one.
    pub fn new(size: u64, text: Option<Arc<str>>) -> Self {
        File::found(Mark::nowhere(size), text)
    }

    fn found(mark: Mark, text: Option<Arc<str>>) -> Self {
        File { size: mark.length, text, mark, picture: Arc::default() }
    }
}

/// Why nothing could be read at all.
#[derive(Debug)]
pub enum SourceError {
    /// The folder does not exist or is none.
    NoFolder(PathBuf),
    /// The folder cannot be read.
    Unreadable(PathBuf, io::Error),
}

impl fmt::Display for SourceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SourceError::NoFolder(path) => write!(formatter, "there is no folder `{}`", path.display()),
            SourceError::Unreadable(path, error) => write!(formatter, "`{}` cannot be read: {error}", path.display()),
        }
    }
}

impl std::error::Error for SourceError {}

/// Reads a site folder.
///
/// # Errors
/// Only where the folder itself cannot be read; everything about single files is in the report.
pub fn read(root: &Path) -> Result<(Snapshot, Report), SourceError> {
    if !root.is_dir() {
        return Err(SourceError::NoFolder(root.to_owned()));
    }
    let mut report = Report::default();
    let found = walk::walk(root, &mut report)?;
    let read: Vec<(SourcePath, Result<File, Diagnostic>)> =
        found.into_par_iter().map(|(path, mark)| (path.clone(), read_file(root, &path, mark))).collect();
    let (mut files, mut unread) = (OrdMap::new(), BTreeSet::new());
    for (path, result) in read {
        match result {
            Ok(file) => {
                files.insert(path, file);
            }
            Err(problem) => {
                unread.insert(path);
                report.add(problem);
            }
        }
    }
    Ok((Snapshot { root: root.to_owned(), files, unread }, report))
}

fn read_file(root: &Path, path: &SourcePath, mark: Mark) -> Result<File, Diagnostic> {
    if !text::is_text(path) {
        return Ok(File::found(mark, None));
    }
    limits::check(path, mark.length)?;
    let bytes = fs::read(root.join(path.as_str())).map_err(|error| walk::unreadable(path.as_str(), &error))?;
    text::decode(path, bytes).map(|text| File::found(mark, Some(text.into())))
}

impl Snapshot {
    /// The text of a file, if it is there and is a text.
    pub fn text(&self, path: &str) -> Option<&str> {
        let path = SourcePath::new(path)?;
        self.files.get(&path)?.text.as_deref()
    }

    /// The excerpt that a message shows: from the site, or from the theme in the program.
    pub fn excerpt(&self, path: &str) -> Option<&str> {
        self.text(path).or_else(|| theme::builtin_text(path))
    }

    /// Lets go of the texts in `content/`, once all that they say has been read: those of a large site take as
    /// much memory as what is made of them.
    pub fn forget(&mut self) {
        let files = std::mem::take(&mut self.files).into_iter().map(|(path, file)| match path.as_str() {
            name if name.starts_with("content/") => (path, File { text: None, ..file }),
            _ => (path, file),
        });
        self.files = files.collect();
    }

    /// Reads a text again that was let go of. Where it cannot be read any more, it stays away.
    pub fn recall(&mut self, path: &str) {
        if let Some((path, file)) = SourcePath::new(path).and_then(|path| self.files.get_key_value(&path))
            && let Ok(read) = read_file(&self.root, path, file.mark)
        {
            self.files.insert(path.clone(), read);
        }
    }

    /// The bytes of an input, read from the disk where there is no text of it.
    ///
    /// # Errors
    /// What the system says of the file.
    pub fn bytes(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        match self.files.get(path).and_then(|file| file.text.as_ref()) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => bytes(&self.root, path),
        }
    }

    /// A file as a picture, by its header; the file is read once. `None` where there is no such file.
    pub fn picture(&self, path: &SourcePath) -> Option<Result<Picture, Fault>> {
        let file = self.files.get(path)?;
        let measured = file.picture.get_or_init(|| {
            if file.size > PICTURE_LIMIT {
                return Err(Fault::Heavy(file.size));
            }
            let bytes = self.bytes(path).map_err(|error| Fault::Unreadable(error.to_string()))?;
            media::measure(&bytes)
        });
        Some(measured.clone())
    }

    /// The files in a folder and below it, with their paths relative to it.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a SourcePath, &'a str, &'a File)> {
        let start = format!("{folder}/");
        let files = self.files.range::<_, str>((Bound::Included(start.as_str()), Bound::Unbounded));
        files.map_while(move |(path, file)| {
            let rest = path.as_str().strip_prefix(folder)?.strip_prefix('/')?;
            Some((path, rest, file))
        })
    }
}

/// The bytes of a file of a site, as they are on the disk now.
///
/// # Errors
/// What the system says of the file.
pub fn bytes(root: &Path, path: &SourcePath) -> io::Result<Vec<u8>> {
    fs::read(root.join(path.as_str()))
}

/// The folders and files of a site that are inputs, so that the output is never one of them.
pub fn inputs(root: &Path) -> Vec<PathBuf> {
    walk::ROOTS.iter().chain([&CONFIG]).map(|name| root.join(name)).collect()
}
