//! Which inputs of a site may have changed: what the system tells, gathered into short batches.
//!
//! 1. Every folder of inputs is watched by itself ([`tree`]); the output and all else is not. A new folder
//!    is first watched and then looked through, so that what was made in it in the meantime is not missed.
//! 2. Any event means no more than "this path may be another": whoever reads it compares by content. Reading
//!    is no change, and the files that editors make for themselves are none of ours.
//! 3. A batch ends when it is quiet for a moment, and in a storm after [`STORM`].
//! 4. Where the system lost events, everything is to be looked at. Where it has no more watches to give, the
//!    files are looked at in turns ([`poll`]), and the reason is there to be said ([`Watcher::notice`]).

mod poll;
mod tree;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, MetadataKind, ModifyKind};
use notify::{Event, RecommendedWatcher};

use crate::source::look;

use poll::Poll;
use tree::Tree;

/// A batch ends after this time without an event, long enough for the two or three steps of one save.
const QUIET: Duration = Duration::from_millis(10);
/// The same where every file that was written has been closed: nobody is in the middle of a save.
const SETTLED: Duration = Duration::from_millis(5);
/// A batch lasts no longer than this, so that a long storm is shown as it goes.
const STORM: Duration = Duration::from_millis(100);
/// How often it is asked whether the site folder is still the one that is watched.
const ROUNDS: Duration = Duration::from_millis(500);

/// What may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Batch {
    /// These files and folders, relative to the site folder; some may be gone.
    Paths(BTreeSet<PathBuf>),
    /// Anything: events were lost.
    Everything,
}

/// Why files are looked at in turns instead of waiting for the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The fact, as a diagnostic says it.
    pub message: String,
    /// What can be done.
    pub cure: String,
}

/// Watches the inputs of one site.
pub struct Watcher {
    root: PathBuf,
    by: By,
    notice: Option<Notice>,
    gathered: Gathered,
}

/// The two ways to hear of changes.
enum By {
    Events { tree: Tree, events: Receiver<notify::Result<Event>> },
    Poll(Poll),
}

/// What a batch holds so far.
#[derive(Debug, Default)]
struct Gathered {
    paths: BTreeSet<PathBuf>,
    everything: bool,
    /// Files that were written and not yet closed.
    open: BTreeSet<PathBuf>,
}

impl Watcher {
    /// Begins to watch a site folder. With `poll`, or where the system refuses, files are looked at in turns.
    pub fn new(root: &Path, poll: bool) -> Self {
        let root = look::real(root);
        let started = if poll { Err(None) } else { start(&root).map_err(Some) };
        let (by, notice) = match started {
            Ok(by) => (by, None),
            Err(fault) => (By::Poll(Poll::new(&root)), fault.map(|fault| refused(&fault))),
        };
        Watcher { root, by, notice, gathered: Gathered::default() }
    }

    /// What has to be said about the way of watching; every reason is given once.
    pub fn notice(&mut self) -> Option<Notice> {
        self.notice.take()
    }

    /// Waits for the next batch, at most for `patience`; `None` where nothing happened in that time.
    pub fn next(&mut self, patience: Option<Duration>) -> Option<Batch> {
        let end = patience.map(|patience| Instant::now() + patience);
        loop {
            if let Some(batch) = self.gather(end) {
                return Some(batch);
            }
            if end.is_some_and(|end| Instant::now() >= end) {
                return None;
            }
        }
    }

    /// One batch, or nothing where a round of waiting brought none.
    fn gather(&mut self, end: Option<Instant>) -> Option<Batch> {
        let wait = end.map_or(ROUNDS, |end| end.saturating_duration_since(Instant::now()).min(ROUNDS));
        let events = match &mut self.by {
            By::Poll(poll) => return poll.next(wait).map(Batch::Paths),
            By::Events { events, .. } => events,
        };
        let mut next = events.recv_timeout(wait);
        let begun = Instant::now();
        let idle = next.is_err();
        while let Ok(event) = next {
            self.take(event);
            let By::Events { events, .. } = &mut self.by else { break };
            let quiet = if self.gathered.open.is_empty() { SETTLED } else { QUIET };
            let rest = STORM.saturating_sub(begun.elapsed());
            next = if rest.is_zero() { Err(RecvTimeoutError::Timeout) } else { events.recv_timeout(quiet.min(rest)) };
        }
        if idle {
            self.look_after_root();
        }
        self.gathered.take()
    }

    /// Takes one event into the batch.
    fn take(&mut self, event: notify::Result<Event>) {
        let event = match event {
            Ok(event) if event.need_rescan() => return self.renew(),
            Ok(event) => event,
            Err(_) => return self.renew(),
        };
        if let EventKind::Access(AccessKind::Close(AccessMode::Write)) = event.kind {
            event.paths.iter().for_each(|path| {
                self.gathered.open.remove(path);
            });
            return;
        }
        let data = matches!(event.kind, EventKind::Modify(ModifyKind::Data(_)));
        for path in &event.paths {
            let Ok(relative) = path.strip_prefix(&self.root) else { continue };
            if !look::is_input(relative) {
                continue;
            }
            if data && cfg!(target_os = "linux") {
                self.gathered.open.insert(path.clone());
            }
            self.gathered.paths.insert(relative.to_owned());
            let By::Events { tree, .. } = &mut self.by else { continue };
            let attributes = matches!(event.kind, EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)));
            if attributes && tree.holds(relative) {
                continue;
            }
            if let Err(fault) = tree.follow(relative, &mut self.gathered.paths) {
                self.fall_back(&fault);
            }
        }
    }

    /// Watches everything anew, because events were lost.
    fn renew(&mut self) {
        self.gathered.everything = true;
        if let By::Events { tree, .. } = &mut self.by
            && let Err(fault) = tree.renew()
        {
            self.fall_back(&fault);
        }
    }

    /// A site folder that was replaced or moved away is no longer watched, and nobody tells.
    fn look_after_root(&mut self) {
        if let By::Events { tree, .. } = &mut self.by
            && tree.is_lost()
        {
            self.renew();
        }
    }

    fn fall_back(&mut self, fault: &notify::Error) {
        self.notice = Some(refused(fault));
        self.by = By::Poll(Poll::new(&self.root));
        self.gathered.everything = true;
    }
}

impl Gathered {
    /// The batch, if there is one; files that are still written stay noted as such.
    fn take(&mut self) -> Option<Batch> {
        let paths = std::mem::take(&mut self.paths);
        self.open.clear();
        if std::mem::take(&mut self.everything) {
            return Some(Batch::Everything);
        }
        (!paths.is_empty()).then_some(Batch::Paths(paths))
    }
}

fn start(root: &Path) -> notify::Result<By> {
    let (send, events) = mpsc::channel();
    let heard = move |event: notify::Result<Event>| {
        // Our own reading opens and closes files too. Nobody listens any more when the receiver is gone.
        if event.as_ref().map_or(true, is_change) {
            let _ = send.send(event);
        }
    };
    let watcher: RecommendedWatcher = notify::recommended_watcher(heard)?;
    let mut tree = Tree::new(root, watcher);
    tree.renew()?;
    Ok(By::Events { tree, events })
}

/// Whether an event tells of a change, or of its end.
fn is_change(event: &Event) -> bool {
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => event.need_rescan(),
        _ => true,
    }
}

/// Why the system gives no more watches, in words.
fn refused(fault: &notify::Error) -> Notice {
    let too_many = match &fault.kind {
        notify::ErrorKind::MaxFilesWatch => Some(("folders", "fs.inotify.max_user_watches=524288")),
        // EMFILE: this user has no more instances.
        notify::ErrorKind::Io(error) if error.raw_os_error() == Some(24) => {
            Some(("programs", "fs.inotify.max_user_instances=1024"))
        }
        _ => None,
    };
    match too_many {
        Some((what, setting)) => Notice {
            message: format!("the system watches no more {what}, so the files are looked at twice a second"),
            cure: format!("raise the limit for quicker previews: sudo sysctl {setting}"),
        },
        None => Notice {
            message: format!("the system cannot watch the folder ({fault}), so the files are looked at twice a second"),
            cure: "keep the site on a disk of this machine for quicker previews".to_owned(),
        },
    }
}
