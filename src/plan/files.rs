//! Outputs that are no pages: feeds, data, redirects, assets.

use std::collections::{BTreeMap, BTreeSet};

use crate::kind::Value;
use crate::model::brand::Face;
use crate::model::{Key, Site};
use crate::path::{Route, SourcePath, is_portable};
use crate::plan::assets::Assets;
use crate::plan::{Output, Planner};
use crate::source::Snapshot;

/// Rules for hosts that read them.
const HEADERS: &str = "_headers";

impl Planner<'_> {
    pub(super) fn feeds(&mut self) {
        let collections: Vec<String> = self.site.kinds.keys().cloned().collect();
        for language in self.languages() {
            for collection in &collections {
                if self.routes.has_feed(collection, &language) {
                    let route = self.routes.feed(collection, &language);
                    self.add(route, Output::Feed(collection.clone(), language.clone()), "the feed");
                }
            }
        }
        self.add(Route::file("sitemap.xml"), Output::Sitemap, "the sitemap");
        self.add(Route::file("robots.txt"), Output::Robots, "the rules for robots");
    }

    pub(super) fn data(&mut self) {
        if self.site.data.observations.all().is_empty() {
            return;
        }
        let whole = "the table of all figures";
        self.add(Route::file("data/observations.csv"), Output::ObservationsCsv, whole);
        self.add(Route::file("data/observations.csv-metadata.json"), Output::Columns(None), whole);
        self.add(Route::file("data/datapackage.json"), Output::Package, whole);
        let languages = if self.has("data.html") { self.languages() } else { Vec::new() };
        for language in languages {
            self.add(self.routes.data(&language), Output::Data(language), "the page of all tables");
        }
        self.add(Route::file("data/catalog.ttl"), Output::CatalogueTurtle, "the catalogue of data");
        self.add(Route::file("data/catalog.jsonld"), Output::CatalogueJsonld, "the catalogue of data");
        for (position, framework) in self.site.data.frameworks.iter().enumerate() {
            if !framework.parts().is_empty() {
                let file = |ending: &str| Route::file(&format!("data/{}.{ending}", framework.file_name()));
                let claimant = framework.file.to_string();
                self.add(file("csv"), Output::FrameworkCsv(position), claimant.clone());
                self.add(file("csv-metadata.json"), Output::FrameworkColumns(position), claimant);
            }
        }
        for (position, indicator) in (0u32..).zip(&self.site.data.indicators) {
            if indicator.computed.is_some() || self.site.data.observations.of_indicator(position).is_empty() {
                continue;
            }
            let claimant = format!("content/indicators/{}.yaml", indicator.id);
            let file = |ending: &str| Route::file(&format!("data/{}.{ending}", indicator.id));
            self.add(file("csv"), Output::IndicatorCsv(position), claimant.clone());
            self.add(file("csv-metadata.json"), Output::Columns(Some(position)), claimant.clone());
            self.add(file("json"), Output::IndicatorJson(position), claimant);
        }
    }

    /// A page of any two cities, or any two regions, where the site asks for it.
    pub(super) fn comparisons(&mut self) {
        if !self.site.config.comparisons || !self.has("compare.html") {
            return;
        }
        let cities = &self.site.data.cities;
        for (left, city) in (0u32..).zip(cities) {
            for (right, other) in (0u32..).zip(cities).skip(left as usize + 1) {
                if city.region != other.region {
                    continue;
                }
                for language in self.languages() {
                    let route = self.routes.comparison(&city.id, &other.id, &language);
                    self.add(route, Output::Comparison(left, right, language), "the comparison of two cities");
                }
            }
        }
    }

    /// Pages that the site says of itself, where the theme can make them and the site has none of its own; the search
    /// page with its index; and the colours of the site.
    pub(super) fn statements(&mut self) {
        for language in self.languages() {
            for statement in self.routes.statements(self.theme, self.site) {
                let route = self.routes.statement(statement, &language);
                let claimant = format!("the page about {}", statement.name());
                self.add(route, Output::Statement(statement, language.clone()), claimant);
            }
            if self.has("search.html") {
                self.add(self.routes.search(&language), Output::Search(language.clone()), "the search page");
                let index = self.routes.search_index(&language);
                self.add(index, Output::SearchIndex(language), "the search index");
            }
        }
        let brand = &self.site.config.brand;
        if brand.colour.is_some() || brand.face != Face::default() {
            self.add(Route::file("brand.css"), Output::BrandCss, "the brand of site.yaml");
        }
    }

    pub(super) fn redirects(&mut self) {
        let site = self.site;
        for entry in site.entries.values().filter(|entry| site.visible(entry)) {
            for (language, version) in entry.versions.iter().take(if entry.is_data { 1 } else { usize::MAX }) {
                let Some(target) = self.routes.entry(&entry.key, language).cloned() else { continue };
                for written in version.fields.list("redirect_from") {
                    let Value::Text(old) = &written.value else { continue };
                    if let Some(route) = old_route(old.say("", "")) {
                        self.add(route, Output::Redirect(target.clone()), version.file.to_string());
                    }
                }
            }
        }
    }

    pub(super) fn assets(&mut self, snapshot: &Snapshot, assets: &Assets) {
        for (path, asset) in &assets.files {
            let origin = asset.origins.first().cloned().unwrap_or_default();
            self.add(asset.route.clone(), Output::ThemeAsset(path.clone()), origin);
        }
        // A site that brings such a file of its own means it.
        if !snapshot.below("assets").any(|(_, rest, _)| rest == HEADERS) {
            self.add(Route::file(HEADERS), Output::Headers, "the rules for hosts");
        }
        let copied = snapshot.below("assets").filter(|(path, _, _)| !assets.bundled.contains(path.as_str()));
        for (path, rest, _) in copied {
            self.add(Route::file(rest), Output::Asset(path.clone()), path.to_string());
        }
        // A picture is published as its copies, and as it is only where a link hands it out.
        let documents = self.site.named().into_iter().filter(|named| !named.is_picture());
        let named: BTreeSet<SourcePath> = documents.filter_map(|named| named.file()).collect();
        for (path, rest, _) in snapshot.below("content") {
            if is_companion(path) && named.contains(path) {
                self.add(Route::file(rest), Output::Asset(path.clone()), path.to_string());
            }
        }
    }
}

/// The folders of entries that are not shown (`x/index.md`): the files beside them are theirs, and
/// not shown either.
pub(super) fn withheld(site: &Site) -> BTreeMap<String, Key> {
    let hidden = site.entries.values().filter(|entry| !site.visible(entry));
    let versions = hidden.flat_map(|entry| entry.versions.values().map(move |version| (&version.file, &entry.key)));
    let folders = versions.filter(|(file, key)| file.name().starts_with("index.") && !key.collection.is_empty());
    folders.map(|(file, key)| (format!("{}/", file.folder()), key.clone())).collect()
}

/// The hidden entry that a file belongs to.
pub(super) fn owner<'k>(withheld: &'k BTreeMap<String, Key>, path: &SourcePath) -> Option<&'k Key> {
    withheld.iter().find(|(folder, _)| path.as_str().starts_with(folder.as_str())).map(|(_, key)| key)
}

/// Whether a file of `content/` is no entry and no data, but an image or document beside one.
pub(super) fn is_companion(path: &SourcePath) -> bool {
    !matches!(path.extension().as_str(), "md" | "yaml" | "yml" | "csv" | "bib")
}

/// An old address as editors write it (`/news/old/`, `news/old.html`) to a route inside the site;
/// `None` where it leaves it, which `check` reports.
pub fn old_route(text: &str) -> Option<Route> {
    // What follows `?` or `#` never reaches a static host, and `//` begins another host's name.
    if text.contains(['?', '#']) || text.starts_with("//") {
        return None;
    }
    let decoded = crate::path::percent_decode(text)?;
    let plain = decoded.strip_prefix('/').unwrap_or(&decoded);
    let names = plain.split('/').filter(|name| !name.is_empty());
    if plain.is_empty() || !names.clone().all(is_portable) {
        return None;
    }
    let inside = SourcePath::new(plain)?;
    let is_file = inside.name().contains('.') && !plain.ends_with('/');
    Some(if is_file { Route::file(inside.as_str()) } else { Route::page(inside.as_str().split('/')) })
}
