//! Listings of collections and of tags.

use serde::Serialize;

use crate::kind::Kind;
use crate::model::Key;
use crate::model::reads::{Read, Use};
use crate::path::Route;
use crate::plan::PageOf;
use crate::theme::Data;
use crate::view::frame::Head;
use crate::view::{Page, PageView, Part};

/// Entries a tag's page.
const TAG_PAGE: usize = 20;
/// The roles of partners in the order of the page.
const ROLES: [&str; 3] = ["coordinator", "partner", "associated"];

#[derive(Debug, Serialize)]
struct Pages {
    number: usize,
    count: usize,
    previous: Option<String>,
    next: Option<String>,
    all: Vec<Numbered>,
}

#[derive(Debug, Serialize)]
struct Numbered {
    number: usize,
    url: String,
    current: bool,
}

#[derive(Debug, Serialize)]
struct Partners {
    title: String,
    items: Vec<Partner>,
}

#[derive(Debug, Serialize)]
struct Partner {
    name: String,
    url: String,
    site: Option<String>,
    country: Option<String>,
    kind_label: String,
    summary: Option<String>,
}

impl Page<'_> {
    /// What a collection is called: the title of its `_index.md`, or the plural of its kind.
    pub(super) fn listing_title(&self, kind: &Kind) -> String {
        self.reads.note(Use::Page, || Read::Index(kind.collection.clone()));
        let index = self.view.site.indexes.get(&kind.collection).and_then(|index| self.version(index));
        let title = match index {
            Some(version) if version.fields.get("title").is_some() => &version.title,
            _ => &kind.plural,
        };
        title.say(self.language, self.default_language()).to_owned()
    }

    /// One page of a collection's listing.
    pub(super) fn listing(&self, of: &PageOf) -> Option<PageView> {
        let site = self.view.site;
        let routes = &self.view.plan.routes;
        let kind = site.kinds.get(&of.name)?;
        let listing = kind.listing.as_ref()?;
        let keys = self.view.plan.listed.get(&(of.name.clone(), self.language.to_owned()))?;
        let index = site.indexes.get(&of.name).and_then(|index| self.version(index));
        let mut head = self.listing_head(&self.listing_title(kind), of, Some(kind));
        let summary = index.and_then(|version| version.fields.text("summary"));
        head.summary = summary.map(|text| text.say(self.language, self.default_language()).to_owned());
        let feed = routes.has_feed(&of.name, self.language).then(|| routes.feed(&of.name, self.language));
        head.feed = feed.map(|feed| self.url(&feed));
        let mut parts =
            self.list_parts(of, keys, listing.page_size, |number| routes.listing(&of.name, self.language, number));
        let intro = index.filter(|version| of.number == 1 && version.language == self.language);
        parts.push(("intro", Part::Text(intro.map(|version| self.body(version)).unwrap_or_default())));
        parts.push(("filters", Part::Data(Data::of(&self.filters(of, None)))));
        let shown = shown_on(of, keys, listing.page_size);
        match listing.template.as_str() {
            "cities.html" => parts.push(("items", Part::Data(Data::of(&self.city_cards(shown))))),
            "indicators.html" => parts.push(("groups", Part::Data(self.indicator_groups(shown)))),
            "partners.html" => parts.push(("groups", Part::Data(Data::of(&self.partners(shown))))),
            "events.html" => parts.extend(self.events(shown)),
            _ => {}
        }
        let alternates = |tag: &str| Some(routes.listing(&of.name, tag, of.number));
        Some(self.framed(&listing.template, head, parts, &alternates))
    }

    /// One page of a listing narrowed to a facet.
    pub(super) fn facet(&self, of: &PageOf, position: usize) -> Option<PageView> {
        let (site, routes) = (self.view.site, &self.view.plan.routes);
        let kind = site.kinds.get(&of.name)?;
        let listing = kind.listing.as_ref()?;
        let facet = self.view.plan.facets.get(&(of.name.clone(), self.language.to_owned()))?.get(position)?;
        let title = self.listing_title(kind);
        let mut head = self.listing_head(&format!("{title}: {}", self.facet_label(facet)), of, Some(kind));
        head.breadcrumbs = self.crumbs(Some(kind));
        head.noindex = true;
        let mut parts = self.list_parts(of, &facet.keys, listing.page_size, |number| {
            routes.facet(&of.name, facet, self.language, number)
        });
        parts.push(("intro", Part::Text(Vec::new())));
        parts.push(("filters", Part::Data(Data::of(&self.filters(of, Some(facet))))));
        let alternates = |tag: &str| {
            let facets = self.view.plan.facets.get(&(of.name.clone(), tag.to_owned()))?;
            let same = facets.iter().find(|other| other.by == facet.by && other.value == facet.value)?;
            Some(routes.facet(&of.name, same, tag, of.number))
        };
        Some(self.framed(&listing.template, head, parts, &alternates))
    }

    /// Events that are still to come, the next one first, and those that are over.
    fn events(&self, shown: &[Key]) -> Vec<(&'static str, Part)> {
        let to_come = |key: &&Key| {
            let version = self.view.site.entries.get(*key).and_then(|entry| self.version(entry));
            let day = |name: &str| version?.fields.moment(name).map(|moment| moment.date());
            day("end").or_else(|| day("start")).is_some_and(|day| day >= self.view.site.as_of)
        };
        let (mut coming, past): (Vec<&Key>, Vec<&Key>) = shown.iter().partition(to_come);
        coming.reverse();
        vec![("coming", Part::Data(self.cards(coming))), ("past", Part::Data(self.cards(past)))]
    }

    /// One page of a tag's listing.
    pub(super) fn tag(&self, of: &PageOf) -> Option<PageView> {
        let tag = self.view.plan.tags.get(&of.name)?;
        let keys = tag.entries.get(self.language)?;
        let title = self.locale.say("listing.tagged", &[("tag", &tag.label)]);
        let head = self.listing_head(&title, of, None);
        let parts =
            self.list_parts(of, keys, TAG_PAGE, |number| self.view.plan.routes.tag(&of.name, self.language, number));
        let alternates = |language: &str| Some(self.view.plan.routes.tag(&of.name, language, of.number));
        Some(self.framed("listing.html", head, parts, &alternates))
    }

    fn listing_head(&self, title: &str, of: &PageOf, kind: Option<&Kind>) -> Head {
        let mut head = self.head(title, "listing");
        if of.number > 1 {
            let values = [("n", of.number.to_string()), ("count", of.count.to_string())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            let page = self.locale.say("listing.page_of", &values);
            head.title = format!("{title} ({page}) · {}", self.site_title());
        }
        head.collection = kind.map(|kind| kind.collection.clone());
        head.breadcrumbs = self.crumbs(None);
        head
    }

    fn list_parts(
        &self,
        of: &PageOf,
        keys: &[Key],
        size: usize,
        route: impl Fn(usize) -> Route,
    ) -> Vec<(&'static str, Part)> {
        let url = |number: usize| self.url(&route(number));
        // Long listings show the first, the last and those around, so that a page stays small.
        let near = |number: &usize| *number <= 2 || *number + 1 >= of.count || number.abs_diff(of.number) <= 2;
        let all = (1..=of.count).filter(near).map(|number| Numbered {
            number,
            url: url(number),
            current: number == of.number,
        });
        let pages = Pages {
            number: of.number,
            count: of.count,
            previous: (of.number > 1).then(|| url(of.number - 1)),
            next: (of.number < of.count).then(|| url(of.number + 1)),
            all: all.collect(),
        };
        vec![
            ("items", Part::Data(self.cards(shown_on(of, keys, size)))),
            ("total", Part::Data(Data::of(&keys.len()))),
            ("pages", Part::Data(Data::of(&pages))),
        ]
    }

    /// Partners by role, coordinator first.
    fn partners(&self, keys: &[Key]) -> Vec<Partners> {
        let role_of = |key: &Key| {
            let version = self.view.site.entries.get(key).and_then(|entry| self.version(entry));
            version.and_then(|version| version.fields.word("role")).unwrap_or_default().to_owned()
        };
        let mut groups = Vec::new();
        for role in ROLES {
            let items: Vec<Partner> =
                keys.iter().filter(|key| role_of(key) == role).filter_map(|key| self.partner(key)).collect();
            if !items.is_empty() {
                groups.push(Partners { title: self.say(&format!("partner.roles.{role}")), items });
            }
        }
        groups
    }

    fn partner(&self, key: &Key) -> Option<Partner> {
        let version = self.version(self.view.site.entries.get(key)?)?;
        let link = self.link_to(key)?;
        let fields = &version.fields;
        let text = |name: &str| fields.text(name).map(|text| text.say(self.language, self.default_language()));
        let kind = fields.word("kind").unwrap_or_default();
        Some(Partner {
            name: link.title,
            url: link.url,
            site: fields.word("url").map(str::to_owned),
            country: text("country").map(|code| self.country(code)),
            kind_label: self.say(&format!("choice.{kind}")),
            summary: text("summary").map(str::to_owned),
        })
    }
}

/// Those of a listing that stand on one of its pages.
fn shown_on<'keys>(of: &PageOf, keys: &'keys [Key], size: usize) -> &'keys [Key] {
    let rest = keys.get((of.number - 1).saturating_mul(size)..).unwrap_or_default();
    rest.get(..size).unwrap_or(rest)
}
