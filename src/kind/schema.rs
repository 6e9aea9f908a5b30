//! A kind as JSON Schema, by which editing programs complete and check fields while they are written.
//!
//! It says what [`read`](super::read) accepts, from the same declaration. Draft 7, which editors of
//! YAML know best.

use serde_json::{Map, Value, json};

use crate::kind::common::common_fields;
use crate::kind::field::{Field, Kind, Type};

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const MOMENT: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}.*)?$";
const PERIOD: &str = "^[0-9]{4}(-Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?$";
const WEB: &str = "^https?://";

/// What a schema says besides the kind.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The site's languages.
    pub languages: &'a [String],
    /// Names of statuses of figures.
    pub statuses: &'a [&'a str],
    /// Reasons why there is no figure.
    pub reasons: &'a [&'a str],
}

/// The schema of a kind's fields.
pub fn schema(kind: &Kind, words: Words<'_>) -> Value {
    let mut properties = Map::new();
    // The kind's own declaration of a common field comes first.
    for field in kind.fields.iter().chain(common_fields()) {
        if !properties.contains_key(&field.name) {
            properties.insert(field.name.clone(), property(field, words));
        }
    }
    let title = (kind.title_from == "title").then_some("title");
    let own = kind.fields.iter().filter(|field| field.required).map(|field| field.name.as_str());
    let mut required: Vec<&str> = title.into_iter().chain(own).collect();
    required.dedup();
    json!({
        "$schema": DRAFT,
        "title": kind.label.say("en", "en"),
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

fn property(field: &Field, words: Words<'_>) -> Value {
    // A name with nothing after it says nothing.
    json!({"description": field.help, "anyOf": [of_type(field, &field.kind, words), {"type": "null"}]})
}

fn of_type(field: &Field, kind: &Type, words: Words<'_>) -> Value {
    let numbers = |mut schema: Value| {
        if let Some(object) = schema.as_object_mut() {
            field.min.into_iter().for_each(|min| drop(object.insert("minimum".into(), number(min))));
            field.max.into_iter().for_each(|max| drop(object.insert("maximum".into(), number(max))));
        }
        schema
    };
    match kind {
        Type::Text | Type::Markdown => text(field, words),
        Type::Integer => numbers(json!({"type": "integer"})),
        Type::Number => numbers(json!({"type": "number"})),
        Type::Boolean => json!({"type": "boolean"}),
        Type::Date => json!({"type": "string", "pattern": DAY}),
        Type::DateTime => json!({"type": "string", "pattern": MOMENT}),
        Type::Period => json!({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": PERIOD}]}),
        Type::Url => json!({"type": "string", "pattern": WEB}),
        Type::Email => json!({"type": "string", "pattern": "@"}),
        Type::Choice(of) => json!({"enum": of}),
        Type::Image => group(&["src", "alt", "credit"], &["src", "alt"], words),
        Type::Quote => group(&["person", "name", "role", "text", "source", "date", "lang"], &["text"], words),
        Type::List(of) => {
            let item = of_type(field, of, words);
            json!({"anyOf": [{"type": "array", "items": item}, item]})
        }
        Type::File | Type::Reference(_) => json!({"type": ["string", "number"]}),
        Type::Coordinates | Type::Range => {
            json!({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2})
        }
        Type::Map => json!({"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}),
        Type::Observations => observations(words),
        Type::Structure => json!({}),
    }
}

/// One text, or one by language.
fn text(field: &Field, words: Words<'_>) -> Value {
    let mut line = json!({"type": ["string", "number", "boolean"]});
    if let Some(object) = line.as_object_mut() {
        field.min.into_iter().for_each(|min| drop(object.insert("minLength".into(), number(min))));
        field.max.into_iter().for_each(|max| drop(object.insert("maxLength".into(), number(max))));
    }
    let languages: Map<String, Value> =
        words.languages.iter().map(|language| (language.clone(), line.clone())).collect();
    json!({"anyOf": [line, {"type": "object", "additionalProperties": false, "properties": languages}]})
}

/// A value with fields of its own.
fn group(names: &[&str], required: &[&str], words: Words<'_>) -> Value {
    let languages: Map<String, Value> =
        words.languages.iter().map(|language| (language.clone(), json!({"type": "string"}))).collect();
    let value = json!({"type": ["string", "number", "object"], "properties": languages});
    let properties: Map<String, Value> = names.iter().map(|name| ((*name).to_owned(), value.clone())).collect();
    json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties})
}

/// Figures by indicator or city, and by period.
fn observations(words: Words<'_>) -> Value {
    let figure = json!({"type": ["number", "boolean", "string"]});
    let full = json!({
        "type": "object",
        "additionalProperties": false,
        "oneOf": [{"required": ["value"]}, {"required": ["missing"]}],
        "properties": {
            "value": figure,
            "missing": {"enum": words.reasons},
            "status": {"enum": words.statuses},
            "source": {"type": "string"},
            "accessed": {"type": "string", "pattern": DAY},
            "note": {"type": "string"},
            "lower": {"type": "number"},
            "upper": {"type": "number"},
            "evidence": {"type": "string"},
        },
    });
    let periods = json!({
        "type": "object",
        "additionalProperties": false,
        "patternProperties": {PERIOD: {"anyOf": [figure, full]}},
    });
    json!({"type": "object", "additionalProperties": periods})
}

/// A bound as a whole number where it is one.
fn number(bound: f64) -> Value {
    if bound.fract() == 0.0 { json!(bound as i64) } else { json!(bound) }
}
