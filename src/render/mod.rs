//! Planned outputs to bytes: one `match`, nothing written.
//!
//! Charts are drawn and templates filled here; everything a page shows was chosen by its view.
//! Outputs are made in parallel and come back in the order of the plan.

mod brand;
mod noted;
mod page;
mod picture;
mod pictures;

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::check::picture_problem;
use crate::diag::{Diagnostic, Place, Report};
use crate::feed;
use crate::media;
use crate::model::reads::{Read, Reads, Use};
use crate::model::request::Selection;
use crate::model::select::select;
use crate::model::{Observation, Site};
use crate::path::SourcePath;
use crate::plan::{self, Output, PageRef, Plan, Planned};
use crate::raster::Typeface;
use crate::source::Snapshot;
use crate::source::theme::ThemeFiles;
use crate::theme::Theme;
use crate::view::View;
pub use pictures::Copies;

use crate::write::{Class, Content, Output as Written};

pub use picture::typeface;

/// All that rendering is made from.
pub struct Renderer<'a> {
    /// What pages show.
    pub view: &'a View<'a>,
    /// The input files, for assets.
    pub snapshot: &'a Snapshot,
    /// The site.
    pub site: &'a Arc<Site>,
    /// What is made.
    pub plan: &'a Plan,
    /// Templates and interface texts.
    pub theme: &'a Theme,
    /// The theme's files, for its assets.
    pub theme_files: &'a ThemeFiles<'a>,
    /// The copies of pictures.
    pub copies: &'a Copies,
    /// What text in pictures is set in.
    pub typeface: Arc<Typeface>,
    /// Whether it is kept what each output was made from.
    pub record: bool,
}

/// An output with what it was made from, where that is kept, and how long it took.
#[derive(Debug)]
pub struct Rendered {
    /// The output.
    pub output: Written<'static>,
    /// What was read, and for what.
    pub notes: Vec<(Read, Use)>,
    /// The time it took to make.
    pub took: Duration,
}

/// In which order outputs are made, and who hears of each.
pub trait Order: Sync {
    /// The position in the plan of an output to be made before others; asked again and again.
    fn next(&self) -> Option<usize>;
    /// An output is made. Its content may be taken away.
    fn made(&self, rendered: &mut Rendered);
}

/// Renders the planned outputs at some positions of the plan. What cannot be rendered is reported; then
/// nothing may be written.
pub fn render(renderer: &Renderer<'_>, positions: &[usize], order: &dyn Order) -> (BTreeMap<usize, Rendered>, Report) {
    let slots: BTreeMap<usize, OnceLock<Result<Rendered, Box<Diagnostic>>>> =
        positions.iter().map(|position| (*position, OnceLock::new())).collect();
    let make = |position: usize| {
        let (Some(slot), Some(planned)) = (slots.get(&position), renderer.plan.outputs.get(position)) else { return };
        if slot.get().is_none() {
            let mut result = renderer.recorded(renderer.view, planned);
            result.iter_mut().for_each(|rendered| order.made(rendered));
            // Two threads may make one output, and both make the same.
            let _ = slot.set(result);
        }
    };
    positions.par_iter().for_each(|position| {
        while let Some(wanted) = order.next() {
            make(wanted);
        }
        make(*position);
    });
    let mut report = Report::default();
    if let Some(origin) = renderer.typeface.unreadable() {
        report.add(
            Diagnostic::error("typeface", "the font cannot be read")
                .at(Place::file(origin))
                .hint("put a font in its place, as `.woff2`, `.ttf` or `.otf`: text in pictures is set in it"),
        );
    }
    let mut outputs = BTreeMap::new();
    for (position, slot) in slots {
        match slot.into_inner() {
            Some(Ok(rendered)) => drop(outputs.insert(position, rendered)),
            Some(Err(problem)) => report.add(*problem),
            None => {}
        }
    }
    (outputs, report)
}

impl Renderer<'_> {
    fn recorded(&self, view: &View<'_>, planned: &Planned) -> Result<Rendered, Box<Diagnostic>> {
        let began = Instant::now();
        let reads = if self.record { Reads::on() } else { Reads::off() };
        noted::note(self.site, self.plan, &planned.output, &reads);
        let output = self.output(view, planned, &reads)?;
        Ok(Rendered { output, notes: reads.into_notes(), took: began.elapsed() })
    }

    fn output(&self, view: &View<'_>, planned: &Planned, reads: &Reads) -> Result<Written<'static>, Box<Diagnostic>> {
        let (site, plan) = (self.site, self.plan);
        let (content, class) = match &planned.output {
            Output::Home(_)
            | Output::Entry(..)
            | Output::Data(_)
            | Output::Comparison(..)
            | Output::Method(..)
            | Output::Listing(_)
            | Output::Facet(..)
            | Output::Tag(_)
            | Output::Statement(..)
            | Output::Search(_)
            | Output::NotFound(_)
            | Output::Redirect(_) => (self.page(view, planned, reads)?.into(), Class::Page),
            Output::ChartSvg(page, number) => (self.drawing(view, (page, *number), reads)?.into(), Class::Data),
            Output::ChartPng(page, number) => (self.chart_png(view, (page, *number), reads)?, Class::Data),
            Output::ChartCard(page) => (self.chart_card(view, page, reads)?, Class::Data),
            Output::Card(collection, language) => (self.card(view, (collection, language), reads)?, Class::Data),
            Output::ChartCsv(page, number) => (self.chart_csv((page, *number), reads), Class::Data),
            Output::Feed(collection, language) => {
                (feed::atom::feed(site, plan, collection, language).into(), Class::Data)
            }
            Output::SearchIndex(language) => (feed::search::index(site, plan, language).into(), Class::Data),
            Output::BrandCss => (brand::css(&site.config.brand).into(), Class::Asset),
            Output::Citation(key, language, form) => {
                (feed::citation::citation(site, plan, (key, language), *form).into(), Class::Data)
            }
            Output::Calendar(language) => (feed::calendar::all(site, plan, language).into(), Class::Data),
            Output::Event(key, language) => (feed::calendar::one(site, plan, key, language).into(), Class::Data),
            Output::Sitemap => (feed::sitemap::sitemap(site, plan).into(), Class::Data),
            Output::Robots => (feed::robots::robots(site).into(), Class::Data),
            Output::Headers => (feed::headers::headers(site, plan).into(), Class::Data),
            Output::ObservationsCsv => (self.made(|site, out| feed::csv::observations(site, out)), Class::Data),
            Output::Package => (feed::package::package(site).into(), Class::Data),
            Output::FrameworkCsv(position) => {
                let position = *position;
                (self.made(move |site, out| feed::csv::framework(site, position, out)), Class::Data)
            }
            Output::IndicatorCsv(indicator) => {
                let indicator = *indicator;
                (self.made(move |site, out| feed::csv::indicator(site, indicator, out)), Class::Data)
            }
            Output::IndicatorJson(indicator) => {
                let indicator = *indicator;
                (self.made(move |site, out| feed::json::indicator(site, indicator, out)), Class::Data)
            }
            Output::FrameworkColumns(position) => (feed::csvw::framework(site, *position).into(), Class::Data),
            Output::Columns(indicator) => (feed::csvw::metadata(site, *indicator).into(), Class::Data),
            Output::CatalogueTurtle => (feed::catalogue::as_turtle(site).into(), Class::Data),
            Output::CatalogueJsonld => (feed::catalogue::as_jsonld(site).into(), Class::Data),
            Output::ThemeAsset(path) => (self.theme_asset(path)?, Class::Asset),
            Output::Picture(file, index) => (self.copy(file, *index)?, Class::Asset),
            Output::Asset(path) => {
                let bytes = self.snapshot.bytes(path).map_err(|error| Box::new(unreadable(path.as_str(), &error)))?;
                (bytes.into(), Class::Asset)
            }
        };
        Ok(Written { path: planned.path.to_string(), content, class })
    }

    /// A copy of a picture. What is wrong with its pixels is told once, where the picture is used.
    fn copy(&self, file: &SourcePath, index: usize) -> Result<Content<'static>, Box<Diagnostic>> {
        let Some(Ok(picture)) = self.site.pictures.get(file) else { return Ok(Content::Static(&[])) };
        match self.copies.content(self.snapshot, (file, picture), index) {
            Ok(content) => Ok(content.unwrap_or(Content::Static(&[]))),
            Err(fault) => {
                let named = self.site.named();
                let used = named.iter().find(|named| named.is_picture() && named.file().as_ref() == Some(file));
                let problem = used.map(|named| picture_problem(named, &fault));
                Err(Box::new(problem.unwrap_or_else(|| {
                    let (message, hint) = media::reason(&fault, file.as_str());
                    Diagnostic::error("picture-damaged", message).at(Place::file(file.shared())).hint(hint)
                })))
            }
        }
    }

    fn theme_asset(&self, path: &str) -> Result<Content<'static>, Box<Diagnostic>> {
        if let Some(made) = self.plan.assets.files.get(path).and_then(|asset| asset.made.clone()) {
            return Ok(Content::Shared(made));
        }
        let file = self.theme_files.get(&format!("assets/{path}"));
        let bytes = file.and_then(|file| file.bytes.as_ref());
        if let Some(bytes) = bytes {
            return Ok(bytes.to_vec().into());
        }
        let source = file.and_then(|file| file.path.as_ref());
        let Some(source) = source else {
            return Err(Box::new(Diagnostic::error("unreadable", format!("`{path}` is missing from the theme"))));
        };
        let bytes = self.snapshot.bytes(source).map_err(|error| Box::new(unreadable(source.as_str(), &error)))?;
        Ok(bytes.into())
    }

    /// The figures of a chart, every place of its selection.
    fn chart_csv(&self, (page, number): (&PageRef, usize), reads: &Reads) -> Content<'static> {
        let charts = plan::picture::pictures(self.site, &self.plan.standing, page);
        let request = number.checked_sub(1).and_then(|index| charts.get(index));
        reads.note(Use::Page, || Read::Entry(page.key.clone()));
        let Some(selection) = request.map(|request| request.selection.clone()) else {
            return Content::Bytes(Vec::new());
        };
        let figures = shown(self.site, &selection);
        noted::sourced(self.site, figures.iter().copied(), reads);
        reads.figures(Use::Download, figures);
        self.made(move |site, out| feed::csv::table(site, shown(site, &selection), out))
    }

    /// A table, made when it is written.
    fn made(
        &self,
        source: impl Fn(&Site, &mut dyn io::Write) -> io::Result<()> + Send + Sync + 'static,
    ) -> Content<'static> {
        let site = Arc::clone(self.site);
        Content::Made(Arc::new(move |out| source(&site, out)))
    }
}

/// The figures of a selection; none where it cannot be met, which checking has told.
fn shown<'s>(site: &'s Site, selection: &Selection) -> Vec<&'s Observation> {
    let selected = select(site, selection).map(|selected| selected.rows).unwrap_or_default();
    selected.iter().flat_map(|row| row.cells.iter().flatten().copied()).collect()
}

fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("unreadable", format!("`{path}` cannot be read: {error}"))
        .at(Place::file(path))
        .hint("check that the file still exists and that you may read it")
}
