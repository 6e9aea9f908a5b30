//! Text on shades and parts is readable: the colours of the style sheet, light and dark, and of files of their own.

use std::collections::BTreeMap;

use crate::chart::{Kind, standalone};

use super::cases;

/// The least contrast of text by WCAG 2.2, level AA.
const LEAST: f64 = 4.5;

/// Relative luminance of `#rrggbb` or `#fff`, by WCAG 2.2.
fn luminance(color: &str) -> f64 {
    let digits: Vec<char> = color.trim_start_matches('#').chars().collect();
    let wide = digits.len() / 3;
    let channel = |index: usize| {
        let text: String = digits[index * wide..(index + 1) * wide].iter().collect();
        let value = i32::from_str_radix(&text.repeat(3 - wide), 16).expect("a colour has hexadecimal digits");
        let part = f64::from(value) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The custom properties with a colour in each part of the style sheet, in their order: light, dark, print.
fn properties() -> Vec<BTreeMap<String, String>> {
    let css = include_str!("../../../themes/default/assets/site.css");
    let blocks = css.split(":root {").skip(1).map(|rest| rest.split('}').next().unwrap_or_default());
    let property = |line: &str| {
        let (name, color) = line.trim().strip_prefix("--")?.split_once(": ")?;
        color.starts_with('#').then(|| (name.to_owned(), color.to_owned()))
    };
    blocks.map(|block| block.split([';', '/', '*']).filter_map(property).collect()).collect()
}

#[test]
fn contrast_is_that_of_the_standard() {
    assert!((contrast("#ffffff", "#000") - 21.0).abs() < 0.01);
    assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
}

#[test]
fn text_on_shades_and_parts_is_readable_light_and_dark() {
    let mut pairs = 0;
    for block in properties() {
        for (name, color) in &block {
            if let Some(text) = block.get(&format!("on-{name}")).filter(|_| name.starts_with(['h', 'c'])) {
                assert!(contrast(color, text) >= LEAST, "{name}: {text} on {color} is {:.2}", contrast(color, text));
                pairs += 1;
            }
        }
    }
    assert_eq!(pairs, 9 + 9 + 5, "shades and parts in light, dark and print");
}

/// The fill of the first element of a kind in a drawing that is not hidden behind a class.
fn fill<'d>(document: &'d str, before: &str) -> &'d str {
    let rest = document.split(before).nth(1).expect("the drawing has the element");
    rest.split("fill=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the element has a fill")
}

#[test]
fn a_file_of_its_own_has_the_colours_of_the_light_page() {
    let light = &properties()[0];
    let document = standalone(&cases::of_indicators(Kind::Heat), &cases::locale("en"), "Source").expect("drawn");
    for shade in ["h1", "h2", "h3", "h4", "h5"] {
        assert!(document.contains(&format!("<path fill=\"{}\"", light[shade])), "{shade}");
    }
    assert_eq!(fill(&document, "<rect"), "#fff");
}
