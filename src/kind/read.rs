//! The fields of an entry, read and checked against its kind.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Place, Report, Span, did_you_mean, nearest};
use crate::kind::common::common_fields;
use crate::kind::field::{Field, Kind, Type};
use crate::kind::value::{Fields, Value, Written};
use crate::syntax::yaml::{self, Node};

/// Reads the fields of one file.
pub struct Reader<'a> {
    /// The file, for places.
    pub file: &'a Arc<str>,
    /// The site's languages; the first is the default.
    pub languages: &'a [String],
    /// A translation inherits what it does not say, so nothing is required of it.
    pub translation: bool,
    /// What was wrong.
    pub report: Report,
}

/// The names of all fields that an entry of a kind may have.
pub fn known_names(kind: &Kind) -> Vec<&str> {
    let common = common_fields().iter().map(|field| field.name.as_str());
    kind.fields.iter().map(|field| field.name.as_str()).chain(common).collect()
}

impl Reader<'_> {
    /// All fields of a file. Wrong ones are reported and left out.
    pub fn fields(&mut self, kind: &Kind, node: &Node) -> Fields {
        let mut fields = Fields::default();
        if !matches!(node.value, yaml::Value::Map(_) | yaml::Value::Null) {
            let message = format!("fields are wanted here, one a line, and this is {}", node.describe());
            let hint = "write a name, a colon, a space and the value: `title: My title`";
            self.error("bad-value", message, node.span, hint);
            return fields;
        }
        let mut meant = Vec::new();
        for entry in node.entries() {
            let declared = kind.field(&entry.key).or_else(|| common(&entry.key));
            let Some(field) = declared else {
                meant.extend(self.unknown(kind, &entry.key, entry.key_span));
                continue;
            };
            if matches!(entry.value.value, yaml::Value::Null) {
                continue;
            }
            if let Some(value) = self.value(field, &field.kind, &entry.value) {
                fields.values.insert(entry.key.clone(), Written { value, span: entry.value.span });
            } else {
                fields.faulty.insert(entry.key.clone());
            }
        }
        fields.faulty.extend(meant.iter().cloned());
        if !self.translation {
            self.missing(kind, node, &fields, &meant);
        }
        self.defaults(kind, &mut fields);
        fields
    }

    /// A group of fields that belongs to one value, such as a quote's: each key with its reader.
    pub fn group<'n>(&mut self, node: &'n Node, keys: &[&str], what: &str) -> Option<BTreeMap<&'n str, &'n Node>> {
        let yaml::Value::Map(entries) = &node.value else {
            let message = format!("{what} has fields of its own, and this is {}", node.describe());
            let hint = format!("write its fields, each on a line of its own: `{}`", keys.join("`, `"));
            self.error("bad-value", message, node.span, &hint);
            return None;
        };
        let mut found = BTreeMap::new();
        for entry in entries {
            if keys.contains(&entry.key.as_str()) {
                found.insert(entry.key.as_str(), &entry.value);
            } else {
                let place = Place::at(self.file.clone(), entry.key_span);
                let problem = Diagnostic::error("unknown-field", format!("{what} has no field `{}`", entry.key));
                self.report.add(problem.at(place).maybe_hint(did_you_mean(&entry.key, keys.iter().copied())));
            }
        }
        Some(found)
    }

    /// Reports an error at a place.
    pub fn error(&mut self, code: &'static str, message: String, span: Span, hint: &str) {
        let place = Place::at(self.file.clone(), span);
        let problem = Diagnostic::error(code, message).at(place);
        self.report.add(if hint.is_empty() { problem } else { problem.hint(hint) });
    }

    /// Reports a name that is no field, and gives the field that was probably meant.
    fn unknown(&mut self, kind: &Kind, key: &str, span: Span) -> Option<String> {
        let names = known_names(kind);
        let label = kind.label.say("en", "en").to_lowercase();
        let near = nearest(key, names.iter().copied()).map(str::to_owned);
        let hint = near.as_ref().map_or_else(
            || {
                format!(
                    "remove it, or move it under `extra:`; `cityfolio add {}` shows the fields there are",
                    kind.name
                )
            },
            |name| format!("did you mean `{name}`?"),
        );
        let article = if label.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        self.error("unknown-field", format!("`{key}` is no field of {article} {label}"), span, &hint);
        near
    }

    /// Reports what must be there and is not; `meant` are fields whose names were misspelt.
    fn missing(&mut self, kind: &Kind, node: &Node, fields: &Fields, meant: &[String]) {
        let written: Vec<&str> = node.entries().iter().map(|entry| entry.key.as_str()).collect();
        let title = (kind.title_from == "title").then(|| common("title")).flatten();
        for field in kind.fields.iter().filter(|field| field.required).chain(title) {
            let faulty = written.contains(&field.name.as_str()) && fields.get(&field.name).is_none();
            let blank = fields.text(&field.name).is_some_and(|text| text.all().all(|text| text.trim().is_empty()));
            let known = (fields.get(&field.name).is_some() && !blank) || meant.contains(&field.name);
            if known || (faulty && self.report.has_errors()) {
                continue;
            }
            let (message, span) = match node.entries().iter().find(|entry| entry.key == field.name) {
                Some(entry) => (format!("the field `{}` is empty", field.name), entry.key_span),
                None => {
                    let start = node.span.start;
                    (format!("the field `{}` is missing", field.name), Span { start, end: start })
                }
            };
            let verb = if written.contains(&field.name.as_str()) { "fill in" } else { "add" };
            let hint = format!("{verb} `{}:` with {}{}", field.name, field.kind.wanted(), field.guidance());
            self.error("missing-field", message, span, &hint);
        }
    }

    fn defaults(&mut self, kind: &Kind, fields: &mut Fields) {
        for field in &kind.fields {
            let (None, Some(default)) = (fields.get(&field.name), &field.default) else { continue };
            if self.translation {
                continue;
            }
            if let Some(value) = self.value(field, &field.kind, default) {
                fields.values.insert(field.name.clone(), Written { value, span: Span::default() });
            }
        }
    }

    /// One value of a type. `None` means that it was reported.
    pub(super) fn value(&mut self, field: &Field, kind: &Type, node: &Node) -> Option<Value> {
        match kind {
            Type::List(of) => self.list(field, of, node),
            Type::Text => self.local(field, node).map(Value::Text),
            Type::Markdown => self.local(field, node).map(Value::Markdown),
            Type::Image => self.image(node).map(Value::Image),
            Type::Quote => self.quote(node).map(|quote| Value::Quote(Box::new(quote))),
            Type::Map => self.map(node).map(Value::Map),
            Type::Range => self.pair(field, node).map(|(low, high)| Value::Range(low, high)),
            Type::Coordinates => self.coordinates(field, node),
            Type::Observations | Type::Structure => Some(Value::Node(node.clone())),
            scalar => self.scalar(field, scalar, node),
        }
    }

    fn list(&mut self, field: &Field, of: &Type, node: &Node) -> Option<Value> {
        let yaml::Value::List(items) = &node.value else {
            if matches!(of, Type::Text) && node.text().is_some_and(|text| text.contains(", ")) && field.name == "tags" {
                let tags = node.text().unwrap_or_default();
                let message = "`tags` wants a list, and this is one text with commas".to_owned();
                self.error("wrong-type", message, node.span, &format!("put brackets around it: `[{tags}]`"));
                return None;
            }
            // One value where a list is wanted is clear enough.
            let value = self.value(field, of, node)?;
            return Some(Value::List(vec![Written { value, span: node.span }]));
        };
        if field.max.is_some_and(|max| items.len() as f64 > max && !matches!(of, Type::Text)) {
            self.error(
                "too-long",
                format!("`{}` has {} items", field.name, items.len()),
                node.span,
                "shorten the list",
            );
        }
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            if let Some(value) = self.value(field, of, item) {
                values.push(Written { value, span: item.span });
            }
        }
        Some(Value::List(values))
    }
}

fn common(name: &str) -> Option<&'static Field> {
    common_fields().iter().find(|field| field.name == name)
}
