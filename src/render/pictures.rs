//! The copies of pictures: taken from the cache of earlier builds, or made.
//!
//! All copies of a picture are made at once, because decoding costs most. They go to the cache, which
//! holds them until they are written, so that a site's pictures are never all in memory; without a
//! cache they are held. What the cache says is believed only with its hash.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::media::{self, Copy, Fault, Format, Picture};
use crate::path::SourcePath;
use crate::source::{self, Snapshot};
use crate::write::{self, Content};

/// The copies of one picture while a build runs.
#[derive(Debug, Default)]
enum Slot {
    #[default]
    New,
    /// In the cache, all of them.
    Kept,
    /// In memory, in their order.
    Held(Vec<Arc<[u8]>>),
    /// Told already.
    Faulty,
}

/// The copies of pictures, shared by all threads of a build.
#[derive(Debug, Default)]
pub struct Copies {
    /// The folder of the cache; `None` keeps nothing.
    pub cache: Option<PathBuf>,
    slots: Mutex<BTreeMap<String, Arc<Mutex<Slot>>>>,
}

impl Copies {
    /// Copies with a cache in a folder.
    pub fn new(cache: Option<PathBuf>) -> Self {
        Copies { cache, slots: Mutex::default() }
    }

    /// One copy of a picture; `None` where it is damaged and that was told for another copy.
    ///
    /// # Errors
    /// Why the picture cannot be shown.
    pub(super) fn content(
        &self,
        snapshot: &Snapshot,
        (file, picture): (&SourcePath, &Picture),
        index: usize,
    ) -> Result<Option<Content<'static>>, Fault> {
        let read = || snapshot.bytes(file).map_err(|error| Fault::Unreadable(error.to_string()));
        if picture.form == media::Form::Drawing {
            return Ok(Some(read()?.into()));
        }
        let slot =
            self.slots.lock().unwrap_or_else(PoisonError::into_inner).entry(picture.key.clone()).or_default().clone();
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        let copies = picture.copies();
        if let Slot::New = *slot {
            *slot = self.fill(read, picture, &copies).inspect_err(|_| *slot = Slot::Faulty)?;
        }
        Ok(match (&*slot, &self.cache) {
            (Slot::Held(held), _) => held.get(index).map(|bytes| Content::Shared(bytes.clone())),
            (Slot::Kept, Some(folder)) => {
                copies.get(index).map(|copy| self::kept(folder, (&snapshot.root, file), (picture, index, *copy)))
            }
            _ => None,
        })
    }

    /// Finds all copies in the cache, or makes them.
    fn fill(
        &self,
        read: impl Fn() -> Result<Vec<u8>, Fault>,
        picture: &Picture,
        copies: &[Copy],
    ) -> Result<Slot, Fault> {
        let there = |folder: &Path| copies.iter().all(|copy| source::kept(folder, &name(picture, copy)).is_some());
        if self.cache.as_deref().is_some_and(there) {
            return Ok(Slot::Kept);
        }
        let made = media::copies(&read()?, picture, copies)?;
        let store = |folder: &Path| {
            let mut pairs = copies.iter().zip(&made);
            pairs.all(|(copy, bytes)| write::keep(folder, &name(picture, copy), bytes).is_ok())
        };
        if self.cache.as_deref().is_some_and(store) {
            return Ok(Slot::Kept);
        }
        Ok(Slot::Held(made.into_iter().map(Arc::from).collect()))
    }
}

/// A copy that is read from the cache when it is written. Should the cache be gone by then, it is made
/// again.
fn kept(
    folder: &Path,
    (root, file): (&Path, &SourcePath),
    (picture, index, copy): (&Picture, usize, Copy),
) -> Content<'static> {
    let (folder, root, file, picture) = (folder.to_owned(), root.to_owned(), file.clone(), picture.clone());
    Content::Made(Arc::new(move |out| {
        if let Some(bytes) = source::kept(&folder, &name(&picture, &copy)) {
            return out.write_all(&bytes);
        }
        let bytes = source::bytes(&root, &file)?;
        let made = media::copies(&bytes, &picture, &picture.copies());
        let made = made.map_err(|_| std::io::Error::other(format!("`{file}` has changed while the site was built")))?;
        out.write_all(made.get(index).map_or(&[], Vec::as_slice))
    }))
}

/// The file of a copy in the cache.
fn name(picture: &Picture, copy: &Copy) -> String {
    let Copy { width, format, .. } = copy;
    // Two encodings of one width differ in their ending.
    let format: &Format = format;
    format!("pictures/{}/{}-{width}.{}", &picture.key[..2], picture.key, format.extension())
}
