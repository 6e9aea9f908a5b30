//! Charts as files: drawings with resolved colours, the same as pixels, and cards for other sites.
//!
//! Pixels are dear, some hundred times a drawing, so they are not made here but when they are written, and
//! then only where neither the output folder nor the cache has got them from a build before.

use std::io;
use std::sync::Arc;

use crate::chart::{self, Refusal};
use crate::diag::Diagnostic;
use crate::locale::Locale;
use crate::model::reads::Reads;
use crate::plan::PageRef;
use crate::raster::{self, Drawing, Font, Typeface};
use crate::source::theme::{ThemeFiles, builtin};
use crate::source::{self, Snapshot};
use crate::view::{Figure, Title, View};
use crate::write::{self, Content};

use super::Renderer;

/// Pixels for a px of a chart: sharp on slides and on screens of high density.
const SCALE: f32 = 2.0;
/// Where a theme keeps its typeface.
const FONTS: &str = "assets/fonts/";
/// The endings of fonts, in the order of preference.
const ENDINGS: [&str; 3] = [".woff2", ".ttf", ".otf"];

/// The typeface of a theme, or of the default theme where it has none.
pub fn typeface(theme: &ThemeFiles<'_>, snapshot: &Snapshot) -> Typeface {
    let files = fonts(theme, snapshot);
    Typeface::new(if files.is_empty() { fonts(&builtin(), snapshot) } else { files })
}

/// The files of a typeface. Those cut by script begin with the one of Latin, which the others add to.
fn fonts(theme: &ThemeFiles<'_>, snapshot: &Snapshot) -> Vec<Font> {
    let is_font = |path: &str| path.starts_with(FONTS) && ENDINGS.iter().any(|ending| path.ends_with(ending));
    let mut paths: Vec<&String> = theme.keys().filter(|path| is_font(path)).collect();
    paths.sort_by_key(|path| !path.rsplit_once('.').is_some_and(|(name, _)| name.ends_with("-latin")));
    let bytes = |path: &String| {
        let file = theme.get(path)?;
        let bytes = match (&file.bytes, &file.path) {
            (Some(bytes), _) => bytes.to_vec(),
            // A file that cannot be read is reported where it is copied.
            (None, path) => snapshot.bytes(path.as_ref()?).ok()?.to_vec(),
        };
        Some(Font { origin: file.origin.clone(), bytes })
    };
    paths.into_iter().filter_map(bytes).collect()
}

impl Renderer<'_> {
    /// A chart as a drawing.
    pub(super) fn drawing(
        &self,
        view: &View<'_>,
        of: (&PageRef, usize),
        reads: &Reads,
    ) -> Result<String, Box<Diagnostic>> {
        drawn(view, of, reads, standalone)
    }

    /// The same as pixels.
    pub(super) fn chart_png(
        &self,
        view: &View<'_>,
        of: (&PageRef, usize),
        reads: &Reads,
    ) -> Result<Content<'static>, Box<Diagnostic>> {
        let picture = |figure: &Figure, locale: &Locale| with_figures(figure, locale, standalone(figure, locale)?);
        Ok(self.pixels(drawn(view, of, reads, picture)?, SCALE))
    }

    /// The first chart of a page as a card.
    pub(super) fn chart_card(
        &self,
        view: &View<'_>,
        page: &PageRef,
        reads: &Reads,
    ) -> Result<Content<'static>, Box<Diagnostic>> {
        let card = |figure: &Figure, locale: &Locale| {
            with_figures(figure, locale, chart::card(&figure.spec, locale, &figure.site)?)
        };
        Ok(self.pixels(drawn(view, (page, 1), reads, card)?, 1.0))
    }

    /// The card of a collection, or of the site for the empty name.
    pub(super) fn card(
        &self,
        view: &View<'_>,
        (collection, language): (&str, &str),
        reads: &Reads,
    ) -> Result<Content<'static>, Box<Diagnostic>> {
        let title = view.card_title(collection, language, reads).zip(view.locale(language));
        let (Title { title, site }, locale) = title.ok_or_else(lost)?;
        let drawing = Drawing { svg: chart::title_card(&title, locale, &site), about: String::new() };
        Ok(self.pixels(drawing, 1.0))
    }

    fn pixels(&self, drawing: Drawing, scale: f32) -> Content<'static> {
        let (typeface, cache) = (Arc::clone(&self.typeface), self.copies.cache.clone());
        let input = raster::input(&drawing, &typeface, scale);
        let make = move |out: &mut dyn io::Write| {
            let name = format!("drawings/{}/{input}.png", &input.to_hex()[..2]);
            if let Some(picture) = cache.as_deref().and_then(|folder| source::kept(folder, &name)) {
                return out.write_all(&picture);
            }
            let picture = raster::png(&drawing, &typeface, scale).map_err(io::Error::other)?;
            if let Some(folder) = &cache {
                // A build goes on without what cannot be kept.
                let _ = write::keep(folder, &name, &picture);
            }
            out.write_all(&picture)
        };
        Content::Drawn(input, Arc::new(make))
    }
}

fn standalone(figure: &Figure, locale: &Locale) -> Result<String, Refusal> {
    chart::standalone(&figure.spec, locale, &figure.source_text)
}

/// A drawing that carries its figures where its pixels cannot say them.
fn with_figures(figure: &Figure, locale: &Locale, svg: String) -> Result<Drawing, Refusal> {
    Ok(Drawing { svg, about: chart::plain(&figure.spec, locale) })
}

/// A chart of a page, drawn in one way or another.
fn drawn<T>(
    view: &View<'_>,
    (page, number): (&PageRef, usize),
    reads: &Reads,
    draw: impl Fn(&Figure, &Locale) -> Result<T, Refusal>,
) -> Result<T, Box<Diagnostic>> {
    let figure = view.figure(page, number, reads).ok_or_else(lost)?;
    let locale = view.locale(&figure.language).ok_or_else(lost)?;
    draw(&figure, locale)
        .map_err(|refusal| Box::new(Diagnostic::error("chart-refused", refusal.message).maybe_hint(refusal.hint)))
}

/// A figure is planned only where there is something to draw.
fn lost() -> Box<Diagnostic> {
    Box::new(Diagnostic::error("chart-refused", "the chart has no figures"))
}
