//! An entry's fields for readers: the box of facts, and the sections after the text.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::kind::{Field, Kind, Show, Type, Value};
use crate::locale::Locale;
use crate::markup::{self, Markup};
use crate::model::{Key, Version};
use crate::path::slug;
use crate::syntax::yaml::{self, Node};
use crate::view::text::is_empty;
use crate::view::{Fragment, Page, Section};

/// A label with its value, as HTML.
#[derive(Debug, Serialize)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) html: String,
}

impl Page<'_> {
    /// The fields that a kind shows as facts, in its order.
    pub(super) fn facts(&self, kind: &Kind, version: &Version) -> Vec<Fact> {
        kind.fields
            .iter()
            // The city has a card of its own beside the facts.
            .filter(|field| field.show == Show::Facts && field.name != "city")
            .filter_map(|field| {
                let value = version.fields.get(&field.name)?;
                let html = self.field_html(field, &field.kind, value, version)?;
                Some(Fact { label: self.label(field), html })
            })
            .collect()
    }

    fn label(&self, field: &Field) -> String {
        field.label.say(self.language, self.default_language()).to_owned()
    }

    /// The fields that a kind shows as sections of their own, above or after the text.
    pub(super) fn sections(&self, kind: &Kind, version: &Version, show: Show) -> Vec<Section> {
        let shown = kind.fields.iter().filter(|field| field.show == show);
        shown.filter_map(|field| self.section(field, version)).collect()
    }

    fn section(&self, field: &Field, version: &Version) -> Option<Section> {
        let text = match (version.fields.get(&field.name)?, version.prose.get(&field.name)) {
            (Value::List(items), None) => {
                let quotes = items.iter().filter_map(|item| match &item.value {
                    Value::Quote(quote) => Some(Fragment::Quote(Box::new(self.quote(quote)))),
                    _ => None,
                });
                quotes.collect()
            }
            (Value::List(_), Some(items)) => {
                let mut markup = Markup::new();
                markup.open("ul");
                for prose in items {
                    markup.open("li").fragment(&self.inline(version, prose)).close();
                }
                vec![Fragment::Html(markup.finish())]
            }
            (_, Some(proses)) => {
                let prose = proses.first().filter(|prose| !is_empty(&prose.document))?;
                self.text(version, prose, 1)
            }
            (Value::Text(text), None) => {
                let mut markup = Markup::new();
                markup.element("p", text.say(self.language, self.default_language()));
                vec![Fragment::Html(markup.finish())]
            }
            _ => return None,
        };
        let id = format!("field-{}", slug(&field.name));
        (!text.is_empty()).then(|| Section { id, heading: self.label(field), text })
    }

    /// One value as HTML; `None` where there is nothing to show.
    fn field_html(&self, field: &Field, kind: &Type, value: &Value, version: &Version) -> Option<String> {
        let say = |text: &crate::kind::LocalText| {
            let (text, other) = text.get(self.language, self.default_language());
            in_language(text, other)
        };
        Some(match value {
            Value::Text(text) if field.name == "country" => self.country(text.say("", "")),
            Value::Text(text) | Value::Markdown(text) => say(text),
            Value::Integer(number) => self.locale.number(*number as f64, 0),
            Value::Number(number) => markup::text(&self.locale.number(*number, decimals(*number))).into_owned(),
            // What holds anyhow tells a reader nothing.
            Value::Boolean(false) if field.default.as_ref().is_some_and(says_no) => return None,
            Value::Boolean(yes) => self.say(if *yes { "choice.yes" } else { "choice.no" }),
            Value::Date(date) => time(&date.to_string(), &self.locale.date(*date)),
            Value::DateTime(moment) => {
                let shown = match moment.time() {
                    Some(at) => self.locale.date_time(moment.date().to_datetime(at)),
                    None => self.locale.date(moment.date()),
                };
                time(&moment.iso(&self.view.site.config.time_zone), &shown)
            }
            Value::Period(period) => markup::text(&self.locale.period(period)).into_owned(),
            Value::Url(url) => web_link(url),
            Value::Email(address) => link(&format!("mailto:{address}"), address),
            Value::Choice(word) => markup::text(&self.choice(field, word)).into_owned(),
            Value::Reference(id) => {
                let Type::Reference(to) = kind else { return None };
                let target = self.link_to(&Key { collection: to.clone(), id: id.clone() })?;
                link(&target.url, &target.title)
            }
            Value::List(items) => {
                let Type::List(of) = kind else { return None };
                let shown: Vec<String> = match version.prose.get(&field.name) {
                    Some(prose) => prose.iter().map(|prose| self.inline(version, prose)).collect(),
                    None => items.iter().filter_map(|item| self.field_html(field, of, &item.value, version)).collect(),
                };
                if shown.is_empty() {
                    return None;
                }
                shown.join(", ")
            }
            Value::Map(entries) if field.name == "local_names" => {
                let names = entries.iter().map(|(tag, name)| in_own_language(tag, name));
                names.collect::<Vec<_>>().join(", ")
            }
            Value::Map(entries) => {
                let shown = entries.iter().map(|(name, text)| {
                    let name = self.word(&format!("choice.{name}")).unwrap_or_else(|| name.clone());
                    format!("{}: {}", markup::text(&name), markup::text(text))
                });
                shown.collect::<Vec<_>>().join(", ")
            }
            Value::Coordinates(latitude, longitude) => {
                format!("{}, {}", self.locale.number(*latitude, 2), self.locale.number(*longitude, 2))
            }
            Value::File(name) => link(&self.url(&self.companion(version, name)?), name),
            Value::Image(_) | Value::Quote(_) | Value::Range(..) | Value::Node(_) => return None,
        })
    }

    /// What a choice is called: by its kind, by the theme, as a unit, or as written.
    pub(super) fn choice(&self, field: &Field, word: &str) -> String {
        if let Some((_, label)) = field.choices.iter().find(|(choice, _)| choice == word) {
            return label.say(self.language, self.default_language()).to_owned();
        }
        if let Some(said) = self.word(&format!("choice.{word}")) {
            return said;
        }
        match crate::locale::Unit::parse(word) {
            Some(unit) => self.locale.unit_name(&unit),
            None => word.replace('-', " "),
        }
    }
}

fn says_no(default: &Node) -> bool {
    matches!(default.value, yaml::Value::Bool(false))
}

/// Digits that the number really has, at most two.
fn decimals(number: f64) -> u8 {
    [0u8, 1]
        .into_iter()
        .find(|digits| {
            let scale = 10f64.powi(i32::from(*digits));
            ((number * scale).round() / scale - number).abs() < 1e-9
        })
        .unwrap_or(2)
}

/// A name in the language of its place, which is said in that language too: "Helsingfors (svenska)".
fn in_own_language(tag: &str, name: &str) -> String {
    let mut markup = Markup::new();
    markup.open("span").attr("lang", tag).text(name);
    if let Ok(locale) = Locale::new(tag, BTreeMap::new()) {
        markup.text(format!(" ({})", locale.native_name()));
    }
    markup.finish()
}

fn in_language(text: &str, other: Option<&str>) -> String {
    match other {
        Some(language) => {
            let mut markup = Markup::new();
            markup.open("span").attr("lang", language).text(text).close();
            markup.finish()
        }
        None => markup::text(text).into_owned(),
    }
}

fn time(iso: &str, shown: &str) -> String {
    let mut markup = Markup::new();
    markup.open("time").attr("datetime", iso).text(shown).close();
    markup.finish()
}

fn link(url: &str, text: &str) -> String {
    let mut markup = Markup::new();
    markup.open("a").attr("href", url).text(text).close();
    markup.finish()
}

/// A web address, shown by its host, so that it never breaks the column.
fn web_link(url: &str) -> String {
    let host = url.split('/').nth(2).unwrap_or(url);
    link(url, host.trim_start_matches("www."))
}
