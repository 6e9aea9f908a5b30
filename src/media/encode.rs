//! A picture's copies: decoded once, turned upright, made smaller, encoded.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
#[cfg(feature = "avif")]
use image::codecs::avif::AvifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageReader, Limits, RgbImage, RgbaImage};
use moxcms::{ColorProfile, Layout, TransformOptions};
use webp::{Encoder, PixelLayout, WebPConfig};

use super::{Copy, Fault, Form, Format, PIXEL_LIMIT, Picture};

/// Of 100: hardly to be told from the original on a screen.
const WEBP_QUALITY: f32 = 80.0;
/// Of 100: about as close to the original as WebP's 80.
#[cfg(feature = "avif")]
const AVIF_QUALITY: u8 = 65;
/// From 1 to 10, the fastest: slower ones save little and cost minutes.
#[cfg(feature = "avif")]
const AVIF_SPEED: u8 = 6;
/// Of 100, for browsers that know no better.
const JPEG_QUALITY: u8 = 82;
/// A lossless copy may have this many times the bytes of one with losses before it is given up: then
/// the picture is a photograph in a graphic's clothes.
const WORTH: usize = 2;

/// The pixels of a picture, upright, with or without something to see through.
enum Pixels {
    Rgb(RgbImage),
    Rgba(RgbaImage),
}

/// Makes copies of a picture, in their order.
///
/// # Errors
/// Where the pixels are damaged.
pub fn copies(bytes: &[u8], picture: &Picture, copies: &[Copy]) -> Result<Vec<Vec<u8>>, Fault> {
    let widest = copies.iter().map(|copy| copy.width).max().unwrap_or_default();
    let largest = upright(bytes, picture, widest)?;
    copies
        .iter()
        .map(|copy| {
            let smaller = largest.resized(copy.width, copy.height)?;
            encoded(smaller.as_ref().unwrap_or(&largest), copy.format, picture.form)
        })
        .collect()
}

/// The picture at its largest width, turned as the camera was held, in the colours of the web.
fn upright(bytes: &[u8], picture: &Picture, width: u32) -> Result<Pixels, Fault> {
    let damaged = |_| Fault::Damaged;
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Fault::Damaged)?;
    let mut limits = Limits::default();
    // Sixteen bits a colour and something to see through are the most that a pixel takes.
    limits.max_alloc = Some(PIXEL_LIMIT * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let seen_through = decoder.color_type().has_alpha();
    let decoded = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    let pixels = match seen_through {
        true => Pixels::Rgba(decoded.into_rgba8()),
        false => Pixels::Rgb(decoded.into_rgb8()),
    };
    let height = picture.copy(width, Format::Webp).height;
    let turned = pixels.size() != (picture.width, picture.height);
    let (to_width, to_height) = if turned { (height, width) } else { (width, height) };
    let pixels = pixels.resized(to_width, to_height)?.unwrap_or(pixels);
    Ok(pixels.in_web_colours(profile.as_deref()).turned(orientation))
}

impl Pixels {
    fn size(&self) -> (u32, u32) {
        match self {
            Pixels::Rgb(image) => image.dimensions(),
            Pixels::Rgba(image) => image.dimensions(),
        }
    }

    fn raw(&self) -> &[u8] {
        match self {
            Pixels::Rgb(image) => image.as_raw(),
            Pixels::Rgba(image) => image.as_raw(),
        }
    }

    /// The same picture in another size; `None` where it has that size.
    fn resized(&self, width: u32, height: u32) -> Result<Option<Pixels>, Fault> {
        if self.size() == (width, height) {
            return Ok(None);
        }
        let kind = if matches!(self, Pixels::Rgb(_)) { PixelType::U8x3 } else { PixelType::U8x4 };
        let (own_width, own_height) = self.size();
        let from = ImageRef::new(own_width, own_height, self.raw(), kind).map_err(|_| Fault::Damaged)?;
        let mut to = Image::new(width, height, kind);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&from, &mut to, &options).map_err(|_| Fault::Damaged)?;
        let bytes = to.into_vec();
        let made = match self {
            Pixels::Rgb(_) => RgbImage::from_raw(width, height, bytes).map(Pixels::Rgb),
            Pixels::Rgba(_) => RgbaImage::from_raw(width, height, bytes).map(Pixels::Rgba),
        };
        made.map(Some).ok_or(Fault::Damaged)
    }

    /// From the camera's colours to those that every browser takes for granted, because the note of
    /// them is left out. A note that cannot be read is as good as none.
    fn in_web_colours(self, profile: Option<&[u8]>) -> Self {
        let Some(profile) = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok()) else { return self };
        let layout = if matches!(self, Pixels::Rgb(_)) { Layout::Rgb } else { Layout::Rgba };
        let web = ColorProfile::new_srgb();
        let Ok(transform) = profile.create_transform_8bit(layout, &web, layout, TransformOptions::default()) else {
            return self;
        };
        let (width, height) = self.size();
        let mut bytes = vec![0; self.raw().len()];
        if transform.transform(self.raw(), &mut bytes).is_err() {
            return self;
        }
        let made = match self {
            Pixels::Rgb(_) => RgbImage::from_raw(width, height, bytes).map(Pixels::Rgb),
            Pixels::Rgba(_) => RgbaImage::from_raw(width, height, bytes).map(Pixels::Rgba),
        };
        made.unwrap_or(self)
    }

    fn turned(self, orientation: Orientation) -> Self {
        let mut image = match self {
            Pixels::Rgb(image) => DynamicImage::ImageRgb8(image),
            Pixels::Rgba(image) => DynamicImage::ImageRgba8(image),
        };
        image.apply_orientation(orientation);
        match image {
            DynamicImage::ImageRgba8(image) => Pixels::Rgba(image),
            image => Pixels::Rgb(image.into_rgb8()),
        }
    }
}

fn encoded(pixels: &Pixels, format: Format, form: Form) -> Result<Vec<u8>, Fault> {
    let (width, height) = pixels.size();
    let colours = if matches!(pixels, Pixels::Rgb(_)) { ExtendedColorType::Rgb8 } else { ExtendedColorType::Rgba8 };
    let mut out = Vec::new();
    match format {
        Format::Webp => return webp(pixels, form),
        #[cfg(feature = "avif")]
        Format::Avif => {
            let encoder = AvifEncoder::new_with_speed_quality(&mut out, AVIF_SPEED, AVIF_QUALITY);
            // How the work is divided shows in the bytes, so it never depends on the machine.
            let encoder = encoder.with_num_threads(Some(1));
            encoder.write_image(pixels.raw(), width, height, colours).map_err(|_| Fault::Damaged)?;
        }
        Format::Jpeg => {
            let encoder = JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY);
            encoder.write_image(pixels.raw(), width, height, colours).map_err(|_| Fault::Damaged)?;
        }
        Format::Png => {
            let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Default, PngFilter::Adaptive);
            encoder.write_image(pixels.raw(), width, height, colours).map_err(|_| Fault::Damaged)?;
        }
        Format::Svg => {}
    }
    Ok(out)
}

fn webp(pixels: &Pixels, form: Form) -> Result<Vec<u8>, Fault> {
    let (width, height) = pixels.size();
    let layout = if matches!(pixels, Pixels::Rgb(_)) { PixelLayout::Rgb } else { PixelLayout::Rgba };
    let encoder = Encoder::new(pixels.raw(), layout, width, height);
    let make = |lossless: bool| -> Result<Vec<u8>, Fault> {
        let mut config = WebPConfig::new().map_err(|()| Fault::Damaged)?;
        config.lossless = i32::from(lossless);
        config.quality = WEBP_QUALITY;
        config.method = if lossless { 2 } else { 4 };
        Ok(encoder.encode_advanced(&config).map_err(|_| Fault::Damaged)?.to_vec())
    };
    let lossy = make(false)?;
    if form == Form::Photograph {
        return Ok(lossy);
    }
    let lossless = make(true)?;
    Ok(if lossless.len() <= lossy.len() * WORTH { lossless } else { lossy })
}
