//! Observations in CSV: wide tables as people type them, long ones as programs write them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::entries::DATA;
use super::observations::{CITY, INDICATOR, Named, SOURCE, Typed, no_number, unknown, yes_no};
use crate::diag::{Diagnostic, Place, Report, did_you_mean};
use crate::kind::Moment;
use crate::locale::{Period, Unit};
use crate::model::{Detail, Gap, Missing, Observation, Site, Status};
use crate::path::SourcePath;
use crate::source::Snapshot;
use crate::syntax::table::{self, Cell, Table};

/// The columns of a long table; the first three must be there.
const COLUMNS: [&str; 12] = [
    "city",
    "indicator",
    "period",
    "value",
    "status",
    "source",
    "accessed",
    "note",
    "lower",
    "upper",
    "evidence",
    "missing",
];
/// Columns of published tables that only say again, in words, what the others say.
const EXPLAINING: [&str; 6] = ["city_name", "numerator", "denominator", "unit", "source_title", "source_url"];
const REQUIRED: usize = 3;

/// What reading adds to: the files, the figures, and what could not be read of them.
pub(super) struct Read<'a> {
    pub(super) files: &'a mut Vec<SourcePath>,
    pub(super) all: &'a mut Vec<Observation>,
    pub(super) gaps: &'a mut Vec<Gap>,
}

/// Reads every table in `content/data`.
pub(super) fn load(site: &Site, snapshot: &Snapshot, read: Read<'_>, report: &mut Report) {
    let Read { files, all, gaps } = read;
    let folder = format!("content/{DATA}");
    for (path, rest, file) in snapshot.below(&folder) {
        let (true, Some(text)) = (path.extension() == "csv", file.text.as_deref()) else { continue };
        let shared = path.shared();
        let (table, problems) = table::parse(&shared, text);
        let stem = rest.get(..rest.len() - ".csv".len()).unwrap_or(rest);
        let indicator = site.data.indicator(stem);
        if !problems.is_empty() {
            gaps.push(Gap { indicator, ..Gap::default() });
        }
        problems.into_iter().for_each(|problem| report.add(problem));
        let Some(table) = table else { continue };
        let index = u32::try_from(files.len()).unwrap_or(u32::MAX);
        files.push(path.clone());
        let mut reader = Reader { site, path: shared, file: index, comma: table.decimal_comma, all, gaps, report };
        let is_long = table.header.iter().any(|cell| cell.text == "indicator");
        match (is_long, indicator) {
            (true, _) => reader.long(&table),
            (false, Some(indicator)) => reader.wide(&table, indicator),
            (false, None) => {
                reader.gaps.push(Gap::default());
                let Some(problem) = unknown(site, stem, INDICATOR) else { continue };
                let near = problem.hint.clone().filter(|hint| hint.starts_with("did you mean"));
                let hint = "a table is named after its indicator, or has the columns `city,indicator,period,value`";
                let problem =
                    problem.at(Place::file(reader.path.clone())).hint(near.unwrap_or_else(|| hint.to_owned()));
                reader.report.add(problem);
            }
        }
    }
}

struct Reader<'a> {
    site: &'a Site,
    path: Arc<str>,
    file: u32,
    comma: bool,
    all: &'a mut Vec<Observation>,
    gaps: &'a mut Vec<Gap>,
    report: &'a mut Report,
}

impl Reader<'_> {
    /// `city` and then a column a period.
    fn wide(&mut self, table: &Table, indicator: u32) {
        let Some((first, columns)) = table.header.split_first() else { return };
        if first.text != "city" {
            self.error("csv-columns", "the first column is not `city`", first, "name the first column `city`");
            self.gaps.push(Gap { indicator: Some(indicator), ..Gap::default() });
            return;
        }
        let periods: Vec<Option<Period>> = columns.iter().map(|cell| self.period(cell)).collect();
        let gap = Gap { indicator: Some(indicator), ..Gap::default() };
        if periods.contains(&None) {
            self.gaps.push(gap);
        }
        for row in &table.rows {
            let Some((city, cells)) = row.split_first() else { continue };
            let Some(city) = self.city(city) else {
                self.gaps.push(gap);
                continue;
            };
            for (cell, period) in cells.iter().zip(&periods) {
                let (false, Some(period)) = (cell.text.is_empty(), period) else { continue };
                match self.number(cell, indicator) {
                    Some(value) => self.push(indicator, city, *period, (Ok(value), cell)),
                    None => self.gaps.push(Gap { city: Some(city), period: Some(*period), ..gap }),
                }
            }
        }
    }

    /// One observation a row, columns by name.
    fn long(&mut self, table: &Table) {
        let mut columns: BTreeMap<&str, usize> = BTreeMap::new();
        for (position, cell) in table.header.iter().enumerate() {
            if EXPLAINING.contains(&cell.text.as_str()) {
                continue;
            }
            if !COLUMNS.contains(&cell.text.as_str()) {
                let message = format!("`{}` is no column of figures", cell.text);
                let place = Place::at(self.path.clone(), cell.span);
                let problem = Diagnostic::error("csv-columns", message).at(place);
                self.report.add(problem.maybe_hint(did_you_mean(&cell.text, COLUMNS)));
                self.gaps.push(Gap::default());
            } else if columns.insert(&cell.text, position).is_some() {
                self.error("csv-columns", "the column stands twice", cell, "delete one of the two columns");
            }
        }
        let absent: Vec<&str> =
            COLUMNS[..REQUIRED].iter().filter(|name| !columns.contains_key(*name)).copied().collect();
        if let (false, Some(first)) = (absent.is_empty(), table.header.first()) {
            let message = format!("the table has no column `{}`", absent.join("`, `"));
            self.error("csv-columns", &message, first, "add the column to the first line");
            self.gaps.push(Gap::default());
            return;
        }
        for row in &table.rows {
            self.row(row, &columns);
        }
    }

    fn row(&mut self, row: &[Cell], columns: &BTreeMap<&str, usize>) {
        let told = self.report.problems.len();
        let cell = |name: &str| columns.get(name).and_then(|at| row.get(*at)).filter(|cell| !cell.text.is_empty());
        let Some(first) = row.first() else { return };
        let city = cell("city").and_then(|cell| self.city(cell));
        let indicator = cell("indicator").and_then(|cell| self.indicator(cell));
        let period = cell("period").and_then(|cell| self.period(cell));
        for name in &COLUMNS[..REQUIRED] {
            if cell(name).is_none() {
                self.error(
                    "csv-cells",
                    &format!("this row has no `{name}`"),
                    first,
                    "fill in the cell, or delete the row",
                );
            }
        }
        if let (Some(city), Some(indicator), Some(period)) = (city, indicator, period) {
            self.figure(row, columns, (indicator, city, period));
        }
        if self.report.problems.len() > told {
            self.gaps.push(Gap { indicator, city, period });
        }
    }

    /// The figure of a row whose place and time are known.
    fn figure(&mut self, row: &[Cell], columns: &BTreeMap<&str, usize>, (indicator, city, period): (u32, u32, Period)) {
        let cell = |name: &str| columns.get(name).and_then(|at| row.get(*at)).filter(|cell| !cell.text.is_empty());
        let (value, place) = match (cell("value"), cell("missing")) {
            (Some(value), None) => match self.number(value, indicator) {
                Some(number) => (Ok(number), value),
                None => return,
            },
            (None, Some(missing)) => match Missing::parse(&missing.text) {
                Some(reason) => (Err(reason), missing),
                None => return self.word(missing, &Missing::NAMES.map(|(name, _)| name), "reason"),
            },
            (Some(_), Some(missing)) => {
                let hint = "empty one of the two cells";
                return self.error("bad-observation", "a figure has either a value or a reason", missing, hint);
            }
            // An empty cell is no observation.
            (None, None) => return,
        };
        let status = match cell("status") {
            None => Status::Final,
            Some(cell) => match Status::parse(&cell.text) {
                Some(status) => status,
                None => return self.word(cell, &Status::NAMES.map(|(name, _, _)| name), "status"),
            },
        };
        let accessed = cell("accessed").map(|cell| (cell, Moment::parse(&cell.text).map(Moment::date)));
        if let Some((cell, None)) = accessed {
            let message = format!("`{}` is no day", cell.text);
            return self.error("wrong-type", &message, cell, "write it as `2026-11-23`");
        }
        if let Some(cell) = cell("source")
            && let Some(problem) = unknown(self.site, &cell.text, SOURCE)
        {
            self.report.add(problem.at(Place::at(self.path.clone(), cell.span)));
        }
        let text = |name: &str| cell(name).map(|cell| cell.text.clone());
        let (lower, upper) = (cell("lower"), cell("upper"));
        let detail = Detail {
            source: text("source"),
            accessed: accessed.and_then(|(_, day)| day),
            note: text("note"),
            lower: lower.and_then(|cell| self.number(cell, indicator)),
            upper: upper.and_then(|cell| self.number(cell, indicator)),
            evidence: text("evidence"),
            ..Detail::default()
        };
        self.push(indicator, city, period, (value, place));
        if let Some(last) = self.all.last_mut() {
            last.status = status;
            last.detail = (detail != Detail::default()).then(|| Box::new(detail));
        }
    }

    fn push(&mut self, indicator: u32, city: u32, period: Period, (value, cell): (Result<f64, Missing>, &Cell)) {
        let (status, file, span) = (Status::Final, self.file, cell.span);
        self.all.push(Observation { indicator, city, period, value, status, file, span, detail: None });
    }

    fn unknown(&mut self, cell: &Cell, named: Named) {
        if let Some(problem) = unknown(self.site, &cell.text, named) {
            self.report.add(problem.at(Place::at(self.path.clone(), cell.span)));
        }
    }

    fn city(&mut self, cell: &Cell) -> Option<u32> {
        let city = self.site.data.city(&cell.text);
        if city.is_none() {
            self.unknown(cell, CITY);
        }
        city
    }

    fn indicator(&mut self, cell: &Cell) -> Option<u32> {
        let indicator = self.site.data.indicator(&cell.text);
        if indicator.is_none() {
            self.unknown(cell, INDICATOR);
        }
        indicator
    }

    fn period(&mut self, cell: &Cell) -> Option<Period> {
        let period = Period::parse(&cell.text);
        if period.is_none() {
            let message = format!("`{}` is no period", cell.text);
            let hint = "write `2023`, `2023-Q2`, `2023-05` or `2023-05-17`";
            self.error("bad-period", &message, cell, hint);
        }
        period
    }

    fn number(&mut self, cell: &Cell, indicator: u32) -> Option<f64> {
        let unit = self.site.data.indicators.get(indicator as usize).map(|indicator| indicator.unit);
        let number = match unit {
            Some(Unit::Boolean) => yes_no(&cell.text),
            _ => parse_number(&cell.text, self.comma),
        };
        if number.is_none() {
            let typed = if self.comma { Typed::Comma } else { Typed::Point };
            let (message, hint) = no_number(Ok(&cell.text), unit, typed);
            self.error("bad-observation", &message, cell, &hint);
        }
        number
    }

    fn word(&mut self, cell: &Cell, names: &[&'static str], what: &str) {
        let problem = Diagnostic::error("wrong-type", format!("`{}` is no {what} of a figure", cell.text));
        let place = Place::at(self.path.clone(), cell.span);
        self.report.add(problem.at(place).maybe_hint(did_you_mean(&cell.text, names.iter().copied())));
    }

    fn error(&mut self, code: &'static str, message: &str, cell: &Cell, hint: &str) {
        let place = Place::at(self.path.clone(), cell.span);
        self.report.add(Diagnostic::error(code, message).at(place).hint(hint));
    }
}

/// A finite number of digits, one sign, one decimal mark; no words such as `nan` that a parser of
/// numbers would take.
fn parse_number(text: &str, comma: bool) -> Option<f64> {
    let text = text.replace('\u{2212}', "-");
    let text = if comma { text.replacen(',', ".", 1) } else { text };
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b".-+eE".contains(&byte));
    let begins =
        text.trim_start_matches(['-', '+']).starts_with(|letter: char| letter.is_ascii_digit() || letter == '.');
    let number: f64 = (plain && begins).then(|| text.parse().ok()).flatten()?;
    number.is_finite().then_some(number)
}
