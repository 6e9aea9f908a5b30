//! The model to the exact record that each template receives.
//!
//! A view meets what the texts ask for and leaves charts as specifications; drawing and filling
//! templates is the renderer's. What is the same for many pages (cards, menus, who mentions what) is
//! computed once in [`View::new`] and shared.

mod article;
mod asset;
mod block;
mod card;
pub mod chart;
mod cite;
mod city;
mod compare;
mod data;
mod facts;
mod filter;
mod frame;
mod framework;
mod home;
mod image;
mod indicator;
mod listing;
mod lookup;
mod meta;
mod method;
mod social;
mod source;
mod statement;
mod table;
mod text;
mod theme;
mod uses;
mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;
use rayon::prelude::*;

use crate::locale::{Locale, Period};
use crate::model::change::Changes;
use crate::model::reads::Reads;
use crate::model::{Key, Site, figure};
use crate::path::Route;
use crate::plan::{Output, Plan, Planned};
use crate::theme::{Data, Theme};

pub use block::{PictureView, QuoteView};
pub use chart::Figure;
pub use social::Title;
pub use table::TableView;
use uses::Uses;

/// All that views are made from.
pub struct View<'a> {
    /// The site.
    pub site: &'a Site,
    /// What is made.
    pub plan: &'a Plan,
    /// The theme, for its texts.
    pub theme: &'a Theme,
    common: Common,
}

/// What many pages share, so that it is computed once, and again only where something of it is another.
#[derive(Clone, Default)]
pub struct Common {
    /// The languages' forms of numbers and dates.
    locales: Arc<BTreeMap<String, Locale>>,
    uses: Arc<Uses>,
    figures: Arc<Whole>,
    cards: BTreeMap<String, Cards>,
    /// The entries whose cards show figures.
    figured: Arc<BTreeSet<Key>>,
    positions: Arc<BTreeMap<String, BTreeMap<Key, usize>>>,
    frames: Arc<BTreeMap<String, frame::Shared>>,
}

type Cards = OrdMap<Key, Arc<card::Prepared>>;

/// What is known of all figures together.
#[derive(Default)]
struct Whole {
    /// How many places have a figure, by indicator.
    coverage: Vec<usize>,
    /// The mean of all places and how many they are, by indicator and period.
    means: BTreeMap<(u32, Period), (f64, usize)>,
}

impl Whole {
    fn of(site: &Site) -> Self {
        Whole { coverage: lookup::coverage(site), means: figure::means(&site.data) }
    }
}

/// What a page's template receives.
#[derive(Debug)]
pub struct PageView {
    /// The template.
    pub template: String,
    /// Names with what stands behind them.
    pub parts: Vec<(&'static str, Part)>,
}

/// What stands behind a name in a template.
#[derive(Debug)]
pub enum Part {
    /// A record.
    Data(Data),
    /// A text with blocks still to be drawn.
    Text(Vec<Fragment>),
    /// Charts still to be drawn.
    Figures(Vec<Figure>),
    /// Parts of an entry after its text.
    Sections(Vec<Section>),
    /// A table, finished.
    Html(String),
}

/// A piece of a text.
#[derive(Debug)]
pub enum Fragment {
    /// Finished HTML.
    Html(String),
    /// A chart.
    Chart(Box<Figure>),
    /// A table.
    Table(Box<TableView>),
    /// Somebody's words.
    Quote(Box<QuoteView>),
    /// A picture.
    Picture(Box<PictureView>),
    /// A list of cards.
    Listing(Data),
}

/// A part of an entry after its text.
#[derive(Debug)]
pub struct Section {
    /// Its id on the page.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// What stands in it.
    pub text: Vec<Fragment>,
}

/// One page being viewed: its language and address.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// Everything.
    pub view: &'a View<'a>,
    /// The language.
    pub language: &'a str,
    /// Its forms.
    pub locale: &'a Locale,
    /// The address.
    pub route: &'a Route,
    /// What was read for it.
    pub reads: &'a Reads,
}

impl<'a> View<'a> {
    /// Prepares what pages share.
    pub fn new(site: &'a Site, plan: &'a Plan, theme: &'a Theme) -> Self {
        let languages = &site.config.languages;
        let locales = languages
            .iter()
            .filter_map(|language| Some((language.clone(), Locale::new(language, theme.phrases(language)).ok()?)))
            .collect();
        let positions = plan
            .listed
            .iter()
            .map(|((collection, language), keys)| {
                let places = keys.iter().enumerate().map(|(position, key)| (key.clone(), position)).collect();
                (format!("{language}/{collection}"), places)
            })
            .collect();
        let common = Common {
            locales: Arc::new(locales),
            uses: Arc::new(Uses::of(site)),
            figures: Arc::new(Whole::of(site)),
            positions: Arc::new(positions),
            ..Common::default()
        };
        let mut view = View { site, plan, theme, common };
        let shown: Vec<&Key> =
            site.entries.iter().filter(|(_, entry)| site.visible(entry)).map(|(key, _)| key).collect();
        let cards = languages.iter().map(|language| (language.clone(), view.prepared_cards(language, &shown)));
        view.common.cards = cards.collect();
        let all = view.common.cards.values().flatten();
        let figured = all.filter(|(_, card)| card.has_figures()).map(|(key, _)| key.clone());
        view.common.figured = Arc::new(figured.collect());
        let (home, unread) = (Route::page([]), Reads::off());
        let frames = languages
            .iter()
            .filter_map(|language| Some((language.clone(), view.page_in(language, &home, &unread)?.shared())));
        view.common.frames = Arc::new(frames.collect());
        view
    }

    /// The same where the plan and the theme's texts are those of before, and `changes` says what else is not.
    pub fn again(
        site: &'a Site,
        (plan, theme): (&'a Plan, &'a Theme),
        (before, common, changes): (&Site, &Common, &Changes),
    ) -> Self {
        let mut view = View { site, plan, theme, common: common.clone() };
        if !Uses::same(before, site, &changes.touched) {
            view.common.uses = Arc::new(Uses::of(site));
        }
        if changes.figures {
            view.common.figures = Arc::new(Whole::of(site));
        }
        if changes.figures || changes.outlines {
            let keys: Vec<&Key> = changes.touched.union(&common.figured).collect();
            for language in &site.config.languages {
                let made = view.prepared_cards(language, &keys);
                view.common.cards.entry(language.clone()).or_default().extend(made);
            }
        }
        view
    }

    fn prepared_cards(&self, language: &str, keys: &[&Key]) -> Cards {
        let card = |key: &&Key| Some(((*key).clone(), Arc::new(self.prepared(language, key)?)));
        let made: Vec<(Key, Arc<card::Prepared>)> = keys.par_iter().filter_map(card).collect();
        made.into_iter().collect()
    }

    /// A language's forms of numbers and dates.
    pub fn locale(&self, language: &str) -> Option<&Locale> {
        self.common.locales.get(language)
    }

    /// What it shares with the views of later rounds.
    pub fn common(&self) -> &Common {
        &self.common
    }

    /// What the views of both sites may see another of, beyond what the sites say themselves.
    pub fn changes(&self, before: &Common, changes: &mut Changes) {
        if !Arc::ptr_eq(&self.common.uses, &before.uses) {
            self.common.uses.changes(&before.uses, changes);
        }
    }

    fn page_in<'b>(&'b self, language: &'b str, route: &'b Route, reads: &'b Reads) -> Option<Page<'b>>
    where
        'a: 'b,
    {
        Some(Page { view: self, language, locale: self.locale(language)?, route, reads })
    }

    /// The record of one planned page; `None` for outputs that are no pages.
    pub fn page(&self, planned: &Planned, reads: &Reads) -> Option<PageView> {
        let page = |language| self.page_in(language, &planned.route, reads);
        match &planned.output {
            Output::Home(language) => Some(page(language)?.home()),
            Output::Entry(key, language) => page(language)?.entry(key),
            Output::Data(language) => Some(page(language)?.data_page()),
            Output::Comparison(left, right, language) => page(language)?.comparison(*left, *right),
            Output::Method(key, language) => page(language)?.method(key),
            Output::Listing(of) => page(&of.language)?.listing(of),
            Output::Facet(of, position) => page(&of.language)?.facet(of, *position),
            Output::Tag(of) => page(&of.language)?.tag(of),
            Output::Statement(statement, language) => Some(page(language)?.statement(*statement)),
            Output::Search(language) => Some(page(language)?.search()),
            Output::NotFound(language) => Some(page(language)?.not_found()),
            Output::Redirect(target) => Some(page(self.site.default_language())?.redirect(target)),
            _ => None,
        }
    }
}

impl Page<'_> {
    /// A page's own address in a link.
    fn url(&self, route: &Route) -> String {
        self.view.site.config.base_url.local(&route.encoded())
    }

    /// A full address.
    fn absolute(&self, route: &Route) -> String {
        self.view.site.config.base_url.absolute(&route.encoded())
    }

    fn default_language(&self) -> &str {
        self.view.site.default_language()
    }

    fn say(&self, key: &str) -> String {
        self.locale.say(key, &[])
    }

    /// An interface text if the theme has it.
    fn word(&self, key: &str) -> Option<String> {
        let said = self.say(key);
        (said != key).then_some(said)
    }
}
