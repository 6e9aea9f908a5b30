//! Writes HTML, SVG and XML: the only place that emits `<`.
//!
//! It is separate so that escaping is decided once. Text from content reaches a page, a feed or a
//! drawing only through [`Markup`] or [`text`] and [`attribute`], which leave nothing that a browser
//! or an XML parser could take for structure. Characters that XML 1.0 forbids or discourages become
//! U+FFFD, because one of them makes a whole feed or drawing unreadable.

mod sanitise;
mod shape;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

pub use sanitise::{Address, Element, addresses, attribute_count, elements, removed, sanitise};
pub use shape::{HTML_ATTRIBUTE_LIMIT, HTML_DEPTH_LIMIT, HTML_LOOSE_LIMIT, Shape, Tangle};

/// Stands in for a character that cannot be written.
const REPLACEMENT: char = '\u{FFFD}';

/// The text with everything escaped that would end it as the content of an element.
pub fn text(text: &str) -> Cow<'_, str> {
    escape(text, Context::Text)
}

/// The text with everything escaped that would end it as an attribute value in double quotes.
pub fn attribute(text: &str) -> Cow<'_, str> {
    escape(text, Context::Attribute)
}

/// Elements in correct nesting, written into one string.
///
/// Attributes follow the [`open`](Markup::open) or [`void`](Markup::void) that they belong to.
/// Attribute and element names are literals of the program and therefore not escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup {
    out: String,
    open: Vec<&'static str>,
    tag: Tag,
}

/// What the last thing written was, as far as attributes are concerned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Tag {
    /// Content, or a finished tag.
    #[default]
    None,
    /// `<name …` of an element that will be closed later.
    Open,
    /// `<name …` of an element without content.
    Void,
}

impl Markup {
    /// An empty fragment.
    pub fn new() -> Self {
        Markup::default()
    }

    /// An empty fragment with room for so many bytes, which it may exceed.
    pub fn with_room(bytes: usize) -> Self {
        Markup { out: String::with_capacity(bytes), ..Markup::default() }
    }

    /// An XML document, which begins with its declaration.
    pub fn xml() -> Self {
        let mut markup = Markup::default();
        markup.out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        markup
    }

    /// Begins an element; attributes may follow.
    pub fn open(&mut self, name: &'static str) -> &mut Self {
        self.begin(name, Tag::Open);
        self.open.push(name);
        self
    }

    /// Writes an element without content, as `<name/>`, which HTML and XML both read; attributes may follow.
    pub fn void(&mut self, name: &'static str) -> &mut Self {
        self.begin(name, Tag::Void);
        self
    }

    /// Adds an attribute to the tag just begun; after content there is no tag and nothing is written.
    pub fn attr(&mut self, name: &'static str, value: impl Display) -> &mut Self {
        debug_assert!(self.tag != Tag::None, "attribute `{name}` after content");
        if self.tag != Tag::None {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.escaped(value, Context::Attribute);
            self.out.push('"');
        }
        self
    }

    /// Adds an attribute of plain text. The machinery of `fmt` would take longer than writing it.
    pub fn attr_text(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.attr_with(name, |out| push_escaped(out, value, Context::Attribute))
    }

    /// Adds an attribute whose value is written in place: numbers and paths, of which drawings have hundreds. Nothing
    /// may be written that has to be escaped.
    pub fn attr_with(&mut self, name: &'static str, write: impl FnOnce(&mut String)) -> &mut Self {
        debug_assert!(self.tag != Tag::None, "attribute `{name}` after content");
        if self.tag != Tag::None {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            let start = self.out.len();
            write(&mut self.out);
            debug_assert!(!self.out[start..].contains(['"', '<', '>']), "`{name}` is not escaped");
            self.out.push('"');
        }
        self
    }

    /// Adds plain text, escaped, without the machinery of `fmt`.
    pub fn words(&mut self, text: &str) -> &mut Self {
        self.end_tag();
        push_escaped(&mut self.out, text, Context::Text);
        self
    }

    /// Adds text, escaped.
    pub fn text(&mut self, text: impl Display) -> &mut Self {
        self.end_tag();
        self.escaped(text, Context::Text);
        self
    }

    /// Ends the innermost open element; without one nothing is written.
    pub fn close(&mut self) -> &mut Self {
        self.end_tag();
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self
    }

    /// Adds an element that holds only text.
    pub fn element(&mut self, name: &'static str, text: impl Display) -> &mut Self {
        self.open(name).text(text).close()
    }

    /// Adds a fragment that is markup already: the output of another [`Markup`] or of a renderer that
    /// escapes for itself.
    pub fn fragment(&mut self, markup: &str) -> &mut Self {
        self.end_tag();
        self.out.push_str(markup);
        self
    }

    /// Ends a line between elements, for outputs that people read.
    pub fn newline(&mut self) -> &mut Self {
        self.end_tag();
        self.out.push('\n');
        self
    }

    /// Closes whatever is open and hands over the string.
    pub fn finish(mut self) -> String {
        self.end_tag();
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn begin(&mut self, name: &'static str, tag: Tag) {
        self.end_tag();
        self.out.push('<');
        self.out.push_str(name);
        self.tag = tag;
    }

    fn end_tag(&mut self) {
        match std::mem::take(&mut self.tag) {
            Tag::None => {}
            Tag::Open => self.out.push('>'),
            Tag::Void => self.out.push_str("/>"),
        }
    }

    fn escaped(&mut self, value: impl Display, context: Context) {
        let written = write!(Escaper { out: &mut self.out, context }, "{value}");
        debug_assert!(written.is_ok(), "a Display implementation failed");
    }
}

/// Where text stands, which decides what has to be escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    Text,
    Attribute,
}

/// Escapes what is formatted into it, so that values need no string of their own.
struct Escaper<'a> {
    out: &'a mut String,
    context: Context,
}

impl Write for Escaper<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        push_escaped(self.out, part, self.context);
        Ok(())
    }
}

fn push_escaped(out: &mut String, text: &str, context: Context) {
    let mut rest = text;
    if is_plain(text) {
        out.push_str(text);
        return;
    }
    while let Some((before, after, stand_in)) = split(rest, context) {
        out.push_str(before);
        match stand_in {
            Some(entity) => out.push_str(entity),
            None => out.push(REPLACEMENT),
        }
        rest = after;
    }
    out.push_str(rest);
}

/// The bytes that stand as they are everywhere. Beyond ASCII these are all but the first bytes of control characters and
/// of U+FFFE and U+FFFF, which other characters begin with too.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < plain.len() {
        plain[byte] = !matches!(byte as u8, ..b' ' | b'&' | b'<' | b'>' | b'"' | 0x7F | 0xC2 | 0xEF);
        byte += 1;
    }
    plain
};

/// Whether a text certainly stands as it is everywhere, as nearly all does: that is quicker seen byte by byte.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| PLAIN[usize::from(byte)])
}

fn escape(text: &str, context: Context) -> Cow<'_, str> {
    if is_plain(text) || split(text, context).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    push_escaped(&mut out, text, context);
    Cow::Owned(out)
}

/// The text before and after the first character that cannot stand as it is, and its entity.
fn split(text: &str, context: Context) -> Option<(&str, &str, Option<&'static str>)> {
    let (at, found) = text.char_indices().find(|(_, character)| needs_escape(*character, context))?;
    let entity = match found {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    };
    Some((&text[..at], &text[at + found.len_utf8()..], entity))
}

fn needs_escape(character: char, context: Context) -> bool {
    match character {
        '&' | '<' | '>' => true,
        '"' => context == Context::Attribute,
        '\t' | '\n' | '\r' => false,
        // Control characters (XML 1.0, production 2) and the discouraged C1 range without NEL.
        '\0'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' => true,
        '\u{FFFE}' | '\u{FFFF}' => true,
        _ => false,
    }
}
