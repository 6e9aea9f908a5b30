//! What a kind declares.

use crate::diag::Span;
use crate::kind::text::LocalText;
use crate::syntax::yaml::Node;

/// A kind of entry: the declaration of one collection.
#[derive(Debug, Clone)]
pub struct Kind {
    /// The name of its file: `case-study`.
    pub name: String,
    /// The file it is declared in, for messages.
    pub file: String,
    /// The folder in `content/`; empty for plain pages.
    pub collection: String,
    /// One entry, in words: "Case study".
    pub label: LocalText,
    /// The listing's title: "Case studies".
    pub plural: LocalText,
    /// The template of an entry's page.
    pub template: String,
    /// The field that is the title, where it is not `title`.
    pub title_from: String,
    /// How the collection is listed, if it is.
    pub listing: Option<Listing>,
    /// Headings that `add` writes into a new entry.
    pub sections: Vec<String>,
    /// The schema.org type of an entry.
    pub schema_type: String,
    /// Place in the main menu; `None` leaves it out.
    pub menu: Option<i64>,
    /// The fields, in the order declared.
    pub fields: Vec<Field>,
}

impl Kind {
    /// The declaration of a field, common ones not included.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// How a collection is listed.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The template of its pages.
    pub template: String,
    /// The order, first key first.
    pub sort: Vec<SortKey>,
    /// Entries a page.
    pub page_size: usize,
    /// Whether it has a feed.
    pub feed: bool,
}

/// One key of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortKey {
    /// A field's name.
    pub field: String,
    /// Largest first: written with a minus before the name.
    pub descending: bool,
}

impl SortKey {
    /// Reads `date` or `-date`.
    pub fn parse(text: &str) -> Self {
        let field = text.trim_start_matches('-');
        SortKey { field: field.to_owned(), descending: field.len() < text.len() }
    }
}

/// One declared field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name in front matter.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// What may stand there.
    pub kind: Type,
    /// Whether an entry must have it.
    pub required: bool,
    /// The least number, or the fewest letters or items.
    pub min: Option<f64>,
    /// The largest number, or the most letters or items.
    pub max: Option<f64>,
    /// What holds where an entry says nothing.
    pub default: Option<Node>,
    /// One line of guidance for editors.
    pub help: String,
    /// What `add` writes into a new entry as an example, perhaps of several lines; what fits the type
    /// where the kind says nothing.
    pub example: Option<String>,
    /// What pages call it.
    pub label: LocalText,
    /// Where a page shows it.
    pub show: Show,
    /// What pages call the choices, by choice.
    pub choices: Vec<(String, LocalText)>,
}

impl Field {
    /// The line of help as the end of a cure: `: the day it was published`.
    pub fn guidance(&self) -> String {
        let help = self.help.trim_end_matches('.');
        let mut letters = help.chars();
        match (letters.next(), letters.next()) {
            (Some(first), Some(second)) if !second.is_uppercase() => {
                format!(": {}{}", first.to_lowercase(), &help[first.len_utf8()..])
            }
            (Some(_), _) => format!(": {help}"),
            (None, _) => String::new(),
        }
    }
}

/// Where an entry's page shows a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// Above the text, as what a reader in a hurry should take along.
    Top,
    /// In the box of facts.
    Facts,
    /// As a section of its own, after the text.
    Section,
    /// Only where a template asks for it.
    Nowhere,
}

/// The type of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// A line of text, in one or several languages.
    Text,
    /// Text with Markdown.
    Markdown,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A day.
    Date,
    /// A day, or a time with or without zone.
    DateTime,
    /// A year, quarter, month or day.
    Period,
    /// A web address.
    Url,
    /// A mail address.
    Email,
    /// One of the words given.
    Choice(Vec<String>),
    /// An image beside the entry, with its text.
    Image,
    /// A file beside the entry.
    File,
    /// What somebody said.
    Quote,
    /// Several of one type.
    List(Box<Type>),
    /// The id of an entry of a collection.
    Reference(String),
    /// Latitude and longitude in degrees.
    Coordinates,
    /// Names to texts.
    Map,
    /// A lowest and a highest number.
    Range,
    /// Figures by indicator or city and period; read by the loader of observations.
    Observations,
    /// Any YAML; read by its own loader, or by templates.
    Structure,
}

impl Type {
    /// The names of all simple types, as kinds write them.
    pub const NAMES: [&'static str; 21] = [
        "text",
        "markdown",
        "integer",
        "number",
        "boolean",
        "date",
        "datetime",
        "period",
        "url",
        "email",
        "choice",
        "image",
        "file",
        "quote",
        "list",
        "reference",
        "coordinates",
        "map",
        "range",
        "observations",
        "structure",
    ];

    /// What is wanted, in words, for messages: "a day such as `2026-11-23`".
    pub fn wanted(&self) -> String {
        match self {
            Type::Text | Type::Markdown => "a text".into(),
            Type::Integer => "a whole number".into(),
            Type::Number => "a number".into(),
            Type::Boolean => "`true` or `false`".into(),
            Type::Date => "a day such as `2026-11-23`".into(),
            Type::DateTime => "a day or a time such as `2026-11-23T10:00+02:00`".into(),
            Type::Period => "a year, quarter, month or day: `2026`, `2026-Q4`, `2026-11` or `2026-11-23`".into(),
            Type::Url => "a web address that begins with `https://`".into(),
            Type::Email => "a mail address such as `office@city.eu`".into(),
            Type::Choice(of) => {
                let words: Vec<String> = of.iter().map(|word| format!("`{word}`")).collect();
                format!("one of {}", words.join(", "))
            }
            Type::Image => "an image: `{src: photo.jpg, alt: What it shows, credit: Who took it}`".into(),
            Type::File => "the name of a file beside the article".into(),
            Type::Quote => "a quote: `{person: id-of-a-person, text: What was said}`".into(),
            Type::List(of) => format!("a list, each {}", of.wanted()),
            Type::Reference(to) => format!("the id of an entry of `{to}`"),
            Type::Coordinates => "latitude and longitude in degrees: `[60.17, 24.94]`".into(),
            Type::Map => "names with texts: `{nuts: FI1B1}`".into(),
            Type::Range => "a lowest and a highest number: `[0, 100]`".into(),
            Type::Observations => "figures by indicator and period".into(),
            Type::Structure => "fields of its own".into(),
        }
    }
}
