//! A build of which nothing is another since the last one: known by reading and hashing alone.
//!
//! After a build without errors a stamp is kept in the cache of the user: what the build was made from, as one hash, and
//! what came of it, as the hash of the output's manifest. Where the next build finds the same inputs and the output as the
//! manifest says, it is done, and tells the same. A stamp that is missing, damaged or of another program, a file that cannot
//! be read, an output that was touched: whatever is in doubt is built.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{OUTPUT, Options, Outcome, Target, with_request};
use crate::diag::{self, Report, Stored};
use crate::source::{self, Program, Snapshot};
use crate::write::{self, Summary};

/// What a build is made from, and where that is kept.
pub(super) struct Inputs {
    /// The cache of the user.
    cache: PathBuf,
    /// The stamp's name in it: one for every site and output folder.
    name: String,
    /// The program, its options and all input files.
    key: String,
    /// The clock, where nothing else says for when to build.
    now: Option<Timestamp>,
}

/// What came of a build.
#[derive(Serialize, Deserialize)]
struct Stamp {
    key: String,
    /// The moments between which nothing changes by itself, in microseconds since 1970; none where the day is one of the
    /// options.
    holds: Option<(i64, i64)>,
    manifest: String,
    pages: usize,
    outputs: usize,
    problems: Vec<Stored>,
}

/// A build that need not be made again.
pub(super) struct Kept {
    pub(super) summary: Summary,
    pub(super) pages: usize,
    pub(super) outputs: usize,
    pub(super) report: Report,
}

/// What a build is made from; `None` where it is not kept: without a cache, without an output, with more to find out than
/// what is written, or with a fault in reading.
pub(super) fn inputs(options: &Options, snapshot: &Snapshot, report: &Report) -> Option<Inputs> {
    let Target::Folder { path, .. } = &options.target else { return None };
    let out = path.clone().unwrap_or_else(|| options.site.join(OUTPUT));
    let cache = options.cache.clone()?;
    if options.external || options.explain.is_some() || !report.problems.is_empty() {
        return None;
    }
    let (program, files) = rayon::join(|| program(&cache), || snapshot.fingerprint());
    let load = &options.load;
    let asked = (env!("CARGO_PKG_VERSION"), options.strict, &load.as_of, load.drafts, &load.base_url);
    let key = format!("{asked:?} {} {}", program?.to_hex(), files?.to_hex());
    let places = [absolute(&options.site)?, absolute(&out)?].map(|place| format!("{place:?}"));
    let name = format!("builds/{}", blake3::hash(places.join(" ").as_bytes()).to_hex());
    Some(Inputs { cache, name, key, now: load.as_of.is_none().then_some(load.now) })
}

/// The hash of the program. To read its thirty megabytes takes longer than a small site, so the hash is kept for as long as
/// the file looks the same.
fn program(cache: &Path) -> Option<blake3::Hash> {
    const NAME: &str = "program";
    let program = Program::running()?;
    let known = source::kept(cache, NAME).and_then(|bytes| String::from_utf8(bytes).ok());
    let known = known.as_deref().and_then(|known| known.strip_suffix(program.look.as_str()));
    if let Some(hash) = known.and_then(|hash| blake3::Hash::from_hex(hash).ok()) {
        return Some(hash);
    }
    let hash = program.hash()?;
    let _ = write::keep(cache, NAME, format!("{}{}", hash.to_hex(), program.look).as_bytes());
    Some(hash)
}

fn absolute(path: &Path) -> Option<PathBuf> {
    std::path::absolute(path).ok()
}

/// The last build, if this one would be the same and its output stands.
pub(super) fn kept(options: &Options, inputs: &Inputs) -> Option<Kept> {
    let stamp: Stamp = serde_json::from_slice(&source::kept(&inputs.cache, &inputs.name)?).ok()?;
    let holds = match (stamp.holds, inputs.now) {
        (Some((from, until)), Some(now)) => (from..until).contains(&now.as_microsecond()),
        (None, None) => true,
        _ => false,
    };
    if !holds || stamp.key != inputs.key {
        return None;
    }
    let manifest = blake3::Hash::from_hex(&stamp.manifest).ok()?;
    let unchanged = with_request(options, |request| write::stands(request, &manifest)).ok()???;
    let report = diag::restored(stamp.problems);
    let summary = Summary { unchanged, ..Summary::default() };
    (!report.has_errors()).then_some(Kept { summary, pages: stamp.pages, outputs: stamp.outputs, report })
}

/// Keeps what came of a build without errors, unless a file was another one before it ended. A cache that cannot be written
/// to costs the next build its time, and no more.
pub(super) fn keep(inputs: &Inputs, until: Option<Timestamp>, (outcome, manifest): (&Outcome, blake3::Hash)) {
    let Outcome { report, pages, outputs, .. } = outcome;
    if report.has_errors() || !outcome.snapshot.stands() {
        return;
    }
    let stamp = Stamp {
        key: inputs.key.clone(),
        holds: inputs.now.zip(until).map(|(now, until)| (now.as_microsecond(), until.as_microsecond())),
        manifest: manifest.to_hex().to_string(),
        pages: *pages,
        outputs: *outputs,
        problems: diag::stored(report),
    };
    if let Ok(text) = serde_json::to_vec(&stamp) {
        let _ = write::keep(&inputs.cache, &inputs.name, &text);
    }
}
