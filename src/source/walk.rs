//! The one walk through the site folder.

use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::look::Mark;
use super::{CONFIG, SourceError};
use crate::diag::{Diagnostic, Place, Report};
use crate::path::SourcePath;

/// The folders of a site that hold inputs.
pub(super) const ROOTS: [&str; 3] = [CONTENT, "assets", "themes"];
/// The one where names that begin with `_` are private.
pub(super) const CONTENT: &str = "content";

/// Folders deeper than this are no content; the walk stops there with a message.
pub(super) const FOLDER_LIMIT: usize = 32;

/// Every input file with its mark.
pub(super) fn walk(root: &Path, report: &mut Report) -> Result<Vec<(SourcePath, Mark)>, SourceError> {
    let mut found = Vec::new();
    config_file(root, &mut found, report)?;
    for folder in ROOTS {
        input_folder(root, folder, &mut found, report);
    }
    Ok(found)
}

/// What there is at one path and below it, for a path in the site folder that is not passed over.
pub(super) fn below(root: &Path, name: &str, report: &mut Report) -> Result<Vec<(SourcePath, Mark)>, SourceError> {
    let mut found = Vec::new();
    if name == CONFIG {
        config_file(root, &mut found, report)?;
        return Ok(found);
    }
    // A link anywhere on the way would lead out of the site, and a file on the way is no folder.
    for (at, _) in name.match_indices('/') {
        let folder = root.join(&name[..at]);
        if folder.is_symlink() {
            report.add(link(&name[..at]));
            return Ok(found);
        }
        if !folder.is_dir() {
            // The folder is gone; where a root is a file, that is a problem.
            input_folder(root, name.split('/').next().unwrap_or(name), &mut found, report);
            found.clear();
            return Ok(found);
        }
    }
    match name.contains('/') {
        true if root.join(name).symlink_metadata().is_ok() => folder_files(root, &root.join(name), &mut found, report),
        true => {}
        false => input_folder(root, name, &mut found, report),
    }
    Ok(found)
}

fn config_file(root: &Path, found: &mut Vec<(SourcePath, Mark)>, report: &mut Report) -> Result<(), SourceError> {
    let config = root.join(CONFIG);
    match config.symlink_metadata() {
        Ok(meta) if meta.is_file() => found.extend(SourcePath::new(CONFIG).map(|path| (path, Mark::of(&meta)))),
        Ok(meta) if meta.is_symlink() => report.add(link(CONFIG)),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(SourceError::Unreadable(config, error)),
    }
    Ok(())
}

fn input_folder(root: &Path, folder: &str, found: &mut Vec<(SourcePath, Mark)>, report: &mut Report) {
    let top = root.join(folder);
    if top.is_symlink() {
        report.add(link(folder));
    } else if top.is_dir() {
        folder_files(root, &top, found, report);
    } else if top.exists() {
        report.add(
            Diagnostic::error("no-folder", format!("`{folder}` is a file, and has to be a folder"))
                .at(Place::file(folder))
                .hint("rename or remove the file"),
        );
    }
}

fn folder_files(root: &Path, top: &Path, found: &mut Vec<(SourcePath, Mark)>, report: &mut Report) {
    // The roots lie one folder below the site's own.
    let lies = top.strip_prefix(root).map_or(1, |inside| inside.components().count());
    let deepest = (FOLDER_LIMIT + 1).saturating_sub(lies);
    let entries = WalkDir::new(top).follow_links(false).follow_root_links(false).sort_by_file_name().max_depth(deepest);
    for entry in entries.into_iter().filter_entry(|entry| entry.depth() == 0 || !passed_over(root, entry)) {
        match entry {
            Ok(entry) if entry.depth() == deepest && entry.file_type().is_dir() => {
                report.add(too_deep(root, &entry));
            }
            Ok(entry) => {
                if let Some(file) = input(root, &entry, report) {
                    found.push(file);
                }
            }
            Err(error) => {
                let path = error.path().unwrap_or(top);
                let shown = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
                let reason = error
                    .io_error()
                    .map_or_else(|| io::Error::other("a loop of folders"), |error| io::Error::from(error.kind()));
                report.add(unreadable(&shown, &reason));
            }
        }
    }
}

/// Names of files that editors write for themselves beside the one they save.
const OF_EDITORS: [&str; 4] = ["4913", "Thumbs.db", "desktop.ini", ".DS_Store"];
/// How such names end.
const EDITORS_ENDINGS: [&str; 7] = ["~", ".swp", ".swo", ".swx", ".tmp", "___jb_tmp___", "___jb_old___"];

/// Files of editors and version control, and what begins with `.` or, in `content/`, with `_`.
fn passed_over(root: &Path, entry: &DirEntry) -> bool {
    let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
    is_passed_over(&entry.file_name().to_string_lossy(), inside.starts_with(CONTENT))
}

/// The same by a name and whether it is in `content/`.
pub(super) fn is_passed_over(name: &str, in_content: bool) -> bool {
    let hidden = name.starts_with('.') && name != ".well-known";
    let backup = name.starts_with("~$") || (name.starts_with('#') && name.ends_with('#'));
    let editor = OF_EDITORS.contains(&name) || EDITORS_ENDINGS.iter().any(|ending| name.ends_with(ending));
    let private = in_content && name.starts_with('_') && !name.starts_with("_index.");
    hidden || backup || editor || private
}

fn input(root: &Path, entry: &DirEntry, report: &mut Report) -> Option<(SourcePath, Mark)> {
    let relative = entry.path().strip_prefix(root).ok()?;
    let Some(text) = relative.to_str() else {
        if entry.file_name().to_str().is_some() {
            // The folder it lies in was named.
            return None;
        }
        let shown = relative.to_string_lossy().replace('\\', "/");
        report.add(
            Diagnostic::error("name-not-utf-8", format!("the name of the file `{shown}` is no UTF-8"))
                .at(Place::file(shown))
                .hint("rename the file, with plain letters"),
        );
        return None;
    };
    if text.contains(char::is_control) {
        let shown: String = text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect();
        report.add(
            Diagnostic::error("name-not-portable", format!("the name of the file `{shown}` holds an invisible sign"))
                .at(Place::file(shown))
                .hint("rename the file, with plain letters"),
        );
        return None;
    }
    let path = SourcePath::new(&text.replace('\\', "/"))?;
    if path.as_str() != text.replace(std::path::MAIN_SEPARATOR, "/") {
        report.add(
            Diagnostic::error("name-not-portable", "the name of the file holds a backslash")
                .at(Place::file(text))
                .hint("rename the file: links and addresses cannot hold `\\`"),
        );
        return None;
    }
    if entry.path_is_symlink() {
        report.add(link(path.as_str()));
        return None;
    }
    if entry.file_type().is_dir() {
        return None;
    }
    if !entry.file_type().is_file() {
        report.add(
            Diagnostic::error("no-file", format!("`{path}` is neither a file nor a folder"))
                .at(Place::file(path.as_str()))
                .hint("remove it: a pipe or device holds nothing that could be published"),
        );
        return None;
    }
    match entry.metadata() {
        Ok(found) => Some((path, Mark::of(&found))),
        Err(error) => {
            report.add(unreadable(path.as_str(), &error.into()));
            None
        }
    }
}

fn too_deep(root: &Path, entry: &DirEntry) -> Diagnostic {
    let path = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
    Diagnostic::error("folders-too-deep", format!("there are more than {FOLDER_LIMIT} folders inside one another"))
        .at(Place::file(path))
        .hint("move the files further up")
}

fn link(path: &str) -> Diagnostic {
    Diagnostic::error("link-in-sources", format!("`{path}` is a link to another file or folder"))
        .at(Place::file(path))
        .hint("copy the file here instead: a site is made only from what is in its own folder")
}

/// A file that the system does not let us read.
pub(super) fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unreadable", format!("`{path}` cannot be read: {error}"))
        .at(Place::file(path))
        .hint("check that the file exists and that you may read it")
}
