//! Whether raw HTML has a shape that can be cleaned in little time.
//!
//! The parser of HTML mends whatever it gets, and what it does for one tag grows with the elements
//! that are open and with those that were left open: some kilobytes without partners keep it busy for
//! minutes. [`Shape`] looks at the tags alone and says where a text passes what a person writes.

use super::attribute_count;

/// Elements inside one another.
pub const HTML_DEPTH_LIMIT: usize = 100;
/// Tags without a partner: ends of nothing, and elements left open when the one around them ends.
pub const HTML_LOOSE_LIMIT: usize = 100;
/// Attributes of one tag.
pub const HTML_ATTRIBUTE_LIMIT: usize = 100;

/// Elements without content.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Elements that end by themselves where one of their kind begins, with those that they end too.
const IMPLIED: [(&str, &[&str]); 13] = [
    ("p", &[]),
    ("li", &[]),
    ("dt", &["dd"]),
    ("dd", &["dt"]),
    ("option", &[]),
    ("rt", &["rp"]),
    ("rp", &["rt"]),
    ("td", &["th"]),
    ("th", &["td"]),
    ("tr", &["td", "th"]),
    ("thead", &["tr", "td", "th"]),
    ("tbody", &["tr", "td", "th", "thead"]),
    ("tfoot", &["tr", "td", "th", "thead", "tbody"]),
];

/// What passes its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tangle {
    /// [`HTML_DEPTH_LIMIT`].
    Depth,
    /// [`HTML_LOOSE_LIMIT`].
    Loose,
    /// [`HTML_ATTRIBUTE_LIMIT`].
    Attributes,
}

/// The tags of a text as they come, piece by piece.
#[derive(Debug, Default)]
pub struct Shape {
    open: Vec<String>,
    loose: usize,
}

impl Shape {
    /// Takes the next piece of raw HTML.
    ///
    /// # Errors
    /// What passes its limit in it.
    pub fn add(&mut self, html: &str) -> Result<(), Tangle> {
        if attribute_count(html) > HTML_ATTRIBUTE_LIMIT {
            return Err(Tangle::Attributes);
        }
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            rest = &rest[start + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end..]);
                continue;
            }
            let (is_end, name) = match rest.strip_prefix('/') {
                Some(after) => (true, after),
                None => (false, rest),
            };
            let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
            if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
                continue;
            }
            let name = name[..length].to_ascii_lowercase();
            if is_end {
                self.end(&name)
            } else {
                self.begin(name)
            }
            if self.open.len() > HTML_DEPTH_LIMIT {
                return Err(Tangle::Depth);
            }
            if self.loose > HTML_LOOSE_LIMIT {
                return Err(Tangle::Loose);
            }
        }
        Ok(())
    }

    fn begin(&mut self, name: String) {
        if VOID.contains(&name.as_str()) {
            return;
        }
        if let Some((_, ends)) = IMPLIED.iter().find(|(known, _)| *known == name) {
            while self.open.last().is_some_and(|last| *last == name || ends.contains(&last.as_str())) {
                self.open.pop();
            }
        }
        self.open.push(name);
    }

    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open == name) else {
            self.loose += 1;
            return;
        };
        let inside = self.open.drain(at..).skip(1);
        self.loose += inside.filter(|left| !IMPLIED.iter().any(|(known, _)| known == left)).count();
    }
}
