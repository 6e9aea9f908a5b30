//! What earlier builds left in the cache of the user. It may be gone, cut short or changed at any time:
//! what does not have its hash is as good as not there.

use std::fs;
use std::path::Path;

/// The bytes kept under a name; `None` where there are none that can be trusted.
pub fn kept(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let mut bytes = fs::read(folder.join(name)).ok()?;
    let start = bytes.len().checked_sub(blake3::OUT_LEN)?;
    let hash = bytes.split_off(start);
    (blake3::hash(&bytes).as_bytes().as_slice() == hash.as_slice()).then_some(bytes)
}
