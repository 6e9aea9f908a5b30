//! Figures as a table: places down, indicators or periods across.

use serde::Serialize;

use crate::locale::Unit;
use crate::markup::Markup;
use crate::model::request::{Selection, Sort};
use crate::model::select::{Column, Selected, lead};
use crate::model::{Indicator, Observation, Status};
use crate::plan::spec::place_name;
use crate::view::Page;
use crate::view::value::Cell;

/// A table with what stands around it.
#[derive(Debug, Serialize)]
pub struct TableView {
    /// Its id on the page.
    pub id: String,
    /// Its heading.
    pub caption: String,
    /// The table.
    pub table: String,
    /// What its signs mean, and what the author adds.
    pub notes: Vec<String>,
    /// Its sources, with links.
    pub source_html: Option<String>,
}

impl Page<'_> {
    /// The table of a selection.
    pub(super) fn table(&self, selection: &Selection, id: String) -> Option<TableView> {
        let mut selected = self.selected(selection)?;
        self.arrange(&mut selected, selection.sort);
        let mut notes: Vec<String> = selection.note.iter().cloned().collect();
        notes.extend(self.status_notes(&selected));
        let caption = selection.title.clone().unwrap_or_else(|| self.caption(&selected));
        let observations = selected.rows.iter().flat_map(|row| row.cells.iter().flatten().copied());
        let source_html = self.source_line(observations);
        Some(TableView { id, caption, table: self.table_html(&selected, false), notes, source_html })
    }

    /// Puts places in order: by the latest figure of the first indicator, those without one last, or by name.
    pub(super) fn arrange(&self, selected: &mut Selected<'_>, sort: Sort) {
        let name = |city: u32| place_name(self.view.site, self.locale, city);
        let lead = lead(&selected.columns);
        let figure = |cells: &[Option<&Observation>]| {
            cells.get(lead).copied().flatten().and_then(|observation| observation.value.ok())
        };
        match sort {
            Sort::Given => {}
            Sort::Name => {
                selected.rows.sort_by(|left, right| self.locale.compare(&name(left.city), &name(right.city)));
            }
            Sort::Value => selected.rows.sort_by(|left, right| {
                let by_value = match (figure(&left.cells), figure(&right.cells)) {
                    (Some(left), Some(right)) => right.total_cmp(&left),
                    (left, right) => right.is_some().cmp(&left.is_some()),
                };
                by_value.then_with(|| self.locale.compare(&name(left.city), &name(right.city)))
            }),
        }
    }

    fn caption(&self, selected: &Selected<'_>) -> String {
        let mut names: Vec<String> = Vec::new();
        for column in &selected.columns {
            let name = self.indicator_name(column.indicator);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join("; ")
    }

    fn indicator_name(&self, indicator: u32) -> String {
        let indicator = self.view.site.data.indicators.get(indicator as usize);
        let name = indicator.map(|indicator| indicator.name.say(self.language, self.default_language()));
        name.unwrap_or_default().to_owned()
    }

    /// What a column shows: its indicator where there are several, and its period.
    fn heading(&self, column: &Column, several: bool) -> String {
        let indicator = self.view.site.data.indicators.get(column.indicator as usize);
        let period = self.locale.period(&column.period);
        let Some(indicator) = indicator else { return period };
        let unit = self.unit_name(indicator);
        if !several {
            return format!("{period}, {unit}");
        }
        let name = indicator.short_name.as_ref().unwrap_or(&indicator.name);
        format!("{}, {unit}, {period}", name.say(self.language, self.default_language()))
    }

    /// The head: a column says what it shows; above periods of one indicator stands what is measured, once.
    fn table_head(&self, markup: &mut Markup, columns: &[Column]) {
        let first = columns.first().map(|column| column.indicator);
        let several = columns.iter().any(|column| Some(column.indicator) != first);
        let measured = first.and_then(|first| self.view.site.data.indicators.get(first as usize));
        let over_time = measured.filter(|_| !several && columns.len() > 1);
        markup.open("thead").open("tr").open("th").attr("scope", "col");
        if over_time.is_some() {
            markup.attr("rowspan", 2);
        }
        markup.text(self.say("chart.place")).close();
        if let Some(indicator) = over_time {
            markup.open("th").attr("scope", "colgroup").attr("colspan", columns.len());
            let name = indicator.name.say(self.language, self.default_language());
            markup.text(format_args!("{name} ({})", self.unit_name(indicator))).close();
            markup.close().open("tr");
        }
        for column in columns {
            let heading = match over_time {
                Some(_) => self.locale.period(&column.period),
                None => self.heading(column, several),
            };
            markup.open("th").attr("scope", "col").attr("class", "number").text(heading).close();
        }
        markup.close().close();
    }

    /// The unit of an indicator; an amount in the prices of one year says which.
    pub(super) fn unit_name(&self, indicator: &Indicator) -> String {
        let unit = self.locale.unit_name(&indicator.unit);
        match indicator.price_year {
            Some(year) => format!("{unit}, {}", self.locale.say("figure.prices", &[("year", &year.to_string())])),
            None => unit,
        }
    }

    /// The table alone, with units in its head; a missing figure is its reason.
    ///
    /// `named` gives every place's row an id, so that a figure in a text can link to it.
    pub(super) fn table_html(&self, selected: &Selected<'_>, named: bool) -> String {
        let mut markup = Markup::new();
        markup.open("table").attr("class", "data-table");
        self.table_head(&mut markup, &selected.columns);
        markup.open("tbody");
        for row in &selected.rows {
            let id = self.view.site.data.cities.get(row.city as usize).map(|city| city.id.as_str()).unwrap_or_default();
            markup.open("tr");
            if named {
                markup.attr("id", row_id(id));
            }
            markup.open("th").attr("scope", "row");
            let name = place_name(self.view.site, self.locale, row.city);
            match self.link_in("cities", id) {
                Some(link) => markup.open("a").attr("href", link.url).text(name).close(),
                None => markup.text(name),
            };
            markup.close();
            for (cell, column) in row.cells.iter().zip(&selected.columns) {
                markup.open("td").attr("class", "number");
                self.cell(&mut markup, *cell, column);
                markup.close();
            }
            markup.close();
        }
        markup.finish()
    }

    fn cell(&self, markup: &mut Markup, observation: Option<&Observation>, column: &Column) {
        let indicator = self.view.site.data.indicators.get(column.indicator as usize);
        let (Some(observation), Some(indicator)) = (observation, indicator) else {
            markup.open("span").attr("class", "missing").text(self.say("chart.no_value")).close();
            return;
        };
        match observation.value {
            Ok(value) => {
                // The unit stands in the head, so the cell holds the number alone.
                let text = match indicator.unit {
                    Unit::Boolean => self.locale.figure(value, &indicator.unit, 0),
                    _ => self.locale.number(value, indicator.decimals),
                };
                Cell::new(text, value, indicator.decimals).write(markup);
                if let Some(letter) = observation.status.letter() {
                    markup.text(" ").element("sup", letter);
                }
                let ends = observation.detail.as_ref().and_then(|detail| Some([detail.lower?, detail.upper?]));
                if let Some(ends) = ends {
                    let bounds = ends.map(|bound| self.locale.number(bound, indicator.decimals));
                    let [lower, upper] = &bounds;
                    let said = self.locale.say("chart.interval", &[("lower", lower), ("upper", upper)]);
                    markup.text(" ").element("small", said);
                }
                if column.latest && observation.period != column.period {
                    markup.text(format!(" ({})", self.locale.period(&observation.period)));
                }
            }
            Err(missing) => {
                let reason = self.say(&format!("observation.missing.{}", missing.name()));
                markup.open("span").attr("class", "missing").text(reason).close();
            }
        }
    }

    /// One line for the statuses that occur: "b: break in series; e: estimated".
    pub(super) fn status_notes(&self, selected: &Selected<'_>) -> Option<String> {
        let shown = selected.rows.iter().flat_map(|row| row.cells.iter().flatten());
        self.status_key(shown.filter(|observation| observation.value.is_ok()).map(|observation| observation.status))
    }

    /// The same for statuses in any order.
    pub(super) fn status_key(&self, statuses: impl Iterator<Item = Status>) -> Option<String> {
        let mut statuses: Vec<Status> = statuses.filter(|status| status.letter().is_some()).collect();
        statuses.sort_unstable();
        statuses.dedup();
        let said: Vec<String> = statuses
            .iter()
            .filter_map(|status| {
                let name = self.say(&format!("observation.status.{}", status.name()));
                Some(format!("{}: {name}", status.letter()?))
            })
            .collect();
        (!said.is_empty()).then(|| said.join("; "))
    }
}

/// The id of a place's row on an indicator's page.
pub(super) fn row_id(city: &str) -> String {
    format!("place-{}", crate::path::slug(city))
}
