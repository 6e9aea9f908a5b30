//! The widths that charts are laid out with are those of the typeface that the site serves.

use skrifa::instance::Size;
use skrifa::raw::FontRef;
use skrifa::{GlyphId, MetadataProvider};

use crate::chart::advances::{REGULAR, STRONG};
use crate::chart::measure::Face;

/// The files of the theme, in the order in which a browser asks them for a character.
const FILES: [&[u8]; 4] = [
    include_bytes!("../../../themes/default/assets/fonts/inter-latin.woff2"),
    include_bytes!("../../../themes/default/assets/fonts/inter-latin-ext.woff2"),
    include_bytes!("../../../themes/default/assets/fonts/inter-greek.woff2"),
    include_bytes!("../../../themes/default/assets/fonts/inter-cyrillic.woff2"),
];
/// Both numbers are rounded to thousandths of an em.
const ROUNDING: f32 = 1.5;
/// Characters that a feature of the typeface sets wider in columns of figures; the table has the wider form.
const TABULAR: &str = "0123456789.,:;%+-−–$€£¥#*/()[]{}<>=±×÷~¢≤≥ \u{a0}\u{202f}\u{2009}";

/// The characters of a face with their advances in the table.
fn characters(face: &Face) -> Vec<(char, u16)> {
    let blocks = face
        .blocks
        .iter()
        .flat_map(|(first, advances)| (*first..).filter_map(char::from_u32).zip(advances.iter().copied()));
    blocks.chain(face.signs.iter().copied()).filter(|(_, advance)| *advance > 0).collect()
}

/// The advance of a character in the served files at a weight, in thousandths of an em.
fn served(files: &[Vec<u8>], weight: f32, character: char) -> Option<f32> {
    files.iter().find_map(|file| {
        let font = FontRef::new(file).expect("the theme's fonts can be read");
        let glyph = font.charmap().map(character).filter(|glyph| *glyph != GlyphId::NOTDEF)?;
        let location = font.axes().location([("wght", weight)]);
        let em = f32::from(font.metrics(Size::unscaled(), &location).units_per_em);
        Some(font.glyph_metrics(Size::unscaled(), &location).advance_width(glyph)? * 1000.0 / em)
    })
}

#[test]
fn widths_are_those_of_the_served_typeface() {
    let files: Vec<Vec<u8>> =
        FILES.iter().map(|file| wuff::decompress_woff2(file).expect("the theme's fonts are WOFF2")).collect();
    let mut compared = 0;
    for (face, weight) in [(&REGULAR, 400.0), (&STRONG, 600.0)] {
        for (character, width) in characters(face) {
            let Some(advance) = served(&files, weight, character) else { continue };
            let width = f32::from(width);
            assert!(width + ROUNDING >= advance, "`{character}` at {weight} is {advance} wide, not {width}");
            let same = (width - advance).abs() <= ROUNDING || TABULAR.contains(character);
            assert!(same, "`{character}` at {weight} is {advance} wide, not {width}");
            compared += 1;
        }
    }
    assert!(compared > 1000, "{compared} characters were compared");
}
