//! The folders that are watched, each by itself, so that a new one can be watched before it is looked through.
//!
//! Where a system watches whole trees at less cost than single folders (macOS, Windows), it is given the trees.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::source::look;

/// Whether each folder has a watch of its own.
const SINGLE: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// The watched folders of one site.
pub(super) struct Tree {
    root: PathBuf,
    watcher: RecommendedWatcher,
    /// Relative to the site folder.
    folders: BTreeSet<PathBuf>,
    /// Which folder the site folder was when it was last watched.
    identity: Option<(u64, u64)>,
}

impl Tree {
    /// Nothing is watched before [`Tree::renew`].
    pub(super) fn new(root: &Path, watcher: RecommendedWatcher) -> Self {
        Tree { root: root.to_owned(), watcher, folders: BTreeSet::new(), identity: None }
    }

    /// Watches the site folder and every folder of inputs anew.
    ///
    /// # Errors
    /// Where the system has no more watches.
    pub(super) fn renew(&mut self) -> notify::Result<()> {
        self.drop_below(Path::new(""));
        self.identity = look::identity(&self.root);
        let root = self.root.clone();
        self.watch(&root, RecursiveMode::NonRecursive)?;
        for top in look::roots() {
            self.cover(top, &mut BTreeSet::new())?;
        }
        Ok(())
    }

    /// Whether the site folder is no longer the one that is watched.
    pub(super) fn is_lost(&self) -> bool {
        look::identity(&self.root) != self.identity
    }

    /// Whether a folder is watched and still there.
    pub(super) fn holds(&self, folder: &Path) -> bool {
        self.folders.contains(folder) && look::is_folder(&self.root.join(folder))
    }

    /// Something happened at this path: a folder that is new or was replaced is watched with all below it,
    /// and the files in it are added to `files`; one that is gone is let go.
    ///
    /// # Errors
    /// Where the system has no more watches.
    pub(super) fn follow(&mut self, path: &Path, files: &mut BTreeSet<PathBuf>) -> notify::Result<()> {
        let is_folder = look::is_folder(&self.root.join(path));
        if is_folder || self.folders.contains(path) {
            self.drop_below(path);
        }
        if is_folder { self.cover(path, files) } else { Ok(()) }
    }

    /// Watches a folder, then looks through it, then those in it.
    fn cover(&mut self, folder: &Path, files: &mut BTreeSet<PathBuf>) -> notify::Result<()> {
        let mut waiting = vec![folder.to_owned()];
        while let Some(folder) = waiting.pop() {
            let path = self.root.join(&folder);
            if !look::is_folder(&path) {
                continue;
            }
            let is_top = look::roots().contains(&folder.as_path());
            if SINGLE || is_top {
                let mode = if SINGLE { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
                self.watch(&path, mode)?;
            }
            let found = look::directly_in(&self.root, &folder);
            self.folders.insert(folder);
            files.extend(found.files);
            waiting.extend(found.folders);
        }
        Ok(())
    }

    fn watch(&mut self, path: &Path, mode: RecursiveMode) -> notify::Result<()> {
        match self.watcher.watch(path, mode) {
            // It went away again; its parent tells of that.
            Err(fault) if matches!(fault.kind, ErrorKind::PathNotFound) => Ok(()),
            Err(fault) if matches!(&fault.kind, ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::NotFound) => {
                Ok(())
            }
            done => done,
        }
    }

    fn drop_below(&mut self, folder: &Path) {
        let gone: Vec<PathBuf> = self.folders.iter().filter(|known| known.starts_with(folder)).cloned().collect();
        for folder in gone {
            // A folder that is gone has lost its watch already.
            let _ = self.watcher.unwatch(&self.root.join(&folder));
            self.folders.remove(&folder);
        }
    }
}
