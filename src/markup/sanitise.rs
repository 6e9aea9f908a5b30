//! Raw HTML of authors: what may stay, and the removal of the rest.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use ammonia::Builder;

/// Elements an author may use beyond those of the cleaner's own list: what Markdown itself makes.
const ALSO: [&str; 22] = [
    "section",
    "input",
    "sup",
    "sub",
    "figure",
    "figcaption",
    "data",
    "time",
    "math",
    "mi",
    "mn",
    "mo",
    "mrow",
    "msup",
    "msub",
    "mfrac",
    "msqrt",
    "mtext",
    "mtable",
    "mtr",
    "mtd",
    "mspace",
];
const ATTRIBUTES: [&str; 14] = [
    "id",
    "class",
    "lang",
    "dir",
    "title",
    "role",
    "tabindex",
    "aria-label",
    "aria-labelledby",
    "scope",
    "datetime",
    "value",
    "align",
    "loading",
];
const INPUT: [&str; 4] = ["type", "checked", "disabled", "aria-label"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .add_tags(ALSO)
        .add_generic_attributes(ATTRIBUTES)
        .add_tag_attributes("input", INPUT)
        .add_tag_attributes("math", ["display", "xmlns"])
        .link_rel(None)
        .url_schemes(["http", "https", "mailto", "tel"].into_iter().collect());
    cleaner
});

/// HTML without anything that could run, load or disguise.
pub fn sanitise(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

/// The names of what would be removed from one piece of raw HTML: elements, and attributes that
/// run or style.
pub fn removed(html: &str) -> Vec<String> {
    let allowed: BTreeSet<&str> = CLEANER.clone_tags().into_iter().collect();
    let mut names = Vec::new();
    for tag in html.split('<').skip(1) {
        let inside = tag.split('>').next().unwrap_or_default();
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase();
        if !name.is_empty() && !allowed.contains(name.as_str()) {
            names.push(format!("<{name}>"));
        }
        for attribute in inside.split_whitespace().skip(1) {
            let key = attribute.split('=').next().unwrap_or_default().to_lowercase();
            if key.starts_with("on") || key == "style" || key == "srcdoc" {
                names.push(key);
            }
        }
    }
    names
}
