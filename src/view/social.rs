//! The picture that other sites show beside a link to a page, and what is drawn on it.

use serde::Serialize;

use crate::chart;
use crate::model::Key;
use crate::model::reads::{Read, Reads, Use};
use crate::plan::{PageRef, card, picture};
use crate::view::frame::Head;
use crate::view::{Page, View};

/// The picture with what a reader has to know of it. An image of the site's own may have any size.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Social {
    pub(super) url: String,
    alt: String,
    width: Option<u32>,
    height: Option<u32>,
}

/// What stands on the card of a collection.
pub struct Title {
    /// The collection's name, or the site's.
    pub title: String,
    /// The site's name.
    pub site: String,
}

impl Page<'_> {
    /// The card of the page's first chart, unless its entry has an image.
    pub(super) fn chart_card(&self, key: &Key, head: &Head) -> Option<Social> {
        let page = PageRef { key: key.clone(), language: self.language.to_owned() };
        if head.image.is_some() || !picture::is_written(&page) {
            return None;
        }
        let charts = picture::pictures(self.view.site, &self.view.plan.standing, &page);
        let spec = self.drawn(self.locale, charts.first()?, "figure-1")?.spec;
        let alt = chart::sentence(&spec, self.locale).ok()?;
        Some(self.drawn_card(&card::of_chart(self.route), alt))
    }

    /// The picture of a page that has no chart: its image, or the card of its collection.
    pub(super) fn social(&self, head: &Head) -> Social {
        if let Some(image) = &head.image {
            return Social {
                url: image.absolute.clone(),
                alt: image.alt.clone(),
                width: image.width,
                height: image.height,
            };
        }
        let collection = head.collection.as_deref().filter(|name| self.view.site.has_listing(name));
        let Title { title, site } = self.card_title(collection.unwrap_or_default());
        let alt = if title == site { site } else { format!("{title}, {site}") };
        let routes = &self.view.plan.routes;
        self.drawn_card(&card::of_collection(routes, collection.unwrap_or_default(), self.language), alt)
    }

    fn drawn_card(&self, route: &crate::path::Route, alt: String) -> Social {
        let (width, height) = card::SIZE;
        Social { url: self.absolute(route), alt, width: Some(width), height: Some(height) }
    }

    /// What stands on the card of a collection, or of the site for the empty name.
    fn card_title(&self, collection: &str) -> Title {
        let kind = self.view.site.kinds.get(collection).filter(|kind| self.is_listed(kind));
        let title = kind.map_or_else(|| self.site_title(), |kind| self.listing_title(kind));
        Title { title, site: self.site_title() }
    }
}

impl View<'_> {
    /// What stands on the card of a collection, or of the site for the empty name.
    pub fn card_title(&self, collection: &str, language: &str, reads: &Reads) -> Option<Title> {
        let home = self.plan.routes.home(language);
        let page = self.page_in(language, &home, reads)?;
        reads.note(Use::Page, || Read::Index(collection.to_owned()));
        Some(page.card_title(collection))
    }
}
