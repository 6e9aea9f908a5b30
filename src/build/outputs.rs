//! The outputs of a round: what a preview serves, and what the next round keeps.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use imbl::OrdMap;
use lz4_flex::block;

use crate::render::Rendered;
use crate::write::{Class, Content};

/// Tables up to this size, in bytes, are kept in memory.
const KEPT: usize = 4_000_000;

/// Outputs of at least this size, in bytes, are packed: of smaller ones little could be saved.
const PACKED: usize = 256;

/// One output that was made.
#[derive(Debug, Clone)]
pub struct Built {
    body: Body,
    /// When it is written relative to the others.
    pub class: Class,
    /// The hash of its bytes.
    pub hash: blake3::Hash,
    /// How long it took to make, when it was made last.
    pub took: Duration,
}

/// How the bytes of an output are held.
#[derive(Debug, Clone)]
enum Body {
    /// As they are, or how they are made.
    Whole(Content<'static>),
    /// Packed by LZ4: their number, and another page that they are told by what they have in common with. Less than half of
    /// a page is its own; to unpack one takes microseconds.
    Packed { bytes: Box<[u8]>, length: usize, like: Option<Sample> },
}

/// A page that others of the site are packed by. Any will do: all have the same frame.
type Sample = Arc<[u8]>;

/// The page that is packed by, once there is one.
pub(super) type Samples = OnceLock<Sample>;

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
        Built { body: Body::Whole(content), class, hash, took: Duration::ZERO }
    }

    /// Takes an output of the renderer. A small table is made at once, so that it needs nothing else any
    /// more; a large one is made whenever it is asked for.
    pub(super) fn of(Rendered { output, took, .. }: &Rendered, samples: &Samples) -> Self {
        let content = match &output.content {
            Content::Made(_) => made(&output.content).map_or_else(|| output.content.clone(), Content::Shared),
            content => content.clone(),
        };
        let hash = content.hash();
        let body = match content {
            Content::Bytes(bytes) if output.class == Class::Page => {
                Body::of(&bytes, Some(samples.get_or_init(|| bytes.as_slice().into())))
            }
            Content::Bytes(bytes) => Body::of(&bytes, None),
            Content::Shared(bytes) => Body::of(&bytes, None),
            content => Body::Whole(content),
        };
        Built { body, class: output.class, hash, took: *took }
    }

    /// Whether its bytes can be had without making them.
    pub fn is_at_hand(&self) -> bool {
        match &self.body {
            Body::Whole(content) => content.bytes().is_some(),
            Body::Packed { .. } => true,
        }
    }

    /// All bytes at once. Those of large tables are made anew at every call.
    ///
    /// # Errors
    /// Where a table cannot be made.
    pub fn bytes(&self) -> io::Result<Arc<[u8]>> {
        match &self.body {
            Body::Packed { bytes, length, like } => {
                let like = like.as_deref().unwrap_or_default();
                block::decompress_with_dict(bytes, *length, like).map(Arc::from).map_err(io::Error::other)
            }
            Body::Whole(Content::Shared(bytes)) => Ok(bytes.clone()),
            Body::Whole(content) => {
                let mut bytes = Vec::new();
                content.write_to(&mut bytes)?;
                Ok(bytes.into())
            }
        }
    }
}

impl Body {
    /// Bytes, packed where that saves an eighth or more.
    fn of(bytes: &[u8], like: Option<&Sample>) -> Self {
        if bytes.len() >= PACKED {
            let packed = block::compress_with_dict(bytes, like.map(|like| &**like).unwrap_or_default());
            if packed.len() < bytes.len() - bytes.len() / 8 {
                // A copy of the right size: what was packed into is as large as the whole.
                return Body::Packed { bytes: packed.as_slice().into(), length: bytes.len(), like: like.cloned() };
            }
        }
        Body::Whole(Content::Shared(bytes.into()))
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
