//! The open-data catalogue (DCAT-AP 3): what tables there are, for data portals.
//!
//! 1. [`describe`] says it once, as resources with properties.
//! 2. [`turtle`] and [`jsonld`] write the same resources in the two forms that portals harvest.

mod describe;
mod extent;
mod jsonld;
mod turtle;

use crate::model::Site;

/// The catalogue in Turtle.
pub fn as_turtle(site: &Site) -> String {
    turtle::write(&describe::catalogue(site))
}

/// The catalogue in JSON-LD.
pub fn as_jsonld(site: &Site) -> String {
    jsonld::write(&describe::catalogue(site))
}

/// The vocabularies used, by prefix.
const PREFIXES: [(&str, &str); 7] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcatap", "http://data.europa.eu/r5r/"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// A thing with its properties.
#[derive(Debug, Clone)]
struct Resource {
    /// Its address; none for a thing that only another one mentions.
    iri: Option<String>,
    /// Its class, with prefix.
    class: &'static str,
    /// Properties with prefix, in order.
    properties: Vec<(&'static str, Object)>,
}

/// What a property says.
#[derive(Debug, Clone)]
enum Object {
    /// Another thing, by its address.
    Iri(String),
    /// Another thing of a class that readers want to see named.
    Named(String, &'static str),
    /// A text in a language.
    Text(String, String),
    /// A day.
    Day(jiff::civil::Date),
    /// A thing of its own.
    Own(Resource),
}
