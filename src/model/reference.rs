//! A page as something to be cited: who made what, when, and where it can be read.
//!
//! Citation files and the `citation_*` tags of pages both come from here.

use jiff::civil::Date;

use crate::kind::Value;
use crate::model::{Entry, Site, Version};

/// The schema.org types of kinds whose entries are cited. News and press releases are read, and nobody keeps them among
/// their references.
const CITED: [&str; 3] = ["Article", "Report", "ScholarlyArticle"];

/// A page to be cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// A name for it, such as `publications-state-2023`.
    pub key: String,
    /// What it is.
    pub sort: Sort,
    /// Its title.
    pub title: String,
    /// Who made it; the organisation behind the site where nobody is named.
    pub creators: Vec<Creator>,
    /// When it was published.
    pub date: Date,
    /// Who published it.
    pub publisher: String,
    /// Its summary.
    pub summary: Option<String>,
    /// The identifier, without an address before it.
    pub doi: Option<String>,
    /// The language it is in.
    pub language: String,
}

/// What is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A page of the site.
    Page,
    /// A report, brief or deliverable.
    Report,
    /// An article in a journal.
    Article,
    /// A set of data.
    Dataset,
    /// Slides of a talk.
    Talk,
}

/// A form of citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// BibTeX.
    Bibtex,
    /// RIS.
    Ris,
    /// CSL-JSON.
    Csl,
}

impl Form {
    /// All, with the names of their files and what people call them.
    pub const ALL: [(Form, &'static str, &'static str); 3] = [
        (Form::Bibtex, "citation.bib", "BibTeX"),
        (Form::Ris, "citation.ris", "RIS"),
        (Form::Csl, "citation.json", "CSL-JSON"),
    ];
}

/// Somebody who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Creator {
    /// A person, by the name as it is printed.
    Person(String),
    /// An organisation.
    Organisation(String),
}

impl Creator {
    /// The name.
    pub fn name(&self) -> &str {
        match self {
            Creator::Person(name) | Creator::Organisation(name) => name,
        }
    }
}

/// The reference of an entry in a language; `None` for what nobody cites, and without a date.
pub fn of(site: &Site, entry: &Entry, version: &Version) -> Option<Reference> {
    let kind = site.kinds.get(&entry.key.collection)?;
    if !CITED.contains(&kind.schema_type.as_str()) {
        return None;
    }
    let default = site.default_language();
    let fields = &version.fields;
    let said = |name: &str| fields.text(name).map(|text| text.say(&version.language, default).to_owned());
    let own = site.config.title.say(&version.language, default).to_owned();
    let publisher = said("publisher").unwrap_or_else(|| own.clone());
    let mut creators: Vec<Creator> = people(site, version).map(Creator::Person).collect();
    creators.extend(fields.list("creators").iter().filter_map(|written| match &written.value {
        Value::Text(text) => Some(Creator::Person(text.say(&version.language, default).to_owned())),
        _ => None,
    }));
    if creators.is_empty() {
        creators.push(Creator::Organisation(publisher.clone()));
    }
    Some(Reference {
        key: format!("{}-{}", entry.key.collection, entry.slug),
        sort: sort(fields.word("type"), &kind.schema_type),
        title: version.title.say(&version.language, default).to_owned(),
        creators,
        date: fields.date("date")?,
        publisher,
        summary: said("summary"),
        doi: said("doi"),
        language: said("language").unwrap_or_else(|| version.language.clone()),
    })
}

fn sort(written: Option<&str>, schema_type: &str) -> Sort {
    match (written, schema_type) {
        (Some("dataset"), _) => Sort::Dataset,
        (Some("presentation"), _) => Sort::Talk,
        (Some("article"), "Report") => Sort::Article,
        (_, "Report") => Sort::Report,
        _ => Sort::Page,
    }
}

/// The ids of the people in `authors`.
pub fn authors(version: &Version) -> impl Iterator<Item = &str> {
    version.fields.list("authors").iter().filter_map(|written| match &written.value {
        Value::Reference(id) => Some(id.as_str()),
        _ => None,
    })
}

/// The names of the authors who have entries.
fn people<'s>(site: &'s Site, version: &'s Version) -> impl Iterator<Item = String> + 's {
    authors(version).filter_map(|id| {
        let entry = site.entry("people", id).filter(|entry| site.visible(entry))?;
        let person = entry.version(&version.language, site.default_language())?;
        Some(person.title.say(&version.language, site.default_language()).to_owned())
    })
}
