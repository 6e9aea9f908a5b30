//! `brand.css`: the colours and the face of `site.yaml` as custom properties over those of the theme.
//!
//! It stands in the same layer as those and after them, so it wins over them and nothing else: print and the colours
//! that a reader forces still have the last word.

use std::fmt::Write;

use crate::colour::{Colour, TEXT};
use crate::model::brand::{Brand, Face};

/// The grounds and texts of the default theme, light and dark.
const INK: (Colour, Colour) = (Colour([0x17, 0x21, 0x2b]), Colour([0xe7, 0xec, 0xf0]));
const GROUND: (Colour, Colour) = (Colour::WHITE, Colour([0x11, 0x17, 0x1d]));
/// How much of the ground is in the shades of a heat map, from the faintest; the strongest is the colour itself.
const SHADES: [f64; 4] = [0.92, 0.78, 0.58, 0.2];

/// The style sheet of a brand.
pub(super) fn css(brand: &Brand) -> String {
    let mut css = String::from("@media not (forced-colors: active) { @layer tokens { :root {\n");
    if let Some((light, dark)) = brand.colour {
        for name in ["accent", "link", "focus", "note", "c1"] {
            set(&mut css, name, light, dark);
        }
        set(&mut css, "on-c1", legible(light, GROUND.0, INK.0), legible(dark, GROUND.1, INK.1));
        let band = (light.readable_on(Colour::WHITE, TEXT), dark.mixed(Colour::BLACK, 0.6).readable_on(INK.1, 7.0));
        set(&mut css, "brand", band.0, band.1);
        let quiet = |band: Colour, text: Colour| band.mixed(text, 0.8).readable_on(band, TEXT);
        set(&mut css, "on-brand-quiet", quiet(band.0, Colour::WHITE), quiet(band.1, INK.1));
        for (number, part) in (1..).zip(SHADES.into_iter().chain([0.0])) {
            let (light, on_light) = shade(light, GROUND.0, INK.0, part);
            let (dark, on_dark) = shade(dark, GROUND.1, INK.1, part);
            set(&mut css, &format!("h{number}"), light, dark);
            set(&mut css, &format!("on-h{number}"), on_light, on_dark);
        }
    }
    if brand.face == Face::System {
        css.push_str("  --sans: system-ui, sans-serif;\n");
    }
    css.push_str("} } }\n");
    css
}

fn set(css: &mut String, name: &str, light: Colour, dark: Colour) {
    // Writing to a string cannot fail.
    let _ = writeln!(css, "  --{name}: light-dark({light}, {dark});");
}

/// The one of two texts that is read more easily on a colour.
fn legible(on: Colour, one: Colour, other: Colour) -> Colour {
    if one.contrast(on) >= other.contrast(on) { one } else { other }
}

/// A colour with some of the ground in it, and the text on it; moved where neither text could be read.
fn shade(colour: Colour, ground: Colour, ink: Colour, part: f64) -> (Colour, Colour) {
    let shade = colour.mixed(ground, part);
    let text = legible(shade, ground, ink);
    (shade.readable_on(text, TEXT), text)
}
