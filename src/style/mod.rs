//! Style sheets: several to one, addresses in them changed, made small; knows no theme.
//!
//! It is our own because what is needed is little and must not change what a sheet means: comments
//! and needless space go, and zeros before a point, everything else keeps its letters.

mod face;
mod scan;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use scan::{Piece, pieces};

pub use face::{Face, faces};

/// Another file that a sheet names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The address as written, without quotes.
    pub target: &'a str,
    /// Where it stands in the sheet, in bytes.
    pub at: usize,
}

/// The sheet with every address in `url()` replaced by what `address` gives for it; `None` leaves it.
/// Those of imports are no concern of it.
pub fn with_addresses<'a>(css: &'a str, address: &mut dyn FnMut(Reference<'a>) -> Option<String>) -> String {
    let mut out = String::with_capacity(css.len());
    let found = pieces(css);
    let mut importing = false;
    for (position, (at, piece)) in found.iter().enumerate() {
        let end = found.get(position + 1).map_or(css.len(), |(next, _)| *next);
        importing = is_import(piece) || (importing && *piece != Piece::Sign(';'));
        let new = match piece {
            Piece::Url(target, inside) if !importing => address(Reference { target, at: *inside }),
            _ => None,
        };
        match new {
            Some(new) => out.push_str(&format!("url(\"{new}\")")),
            None => out.push_str(&css[*at..end]),
        }
    }
    out
}

/// The sheet with every `@import` replaced by what `sheet` gives for it, in the layer or under the
/// conditions that the import names; `None` takes the import out.
pub fn with_imports<'a>(css: &'a str, sheet: &mut dyn FnMut(Reference<'a>) -> Option<String>) -> String {
    let mut out = String::with_capacity(css.len());
    let found = pieces(css);
    let place = |index: usize| found.get(index).map_or(css.len(), |(at, _)| *at);
    let mut index = 0;
    while let Some((at, piece)) = found.get(index) {
        if !is_import(piece) {
            out.push_str(&css[*at..place(index + 1)]);
            index += 1;
            continue;
        }
        let rest = &found[index..];
        let length = rest.iter().position(|(_, piece)| *piece == Piece::Sign(';')).unwrap_or(rest.len());
        let named = rest.iter().take(length).enumerate().find_map(|(position, (at, piece))| match piece {
            Piece::Url(target, inside) => Some((position, Reference { target, at: *inside })),
            Piece::Text(text) => {
                let target = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
                Some((position, Reference { target, at: at + 1 }))
            }
            _ => None,
        });
        if let Some((position, reference)) = named
            && let Some(inside) = sheet(reference)
        {
            out.push_str(&under(css[place(index + position + 1)..place(index + length)].trim(), &inside));
        }
        index += length + 1;
    }
    out
}

fn is_import(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Word(word) if word.eq_ignore_ascii_case("@import"))
}

/// A sheet in the layer, or under the conditions, that stand behind an import's address.
fn under(condition: &str, css: &str) -> String {
    if condition.is_empty() {
        return css.to_owned();
    }
    let (layer, rest) = match condition.strip_prefix("layer") {
        Some(rest) if rest.starts_with('(') => {
            let end = rest.find(')').unwrap_or(rest.len() - 1);
            (Some(rest[1..end].trim()), rest[end + 1..].trim())
        }
        Some(rest) if rest.is_empty() || rest.starts_with(' ') => (Some(""), rest.trim()),
        _ => (None, condition),
    };
    let inner = layer.map_or_else(|| css.to_owned(), |name| format!("@layer {name}{{{css}}}"));
    if rest.is_empty() { inner } else { format!("@media {rest}{{{inner}}}") }
}

fn is_open(text: &str) -> bool {
    let mut letters = text.chars();
    let inside = letters.next().and_then(|quote| letters.as_str().strip_suffix(quote));
    inside.is_none_or(ends_in_escape)
}

/// Whether the last sign of a text escapes what would come next.
fn ends_in_escape(text: &str) -> bool {
    (text.len() - text.trim_end_matches('\\').len()) % 2 == 1
}

/// The same sheet without comments and needless space. Comments that begin with `/*!` stay, as
/// licences want it.
pub fn minified(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let found = pieces(css);
    let mut space = false;
    for (index, (at, piece)) in found.iter().enumerate() {
        let end = found.get(index + 1).map_or(css.len(), |(next, _)| *next);
        match piece {
            Piece::Space => space = true,
            Piece::Comment(text) if !text.starts_with("/*!") => {
                // Between two words a comment keeps them apart, and says no more than that.
                let joins = |piece: Option<&(usize, Piece<'_>)>| matches!(piece, Some((_, Piece::Word(_))));
                if !space
                    && joins(index.checked_sub(1).and_then(|index| found.get(index)))
                    && joins(found.get(index + 1))
                {
                    out.push_str("/**/");
                }
            }
            piece => {
                let closes = matches!(piece, Piece::Sign('{' | '}' | ';' | ',' | ')') | Piece::Word(">"));
                let empty = out.ends_with(':') && matches!(piece, Piece::Sign(';' | '}'));
                let opened = out.is_empty() || out.ends_with(['{', '}', ';', ',', ':', '(', '>']);
                if space && ((!closes && !opened) || empty) {
                    out.push(' ');
                }
                if *piece == Piece::Sign('}') && out.ends_with(';') {
                    out.pop();
                }
                if *piece != Piece::Sign(';') || !out.ends_with(['{', ';', '}']) {
                    out.push_str(short(piece, &css[*at..end]).as_ref());
                }
                // A string that is not closed ends with its line, and so does what is wrong with it.
                if let Piece::Text(text) = piece
                    && is_open(text)
                {
                    // A sign of escape at the end of the sheet escapes nothing.
                    if ends_in_escape(text) {
                        out.pop();
                    }
                    out.push('\n');
                }
                space = false;
            }
        }
    }
    out
}

/// A number below one without the zero before its point.
fn short<'c>(piece: &Piece<'_>, text: &'c str) -> Cow<'c, str> {
    let (sign, number) = text.split_at(usize::from(text.starts_with('-')));
    match number.strip_prefix('0').filter(|rest| rest.starts_with('.') && matches!(piece, Piece::Word(_))) {
        Some(rest) if rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) => Cow::Owned(format!("{sign}{rest}")),
        _ => Cow::Borrowed(text),
    }
}
