//! Meeting the selection of a chart or table: which cities, which periods, which observations.

use crate::diag::Span;
use crate::locale::Period;
use crate::model::Site;
use crate::model::figure::{each_once, periods};
use crate::model::observation::Observation;
use crate::model::request::{Cities, Named, Selection, When, within};

/// A selection that can be met: places down, columns across.
#[derive(Debug, Clone)]
pub struct Selected<'a> {
    /// What each column shows.
    pub columns: Vec<Column>,
    /// One row a place, in the order of the request.
    pub rows: Vec<Row<'a>>,
    /// How many places there were to choose from, where the highest or the lowest were asked for.
    pub out_of: Option<usize>,
}

/// A column: an indicator in a period, or where the newest of each place is asked, in any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Position of the indicator.
    pub indicator: u32,
    /// The period; for the newest, the newest of all places.
    pub period: Period,
    /// Whether a place may show an older one, with its year.
    pub latest: bool,
}

/// One place.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// Position of the city.
    pub city: u32,
    /// One cell a column; `None` where nothing was observed.
    pub cells: Vec<Option<&'a Observation>>,
}

/// Why a selection cannot be met.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// No city of that id.
    City(Named),
    /// No indicator of that id.
    Indicator(Named),
    /// No city of that country.
    Country(Named),
    /// No city whose partner has that role.
    Role(Named),
    /// No figure in that period; the periods that have one.
    Period(Span, Vec<Period>),
    /// No figure at all of that indicator for those cities.
    Nothing(Named),
}

/// The observations a selection means, be they reasons why there is no figure.
///
/// # Errors
/// Everything that is wrong with it.
pub fn select<'a>(site: &'a Site, selection: &Selection) -> Result<Selected<'a>, Vec<Fault>> {
    // Reasons cannot be put in order.
    meet(site, selection, matches!(selection.cities, Cities::Extreme { .. }))
}

/// The same, with at least one figure of each indicator, since reasons cannot be drawn.
///
/// # Errors
/// Everything that is wrong with it.
pub fn select_figures<'a>(site: &'a Site, selection: &Selection) -> Result<Selected<'a>, Vec<Fault>> {
    meet(site, selection, true)
}

fn meet<'a>(site: &'a Site, selection: &Selection, needs_figure: bool) -> Result<Selected<'a>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut indicators = Vec::new();
    for named in &selection.indicators {
        match site.data.indicator(&named.name) {
            Some(indicator) => indicators.push((indicator, named)),
            None => faults.push(Fault::Indicator(named.clone())),
        }
    }
    let regional = indicators.iter().any(|(indicator, _)| {
        site.data.indicators.get(*indicator as usize).is_some_and(|indicator| indicator.region_level)
    });
    let cities = cities(site, &selection.cities, regional, &mut faults);
    let mut columns = Vec::new();
    if faults.is_empty() {
        for (indicator, named) in &indicators {
            match columns_of(site, (selection, needs_figure), (*indicator, named), &cities) {
                Ok(found) => columns.extend(found),
                Err(fault) => faults.push(fault),
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut rows: Vec<Row<'a>> = cities.into_iter().map(|city| row(site, city, &columns)).collect();
    let mut out_of = None;
    if let Cities::Extreme { highest, count } = selection.cities {
        out_of = Some(extreme(&mut rows, lead(&columns), (highest, count)));
    }
    Ok(Selected { columns, rows, out_of })
}

/// The column by which places are put in order: the latest period, of the first of several indicators.
pub fn lead(columns: &[Column]) -> usize {
    let first = columns.first().map(|column| column.indicator);
    columns.iter().rposition(|column| Some(column.indicator) == first).unwrap_or_default()
}

/// Everything that is said of an indicator, be it that there is no figure; places in the order of the data.
pub fn whole(site: &Site, indicator: u32) -> Selected<'_> {
    let observations = site.data.observations.of_indicator(indicator);
    let periods = each_once(observations.iter().map(|observation| observation.period));
    let column = |period| Column { indicator, period, latest: false };
    let columns: Vec<Column> = periods.into_iter().map(column).collect();
    let mut cities: Vec<u32> = observations.iter().map(|observation| observation.city).collect();
    cities.dedup();
    let rows = cities.into_iter().map(|city| row(site, city, &columns)).collect();
    Selected { columns, rows, out_of: None }
}

/// Keeps the rows with the highest or the lowest figures of a column, and those level with the last of them; gives how
/// many had a figure.
fn extreme(rows: &mut Vec<Row<'_>>, lead: usize, (highest, count): (bool, usize)) -> usize {
    let value = |row: &Row<'_>| row.cells.get(lead).copied().flatten().and_then(|observation| observation.value.ok());
    rows.retain(|row| value(row).is_some());
    rows.sort_by(|left, right| {
        let (left, right) = (value(left).unwrap_or_default(), value(right).unwrap_or_default());
        if highest { right.total_cmp(&left) } else { left.total_cmp(&right) }
    });
    let all = rows.len();
    if let Some(last) = count.checked_sub(1).and_then(|last| rows.get(last)).map(value) {
        let level = rows.iter().skip(count).take_while(|row| value(row) == last).count();
        rows.truncate(count + level);
    }
    all
}

/// The positions of the cities meant.
pub fn cities(site: &Site, wanted: &Cities, regional: bool, faults: &mut Vec<Fault>) -> Vec<u32> {
    let data = &site.data;
    let positions = || (0u32..).zip(&data.cities);
    match wanted {
        Cities::All | Cities::Extreme { .. } => {
            positions().filter(|(_, city)| regional || !city.region).map(|(position, _)| position).collect()
        }
        Cities::These(names) => {
            let mut found = Vec::new();
            for named in names {
                match data.city(&named.name) {
                    Some(city) => found.push(city),
                    None => faults.push(Fault::City(named.clone())),
                }
            }
            found
        }
        Cities::Country(named) => {
            let found: Vec<u32> =
                positions().filter(|(_, city)| city.country == named.name).map(|(position, _)| position).collect();
            if found.is_empty() {
                faults.push(Fault::Country(named.clone()));
            }
            found
        }
        Cities::Role(named) => {
            let role = |partner: &Option<String>| {
                let entry = site.entry("partners", partner.as_deref()?)?;
                entry.versions.values().next()?.fields.word("role").map(str::to_owned)
            };
            let has_role = |city: &crate::model::City| role(&city.partner).as_deref() == Some(&named.name);
            let found: Vec<u32> =
                positions().filter(|(_, city)| has_role(city)).map(|(position, _)| position).collect();
            if found.is_empty() {
                faults.push(Fault::Role(named.clone()));
            }
            found
        }
    }
}

fn columns_of(
    site: &Site,
    (selection, needs_figure): (&Selection, bool),
    (indicator, named): (u32, &Named),
    cities: &[u32],
) -> Result<Vec<Column>, Fault> {
    let mut cities = cities.to_vec();
    cities.sort_unstable();
    cities.dedup();
    let of = || cities.iter().flat_map(|city| site.data.observations.series(indicator, *city));
    let known = periods(of());
    let said = each_once(of().map(|observation| observation.period));
    let enough = if needs_figure { &known } else { &said };
    let Some(newest) = known.last().or(enough.last()) else { return Err(Fault::Nothing(named.clone())) };
    let column = |period: Period| Column { indicator, period, latest: false };
    match selection.when {
        When::Latest => Ok(vec![Column { indicator, period: *newest, latest: true }]),
        When::At(period) if enough.contains(&period) => Ok(vec![column(period)]),
        When::At(_) => Err(Fault::Period(selection.when_span, known)),
        When::Between(from, to) => {
            let has_enough = enough.iter().any(|period| within(*period, (from, to)));
            // Also where no place has a figure: what is said of a period that was asked for is shown.
            let mut inside = said;
            inside.retain(|period| within(*period, (from, to)));
            if !has_enough || selection.only.iter().any(|period| !inside.contains(period)) {
                return Err(Fault::Period(selection.when_span, known));
            }
            let wanted = |period: &Period| selection.only.is_empty() || selection.only.contains(period);
            Ok(inside.into_iter().filter(wanted).map(column).collect())
        }
    }
}

fn row<'a>(site: &'a Site, city: u32, columns: &[Column]) -> Row<'a> {
    let mut last: Option<(u32, &[Observation])> = None;
    let cells = columns
        .iter()
        .map(|column| {
            let series = match last {
                Some((indicator, series)) if indicator == column.indicator => series,
                _ => site.data.observations.series(column.indicator, city),
            };
            last = Some((column.indicator, series));
            // What is said of the period itself, be it that there is no figure, comes before older ones.
            let here = series.iter().find(|observation| observation.period == column.period);
            if !column.latest || here.is_some() {
                return here;
            }
            let newest = series.iter().rev().find(|observation| observation.value.is_ok());
            newest.or_else(|| series.last())
        })
        .collect();
    Row { city, cells }
}
