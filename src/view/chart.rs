//! A chart's request to a figure of the page: still a specification, with what stands around it.

use crate::chart::Spec;
use crate::model::reads::{Reads, Use};
use crate::model::request::ChartRequest;
use crate::model::{Key, Observation};
use crate::path::Route;
use crate::plan::{PageRef, picture};
use crate::view::{Page, View};

/// A chart of a page, before it is drawn.
#[derive(Debug)]
pub struct Figure {
    /// What is drawn.
    pub spec: Spec,
    /// The language it speaks.
    pub language: String,
    /// Its number on the page, from 1.
    pub number: usize,
    /// Its sources, with links.
    pub source_html: Option<String>,
    /// Its sources, in words.
    pub source_text: String,
    /// Its drawing as a file.
    pub svg_url: String,
    /// Its drawing as pixels.
    pub png_url: Option<String>,
    /// Its figures as a file.
    pub csv_url: String,
    /// Whether its figures stand with it as a table; on an indicator's page they stand below anyway.
    pub has_table: bool,
    /// The site's name, for a citation.
    pub site: String,
    /// Its full address, for a citation.
    pub address: String,
}

impl Page<'_> {
    /// One chart of this page.
    pub(super) fn figure(&self, request: &ChartRequest, number: usize) -> Option<Figure> {
        let drawn = self.drawn(self.locale, request, &format!("figure-{number}"))?;
        let observations: Vec<&Observation> =
            drawn.selected.rows.iter().flat_map(|row| row.cells.iter().flatten().copied()).collect();
        let url = |extension: &str| self.url(&self.route.join(&format!("figure-{number}.{extension}")));
        Some(Figure {
            language: self.language.to_owned(),
            number,
            source_html: self.source_line(observations.iter().copied()),
            source_text: self.source_text(observations.iter().copied()),
            svg_url: url("svg"),
            png_url: Some(url("png")),
            csv_url: self.own_table(request).unwrap_or_else(|| url("csv")),
            has_table: self.own_table(request).is_none(),
            site: self.site_title(),
            address: format!("{}#figure-{number}", self.absolute(self.route)),
            spec: drawn.spec,
        })
    }

    /// The table of an indicator's page, which holds the figures of its chart.
    fn own_table(&self, request: &ChartRequest) -> Option<String> {
        let named = request.selection.indicators.first()?;
        let key = Key { collection: "indicators".to_owned(), id: named.name.clone() };
        let own = self.view.plan.routes.entry(&key, self.language)? == self.route;
        own.then(|| self.url(&Route::file(&format!("data/{}.csv", named.name))))
    }

    /// The charts that the page of a city or indicator always has.
    pub(super) fn standing_figures(&self, key: &crate::model::Key) -> Vec<Figure> {
        let page = PageRef { key: key.clone(), language: self.language.to_owned() };
        let charts = picture::pictures(self.view.site, &self.view.plan.standing, &page);
        let figures = (1..).zip(&charts).filter_map(|(number, chart)| self.figure(chart, number));
        figures.map(|figure| Figure { png_url: None, ..figure }).collect()
    }
}

impl View<'_> {
    /// One chart of a page by its number, for its files.
    pub fn figure(&self, of: &PageRef, number: usize, reads: &Reads) -> Option<Figure> {
        let route = self.plan.routes.best(&of.key, &of.language).map(|(route, _)| route.clone());
        let route = route.unwrap_or_else(|| self.plan.routes.home(&of.language));
        let page = self.page_in(&of.language, &route, reads)?;
        page.note_entry(Use::Page, &of.key);
        let charts = picture::pictures(self.site, &self.plan.standing, of);
        page.figure(charts.get(number.checked_sub(1)?)?, number)
    }
}
