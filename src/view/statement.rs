//! Pages that the site says of itself: how accessible it is, what it keeps of its readers, what it is made of.

use serde::Serialize;

use crate::plan::Statement;
use crate::theme::Data;
use crate::view::card::{Day, Link};
use crate::view::{Page, PageView, Part};

/// What is made with, in the colophon.
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(Debug, Serialize)]
struct Exception {
    text: String,
    /// Where it is in another language than the page.
    lang: Option<String>,
}

impl Page<'_> {
    /// A page that the site says of itself.
    pub(super) fn statement(&self, statement: Statement) -> PageView {
        let name = statement.name();
        let title = self.say(&format!("{name}.title"));
        let mut head = self.head(&title, "page");
        head.summary = self.word(&format!("{name}.summary"));
        head.breadcrumbs = self.crumbs(None);
        let contact = self.view.site.config.contact.clone();
        let mut parts = vec![("contact", Part::Data(Data::of(&contact)))];
        match statement {
            Statement::Accessibility => parts.extend(self.accessibility()),
            Statement::Privacy => {}
            Statement::Colophon => parts.extend(self.colophon()),
        }
        let alternates = |tag: &str| Some(self.view.plan.routes.statement(statement, tag));
        self.framed(&format!("{name}.html"), head, parts, &alternates)
    }

    fn accessibility(&self) -> Vec<(&'static str, Part)> {
        let stated = &self.view.site.config.accessibility;
        let exceptions: Vec<Exception> = stated
            .exceptions
            .iter()
            .map(|text| {
                let (text, lang) = text.get(self.language, self.default_language());
                Exception { text: text.to_owned(), lang: lang.map(str::to_owned) }
            })
            .collect();
        let assessed: Option<Day> = stated.assessed.map(|date| self.day(date));
        let conformance = self.say(&format!("accessibility.conformance.{}", stated.conformance.name()));
        vec![
            ("conformance", Part::Data(Data::of(&conformance))),
            ("exceptions", Part::Data(Data::of(&exceptions))),
            ("assessed", Part::Data(Data::of(&assessed))),
            ("enforcement", Part::Data(Data::of(&stated.enforcement))),
        ]
    }

    fn colophon(&self) -> Vec<(&'static str, Part)> {
        let number = |count: usize| self.locale.number(count as f64, 0);
        let data = &self.view.site.data;
        let sources = self.listing_link("sources");
        let values = [("figures", number(self.figure_count())), ("sources", number(data.sources.len()))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        let figures = self.has_figures().then(|| self.locale.say("colophon.figures", &values));
        vec![
            ("figures", Part::Data(Data::of(&figures))),
            ("sources", Part::Data(Data::of(&sources))),
            ("version", Part::Data(Data::of(&VERSION))),
        ]
    }

    /// A link to a collection's listing, if it has one.
    pub(super) fn listing_link(&self, collection: &str) -> Option<Link> {
        let kind = self.view.site.kinds.get(collection).filter(|kind| self.is_listed(kind))?;
        let url = self.url(&self.view.plan.routes.listing(collection, self.language, 1));
        let title = kind.plural.say(self.language, self.default_language()).to_owned();
        Some(Link { title, url, lang: None })
    }

    /// The search page; what it finds is in the index.
    pub(super) fn search(&self) -> PageView {
        let routes = &self.view.plan.routes;
        let mut head = self.head(&self.say("search.title"), "page");
        head.breadcrumbs = self.crumbs(None);
        head.noindex = true;
        let tags = self.view.plan.tags.values().filter_map(|tag| self.tag_link(&tag.label));
        let parts = vec![
            ("index", Part::Data(Data::of(&self.url(&routes.search_index(self.language))))),
            ("topics", Part::Data(Data::of(&tags.collect::<Vec<_>>()))),
        ];
        self.framed("search.html", head, parts, &|tag| Some(routes.search(tag)))
    }
}
