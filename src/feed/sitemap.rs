//! `sitemap.xml`: every page that search engines should know, with its other languages.

use std::collections::BTreeMap;

use crate::markup::Markup;
use crate::model::{Site, State};
use crate::path::Route;
use crate::plan::{Output, PageOf, Plan};

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// What makes pages of different languages the same page.
type Identity = (String, usize);

/// The sitemap.
pub fn sitemap(site: &Site, plan: &Plan) -> String {
    let mut groups: BTreeMap<Identity, BTreeMap<&str, &Route>> = BTreeMap::new();
    let mut pages = Vec::new();
    for planned in &plan.outputs {
        let Some((identity, language)) = identity(site, &planned.output) else { continue };
        groups.entry(identity.clone()).or_default().insert(language, &planned.route);
        pages.push((identity, &planned.route, modified(site, &planned.output)));
    }
    let mut xml = Markup::xml();
    xml.open("urlset").attr("xmlns", NAMESPACE).attr("xmlns:xhtml", XHTML).newline();
    for (identity, route, modified) in pages {
        xml.open("url");
        xml.element("loc", absolute(site, route));
        if let Some(modified) = modified {
            xml.element("lastmod", modified);
        }
        let languages = groups.get(&identity).filter(|languages| languages.len() > 1);
        for (language, route) in languages.into_iter().flatten() {
            alternate(&mut xml, language, &absolute(site, route));
        }
        if let Some(route) = languages.and_then(|languages| languages.get(site.default_language())) {
            alternate(&mut xml, "x-default", &absolute(site, route));
        }
        xml.close().newline();
    }
    xml.finish() + "\n"
}

fn alternate(xml: &mut Markup, language: &str, url: &str) {
    xml.void("xhtml:link").attr("rel", "alternate").attr("hreflang", language).attr("href", url);
}

fn absolute(site: &Site, route: &Route) -> String {
    site.config.base_url.absolute(&route.encoded())
}

fn identity<'a>(site: &Site, output: &'a Output) -> Option<(Identity, &'a str)> {
    let listing = |prefix: &str, of: &'a PageOf| ((format!("{prefix}/{}", of.name), of.number), of.language.as_str());
    match output {
        Output::Home(language) => Some(((String::new(), 0), language)),
        Output::Entry(key, language) => {
            let public = site.entries.get(key).is_some_and(|entry| entry.state == State::Public);
            public.then(|| ((format!("entry/{}/{}", key.collection, key.id), 0), language.as_str()))
        }
        Output::Listing(of) => Some(listing("listing", of)),
        Output::Tag(of) => Some(listing("tag", of)),
        Output::Statement(statement, language) => Some(((statement.name().to_owned(), 0), language)),
        _ => None,
    }
}

fn modified(site: &Site, output: &Output) -> Option<jiff::civil::Date> {
    let Output::Entry(key, language) = output else { return None };
    let fields = &site.entries.get(key)?.versions.get(language)?.fields;
    fields.date("updated").or_else(|| fields.date("date"))
}
