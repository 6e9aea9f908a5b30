//! Planned outputs to bytes: one `match`, nothing written.
//!
//! Charts are drawn and templates filled here; everything a page shows was chosen by its view.
//! Outputs are made in parallel and come back in the order of the plan.

mod noted;
mod page;

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use crate::chart;
use crate::diag::{Diagnostic, Place, Report};
use crate::feed;
use crate::model::reads::{Read, Reads, Record, Use};
use crate::model::{Observation, Site};
use crate::plan::{Output, PageRef, Plan, Planned, picture};
use crate::source::Snapshot;
use crate::source::theme::ThemeFiles;
use crate::theme::Theme;
use crate::view::View;
use crate::write::{Class, Content, Output as Written};

/// All that rendering is made from.
pub struct Renderer<'a, 's> {
    /// The input files, for assets.
    pub snapshot: &'a Snapshot,
    /// The site.
    pub site: &'s Site,
    /// What is made.
    pub plan: &'a Plan,
    /// Templates and interface texts.
    pub theme: &'a Theme,
    /// The theme's files, for its assets.
    pub theme_files: &'a ThemeFiles<'a>,
    /// Whether it is kept what each output was made from.
    pub record: bool,
}

/// An output with what it was made from, where that is kept.
struct Rendered<'s> {
    output: Written<'s>,
    notes: Vec<(Read, Use)>,
}

/// Renders every planned output. What cannot be rendered is reported; then nothing may be written.
pub fn render<'s>(renderer: &Renderer<'_, 's>) -> (Vec<Written<'s>>, Vec<Record>, Report) {
    let view = View::new(renderer.site, renderer.plan, renderer.theme);
    let results: Vec<Result<Rendered<'s>, Box<Diagnostic>>> =
        renderer.plan.outputs.par_iter().map(|planned| renderer.recorded(&view, planned)).collect();
    let mut report = Report::default();
    let mut outputs = Vec::with_capacity(results.len());
    let mut records = Vec::new();
    for result in results {
        match result {
            Ok(Rendered { output, notes }) => {
                if renderer.record {
                    records.push(Record { path: output.path.clone(), notes });
                }
                outputs.push(output);
            }
            Err(problem) => report.add(*problem),
        }
    }
    (outputs, records, report)
}

impl<'s> Renderer<'_, 's> {
    fn recorded(&self, view: &View<'_>, planned: &Planned) -> Result<Rendered<'s>, Box<Diagnostic>> {
        let reads = if self.record { Reads::on() } else { Reads::off() };
        noted::note(self.site, self.plan, &planned.output, &reads);
        let output = self.output(view, planned, &reads)?;
        Ok(Rendered { output, notes: reads.into_notes() })
    }

    fn output(&self, view: &View<'_>, planned: &Planned, reads: &Reads) -> Result<Written<'s>, Box<Diagnostic>> {
        let (site, plan) = (self.site, self.plan);
        let (content, class) = match &planned.output {
            Output::Home(_)
            | Output::Entry(..)
            | Output::Data(_)
            | Output::Comparison(..)
            | Output::Method(..)
            | Output::Listing(_)
            | Output::Tag(_)
            | Output::NotFound(_)
            | Output::Redirect(_) => (self.page(view, planned, reads)?.into(), Class::Page),
            Output::ChartSvg(page, number) => (drawing(view, (page, *number), reads)?.into(), Class::Data),
            Output::ChartCsv(page, number) => (self.chart_csv((page, *number), reads), Class::Data),
            Output::Feed(collection, language) => {
                (feed::atom::feed(site, plan, collection, language).into(), Class::Data)
            }
            Output::Citation(key, language, form) => {
                (feed::citation::citation(site, plan, (key, language), *form).into(), Class::Data)
            }
            Output::Calendar(language) => (feed::calendar::all(site, plan, language).into(), Class::Data),
            Output::Event(key, language) => (feed::calendar::one(site, plan, key, language).into(), Class::Data),
            Output::Sitemap => (feed::sitemap::sitemap(site, plan).into(), Class::Data),
            Output::Robots => (feed::robots::robots(site).into(), Class::Data),
            Output::ObservationsCsv => (made(|out| feed::csv::observations(site, out)), Class::Data),
            Output::Package => (feed::package::package(site).into(), Class::Data),
            Output::FrameworkCsv(position) => {
                let position = *position;
                (made(move |out| feed::csv::framework(site, position, out)), Class::Data)
            }
            Output::IndicatorCsv(indicator) => {
                let indicator = *indicator;
                (made(move |out| feed::csv::indicator(site, indicator, out)), Class::Data)
            }
            Output::IndicatorJson(indicator) => {
                let indicator = *indicator;
                (made(move |out| feed::json::indicator(site, indicator, out)), Class::Data)
            }
            Output::FrameworkColumns(position) => (feed::csvw::framework(site, *position).into(), Class::Data),
            Output::Columns(indicator) => (feed::csvw::metadata(site, *indicator).into(), Class::Data),
            Output::CatalogueTurtle => (feed::catalogue::as_turtle(site).into(), Class::Data),
            Output::CatalogueJsonld => (feed::catalogue::as_jsonld(site).into(), Class::Data),
            Output::ThemeAsset(path) => (self.theme_asset(path)?, Class::Asset),
            Output::Asset(path) => {
                let bytes = self.snapshot.bytes(path).map_err(|error| Box::new(unreadable(path.as_str(), &error)))?;
                (bytes.into(), Class::Asset)
            }
        };
        Ok(Written { path: planned.path.to_string(), content, class })
    }

    fn theme_asset(&self, path: &str) -> Result<Content<'s>, Box<Diagnostic>> {
        let file = self.theme_files.get(path);
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
    fn chart_csv(&self, (page, number): (&PageRef, usize), reads: &Reads) -> Content<'s> {
        let charts = picture::pictures(self.site, &self.plan.standing, page);
        let request = number.checked_sub(1).and_then(|index| charts.get(index));
        let site = self.site;
        let selected = request.and_then(|request| crate::model::select::select(site, &request.selection).ok());
        let rows = selected.map(|selected| selected.rows).unwrap_or_default();
        let observations: Vec<&'s Observation> =
            rows.iter().flat_map(|row| row.cells.iter().flatten().copied()).collect();
        reads.note(Use::Page, || Read::Entry(page.key.clone()));
        reads.figures(Use::Download, observations.iter().copied());
        made(move |out| feed::csv::table(site, observations.iter().copied(), out))
    }
}

/// A table, made when it is written.
fn made<'s>(source: impl Fn(&mut dyn io::Write) -> io::Result<()> + Send + Sync + 's) -> Content<'s> {
    Content::Made(Arc::new(source))
}

fn drawing(view: &View<'_>, (page, number): (&PageRef, usize), reads: &Reads) -> Result<String, Box<Diagnostic>> {
    let figure = view.figure(page, number, reads);
    let drawn = figure.and_then(|figure| {
        let locale = view.locales.get(&figure.language)?;
        Some(chart::standalone(&figure.spec, locale, &figure.source_text))
    });
    match drawn {
        Some(Ok(svg)) => Ok(svg),
        Some(Err(refusal)) => {
            Err(Box::new(Diagnostic::error("chart-refused", refusal.message).maybe_hint(refusal.hint)))
        }
        None => Err(Box::new(Diagnostic::error("chart-refused", "the chart has no figures"))),
    }
}

fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("unreadable", format!("`{path}` cannot be read: {error}"))
        .at(Place::file(path))
        .hint("check that the file still exists and that you may read it")
}
