//! The manifest of an output folder: which files in it are ours.
//!
//! It decides what may be replaced and removed, so it carries a hash of itself: a manifest that was
//! cut, merged or edited is known as such, and then nothing is removed on its word. The text is
//!
//! ```text
//! cityfolio-manifest 2 complete <hash of the lines below>
//! <hash of the file> <path>
//! <hash of the file>=<hash of what it was made from> <path>
//! ```
//!
//! with BLAKE3 hashes in hexadecimal and lines sorted by path. While a build is under way it says
//! `unfinished` and lists what was and what will be, with a hash of zeros where that is not known yet.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::error::{Obstacle, WriteError};
use super::file::{Disk, Found, output_path_fault};

/// The file that holds it. Its name keeps it from being published.
pub(super) const MANIFEST: &str = ".cityfolio-manifest";

const NAME: &str = "cityfolio-manifest";

/// A later version that changes the lines must count up, so that this one trusts nothing it misreads.
const VERSION: &str = "2";

/// The version before, which knew only the first kind of line.
const BEFORE: &str = "1";

/// A path relative to the output folder, and the hash of its content.
pub(super) type Entries = BTreeMap<String, blake3::Hash>;

/// A path, and the hash of what the file was made from, for files that are dear to make.
pub(super) type Inputs = BTreeMap<String, blake3::Hash>;

/// How far a manifest can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// There is none: a new folder.
    Absent,
    /// The last write ended well.
    Complete,
    /// The last write was cut off: entries may not exist, temporary files may.
    Unfinished,
    /// It is not what was written. Entries that could be read may be replaced, never removed.
    Damaged,
}

/// What the folder says about itself.
#[derive(Debug)]
pub(super) struct Manifest {
    /// Whether to believe it.
    pub(super) state: State,
    /// The files that are ours.
    pub(super) entries: Entries,
    /// What some of them were made from.
    pub(super) inputs: Inputs,
    /// As it was on disk, to put it back or to see that it is right already.
    pub(super) text: Vec<u8>,
}

impl Manifest {
    /// Reads the manifest of a folder.
    pub(super) fn read(disk: &Disk) -> Result<Self, WriteError> {
        match disk.look(MANIFEST)? {
            Found::Missing => return Ok(Manifest::absent()),
            Found::File(_) => {}
            Found::Link => return Err(disk.in_the_way(MANIFEST, Obstacle::Link)),
            Found::Folder => return Err(disk.in_the_way(MANIFEST, Obstacle::Folder)),
            Found::Special => return Err(disk.in_the_way(MANIFEST, Obstacle::Special)),
        }
        let text = disk.read(MANIFEST)?;
        let (state, entries, inputs) = parse(&text);
        Ok(Manifest { state, entries, inputs, text })
    }

    fn absent() -> Self {
        Manifest { state: State::Absent, entries: Entries::new(), inputs: Inputs::new(), text: Vec::new() }
    }

    /// The hash of a file that was made from this input, if the last write ended well.
    pub(super) fn made_from(&self, path: &str, input: &blake3::Hash) -> Option<blake3::Hash> {
        let same = self.state == State::Complete && self.inputs.get(path) == Some(input);
        self.entries.get(path).filter(|_| same).copied()
    }
}

/// The text of a manifest.
pub(super) fn render(entries: &Entries, inputs: &Inputs, state: State) -> Vec<u8> {
    let mut lines = String::with_capacity(entries.len() * 100);
    for (path, hash) in entries {
        let _ = match inputs.get(path) {
            Some(input) => writeln!(lines, "{}={} {path}", hash.to_hex(), input.to_hex()),
            None => writeln!(lines, "{} {path}", hash.to_hex()),
        };
    }
    let sum = blake3::hash(lines.as_bytes()).to_hex();
    format!("{NAME} {VERSION} {} {sum}\n{lines}", word(state)).into_bytes()
}

fn word(state: State) -> &'static str {
    match state {
        State::Complete => "complete",
        State::Absent | State::Unfinished | State::Damaged => "unfinished",
    }
}

/// Reads a manifest; whatever is wrong with it makes it damaged, and what can be read is kept.
pub(super) fn parse(text: &[u8]) -> (State, Entries, Inputs) {
    let (header, lines) = match text.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&text[..end], &text[end + 1..]),
        None => (text, &[][..]),
    };
    let mut sound = true;
    let (mut entries, mut inputs) = (Entries::new(), Inputs::new());
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        match entry(line) {
            Some((path, hash, input)) => {
                inputs.extend(input.map(|input| (path.clone(), input)));
                sound &= entries.insert(path, hash).is_none();
            }
            None => sound = false,
        }
    }
    let state = match stated(header, lines) {
        Some(state) if sound => state,
        _ => State::Damaged,
    };
    (state, entries, inputs)
}

/// What a header says, if it is one of this version and fits the lines.
fn stated(header: &[u8], lines: &[u8]) -> Option<State> {
    let header = std::str::from_utf8(header).ok()?;
    let [NAME, VERSION | BEFORE, state, sum] = header.split(' ').collect::<Vec<_>>()[..] else { return None };
    if blake3::hash(lines) != blake3::Hash::from_hex(sum).ok()? {
        return None;
    }
    [State::Complete, State::Unfinished].into_iter().find(|known| word(*known) == state)
}

/// One line; `None` where it is not whole, or its path is none that we would write.
fn entry(line: &[u8]) -> Option<(String, blake3::Hash, Option<blake3::Hash>)> {
    let line = std::str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let (hashes, path) = line.split_once(' ')?;
    let (hash, input) = hashes.split_once('=').map_or((hashes, None), |(hash, input)| (hash, Some(input)));
    if output_path_fault(path).is_some() {
        return None;
    }
    let input = input.map(blake3::Hash::from_hex).transpose().ok()?;
    Some((path.to_owned(), blake3::Hash::from_hex(hash).ok()?, input))
}
