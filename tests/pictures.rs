//! Pictures from the file beside an article to the page: copies, sizes, what is published and what is
//! not, and the cache of the user.

#![allow(clippy::disallowed_methods, reason = "tests look at the disk")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _, RgbImage};
use support::{Files, SiteTest};

fn photograph(width: u32, height: u32) -> Vec<u8> {
    let image =
        RgbImage::from_fn(width, height, |x, y| image::Rgb([(x / 8) as u8, (y / 8) as u8, ((x + y) / 16) as u8]));
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    encoder.write_image(image.as_raw(), width, height, ExtendedColorType::Rgb8).expect("a picture");
    bytes
}

/// Copies of the two photographs that only the feature adds: three widths and two.
const AVIF: usize = if cfg!(feature = "avif") { 3 + 2 } else { 0 };

const ARTICLE: &str = "---
title: With pictures
date: 2026-01-02
image: {src: hall.jpg, alt: A hall, credit: A. Person}
---

Before. ![A \"field\" > a meadow](field.jpg 'In summer') After <em>x</em>.

[The picture in full](field.jpg)

```{figure}
src: plan.svg
alt: A plan
caption: The plan
credit: B. Person
```
";
const DRAFT: &str = "---\ntitle: Draft\ndate: 2026-01-02\ndraft: true\n---\n\n![Secret](secret.jpg)\n";
const PLAN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 200\"><path d=\"M0 0h300\"/></svg>";

fn site() -> SiteTest {
    let secret = photograph(90, 60);
    SiteTest::new()
        .file("content/news/a.md", ARTICLE)
        .file("content/news/hall.jpg", photograph(1000, 500))
        .file("content/news/field.jpg", photograph(700, 500))
        .file("content/news/plan.svg", PLAN)
        .file("content/news/draft.md", DRAFT)
        .file("content/news/secret.jpg", &secret)
        .file("content/news/left-behind.jpg", &secret)
}

fn pictures(files: &Files) -> BTreeMap<&Path, &Vec<u8>> {
    let inside = files.iter().filter(|(path, _)| path.starts_with("assets/pictures"));
    inside.map(|(path, bytes)| (path.as_path(), bytes)).collect()
}

/// The values of an attribute of a page's elements of a name.
fn attributes<'p>(page: &'p str, element: &str, name: &str) -> Vec<&'p str> {
    let open = format!("<{element} ");
    let tags = page.split(&open).skip(1);
    let start = format!("{name}=\"");
    tags.filter_map(|tag| Some(tag.split_once(&start)?.1.split_once('"')?.0)).collect()
}

#[test]
fn pages_show_copies_with_their_sizes() {
    let test = site();
    assert_eq!(test.sound().errors, "");
    let (files, page) = (test.output(), test.page("news/a/index.html"));
    let shown = attributes(&page, "img", "src");
    let candidates = attributes(&page, "source", "srcset");
    let candidates = candidates.iter().flat_map(|set| set.split(", ")).filter_map(|one| one.split(' ').next());
    for address in shown.iter().copied().chain(candidates) {
        assert!(files.contains_key(Path::new(address.trim_start_matches('/'))), "{address}");
    }
    let hall: Vec<&str> = page.lines().filter(|line| line.contains("hall.") && line.contains("<picture>")).collect();
    let [hall] = hall.as_slice() else { panic!("one picture of the hall: {hall:?}") };
    assert!(hall.contains("width=\"1000\" height=\"500\" fetchpriority=\"high\""), "{hall}");
    for width in [320, 640, 1000] {
        assert!(hall.contains(&format!("-{width}.webp {width}w")), "{hall}");
    }
    assert!(page.contains("A. Person") && page.contains("B. Person"), "who made them is said");
    let field: Vec<&str> = page.lines().filter(|line| line.contains("Before. <picture>")).collect();
    let [field] = field.as_slice() else { panic!("one line with the field: {field:?}") };
    assert!(
        field.contains("alt=\"A “field” &gt; a meadow\"")
            || field.contains("alt=\"A &quot;field&quot; &gt; a meadow\""),
        "{field}"
    );
    assert!(field.contains("title=\"In summer\" loading=\"lazy\" width=\"700\" height=\"500\""), "{field}");
    assert!(field.contains("</picture> After <em>x</em>."), "{field}");
    assert!(page.contains(".svg\" alt=\"A plan\" width=\"300\" height=\"200\" loading=\"lazy\""), "{page}");
    assert!(page.contains("property=\"og:image\" content=\"https://example.eu/assets/pictures/hall."), "{page}");
}

#[test]
fn only_what_is_shown_is_published() {
    let test = site();
    test.sound();
    let files = test.output();
    let names: Vec<String> = files.keys().map(|path| path.to_string_lossy().into_owned()).collect();
    assert!(!names.iter().any(|name| name.contains("secret") || name.contains("left-behind")), "{names:?}");
    assert!(!files.contains_key(Path::new("news/hall.jpg")), "the original keeps the notes of the camera");
    assert!(files.contains_key(Path::new("news/field.jpg")), "a link hands it out as it is");
    assert_eq!(pictures(&files).len(), 4 + 3 + AVIF + 1, "{names:?}");
}

#[test]
fn the_cache_changes_nothing_but_time() {
    let test = site();
    test.sound();
    let first = test.output();
    let [copies, drawings] = ["pictures", "drawings"].map(|kind| kept(&test.cache(), kind));
    assert_eq!(copies.len(), 4 + 3 + AVIF, "all but the drawing are kept: {copies:?}");
    let cards = first.keys().filter(|path| path.ends_with("card.png")).count();
    assert_eq!((drawings.len(), cards > 0), (cards, true), "so are cards, which are drawn: {drawings:?}");
    // Whatever becomes of the cache, the site is the same.
    for (number, path) in copies.iter().chain(&drawings).enumerate() {
        match number % 3 {
            0 => fs::write(path, "rubbish").expect("a kept file"),
            1 => fs::remove_file(path).expect("a kept file"),
            _ => {}
        }
    }
    fs::remove_dir_all(test.folder().join("public")).expect("the output");
    test.sound();
    assert!(test.output() == first, "a damaged cache");
    fs::remove_dir_all(test.cache()).expect("the cache");
    fs::remove_dir_all(test.folder().join("public")).expect("the output");
    // No cache can be made where a file stands in its place.
    fs::write(test.cache(), "no folder").expect("a file");
    test.sound();
    assert!(test.output() == first, "no cache at all");
    fs::remove_file(test.cache()).expect("the file");
}

#[test]
fn a_picture_too_heavy_is_not_even_read() {
    let test =
        SiteTest::new().file("content/news/a.md", "---\ntitle: A\ndate: 2026-01-02\n---\n\n![A lake](lake.png)\n");
    let path = test.folder().join("content/news/lake.png");
    let file = fs::File::create(&path).expect("a file");
    file.set_len(cityfolio::media::PICTURE_LIMIT + 1).expect("a large file");
    let said = test.refused();
    assert!(said.contains("error[picture-too-large]: `content/news/lake.png` has 51 MB"), "{said}");
    assert!(said.contains("content/news/a.md:6:1"), "{said}");
}

/// Files of a kind in the cache.
fn kept(folder: &Path, kind: &str) -> Vec<PathBuf> {
    let folder = folder.join("cityfolio").join(kind);
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    files.filter(|entry| entry.file_type().is_file()).map(|entry| entry.path().to_owned()).collect()
}

/// With the feature, photographs have AVIF copies, which browsers are offered first; the bytes are always the same.
#[cfg(feature = "avif")]
#[test]
fn photographs_are_offered_as_avif_first() {
    let make = || {
        let test = SiteTest::new()
            .file("content/news/a.md", "---\ntitle: A\ndate: 2026-01-02\n---\n\n![A hall](hall.jpg)\n")
            .file("content/news/hall.jpg", photograph(400, 300));
        assert_eq!(test.sound().errors, "");
        (test.output(), test.page("news/a/index.html"))
    };
    let ((files, page), (again, _)) = (make(), make());
    let kinds = attributes(&page, "source", "type");
    assert_eq!(kinds, ["image/avif", "image/webp"]);
    let sets = attributes(&page, "source", "srcset");
    let avif: Vec<&str> = sets[0].split(", ").filter_map(|one| one.split(' ').next()).collect();
    assert_eq!(avif.len(), sets[1].split(", ").count(), "as many widths as of WebP: {sets:?}");
    for address in avif {
        let path = Path::new(address.trim_start_matches('/'));
        let bytes = &files[path];
        assert!(bytes.get(4..12) == Some(b"ftypavif"), "{address} is an AVIF");
        assert_eq!(bytes, &again[path], "{address} comes out the same");
    }
}
