//! The search index of a language: what every page is called, what it is and what it says in short, for the one script
//! of the search page.

use serde::Serialize;

use crate::kind::Value;
use crate::model::{Entry, Site, Version};
use crate::plan::Plan;

/// Letters of a text that are enough to recognise a page.
const LENGTH: usize = 200;

/// One page. Names are short because there are many.
#[derive(Debug, Serialize)]
struct Found<'a> {
    /// Title.
    t: &'a str,
    /// Address.
    u: String,
    /// Kind, in words.
    k: &'a str,
    /// In short.
    s: String,
    /// Other words that lead to it: tags, names, headings.
    w: String,
    /// The language, where it is another than the reader's.
    #[serde(skip_serializing_if = "Option::is_none")]
    l: Option<&'a str>,
}

/// The index of a language, as a JSON list in the order of collections and ids.
pub fn index(site: &Site, plan: &Plan, language: &str) -> String {
    let entries = site.entries.values().filter(|entry| site.visible(entry));
    let found: Vec<Found<'_>> = entries.filter_map(|entry| found(site, plan, entry, language)).collect();
    serde_json::to_string(&found).unwrap_or_else(|_| "[]".to_owned())
}

fn found<'a>(site: &'a Site, plan: &'a Plan, entry: &'a Entry, language: &str) -> Option<Found<'a>> {
    let default = site.default_language();
    let version = entry.version(language, default)?;
    let (route, other) = plan.routes.best(&entry.key, language)?;
    let kind = site.kinds.get(&entry.key.collection)?;
    let said = |name: &str| version.fields.text(name).map(|text| text.say(language, default));
    let short = said("summary").or_else(|| said("definition")).map(str::to_owned);
    let lead = || version.body.as_ref().map(|body| body.document.lead.clone());
    let short: String = short.or_else(lead).unwrap_or_default().chars().take(LENGTH).collect();
    Some(Found {
        t: version.title.say(language, default),
        u: site.config.base_url.local(&route.encoded()),
        k: if kind.collection.is_empty() { "" } else { kind.label.say(language, default) },
        s: short,
        w: words(version, language, default),
        l: other,
    })
}

fn words(version: &Version, language: &str, default: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    for name in ["tags", "aliases", "service", "question", "city", "country", "place"] {
        match version.fields.get(name) {
            Some(Value::List(items)) => words.extend(items.iter().filter_map(|item| match &item.value {
                Value::Text(text) => Some(text.say(language, default)),
                _ => None,
            })),
            Some(Value::Text(text)) => words.push(text.say(language, default)),
            Some(Value::Reference(id)) => words.push(id),
            _ => {}
        }
    }
    let headings = version.body.iter().flat_map(|body| &body.document.headings);
    words.extend(headings.map(|heading| heading.text.as_str()));
    words.join(" ")
}
