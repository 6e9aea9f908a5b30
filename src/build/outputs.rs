//! The outputs of a round: what a preview serves, and what the next round keeps.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::write::{Class, Content, Output};
use imbl::OrdMap;

/// Tables up to this size, in bytes, are kept in memory.
const KEPT: usize = 4_000_000;

/// One output that was made.
#[derive(Debug, Clone)]
pub struct Built {
    /// Its bytes, or how they are made.
    pub content: Content<'static>,
    /// When it is written relative to the others.
    pub class: Class,
    /// The hash of its bytes.
    pub hash: blake3::Hash,
}

/// Every output of one round, by its path with `/` between names. It never changes; a clone of the
/// `Arc` around it is all that a reader needs to hold.
#[derive(Debug, Default, Clone)]
pub struct Outputs {
    /// By path relative to the output folder.
    pub files: OrdMap<String, Arc<Built>>,
}

impl Built {
    /// Takes an output with the hash of its bytes. What is made when it is written is made once here; what
    /// is drawn stays undrawn, known by what it is drawn from.
    pub fn new(content: Content<'static>, class: Class) -> Self {
        let hash = content.hash();
        Built { content, class, hash }
    }

    /// Takes an output of the renderer. A small table is made at once, so that it needs nothing else any
    /// more; a large one is made whenever it is asked for.
    pub(super) fn of(output: &Output<'static>) -> Self {
        let content = match &output.content {
            Content::Made(_) => made(&output.content).map_or_else(|| output.content.clone(), Content::Shared),
            Content::Bytes(bytes) => Content::Shared(bytes.as_slice().into()),
            content => content.clone(),
        };
        Built::new(content, output.class)
    }

    /// All bytes at once. Those of large tables are made anew at every call.
    ///
    /// # Errors
    /// Where a table cannot be made.
    pub fn bytes(&self) -> io::Result<Arc<[u8]>> {
        match &self.content {
            Content::Shared(bytes) => Ok(bytes.clone()),
            content => {
                let mut bytes = Vec::new();
                content.write_to(&mut bytes)?;
                Ok(bytes.into())
            }
        }
    }
}

/// The bytes of a table, unless it is too large to be kept.
fn made(content: &Content<'static>) -> Option<Arc<[u8]>> {
    let mut small = Small(Vec::new());
    content.write_to(&mut small).ok()?;
    Some(small.0.into())
}

/// Takes bytes up to [`KEPT`].
struct Small(Vec<u8>);

impl io::Write for Small {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > KEPT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Outputs {
    /// An output by its path.
    pub fn get(&self, path: &str) -> Option<&Arc<Built>> {
        self.files.get(path)
    }
}

impl FromIterator<(String, Arc<Built>)> for Outputs {
    fn from_iter<T: IntoIterator<Item = (String, Arc<Built>)>>(files: T) -> Self {
        Outputs { files: files.into_iter().collect() }
    }
}

/// What readers ask for while a round renders: those outputs are made first, and can be had before the
/// rest is there.
#[derive(Debug, Default)]
pub struct Wanted {
    asked: Mutex<Vec<String>>,
    ready: Mutex<BTreeMap<String, Arc<Built>>>,
}

impl Wanted {
    /// Asks for an output to be made before others. A path that nothing is made at is passed over.
    pub fn ask(&self, path: &str) {
        let mut asked = lock(&self.asked);
        if !asked.iter().any(|known| known == path) {
            asked.push(path.to_owned());
        }
    }

    /// An output of the round that runs, where it is made already. Between rounds there are none: they
    /// are all in [`Outputs`].
    pub fn ready(&self, path: &str) -> Option<Arc<Built>> {
        lock(&self.ready).get(path).cloned()
    }

    /// How many outputs of the round that runs are made.
    pub fn count(&self) -> usize {
        lock(&self.ready).len()
    }

    /// The next output to make before others.
    pub(super) fn next(&self) -> Option<String> {
        lock(&self.asked).pop()
    }

    pub(super) fn made(&self, path: &str, built: &Arc<Built>) {
        lock(&self.ready).insert(path.to_owned(), built.clone());
    }

    /// A round is over.
    pub(super) fn clear(&self) {
        lock(&self.asked).clear();
        lock(&self.ready).clear();
    }
}

/// A panic elsewhere leaves these lists as they were, so they stay usable.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
