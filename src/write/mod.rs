//! Outputs to disk: the only writer of disk in the program.
//!
//! It is separate so that every promise about the output folder is kept in one place. A write is:
//!
//! 1. [`refuse`] a folder that is, holds or lies in what the site is made from, or that is not ours;
//! 2. take the lock of the folder, so that two builds cannot mix (`lock`);
//! 3. read the manifest, the list of the files that are ours (`manifest`);
//! 4. look what is at the path of every output, and refuse obstacles before anything is changed (`survey`);
//! 5. take outputs one by one, from as many threads as make them: what the folder has already is dropped, and what
//!    differs is staged under a temporary name beside its target. So no more than a few outputs are in memory at
//!    once, and a full disk shows here, while the site written before is still untouched. What is dear to make is
//!    made only if the manifest does not know it. Before the first file is staged, the manifest notes all that was
//!    and all that will be, so that a kill leaves nothing unlisted;
//! 6. once all outputs are sound, and not before: rename assets, then data, then pages, of each what is new before what is replaced; remove what is
//!    no longer made; note what is left (`steps`).
//!
//! Every path goes through one function that keeps it in the folder (`file`). Links inside the folder
//! are never followed. The folder is taken to be changed by nobody else while it is looked at and
//! written: cityfolio has no defence against somebody who swaps its folders during a build.

#![allow(clippy::disallowed_methods, reason = "this module is the only writer of disk")]

mod cache;
mod error;
mod file;
mod folder;
mod lock;
mod manifest;
mod new;
mod stands;
mod steps;
mod survey;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use cache::keep;
use file::Disk;
use steps::Steps;

pub use error::{Action, Obstacle, Refusal, WriteError};
pub use new::{create_new, replace};
pub use stands::stands;
pub use steps::Taken;

/// Every file of ours that is no output has a name that starts so; outputs may not.
const OWN_PREFIX: &str = ".cityfolio-";

/// One file to be in the output folder.
#[derive(Debug, Clone)]
pub struct Output<'a> {
    /// Relative to the output folder, with `/` between names.
    pub path: String,
    /// What the file holds.
    pub content: Content<'a>,
    /// When it is written relative to the others.
    pub class: Class,
}

/// Hands the bytes of a large output on, piece by piece; every time the same.
pub type Source<'a> = Arc<dyn Fn(&mut dyn io::Write) -> io::Result<()> + Send + Sync + 'a>;

/// The bytes of an output, owned, shared, or made when they are needed.
#[derive(Clone)]
pub enum Content<'a> {
    /// Made for this output alone.
    Bytes(Vec<u8>),
    /// Kept elsewhere too, such as the snapshot of an asset or a page of the warm cache.
    Shared(Arc<[u8]>),
    /// Compiled into the program.
    Static(&'static [u8]),
    /// Too large to be kept: made twice, for its hash and for the file.
    Made(Source<'a>),
    /// Dear to make, such as a picture: not made at all where the folder has what was made from the same
    /// input, which this hash is of.
    /// It needs nothing of the site any more, so that a preview can keep it unmade.
    Drawn(blake3::Hash, Source<'static>),
}

impl Content<'_> {
    /// The bytes themselves; `None` where they are made when they are needed.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Content::Bytes(bytes) => Some(bytes),
            Content::Shared(bytes) => Some(bytes),
            Content::Static(bytes) => Some(bytes),
            Content::Made(_) | Content::Drawn(..) => None,
        }
    }

    /// The hash of what it is made from, where that stands for the bytes.
    fn made_from(&self) -> Option<blake3::Hash> {
        match self {
            Content::Drawn(input, _) => Some(*input),
            _ => None,
        }
    }

    /// Hands the bytes on and gives their hash.
    fn write_hashed(&self, out: &mut dyn io::Write) -> io::Result<blake3::Hash> {
        if let Some(bytes) = self.bytes() {
            return out.write_all(bytes).map(|()| blake3::hash(bytes));
        }
        let mut hashing = Hashing { out, hasher: blake3::Hasher::new() };
        self.write_to(&mut hashing)?;
        Ok(hashing.hasher.finalize())
    }

    /// Hands the bytes on.
    ///
    /// # Errors
    /// What the receiver says, or what makes the bytes.
    pub fn write_to(&self, out: &mut dyn io::Write) -> io::Result<()> {
        match (self, self.bytes()) {
            (Content::Made(source) | Content::Drawn(_, source), _) => source(out),
            (_, bytes) => out.write_all(bytes.unwrap_or_default()),
        }
    }

    /// The hash of the bytes, or of what they are made from where that stands for them.
    pub fn hash(&self) -> blake3::Hash {
        match (self.bytes(), self.made_from()) {
            (Some(bytes), _) => blake3::hash(bytes),
            (None, Some(input)) => input,
            (None, None) => {
                let mut hasher = blake3::Hasher::new();
                // A hasher takes all it is given.
                let _ = self.write_to(&mut hasher);
                hasher.finalize()
            }
        }
    }
}

/// Hands everything on and hashes it.
struct Hashing<'a> {
    out: &'a mut dyn io::Write,
    hasher: blake3::Hasher,
}

impl io::Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.hasher.update(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl fmt::Debug for Content<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bytes() {
            Some(bytes) => write!(formatter, "{} bytes", bytes.len()),
            None => formatter.write_str("bytes made when needed"),
        }
    }
}

impl From<Vec<u8>> for Content<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Content::Bytes(bytes)
    }
}

impl From<String> for Content<'_> {
    fn from(text: String) -> Self {
        Content::Bytes(text.into_bytes())
    }
}

impl From<Arc<[u8]>> for Content<'_> {
    fn from(bytes: Arc<[u8]>) -> Self {
        Content::Shared(bytes)
    }
}

impl From<&'static [u8]> for Content<'_> {
    fn from(bytes: &'static [u8]) -> Self {
        Content::Static(bytes)
    }
}

/// When an output is written: what pages use is there before the pages that use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Style sheets, fonts, images.
    Asset,
    /// Downloads, feeds, indexes: used by pages, and may point to assets.
    Data,
    /// HTML pages.
    Page,
}

impl Class {
    /// In the order of writing.
    const ORDER: [Class; 3] = [Class::Asset, Class::Data, Class::Page];
}

/// Where to write, and what must not be written over.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The output folder; it need not exist.
    pub folder: &'a Path,
    /// The site folder; the output may lie in it, but not be or hold it.
    pub site: &'a Path,
    /// Folders and files the site is made from; they need not exist.
    pub sources: &'a [PathBuf],
    /// Take over a folder, and files in it, that cityfolio did not write.
    pub force: bool,
    /// Bring every file to the disk itself before it takes its name, against loss of power. A kill
    /// of the process needs no such care.
    pub durable: bool,
}

/// What a write did, in files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// New, or replaced because the bytes differed.
    pub written: usize,
    /// Left alone because the bytes were right already.
    pub unchanged: usize,
    /// No longer made, and so removed.
    pub removed: usize,
}

/// Says whether the folder may be written to, without changing anything. [`write()`] asks again.
///
/// # Errors
///
/// [`WriteError::Refused`] or [`WriteError::InTheWay`] where it may not, [`WriteError::Disk`] where
/// the folder could not be looked at.
pub fn refuse(request: &Request) -> Result<(), WriteError> {
    folder::check(request).map(|_| ())
}

/// Makes the output folder hold exactly these outputs, beside files that are not ours.
///
/// # Errors
///
/// As [`begin`], and as [`Writing::finish`].
pub fn write(request: &Request, outputs: Vec<Output<'_>>) -> Result<Summary, WriteError> {
    let disk = folder::prepare(request)?;
    steps::run(&disk, request.force, outputs)
}

/// A write that is under way. Where it is dropped without an end, the next one clears up.
pub struct Writing {
    disk: Disk,
    steps: Steps,
    /// Whether there was no such folder before.
    made: bool,
}

/// Begins to make the output folder hold exactly the outputs of these paths. Nothing in it changes before
/// [`Writing::finish`] but for temporary files, which nobody looks at.
///
/// # Errors
///
/// As [`refuse`]; [`WriteError::Busy`] where another build is writing; [`WriteError::Internal`] for
/// paths that break the contract of [`Output`].
pub fn begin(request: &Request, paths: Vec<String>) -> Result<Writing, WriteError> {
    let made = !request.folder.exists();
    let disk = folder::prepare(request)?;
    let steps = Steps::begin(&disk, request.force, paths)?;
    Ok(Writing { disk, steps, made })
}

impl Writing {
    /// Takes one of the outputs, which then need not be kept.
    ///
    /// # Errors
    /// Where it cannot be staged or made, or a file that is not ours is in its way.
    pub fn take<'a>(&self, output: Output<'a>) -> Result<Taken<'a>, WriteError> {
        self.steps.take(&self.disk, output)
    }

    /// Ends with what was made of all outputs; gives what was done, and the hash of the manifest, for [`stands()`].
    ///
    /// # Errors
    /// The first of theirs, and those of the disk. After any error every file is whole, and where the
    /// fault came before the renaming (a full disk, a missing permission) the site is the one before.
    pub fn finish(self, taken: Vec<Result<Taken<'_>, WriteError>>) -> Result<(Summary, blake3::Hash), WriteError> {
        self.steps.finish(&self.disk, taken)
    }

    /// Ends without the outputs: the folder is as it was.
    pub fn abandon(self) {
        self.steps.undo(&self.disk);
        if self.made {
            self.disk.remove_root();
        }
    }
}
