//! The theme's files for templates: where each is published, and which fonts a page needs first.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::reads::{Read, Use};
use crate::plan::assets::Asset;
use crate::theme::Data;
use crate::view::Page;

/// The share of a language's letters that makes a font worth loading before it is asked for.
const WORTH: f64 = 0.01;

/// A file of the theme for templates.
#[derive(Debug, Serialize)]
struct AssetRecord {
    url: String,
    integrity: String,
}

/// A font that the first paint needs.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Preload {
    url: String,
}

impl Page<'_> {
    /// A file of the theme, by its path in `assets/`.
    pub(super) fn asset(&self, path: &str) -> Option<&Asset> {
        self.view.plan.assets.files.get(path)
    }

    /// Its address; empty where the theme has none, which templates can ask.
    pub(super) fn asset_url(&self, path: &str) -> String {
        self.asset(path).map(|asset| self.url(&asset.route)).unwrap_or_default()
    }

    /// Every file of the theme by its path.
    pub(super) fn assets(&self) -> Data {
        let record = |asset: &Asset| AssetRecord { url: self.url(&asset.route), integrity: asset.integrity.clone() };
        let files = self.view.plan.assets.files.iter();
        Data::of(&files.map(|(path, asset)| (path.as_str(), record(asset))).collect::<BTreeMap<_, _>>())
    }

    /// A page names the theme's files by what is in them.
    pub(super) fn note_assets(&self) {
        for origin in self.view.plan.assets.files.values().flat_map(|asset| &asset.origins) {
            self.reads.note(Use::Frame, || Read::File(origin.clone()));
        }
    }

    /// The fonts of the main style sheet that hold letters of this language, as the theme's own words
    /// in it show.
    pub(super) fn preload(&self) -> Vec<Preload> {
        let words = self.view.theme.phrases(self.language);
        let letters: Vec<char> = words.values().flat_map(|text| text.chars()).filter(|it| it.is_alphabetic()).collect();
        let assets = &self.view.plan.assets;
        let needed = assets.faces.iter().filter(|face| {
            let held = letters.iter().filter(|letter| face.has(**letter)).count();
            held as f64 > letters.len() as f64 * WORTH
        });
        let mut routes: Vec<_> = needed
            .filter_map(|face| assets.files.get(face.target.strip_prefix("theme:").unwrap_or(&face.target)))
            .map(|asset| &asset.route)
            .collect();
        routes.dedup();
        routes.into_iter().map(|route| Preload { url: self.url(route) }).collect()
    }
}
