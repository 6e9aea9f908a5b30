//! Picture files: measured, made smaller, encoded; drawings looked through. Knows no site.
//!
//! 1. [`measure`] reads the header alone. What has too many pixels, cannot be read or cannot be shown
//!    is refused before a pixel is decoded.
//! 2. [`Picture::copies`] says which smaller copies a picture gets, from its header.
//! 3. [`copies`] decodes once and makes them all: turned upright, in the colours of
//!    the web, without the notes that cameras leave in files.
//!
//! The same file gives the same bytes on every machine.

mod drawing;
mod encode;
mod header;

#[cfg(test)]
mod tests;

pub use drawing::{Unsafe, drawing};
pub use encode::copies;
pub use header::{measure, reason};

/// The most pixels that a picture may have: 64 million, more than telephones and most cameras make.
pub const PIXEL_LIMIT: u64 = 64_000_000;
/// The most pixels from top to bottom: what WebP can hold, in which copies are made.
pub const HEIGHT_LIMIT: u32 = 16_383;
/// The most bytes of a picture's file: 50 MB.
pub const PICTURE_LIMIT: u64 = 50_000_000;

/// Part of every fingerprint: raised when copies come out differently, so that no kept one is used.
const RECIPE: &str = "cityfolio pictures 1";
/// The widths of copies: a column of text and a card, on plain and on dense screens.
const WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];
/// The widest copy for browsers without WebP, and for the cards of other sites.
const FALLBACK: u32 = 1280;

/// A picture by its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The hash of its file and of how copies are made, in hexadecimal digits.
    pub key: String,
    /// How wide it is shown in full, in pixels; a drawing without a size has none.
    pub width: u32,
    /// How high.
    pub height: u32,
    /// What it is.
    pub form: Form,
}

/// What a picture is, which decides how its copies are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Every pixel has a colour of its own.
    Photograph,
    /// Flat colours, or something to see through: its edges must stay sharp.
    Graphic,
    /// An SVG, which fits every size.
    Drawing,
}

/// One copy of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copy {
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// How it is encoded.
    pub format: Format,
}

/// How a copy is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The smallest photographs, for browsers that know it; slow to make.
    #[cfg(feature = "avif")]
    Avif,
    /// For every browser of today.
    Webp,
    /// Photographs for all others.
    Jpeg,
    /// Graphics for all others.
    Png,
    /// A drawing as it is.
    Svg,
}

/// Why a picture cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file has more bytes than [`PICTURE_LIMIT`].
    Heavy(u64),
    /// It has more pixels than [`PIXEL_LIMIT`].
    Pixels(u32, u32),
    /// It has more from top to bottom than [`HEIGHT_LIMIT`].
    High(u32),
    /// It is of a kind that pages cannot show.
    Unknown,
    /// It moves.
    Moving,
    /// It is damaged, or ends too early.
    Damaged,
    /// The system does not let it be read.
    Unreadable(String),
    /// A drawing that could do harm; where in the file.
    Unsafe(Unsafe),
}

impl Format {
    /// The end of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            #[cfg(feature = "avif")]
            Format::Avif => "avif",
            Format::Webp => "webp",
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::Svg => "svg",
        }
    }

    /// The name of the format for browsers.
    pub fn media_type(self) -> &'static str {
        match self {
            #[cfg(feature = "avif")]
            Format::Avif => "image/avif",
            Format::Webp => "image/webp",
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Svg => "image/svg+xml",
        }
    }
}

impl Picture {
    /// The copies that are published: the last is the one that every browser shows, those before it
    /// are for the `srcset`, the better format first, and in it the narrowest. A picture is never made
    /// larger than it is.
    pub fn copies(&self) -> Vec<Copy> {
        let fallback = match self.form {
            Form::Photograph => Format::Jpeg,
            Form::Graphic => Format::Png,
            Form::Drawing => return vec![Copy { width: self.width, height: self.height, format: Format::Svg }],
        };
        let widest = self.width.min(WIDTHS[WIDTHS.len() - 1]);
        // One that is hardly narrower than the next saves nothing.
        let narrower = WIDTHS.into_iter().filter(|width| *width < widest - widest / 8);
        let widths: Vec<u32> = narrower.chain([widest]).collect();
        let mut copies: Vec<Copy> = Vec::new();
        // Of flat colours with sharp edges WebP makes smaller files, without losses.
        #[cfg(feature = "avif")]
        if self.form == Form::Photograph {
            copies.extend(widths.iter().map(|width| self.copy(*width, Format::Avif)));
        }
        copies.extend(widths.iter().map(|width| self.copy(*width, Format::Webp)));
        copies.push(self.copy(self.width.min(FALLBACK), fallback));
        copies
    }

    fn copy(&self, width: u32, format: Format) -> Copy {
        let height = (u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2) / u64::from(self.width);
        Copy { width, height: u32::try_from(height).unwrap_or(u32::MAX).max(1), format }
    }
}
