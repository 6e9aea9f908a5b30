//! Links and cards: an entry as other pages show it.

use std::cmp::Reverse;

use serde::Serialize;

use crate::kind::Value;
use crate::kind::{Kind, Show};
use crate::model::reads::{Read, Reads, Use};
use crate::model::{Entry, Key, State, Version};
use crate::path::Route;
use crate::path::slug;
use crate::theme::Data;
use crate::view::image::ImageRecord;
use crate::view::{Page, View};

/// A link to something; `lang` where it is in another language than the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Link {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) lang: Option<String>,
}

/// A day for machines and for people.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Day {
    pub(super) iso: String,
    pub(super) text: String,
}

/// An entry in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Card {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) lang: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) date: Option<Day>,
    pub(super) label: Option<String>,
    pub(super) city: Option<Link>,
    pub(super) image: Option<ImageRecord>,
    pub(super) draft: bool,
    /// The folder of the entry.
    pub(super) collection: String,
    /// What it is among its kind: "Report".
    pub(super) form: Option<String>,
    /// A person's role and organisation, or an event's place.
    pub(super) note: Option<String>,
    /// The most important of what it has to say, as HTML.
    pub(super) highlight: Option<String>,
    /// What filters look at.
    pub(super) facets: Facets,
}

/// What filters look at: the values of its facets in addresses.
#[derive(Debug, Clone, Serialize, Default)]
pub(super) struct Facets {
    pub(super) city: Option<String>,
    pub(super) year: Option<String>,
    /// Several, with spaces between.
    pub(super) topic: String,
}

/// A card with what was read for it, which is read again by every page that shows it.
#[derive(Debug)]
pub(super) struct Prepared {
    card: Data,
    notes: Vec<(Read, Use)>,
}

/// A city in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CityCard {
    id: String,
    name: String,
    url: String,
    kind: String,
    country: String,
    latest: Option<String>,
}

impl Prepared {
    /// Whether it shows a figure.
    pub(super) fn has_figures(&self) -> bool {
        self.notes
            .iter()
            .any(|(read, _)| matches!(read, Read::Figure { .. } | Read::Column { .. } | Read::Indicator(_)))
    }
}

impl Page<'_> {
    /// The version of an entry that a reader of this page gets.
    pub(super) fn version<'e>(&self, entry: &'e Entry) -> Option<&'e Version> {
        entry.version(self.language, self.default_language())
    }

    /// An entry's title here.
    pub(super) fn title(&self, key: &Key) -> Option<String> {
        let version = self.version(self.view.site.entries.get(key)?)?;
        self.note_entry(Use::Link, key);
        Some(version.title.say(self.language, self.default_language()).to_owned())
    }

    /// A link to an entry, if it has a page.
    pub(super) fn link_to(&self, key: &Key) -> Option<Link> {
        let (route, lang) = self.view.plan.routes.best(key, self.language)?;
        Some(Link { title: self.title(key)?, url: self.url(route), lang: lang.map(str::to_owned) })
    }

    /// A link to an entry by collection and id.
    pub(super) fn link_in(&self, collection: &str, id: &str) -> Option<Link> {
        self.link_to(&Key { collection: collection.to_owned(), id: id.to_owned() })
    }

    /// A link to a tag's listing.
    pub(super) fn tag_link(&self, label: &str) -> Option<Link> {
        let name = slug(label);
        self.view.plan.tags.get(&name)?;
        let route = self.view.plan.routes.tag(&name, self.language, 1);
        Some(Link { title: label.to_owned(), url: self.url(&route), lang: None })
    }

    /// The tags a version says, as links.
    pub(super) fn tag_links(&self, version: &Version) -> Vec<Link> {
        let labels = version.fields.list("tags").iter().filter_map(|written| match &written.value {
            Value::Text(text) => Some(text.say(self.language, self.default_language())),
            _ => None,
        });
        labels.filter_map(|label| self.tag_link(label)).collect()
    }

    pub(super) fn day(&self, date: jiff::civil::Date) -> Day {
        Day { iso: date.to_string(), text: self.locale.date(date) }
    }

    /// The card of an entry; `None` where it has no page.
    pub(super) fn card(&self, key: &Key) -> Option<Card> {
        let entry = self.view.site.entries.get(key)?;
        let version = self.version(entry)?;
        let Link { title, url, lang } = self.link_to(key)?;
        let fields = &version.fields;
        let said =
            |name: &str| fields.text(name).map(|text| text.say(self.language, self.default_language()).to_owned());
        let kind = self.view.site.kinds.get(&key.collection);
        let date = fields.date("date").or_else(|| fields.date("start"));
        Some(Card {
            title,
            url,
            lang,
            summary: said("summary").or_else(|| self.lead(version)),
            date: date.map(|date| self.day(date)),
            label: kind
                .filter(|kind| !kind.collection.is_empty())
                .map(|kind| kind.label.say(self.language, self.default_language()).to_owned()),
            city: fields.word("city").and_then(|id| self.link_in("cities", id)),
            image: self.image(version),
            draft: entry.state != State::Public,
            collection: key.collection.clone(),
            form: kind.and_then(|kind| self.form(kind, version)),
            note: self.card_note(key, version),
            highlight: kind.and_then(|kind| self.highlight(kind, version)),
            facets: facets(version, date),
        })
    }

    /// What an entry is among its kind, where the kind tells forms apart.
    fn form(&self, kind: &Kind, version: &Version) -> Option<String> {
        let field = kind.field("type")?;
        match version.fields.get("type")? {
            Value::Choice(word) => Some(self.choice(field, word)),
            _ => None,
        }
    }

    fn card_note(&self, key: &Key, version: &Version) -> Option<String> {
        let names: &[&str] = match key.collection.as_str() {
            "people" => &["role", "organisation"],
            "events" => &["place"],
            _ => return None,
        };
        let said = names.iter().filter_map(|name| version.fields.text(name));
        let said: Vec<&str> = said.map(|text| text.say(self.language, self.default_language())).collect();
        (!said.is_empty()).then(|| said.join(", "))
    }

    /// The first item of the first list that stands above the text.
    fn highlight(&self, kind: &Kind, version: &Version) -> Option<String> {
        let shown = kind.fields.iter().filter(|field| field.show == Show::Top);
        let mut lists = shown.filter(|field| matches!(version.fields.get(&field.name), Some(Value::List(_))));
        let first = version.prose.get(&lists.next()?.name)?.first()?;
        // Numbers are written as in the language of the text around them, which may be another than the page's.
        let page = self.view.locale(&version.language).map_or(*self, |locale| Page { locale, ..*self });
        Some(page.inline(version, first))
    }

    /// The prepared card of an entry.
    pub(super) fn shared_card(&self, key: &Key) -> Option<Data> {
        let prepared = self.view.common.cards.get(self.language)?.get(key)?;
        self.note_entry(Use::List, key);
        for (read, purpose) in &prepared.notes {
            self.reads.note(*purpose, || read.clone());
        }
        Some(prepared.card.clone())
    }

    /// The prepared cards of several entries.
    pub(super) fn cards<'k>(&self, keys: impl IntoIterator<Item = &'k Key>) -> Data {
        Data::list(keys.into_iter().filter_map(|key| self.shared_card(key)))
    }

    /// The beginning of a text, where an entry has no summary: at most some two lines.
    pub(super) fn lead(&self, version: &Version) -> Option<String> {
        /// What a search engine shows of a description.
        const LENGTH: usize = 160;
        let lead = version.body.as_ref().map(|body| body.document.lead.as_str()).filter(|lead| !lead.is_empty())?;
        if lead.chars().count() <= LENGTH {
            return Some(lead.to_owned());
        }
        let cut: String = lead.chars().take(LENGTH).collect();
        let end = cut.rfind(' ').unwrap_or(cut.len());
        Some(format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.'])))
    }

    /// A city as a card with a figure.
    pub(super) fn city_card_with_figure(&self, id: &str) -> Option<CityCard> {
        Some(CityCard { latest: self.newest_figure(id), ..self.city_card(id)? })
    }

    /// A city as a card.
    pub(super) fn city_card(&self, id: &str) -> Option<CityCard> {
        let site = self.view.site;
        let city = site.data.cities.get(site.data.city(id)? as usize)?;
        let link = self.link_in("cities", id)?;
        let kind = if city.region { "choice.region" } else { "choice.city" };
        Some(CityCard {
            id: id.to_owned(),
            name: city.name.say(self.language, self.default_language()).to_owned(),
            url: link.url,
            kind: self.say(kind),
            country: self.country(&city.country),
            latest: None,
        })
    }

    /// The newest figure of the indicator that most places share, so that cards can be compared:
    /// "Population: 628,208 (2016)".
    fn newest_figure(&self, id: &str) -> Option<String> {
        let data = &self.view.site.data;
        let position = data.city(id)?;
        let with_value = self.figures_of_city(position).filter(|observation| observation.value.is_ok());
        let shown = with_value.max_by_key(|observation| {
            let coverage =
                self.view.common.figures.coverage.get(observation.indicator as usize).copied().unwrap_or_default();
            let order = data.indicators.get(observation.indicator as usize).map(|indicator| indicator.order);
            (coverage, Reverse(order), Reverse(observation.indicator), observation.period)
        })?;
        self.shows(Use::List, shown);
        let indicator = data.indicators.get(shown.indicator as usize)?;
        let name = indicator.short_name.as_ref().unwrap_or(&indicator.name);
        let figure = self.locale.figure(shown.value.ok()?, &indicator.unit, indicator.decimals);
        let period = self.locale.period(&shown.period);
        Some(format!("{}: {figure}\u{a0}({period})", name.say(self.language, self.default_language())))
    }

    /// A country's name, from the theme's texts, or its code.
    pub(super) fn country(&self, code: &str) -> String {
        self.word(&format!("country.{code}")).unwrap_or_else(|| code.to_owned())
    }
}

impl View<'_> {
    /// The card of an entry for a language, with what was read for it.
    pub(super) fn prepared(&self, language: &str, key: &Key) -> Option<Prepared> {
        let (home, reads) = (Route::page([]), Reads::on());
        let card = Data::of(&self.page_in(language, &home, &reads)?.card(key)?);
        let own = |(read, purpose): &(Read, Use)| *purpose == Use::Link && *read == Read::Entry(key.clone());
        Some(Prepared { card, notes: reads.into_notes().into_iter().filter(|note| !own(note)).collect() })
    }
}

fn facets(version: &Version, date: Option<jiff::civil::Date>) -> Facets {
    let topics = version.fields.list("tags").iter().filter_map(|written| match &written.value {
        Value::Text(text) => Some(slug(text.say("", ""))),
        _ => None,
    });
    Facets {
        city: version.fields.word("city").map(slug),
        year: date.map(|date| date.year().to_string()),
        topic: topics.collect::<Vec<_>>().join(" "),
    }
}
