//! The blocks of a text: quotes, pictures, lists, and charts and tables by their own views.

use serde::Serialize;

use crate::kind::{Quote, SortKey};
use crate::markup::{self, Markup};
use crate::model::named::{Named, Role};
use crate::model::order;
use crate::model::reads::{Read, Use};
use crate::model::request::{Block, FigureRequest, ListingRequest};
use crate::model::{Entry, Version};
use crate::theme::Data;
use crate::view::card::Day;
use crate::view::image::ImageRecord;
use crate::view::{Fragment, Page};

/// Somebody's words.
#[derive(Debug, Serialize)]
pub struct QuoteView {
    text_html: String,
    name: String,
    role: Option<String>,
    source_html: Option<String>,
    date: Option<Day>,
    lang: Option<String>,
    url: Option<String>,
}

/// A picture.
#[derive(Debug, Serialize)]
pub struct PictureView {
    image: ImageRecord,
    caption_html: Option<String>,
}

impl Page<'_> {
    /// A block of a text. `position` tells blocks of a page apart.
    pub(super) fn block(&self, version: &Version, block: &Block, figure: usize, position: usize) -> Option<Fragment> {
        match block {
            Block::Chart(request) => self.figure(request, figure).map(|figure| Fragment::Chart(Box::new(figure))),
            Block::Table(selection) => {
                self.table(selection, format!("table-{position}")).map(|table| Fragment::Table(Box::new(table)))
            }
            Block::Quote(quote) => Some(Fragment::Quote(Box::new(self.quote(quote)))),
            Block::Figure(figure) => self.picture(version, figure).map(|picture| Fragment::Picture(Box::new(picture))),
            Block::Listing(request) => Some(Fragment::Listing(self.block_listing(request))),
            Block::Faulty => None,
        }
    }

    /// What somebody said, with the person's page where there is one.
    pub(super) fn quote(&self, quote: &Quote) -> QuoteView {
        let say = |text: &crate::kind::LocalText| text.say(self.language, self.default_language()).to_owned();
        let person = quote.person.as_ref().and_then(|(id, _)| self.view.site.entry("people", id));
        if let Some(person) = person {
            self.note_entry(Use::Link, &person.key);
        }
        let fields = person.and_then(|entry| self.version(entry)).map(|version| &version.fields);
        let said = |name: &str| fields.and_then(|fields| fields.text(name)).map(say);
        let role = quote.role.as_ref().map(say).or_else(|| {
            let parts: Vec<String> = [said("role"), said("organisation")].into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        });
        let (text, other) = quote.text.get(self.language, self.default_language());
        let paragraphs = text.split("\n\n").map(|part| {
            let mut markup = Markup::new();
            markup.element("p", part.trim());
            markup.finish()
        });
        QuoteView {
            text_html: paragraphs.collect(),
            name: quote.name.as_ref().map(say).or_else(|| said("name")).unwrap_or_default(),
            role,
            source_html: quote.source.as_deref().map(|source| self.quote_source(source)),
            date: quote.date.map(|date| self.day(date)),
            lang: quote.lang.clone().or_else(|| other.map(str::to_owned)).filter(|lang| lang != self.language),
            url: person.and_then(|entry| self.link_to(&entry.key)).map(|link| link.url),
        }
    }

    /// An address, the id of a source, or words.
    fn quote_source(&self, source: &str) -> String {
        let mut markup = Markup::new();
        if let Some(link) = self.link_in("sources", source) {
            markup.open("a").attr("href", link.url).text(link.title).close();
        } else if source.starts_with("https://") || source.starts_with("http://") {
            let host = source.split('/').nth(2).unwrap_or(source);
            markup.open("a").attr("href", source).text(host).close();
        } else {
            return markup::text(source).into_owned();
        }
        markup.finish()
    }

    fn picture(&self, version: &Version, request: &FigureRequest) -> Option<PictureView> {
        let src = &request.src;
        let named = Named { version, target: &src.name, span: src.span, role: Role::Picture };
        Some(PictureView {
            image: self.picture_of(&named.file()?, request.alt.clone(), request.credit.clone())?,
            caption_html: request.caption.as_ref().map(|caption| markup::text(caption).into_owned()),
        })
    }

    fn block_listing(&self, request: &ListingRequest) -> Data {
        let site = self.view.site;
        self.reads.depend(|| Read::Faces(request.collection.name.clone()));
        let mut entries: Vec<&Entry> = site.collection(&request.collection.name).collect();
        if let Some(city) = &request.city {
            let about = self.about_city(&city.name);
            entries.retain(|entry| about.is_some_and(|keys| keys.contains(&entry.key)));
        }
        if let Some(tag) = &request.tag {
            let tag = self.view.plan.tags.get(&crate::path::slug(&tag.name));
            let tagged = tag.and_then(|tag| tag.entries.get(self.language));
            entries.retain(|entry| tagged.is_some_and(|keys| keys.contains(&entry.key)));
        }
        let own = site.kinds.get(&request.collection.name).and_then(|kind| kind.listing.as_ref());
        let keys: Vec<SortKey> = match request.sort.is_empty() {
            true => own.map(|listing| listing.sort.clone()).unwrap_or_default(),
            false => request.sort.iter().map(|key| SortKey::parse(&key.name)).collect(),
        };
        order::sort(site, self.locale, &keys, &mut entries);
        entries.truncate(request.limit.unwrap_or(usize::MAX));
        self.cards(entries.iter().map(|entry| &entry.key))
    }
}
