//! What stands around every page: menus, languages, the funding statement, and the page's own data.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::kind::Kind;
use crate::model::brand::Face;
use crate::model::policy::POLICY;
use crate::model::reads::{Read, Use};
use crate::model::{Key, Project, licence};
use crate::path::Route;
use crate::plan::HOME;
use crate::plan::assets::SHEET;
use crate::theme::Data;
use crate::view::asset::Preload;
use crate::view::card::Day;
use crate::view::image::ImageRecord;
use crate::view::social::Social;
use crate::view::{Page, PageView, Part};

/// What the frame of every page of a language shares.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    /// The entries it names.
    entries: Vec<Key>,
    /// All of the site that does not depend on the page.
    site: Data,
    /// The same for the pages of a collection that is in the menu, which marks it.
    sections: BTreeMap<String, Data>,
}

#[derive(Debug, Clone, Serialize)]
struct MenuItem {
    label: String,
    url: String,
    current: bool,
}

#[derive(Debug, Serialize)]
struct ProjectRecord {
    acronym: String,
    title: String,
    programme: &'static str,
    grant_number: String,
    coordinator: Option<Named>,
}

#[derive(Debug, Serialize)]
struct Named {
    name: String,
    url: String,
}

#[derive(Debug, Serialize)]
struct FundingRecord {
    statement: String,
    disclaimer: String,
    label: Option<String>,
    emblem: String,
}

#[derive(Debug, Serialize)]
struct Language {
    tag: String,
    name: String,
    url: String,
    current: bool,
    exists: bool,
}

#[derive(Debug, Serialize)]
struct SiteRecord {
    title: String,
    home: String,
    base: String,
    css: String,
    css_integrity: String,
    /// The style sheet of the site's own colours.
    brand_css: Option<String>,
    /// Whether the site serves the theme's typeface.
    serves_face: bool,
    logo: Option<String>,
    icon: String,
    search: Option<String>,
    policy: &'static str,
    preload: Vec<Preload>,
    licence_content: Option<Licence>,
    licence_data: Option<Licence>,
    footer_menu: Vec<MenuItem>,
    feed: String,
    project: Option<ProjectRecord>,
    funding: Option<FundingRecord>,
    data_date: Option<String>,
}

#[derive(Debug, Serialize)]
struct Licence {
    name: String,
    url: String,
}

#[derive(Debug, Serialize)]
struct Alternate {
    tag: String,
    url: String,
}

/// A step of the way from the home page.
#[derive(Debug, Serialize)]
pub(super) struct Crumb {
    pub(super) label: String,
    pub(super) url: String,
}

/// A `meta` element by name.
#[derive(Debug, Serialize)]
pub(super) struct Tag {
    pub(super) name: &'static str,
    pub(super) content: String,
}

/// A page's own data.
#[derive(Debug, Serialize, Default)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) label: Option<String>,
    pub(super) summary: Option<String>,
    /// What search engines show: the summary, or the beginning of what there is.
    pub(super) description: Option<String>,
    pub(super) lang: String,
    pub(super) dir: &'static str,
    pub(super) url: String,
    pub(super) kind: &'static str,
    pub(super) collection: Option<String>,
    alternates: Vec<Alternate>,
    pub(super) breadcrumbs: Vec<Crumb>,
    pub(super) date: Option<Day>,
    pub(super) updated: Option<Day>,
    pub(super) draft: bool,
    pub(super) image: Option<ImageRecord>,
    /// What other sites show beside a link to it.
    pub(super) social: Option<Social>,
    pub(super) json_ld: Option<String>,
    pub(super) noindex: bool,
    /// Further `meta` elements.
    pub(super) meta: Vec<Tag>,
    pub(super) feed: Option<String>,
    /// What the feed is called.
    pub(super) feed_title: Option<String>,
}

fn licence_link(spdx: &str) -> Option<Licence> {
    licence(spdx).map(|licence| Licence { name: licence.name.to_owned(), url: licence.url.to_owned() })
}

impl Page<'_> {
    /// Computes what every page of this language shares.
    pub(super) fn shared(&self) -> Shared {
        let site = self.view.site;
        let mut menu: Vec<(i64, String, MenuItem)> = Vec::new();
        let mut footer = Vec::new();
        for kind in site.kinds.values().filter(|kind| self.is_listed(kind)) {
            let url = self.url(&self.view.plan.routes.listing(&kind.collection, self.language, 1));
            let label = kind.plural.say(self.language, self.default_language()).to_owned();
            let item = MenuItem { label, url, current: false };
            match kind.menu {
                Some(order) => menu.push((order, kind.collection.clone(), item)),
                None => footer.push(item),
            }
        }
        menu.sort_by(|left, right| (left.0, &left.1).cmp(&(right.0, &right.1)));
        let pages = site.collection("").filter(|entry| entry.key.id != HOME);
        let mut pages: Vec<MenuItem> = pages
            .filter_map(|entry| self.link_to(&entry.key))
            .map(|link| MenuItem { label: link.title, url: link.url, current: false })
            .collect();
        pages.append(&mut footer);
        if self.has_figures() && self.view.theme.has("data.html") {
            let url = self.url(&self.view.plan.routes.data(self.language));
            pages.push(MenuItem { label: self.say("data.title"), url, current: false });
        }
        for statement in self.view.plan.statements.iter().copied() {
            let url = self.url(&self.view.plan.routes.statement(statement, self.language));
            pages.push(MenuItem { label: self.say(&format!("{}.title", statement.name())), url, current: false });
        }
        let newest = site.data.sources.values().max_by_key(|source| source.accessed);
        let key = |collection: &str, id: &str| Key { collection: collection.to_owned(), id: id.to_owned() };
        let coordinator = site.config.project.as_ref().and_then(|project| project.coordinator.as_ref());
        let plain = site.collection("").filter(|entry| entry.key.id != HOME).map(|entry| entry.key.clone());
        let entries = plain
            .chain(coordinator.map(|(id, _)| key("partners", id)))
            .chain(newest.map(|source| key("sources", &source.id)))
            .collect();
        let read = newest.and_then(|source| source.accessed).map(|date| self.locale.date(date));
        let site = Data::of(&self.site_record(pages, read)).with("assets", self.assets());
        // Of a site in several languages each page has its own.
        let site = site.with("languages", Data::list([]));
        let marked = |section: Option<&str>| {
            let items = menu.iter().map(|(_, collection, item)| MenuItem {
                current: Some(collection.as_str()) == section,
                ..item.clone()
            });
            site.clone().with("menu", Data::of(&items.collect::<Vec<MenuItem>>()))
        };
        let sections = menu.iter().map(|(_, section, _)| (section.clone(), marked(Some(section)))).collect();
        Shared { entries, site: marked(None), sections }
    }

    fn site_record(&self, footer_menu: Vec<MenuItem>, data_date: Option<String>) -> SiteRecord {
        let (site, routes) = (self.view.site, &self.view.plan.routes);
        let project = site.config.project.as_ref();
        let brand = &site.config.brand;
        let has_brand = brand.colour.is_some() || brand.face != Face::default();
        let logo = brand.logo.as_ref().map(|logo| self.url(&Route::file(logo)));
        let icon = logo.clone().filter(|logo| logo.ends_with(".svg"));
        let serves_face = brand.face == Face::Inter;
        SiteRecord {
            title: self.site_title(),
            home: self.url(&routes.home(self.language)),
            base: site.config.base_url.path.clone(),
            css: self.asset_url(SHEET),
            css_integrity: self.asset(SHEET).map(|sheet| sheet.integrity.clone()).unwrap_or_default(),
            brand_css: has_brand.then(|| self.url(&Route::file("brand.css"))),
            icon: icon.unwrap_or_else(|| self.asset_url("favicon.svg")),
            serves_face,
            logo,
            search: self.view.theme.has("search.html").then(|| self.url(&routes.search(self.language))),
            policy: POLICY,
            preload: if serves_face { self.preload() } else { Vec::new() },
            licence_content: project.and_then(|project| licence_link(&project.licence_content)),
            licence_data: project.and_then(|project| licence_link(&project.licence_data)),
            footer_menu,
            feed: self.url(&routes.feed("", self.language)),
            project: project.map(|project| self.project(project)),
            funding: project.map(|project| self.funding(project)),
            data_date,
        }
    }

    /// Whether a collection has a listing page.
    pub(super) fn is_listed(&self, kind: &Kind) -> bool {
        self.view.site.has_listing(&kind.collection)
    }

    fn project(&self, project: &Project) -> ProjectRecord {
        let coordinator = project.coordinator.as_ref().and_then(|(id, _)| self.link_in("partners", id));
        ProjectRecord {
            acronym: project.acronym.clone(),
            title: project.title.clone(),
            programme: project.programme.name(),
            grant_number: project.grant_number.clone(),
            coordinator: coordinator.map(|link| Named { name: link.title, url: link.url }),
        }
    }

    /// The emblem's statement in the words that the programme prescribes.
    fn funding(&self, project: &Project) -> FundingRecord {
        let label = self.say(&format!("funding.label.{}", project.funding.name()));
        let programme = project.programme.name();
        let authority = self
            .word(&format!("authority.{}", project.granting_authority.to_lowercase().replace(' ', "-")))
            .unwrap_or_else(|| project.granting_authority.clone());
        let values = [("grant", project.grant_number.as_str()), ("authority", &authority), ("label", &label)];
        let say = |key: &str| self.locale.say(&format!("funding.{programme}.{key}"), &values);
        // Horizon 2020 prescribes the sentence alone; the newer programmes also a label beside the emblem.
        let plain = project.programme == crate::model::Programme::Horizon2020;
        FundingRecord {
            statement: say("statement"),
            disclaimer: say("disclaimer"),
            label: (!plain).then_some(label),
            emblem: self.asset_url("eu-emblem.svg"),
        }
    }

    /// The site as a page of a section shows it.
    fn site_here(&self, section: &str, alternates: &dyn Fn(&str) -> Option<Route>) -> Data {
        let (site, routes) = (self.view.site, &self.view.plan.routes);
        let Some(shared) = self.view.common.frames.get(self.language) else { return Data::of(&()) };
        shared.entries.iter().for_each(|key| self.note_entry(Use::Frame, key));
        self.reads.note(Use::Frame, || Read::File(crate::source::CONFIG.to_owned()));
        self.note_assets();
        let marked = shared.sections.get(section).unwrap_or(&shared.site).clone();
        let languages = site.config.languages.iter().filter(|_| site.config.languages.len() > 1);
        let languages = languages.filter_map(|tag| {
            let route = alternates(tag);
            Some(Language {
                tag: tag.clone(),
                name: self.view.locale(tag)?.native_name(),
                url: self.url(&route.clone().unwrap_or_else(|| routes.home(tag))),
                current: tag == self.language,
                exists: route.is_some(),
            })
        });
        let languages: Vec<Language> = languages.collect();
        if languages.is_empty() { marked } else { marked.with("languages", Data::of(&languages)) }
    }

    /// The site's name here.
    pub(super) fn site_title(&self) -> String {
        self.view.site.config.title.say(self.language, self.default_language()).to_owned()
    }

    /// A page's data with what is the same for every page: title, language, address.
    pub(super) fn head(&self, heading: &str, kind: &'static str) -> Head {
        let title = self.site_title();
        Head {
            title: if heading == title { title } else { format!("{heading} · {title}") },
            heading: heading.to_owned(),
            lang: self.language.to_owned(),
            dir: self.locale.direction(),
            url: self.absolute(self.route),
            kind,
            ..Head::default()
        }
    }

    /// The way from the home page to something in a collection.
    pub(super) fn crumbs(&self, collection: Option<&Kind>) -> Vec<Crumb> {
        let routes = &self.view.plan.routes;
        let home = Crumb { label: self.say("nav.home"), url: self.url(&routes.home(self.language)) };
        let listing = collection.filter(|kind| self.is_listed(kind)).map(|kind| Crumb {
            label: kind.plural.say(self.language, self.default_language()).to_owned(),
            url: self.url(&routes.listing(&kind.collection, self.language, 1)),
        });
        [home].into_iter().chain(listing).collect()
    }

    /// A page: its template, its data and its parts, with the frame around them. `alternates` gives
    /// the same page in another language.
    pub(super) fn framed(
        &self,
        template: &str,
        mut head: Head,
        mut parts: Vec<(&'static str, Part)>,
        alternates: &dyn Fn(&str) -> Option<Route>,
    ) -> PageView {
        let site = self.view.site;
        let languages: Vec<(&String, Route)> =
            site.config.languages.iter().filter_map(|tag| Some((tag, alternates(tag)?))).collect();
        if languages.len() > 1 && !head.noindex {
            head.alternates = languages
                .iter()
                .map(|(tag, route)| Alternate { tag: (*tag).clone(), url: self.absolute(route) })
                .collect();
            if let Some((_, route)) = languages.iter().find(|(tag, _)| *tag == self.default_language()) {
                head.alternates.push(Alternate { tag: "x-default".to_owned(), url: self.absolute(route) });
            }
        }
        if head.description.is_none() {
            let site = site.config.description.say(self.language, self.default_language());
            head.description = head.summary.clone().or_else(|| Some(site.to_owned()).filter(|text| !text.is_empty()));
        }
        if head.social.is_none() {
            head.social = Some(self.social(&head));
        }
        let section = head.collection.clone().unwrap_or_default();
        parts.push(("site", Part::Data(self.site_here(&section, alternates))));
        parts.push(("page", Part::Data(Data::of(&head))));
        parts.push(("ui", Part::Data(self.view.theme.interface(self.language))));
        self.note_template(template);
        PageView { template: template.to_owned(), parts }
    }

    fn note_template(&self, template: &str) {
        self.reads.note(Use::Template, || Read::File(self.view.theme.origin(template).to_owned()));
    }

    /// The same entry in other languages.
    pub(super) fn entry_alternates<'k>(&'k self, key: &'k Key) -> impl Fn(&str) -> Option<Route> + 'k {
        move |tag| self.view.plan.routes.entry(key, tag).cloned()
    }

    /// The page for addresses that do not exist.
    pub(super) fn not_found(&self) -> PageView {
        let mut head = self.head(&self.say("not_found.title"), "404");
        head.noindex = true;
        self.framed("404.html", head, Vec::new(), &|_| None)
    }

    /// The page at an old address.
    pub(super) fn redirect(&self, target: &Route) -> PageView {
        let head = Head { lang: self.language.to_owned(), ..Head::default() };
        let policy = Data::of(&POLICY);
        let ui = self.view.theme.interface(self.language);
        let parts = vec![
            ("target", Part::Data(Data::of(&self.url(target)))),
            ("canonical", Part::Data(Data::of(&self.absolute(target)))),
            ("policy", Part::Data(policy)),
            ("page", Part::Data(Data::of(&head))),
            ("ui", Part::Data(ui)),
        ];
        self.note_template("redirect.html");
        PageView { template: "redirect.html".to_owned(), parts }
    }
}
