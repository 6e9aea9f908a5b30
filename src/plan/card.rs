//! The pictures that other sites show beside a link to a page.
//!
//! A page shows the image that its entry has, or its first chart, or the card of its collection. Cards of
//! collections are drawn once for all their pages: a site of ten thousand articles would otherwise spend
//! minutes on pictures that differ in a title, which stands beside the picture anyway.

use crate::kind::Value;
use crate::model::{Site, Version};
use crate::path::Route;
use crate::plan::{Output, PageRef, Planner, Routes};

/// Pixels of a card: the size that social networks ask for.
pub const SIZE: (u32, u32) = (1200, 630);

/// The version of a page's entry that says an image of its own.
pub(super) fn own_image<'a>(site: &'a Site, page: &PageRef) -> Option<&'a Version> {
    let version = site.entries.get(&page.key)?.version(&page.language, site.default_language())?;
    matches!(version.fields.get("image"), Some(Value::Image(_))).then_some(version)
}

/// The card of a page's first chart.
pub fn of_chart(page: &Route) -> Route {
    page.join("figure-1-card.png")
}

/// The card of a collection, or of the site for the empty name.
pub fn of_collection(routes: &Routes, collection: &str, language: &str) -> Route {
    let page = if collection.is_empty() { routes.home(language) } else { routes.listing(collection, language, 1) };
    page.join("card.png")
}

impl Planner<'_> {
    pub(super) fn cards(&mut self) {
        let listed = self.site.kinds.keys().filter(|collection| self.site.has_listing(collection)).cloned();
        let names: Vec<String> = [String::new()].into_iter().chain(listed).collect();
        for language in self.languages() {
            for name in &names {
                let route = of_collection(self.routes, name, &language);
                self.add(
                    route,
                    Output::Card(name.clone(), language.clone()),
                    "the picture of a collection for other sites",
                );
            }
        }
    }
}
