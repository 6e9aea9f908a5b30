//! Values with parts: images, quotes, maps, pairs of numbers.

use crate::kind::field::{Field, Type};
use crate::kind::moment::Moment;
use crate::kind::read::Reader;
use crate::kind::text::LocalText;
use crate::kind::value::{Image, Quote, Value};
use crate::locale::{is_language, language_hint};
use crate::syntax::yaml::{self, Node};

impl Reader<'_> {
    pub(super) fn image(&mut self, node: &Node) -> Option<Image> {
        let found = self.group(node, &["src", "alt", "credit"], "an image")?;
        let (src, alt) = (found.get("src").and_then(|node| Some((node.scalar()?, node.span))), found.get("alt"));
        let src = src.filter(|(src, _)| !src.is_empty());
        if src.is_none() {
            self.error(
                "missing-field",
                "the image has no `src`".into(),
                node.span,
                "add `src:` with the name of the file",
            );
        }
        if alt.is_none() {
            let hint = "add `alt:` with what it shows, or `alt: \"\"` if it only decorates";
            self.error("missing-alt", "the image has no `alt`".into(), node.span, hint);
        }
        let alt = self.any_local("alt", alt?)?;
        let credit = found.get("credit").and_then(|node| self.any_local("credit", node));
        let (src, src_span) = src?;
        Some(Image { src: src.to_owned(), src_span, alt, credit })
    }

    /// What somebody said: in a field, or in a `{quote}` block.
    pub fn quote(&mut self, node: &Node) -> Option<Quote> {
        let keys = ["person", "name", "role", "text", "source", "date", "lang"];
        let found = self.group(node, &keys, "a quote")?;
        let get = |key: &str| found.get(key).copied();
        let person = get("person").and_then(|node| Some((self.plain("person", node)?, node.span)));
        let name = get("name").and_then(|node| self.any_local("name", node));
        let text = get("text").and_then(|node| self.any_local("text", node));
        if !found.contains_key("text") {
            self.error("missing-field", "the quote has no `text`".into(), node.span, "add `text:` with the words");
        }
        if !found.contains_key("person") && !found.contains_key("name") {
            let hint = "add `person:` with the id of an entry of people, or `name:` and `role:`";
            self.error("missing-field", "the quote names nobody".into(), node.span, hint);
        }
        let date = get("date").and_then(|node| {
            let date = node.scalar().and_then(Moment::parse).map(Moment::date);
            if date.is_none() {
                let message = format!("`date` wants {}, and this is {}", Type::Date.wanted(), node.shown());
                self.error("wrong-type", message, node.span, "write the day in full");
            }
            date
        });
        Some(Quote {
            person,
            name,
            role: get("role").and_then(|node| self.any_local("role", node)),
            text: text?,
            source: get("source").and_then(|node| self.plain("source", node)),
            date,
            lang: get("lang").and_then(|node| self.language("lang", node)),
        })
    }

    /// A language by its code.
    fn language(&mut self, name: &str, node: &Node) -> Option<String> {
        let tag = self.plain(name, node)?;
        if is_language(&tag) {
            return Some(tag);
        }
        self.error("unknown-language", format!("`{tag}` is no language"), node.span, &language_hint(&tag));
        None
    }

    pub(super) fn map(&mut self, node: &Node) -> Option<Vec<(String, String)>> {
        let yaml::Value::Map(entries) = &node.value else {
            let message = format!("names with texts are wanted here, and this is {}", node.describe());
            self.error("wrong-type", message, node.span, "write for example `{nuts: FI1B1}`");
            return None;
        };
        let mut map = Vec::new();
        for entry in entries {
            match entry.value.scalar() {
                Some(text) => map.push((entry.key.clone(), text.to_owned())),
                None => {
                    let message = format!("`{}` wants a text, and this is {}", entry.key, entry.value.describe());
                    self.error("wrong-type", message, entry.value.span, "write one text");
                }
            }
        }
        Some(map)
    }

    pub(super) fn pair(&mut self, field: &Field, node: &Node) -> Option<(f64, f64)> {
        let numbers: Vec<f64> = node.items().iter().filter_map(finite).collect();
        match (numbers.as_slice(), node.items().len()) {
            ([low, high], 2) if low <= high || field.kind == Type::Coordinates => Some((*low, *high)),
            _ => {
                let wanted = field.kind.wanted();
                let hint = match field.kind {
                    Type::Range => "write two numbers in square brackets, the lower one first",
                    _ => "write two numbers in square brackets",
                };
                self.error("wrong-type", format!("`{}` wants {wanted}", field.name), node.span, hint);
                None
            }
        }
    }

    pub(super) fn coordinates(&mut self, field: &Field, node: &Node) -> Option<Value> {
        let (latitude, longitude) = self.pair(field, node)?;
        if (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude) {
            return Some(Value::Coordinates(latitude, longitude));
        }
        let message = format!("there is no place at {latitude}, {longitude}");
        self.error("out-of-range", message, node.span, "write latitude first, then longitude, in degrees");
        None
    }

    /// A text or a map of texts, outside declared fields; the name is for messages.
    pub fn any_local(&mut self, name: &str, node: &Node) -> Option<LocalText> {
        let field = crate::kind::common::common_fields().first()?;
        let field = Field { name: name.into(), ..field.clone() };
        self.local(&field, node)
    }
}

fn finite(node: &Node) -> Option<f64> {
    match node.value {
        yaml::Value::Number { value, .. } if value.is_finite() => Some(value),
        _ => None,
    }
}
