//! The home page: what the network is, its newest texts, its cities and partners.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::kind::Kind;
use crate::model::reads::{Read, Use};
use crate::model::{Entry, Key, Version};
use crate::plan::HOME;
use crate::theme::Data;
use crate::view::card::{CityCard, Link};
use crate::view::image::ImageRecord;
use crate::view::{Page, PageView, Part};

/// Newest entries shown.
const LATEST: usize = 3;
/// Entries of the first collection of the menu: the first of them is twice as wide, so they fill two rows of three.
const FEATURED: usize = 5;
/// Cities shown: ten rows of four. A larger network has a page of them.
const CITIES: usize = 40;

#[derive(Debug, Serialize)]
struct Partner {
    name: String,
    url: String,
    logo: Option<ImageRecord>,
    country: Option<String>,
}

impl Page<'_> {
    /// The home page of a language.
    pub(super) fn home(&self) -> PageView {
        let site = self.view.site;
        let key = Key { collection: String::new(), id: HOME.to_owned() };
        let entry = site.entries.get(&key).filter(|entry| site.visible(entry));
        let version = entry.and_then(|entry| self.version(entry));
        self.note_entry(Use::Page, &key);
        self.reads.depend(|| Read::AllFaces);
        let title = self.site_title();
        let heading = version
            .map_or(title.clone(), |version| version.title.say(self.language, self.default_language()).to_owned());
        let mut head = self.head(&heading, "home");
        let description = site.config.description.say(self.language, self.default_language());
        let summary = version.and_then(|version| version.fields.text("summary"));
        head.summary = summary
            .map(|text| text.say(self.language, self.default_language()).to_owned())
            .or_else(|| (!description.is_empty()).then(|| description.to_owned()));
        head.social = self.chart_card(&key, &head);
        head.json_ld = Some(self.site_json_ld(&head));
        let body = version.map(|version| self.body(version)).unwrap_or_default();
        let featured = self.first_collection();
        let mut parts = vec![
            ("body", Part::Text(body)),
            ("headline", Part::Html(version.map(|version| self.headline(version)).unwrap_or_default())),
            ("counts", Part::Data(Data::of(&self.counts()))),
            ("latest", Part::Data(self.cards(&self.latest(featured.map(|kind| kind.collection.as_str()))))),
            ("sections", Part::Data(self.featured(featured))),
            ("figures", Part::Figures(Vec::new())),
            ("partners", Part::Data(Data::of(&self.wall()))),
        ];
        parts.extend(self.cities());
        self.framed("home.html", head, parts, &|tag| Some(self.view.plan.routes.home(tag)))
    }

    /// The figure that the home page leads with.
    fn headline(&self, version: &Version) -> String {
        let prose = version.prose.get("headline").and_then(|prose| prose.first());
        prose.map(|prose| self.inline(version, prose)).unwrap_or_default()
    }

    /// How much there is, for the numbers at the top; what there is none of is left out.
    fn counts(&self) -> Json {
        let site = self.view.site;
        let number = |count: usize| self.locale.number(count as f64, 0);
        let of = |collection: &'static str| site.collection(collection).count();
        let counts = [
            ("cities", of("cities")),
            ("indicators", of("indicators")),
            ("observations", self.figure_count()),
            ("case_studies", of("case-studies")),
        ];
        let shown = counts.into_iter().filter(|(_, count)| *count > 0);
        Json::Object(shown.map(|(key, count)| (key.to_owned(), Json::String(number(count)))).collect::<Map<_, _>>())
    }

    /// The newest entries of collections with a feed, but for the one that has a section of its own.
    fn latest(&self, featured: Option<&str>) -> Vec<Key> {
        let site = self.view.site;
        let fed = |entry: &&Arc<Entry>| {
            let kind = site.kinds.get(&entry.key.collection);
            Some(entry.key.collection.as_str()) != featured
                && site.visible(entry)
                && kind.and_then(|kind| kind.listing.as_ref()).is_some_and(|listing| listing.feed)
        };
        let mut dated: Vec<(jiff::civil::Date, &Key)> = site
            .entries
            .values()
            .filter(fed)
            .filter_map(|entry| Some((self.version(entry)?.fields.date("date")?, &entry.key)))
            .filter(|(date, _)| *date <= site.as_of)
            .collect();
        dated.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.cmp(right.1)));
        dated.into_iter().take(LATEST).map(|(_, key)| key.clone()).collect()
    }

    /// The first collection of the menu that holds articles.
    fn first_collection(&self) -> Option<&Kind> {
        let listed = |kind: &&Kind| kind.menu.is_some() && kind.title_from == "title" && self.is_listed(kind);
        self.view.site.kinds.values().filter(listed).min_by_key(|kind| (kind.menu, &kind.collection))
    }

    /// The first entries of that collection.
    fn featured(&self, kind: Option<&Kind>) -> Data {
        #[derive(Serialize)]
        struct Featured {
            title: String,
            url: String,
        }
        let sections = kind.into_iter().filter_map(|kind| {
            let listed = self.view.plan.listed.get(&(kind.collection.clone(), self.language.to_owned()))?;
            let title = kind.plural.say(self.language, self.default_language()).to_owned();
            let url = self.url(&self.view.plan.routes.listing(&kind.collection, self.language, 1));
            Some(Data::of(&Featured { title, url }).with("items", self.cards(listed.iter().take(FEATURED))))
        });
        Data::list(sections)
    }

    /// The first cities by name, and where all are where there are more.
    fn cities(&self) -> [(&'static str, Part); 2] {
        let listed = self.view.plan.listed.get(&("cities".to_owned(), self.language.to_owned()));
        let all = listed.map_or(&[][..], |keys| keys);
        let shown = all.get(..CITIES).unwrap_or(all);
        let url = self.url(&self.view.plan.routes.listing("cities", self.language, 1));
        let more = if shown.len() < all.len() { url } else { String::new() };
        [("cities", Part::Data(Data::of(&self.city_cards(shown)))), ("cities_url", Part::Data(Data::of(&more)))]
    }

    /// Cities as cards.
    pub(super) fn city_cards(&self, keys: &[Key]) -> Vec<CityCard> {
        keys.iter().filter_map(|key| self.city_card_with_figure(&key.id)).collect()
    }

    /// Partners for the wall, with their logos where they have any.
    fn wall(&self) -> Vec<Partner> {
        let listed = self.view.plan.listed.get(&("partners".to_owned(), self.language.to_owned()));
        let partner = |key: &Key| {
            let version = self.version(self.view.site.entries.get(key)?)?;
            let Link { title, url, .. } = self.link_to(key)?;
            let country = version.fields.text("country").map(|code| self.country(code.say("", "")));
            Some(Partner { name: title, url, logo: self.image_in(version, "logo"), country })
        };
        listed.into_iter().flat_map(|keys| keys.iter()).filter_map(partner).collect()
    }
}
