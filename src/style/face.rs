//! The faces of a sheet: which file holds which letters.

use std::ops::RangeInclusive;

use super::scan::{Piece, pieces};

/// One `@font-face` with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// The first address of its `src`, as written.
    pub target: String,
    /// The letters that it is for; none stands for all.
    pub ranges: Vec<RangeInclusive<u32>>,
}

impl Face {
    /// Whether the face is for a letter.
    pub fn has(&self, letter: char) -> bool {
        self.ranges.is_empty() || self.ranges.iter().any(|range| range.contains(&u32::from(letter)))
    }
}

/// The faces of a sheet in order; those of the reader's own system have no file and are left out.
pub fn faces(css: &str) -> Vec<Face> {
    let found = pieces(css);
    let mut faces = Vec::new();
    let mut rest = found.as_slice();
    while let Some(start) = rest.iter().position(|(_, piece)| *piece == Piece::Word("@font-face")) {
        rest = &rest[start + 1..];
        let end = rest.iter().position(|(_, piece)| *piece == Piece::Sign('}')).unwrap_or(rest.len());
        let target = rest[..end].iter().find_map(|(_, piece)| match piece {
            Piece::Url(target, _) => Some((*target).to_owned()),
            _ => None,
        });
        let body = rest.first().map_or("", |(at, _)| &css[*at..rest.get(end).map_or(css.len(), |(end, _)| *end)]);
        faces.extend(target.map(|target| Face { target, ranges: ranges(body) }));
        rest = &rest[end..];
    }
    faces
}

fn ranges(body: &str) -> Vec<RangeInclusive<u32>> {
    let Some((_, value)) = body.split_once("unicode-range:") else { return Vec::new() };
    let value = value.split(';').next().unwrap_or_default();
    value.split(',').filter_map(|range| self::range(range.trim())).collect()
}

/// `U+26`, `U+0-7F` or `U+4??`.
fn range(text: &str) -> Option<RangeInclusive<u32>> {
    let text = text.strip_prefix("U+").or_else(|| text.strip_prefix("u+"))?;
    let number = |text: &str| u32::from_str_radix(text, 16).ok();
    match text.split_once('-') {
        Some((from, to)) => Some(number(from)?..=number(to)?),
        None => Some(number(&text.replace('?', "0"))?..=number(&text.replace('?', "F"))?),
    }
}
