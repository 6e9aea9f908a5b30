//! What can go wrong when writing, with the path, the reason, and the cure in an editor's words.
//!
//! These are faults of the machine or of its use, not of the site, so they are typed errors and no
//! diagnostics: there is no line in a source to point to.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::manifest::MANIFEST;

/// Why a write did not happen or did not finish.
#[derive(Debug)]
pub enum WriteError {
    /// The folder must not be the output folder.
    Refused {
        /// The folder as it was asked for.
        folder: PathBuf,
        /// Why not.
        why: Refusal,
    },
    /// Another build holds the lock of the folder.
    Busy {
        /// The output folder.
        folder: PathBuf,
    },
    /// Something that is not ours is where a file or folder of ours should be.
    InTheWay {
        /// What is in the way.
        path: PathBuf,
        /// What kind of thing it is.
        obstacle: Obstacle,
    },
    /// A file that should be new exists already.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The outputs contradict each other or leave the folder: a fault of this program.
    Internal {
        /// The path of the output.
        path: String,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// The operating system refused.
    Disk {
        /// What was tried.
        action: Action,
        /// With which file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
}

/// Why a folder must not be the output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is the root of a file system.
    Root,
    /// It, or something on the way to it, is a file; the path says which.
    File(PathBuf),
    /// It is the site folder.
    Site,
    /// The site folder lies in it.
    HoldsSite,
    /// It is a source of the site.
    Source(PathBuf),
    /// A source of the site lies in it.
    HoldsSource(PathBuf),
    /// It lies in a source of the site.
    InSource(PathBuf),
    /// It holds files, and none says that cityfolio made them.
    Foreign,
    /// Its list of what cityfolio made cannot be trusted, so nothing could be removed on its word.
    Damaged,
    /// It is a link to nowhere; the path says which link.
    DeadLink(PathBuf),
}

/// What is where a file or folder of ours should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// A symbolic link.
    Link,
    /// A folder where a file should be.
    Folder,
    /// A file where a folder should be.
    File,
    /// A file that cityfolio did not write.
    Foreign,
    /// A device, socket or pipe.
    Special,
}

/// What was tried with a file or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Look at or list.
    Read,
    /// Create, fill, rename.
    Write,
    /// Create a folder.
    CreateFolder,
    /// Remove.
    Remove,
    /// Lock.
    Lock,
}

impl Action {
    fn words(self) -> &'static str {
        match self {
            Action::Read => "read",
            Action::Write => "write",
            Action::CreateFolder => "create the folder",
            Action::Remove => "remove",
            Action::Lock => "lock",
        }
    }
}

impl WriteError {
    /// The fact, in one line.
    pub fn message(&self) -> String {
        match self {
            WriteError::Refused { folder, why } => refusal(&folder.display().to_string(), why),
            WriteError::Busy { folder } => format!("another build is writing `{}`", folder.display()),
            WriteError::InTheWay { path, obstacle } => {
                let what = match obstacle {
                    Obstacle::Link => "is a link, and links in the output folder are not followed",
                    Obstacle::Folder => "is a folder, but the site has a file of that name",
                    Obstacle::File => "is a file, but the site has a folder of that name",
                    Obstacle::Foreign => "was not written by cityfolio, but the site has a file of that name",
                    Obstacle::Special => "is neither a file nor a folder",
                };
                format!("`{}` {what}", path.display())
            }
            WriteError::Exists { path } => format!("`{}` exists already", path.display()),
            WriteError::Internal { path, fault } => format!("output `{}` {fault}", path.escape_debug()),
            WriteError::Disk { action, path, source } => {
                format!("cannot {} `{}`: {}", action.words(), path.display(), reason(source))
            }
        }
    }

    /// The cure, where there is one.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            WriteError::Refused { why: Refusal::Foreign, .. } => {
                "choose an empty folder with `--out`, or say `--force` to write into this one; \
                 files of yours that the site does not make are kept"
            }
            WriteError::Refused { why: Refusal::Damaged, .. } => {
                "delete the folder and build again; `--force` keeps it, with pages that are no longer made"
            }
            WriteError::Refused { why: Refusal::DeadLink(_), .. } => {
                "create the folder the link points to, or remove the link"
            }
            WriteError::Refused { .. } => "choose another folder with `--out`, such as `public`",
            WriteError::Busy { .. } => "wait until the other build is done, then try again",
            WriteError::InTheWay { obstacle: Obstacle::Foreign, .. } => {
                "move or rename that file, or say `--force` to replace it"
            }
            WriteError::InTheWay { .. } => "move it out of the output folder, then build again",
            WriteError::Exists { .. } => "choose another name, or edit the file that is there",
            WriteError::Internal { .. } => "this is a fault of cityfolio: please report it",
            WriteError::Disk { source, .. } => disk_hint(source.kind()),
        };
        Some(hint.to_owned())
    }
}

fn refusal(folder: &str, why: &Refusal) -> String {
    match why {
        Refusal::Root => format!("`{folder}` is the root of the file system, so it cannot be the output folder"),
        Refusal::File(file) => format!("`{}` is a file, so `{folder}` cannot be the output folder", file.display()),
        Refusal::Site => format!("`{folder}` is the site folder, so it cannot be the output folder"),
        Refusal::HoldsSite => format!("`{folder}` holds the site folder, so it cannot be the output folder"),
        Refusal::Source(source) => {
            format!(
                "`{folder}` is `{}`, which the site is made from, so it cannot be the output folder",
                source.display()
            )
        }
        Refusal::HoldsSource(source) => {
            format!(
                "`{folder}` holds `{}`, which the site is made from, so it cannot be the output folder",
                source.display()
            )
        }
        Refusal::InSource(source) => {
            format!(
                "`{folder}` lies in `{}`, which the site is made from, so it cannot be the output folder",
                source.display()
            )
        }
        Refusal::Foreign => format!("`{folder}` holds files that cityfolio did not write"),
        Refusal::Damaged => format!("the list of files in `{folder}` (`{MANIFEST}`) is damaged"),
        Refusal::DeadLink(link) => format!("`{}` is a link to a folder that does not exist", link.display()),
    }
}

fn disk_hint(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full: free some space, then build again"
        }
        io::ErrorKind::PermissionDenied => "you may not write there: ask for the permission, or choose another folder",
        io::ErrorKind::ReadOnlyFilesystem => "that disk can only be read: choose a folder on another one",
        io::ErrorKind::InvalidFilename => "the name is too long: give the entry a shorter `slug`",
        _ => "every file there is whole; build again once the cause is gone",
    }
}

/// The reason as the system words it, fitted into a sentence: no capital, no error number.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

impl fmt::Display for WriteError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.message())
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WriteError::Disk { source, .. } => Some(source),
            _ => None,
        }
    }
}
