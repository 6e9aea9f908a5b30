//! The headers of the pictures that shown entries name. The files of hidden entries are not looked at.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::model::{Pictures, Site};
use crate::path::SourcePath;
use crate::source::Snapshot;

/// Measures every picture, each file once.
pub(super) fn load(site: &Site, snapshot: &Snapshot) -> Pictures {
    let named = site.named();
    let files: BTreeSet<SourcePath> =
        named.iter().filter(|named| named.is_picture()).filter_map(|named| named.file()).collect();
    let there: Vec<SourcePath> = files.into_iter().filter(|file| snapshot.files.contains_key(file)).collect();
    there.into_par_iter().filter_map(|file| Some((file.clone(), snapshot.picture(&file)?))).collect()
}
