//! Colours and their contrast, by WCAG 2.2: whether a text can be read on a ground, and the nearest colour that can.

#[cfg(test)]
mod tests;

use std::fmt;

/// The least contrast of a text with its ground, by WCAG 2.2, level AA.
pub const TEXT: f64 = 4.5;

/// A colour of sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// White.
    pub const WHITE: Colour = Colour([255; 3]);
    /// Black.
    pub const BLACK: Colour = Colour([0; 3]);

    /// Reads `#1a2b3c` or `#fff`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.chars().all(|digit| digit.is_ascii_hexdigit()))?;
        let wide = match digits.len() {
            3 => 1,
            6 => 2,
            _ => return None,
        };
        let mut channels = [0; 3];
        for (index, channel) in channels.iter_mut().enumerate() {
            let text = digits.get(index * wide..(index + 1) * wide)?.repeat(3 - wide);
            *channel = u8::from_str_radix(&text, 16).ok()?;
        }
        Some(Colour(channels))
    }

    /// Relative luminance, from 0 to 1.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast with another colour, from 1 to 21.
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The colour with a part of another in it, from 0 (none) to 1 (only the other).
    #[must_use]
    pub fn mixed(self, other: Colour, part: f64) -> Colour {
        let mut channels = self.0;
        for (channel, other) in channels.iter_mut().zip(other.0) {
            let value = f64::from(*channel) * (1.0 - part) + f64::from(other) * part;
            // Both ends are bytes and the part lies between 0 and 1, so the value fits.
            *channel = value.round().clamp(0.0, 255.0) as u8;
        }
        Colour(channels)
    }

    /// The colour itself if it can be read on a ground with at least this contrast; otherwise the nearest shade or tint
    /// of it that can, black or white at the end.
    #[must_use]
    pub fn readable_on(self, ground: Colour, least: f64) -> Colour {
        /// Steps in which the colour is moved; finer ones cannot be told apart.
        const STEPS: u8 = 100;
        let end = if ground.luminance() > MIDDLE { Colour::BLACK } else { Colour::WHITE };
        let steps = (0..=STEPS).map(|step| self.mixed(end, f64::from(step) / f64::from(STEPS)));
        steps.into_iter().find(|shade| shade.contrast(ground) >= least).unwrap_or(end)
    }
}

/// The luminance on which black and white can be read equally well.
const MIDDLE: f64 = 0.179;

impl fmt::Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}
