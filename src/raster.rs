//! A drawing to pixels, for those who cannot use an SVG: slides, office programs, social media.
//!
//! It is separate because it knows nothing of charts: an SVG document with resolved colours goes in, a PNG
//! comes out. Text is set in the typeface of the theme and in nothing else, never in what a machine has
//! installed, so that every machine makes the same bytes.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::sync::{Arc, OnceLock};

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Options, Tree};

/// The most pixels of a picture: a drawing that asks for more is a fault, and not worth the memory.
const MOST_PIXELS: u64 = 60_000_000;
/// Counts up when the same drawing would give other bytes: with another version of resvg or png, or with
/// other settings.
const EDITION: u8 = 2;
/// The word that PNG has for a description.
const ABOUT: &str = "Description";
/// Colours of a palette.
const PALETTE: usize = 256;

/// A typeface that drawings are set in.
pub struct Typeface {
    files: Vec<Font>,
    hash: blake3::Hash,
    options: OnceLock<Result<Options<'static>, String>>,
}

/// A file of a typeface.
pub struct Font {
    /// Where it comes from, for messages.
    pub origin: String,
    /// WOFF2, TrueType or OpenType.
    pub bytes: Vec<u8>,
}

/// Why there is no picture.
#[derive(Debug)]
pub enum Fault {
    /// A file of the typeface, by its origin, cannot be read, so text would be lost.
    Font(String),
    /// The drawing is no SVG.
    Drawing(usvg::Error),
    /// The drawing has no size, or too large a one.
    Size,
    /// The picture cannot be written.
    Picture(png::EncodingError),
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Font(origin) => write!(formatter, "the font `{origin}` cannot be read"),
            Fault::Drawing(error) => write!(formatter, "the drawing cannot be read: {error}"),
            Fault::Size => formatter.write_str("the drawing is too large"),
            Fault::Picture(error) => write!(formatter, "the picture cannot be written: {error}"),
        }
    }
}

impl std::error::Error for Fault {}

impl Typeface {
    /// A typeface in one or several files. The first that has a character gives it. They are decoded when
    /// they are needed first.
    pub fn new(files: Vec<Font>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for file in &files {
            hasher.update(blake3::hash(&file.bytes).as_bytes());
        }
        Typeface { hash: hasher.finalize(), files, options: OnceLock::new() }
    }

    /// The origin of a file that cannot be read, if there is one.
    pub fn unreadable(&self) -> Option<&str> {
        self.options().err()
    }

    fn options(&self) -> Result<&Options<'static>, &str> {
        let options = self.options.get_or_init(|| {
            let mut fonts = usvg::fontdb::Database::new();
            for file in &self.files {
                let before = fonts.len();
                fonts.load_font_data(decoded(&file.bytes).into_owned());
                if fonts.len() == before {
                    return Err(file.origin.clone());
                }
            }
            let first = fonts.faces().next().and_then(|face| face.families.first());
            let family = first.map(|(name, _)| name.clone()).unwrap_or_default();
            fonts.set_sans_serif_family(&family);
            fonts.set_serif_family(&family);
            Ok(Options { fontdb: Arc::new(fonts), font_family: family, ..Options::default() })
        });
        options.as_ref().map_err(String::as_str)
    }
}

/// A font as resvg reads it; one that cannot be decoded is none.
fn decoded(file: &[u8]) -> Cow<'_, [u8]> {
    if file.starts_with(b"wOF2") {
        return Cow::Owned(wuff::decompress_woff2(file).unwrap_or_default());
    }
    Cow::Borrowed(file)
}

/// What is made into a picture.
#[derive(Debug)]
pub struct Drawing {
    /// An SVG document.
    pub svg: String,
    /// A text that the picture carries along, unseen; may be empty.
    pub about: String,
}

/// A hash of all that the bytes of a picture follow from.
pub fn input(drawing: &Drawing, typeface: &Typeface, scale: f32) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes()).update(&[EDITION]).update(typeface.hash.as_bytes());
    hasher.update(&scale.to_le_bytes()).update(drawing.svg.as_bytes()).update(drawing.about.as_bytes());
    hasher.finalize()
}

/// Draws an SVG document, `scale` pixels for a px. What it leaves bare is white.
///
/// # Errors
/// [`Fault`] where the drawing or the typeface cannot be read.
pub fn png(drawing: &Drawing, typeface: &Typeface, scale: f32) -> Result<Vec<u8>, Fault> {
    let options = typeface.options().map_err(|origin| Fault::Font(origin.to_owned()))?;
    let tree = Tree::from_str(&drawing.svg, options).map_err(Fault::Drawing)?;
    let size = tree.size().to_int_size().scale_by(scale).ok_or(Fault::Size)?;
    if u64::from(size.width()) * u64::from(size.height()) > MOST_PIXELS {
        return Err(Fault::Size);
    }
    let mut pixmap = Pixmap::new(size.width(), size.height()).ok_or(Fault::Size)?;
    pixmap.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let mut out = Vec::new();
    encode(&pixmap, &drawing.about, &mut out).map_err(Fault::Picture)?;
    Ok(out)
}

/// Writes the pixels, which cover the whole picture, with a palette where their colours fit into one. A
/// chart has some hundred colours, and a byte a pixel takes a third of the time and room of three.
fn encode(pixmap: &Pixmap, about: &str, out: &mut dyn io::Write) -> Result<(), png::EncodingError> {
    let mut encoder = Encoder::new(out, pixmap.width(), pixmap.height());
    encoder.set_compression(Compression::Fast);
    encoder.set_filter(Filter::Adaptive);
    let pixels = match indexed(pixmap) {
        Some((palette, pixels)) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(palette);
            pixels
        }
        None => {
            encoder.set_color(ColorType::Rgb);
            pixmap.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect()
        }
    };
    encoder.set_depth(BitDepth::Eight);
    if !about.is_empty() {
        encoder.add_itxt_chunk(ABOUT.to_owned(), about.to_owned())?;
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()
}

/// The colours in the order they are met, and the position of each pixel's.
fn indexed(pixmap: &Pixmap) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut palette: Vec<[u8; 3]> = Vec::new();
    // Where a colour was found last, by a few of its bits: neighbours are alike.
    let mut slots = [0u8; PALETTE];
    let mut pixels = Vec::with_capacity(pixmap.pixels().len());
    for pixel in pixmap.pixels() {
        let color = [pixel.red(), pixel.green(), pixel.blue()];
        let slot = color[0].wrapping_mul(31) ^ color[1].wrapping_mul(7) ^ color[2];
        let known = slots.get_mut(usize::from(slot))?;
        if palette.get(usize::from(*known)) != Some(&color) {
            let found = palette.iter().position(|other| *other == color).unwrap_or(palette.len());
            *known = u8::try_from(found).ok()?;
            if found == palette.len() {
                palette.push(color);
            }
        }
        pixels.push(*known);
    }
    Some((palette.concat(), pixels))
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTER: &[u8] = include_bytes!("../themes/default/assets/fonts/inter-latin.woff2");

    fn drawing(inside: &str) -> Drawing {
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">{inside}</svg>");
        Drawing { svg, about: String::new() }
    }

    /// The pixels of a picture, three bytes each, and its width and height.
    fn pixels(file: &[u8]) -> (Vec<u8>, (u32, u32)) {
        let mut decoder = png::Decoder::new(io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a small picture")];
        let frame = reader.next_frame(&mut pixels).expect("a whole PNG");
        (pixels, (frame.width, frame.height))
    }

    fn font(bytes: &[u8]) -> Typeface {
        Typeface::new(vec![Font { origin: "inter.woff2".to_owned(), bytes: bytes.to_vec() }])
    }

    fn inter() -> Typeface {
        font(INTER)
    }

    #[test]
    fn a_drawing_becomes_pixels_at_the_scale() {
        let file =
            png(&drawing("<rect width=\"20\" height=\"20\" fill=\"#12436d\"/>"), &inter(), 2.0).expect("a picture");
        let (pixels, size) = pixels(&file);
        assert_eq!(size, (80, 40));
        assert_eq!(pixels[..3], [0x12, 0x43, 0x6d], "the rectangle is left");
        assert_eq!(pixels[79 * 3..80 * 3], [255; 3], "the rest is white");
    }

    #[test]
    fn text_is_set_in_the_typeface_and_in_its_weight() {
        let ink = |weight: u32| {
            let text = format!("<text x=\"1\" y=\"15\" font-size=\"16\" font-weight=\"{weight}\">Hill</text>");
            let (pixels, _) = pixels(&png(&drawing(&text), &inter(), 1.0).expect("a picture"));
            pixels.iter().map(|byte| u64::from(255 - byte)).sum::<u64>()
        };
        assert!(ink(400) > 1000, "text leaves ink");
        assert!(ink(600) > ink(400), "and more of it where it is heavier");
    }

    #[test]
    fn more_colours_than_a_palette_holds_are_kept() {
        let row = |x: u32| {
            (0..20).map(move |y| {
                format!("<rect x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\" fill=\"rgb({},{},9)\"/>", x * 6, y * 12)
            })
        };
        let inside: String = (0..40).flat_map(row).collect();
        let (pixels, _) = pixels(&png(&drawing(&inside), &inter(), 1.0).expect("a picture"));
        let last = pixels.len() - 3;
        assert_eq!(pixels[last..], [39 * 6, 19 * 12, 9]);
    }

    #[test]
    fn the_same_drawing_gives_the_same_bytes() {
        let drawing =
            drawing("<text x=\"1\" y=\"15\" font-size=\"16\">Hill</text><circle cx=\"30\" cy=\"9\" r=\"7\"/>");
        let files = [png(&drawing, &inter(), 2.0), png(&drawing, &inter(), 2.0)].map(|file| file.expect("a picture"));
        assert_eq!(files[0], files[1]);
    }

    #[test]
    fn a_picture_carries_its_figures_unseen() {
        let drawing =
            |about: &str| Drawing { about: about.to_owned(), ..drawing("<circle cx=\"30\" cy=\"9\" r=\"7\"/>") };
        let [bare, told] = ["", "Place\t2023\nMálaga\t4"].map(drawing);
        assert_ne!(input(&bare, &inter(), 1.0), input(&told, &inter(), 1.0));
        let [bare, told] = [bare, told].map(|drawing| png(&drawing, &inter(), 1.0).expect("a picture"));
        assert_eq!(pixels(&bare), pixels(&told));
        let reader = png::Decoder::new(io::Cursor::new(told)).read_info().expect("a PNG");
        let text = reader.info().utf8_text.first().and_then(|chunk| chunk.get_text().ok());
        assert_eq!(text.as_deref(), Some("Place\t2023\nMálaga\t4"));
    }

    #[test]
    fn what_cannot_be_drawn_is_a_fault() {
        let nothing = png(&drawing(""), &font(b"wOF2 and no font"), 1.0).expect_err("no text could be set");
        assert_eq!(nothing.to_string(), "the font `inter.woff2` cannot be read");
        let text = Drawing { svg: "no drawing".to_owned(), about: String::new() };
        assert!(matches!(png(&text, &inter(), 1.0), Err(Fault::Drawing(_))));
        assert!(matches!(png(&drawing(""), &inter(), 1000.0), Err(Fault::Size)));
    }
}
