//! Text on shades and parts is readable: the colours of the style sheet, light and dark, and of files of their own.

use std::collections::BTreeMap;

use crate::chart::{Kind, standalone};
use crate::colour::{Colour, TEXT};

use super::cases;

fn contrast(one: &str, other: &str) -> f64 {
    let read = |color: &str| Colour::parse(color).expect("a colour has hexadecimal digits");
    read(one).contrast(read(other))
}

/// The custom properties with a colour: light and dark, which stand together in `light-dark(…, …)`. What is printed has the
/// light ones.
fn properties() -> [BTreeMap<String, String>; 2] {
    let css = include_str!("../../../themes/default/assets/site.css");
    let mut found = [BTreeMap::new(), BTreeMap::new()];
    for part in css.split([';', '{', '*', '/']) {
        let Some((name, color)) = part.trim().strip_prefix("--").and_then(|part| part.split_once(": ")) else {
            continue;
        };
        let both = color.strip_prefix("light-dark(").and_then(|both| both.strip_suffix(')')?.split_once(", "));
        let other = color.strip_prefix("var(--").and_then(|other| other.strip_suffix(')'));
        for (properties, color) in
            found.iter_mut().zip(both.map_or([None, None], |(light, dark)| [Some(light), Some(dark)]))
        {
            let color = color.or_else(|| properties.get(other?).map(String::as_str)).map(str::to_owned);
            if let Some(color) = color.filter(|color| color.starts_with('#')) {
                properties.insert(name.to_owned(), color);
            }
        }
    }
    found
}

#[test]
fn text_on_shades_and_parts_is_readable_light_and_dark() {
    let mut pairs = 0;
    for block in properties() {
        for (name, color) in &block {
            if let Some(text) = block.get(&format!("on-{name}")).filter(|_| name.starts_with(['h', 'c'])) {
                assert!(contrast(color, text) >= TEXT, "{name}: {text} on {color} is {:.2}", contrast(color, text));
                pairs += 1;
            }
        }
    }
    assert_eq!(pairs, 9 + 9, "shades and parts in light and dark");
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
