//! The page of an entry: an article, a plain page, or data that has no page of its own kind.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::kind::{Kind, Show, Value};
use crate::markup::Markup;
use crate::model::reads::Use;
use crate::model::reference::{self, Form};
use crate::model::{Entry, Key, State, Version};
use crate::path::slug;
use crate::plan::{HOME, calendar};
use crate::theme::Data;
use crate::view::card::Link;
use crate::view::frame::Head;
use crate::view::text::is_empty;
use crate::view::{Fragment, Page, PageView, Part};

/// Cards of other entries below an article.
const RELATED: usize = 3;
/// Entries of a tag that are looked at for them; newer ones come first.
const CANDIDATES: usize = 12;

#[derive(Debug, Serialize)]
struct TocEntry {
    id: String,
    text: String,
    level: u8,
}

/// The addresses of an event's files for calendars.
#[derive(Debug, Serialize)]
struct Calendar {
    event: String,
    all: String,
}

impl Page<'_> {
    /// The page of an entry by its collection's kind.
    pub(super) fn entry(&self, key: &Key) -> Option<PageView> {
        let entry = self.view.site.entries.get(key)?;
        let version = entry.versions.get(self.language)?;
        let kind = self.view.site.kinds.get(&key.collection)?;
        self.note_entry(Use::Page, key);
        match kind.template.as_str() {
            "city.html" if version.fields.text("template").is_none() => Some(self.city(entry, version, kind)),
            "indicator.html" if version.fields.text("template").is_none() => Some(self.indicator(entry, version, kind)),
            "framework.html" if version.fields.text("template").is_none() => Some(self.framework(entry, version, kind)),
            _ => Some(self.article(entry, version, kind)),
        }
    }

    fn article(&self, entry: &Entry, version: &Version, kind: &Kind) -> PageView {
        let head = self.entry_head(entry, version, kind);
        let body = self.body(version);
        let template = version.fields.text("template").map(|text| text.say("", "").to_owned());
        let partner = || self.city_of(&entry.key).and_then(|id| self.city_card(id));
        let city = version.fields.word("city").and_then(|id| self.city_card(id)).or_else(partner);
        let (previous, next) = self.neighbours(&entry.key);
        let parts = vec![
            ("toc", Part::Data(Data::of(&toc(version)))),
            ("body", Part::Text(body)),
            ("facts", Part::Data(Data::of(&self.facts(kind, version)))),
            ("highlights", Part::Sections(self.sections(kind, version, Show::Top))),
            ("sections", Part::Sections(self.sections(kind, version, Show::Section))),
            ("city", Part::Data(Data::of(&city))),
            ("cite", Part::Data(Data::of(&self.citations(entry, version)))),
            ("calendar", Part::Data(Data::of(&self.calendar(&entry.key)))),
            ("tags", Part::Data(Data::of(&self.tag_links(version)))),
            ("authors", Part::Data(Data::of(&self.authors(version)))),
            ("related", Part::Data(self.cards(&self.related(&entry.key, version)))),
            ("previous", Part::Data(Data::of(&previous))),
            ("next", Part::Data(Data::of(&next))),
            ("reading", Part::Data(Data::of(&self.reading_time(version)))),
            ("citation", Part::Data(Data::of(&self.citation(kind, version, &head)))),
            ("extra", Part::Data(Data::of(&extra(version)))),
        ];
        let template = template.unwrap_or_else(|| kind.template.clone());
        self.framed(&template, head, parts, &self.entry_alternates(&entry.key))
    }

    /// How long a text takes to read, in words; `None` for what is read at a glance.
    fn reading_time(&self, version: &Version) -> Option<String> {
        /// Words a minute of people who read for information.
        const PACE: usize = 200;
        let words = version.body.as_ref().map(|body| body.document.words).filter(|words| *words > PACE)?;
        Some(self.locale.count("article.reading", words.div_ceil(PACE) as u64))
    }

    /// How to quote an article: who, when, what, where.
    fn citation(&self, kind: &Kind, version: &Version, head: &Head) -> Option<String> {
        let date = version.fields.date("date").filter(|_| kind.title_from == "title" && !kind.collection.is_empty())?;
        let authors: Vec<String> = self.authors(version).into_iter().map(|author| author.title).collect();
        let key = if authors.is_empty() { "article.citation" } else { "article.citation_by" };
        let who = self.locale.list(&authors);
        let (year, site) = (date.year().to_string(), self.site_title());
        // The sentence brings its own full stop.
        let title = head.heading.trim_end_matches('.');
        let values = [
            ("who", who.as_str()),
            ("year", year.as_str()),
            ("title", title),
            ("site", site.as_str()),
            ("url", head.url.as_str()),
        ];
        Some(self.locale.say(key, &values))
    }

    /// The citations of the page, for programs that keep references.
    fn citations(&self, entry: &Entry, version: &Version) -> Vec<Link> {
        let cited = reference::of(self.view.site, entry, version);
        let route = self.view.plan.routes.entry(&entry.key, self.language).filter(|_| cited.is_some());
        let links = route.into_iter().flat_map(|route| Form::ALL.map(|(_, file, name)| (route.join(file), name)));
        links.map(|(route, name)| Link { title: name.to_owned(), url: self.url(&route), lang: None }).collect()
    }

    /// An event for calendars, alone and with all others.
    fn calendar(&self, key: &Key) -> Option<Calendar> {
        let (plan, language) = (self.view.plan, self.language);
        let event = calendar::of_event(self.view.site, &plan.routes, key, language)?;
        Some(Calendar { event: self.url(&event), all: self.url(&plan.routes.calendar(language)) })
    }

    /// The city that a partner is.
    fn city_of(&self, key: &Key) -> Option<&str> {
        let is_partner = |city: &&crate::model::City| city.partner.as_deref() == Some(&key.id);
        let cities = self.view.site.data.cities.iter();
        cities.filter(|_| key.collection == "partners").find(is_partner).map(|city| city.id.as_str())
    }

    /// The data of an entry's page.
    pub(super) fn entry_head(&self, entry: &Entry, version: &Version, kind: &Kind) -> Head {
        let fields = &version.fields;
        let title = version.title.say(self.language, self.default_language()).to_owned();
        let said =
            |name: &str| fields.text(name).map(|text| text.say(self.language, self.default_language()).to_owned());
        let page_kind = match kind.collection.as_str() {
            "" if entry.key.id == HOME => "home",
            "" => "page",
            "cities" => "city",
            "indicators" => "indicator",
            _ => "article",
        };
        let mut head = self.head(&title, page_kind);
        let label = kind.label.say(self.language, self.default_language()).to_owned();
        head.label = (!kind.collection.is_empty()).then_some(label);
        head.summary = said("summary");
        head.description = head.summary.clone().or_else(|| said("definition")).or_else(|| self.lead(version));
        head.collection = Some(kind.collection.clone());
        head.breadcrumbs = self.crumbs(Some(kind));
        head.date = fields.date("date").or_else(|| fields.date("start")).map(|date| self.day(date));
        head.updated = fields.date("updated").map(|date| self.day(date));
        head.draft = entry.state != State::Public;
        head.noindex = head.draft;
        head.image = self.image(version);
        head.social = self.chart_card(&entry.key, &head);
        let has_feed = !kind.collection.is_empty() && self.view.plan.routes.has_feed(&kind.collection, self.language);
        head.feed = has_feed.then(|| self.url(&self.view.plan.routes.feed(&kind.collection, self.language)));
        head.feed_title = Some(kind.plural.say(self.language, self.default_language()).to_owned());
        head.json_ld = Some(self.entry_json_ld(entry, version, kind, &head));
        head.meta = self.citation_tags(entry, version, &head.url);
        head
    }

    /// An entry's text.
    pub(super) fn body(&self, version: &Version) -> Vec<Fragment> {
        let body = version.body.as_ref().filter(|body| !is_empty(&body.document));
        let mut text = body.map(|body| self.text(version, body, 1)).unwrap_or_default();
        let works = self.works_cited(version).map(Fragment::Html);
        let language = version.body_language.as_deref().unwrap_or(&version.language);
        if language != self.language {
            text = in_language(text, language);
        }
        text.extend(works);
        text
    }

    fn authors(&self, version: &Version) -> Vec<Link> {
        let ids = version.fields.list("authors").iter().filter_map(|written| match &written.value {
            Value::Reference(id) => Some(id),
            _ => None,
        });
        ids.filter_map(|id| self.link_in("people", id)).collect()
    }

    /// The entries before and after in the order of the collection's listing.
    fn neighbours(&self, key: &Key) -> (Option<Link>, Option<Link>) {
        let plan = self.view.plan;
        let listed = plan.listed.get(&(key.collection.clone(), self.language.to_owned()));
        let positions = self.view.common.positions.get(&format!("{}/{}", self.language, key.collection));
        let (Some(listed), Some(position)) = (listed, positions.and_then(|positions| positions.get(key))) else {
            return (None, None);
        };
        let link = |position: Option<usize>| self.link_to(listed.get(position?)?);
        (link(position.checked_sub(1)), link(position.checked_add(1)))
    }

    /// Other entries of the collection about the same city or with the same tags.
    fn related(&self, key: &Key, version: &Version) -> Vec<Key> {
        let mut seen = BTreeSet::from([key.clone()]);
        let mut related = Vec::new();
        let view = self.view;
        let about = version.fields.word("city").and_then(|id| self.about_city(id));
        let tagged = version.fields.list("tags").iter().filter_map(|written| match &written.value {
            Value::Text(text) => view.plan.tags.get(&slug(text.say("", "")))?.entries.get(self.language),
            _ => None,
        });
        let tagged = tagged.flat_map(|keys| keys.iter().take(CANDIDATES));
        for candidate in about.into_iter().flat_map(|keys| keys.iter().take(CANDIDATES)).chain(tagged) {
            if related.len() == RELATED {
                break;
            }
            if candidate.collection == key.collection && seen.insert(candidate.clone()) {
                related.push(candidate.clone());
            }
        }
        related
    }
}

/// The headings of the second and third level.
fn toc(version: &Version) -> Vec<TocEntry> {
    let headings = version.body.iter().flat_map(|body| &body.document.headings);
    headings
        .filter(|heading| matches!(heading.level, 2 | 3))
        .map(|heading| TocEntry { id: heading.id.clone(), text: heading.text.clone(), level: heading.level })
        .collect()
}

/// What an entry gives to templates of the site's own.
fn extra(version: &Version) -> serde_json::Value {
    version.fields.node("extra").map_or(serde_json::Value::Null, json)
}

fn json(node: &crate::syntax::yaml::Node) -> serde_json::Value {
    use crate::syntax::yaml::Value;
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Number { value, .. } => number(*value),
        Value::Text(text) => text.clone().into(),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(entries) => entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect(),
    }
}

/// A whole number is written without a point, as its author wrote it.
fn number(value: f64) -> serde_json::Value {
    /// Up to here every whole number is exact.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "a whole number within the bounds of i64")]
        return (value as i64).into();
    }
    serde_json::Number::from_f64(value).map_or(serde_json::Value::Null, Into::into)
}

/// A text that is not translated says which language it is in.
fn in_language(body: Vec<Fragment>, language: &str) -> Vec<Fragment> {
    let wrap = |fragment| match fragment {
        Fragment::Html(html) => {
            let mut markup = Markup::new();
            markup.open("div").attr("lang", language).fragment(&html);
            Fragment::Html(markup.finish())
        }
        other => other,
    };
    body.into_iter().map(wrap).collect()
}
