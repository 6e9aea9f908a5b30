//! A new entry from its kind: every field with a line of guidance, the optional ones commented out.

use std::fmt::Write as _;

use crate::kind::common::common_fields;
use crate::kind::field::{Field, Kind, Type};

/// Fields of every article that are offered with those of its kind.
const OFFERED: [&str; 4] = ["publish_on", "tags", "authors", "image"];

/// The file format of a new entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An article: front matter and text.
    Markdown,
    /// Data: fields alone.
    Yaml,
}

impl Kind {
    /// Data collections, whose title is a name, are YAML; what is read is Markdown.
    pub fn format(&self) -> Format {
        if self.title_from == "title" { Format::Markdown } else { Format::Yaml }
    }
}

/// The text of a new entry with the given title, published on the given day. It is a draft, so that
/// the site still builds while its required fields are being filled in.
pub fn scaffold(kind: &Kind, title: &str, date: &str) -> String {
    let markdown = kind.format() == Format::Markdown;
    let mut out = String::new();
    if markdown {
        out.push_str("---\n");
    }
    let _ = writeln!(out, "{}: {}", kind.title_from, quoted(title));
    if markdown {
        out.push_str("# One or two sentences for lists and search engines.\nsummary: \"\"\n");
        let _ = writeln!(out, "date: {date}");
    }
    out.push_str("# Remove this line to publish it.\ndraft: true\n");
    for field in kind.fields.iter().filter(|field| field.name != kind.title_from) {
        field_lines(&mut out, kind, field);
    }
    let offered = common_fields().iter().filter(|field| OFFERED.contains(&field.name.as_str()));
    for field in offered.filter(|_| markdown) {
        field_lines(&mut out, kind, field);
    }
    if markdown {
        out.push_str("---\n\nBegin with the fact that matters most.\n");
        for section in &kind.sections {
            let _ = write!(out, "\n## {section}\n\n");
        }
    }
    out
}

fn field_lines(out: &mut String, kind: &Kind, field: &Field) {
    let wanted = field.kind.wanted();
    let must = if field.required { "Required" } else { "Wanted" };
    let _ = writeln!(out, "\n# {}\n# {must}: {wanted}.", field.help);
    if let Some(written) = field.example.as_deref().filter(|written| written.contains('\n')) {
        let _ = writeln!(out, "#{}:", field.name);
        for line in written.lines() {
            let _ = writeln!(out, "#  {line}");
        }
        return;
    }
    if let Some(written) = &field.example {
        let _ = writeln!(out, "#{}: {written}", field.name);
        return;
    }
    let example = match (&field.kind, kind.collection.as_str()) {
        (Type::Observations, "indicators") => "{city-id: {2026: 71}}".into(),
        (written, _) => example(written),
    };
    // A line that is commented out keeps an unfinished entry valid.
    let _ = writeln!(out, "#{}: {example}", field.name);
}

fn example(kind: &Type) -> String {
    match kind {
        Type::Choice(of) => of.first().cloned().unwrap_or_default(),
        Type::Boolean => "true".into(),
        Type::List(of) => format!("[{}]", example(of)),
        Type::Date => "2026-11-23".into(),
        Type::DateTime => "2026-11-23T10:00".into(),
        Type::Period => "2026".into(),
        Type::Integer | Type::Number => "1".into(),
        Type::Url => "https://www.example.eu/".into(),
        Type::Email => "office@example.eu".into(),
        Type::Image => "{src: photo.jpg, alt: What it shows, credit: Who took it}".into(),
        Type::File => "file.pdf".into(),
        Type::Quote => "{person: id-of-a-person, text: What was said}".into(),
        Type::Reference(to) => format!("id-from-{to}"),
        Type::Coordinates => "[60.17, 24.94]".into(),
        Type::Map => "{name: text}".into(),
        Type::Range => "[0, 100]".into(),
        Type::Observations => "{indicator-id: {2026: 71}}".into(),
        Type::Structure => "{}".into(),
        Type::Text | Type::Markdown => "\"\"".into(),
    }
}

/// A text as a YAML scalar that is read as nothing but that text.
fn quoted(text: &str) -> String {
    let clean: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("\"{}\"", clean.replace('\\', "\\\\").replace('"', "\\\""))
}
