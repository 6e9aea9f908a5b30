//! `cityfolio new`: a small site that builds at once, to be written over.

use std::borrow::Cow;
use std::process::ExitCode;

use include_dir::{Dir, DirEntry, include_dir};

use super::arguments::{New, NewTheme};
use super::{FAILED, show};
use crate::source::CONFIG;
use crate::write::{self, WriteError};

static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/starter");
static MINIMAL: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/minimal");

/// What the starter says of its theme.
const THEME: &str = "theme: default";

/// Writes the starter site; never over a file that is there.
pub(super) fn new(arguments: &New) -> ExitCode {
    let mut files = Vec::new();
    collect(&STARTER, &mut files);
    let mut files: Vec<(String, Cow<'static, [u8]>)> =
        files.into_iter().map(|(path, bytes)| (path, Cow::Borrowed(bytes))).collect();
    if arguments.theme == NewTheme::Minimal {
        minimal(&mut files);
    }
    // The configuration first: where there is one, nothing at all is written.
    files.sort_by_key(|(path, _)| (path != CONFIG, path.clone()));
    for (path, bytes) in &files {
        match write::create_new(&arguments.folder.join(path), bytes) {
            Ok(()) => {}
            Err(WriteError::Exists { .. }) if path == CONFIG => {
                let message = format!("`{}` is a site already", arguments.folder.display());
                show::failure(&message, Some("choose another folder"));
                return ExitCode::from(FAILED);
            }
            Err(error) => {
                show::failure(&error.message(), error.hint().as_deref());
                return ExitCode::from(FAILED);
            }
        }
    }
    let folder = arguments.folder.display();
    show::line(&format!("made a site in `{folder}`; build it with `cityfolio build --site {folder}`"));
    ExitCode::SUCCESS
}

/// Puts the minimal theme into the site, as files to write over.
fn minimal(files: &mut Vec<(String, Cow<'static, [u8]>)>) {
    let mut theme = Vec::new();
    collect(&MINIMAL, &mut theme);
    files.extend(theme.into_iter().map(|(path, bytes)| (format!("themes/minimal/{path}"), Cow::Borrowed(bytes))));
    for (path, bytes) in files {
        if path == CONFIG {
            let text = String::from_utf8_lossy(bytes).replace(THEME, "theme: minimal");
            *bytes = Cow::Owned(text.into_bytes());
        }
    }
}

fn collect(folder: &'static Dir<'static>, files: &mut Vec<(String, &'static [u8])>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => collect(folder, files),
            DirEntry::File(file) => files.push((file.path().to_string_lossy().replace('\\', "/"), file.contents())),
        }
    }
}
