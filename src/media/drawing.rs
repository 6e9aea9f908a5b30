//! A drawing (SVG) looked through before it is published: no script, nothing from elsewhere.
//!
//! Inside a picture browsers run nothing, but a drawing is also a page of its own at its address. What
//! may stand in it is listed; elements of drawing programs in names of their own are inert and stay.

use roxmltree::{Attribute, Document, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

/// The elements that draw. Scripts, foreign pages and animations that could change addresses are not
/// among them.
const ELEMENTS: [&str; 57] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "metadata",
    "style",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "image",
    "a",
    "switch",
    "view",
    "marker",
    "pattern",
    "clipPath",
    "mask",
    "linearGradient",
    "radialGradient",
    "stop",
    "filter",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "solidcolor",
];

/// Something in a drawing that could do harm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsafe {
    /// What it is.
    pub message: String,
    /// What helps.
    pub hint: &'static str,
    /// Where it begins in the file, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Looks a drawing through. Gives its width and height, where it says them.
///
/// # Errors
/// The first thing that could do harm, or that it is no drawing at all.
pub fn drawing(text: &str) -> Result<Option<(u32, u32)>, Unsafe> {
    let document = Document::parse(text).map_err(|error| {
        let at = offset(text, error.pos().row, error.pos().col);
        let hint = "open it in a drawing program and save it anew as plain SVG";
        Unsafe { message: format!("the drawing cannot be read: {error}"), hint, start: at, end: at }
    })?;
    for node in document.descendants() {
        if node.is_pi() {
            return Err(found(&node, "the drawing names a style sheet".into(), CLEAN));
        }
        if node.is_element() {
            element(&node)?;
        }
    }
    Ok(size(&document.root_element()))
}

const CLEAN: &str = "open it in a drawing program and save it as plain SVG, without scripts and links";

fn found(node: &Node<'_, '_>, message: String, hint: &'static str) -> Unsafe {
    let range = node.range();
    Unsafe { message, hint, start: range.start, end: range.start + 1 }
}

fn element(node: &Node<'_, '_>) -> Result<(), Unsafe> {
    let name = node.tag_name().name();
    match node.tag_name().namespace() {
        Some(SVG) if ELEMENTS.contains(&name) => {}
        // Names of drawing programs mean nothing to a browser; those of pages do.
        Some(other) if other != SVG && !other.ends_with("xhtml") => return Ok(()),
        None => return Err(found(node, "the drawing does not say that it is SVG".into(), CLEAN)),
        _ => return Err(found(node, format!("a drawing may not hold `<{name}>`"), CLEAN)),
    }
    for attribute in node.attributes() {
        self::attribute(&attribute)?;
    }
    let styles = node.children().filter(|child| name == "style" && child.is_text());
    for text in styles.filter_map(|child| Some((child, child.text()?))) {
        if loads(text.1) {
            return Err(found(node, "the style in the drawing would load a file from elsewhere".into(), CLEAN));
        }
    }
    Ok(())
}

fn attribute(attribute: &Attribute<'_, '_>) -> Result<(), Unsafe> {
    let (name, value) = (attribute.name(), attribute.value());
    let range = attribute.range();
    let refuse = |message: String| Err(Unsafe { message, hint: CLEAN, start: range.start, end: range.end });
    if name.len() > 2 && name.as_bytes()[..2].eq_ignore_ascii_case(b"on") {
        return refuse(format!("`{name}` in a drawing would run a script"));
    }
    let inside = |value: &str| {
        let value = value.trim_start();
        let pixels = ["data:image/png", "data:image/jpeg", "data:image/webp", "data:image/gif"];
        value.is_empty() || value.starts_with('#') || pixels.iter().any(|start| value.starts_with(start))
    };
    if matches!(name, "href" | "src") && !inside(value) {
        return refuse("the drawing names a file or page elsewhere".into());
    }
    if loads(value) {
        return refuse("the drawing would load a file from elsewhere".into());
    }
    Ok(())
}

/// Whether a style names anything but a part of the same drawing.
fn loads(style: &str) -> bool {
    let lower = style.to_ascii_lowercase();
    // An escape could hide either word.
    let hidden = lower.contains('\\') && (lower.contains('(') || lower.contains('@'));
    let addresses = lower.match_indices("url(").any(|(at, found)| {
        let rest = lower[at + found.len()..].trim_start_matches([' ', '\t', '\n', '\r', '"', '\'']);
        !rest.starts_with('#') && !rest.starts_with("data:image/") && !rest.starts_with("data:font/")
    });
    hidden || addresses || ["@import", "image-set(", "expression("].iter().any(|word| lower.contains(word))
}

/// Width and height in pixels, from what the drawing says of itself.
fn size(root: &Node<'_, '_>) -> Option<(u32, u32)> {
    let number = |text: &str| -> Option<f64> {
        let text = text.trim();
        let value: f64 = text.strip_suffix("px").unwrap_or(text).parse().ok()?;
        (1.0..100_000.0).contains(&value).then_some(value)
    };
    let said = |name: &str| root.attribute(name).and_then(number);
    let pair = said("width").zip(said("height")).or_else(|| {
        let frame: Vec<&str> =
            root.attribute("viewBox")?.split([' ', ',', '\n']).filter(|part| !part.is_empty()).collect();
        let [_, _, width, height] = frame.as_slice() else { return None };
        let (width, height): (f64, f64) = (width.parse().ok()?, height.parse().ok()?);
        // A frame may have any scale; what counts is its shape.
        let scale = if width < 100.0 { 100.0 } else { 1.0 };
        Some((number(&(width * scale).to_string())?, number(&(height * scale).to_string())?))
    })?;
    Some((pair.0.round() as u32, pair.1.round() as u32))
}

/// The byte at a row and column, both from 1, the column in characters.
fn offset(text: &str, row: u32, column: u32) -> usize {
    let start: usize = text.split_inclusive('\n').take(row.saturating_sub(1) as usize).map(str::len).sum();
    let line = text[start..].split('\n').next().unwrap_or_default();
    start + line.char_indices().nth(column.saturating_sub(1) as usize).map_or(line.len(), |(at, _)| at)
}
