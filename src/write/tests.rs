//! The promises about the output folder, each with the fault that would break it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::error::Refusal;
use super::file::{is_temporary, temporary};
use super::manifest::{self, MANIFEST, State};
use super::{Class, Content, Obstacle, Output, Request, Summary, WriteError, create_new, folder, refuse, steps, write};

/// Lets steps on the disk fail: after `left` more, the next `width` do.
#[derive(Debug)]
pub(super) struct Trouble {
    left: AtomicUsize,
    width: AtomicUsize,
}

impl Default for Trouble {
    fn default() -> Self {
        Trouble { left: AtomicUsize::new(usize::MAX), width: AtomicUsize::new(0) }
    }
}

impl Trouble {
    pub(super) fn strike(&self) -> io::Result<()> {
        let spent = |count: &AtomicUsize| count.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
        if spent(&self.left).is_err() && spent(&self.width).is_ok() {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        Ok(())
    }
}

/// A site folder with one source, and an output folder in it.
struct Site {
    root: TempDir,
    sources: Vec<PathBuf>,
}

impl Site {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("content")).unwrap();
        fs::write(root.path().join("site.yaml"), "title: T").unwrap();
        let sources = ["content", "assets", "site.yaml"].map(|name| root.path().join(name)).to_vec();
        Site { root, sources }
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.root.path().join(relative)
    }

    fn request<'a>(&'a self, folder: &'a Path) -> Request<'a> {
        Request { folder, site: self.root.path(), sources: &self.sources, force: false, durable: false }
    }

    fn write(&self, outputs: &[(&str, &str)]) -> Result<Summary, WriteError> {
        write(&self.request(&self.path("public")), self::outputs(outputs))
    }

    fn refusal(&self, relative: &str) -> Refusal {
        match refuse(&self.request(&self.path(relative))) {
            Err(WriteError::Refused { why, .. }) => why,
            other => panic!("`{relative}` gave {other:?}"),
        }
    }

    /// All files of the output folder but the lock and the manifest, with their text.
    fn files(&self) -> BTreeMap<String, String> {
        let mut files = tree(&self.path("public"), "");
        files.retain(|path, _| path != ".cityfolio-lock" && path != MANIFEST);
        files
    }

    fn manifest(&self) -> (State, Vec<String>) {
        let (state, entries, _) = manifest::parse(&fs::read(self.path("public").join(MANIFEST)).unwrap());
        (state, entries.into_keys().collect())
    }
}

fn outputs(outputs: &[(&str, &str)]) -> Vec<Output<'static>> {
    let class = |path: &str| match path.rsplit('.').next() {
        Some("html") => Class::Page,
        Some("css") => Class::Asset,
        _ => Class::Data,
    };
    let output = |(path, text): &(&str, &str)| Output {
        path: (*path).to_owned(),
        content: if path.ends_with(".csv") { in_pieces(text) } else { (*text).to_owned().into() },
        class: class(path),
    };
    outputs.iter().map(output).collect()
}

/// Tables are made as they are written, a byte at a time.
fn in_pieces(text: &str) -> Content<'static> {
    let text = text.to_owned();
    Content::Made(Arc::new(move |out| text.as_bytes().iter().try_for_each(|byte| out.write_all(&[*byte]))))
}

/// Files below a folder; a link shows as where it points to, an empty folder as a path ending in `/`.
fn tree(root: &Path, relative: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(root.join(relative)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{relative}{}", entry.file_name().to_str().unwrap());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            let below = tree(root, &format!("{path}/"));
            if below.is_empty() {
                files.insert(format!("{path}/"), String::new());
            }
            files.extend(below);
        } else if kind.is_symlink() {
            files.insert(path, format!("-> {}", fs::read_link(entry.path()).unwrap().display()));
        } else {
            files.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
    files
}

fn text(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

const OLD: [(&str, &str); 5] = [
    ("a.css", "old style"),
    ("index.html", "old home"),
    ("kept/index.html", "the same"),
    ("gone/deep/index.html", "old page"),
    ("swap", "a file"),
];

const NEW: [(&str, &str); 6] = [
    ("a.css", "new style"),
    ("index.html", "new home"),
    ("kept/index.html", "the same"),
    ("made/deep/index.html", "new page"),
    ("data/x.csv", "1,2"),
    ("swap/index.html", "now a folder"),
];

mod contents;
mod faults;
mod refusals;
