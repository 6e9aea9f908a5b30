//! Observations in CSV: wide tables as people type them, long ones as programs write them.

use std::sync::Arc;

use super::cure;
use super::entries::DATA;
use super::number::{MINUS, Typed, no_number, parse_number, yes_no};
use super::observations::{CITY, INDICATOR, Named, SOURCE, unknown};
use crate::diag::{Diagnostic, Place, Report, Severity, did_you_mean};
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

/// The columns by name, in the order of [`COLUMNS`].
#[derive(Debug, Clone, Copy)]
enum Column {
    City,
    Indicator,
    Period,
    Value,
    Status,
    Source,
    Accessed,
    Note,
    Lower,
    Upper,
    Evidence,
    Missing,
}

/// Where each of [`COLUMNS`] stands in a table, if it does.
type Places = [Option<usize>; COLUMNS.len()];

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
        all.reserve(table.cells.len() / if is_long(&table) { table.header.len().max(1) } else { 1 });
        let (comma, last) = (table.decimal_comma, Last::default());
        let mut reader = Reader { site, path: shared, file: index, comma, last, all, gaps, report };
        match (is_long(&table), indicator) {
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

/// Whether a table has an observation a row.
fn is_long(table: &Table<'_>) -> bool {
    table.header.iter().any(|cell| cell.text == "indicator")
}

/// The names that were looked up last with their positions: rows of one city or indicator stand together.
#[derive(Default)]
struct Last {
    city: Option<(String, u32)>,
    indicator: Option<(String, u32)>,
}

/// The position of a name, by a search only where it is another one than the last.
fn known(last: &mut Option<(String, u32)>, name: &str, search: impl FnOnce(&str) -> Option<u32>) -> Option<u32> {
    match last {
        Some((known, position)) if known == name => Some(*position),
        _ => {
            *last = search(name).map(|position| (name.to_owned(), position));
            last.as_ref().map(|(_, position)| *position)
        }
    }
}

struct Reader<'a> {
    site: &'a Site,
    path: Arc<str>,
    file: u32,
    comma: bool,
    last: Last,
    all: &'a mut Vec<Observation>,
    gaps: &'a mut Vec<Gap>,
    report: &'a mut Report,
}

impl Reader<'_> {
    /// `city` and then a column a period.
    fn wide(&mut self, table: &Table<'_>, indicator: u32) {
        let Some((first, columns)) = table.header.split_first() else { return };
        if first.text != "city" {
            self.error("csv-columns", "the first column is not `city`", first, "name the first column `city`");
            self.gaps.push(Gap { indicator: Some(indicator), ..Gap::default() });
            return;
        }
        let mut periods: Vec<Option<Period>> = Vec::with_capacity(columns.len());
        for cell in columns {
            let period = self.period(cell);
            let again = period.is_some() && periods.contains(&period);
            if again {
                self.error("csv-columns", "the period stands twice", cell, "delete one of the two columns");
            }
            periods.push(period.filter(|_| !again));
        }
        let gap = Gap { indicator: Some(indicator), ..Gap::default() };
        if periods.contains(&None) {
            self.gaps.push(gap);
        }
        for row in table.rows() {
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
    fn long(&mut self, table: &Table<'_>) {
        let mut places = Places::default();
        for (position, cell) in table.header.iter().enumerate() {
            if EXPLAINING.contains(&&*cell.text) {
                continue;
            }
            let Some(column) = COLUMNS.iter().position(|name| *name == cell.text) else {
                let message = format!("`{}` is no column of figures", cell.text);
                let place = Place::at(self.path.clone(), cell.span);
                let problem = Diagnostic::error("csv-columns", message).at(place);
                self.report.add(problem.maybe_hint(did_you_mean(&cell.text, COLUMNS)));
                self.gaps.push(Gap::default());
                continue;
            };
            if places[column].replace(position).is_some() {
                self.error("csv-columns", "the column stands twice", cell, "delete one of the two columns");
            }
        }
        let absent: Vec<&str> = COLUMNS[..REQUIRED]
            .iter()
            .zip(places)
            .filter(|(_, place)| place.is_none())
            .map(|(name, _)| *name)
            .collect();
        if let (false, Some(first)) = (absent.is_empty(), table.header.first()) {
            let message = format!("the table has no column `{}`", absent.join("`, `"));
            self.error("csv-columns", &message, first, "add the column to the first line");
            self.gaps.push(Gap::default());
            return;
        }
        for row in table.rows() {
            self.row(row, &places);
        }
    }

    fn row(&mut self, row: &[Cell<'_>], places: &Places) {
        let told = self.report.problems.len();
        let Some(first) = row.first() else { return };
        let city = cell(row, places, Column::City).and_then(|cell| self.city(cell));
        let indicator = cell(row, places, Column::Indicator).and_then(|cell| self.indicator(cell));
        let period = cell(row, places, Column::Period).and_then(|cell| self.period(cell));
        let required = [Column::City, Column::Indicator, Column::Period];
        for (column, name) in required.into_iter().zip(COLUMNS) {
            if cell(row, places, column).is_none() {
                self.error(
                    "csv-cells",
                    &format!("this row has no `{name}`"),
                    first,
                    "fill in the cell, or delete the row",
                );
            }
        }
        if let (Some(city), Some(indicator), Some(period)) = (city, indicator, period) {
            self.figure((row, places), (indicator, city, period));
        }
        let new = self.report.problems.get(told..).unwrap_or_default();
        if new.iter().any(|problem| problem.severity == Severity::Error) {
            self.gaps.push(Gap { indicator, city, period });
        }
    }

    /// The figure of a row whose place and time are known.
    fn figure(&mut self, (row, places): (&[Cell<'_>], &Places), (indicator, city, period): (u32, u32, Period)) {
        let cell = |column: Column| cell(row, places, column);
        let (value, place) = match (cell(Column::Value), cell(Column::Missing)) {
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
            (None, None) => return self.nothing((row, places)),
        };
        let status = match cell(Column::Status) {
            None => None,
            Some(cell) => match Status::parse(&cell.text) {
                Some(status) => Some(status),
                None => return self.word(cell, &Status::NAMES.map(|(name, _, _)| name), "status"),
            },
        };
        let accessed = cell(Column::Accessed).map(|cell| (cell, Moment::parse(&cell.text).map(Moment::date)));
        if let Some((cell, None)) = accessed {
            let message = format!("`{}` is no day", cell.text);
            return self.error("wrong-type", &message, cell, "write it as `2026-11-23`");
        }
        if let Some(cell) = cell(Column::Source)
            && let Some(problem) = unknown(self.site, &cell.text, SOURCE)
        {
            self.report.add(problem.at(Place::at(self.path.clone(), cell.span)));
        }
        let text = |column: Column| cell(column).map(|cell| cell.text.clone().into_owned());
        let (lower, upper) = (cell(Column::Lower), cell(Column::Upper));
        let detail = Detail {
            source: text(Column::Source),
            accessed: accessed.and_then(|(_, day)| day),
            note: text(Column::Note),
            lower: lower.and_then(|cell| self.number(cell, indicator)),
            upper: upper.and_then(|cell| self.number(cell, indicator)),
            evidence: text(Column::Evidence),
            ..Detail::default()
        };
        self.push(indicator, city, period, (value, place));
        if let Some(last) = self.all.last_mut() {
            last.status = status.unwrap_or(last.status);
            last.detail = (detail != Detail::default()).then(|| Box::new(detail));
        }
    }

    /// A row without a figure is no observation, and whoever wrote something about one meant one.
    fn nothing(&mut self, (row, places): (&[Cell<'_>], &Places)) {
        // Where the column itself is not there, its name is probably misspelt, which is told.
        if places[Column::Value as usize].is_none() {
            return;
        }
        let about = [Column::Status, Column::Note, Column::Lower, Column::Upper, Column::Evidence];
        if let Some(said) = about.into_iter().find_map(|column| cell(row, places, column)) {
            let hint = "fill in `value` with the figure, or `missing` with the reason why there is none";
            self.error("bad-observation", "a figure has either a value or a reason", said, hint);
        }
    }

    fn push(&mut self, indicator: u32, city: u32, period: Period, (value, cell): (Result<f64, Missing>, &Cell<'_>)) {
        let status = if value.is_ok() { self.site.data.status_of(indicator) } else { Status::Final };
        let (file, span) = (self.file, cell.span);
        self.all.push(Observation { indicator, city, period, value, status, file, span, detail: None });
    }

    fn unknown(&mut self, cell: &Cell<'_>, named: Named) {
        if let Some(problem) = unknown(self.site, &cell.text, named) {
            self.report.add(problem.at(Place::at(self.path.clone(), cell.span)));
        }
    }

    fn city(&mut self, cell: &Cell<'_>) -> Option<u32> {
        let city = known(&mut self.last.city, &cell.text, |id| self.site.data.city(id));
        if city.is_none() {
            self.unknown(cell, CITY);
        }
        city
    }

    fn indicator(&mut self, cell: &Cell<'_>) -> Option<u32> {
        let indicator = known(&mut self.last.indicator, &cell.text, |id| self.site.data.indicator(id));
        if indicator.is_none() {
            self.unknown(cell, INDICATOR);
        }
        indicator
    }

    fn period(&mut self, cell: &Cell<'_>) -> Option<Period> {
        let period = Period::parse(&cell.text);
        if period.is_none() {
            let message = format!("`{}` is no period", cell.text);
            self.error("bad-period", &message, cell, &cure::period(&cell.text));
        }
        period
    }

    fn number(&mut self, cell: &Cell<'_>, indicator: u32) -> Option<f64> {
        let unit = self.site.data.indicators.get(indicator as usize).map(|indicator| indicator.unit);
        let number = match unit {
            Some(Unit::Boolean) => yes_no(&cell.text),
            _ => parse_number(&cell.text, self.comma),
        };
        if self.comma && unit != Some(Unit::Boolean) {
            self.thousands(cell);
        }
        if number.is_none() {
            let typed = if self.comma { Typed::Comma } else { Typed::Point };
            let (message, hint) = no_number(Ok(&cell.text), unit, typed);
            self.error("bad-observation", &message, cell, &hint);
        }
        number
    }

    /// A spreadsheet that writes a decimal comma may write `1.234` for a thousand and more.
    fn thousands(&mut self, cell: &Cell<'_>) {
        let Some((whole, rest)) = cell.text.split_once('.') else { return };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let bare = whole.trim_start_matches(['-', MINUS]);
        if !digits(bare) || !digits(rest) || rest.len() != 3 || !(1..=3).contains(&bare.len()) || bare == "0" {
            return;
        }
        let problem = Diagnostic::warning(
            "thousands-or-decimals",
            format!("the dot in `{}` is read as a decimal mark", cell.text),
        );
        let hint = format!("write `{whole}{rest}` if it stands between thousands, or else `{whole},{rest}`");
        self.report.add(problem.at(Place::at(self.path.clone(), cell.span)).hint(hint));
    }

    fn word(&mut self, cell: &Cell<'_>, names: &[&'static str], what: &str) {
        let problem = Diagnostic::error("wrong-type", format!("`{}` is no {what} of a figure", cell.text));
        let place = Place::at(self.path.clone(), cell.span);
        self.report.add(problem.at(place).maybe_hint(did_you_mean(&cell.text, names.iter().copied())));
    }

    fn error(&mut self, code: &'static str, message: &str, cell: &Cell<'_>, hint: &str) {
        let place = Place::at(self.path.clone(), cell.span);
        self.report.add(Diagnostic::error(code, message).at(place).hint(hint));
    }
}

/// The cell of a row in a column, if the table has it and something stands there.
fn cell<'r, 't>(row: &'r [Cell<'t>], places: &Places, column: Column) -> Option<&'r Cell<'t>> {
    places[column as usize].and_then(|at| row.get(at)).filter(|cell| !cell.text.is_empty())
}
