//! A kind's file to a [`Kind`].

use std::sync::Arc;

use crate::diag::{Diagnostic, Place, Report, did_you_mean};
use crate::kind::field::{Field, Kind, Listing, Show, SortKey, Type};
use crate::kind::text::LocalText;
use crate::syntax::yaml::{Entry, Node};

const KIND_KEYS: [&str; 10] =
    ["collection", "label", "plural", "template", "title_from", "listing", "sections", "schema_type", "menu", "fields"];
const LISTING_KEYS: [&str; 4] = ["template", "sort", "page_size", "feed"];
const FIELD_KEYS: [&str; 12] =
    ["type", "of", "to", "required", "min", "max", "default", "help", "example", "label", "show", "labels"];
/// Entries a listing page where a kind does not say.
const PAGE_SIZE: usize = 20;

/// Lowers one kind's file. `name` is the file's name without extension.
pub fn declare(file: &Arc<str>, name: &str, node: &Node) -> (Option<Kind>, Report) {
    let mut declarer = Declarer { file, report: Report::default() };
    let kind = declarer.kind(name, node);
    let kind = if declarer.report.has_errors() { None } else { kind };
    (kind, declarer.report)
}

struct Declarer<'a> {
    file: &'a Arc<str>,
    report: Report,
}

impl Declarer<'_> {
    fn kind(&mut self, name: &str, node: &Node) -> Option<Kind> {
        self.known(node, &KIND_KEYS, "a kind");
        let Some(collection) = node.get("collection").and_then(Node::text) else {
            self.problem(node, "a kind names its `collection`", "add a line such as `collection: case-studies`");
            return None;
        };
        let word = |key: &str, default: &str| node.get(key).and_then(Node::text).unwrap_or(default).to_owned();
        let label = node.get("label").map_or_else(|| LocalText::plain(name), local);
        Some(Kind {
            name: name.to_owned(),
            file: self.file.to_string(),
            collection: collection.to_owned(),
            plural: node.get("plural").map_or_else(|| LocalText::plain(collection), local),
            label,
            template: word("template", "article.html"),
            title_from: word("title_from", "title"),
            listing: node.get("listing").map(|node| self.listing(node)),
            sections: texts(node.get("sections")),
            schema_type: word("schema_type", "Article"),
            menu: node.get("menu").and_then(Node::scalar).and_then(|text| text.parse().ok()),
            fields: self.fields(node.get("fields")),
        })
    }

    fn listing(&mut self, node: &Node) -> Listing {
        self.known(node, &LISTING_KEYS, "a listing");
        let page_size = node.get("page_size").and_then(Node::scalar).and_then(|text| text.parse().ok());
        if let (Some(written), None | Some(0)) = (node.get("page_size"), page_size) {
            self.problem(written, "`page_size` is a whole number above zero", "write for example `page_size: 20`");
        }
        Listing {
            template: node.get("template").and_then(Node::text).unwrap_or("listing.html").to_owned(),
            sort: texts(node.get("sort")).iter().map(|key| SortKey::parse(key)).collect(),
            page_size: page_size.unwrap_or(PAGE_SIZE),
            feed: node.get("feed").and_then(Node::scalar) == Some("true"),
        }
    }

    fn fields(&mut self, node: Option<&Node>) -> Vec<Field> {
        let entries = node.map(Node::entries).unwrap_or_default();
        entries.iter().filter_map(|entry| self.field(entry)).collect()
    }

    fn field(&mut self, entry: &Entry) -> Option<Field> {
        let node = &entry.value;
        self.known(node, &FIELD_KEYS, "a field");
        let kind = self.field_type(node)?;
        let number = |key: &str| node.get(key).and_then(Node::scalar).and_then(|text| text.parse().ok());
        let show = match node.get("show").and_then(Node::text) {
            Some("top") => Show::Top,
            Some("facts") => Show::Facts,
            Some("section") => Show::Section,
            Some("none") => Show::Nowhere,
            Some(_) => {
                self.problem(node, "`show` is `top`, `facts`, `section` or `none`", "write one of the four");
                Show::Nowhere
            }
            None => default_show(&kind),
        };
        let labels = node.get("labels").map(Node::entries).unwrap_or_default();
        Some(Field {
            name: entry.key.clone(),
            span: entry.key_span,
            kind,
            required: node.get("required").and_then(Node::scalar) == Some("true"),
            min: number("min"),
            max: number("max"),
            default: node.get("default").cloned(),
            help: node.get("help").and_then(Node::text).unwrap_or_default().to_owned(),
            example: node.get("example").and_then(Node::scalar).map(str::to_owned),
            label: node.get("label").map_or_else(|| LocalText::plain(humanise(&entry.key)), local),
            show,
            choices: labels.iter().map(|entry| (entry.key.clone(), local(&entry.value))).collect(),
        })
    }

    fn field_type(&mut self, node: &Node) -> Option<Type> {
        let Some(written) = node.get("type") else {
            self.problem(node, "a field has a `type`", "add for example `type: text`");
            return None;
        };
        match written.text().unwrap_or_default() {
            "list" => {
                let of = node.get("of").and_then(Node::text).unwrap_or("text").to_owned();
                self.simple(written, &of, node).map(|of| Type::List(Box::new(of)))
            }
            name => self.simple(written, name, node),
        }
    }

    fn simple(&mut self, written: &Node, name: &str, node: &Node) -> Option<Type> {
        Some(match name {
            "text" => Type::Text,
            "markdown" => Type::Markdown,
            "integer" => Type::Integer,
            "number" => Type::Number,
            "boolean" => Type::Boolean,
            "date" => Type::Date,
            "datetime" => Type::DateTime,
            "period" => Type::Period,
            "url" => Type::Url,
            "email" => Type::Email,
            "choice" => {
                let words = texts(node.get("of"));
                if words.is_empty() {
                    self.problem(
                        written,
                        "a choice names its words in `of`",
                        "add for example `of: [planned, running]`",
                    );
                }
                Type::Choice(words)
            }
            "image" => Type::Image,
            "file" => Type::File,
            "quote" => Type::Quote,
            "reference" => {
                let to = node.get("to").and_then(Node::text).unwrap_or_default();
                if to.is_empty() {
                    self.problem(written, "a reference names its collection in `to`", "add for example `to: cities`");
                }
                Type::Reference(to.to_owned())
            }
            "coordinates" => Type::Coordinates,
            "map" => Type::Map,
            "range" => Type::Range,
            "observations" => Type::Observations,
            "structure" => Type::Structure,
            other => {
                let place = Place::at(self.file.clone(), written.span);
                let problem = Diagnostic::error("unknown-type", format!("`{other}` is no type of a field")).at(place);
                self.report.add(problem.maybe_hint(did_you_mean(other, Type::NAMES)));
                return None;
            }
        })
    }

    fn known(&mut self, node: &Node, keys: &[&'static str], what: &str) {
        for entry in node.entries().iter().filter(|entry| !keys.contains(&entry.key.as_str())) {
            let place = Place::at(self.file.clone(), entry.key_span);
            let problem = Diagnostic::error("unknown-key", format!("`{}` is nothing that {what} has", entry.key));
            self.report.add(problem.at(place).maybe_hint(did_you_mean(&entry.key, keys.iter().copied())));
        }
    }

    fn problem(&mut self, node: &Node, message: &str, hint: &str) {
        let place = Place::at(self.file.clone(), node.span);
        self.report.add(Diagnostic::error("bad-kind", message).at(place).hint(hint));
    }
}

fn default_show(kind: &Type) -> Show {
    match kind {
        Type::Markdown => Show::Section,
        Type::List(of) if matches!(**of, Type::Text | Type::Markdown | Type::Quote) => Show::Section,
        Type::Observations | Type::Structure | Type::Image | Type::Coordinates | Type::Range => Show::Nowhere,
        _ => Show::Facts,
    }
}

fn texts(node: Option<&Node>) -> Vec<String> {
    let items = node.map(Node::items).unwrap_or_default();
    items.iter().filter_map(Node::scalar).map(str::to_owned).collect()
}

/// A text, or a map of texts by language.
fn local(node: &Node) -> LocalText {
    match node.scalar() {
        Some(text) => LocalText::plain(text),
        None => LocalText {
            by_language: node
                .entries()
                .iter()
                .filter_map(|entry| Some((entry.key.clone(), entry.value.scalar()?.to_owned())))
                .collect(),
        },
    }
}

fn humanise(name: &str) -> String {
    let mut text = name.replace(['_', '-'], " ");
    if let Some(first) = text.get(..1) {
        let upper = first.to_uppercase();
        text.replace_range(..1, &upper);
    }
    text
}
