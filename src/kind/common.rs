//! The fields that every entry has, and the kind of plain pages.

use std::sync::LazyLock;

use crate::diag::Span;
use crate::kind::field::{Field, Kind, Show, Type};
use crate::kind::text::LocalText;

fn field(name: &str, kind: Type, help: &str) -> Field {
    Field {
        name: name.into(),
        span: Span::default(),
        kind,
        required: false,
        min: None,
        max: None,
        default: None,
        help: help.into(),
        label: LocalText::default(),
        show: Show::Nowhere,
        example: None,
        choices: Vec::new(),
    }
}

static COMMON: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let list = |of: Type| Type::List(Box::new(of));
    vec![
        field("title", Type::Text, "What the page is called."),
        field("summary", Type::Text, "One or two sentences for lists and search engines."),
        field("date", Type::Date, "The day it was published."),
        field("updated", Type::Date, "The day its content was last changed."),
        field("draft", Type::Boolean, "Write true to keep it out of the site."),
        field("publish_on", Type::DateTime, "The day or time from which it may appear (embargo)."),
        field("expires", Type::DateTime, "The day or time after which it disappears."),
        field("slug", Type::Text, "Its name in the address, if not the name of the file."),
        field("redirect_from", list(Type::Text), "Old addresses that should lead here, such as /news/old-name/."),
        field("tags", list(Type::Text), "Subjects, in a word or two each."),
        field("order", Type::Integer, "Place in a list that is ordered by hand."),
        field("template", Type::Text, "Another template than the kind's."),
        field("authors", list(Type::Reference("people".into())), "Ids of people."),
        field("image", Type::Image, "A picture, with what it shows and who took it."),
        field("body", Type::Markdown, "The text, in a YAML entry."),
        field("extra", Type::Structure, "Anything a template of your own needs."),
    ]
});

/// The fields that every entry may have, whatever its kind.
pub fn common_fields() -> &'static [Field] {
    &COMMON
}

/// The kind of plain pages at the top of `content/`: common fields only.
pub fn page_kind() -> Kind {
    Kind {
        name: "page".into(),
        file: String::new(),
        collection: String::new(),
        label: LocalText::plain("page"),
        plural: LocalText::plain("pages"),
        template: "page.html".into(),
        title_from: "title".into(),
        listing: None,
        sections: Vec::new(),
        schema_type: "WebPage".into(),
        menu: None,
        fields: vec![field("headline", Type::Markdown, "The figure that the home page leads with, in one sentence.")],
    }
}
