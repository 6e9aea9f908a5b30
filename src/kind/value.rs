//! The values of an entry's fields after they were checked against the declaration.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diag::Span;
use crate::kind::moment::Moment;
use crate::kind::text::LocalText;
use crate::locale::Period;
use crate::syntax::yaml::Node;

/// A checked value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A line of text.
    Text(LocalText),
    /// Text with Markdown.
    Markdown(LocalText),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// A civil day.
    Date(Date),
    /// A day or time.
    DateTime(Moment),
    /// A year, quarter, month or day.
    Period(Period),
    /// An `http`, `https` address.
    Url(String),
    /// A mail address.
    Email(String),
    /// One of the declared words.
    Choice(String),
    /// An image.
    Image(Image),
    /// A file, relative to the entry's file.
    File(String),
    /// What somebody said.
    Quote(Box<Quote>),
    /// Several values.
    List(Vec<Written>),
    /// The id of another entry.
    Reference(String),
    /// Latitude and longitude in degrees.
    Coordinates(f64, f64),
    /// Names to texts, in the order written.
    Map(Vec<(String, String)>),
    /// Lowest and highest, inclusive.
    Range(f64, f64),
    /// Read by a loader of its own.
    Node(Node),
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// An image with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// The file, relative to the entry's file.
    pub src: String,
    /// Where that stands.
    pub src_span: Span,
    /// What it shows; empty for decoration.
    pub alt: LocalText,
    /// Who made it.
    pub credit: Option<LocalText>,
}

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Quote {
    /// The id of a person, with its place.
    pub person: Option<(String, Span)>,
    /// A name, where there is no entry of the person.
    pub name: Option<LocalText>,
    /// The role, where it differs from the person's entry or there is none.
    pub role: Option<LocalText>,
    /// The words.
    pub text: LocalText,
    /// An address or the id of a source.
    pub source: Option<String>,
    /// When it was said.
    pub date: Option<Date>,
    /// The language it is in, where it is not the page's.
    pub lang: Option<String>,
}

/// The fields of one entry or translation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields {
    /// By field name.
    pub values: BTreeMap<String, Written>,
    /// Names of fields that are written and could not be read, so that none is called missing as well.
    pub faulty: BTreeSet<String>,
}

impl Fields {
    /// A field's value.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name).map(|written| &written.value)
    }

    /// Where a field's value stands.
    pub fn span(&self, name: &str) -> Option<Span> {
        self.values.get(name).map(|written| written.span)
    }

    /// A text or Markdown field.
    pub fn text(&self, name: &str) -> Option<&LocalText> {
        match self.get(name)? {
            Value::Text(text) | Value::Markdown(text) => Some(text),
            _ => None,
        }
    }

    /// A choice, an id, a web or mail address, or a file name.
    pub fn word(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Choice(word)
            | Value::Reference(word)
            | Value::Url(word)
            | Value::Email(word)
            | Value::File(word) => Some(word),
            _ => None,
        }
    }

    /// A day, or the day of a time.
    pub fn date(&self, name: &str) -> Option<Date> {
        match self.get(name)? {
            Value::Date(date) => Some(*date),
            Value::DateTime(moment) => Some(moment.date()),
            _ => None,
        }
    }

    /// A day or time.
    pub fn moment(&self, name: &str) -> Option<Moment> {
        match self.get(name)? {
            Value::Date(date) => Some(Moment::Day(*date)),
            Value::DateTime(moment) => Some(*moment),
            _ => None,
        }
    }

    /// Yes or no; no where nothing is said.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Value::Boolean(true)))
    }

    /// A number, whole or not.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.get(name)? {
            Value::Number(number) => Some(*number),
            Value::Integer(number) => Some(*number as f64),
            _ => None,
        }
    }

    /// The items of a list; nothing where there is none.
    pub fn list(&self, name: &str) -> &[Written] {
        if let Some(Value::List(items)) = self.get(name) { items } else { &[] }
    }

    /// A structure or group of figures, as written.
    pub fn node(&self, name: &str) -> Option<&Node> {
        if let Value::Node(node) = self.get(name)? { Some(node) } else { None }
    }
}
