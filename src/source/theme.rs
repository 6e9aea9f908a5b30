//! The files of a theme: the one compiled into the program, under the site's own.

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, DirEntry, include_dir};

use super::Snapshot;
use crate::path::SourcePath;

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The theme that is compiled in.
pub const DEFAULT: &str = "default";
/// A theme's own settings: `extends: default`.
pub const SETTINGS: &str = "theme.yaml";

/// Where the default theme's interface texts lie below those of a theme that extends it.
pub const BASE_TEXTS: &str = "i18n/base/";

/// The files of a theme, by their path in it.
pub type ThemeFiles<'a> = BTreeMap<String, ThemeFile<'a>>;

/// One file of a theme.
#[derive(Debug, Clone)]
pub struct ThemeFile<'a> {
    /// Where it comes from, for messages: `themes/<theme>/<path>`.
    pub origin: String,
    /// Its bytes; `None` where the file cannot be read, which is told when it is needed.
    pub bytes: Option<Cow<'a, [u8]>>,
    /// The site's file, where it is one.
    pub path: Option<SourcePath>,
}

impl ThemeFile<'_> {
    /// The file as text, if it is one.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes.as_deref()?).ok()
    }
}

/// The text of a compiled-in file by its origin.
pub(super) fn builtin_text(origin: &str) -> Option<&'static str> {
    BUILTIN.get_file(origin.strip_prefix("themes/default/")?)?.contents_utf8()
}

/// The compiled-in theme's files, by their path in the theme.
pub fn builtin() -> ThemeFiles<'static> {
    let mut files = BTreeMap::new();
    collect(&BUILTIN, &mut files);
    files
}

fn collect(folder: &'static Dir<'static>, files: &mut ThemeFiles<'static>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => collect(folder, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let origin = format!("themes/{DEFAULT}/{path}");
                files.insert(path, ThemeFile { origin, bytes: Some(Cow::Borrowed(file.contents())), path: None });
            }
        }
    }
}

/// The files of one theme folder of the site, by their path in the theme.
pub fn own<'a>(snapshot: &'a Snapshot, name: &str) -> ThemeFiles<'a> {
    let folder = format!("themes/{name}");
    let mut files = BTreeMap::new();
    for (path, file) in &snapshot.files {
        let Some(rest) = path.as_str().strip_prefix(&folder).and_then(|rest| rest.strip_prefix('/')) else {
            continue;
        };
        // Fonts and pictures of a theme are few and small, and their fingerprints are part of the plan.
        let bytes = match file.text.as_deref() {
            Some(text) => Some(Cow::Borrowed(text.as_bytes())),
            None => snapshot.bytes(path).ok().map(Cow::Owned),
        };
        files.insert(rest.to_owned(), ThemeFile { origin: path.to_string(), bytes, path: Some(path.clone()) });
    }
    files
}
