//! The copies of pictures as outputs. They lie together, because pages share them, and carry the
//! fingerprint of their picture, so that hosts may let browsers keep them for ever.

use std::collections::BTreeSet;

use crate::media::{Copy, Format, Picture};
use crate::path::{Route, SourcePath, slug};
use crate::plan::{Output, Planner};

/// Letters of the fingerprint in a name.
const FINGERPRINT: usize = 10;

/// Where a copy of a picture lies.
pub fn route(file: &SourcePath, picture: &Picture, copy: &Copy) -> Route {
    let stem = slug(file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem));
    let key = &picture.key[..FINGERPRINT];
    let width = if copy.format == Format::Svg { String::new() } else { format!("-{}", copy.width) };
    Route::file(&format!("assets/pictures/{stem}.{key}{width}.{}", copy.format.extension()))
}

impl Planner<'_> {
    /// Every copy of every picture that is shown; the same picture under the same name twice is one.
    pub(super) fn copies(&mut self) {
        let site = self.site;
        let mut known = BTreeSet::new();
        for (file, picture) in site.pictures.iter() {
            let Ok(picture) = picture else { continue };
            for (index, copy) in picture.copies().iter().enumerate() {
                let route = route(file, picture, copy);
                if known.insert(route.clone()) {
                    self.add(route, Output::Picture(file.clone(), index), file.to_string());
                }
            }
        }
    }
}
