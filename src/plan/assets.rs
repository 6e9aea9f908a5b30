//! The files of the theme as they are published: style sheets made one and small, every name with a
//! fingerprint of what the file holds.
//!
//! A fingerprinted file never changes at its address, so hosts may let browsers keep it for ever. The
//! fingerprint is part of the plan because pages name the files.
//!
//! 1. Every file but style sheets and texts gets its fingerprint as it is.
//! 2. A style sheet that no other imports is put together: imports taken in, the site's own
//!    `assets/*.css` behind `site.css`, addresses in it turned to the fingerprinted files, made small.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base64::Engine as _;

use crate::diag::Span;
use crate::path::{Route, percent_encode};
use crate::source::Snapshot;
use crate::source::theme::{ThemeFile, ThemeFiles};
use crate::style::{self, Reference};

/// The theme's main style sheet.
pub const SHEET: &str = "site.css";
/// The folder of a theme with its assets, and of the output where they lie.
const FOLDER: &str = "assets/";
/// Letters of a fingerprint: a chance clash of two versions of a file is out of the question.
const FINGERPRINT: usize = 10;

/// The files of the theme as they are published, by their path in the theme's `assets/`.
#[derive(Debug, Default, PartialEq)]
pub struct Assets {
    /// The files.
    pub files: BTreeMap<String, Asset>,
    /// The faces of the main style sheet, with the path of each one's file.
    pub faces: Vec<style::Face>,
    /// What style sheets name and cannot have.
    pub faults: Vec<Fault>,
    /// The site's own style sheets, which are in the theme's and not copied.
    pub(super) bundled: BTreeSet<String>,
}

/// One published file.
#[derive(Debug, Clone, PartialEq)]
pub struct Asset {
    /// Its address.
    pub route: Route,
    /// The hash that browsers compare it with: `sha384-…`. Empty where the file cannot be read, which
    /// rendering reports.
    pub integrity: String,
    /// The files it is made from, as messages name them.
    pub origins: Vec<String>,
    /// Its bytes, where they are not those of the file.
    pub made: Option<Arc<[u8]>>,
}

/// An address in a style sheet that leads nowhere, or off the site.
#[derive(Debug, PartialEq)]
pub struct Fault {
    /// The style sheet.
    pub file: String,
    /// Where the address stands.
    pub span: Span,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with an address in a style sheet.
#[derive(Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It is on another site.
    Outside,
    /// There is no such file, by its path from where the address is looked up.
    Missing(String),
    /// The sheet is imported by itself.
    Circle,
}

impl Assets {
    /// The assets of a theme, with the site's own style sheets.
    pub(super) fn of(theme: &ThemeFiles<'_>, snapshot: &Snapshot) -> Self {
        let mut bundler = Bundler { theme, snapshot, assets: Assets::default(), imported: BTreeSet::new() };
        let files = theme.iter().filter_map(|(path, file)| Some((path.strip_prefix(FOLDER)?, file)));
        let (sheets, others): (Vec<_>, Vec<_>) = files.partition(|(path, _)| path.ends_with(".css"));
        for (path, file) in others {
            let asset = plain(path, file);
            bundler.assets.files.insert(path.to_owned(), asset);
        }
        let names: Vec<&str> = sheets.iter().map(|(path, _)| *path).collect();
        let bundles: Vec<(&str, (String, Vec<String>))> =
            names.iter().map(|path| (*path, bundler.bundle(path))).collect();
        for (path, (css, origins)) in bundles {
            if path == SHEET || !bundler.imported.contains(path) {
                if path == SHEET {
                    bundler.assets.faces = style::faces(&css);
                }
                let css = bundler.published(path, &css);
                let asset = asset(path, css.as_bytes(), origins);
                bundler.assets.files.insert(path.to_owned(), Asset { made: Some(css.into_bytes().into()), ..asset });
            }
        }
        // A sheet that several import is read several times.
        let faults = &mut bundler.assets.faults;
        faults.sort_by(|left, right| (&left.file, left.span.start).cmp(&(&right.file, right.span.start)));
        faults.dedup_by(|left, right| (&left.file, left.span) == (&right.file, right.span));
        bundler.assets
    }
}

fn plain(path: &str, file: &ThemeFile<'_>) -> Asset {
    let origins = vec![file.origin.clone()];
    match file.bytes.as_deref() {
        // Notes such as a licence are looked for by name.
        Some(bytes) if !path.ends_with(".txt") => asset(path, bytes, origins),
        _ => Asset { route: Route::file(&format!("{FOLDER}{path}")), integrity: String::new(), origins, made: None },
    }
}

fn asset(path: &str, bytes: &[u8], origins: Vec<String>) -> Asset {
    let hash = blake3::hash(bytes).to_hex();
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    let name = format!("{FOLDER}{stem}.{}.{extension}", &hash[..FINGERPRINT]);
    let digest = ring::digest::digest(&ring::digest::SHA384, bytes);
    let integrity = format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(digest));
    Asset { route: Route::file(name.trim_end_matches('.')), integrity, origins, made: None }
}

/// Puts style sheets together. While that is done, an address is written as `theme:<path>` or
/// `site:<path>`, because a sheet taken into another may lie in another folder.
struct Bundler<'a> {
    theme: &'a ThemeFiles<'a>,
    snapshot: &'a Snapshot,
    assets: Assets,
    imported: BTreeSet<String>,
}

/// Where a style sheet's addresses are looked up.
#[derive(Clone, Copy, PartialEq)]
enum Home {
    Theme,
    Site,
}

impl Home {
    fn scheme(self) -> &'static str {
        if self == Home::Theme { "theme:" } else { "site:" }
    }
}

impl Bundler<'_> {
    /// A sheet of the theme with what it imports, and with the site's own sheets if it is the main one.
    fn bundle(&mut self, path: &str) -> (String, Vec<String>) {
        let mut origins = Vec::new();
        let mut css = self.sheet(path, &mut Vec::new(), &mut origins);
        if path == SHEET {
            let snapshot = self.snapshot;
            for (file, rest, content) in snapshot.below("assets") {
                let Some(text) = content.text.as_deref().filter(|_| rest.ends_with(".css") && !rest.contains('/'))
                else {
                    continue;
                };
                self.assets.bundled.insert(file.as_str().to_owned());
                origins.push(file.as_str().to_owned());
                css.push('\n');
                css.push_str(&self.resolved(text, (file.as_str(), rest), Home::Site));
            }
        }
        (css, origins)
    }

    fn sheet(&mut self, path: &str, above: &mut Vec<String>, origins: &mut Vec<String>) -> String {
        let theme = self.theme;
        let Some(file) = theme.get(&format!("{FOLDER}{path}")) else { return String::new() };
        let text = file.text().unwrap_or_default();
        origins.push(file.origin.clone());
        above.push(path.to_owned());
        let css = self.resolved(text, (&file.origin, path), Home::Theme);
        let mut faults = Vec::new();
        let css = style::with_imports(&css, &mut |reference| match self.found(&reference, path, Home::Theme) {
            Ok(target) if !above.contains(&target) => {
                self.imported.insert(target.clone());
                Some(self.sheet(&target, above, origins))
            }
            Ok(_) => {
                faults.push(fault(&file.origin, &reference, FaultKind::Circle));
                None
            }
            Err(kind) => {
                faults.push(fault(&file.origin, &reference, kind));
                None
            }
        });
        above.pop();
        self.assets.faults.append(&mut faults);
        css
    }

    /// A sheet with its addresses as `theme:` and `site:` ones; those that lead nowhere are noted.
    fn resolved(&mut self, css: &str, (origin, path): (&str, &str), home: Home) -> String {
        let mut faults = Vec::new();
        let out = style::with_addresses(css, &mut |reference| {
            // A mark inside a drawing of the sheet itself, such as `url(#filter)`.
            if reference.target.starts_with('#') || reference.target.starts_with("data:") {
                return None;
            }
            match self.found(&reference, path, home) {
                Ok(target) => Some(format!("{}{target}", home.scheme())),
                Err(kind) => {
                    faults.push(fault(origin, &reference, kind));
                    None
                }
            }
        });
        self.assets.faults.append(&mut faults);
        out
    }

    /// The path of the file that an address in a sheet names.
    fn found(&self, reference: &Reference<'_>, path: &str, home: Home) -> Result<String, FaultKind> {
        let target = reference.target;
        if target.starts_with("//") || target.split('/').next().unwrap_or_default().contains(':') {
            return Err(FaultKind::Outside);
        }
        let missing = || FaultKind::Missing(target.to_owned());
        let plain = target.split(['?', '#']).next().and_then(crate::path::percent_decode).ok_or_else(missing)?;
        let from = crate::path::SourcePath::new(&format!("{FOLDER}{path}")).ok_or_else(missing)?;
        let file = from.link(&plain).ok_or_else(missing)?;
        let rest = file.as_str().strip_prefix(FOLDER).ok_or_else(missing)?;
        let exists = match home {
            Home::Theme => self.theme.contains_key(file.as_str()),
            Home::Site => self.snapshot.files.contains_key(&file),
        };
        if exists { Ok(rest.to_owned()) } else { Err(FaultKind::Missing(file.to_string())) }
    }

    /// The sheet as it is published, with addresses relative to where it lies.
    fn published(&self, path: &str, css: &str) -> String {
        let up = "../".repeat(path.matches('/').count());
        let css = style::with_addresses(css, &mut |reference| {
            let address = match reference.target.split_once(':')? {
                ("theme", target) => {
                    let route = self.assets.files.get(target)?.route.as_str();
                    format!("{up}{}", percent_encode(route.trim_start_matches('/').strip_prefix(FOLDER)?))
                }
                ("site", target) => format!("{up}../{}", percent_encode(target)),
                _ => return None,
            };
            Some(address)
        });
        style::minified(&css)
    }
}

fn fault(file: &str, reference: &Reference<'_>, kind: FaultKind) -> Fault {
    Fault { file: file.to_owned(), span: Span::new(reference.at, reference.at + reference.target.len()), kind }
}
