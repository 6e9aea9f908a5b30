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
const ATTRIBUTES: [&str; 17] = [
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
    "data-observation",
    "data-unit",
    "data-source",
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

/// An address in raw HTML that nobody follows: it is neither checked nor fitted to the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// As written.
    pub text: String,
    /// Whether the browser loads it: `src` and not `href`.
    pub loads: bool,
}

/// The names of what would be removed from one piece of raw HTML, elements and attributes, each once.
pub fn removed(html: &str) -> Vec<String> {
    let allowed: BTreeSet<&str> = CLEANER.clone_tags().into_iter().collect();
    let mut names: Vec<String> = Vec::new();
    for tag in elements(html) {
        if !allowed.contains(tag.name.as_str()) {
            names.push(format!("`<{}>`", tag.name));
            continue;
        }
        let clean = sanitise(tag.text);
        // Some elements, such as cells, mean nothing alone; what runs or styles is never kept.
        let alone = clean.to_lowercase().starts_with(&format!("<{}", tag.name));
        for (key, _) in &tag.attributes {
            let runs = key.starts_with("on") || key == "style" || key == "srcdoc";
            if runs || (alone && !clean.contains(&format!(" {key}=\""))) {
                names.push(format!("`{key}`"));
            }
        }
    }
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

/// The most attributes that a tag in one piece of raw HTML has.
pub fn attribute_count(html: &str) -> usize {
    elements(html).iter().map(|tag| tag.attributes.len()).max().unwrap_or(0)
}

/// The addresses in one piece of raw HTML that are those of this site's files or that a browser would
/// load from elsewhere.
pub fn addresses(html: &str) -> Vec<Address> {
    let allowed: BTreeSet<&str> = CLEANER.clone_tags().into_iter().collect();
    let mut found = Vec::new();
    for tag in elements(html).into_iter().filter(|tag| allowed.contains(tag.name.as_str())) {
        for (key, value) in tag.attributes {
            let begins =
                |scheme: &str| value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
            let outside = ["https://", "http://", "mailto:", "tel:", "#"].into_iter().any(begins);
            match key.as_str() {
                "src" => found.push(Address { text: value, loads: true }),
                "href" if !outside && !value.contains(':') => found.push(Address { text: value, loads: false }),
                _ => {}
            }
        }
    }
    found
}

/// A start tag in raw HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element<'h> {
    /// All of it.
    text: &'h str,
    /// In small letters.
    pub name: String,
    /// Names in small letters, and values.
    attributes: Vec<(String, String)>,
}

impl Element<'_> {
    /// The value of an attribute; empty where it has none.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The start tags in a piece of raw HTML.
pub fn elements(html: &str) -> Vec<Element<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|length| at + length) {
        let rest = &html[start + 1..];
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        at = start + 1 + length;
        if length > 0 && rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            // On from the end of the tag, so that every letter is looked at once.
            let (attributes, inside) = attributes(&rest[length..]);
            at += inside;
            found.push(Element { text: &html[start..at], name: rest[..length].to_lowercase(), attributes });
        }
    }
    found
}

/// The attributes up to the end of the tag, and where that is.
fn attributes(text: &str) -> (Vec<(String, String)>, usize) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        let name = rest.find(|letter: char| letter.is_whitespace() || "=>/".contains(letter)).unwrap_or(rest.len());
        if name == 0 {
            let end = if rest.starts_with('>') { 1 } else { 0 };
            rest = &rest[end..];
            return (found, text.len() - rest.len());
        }
        let key = rest[..name].to_lowercase();
        rest = &rest[name..];
        let mut value = "";
        if let Some(after) = rest.trim_start().strip_prefix('=') {
            let after = after.trim_start();
            (value, rest) = match after.chars().next().filter(|mark| matches!(mark, '"' | '\'')) {
                Some(mark) => after[1..].split_once(mark).unwrap_or((&after[1..], "")),
                None => after.split_at(
                    after.find(|letter: char| letter.is_whitespace() || letter == '>').unwrap_or(after.len()),
                ),
            };
        }
        found.push((key, value.to_owned()));
    }
}
