//! Where figures come from, as lines of text and as links.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::markup::Markup;
use crate::model::reads::Use;
use crate::model::{Key, Observation, Source};
use crate::view::Page;
use crate::view::card::{Day, Link};

/// A source in a list.
#[derive(Debug, Serialize)]
pub(super) struct SourceLink {
    title: String,
    url: String,
    lang: Option<String>,
    publisher: String,
    licence: Option<String>,
    accessed: Option<Day>,
}

impl Page<'_> {
    /// The id of an observation's source: its own, or its indicator's.
    pub(super) fn source_id<'o>(&'o self, observation: &'o Observation) -> Option<&'o str> {
        self.view.site.data.source_id(observation)
    }

    /// An observation's source in words: "Title, publisher".
    pub(super) fn source_of(&self, observation: &Observation) -> Option<String> {
        let source = self.view.site.data.sources.get(self.source_id(observation)?)?;
        self.note_source(source);
        Some(format!("{}, {}", self.in_words(&source.name), self.in_words(&source.publisher)))
    }

    /// The language of what is written in the default language only, where the page has another.
    pub(super) fn foreign(&self) -> Option<String> {
        (self.language != self.default_language()).then(|| self.default_language().to_owned())
    }

    pub(super) fn in_words<'t>(&'t self, text: &'t crate::kind::LocalText) -> &'t str {
        text.say(self.language, self.default_language())
    }

    /// The sources of several observations, the most used first.
    pub(super) fn sources<'s>(&'s self, observations: impl Iterator<Item = &'s Observation>) -> Vec<&'s Source> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for observation in observations {
            if let Some(id) = self.source_id(observation) {
                *counts.entry(id).or_default() += 1;
            }
        }
        let mut ids: Vec<(&str, usize)> = counts.into_iter().collect();
        ids.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(right.0)));
        let sources: Vec<&Source> = ids.iter().filter_map(|(id, _)| self.view.site.data.sources.get(*id)).collect();
        sources.iter().for_each(|source| self.note_source(source));
        sources
    }

    fn note_source(&self, source: &Source) {
        self.note_entry(Use::Source, &Key { collection: "sources".to_owned(), id: source.id.clone() });
    }

    /// "Source: Title, publisher (read on 23 November 2026); …" with links.
    pub(super) fn source_line<'s>(&'s self, observations: impl Iterator<Item = &'s Observation>) -> Option<String> {
        /// More sources than this are named on the indicator's page.
        const NAMED: usize = 4;
        let sources = self.sources(observations);
        let mut markup = Markup::new();
        for (position, source) in sources.iter().take(NAMED).enumerate() {
            let lead = if position == 0 { format!("{}: ", self.say("figure.source")) } else { "; ".to_owned() };
            markup.text(lead);
            match self.link_in("sources", &source.id) {
                Some(link) => markup.open("a").attr("href", link.url).text(self.in_words(&source.name)).close(),
                None => markup.text(self.in_words(&source.name)),
            };
            markup.text(format!(", {}", self.in_words(&source.publisher)));
            if let Some(accessed) = source.accessed {
                let read = self.locale.say("figure.accessed", &[("date", &self.locale.date(accessed))]);
                markup.text(format!(", {read}"));
            }
        }
        if sources.len() > NAMED {
            markup.text("; …");
        }
        (!sources.is_empty()).then(|| markup.finish())
    }

    /// The same line without markup.
    pub(super) fn source_text<'s>(&'s self, observations: impl Iterator<Item = &'s Observation>) -> String {
        let sources = self.sources(observations);
        let named: Vec<String> = sources
            .iter()
            .map(|source| format!("{}, {}", self.in_words(&source.name), self.in_words(&source.publisher)))
            .collect();
        format!("{}: {}", self.say("figure.source"), named.join("; "))
    }

    /// A link to a source by the name of its publisher, for narrow columns.
    pub(super) fn publisher_link(&self, id: &str) -> Option<Link> {
        let source = self.view.site.data.sources.get(id)?;
        self.note_source(source);
        Some(Link { title: self.in_words(&source.publisher).to_owned(), ..self.link_in("sources", id)? })
    }

    /// A source as an entry of a list.
    pub(super) fn source_link(&self, source: &Source) -> Option<SourceLink> {
        let link = self.link_in("sources", &source.id)?;
        Some(SourceLink {
            title: link.title,
            url: link.url,
            lang: link.lang,
            publisher: self.in_words(&source.publisher).to_owned(),
            licence: source.licence.as_ref().map(|licence| self.in_words(licence).to_owned()),
            accessed: source.accessed.map(|date| self.day(date)),
        })
    }
}
