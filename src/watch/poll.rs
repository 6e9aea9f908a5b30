//! Looking at every input in turns, where the system does not tell of changes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::{QUIET, STORM};
use crate::source::look::{self, Mark};

/// The time between two looks; a look at 10,000 files takes some 30 ms.
const TURN: Duration = Duration::from_millis(500);

/// The inputs as they were at the last look.
pub(super) struct Poll {
    root: PathBuf,
    marks: BTreeMap<PathBuf, Mark>,
    next: Instant,
}

impl Poll {
    /// Takes the first look.
    pub(super) fn new(root: &Path) -> Self {
        Poll { root: root.to_owned(), marks: look::marks(root), next: Instant::now() + TURN }
    }

    /// Waits at most this long for its next turn, and gives what has changed since the last, when it is
    /// quiet again.
    pub(super) fn next(&mut self, wait: Duration) -> Option<BTreeSet<PathBuf>> {
        let rest = self.next.saturating_duration_since(Instant::now());
        thread::sleep(rest.min(wait));
        if rest > wait {
            return None;
        }
        let mut changed = self.look();
        let begun = Instant::now();
        while !changed.is_empty() && begun.elapsed() < STORM {
            thread::sleep(QUIET);
            let more = self.look();
            if more.is_empty() {
                break;
            }
            changed.extend(more);
        }
        self.next = Instant::now() + TURN;
        (!changed.is_empty()).then_some(changed)
    }

    fn look(&mut self) -> BTreeSet<PathBuf> {
        let marks = look::marks(&self.root);
        let differs = |path: &&PathBuf| self.marks.get(*path) != marks.get(*path);
        let changed = marks.keys().chain(self.marks.keys()).filter(differs).cloned().collect();
        self.marks = marks;
        changed
    }
}
