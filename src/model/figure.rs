//! Meeting a `{value}` request: which figure it means, or why there is none.
//!
//! Checking and showing both ask here, so what was checked is what is shown.

use std::collections::BTreeMap;

use crate::locale::{Period, Unit};
use crate::model::observation::{Missing, Observation, Status};
use crate::model::place::Data;
use crate::model::request::{Aggregate, ValueRequest, When};

/// What a request means.
#[derive(Debug, Clone)]
pub enum Reading<'a> {
    /// One figure of one city.
    One {
        /// The observation.
        observation: &'a Observation,
        /// Its figure.
        value: f64,
    },
    /// The difference between two figures of one city.
    Change {
        /// The earlier observation and its figure.
        from: (&'a Observation, f64),
        /// The later observation and its figure.
        to: (&'a Observation, f64),
    },
    /// One figure of several cities.
    Whole {
        /// How they are taken together.
        aggregate: Aggregate,
        /// The figure.
        value: f64,
        /// The period.
        period: Period,
        /// How many cities it is made of.
        count: usize,
    },
    /// The difference between two figures of the cities that have both.
    WholeChange {
        /// How they are taken together.
        aggregate: Aggregate,
        /// The earlier period and figure.
        from: (Period, f64),
        /// The later period and figure.
        to: (Period, f64),
        /// How many cities it is made of.
        count: usize,
    },
}

/// Why a request has no figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Lack {
    /// No city or aggregate of that name.
    Subject,
    /// No indicator of that name.
    Indicator,
    /// No observation in that period; the periods that have a figure.
    Period(Period, Vec<Period>),
    /// The observation says that there is no figure.
    Missing(Period, Missing),
    /// No figure in any period.
    Nothing,
    /// A break or another definition lies between the two periods; where it is.
    Break(Period),
    /// The two periods are of different lengths.
    Lengths,
    /// Answers have no mean.
    Answers,
    /// The sum is too large for a number.
    Overflow,
}

/// Finds what a request means.
///
/// # Errors
/// Why there is no figure.
pub fn read<'a>(data: &'a Data, request: &ValueRequest) -> Result<Reading<'a>, Lack> {
    let indicator = data.indicator(&request.indicator.name);
    if let Some(city) = data.city(&request.subject.name) {
        let series = data.observations.series(indicator.ok_or(Lack::Indicator)?, city);
        return match request.when {
            When::Latest => latest(series).map(|(observation, value)| Reading::One { observation, value }),
            When::At(period) => at(series, period).map(|(observation, value)| Reading::One { observation, value }),
            When::Between(from, to) => change(series, from, to),
        };
    }
    let aggregate = Aggregate::parse(&request.subject.name).ok_or(Lack::Subject)?;
    whole(data, indicator.ok_or(Lack::Indicator)?, aggregate, request.when)
}

/// Two figures may be subtracted only where they measure the same.
fn change(series: &[Observation], from: Period, to: Period) -> Result<Reading<'_>, Lack> {
    let reading = Reading::Change { from: at(series, from)?, to: at(series, to)? };
    if !from.is_as_long_as(&to) {
        return Err(Lack::Lengths);
    }
    match broken(series.iter(), from, to) {
        Some(period) => Err(Lack::Break(period)),
        None => Ok(reading),
    }
}

/// The first period since which figures measure something else than they did in `from`.
fn broken<'a>(observations: impl Iterator<Item = &'a Observation>, from: Period, to: Period) -> Option<Period> {
    let between = observations.filter(|observation| from < observation.period && observation.period <= to);
    let differs = |observation: &&Observation| matches!(observation.status, Status::Break | Status::DefinitionDiffers);
    between.filter(|observation| observation.value.is_ok()).filter(differs).map(|observation| observation.period).min()
}

fn latest(series: &[Observation]) -> Result<(&Observation, f64), Lack> {
    let newest = series.iter().rev().find_map(|observation| Some((observation, observation.value.ok()?)));
    newest.ok_or_else(|| match series.last() {
        Some(Observation { period, value: Err(missing), .. }) => Lack::Missing(*period, *missing),
        _ => Lack::Nothing,
    })
}

fn at(series: &[Observation], period: Period) -> Result<(&Observation, f64), Lack> {
    match series.iter().find(|observation| observation.period == period) {
        Some(observation) => match observation.value {
            Ok(value) => Ok((observation, value)),
            Err(missing) => Err(Lack::Missing(period, missing)),
        },
        None => Err(Lack::Period(period, periods(series.iter()))),
    }
}

fn whole<'a>(data: &'a Data, indicator: u32, aggregate: Aggregate, when: When) -> Result<Reading<'a>, Lack> {
    let unit = data.indicators.get(indicator as usize).map(|indicator| indicator.unit);
    if unit == Some(Unit::Boolean) && aggregate != Aggregate::Count {
        return Err(Lack::Answers);
    }
    let all = data.observations.of_indicator(indicator);
    let known = periods(all.iter().filter(|observation| counted(data, observation)));
    let value = |period: Period, only: &[u32]| -> Result<(f64, usize), Lack> {
        let values: Vec<f64> = all
            .iter()
            .filter(|observation| observation.period == period && counted(data, observation))
            .filter(|observation| only.is_empty() || only.contains(&observation.city))
            .filter_map(|observation| observation.value.ok())
            .collect();
        let count = values.len();
        combine(aggregate, &values).map(|value| (value, count))
    };
    match when {
        When::Latest | When::At(_) => {
            let newest = *known.last().ok_or(Lack::Nothing)?;
            let period = if let When::At(period) = when { period } else { newest };
            if !known.contains(&period) {
                return Err(Lack::Period(period, known));
            }
            let (value, count) = value(period, &[])?;
            Ok(Reading::Whole { aggregate, value, period, count })
        }
        When::Between(from, to) => {
            if let Some(absent) = [from, to].into_iter().find(|period| !known.contains(period)) {
                return Err(Lack::Period(absent, known));
            }
            let in_both = in_both(data, all, from, to);
            if in_both.is_empty() {
                return Err(Lack::Period(from, known));
            }
            if !from.is_as_long_as(&to) {
                return Err(Lack::Lengths);
            }
            // How many there are can be compared whatever they measure.
            let compared = all.iter().filter(|observation| in_both.contains(&observation.city));
            if let (true, Some(period)) = (aggregate != Aggregate::Count, broken(compared, from, to)) {
                return Err(Lack::Break(period));
            }
            let (early, late) = (value(from, &in_both)?, value(to, &in_both)?);
            Ok(Reading::WholeChange { aggregate, from: (from, early.0), to: (to, late.0), count: late.1 })
        }
    }
}

fn in_both(data: &Data, all: &[Observation], from: Period, to: Period) -> Vec<u32> {
    let cities = |period: Period| -> Vec<u32> {
        let here = all.iter().filter(|observation| observation.period == period && counted(data, observation));
        here.filter(|observation| observation.value.is_ok()).map(|observation| observation.city).collect()
    };
    let later = cities(to);
    cities(from).into_iter().filter(|city| later.contains(city)).collect()
}

/// A region's figure is no city's: it counts only where all figures describe regions.
/// Nor does a score count that rests on too few answers.
fn counted(data: &Data, observation: &Observation) -> bool {
    if observation.detail.as_ref().is_some_and(|detail| detail.apart) {
        return false;
    }
    let indicator = data.indicators.get(observation.indicator as usize);
    let city = data.cities.get(observation.city as usize);
    indicator.is_some_and(|indicator| indicator.region_level) || city.is_some_and(|city| !city.region)
}

/// The mean of every indicator in every period with how many figures it is made of, in one pass.
pub fn means(data: &Data) -> BTreeMap<(u32, Period), (f64, usize)> {
    let mut means = BTreeMap::new();
    for indicator in (0u32..).take(data.indicators.len()) {
        let observations = data.observations.of_indicator(indicator);
        let counted = observations.iter().filter(|observation| counted(data, observation));
        let with_value = counted.filter_map(|observation| Some((observation.period, observation.value.ok()?)));
        let mut sums: Vec<(Period, f64, usize)> = Vec::new();
        let mut next = 0;
        for (period, value) in with_value {
            // As in `each_once`: the period after the last found is likely the next.
            if sums.get(next).is_none_or(|(known, ..)| *known != period) {
                next = sums.binary_search_by(|(known, ..)| known.cmp(&period)).unwrap_or_else(|position| {
                    sums.insert(position, (period, 0.0, 0));
                    position
                });
            }
            if let Some((_, sum, count)) = sums.get_mut(next) {
                (*sum, *count) = (*sum + value, *count + 1);
            }
            next += 1;
        }
        let finite = sums.into_iter().filter(|(_, sum, _)| sum.is_finite());
        means.extend(finite.map(|(period, sum, count)| ((indicator, period), (sum / count as f64, count))));
    }
    means
}

/// The periods that have a figure, in order, each once.
pub fn periods<'a>(observations: impl Iterator<Item = &'a Observation>) -> Vec<Period> {
    each_once(observations.filter(|observation| observation.value.is_ok()).map(|observation| observation.period))
}

/// Periods in order, each once. There are few of them however many figures there are.
pub fn each_once(all: impl Iterator<Item = Period>) -> Vec<Period> {
    let mut periods: Vec<Period> = Vec::new();
    let mut next = 0;
    for period in all {
        // Figures come by city and period, so the one after the last found is likely the next.
        if periods.get(next) == Some(&period) {
            next += 1;
            continue;
        }
        next = match periods.binary_search(&period) {
            Ok(position) => position + 1,
            Err(position) => {
                periods.insert(position, period);
                position + 1
            }
        };
    }
    periods
}

/// Takes values together; the median of an even number is the mean of the middle two.
///
/// # Errors
/// No values, or a result that is no finite number.
pub fn combine(aggregate: Aggregate, values: &[f64]) -> Result<f64, Lack> {
    if aggregate == Aggregate::Count {
        return Ok(values.len() as f64);
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (Some(low), Some(high)) = (sorted.first(), sorted.last()) else { return Err(Lack::Nothing) };
    let middle = sorted.len() / 2;
    let value = match aggregate {
        Aggregate::Min => *low,
        Aggregate::Max => *high,
        Aggregate::Median if sorted.len().is_multiple_of(2) => sorted[middle - 1].midpoint(sorted[middle]),
        Aggregate::Median => sorted[middle],
        Aggregate::Mean | Aggregate::Count => sorted.iter().sum::<f64>() / sorted.len() as f64,
    };
    if value.is_finite() { Ok(value) } else { Err(Lack::Overflow) }
}
