//! A text that is held for long and read seldom, which can be packed by LZ4: that takes microseconds either way.
//!
//! It is separate because the texts of all articles are held for as long as a site is, and are the most of it.

use std::borrow::Cow;
use std::fmt;

use lz4_flex::block;

/// Texts of at least this size, in bytes, are packed: of smaller ones little could be saved.
const WORTH: usize = 512;

/// A text that can be packed. Two are equal where their texts are.
#[derive(Clone)]
pub enum Packed {
    /// The text itself.
    Plain(Box<str>),
    /// The text by LZ4, and its size in bytes; it is not blank.
    Small(Box<[u8]>, usize),
}

impl Packed {
    /// Packs it, where that saves an eighth or more. One of spaces alone never is.
    pub fn pack(&mut self) {
        let Packed::Plain(text) = self else { return };
        if text.len() < WORTH || text.trim().is_empty() {
            return;
        }
        let packed = block::compress(text.as_bytes());
        if packed.len() < text.len() - text.len() / 8 {
            // A copy of the right size: what was packed into is as large as the whole.
            *self = Packed::Small(packed.as_slice().into(), text.len());
        }
    }

    /// The size of the text in bytes.
    pub fn length(&self) -> usize {
        match self {
            Packed::Plain(text) => text.len(),
            Packed::Small(_, length) => *length,
        }
    }

    /// Whether the text shows nothing, which takes no unpacking.
    pub fn is_blank(&self) -> bool {
        matches!(self, Packed::Plain(text) if text.trim().is_empty())
    }

    /// The text.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Packed::Plain(text) => Cow::Borrowed(text),
            Packed::Small(bytes, length) => {
                let text = block::decompress(bytes, *length).unwrap_or_default();
                Cow::Owned(String::from_utf8(text).unwrap_or_default())
            }
        }
    }
}

impl PartialEq for Packed {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Packed::Small(left, _), Packed::Small(right, _)) => left == right,
            _ => self.text() == other.text(),
        }
    }
}

impl Eq for Packed {}

impl fmt::Debug for Packed {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(to)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Packed;

    fn packed(text: &str) -> Packed {
        let mut packed = Packed::Plain(text.into());
        packed.pack();
        packed
    }

    #[test]
    fn much_is_saved_where_words_come_again() {
        let text = "<p>Words come again.</p>\n".repeat(100);
        assert!(matches!(packed(&text), Packed::Small(bytes, _) if bytes.len() < text.len() / 10));
    }

    proptest! {
        #[test]
        fn a_text_comes_back(piece in "\\PC{0,40}|[ \n]{0,40}", times in 0..60usize) {
            let text = piece.repeat(times);
            let packed = packed(&text);
            prop_assert_eq!(packed.text(), text.as_str());
            prop_assert_eq!(packed.length(), text.len());
            prop_assert_eq!(packed.is_blank(), text.trim().is_empty());
            prop_assert_eq!(&packed, &Packed::Plain(text.as_str().into()));
            prop_assert_eq!(format!("{packed:?}"), format!("{text:?}"));
        }
    }
}
