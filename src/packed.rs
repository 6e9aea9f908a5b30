//! A text that is held for long and read seldom: packed by LZ4, which takes microseconds either way.
//!
//! It is separate because the texts of all articles are held for as long as a site is, and are the most of it.

use std::borrow::Cow;
use std::fmt;

use lz4_flex::block;

/// Texts of at least this size, in bytes, are packed: of smaller ones little could be saved.
const PACKED: usize = 512;

/// A text, packed where that saves an eighth or more. Two are equal where their texts are.
#[derive(Clone, PartialEq, Eq)]
pub struct Packed {
    bytes: Box<[u8]>,
    /// The size of the text in bytes; that of `bytes` where they are the text itself.
    length: usize,
}

impl Packed {
    /// Takes a text.
    pub fn new(text: &str) -> Self {
        let length = text.len();
        if length >= PACKED {
            let packed = block::compress(text.as_bytes());
            if packed.len() < length - length / 8 {
                // A copy of the right size: what was packed into is as large as the whole.
                return Packed { bytes: packed.as_slice().into(), length };
            }
        }
        Packed { bytes: text.as_bytes().into(), length }
    }

    /// The text.
    pub fn text(&self) -> Cow<'_, str> {
        if self.bytes.len() == self.length {
            return String::from_utf8_lossy(&self.bytes);
        }
        let text = block::decompress(&self.bytes, self.length).unwrap_or_default();
        String::from_utf8(text).unwrap_or_default().into()
    }
}

impl fmt::Debug for Packed {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(to)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Packed;

    #[test]
    fn much_is_saved_where_words_come_again() {
        let text = "<p>Words come again.</p>\n".repeat(100);
        assert!(Packed::new(&text).bytes.len() < text.len() / 10);
    }

    proptest! {
        #[test]
        fn a_text_comes_back(piece in "\\PC{0,40}", times in 0..60usize) {
            let text = piece.repeat(times);
            let packed = Packed::new(&text);
            prop_assert_eq!(packed.text(), text.as_str());
            prop_assert_eq!(packed == Packed::new(&text), true);
            prop_assert_eq!(format!("{packed:?}"), format!("{text:?}"));
        }
    }
}
