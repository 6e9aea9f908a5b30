//! A picture's header: how large it is, what it is, and whether it may be decoded at all.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader};

use super::{Fault, Form, HEIGHT_LIMIT, PICTURE_LIMIT, PIXEL_LIMIT, Picture, RECIPE, drawing};

/// Measures a picture; no pixel is decoded.
///
/// # Errors
/// Why it cannot be shown. That the pixels behind a good header are damaged shows only when they are
/// decoded.
pub fn measure(bytes: &[u8]) -> Result<Picture, Fault> {
    if bytes.len() as u64 > PICTURE_LIMIT {
        return Err(Fault::Heavy(bytes.len() as u64));
    }
    let key = key(bytes);
    let Ok(format) = image::guess_format(bytes) else {
        return vector(bytes, key);
    };
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP) {
        return Err(Fault::Unknown);
    }
    let reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut decoder = reader.into_decoder().map_err(|_| Fault::Damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXEL_LIMIT {
        return Err(Fault::Pixels(width, height));
    }
    if width == 0 || height == 0 || !is_whole(bytes, format) {
        return Err(Fault::Damaged);
    }
    if moves(bytes, format) {
        return Err(Fault::Moving);
    }
    let opaque = !decoder.color_type().has_alpha();
    let form = if opaque && format != ImageFormat::Png { Form::Photograph } else { Form::Graphic };
    let (width, height) = match decoder.orientation().unwrap_or(Orientation::NoTransforms) {
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH => {
            (height, width)
        }
        _ => (width, height),
    };
    if height > HEIGHT_LIMIT {
        return Err(Fault::High(height));
    }
    Ok(Picture { key, width, height, form })
}

fn vector(bytes: &[u8], key: String) -> Result<Picture, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::Unknown)?;
    if !text.contains("<svg") {
        return Err(Fault::Unknown);
    }
    let (width, height) = drawing(text).map_err(Fault::Unsafe)?.unwrap_or_default();
    Ok(Picture { key, width, height, form: Form::Drawing })
}

fn key(bytes: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new_derive_key(RECIPE);
    hasher.update(bytes);
    hasher.finalize().to_hex().to_string()
}

/// Whether a JPEG has its end: decoders fill what is missing with grey and say nothing.
fn is_whole(bytes: &[u8], format: ImageFormat) -> bool {
    if format != ImageFormat::Jpeg {
        return true;
    }
    let last = |mark: [u8; 2]| bytes.windows(2).rposition(|pair| pair == mark);
    matches!((last([0xff, 0xda]), last([0xff, 0xd9])), (Some(scan), Some(end)) if end > scan)
}

fn moves(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Png => PngDecoder::new(Cursor::new(bytes)).and_then(|it| it.is_apng()).unwrap_or(false),
        ImageFormat::WebP => WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.has_animation()),
        _ => false,
    }
}

/// What is wrong with a picture and what helps, in words; `name` is its file.
pub fn reason(fault: &Fault, name: &str) -> (String, &'static str) {
    let million = |number: u64| number.div_ceil(1_000_000);
    match fault {
        Fault::Heavy(bytes) => (
            format!("`{name}` has {} MB, and a picture may have {} MB", million(*bytes), million(PICTURE_LIMIT)),
            "save it smaller: no page shows more than 2,000 pixels across",
        ),
        Fault::Pixels(width, height) => (
            format!(
                "`{name}` has {width} × {height} pixels, which are {} million; {} million are the most",
                million(u64::from(*width) * u64::from(*height)),
                million(PIXEL_LIMIT)
            ),
            "save it smaller: no page shows more than 2,000 pixels across",
        ),
        Fault::High(height) => (
            format!("`{name}` has {height} pixels from top to bottom; {HEIGHT_LIMIT} are the most"),
            "cut it into several pictures, or save it smaller",
        ),
        Fault::Unknown => (
            format!("`{name}` is no picture that pages can show"),
            "save it as JPEG (photographs), PNG (screenshots), WebP or SVG (drawings)",
        ),
        Fault::Moving => {
            (format!("`{name}` moves, which pages do not show"), "save one picture of it as PNG, or link to a film")
        }
        Fault::Damaged => (
            format!("`{name}` is damaged: it cannot be read to its end"),
            "fetch the picture again from where it came from, or open it in a picture program and save it anew",
        ),
        Fault::Unreadable(error) => {
            (format!("`{name}` cannot be read: {error}"), "check that the file still exists and that you may read it")
        }
        Fault::Unsafe(found) => (found.message.clone(), found.hint),
    }
}
