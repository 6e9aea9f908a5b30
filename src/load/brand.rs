//! `brand` and `accessibility` of `site.yaml`.

use std::collections::BTreeMap;

use crate::colour::{Colour, TEXT};
use crate::diag::{Span, did_you_mean};
use crate::kind::{LocalText, Reader};
use crate::model::brand::{Accessibility, Brand, Conformance, Face};
use crate::source::Snapshot;
use crate::syntax::yaml::Node;

const BRAND_KEYS: [&str; 4] = ["colour", "dark", "face", "logo"];
const ACCESSIBILITY_KEYS: [&str; 4] = ["conformance", "assessed", "exceptions", "enforcement"];
/// The grounds of the default theme that hold text: those of `--surface`, on which less can be read than on `--bg`.
const LIGHT: Colour = Colour([0xf4, 0xf6, 0xf8]);
const DARK: Colour = Colour([0x18, 0x20, 0x28]);
/// The contrast of a colour for dark pages that was not given: more than is needed, since light text on dark glares less
/// when it is not at the edge.
const AT_EASE: f64 = 7.0;

/// Reads `brand`.
pub(super) fn brand(reader: &mut Reader<'_>, snapshot: &Snapshot, node: Option<&Node>) -> Brand {
    let found = node.and_then(|node| reader.group(node, &BRAND_KEYS, "`brand`")).unwrap_or_default();
    let light = found.get("colour").and_then(|node| colour(reader, node, (LIGHT, "light")));
    let dark = found.get("dark").and_then(|node| colour(reader, node, (DARK, "dark")));
    let colour = light.map(|light| (light, dark.unwrap_or_else(|| light.readable_on(DARK, AT_EASE))));
    if let (None, Some(node)) = (found.get("colour"), found.get("dark")) {
        let hint = "add `colour:` with the one for light pages; the dark one can be left out";
        reader.error("missing-field", "`dark` stands without `colour`".into(), node.span, hint);
    }
    Brand {
        colour,
        face: found.get("face").map(|node| face(reader, node)).unwrap_or_default(),
        logo: found.get("logo").and_then(|node| logo(reader, snapshot, node)),
    }
}

/// A colour that can be read on a ground; one that cannot is an error and stands in for the rest of the run.
fn colour(reader: &mut Reader<'_>, node: &Node, (ground, pages): (Colour, &str)) -> Option<Colour> {
    let Some(colour) = node.scalar().and_then(Colour::parse) else {
        let message = format!("{} is no colour", node.shown());
        let hint = "write it in quotes with six digits, for example `\"#12436d\"`";
        reader.error("bad-colour", message, node.span, hint);
        return None;
    };
    let contrast = colour.contrast(ground);
    if contrast < TEXT {
        // Cut, not rounded, so that 4.46 does not read as the 4.5 it misses.
        let shown = (contrast * 10.0).floor() / 10.0;
        let message = format!("`{colour}` has a contrast of {shown:.1} on {pages} pages, and text needs {TEXT}");
        let hint = format!("the nearest shade that can be read is `\"{}\"`", colour.readable_on(ground, TEXT));
        reader.error("low-contrast", message, node.span, &hint);
    }
    Some(colour)
}

fn face(reader: &mut Reader<'_>, node: &Node) -> Face {
    match node.scalar().unwrap_or_else(|| node.describe()) {
        "inter" => Face::Inter,
        "system" => Face::System,
        other => {
            let hint = did_you_mean(other, ["inter", "system"]).unwrap_or_else(|| "write `inter` or `system`".into());
            reader.error("wrong-type", format!("{} is no face", node.shown()), node.span, &hint);
            Face::Inter
        }
    }
}

fn logo(reader: &mut Reader<'_>, snapshot: &Snapshot, node: &Node) -> Option<String> {
    let written = node.scalar().unwrap_or_default();
    let known: BTreeMap<&str, ()> = snapshot.below("assets").map(|(path, _, _)| (path.as_str(), ())).collect();
    if known.contains_key(written) {
        return written.strip_prefix("assets/").map(str::to_owned);
    }
    let hint = did_you_mean(written, known.keys().copied())
        .unwrap_or_else(|| "put the file into `assets/` and write for example `assets/logo.svg`".into());
    reader.error("unknown-file", format!("there is no file {}", node.shown()), node.span, &hint);
    None
}

/// Reads `accessibility`.
pub(super) fn accessibility(reader: &mut Reader<'_>, node: Option<&Node>) -> Accessibility {
    let found = node.and_then(|node| reader.group(node, &ACCESSIBILITY_KEYS, "`accessibility`")).unwrap_or_default();
    let exceptions: Vec<LocalText> = found
        .get("exceptions")
        .map(|node| node.items().iter().filter_map(|item| reader.any_local("an exception", item)).collect())
        .unwrap_or_default();
    let conformance = found.get("conformance").map(|node| conformance(reader, node)).unwrap_or_default();
    if let (Conformance::Full, [_, ..], Some(node)) = (conformance, &*exceptions, found.get("exceptions")) {
        let hint = "write `conformance: partial`, or take the exceptions out";
        reader.error("wrong-type", "a site with exceptions does not conform fully".into(), node.span, hint);
    }
    let url = found.get("enforcement").and_then(|node| Some((node.scalar()?.to_owned(), node.span)));
    Accessibility {
        conformance,
        assessed: super::config::day(reader, found.get("assessed").copied()),
        exceptions,
        enforcement: url.and_then(|url| address(reader, url)),
    }
}

fn address(reader: &mut Reader<'_>, (url, span): (String, Span)) -> Option<String> {
    if url.starts_with("https://") || url.starts_with("http://") {
        return Some(url);
    }
    reader.error("wrong-type", format!("`{url}` is no web address"), span, "write it in full, with `https://`");
    None
}

fn conformance(reader: &mut Reader<'_>, node: &Node) -> Conformance {
    let written = node.scalar().unwrap_or_default();
    let known = Conformance::NAMES.iter().find(|(name, _)| *name == written);
    known.map_or_else(
        || {
            let names = Conformance::NAMES.iter().map(|(name, _)| *name);
            let hint = did_you_mean(written, names)
                .unwrap_or_else(|| "write `full`, `partial`, `none` or `not-assessed`".into());
            reader.error("wrong-type", format!("{} is no degree of conformance", node.shown()), node.span, &hint);
            Conformance::Unknown
        },
        |(_, conformance)| *conformance,
    )
}
