//! The list of outputs: address, kind and what each is made from. Total and pure.
//!
//! Planning only describes and never fails, so it comes before checking: a dangling link and two
//! sources that claim one address are questions about the plan.
//!
//! 1. Pages of entries in every language they exist in ([`routes`]), with the pictures on each
//!    ([`picture`]) as files beside it.
//! 2. Listings with what they can be narrowed to ([`facet`]), tag pages and the 404 page of every language ([`listing`]).
//! 3. The pictures that other sites show of pages ([`card`]).
//! 4. Feeds, data, redirects and assets ([`files`], [`assets`]), and calendars ([`calendar`]).

pub mod assets;
pub mod calendar;
pub mod card;
pub mod facet;
mod files;
pub mod link;
mod listing;
pub mod picture;
pub mod pictures;
mod routes;
pub mod spec;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::locale::Locale;
use crate::model::change::Changes;
use crate::model::reference::{self, Form};
use crate::model::{Key, Site};
use crate::path::{OutputPath, Route, SourcePath};
use crate::source::Snapshot;
use crate::source::theme::ThemeFiles;

pub use files::old_route;
pub use listing::{Listed, Tag};
pub use routes::Routes;

/// Everything that will be made.
#[derive(Debug)]
pub struct Plan {
    /// Every output, in the order of its address.
    pub outputs: Vec<Planned>,
    /// The addresses of entries and listings.
    pub routes: Routes,
    /// The entries of every collection by language, in the order of its listing.
    pub listed: Listed,
    /// What listings can be narrowed to.
    pub facets: facet::Facets,
    /// The pages that the site says of itself.
    pub statements: Vec<Statement>,
    /// Tags by slug.
    pub tags: BTreeMap<String, Tag>,
    /// The charts of cities and indicators.
    pub standing: picture::Standing,
    /// The files of the theme.
    pub assets: assets::Assets,
    /// What links can lead to.
    pub targets: link::Targets,
}

/// One output.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Its address.
    pub route: Route,
    /// The file at that address.
    pub path: OutputPath,
    /// What it is.
    pub output: Output,
    /// The source that claims the address, for messages.
    pub claimant: String,
}

/// What an output is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// The home page.
    Home(String),
    /// The page of an entry in a language.
    Entry(Key, String),
    /// Every download, in a language.
    Data(String),
    /// Two cities side by side, by their positions, in a language.
    Comparison(u32, u32, String),
    /// How a framework measures, in a language.
    Method(Key, String),
    /// One page of a collection's listing.
    Listing(PageOf),
    /// One page of a collection's listing narrowed to a facet, by its position in [`Plan::facets`].
    Facet(PageOf, usize),
    /// One page of a tag's listing; the name is the tag's slug.
    Tag(PageOf),
    /// A page that the site says of itself, in a language.
    Statement(Statement, String),
    /// The search page, in a language.
    Search(String),
    /// What the search page finds, in a language.
    SearchIndex(String),
    /// The colours and the face of the site.
    BrandCss,
    /// The page that hosts serve where there is none.
    NotFound(String),
    /// A page that leads from an old address to the new one.
    Redirect(Route),
    /// A chart of a page as a drawing; charts count from 1.
    ChartSvg(PageRef, usize),
    /// The same as pixels.
    ChartPng(PageRef, usize),
    /// A chart's figures as a table.
    ChartCsv(PageRef, usize),
    /// The first chart of a page as the picture that other sites show of it.
    ChartCard(PageRef),
    /// The same for pages without a chart: of a collection, or of the site for the empty name, in a language.
    Card(String, String),
    /// The Atom feed of a collection, or of the site for the empty name, in a language.
    Feed(String, String),
    /// How an entry's page is cited, in a language.
    Citation(Key, String, Form),
    /// The calendar of all events, in a language.
    Calendar(String),
    /// One event for calendars, in a language.
    Event(Key, String),
    /// `sitemap.xml`
    Sitemap,
    /// `robots.txt`
    Robots,
    /// `_headers`
    Headers,
    /// All tables as one data package.
    Package,
    /// Every observation.
    ObservationsCsv,
    /// What a framework computes, by its position.
    FrameworkCsv(usize),
    /// The observations of one indicator, by its position.
    IndicatorCsv(u32),
    /// The same as JSON.
    IndicatorJson(u32),
    /// What the columns of a table mean: of one indicator's, or of the one with every observation.
    Columns(Option<u32>),
    /// What the columns of a framework's table mean, by its position.
    FrameworkColumns(usize),
    /// The catalogue of all tables, in Turtle.
    CatalogueTurtle,
    /// The same in JSON-LD.
    CatalogueJsonld,
    /// A file of the theme, by its path in the theme's `assets/`.
    ThemeAsset(String),
    /// A file of the site.
    Asset(SourcePath),
    /// A copy of a picture, by its position among the copies.
    Picture(SourcePath, usize),
}

impl Plan {
    /// Whether a site whose entries call for the same as before has the same charts of cities and indicators.
    pub fn stands(&self, site: &Site) -> bool {
        format!("{:-?}", self.standing) == format!("{:-?}", picture::standing(site))
    }

    /// What outputs that are made from both plans may see another of. Only what stands in the plan is
    /// compared.
    pub fn changes(&self, before: &Plan, changes: &mut Changes) {
        let same = self.routes == before.routes
            && self.listed == before.listed
            && self.tags == before.tags
            && self.facets == before.facets
            && self.statements == before.statements
            && self.assets == before.assets
            && self.targets.same_files(&before.targets);
        changes.all |= !same;
        for (key, charts) in &self.standing {
            if before.standing.get(key).is_none_or(|old| format!("{old:-?}") != format!("{charts:-?}")) {
                changes.whole(key.clone());
            }
        }
    }
}

impl Output {
    /// Whether it is a page that people read.
    pub fn is_page(&self) -> bool {
        matches!(
            self,
            Output::Home(_)
                | Output::Entry(..)
                | Output::Data(_)
                | Output::Comparison(..)
                | Output::Method(..)
                | Output::Listing(_)
                | Output::Facet(..)
                | Output::Tag(_)
                | Output::Statement(..)
                | Output::Search(_)
                | Output::NotFound(_)
        )
    }
}

/// A page that a site says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement {
    /// How accessible it is.
    Accessibility,
    /// What it keeps of its readers.
    Privacy,
    /// What it is made of.
    Colophon,
}

impl Statement {
    /// All, in the order of the footer.
    pub const ALL: [Statement; 3] = [Statement::Accessibility, Statement::Privacy, Statement::Colophon];

    /// Its name in addresses, templates and keys of interface texts.
    pub fn name(self) -> &'static str {
        match self {
            Statement::Accessibility => "accessibility",
            Statement::Privacy => "privacy",
            Statement::Colophon => "colophon",
        }
    }
}

/// One page of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageOf {
    /// A collection, or a tag's slug.
    pub name: String,
    /// The language.
    pub language: String,
    /// From 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
}

/// A page that can hold charts: the home page or an entry's, in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRef {
    /// The entry.
    pub key: Key,
    /// The language.
    pub language: String,
}

/// The id of the home page's entry, at the top of `content/`.
pub const HOME: &str = "index";

/// Plans a site.
pub fn plan(site: &Site, snapshot: &Snapshot, theme: &ThemeFiles<'_>) -> Plan {
    let locales: BTreeMap<&str, Locale> = site
        .config
        .languages
        .iter()
        .filter_map(|language| Some((language.as_str(), Locale::new(language, BTreeMap::new()).ok()?)))
        .collect();
    let routes = Routes::of(site);
    let listed = listing::listed(site, &locales);
    let facets = facet::facets(site, &listed);
    let tags = listing::tags(site);
    let statements = routes.statements(theme, site);
    let standing = picture::standing(site);
    let mut planner = Planner { site, routes: &routes, standing: &standing, theme, outputs: Vec::new() };
    planner.pages();
    planner.listings(&listed);
    planner.facets(&facets);
    planner.tags(&tags);
    planner.cards();
    planner.feeds();
    planner.calendars();
    planner.data();
    planner.comparisons();
    planner.statements();
    planner.redirects();
    let assets = assets::Assets::of(theme, snapshot);
    planner.assets(snapshot, &assets);
    planner.copies();
    let mut outputs = planner.outputs;
    outputs.sort_by(|left, right| (&left.path, &left.claimant).cmp(&(&right.path, &right.claimant)));
    let targets = link::Targets::of(site, snapshot, &outputs);
    Plan { outputs, routes, listed, facets, statements, tags, standing, assets, targets }
}

/// Gathers outputs.
struct Planner<'a> {
    site: &'a Site,
    routes: &'a Routes,
    standing: &'a picture::Standing,
    theme: &'a ThemeFiles<'a>,
    outputs: Vec<Planned>,
}

impl Planner<'_> {
    fn add(&mut self, route: Route, output: Output, claimant: impl Into<String>) {
        let path = route.output();
        self.outputs.push(Planned { route, path, output, claimant: claimant.into() });
    }

    /// Whether the theme can make such pages; one that stands alone need not.
    fn has(&self, template: &str) -> bool {
        self.theme.contains_key(&format!("templates/{template}"))
    }

    fn languages(&self) -> Vec<String> {
        self.site.config.languages.clone()
    }

    fn pages(&mut self) {
        let site = self.site;
        let home = Key { collection: String::new(), id: HOME.to_owned() };
        for language in self.languages() {
            let file = site.entries.get(&home).and_then(|entry| entry.version(&language, site.default_language()));
            let claimant = file.map_or_else(|| "content/index.md".to_owned(), |version| version.file.to_string());
            let route = self.routes.home(&language);
            self.add(route.clone(), Output::Home(language.clone()), claimant.clone());
            self.pictures(&route, &PageRef { key: home.clone(), language: language.clone() }, &claimant);
            let not_found = route.join("404.html");
            self.add(not_found, Output::NotFound(language), "the page for addresses that do not exist");
        }
        for entry in site.entries.values().filter(|entry| site.visible(entry) && entry.key != home) {
            for (language, version) in &entry.versions {
                let Some(route) = self.routes.entry(&entry.key, language) else { continue };
                let route = route.clone();
                let claimant = version.file.to_string();
                self.add(route.clone(), Output::Entry(entry.key.clone(), language.clone()), claimant.clone());
                let framework = |framework: &&crate::model::framework::Framework| framework.key() == entry.key;
                if self.has("framework-method.html") && site.data.frameworks.iter().any(|known| framework(&known)) {
                    let method = Output::Method(entry.key.clone(), language.clone());
                    self.add(route.join("method/"), method, claimant.clone());
                }
                if reference::of(site, entry, version).is_some() {
                    for (form, name, _) in Form::ALL {
                        let output = Output::Citation(entry.key.clone(), language.clone(), form);
                        self.add(route.join(name), output, claimant.clone());
                    }
                }
                let page = PageRef { key: entry.key.clone(), language: language.clone() };
                self.pictures(&route, &page, &claimant);
            }
        }
    }

    fn pictures(&mut self, route: &Route, page: &PageRef, claimant: &str) {
        let count = picture::pictures(self.site, self.standing, page).len();
        for number in 1..=count {
            let name = |extension: &str| route.join(&format!("figure-{number}.{extension}"));
            self.add(name("svg"), Output::ChartSvg(page.clone(), number), claimant);
            if picture::is_written(page) {
                self.add(name("png"), Output::ChartPng(page.clone(), number), claimant);
            }
            // An indicator's own table in `data/` holds just the figures of its chart.
            if page.key.collection != "indicators" {
                self.add(name("csv"), Output::ChartCsv(page.clone(), number), claimant);
            }
        }
        if count > 0 && picture::is_written(page) && card::own_image(self.site, page).is_none() {
            self.add(card::of_chart(route), Output::ChartCard(page.clone()), claimant);
        }
    }
}

/// The entries of a listing, shared between the languages' outputs.
pub type Keys = Arc<[Key]>;
