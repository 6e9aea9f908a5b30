//! Pictures at and past their limits, damaged, turned and hostile, and the copies that are made of them.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder, RgbImage, RgbaImage};

use super::*;

/// A picture that differs in every corner, so that turning it shows.
fn corners(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => image::Rgb([220, 30, 30]),
        (false, true) => image::Rgb([30, 200, 30]),
        (true, false) => image::Rgb([30, 30, 220]),
        (false, false) => image::Rgb([240, 240, 240]),
    })
}

fn png(image: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new(&mut bytes);
    encoder.write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// A JPEG that says in its notes how the camera was held, from 1 to 8.
fn jpeg(image: &RgbImage, orientation: u8) -> Vec<u8> {
    let exif =
        [b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".as_slice(), &[orientation, 0, 0, 0, 0, 0, 0, 0]].concat();
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_exif_metadata(exif).unwrap();
    encoder.write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// The head of a PNG of any size, without its pixels.
fn head(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(&corners(2, 2));
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let sum = crc(&header);
    bytes[12..29].copy_from_slice(&header);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

fn widths(width: u32, height: u32) -> Vec<(u32, u32, Format)> {
    let picture = Picture { key: "0".repeat(64), width, height, form: Form::Photograph };
    picture.copies().iter().map(|copy| (copy.width, copy.height, copy.format)).collect()
}

#[test]
fn a_picture_is_never_made_larger() {
    assert_eq!(widths(200, 100), [(200, 100, Format::Webp), (200, 100, Format::Jpeg)]);
    assert_eq!(widths(1, 9000).last(), Some(&(1, 9000, Format::Jpeg)));
    assert_eq!(widths(9000, 1).last(), Some(&(1280, 1, Format::Jpeg)));
}

#[test]
fn copies_fit_columns_and_dense_screens() {
    let made: Vec<u32> = widths(4000, 3000).into_iter().map(|(width, ..)| width).collect();
    assert_eq!(made, [320, 640, 960, 1280, 1920, 1280]);
    let made: Vec<u32> = widths(1000, 750).into_iter().map(|(width, ..)| width).collect();
    assert_eq!(made, [320, 640, 1000, 1000], "960 would save nothing");
}

#[test]
fn pixels_have_a_limit() {
    assert!(measure(&head(8000, 8000)).is_ok(), "64 million are allowed");
    assert_eq!(measure(&head(8000, 8001)), Err(Fault::Pixels(8000, 8001)));
    assert_eq!(measure(&head(30_000, 30_000)), Err(Fault::Pixels(30_000, 30_000)));
}

#[test]
fn the_height_has_a_limit() {
    assert!(measure(&head(100, HEIGHT_LIMIT)).is_ok());
    assert_eq!(measure(&head(100, HEIGHT_LIMIT + 1)), Err(Fault::High(HEIGHT_LIMIT + 1)));
}

#[test]
fn files_have_a_limit() {
    let mut bytes = png(&corners(4, 4));
    bytes.resize(usize::try_from(PICTURE_LIMIT).unwrap(), 0);
    assert!(measure(&bytes).is_ok());
    bytes.push(0);
    assert_eq!(measure(&bytes), Err(Fault::Heavy(PICTURE_LIMIT + 1)));
}

#[test]
fn damage_is_found() {
    let whole = jpeg(&corners(640, 480), 1);
    assert!(measure(&whole).is_ok());
    assert_eq!(measure(&whole[..whole.len() / 2]), Err(Fault::Damaged), "cut short");
    let mut bytes = png(&corners(64, 48));
    let picture = measure(&bytes).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8].fill(0x55);
    assert_eq!(copies(&bytes, &picture, &picture.copies()), Err(Fault::Damaged));
}

#[test]
fn what_no_page_shows_is_refused() {
    for bytes in
        [b"GIF89a\x01\0\x01\0\0\0\0;".as_slice(), b"hello", b"\xff\xfe\x00", b"", b"BM\0\0\0\0\0\0\0\0\0\0\0\0"]
    {
        assert_eq!(measure(bytes), Err(Fault::Unknown), "{bytes:?}");
    }
}

#[test]
fn pictures_stand_upright_and_keep_no_notes() {
    // Where the red corner of the stored picture is to be seen: left and right, top and bottom.
    let corner_of = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0), (1, 0), (1, 1), (0, 1)];
    for (orientation, (right, bottom)) in (1u8..).zip(corner_of) {
        let bytes = jpeg(&corners(400, 200), orientation);
        let picture = measure(&bytes).unwrap();
        let turned = orientation >= 5;
        assert_eq!((picture.width, picture.height), if turned { (200, 400) } else { (400, 200) });
        for (copy, made) in picture.copies().iter().zip(copies(&bytes, &picture, &picture.copies()).unwrap()) {
            let shown = image::load_from_memory(&made).unwrap().into_rgb8();
            assert_eq!(shown.dimensions(), (copy.width, copy.height));
            let at = |part: u32, length: u32| if part == 1 { length - length / 8 } else { length / 8 };
            let [red, green, blue] = shown.get_pixel(at(right, copy.width), at(bottom, copy.height)).0;
            assert!(red > 180 && green < 80 && blue < 80, "{orientation} {copy:?}: {red} {green} {blue}");
            let notes = |word: &[u8]| made.windows(word.len()).any(|bytes| bytes == word);
            assert!(!notes(b"Exif") && !notes(b"EXIF") && !notes(b"ICC_PROFILE"), "{copy:?}");
        }
    }
}

#[test]
fn graphics_stay_sharp_and_photographs_small() {
    // Flat colours: every pixel comes back as it was.
    let drawn = corners(300, 200);
    let bytes = png(&drawn);
    let picture = measure(&bytes).unwrap();
    assert_eq!(picture.form, Form::Graphic);
    for made in copies(&bytes, &picture, &picture.copies()).unwrap() {
        assert_eq!(image::load_from_memory(&made).unwrap().into_rgb8(), drawn);
    }
    // Noise, as a photograph saved as PNG has: losses are taken.
    let mut state = 1u32;
    let noise = RgbImage::from_fn(256, 256, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Rgb([(state >> 24) as u8, (state >> 16) as u8, (state >> 8) as u8])
    });
    let bytes = png(&noise);
    let picture = measure(&bytes).unwrap();
    let made = copies(&bytes, &picture, &picture.copies()).unwrap();
    assert!(made[0].len() < 256 * 256 * 2, "{}", made[0].len());
}

#[test]
fn what_can_be_seen_through_stays_so() {
    let glass = RgbaImage::from_pixel(100, 50, image::Rgba([10, 20, 30, 0]));
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(glass.as_raw(), 100, 50, ExtendedColorType::Rgba8).unwrap();
    let picture = measure(&bytes).unwrap();
    for made in copies(&bytes, &picture, &picture.copies()).unwrap() {
        assert_eq!(image::load_from_memory(&made).unwrap().into_rgba8().get_pixel(50, 25).0[3], 0);
    }
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let bytes = jpeg(&corners(700, 420), 6);
    let picture = measure(&bytes).unwrap();
    assert_eq!(picture, measure(&bytes).unwrap());
    let made = || copies(&bytes, &picture, &picture.copies()).unwrap();
    assert_eq!(made(), made());
}

fn svg(inside: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 200\">{inside}</svg>")
}

#[test]
fn drawings_say_how_large_they_are() {
    assert_eq!(drawing(&svg("")), Ok(Some((300, 200))));
    let sized = |attributes: &str| drawing(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}/>"));
    assert_eq!(sized("width=\"24px\" height=\"12\""), Ok(Some((24, 12))));
    assert_eq!(sized("viewBox=\"0 0 3 2\""), Ok(Some((300, 200))));
    assert_eq!(sized("width=\"100%\" height=\"100%\""), Ok(None));
    let picture = measure(svg("<path d='M0 0'/>").as_bytes()).unwrap();
    assert_eq!((picture.form, picture.copies().len()), (Form::Drawing, 1));
}

#[test]
fn drawings_that_only_draw_are_taken() {
    for inside in [
        "<style>a{fill:url(#x)}</style><g style='fill:url(\"#x\")'><use href='#x'/></g>",
        "<image href='data:image/png;base64,AAAA'/>",
        "<sodipodi:namedview xmlns:sodipodi='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' onload='x'/>",
        "<text>on the way: javascript</text>",
    ] {
        assert!(drawing(&svg(inside)).is_ok(), "{inside}: {:?}", drawing(&svg(inside)));
    }
}

#[test]
fn drawings_that_could_do_harm_are_refused() {
    for inside in [
        "<script>alert(1)</script>",
        "<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>",
        "<foreignObject/>",
        "<html xmlns='http://www.w3.org/1999/xhtml'/>",
        "<g onclick='x'/>",
        "<g ONCLICK='x'/>",
        "<a href='javascript:alert(1)'/>",
        "<a xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href=' java&#10;script:alert(1)'/>",
        "<use href='other.svg#x'/>",
        "<image href='https://example.eu/x.png'/>",
        "<image href='data:image/svg+xml,x'/>",
        "<g style='fill:url(https://example.eu/x)'/>",
        "<g fill='URL( //example.eu/x )'/>",
        "<g style='fill:\\75rl(//example.eu/x)'/>",
        "<style>@import 'x.css';</style>",
        "<style><![CDATA[@import 'x.css';]]></style>",
        "<style>a{background:image-set('x.png' 1x)}</style>",
        "<set attributeName='href' to='javascript:alert(1)'/>",
        "<animate attributeName='href' values='x'/>",
        "<g",
    ] {
        assert!(drawing(&svg(inside)).is_err(), "{inside}");
    }
    assert!(drawing("<?xml-stylesheet href='x.css'?><svg xmlns='http://www.w3.org/2000/svg'/>").is_err());
    assert!(drawing("<svg/>").is_err(), "no SVG by its name");
    let bomb = "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><svg xmlns='http://www.w3.org/2000/svg'>&b;</svg>";
    assert!(drawing(bomb).is_err(), "entities");
}
