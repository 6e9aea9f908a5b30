//! The sizes that input files may have, in one place.

use crate::diag::{Diagnostic, Place};
use crate::path::SourcePath;

/// An article, template or data file: 10 MB.
pub const TEXT_LIMIT: u64 = 10_000_000;
/// A table of observations: 1 GB, some 20 million of them.
pub const TABLE_LIMIT: u64 = 1_000_000_000;

/// Refuses a text that is larger than any that a person wrote.
pub(super) fn check(path: &SourcePath, size: u64) -> Result<(), Diagnostic> {
    let limit = if path.extension() == "csv" { TABLE_LIMIT } else { TEXT_LIMIT };
    if size <= limit {
        return Ok(());
    }
    let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
    let message = format!("the file has {} MB, the limit is {} MB", megabytes(size), megabytes(limit));
    Err(Diagnostic::error("file-too-large", message)
        .at(Place::file(path.shared()))
        .hint("split it into several files, or keep it outside `content/` and link to it"))
}
