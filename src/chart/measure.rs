//! How wide text is, and where it breaks.
//!
//! Nothing can be asked of a browser while a site is built, so widths come from a table of the typeface
//! that the site serves. Kerning is left out: it makes names and numbers narrower by less than a px.
//! The table holds for proportional and for tabular figures.

use super::advances::{REGULAR, STRONG};

/// Sizes of text in px. The style sheet of a theme uses the same.
const LABEL: i32 = 13;
const TICK: i32 = 12;

/// Advances of one weight in thousandths of an em; 0 in a block means that the face lacks the character.
pub(super) struct Face {
    /// A character that the face lacks.
    pub(super) other: u16,
    /// Runs of characters from a first one on.
    pub(super) blocks: &'static [(u32, &'static [u16])],
    /// Single characters, sorted.
    pub(super) signs: &'static [(char, u16)],
}

/// The roles that text has in a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A name or a value.
    Label,
    /// The same, set off.
    Strong,
    /// A name that lines may run behind.
    Over,
    /// The same, set off.
    StrongOver,
    /// A tick of an axis, or how many rows are left out.
    Tick,
    /// Why there is no value.
    Missing,
    /// The name of a reference line.
    Reference,
    /// A figure on a shade, by the position of the shade.
    Cell(u8),
    /// A figure on a part of a whole, by the position of the part.
    Part(u8),
}

impl Style {
    /// The class that gives text this look.
    pub(super) fn class(self) -> &'static str {
        match self {
            Style::Label => "lb",
            Style::Strong => "lb hi",
            Style::Over => "lb ov",
            Style::StrongOver => "lb hi ov",
            Style::Tick => "tk",
            Style::Missing => "na",
            Style::Reference => "rl",
            Style::Part(part) => ["u1", "u2", "u3"].get(usize::from(part)).copied().unwrap_or("u1"),
            Style::Cell(shade) => ["t1", "t2", "t3", "t4", "t5"].get(usize::from(shade)).copied().unwrap_or("t1"),
        }
    }

    /// Height of the em in tenths of a px.
    pub(super) fn em(self) -> i32 {
        match self {
            Style::Tick => TICK * 10,
            _ => LABEL * 10,
        }
    }

    /// Width of a text in tenths of a px, rounded up.
    pub(super) fn width(self, text: &str) -> i32 {
        let face = if matches!(self, Style::Strong | Style::StrongOver) { &STRONG } else { &REGULAR };
        let sum: i64 = text.chars().map(|character| i64::from(face.advance(character))).sum();
        i32::try_from((sum * i64::from(self.em()) + 999) / 1000).unwrap_or(i32::MAX / 4)
    }

    /// Lines no wider than `room`, at most `most` of them; what is cut off ends in an ellipsis.
    pub(super) fn wrap(self, text: &str, room: i32, most: usize) -> Vec<String> {
        if is_plain(text) && self.width(text) <= room {
            return vec![text.to_owned()];
        }
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(breaks).filter(|word| !word.is_empty()) {
            let joined = lines.last().map(|line| format!("{line} {word}"));
            match (joined, lines.last_mut()) {
                (Some(joined), Some(line)) if self.width(&joined) <= room => *line = joined,
                _ => lines.extend(self.pieces(word, room)),
            }
        }
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                *last = self.shorten(last, room);
            }
        }
        lines
    }

    /// A word in parts that fit, which is one part for nearly every word.
    fn pieces(self, word: &str, room: i32) -> Vec<String> {
        let mut pieces = vec![String::new()];
        for character in word.chars() {
            if let Some(piece) = pieces.last_mut() {
                piece.push(character);
                if self.width(piece) > room && piece.chars().nth(1).is_some() {
                    piece.pop();
                    // A hyphen is a better place than the last letter that fits.
                    let start = piece.rfind('-').map_or(piece.len(), |hyphen| hyphen + 1);
                    let rest = piece.split_off(start);
                    pieces.push(format!("{rest}{character}"));
                }
            }
        }
        pieces
    }

    /// Whether a text has room in so many lines without a break inside a word.
    pub(super) fn keeps_words(self, text: &str, (room, most): (i32, usize)) -> bool {
        text.split(breaks).all(|word| self.width(word) <= room) && self.wrap(text, room, usize::MAX).len() <= most
    }

    /// A text in one line no wider than `room`, its end cut off where it is longer.
    pub(super) fn cut(self, text: &str, room: i32) -> String {
        if self.width(text) <= room { text.to_owned() } else { self.shorten(text, room) }
    }

    fn shorten(self, line: &str, room: i32) -> String {
        let mut line = line.to_owned();
        while self.width(&line) + self.width("…") > room && line.pop().is_some() {}
        format!("{}…", line.trim_end())
    }
}

/// Whether wrapping would leave a text as it is if it fits: words with one space between them.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    let quick = text.bytes().all(|byte| {
        let fits = byte.is_ascii_graphic() || byte == b' ' && before != b' ';
        before = byte;
        fits
    });
    quick && before != b' ' || text.split(' ').all(|word| !word.is_empty() && !word.contains(breaks))
}

/// Space between words, without the spaces that hold a figure and its unit together.
fn breaks(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}')
}

impl Face {
    fn advance(&self, character: char) -> u16 {
        let code = u32::from(character);
        // Nearly all characters are of the first block, where none takes no room.
        if let [(first, latin), ..] = self.blocks
            && let Some(advance @ 1..) = latin.get(code.wrapping_sub(*first) as usize)
        {
            return *advance;
        }
        if matches!(code, 0x300..=0x36F | 0x200B..=0x200F | 0x2060..=0x2069 | 0xFE00..=0xFE0F) {
            return 0;
        }
        let found = self.blocks.iter().find_map(|(first, advances)| {
            let index = usize::try_from(code.checked_sub(*first)?).ok()?;
            advances.get(index).copied()
        });
        let found = found.or_else(|| {
            let index = self.signs.binary_search_by_key(&character, |(sign, _)| *sign).ok()?;
            self.signs.get(index).map(|(_, advance)| *advance)
        });
        found.filter(|advance| *advance > 0).unwrap_or(self.other)
    }
}
