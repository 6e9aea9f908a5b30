//! A page's view to HTML: blocks drawn, templates filled.

use serde::Serialize;

use super::Renderer;
use crate::chart;
use crate::diag::{Diagnostic, Place};
use crate::model::reads::{Read, Reads, Use};
use crate::plan::Planned;
use crate::theme::{Data, Scope};
use crate::view::{Figure, Fragment, Part, Section, View};

/// A chart as its template receives it.
#[derive(Debug, Serialize)]
struct FigureRecord<'a> {
    id: &'a str,
    number: usize,
    headline: String,
    subtitle: String,
    wide: String,
    narrow: String,
    sentence: String,
    table: String,
    notes: Vec<String>,
    source_html: Option<&'a str>,
    svg_url: &'a str,
    png_url: Option<&'a str>,
    csv_url: &'a str,
    permalink: String,
    citation: String,
}

#[derive(Debug, Serialize)]
struct SectionRecord {
    id: String,
    heading: String,
    html: String,
}

/// What filling a page needs.
struct Filler<'a> {
    renderer: &'a Renderer<'a>,
    view: &'a View<'a>,
    ui: Data,
    reads: &'a Reads,
}

impl Renderer<'_> {
    /// One page.
    pub(super) fn page(&self, view: &View<'_>, planned: &Planned, reads: &Reads) -> Result<String, Box<Diagnostic>> {
        let claimed = |problem: Box<Diagnostic>| match problem.place {
            Some(_) => problem,
            None => Box::new(problem.at(Place::file(planned.claimant.as_str()))),
        };
        let Some(page) = view.page(planned, reads) else {
            let message = format!("the page `{}` cannot be made", planned.route);
            return Err(Box::new(Diagnostic::error("no-page", message).at(Place::file(planned.claimant.as_str()))));
        };
        let ui = page.parts.iter().find_map(|(name, part)| match part {
            Part::Data(data) if *name == "ui" => Some(data.clone()),
            _ => None,
        });
        let filler = Filler { renderer: self, view, reads, ui: ui.unwrap_or_else(|| Data::of(&())) };
        let mut scope = Scope::default();
        for (name, part) in &page.parts {
            match part {
                Part::Data(data) => scope.share(name, data),
                Part::Html(html) => scope.set(name, html),
                Part::Text(fragments) => scope.set(name, &filler.text(fragments).map_err(claimed)?),
                Part::Figures(figures) => {
                    let drawn: Result<Vec<Data>, _> = figures.iter().map(|figure| filler.figure(figure)).collect();
                    scope.share(name, &Data::list(drawn.map_err(claimed)?));
                }
                Part::Sections(sections) => {
                    let filled: Result<Vec<_>, _> = sections.iter().map(|section| filler.section(section)).collect();
                    scope.set(name, &filled.map_err(claimed)?);
                }
            }
        }
        self.theme.render(&page.template, &scope).map_err(claimed)
    }
}

impl Filler<'_> {
    fn section(&self, section: &Section) -> Result<SectionRecord, Box<Diagnostic>> {
        let html = self.text(&section.text)?;
        Ok(SectionRecord { id: section.id.clone(), heading: section.heading.clone(), html })
    }

    fn text(&self, fragments: &[Fragment]) -> Result<String, Box<Diagnostic>> {
        let mut html = String::new();
        for fragment in fragments {
            match fragment {
                Fragment::Html(text) => html.push_str(text),
                Fragment::Chart(figure) => {
                    let mut scope = self.scope();
                    scope.share("figure", &self.figure(figure)?);
                    html.push_str(&self.fill("parts/chart.html", &scope)?);
                }
                Fragment::Table(table) => html.push_str(&self.part("parts/table.html", &**table)?),
                Fragment::Quote(quote) => html.push_str(&self.part("parts/quote.html", &**quote)?),
                Fragment::Picture(picture) => html.push_str(&self.part("parts/figure.html", &**picture)?),
                Fragment::Listing(items) => {
                    let mut scope = self.scope();
                    scope.share("items", items);
                    html.push_str(&self.fill("parts/listing.html", &scope)?);
                }
            }
        }
        Ok(html)
    }

    fn scope(&self) -> Scope {
        let mut scope = Scope::default();
        scope.share("ui", &self.ui);
        scope
    }

    fn part<T: Serialize>(&self, template: &str, record: &T) -> Result<String, Box<Diagnostic>> {
        let mut scope = Scope::of(record);
        scope.share("ui", &self.ui);
        self.fill(template, &scope)
    }

    fn fill(&self, template: &str, scope: &Scope) -> Result<String, Box<Diagnostic>> {
        let theme = self.renderer.theme;
        self.reads.note(Use::Template, || Read::File(theme.origin(template).to_owned()));
        theme.render(template, scope)
    }

    fn figure(&self, figure: &Figure) -> Result<Data, Box<Diagnostic>> {
        let refused = |message: String| Box::new(Diagnostic::error("chart-refused", message));
        let Some(locale) = self.view.locale(&figure.language) else {
            return Err(refused(format!("`{}` is no language of the site", figure.language)));
        };
        let drawing = chart::draw(&figure.spec, locale).map_err(|refusal| refused(refusal.message))?;
        let values = [("site", &*figure.site), ("headline", &drawing.headline), ("url", &figure.address)];
        let citation = locale.say("figure.cite", &values);
        Ok(Data::of(&FigureRecord {
            id: &figure.spec.id,
            number: figure.number,
            headline: drawing.headline,
            subtitle: drawing.subtitle,
            wide: drawing.wide,
            narrow: drawing.narrow,
            sentence: drawing.sentence,
            table: if figure.has_table { drawing.table } else { String::new() },
            notes: drawing.notes,
            source_html: figure.source_html.as_deref(),
            svg_url: &figure.svg_url,
            png_url: figure.png_url.as_deref(),
            csv_url: &figure.csv_url,
            citation,
            permalink: format!("#{}", figure.spec.id),
        }))
    }
}
