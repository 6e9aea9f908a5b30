//! Atom feeds (RFC 4287): the newest entries of the site or of a collection, in one language.

use std::sync::Arc;

use jiff::civil::Date;

use crate::markup::Markup;
use crate::model::{Entry, Key, Site, Version};
use crate::plan::Plan;

/// Entries in a feed.
const ENTRIES: usize = 30;
const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// The feed of a collection, or of the site for the empty name.
pub fn feed(site: &Site, plan: &Plan, collection: &str, language: &str) -> String {
    let default = site.default_language();
    let base = &site.config.base_url;
    let own = base.absolute(&plan.routes.feed(collection, language).encoded());
    let kind = site.kinds.get(collection).filter(|kind| !kind.collection.is_empty());
    let title = site.config.title.say(language, default);
    let title = match kind {
        Some(kind) => format!("{title}: {}", kind.plural.say(language, default)),
        None => title.to_owned(),
    };
    let page = match kind {
        Some(kind) => plan.routes.listing(&kind.collection, language, 1),
        None => plan.routes.home(language),
    };
    let entries = newest(site, plan, collection, language);
    let mut xml = Markup::xml();
    xml.open("feed").attr("xmlns", NAMESPACE).attr("xml:lang", language).newline();
    xml.element("title", title).newline();
    xml.element("id", &own).newline();
    xml.void("link").attr("rel", "self").attr("type", "application/atom+xml").attr("href", &own).newline();
    xml.void("link").attr("rel", "alternate").attr("type", "text/html").attr("href", base.absolute(&page.encoded()));
    xml.newline();
    let updated = entries.iter().map(|(date, _, _)| *date).max().unwrap_or(Date::constant(1970, 1, 1));
    xml.element("updated", stamp(updated)).newline();
    xml.open("author").element("name", site.config.title.say(language, default)).close().newline();
    for (_, key, version) in &entries {
        entry(&mut xml, (site, plan), key, version);
    }
    xml.finish() + "\n"
}

/// The entries with a date, newest change first; those still to come are left out.
fn newest<'a>(site: &'a Site, plan: &Plan, collection: &str, language: &str) -> Vec<(Date, &'a Key, &'a Version)> {
    let in_feed = |entry: &&Arc<Entry>| {
        let kind = site.kinds.get(&entry.key.collection);
        let fed = kind.and_then(|kind| kind.listing.as_ref()).is_some_and(|listing| listing.feed);
        fed && site.visible(entry) && (collection.is_empty() || entry.key.collection == collection)
    };
    let mut dated: Vec<(Date, &Key, &Version)> = site
        .entries
        .values()
        .filter(in_feed)
        .filter_map(|entry| {
            let version = entry.versions.get(language)?;
            plan.routes.entry(&entry.key, language)?;
            Some((changed(version)?, &entry.key, version))
        })
        .filter(|(date, _, _)| *date <= site.as_of)
        .collect();
    dated.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.cmp(right.1)));
    dated.truncate(ENTRIES);
    dated
}

fn changed(version: &Version) -> Option<Date> {
    version.fields.date("updated").max(version.fields.date("date")).or_else(|| version.fields.date("start"))
}

fn entry(xml: &mut Markup, (site, plan): (&Site, &Plan), key: &Key, version: &Version) {
    let (language, default) = (version.language.as_str(), site.default_language());
    let Some(route) = plan.routes.entry(key, language) else { return };
    let url = site.config.base_url.absolute(&route.encoded());
    xml.open("entry").newline();
    xml.element("title", version.title.say(language, default)).newline();
    xml.element("id", &url).newline();
    xml.void("link").attr("rel", "alternate").attr("type", "text/html").attr("href", &url).newline();
    let updated = changed(version).unwrap_or(Date::constant(1970, 1, 1));
    xml.element("updated", stamp(updated)).newline();
    if let Some(published) = version.fields.date("date") {
        xml.element("published", stamp(published)).newline();
    }
    if let Some(summary) = version.fields.text("summary") {
        xml.element("summary", summary.say(language, default)).newline();
    }
    xml.close().newline();
}

/// A day as the time stamp that Atom wants; entries carry days only.
fn stamp(date: Date) -> String {
    format!("{date}T00:00:00Z")
}
