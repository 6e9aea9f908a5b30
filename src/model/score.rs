//! Scores: what a framework makes of a city's answers, with every step kept.
//!
//! An unanswered question lowers coverage and never the score, because not knowing is not a no. The
//! rules, with examples worked by hand, stand in `docs/frameworks.md`.

use crate::locale::{Period, Unit};
use crate::model::framework::{Answers, Area, Framework, Part, Rule};
use crate::model::observation::{Missing, Observation, Status};
use crate::model::place::{Data, Direction, Indicator};

/// The largest share, in the unit of computed indicators.
pub const WHOLE: f64 = 100.0;

/// The answers of a city to some questions.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    /// The sum of the answers, each from 0 to 1.
    pub sum: f64,
    /// How many questions were answered.
    pub answered: u32,
    /// How many were asked.
    pub asked: u32,
}

impl Tally {
    /// The share of yes among the answers; `None` without any.
    pub fn share(self) -> Option<f64> {
        (self.answered > 0).then(|| self.sum / f64::from(self.answered))
    }

    fn plus(self, other: Tally) -> Tally {
        Tally { sum: self.sum + other.sum, answered: self.answered + other.answered, asked: self.asked + other.asked }
    }
}

/// What a framework makes of the answers of one city in one period.
#[derive(Debug, Clone)]
pub struct Assessment<'a> {
    /// Position of the city.
    pub city: u32,
    /// When.
    pub period: Period,
    /// One an area, in the framework's order.
    pub areas: Vec<Answered<'a>>,
    /// All questions together.
    pub total: Tally,
    /// The score, from 0 to 1.
    pub score: Option<f64>,
    /// Whether enough was answered to compare it with others.
    pub compared: bool,
}

/// The answers to an area's questions, with the figures they are.
#[derive(Debug, Clone)]
pub struct Answered<'a> {
    /// The area.
    pub area: &'a Area,
    /// Its answers.
    pub tally: Tally,
    /// The figures it was made from, those without a value included.
    pub from: Vec<&'a Observation>,
}

/// Assesses a city; `None` where none of its answers is known.
pub fn assess<'a>(data: &'a Data, framework: &'a Framework, city: u32, period: Period) -> Option<Assessment<'a>> {
    let areas: Vec<Answered<'a>> = framework.areas().map(|area| answered(data, area, city, period)).collect();
    let total = areas.iter().fold(Tally::default(), |total, area| total.plus(area.tally));
    if areas.iter().all(|area| area.from.is_empty()) {
        return None;
    }
    let score = combine(framework.rule, areas.iter().map(|answered| (answered.tally, answered.area.weight)));
    let compared = total.answered > 0 && coverage(total) >= framework.minimum_coverage;
    Some(Assessment { city, period, areas, total, score, compared })
}

/// Every city's assessment in a period, by position of the city.
pub fn assess_all<'a>(data: &'a Data, framework: &'a Framework, period: Period) -> Vec<Assessment<'a>> {
    let cities = 0..u32::try_from(data.cities.len()).unwrap_or(u32::MAX);
    cities.filter_map(|city| assess(data, framework, city, period)).collect()
}

/// The share of questions that were answered.
pub fn coverage(tally: Tally) -> f64 {
    if tally.asked == 0 { 0.0 } else { f64::from(tally.answered) / f64::from(tally.asked) }
}

impl Assessment<'_> {
    /// The answers of a pillar's areas, by the pillar's position.
    pub fn pillar(&self, framework: &Framework, pillar: usize) -> &[Answered<'_>] {
        let before: usize = framework.pillars.iter().take(pillar).map(|pillar| pillar.areas.len()).sum();
        let count = framework.pillars.get(pillar).map_or(0, |pillar| pillar.areas.len());
        self.areas.get(before..before + count).unwrap_or_default()
    }

    /// The score under any rule, from 0 to 1.
    pub fn score_under(&self, rule: Rule) -> Option<f64> {
        combine(rule, self.areas.iter().map(|answered| (answered.tally, answered.area.weight)))
    }
}

/// One value for the answers of several areas with their weights; areas without an answer are left
/// out, and `None` comes of none at all.
pub fn combine(rule: Rule, areas: impl Iterator<Item = (Tally, f64)>) -> Option<f64> {
    let known: Vec<(Tally, f64)> = areas.filter(|(tally, _)| tally.answered > 0).collect();
    if rule == Rule::Pooled {
        return known.iter().fold(Tally::default(), |total, (tally, _)| total.plus(*tally)).share();
    }
    let weight = |weight: f64| if rule == Rule::Weighted { weight } else { 1.0 };
    let weights: f64 = known.iter().map(|(_, own)| weight(*own)).sum();
    let sum: f64 = known.iter().filter_map(|(tally, own)| Some(tally.share()? * weight(*own))).sum();
    (weights > 0.0).then(|| sum / weights)
}

fn answered<'a>(data: &'a Data, area: &'a Area, city: u32, period: Period) -> Answered<'a> {
    let at = |indicator: u32| {
        let series = data.observations.series(indicator, city);
        series.iter().find(|observation| observation.period == period)
    };
    let mut tally = Tally { asked: area.asked, ..Tally::default() };
    let from: Vec<&Observation> = match &area.answers {
        Answers::Unknown => Vec::new(),
        Answers::Counted(indicator) => at(*indicator).into_iter().collect(),
        Answers::Each(indicators) => indicators.iter().filter_map(|indicator| at(*indicator)).collect(),
    };
    for observation in &from {
        let Ok(value) = observation.value else { continue };
        if let Answers::Counted(_) = area.answers {
            tally.sum += value;
            tally.answered += area.asked;
        } else if let Some(scaled) =
            data.indicators.get(observation.indicator as usize).and_then(|indicator| scaled(indicator, value))
        {
            tally.sum += scaled;
            tally.answered += 1;
        }
    }
    Answered { area, tally, from }
}

/// An answer from 0 to 1, 1 the better end; `None` where the indicator has no two ends.
pub fn scaled(indicator: &Indicator, value: f64) -> Option<f64> {
    let (low, high) = ends(indicator)?;
    let share = (value - low) / (high - low);
    Some(if indicator.direction == Direction::Lower { 1.0 - share } else { share })
}

/// The two ends of an indicator's scale.
pub fn ends(indicator: &Indicator) -> Option<(f64, f64)> {
    let own = indicator.range.filter(|(low, high)| low < high);
    own.or(match indicator.unit {
        Unit::Boolean => Some((0.0, 1.0)),
        Unit::Percent => Some((0.0, WHOLE)),
        _ => None,
    })
}

/// The computed figure of a part, as a share from 0 to 1 with what it is a share of; `Err` with the
/// reason where nothing was answered.
pub fn part(framework: &Framework, assessment: &Assessment<'_>, part: &Part) -> Result<(f64, Option<Tally>), Missing> {
    let over = |areas: &[Answered<'_>]| {
        let value = combine(framework.rule, areas.iter().map(|answered| (answered.tally, answered.area.weight)));
        value.ok_or_else(|| reason(areas))
    };
    match part {
        Part::Score => over(&assessment.areas).map(|value| (value, None)),
        Part::Coverage => Ok((coverage(assessment.total), None)),
        Part::Pillar(id) => {
            let position = framework.pillars.iter().position(|pillar| pillar.id == *id);
            over(assessment.pillar(framework, position.unwrap_or(usize::MAX))).map(|value| (value, None))
        }
        Part::Area(id) => {
            let answered = assessment.areas.iter().find(|answered| answered.area.id == *id);
            let answered = answered.ok_or(Missing::NotAsked)?;
            let share = answered.tally.share().ok_or_else(|| reason(std::slice::from_ref(answered)))?;
            Ok((share, Some(answered.tally)))
        }
    }
}

/// The first reason given for an answer that is not there.
fn reason(areas: &[Answered<'_>]) -> Missing {
    let from = areas.iter().flat_map(|answered| &answered.from);
    from.filter_map(|observation| observation.value.err()).next().unwrap_or(Missing::NotAnswered)
}

/// How sure a computed figure is: as its first input that is not final.
pub fn status(assessment: &Assessment<'_>) -> Status {
    let inputs = assessment.areas.iter().flat_map(|answered| &answered.from);
    inputs.map(|observation| observation.status).find(|status| *status != Status::Final).unwrap_or_default()
}

/// A place in an order by score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Position of the city.
    pub city: u32,
    /// The score, from 0 to 1.
    pub score: f64,
    /// From 1; those whose rounded percent is equal share it, and the next ones are counted on.
    pub rank: usize,
    /// Whether another has the same rank.
    pub tied: bool,
}

/// The cities that may be compared, in the order of their scores under a rule.
pub fn ranking(assessments: &[Assessment<'_>], rule: Rule) -> Vec<Place> {
    let compared = assessments.iter().filter(|assessment| assessment.compared);
    let mut scores: Vec<(u32, f64)> =
        compared.filter_map(|assessment| Some((assessment.city, assessment.score_under(rule)?))).collect();
    scores.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    let rounded = |score: f64| (score * WHOLE).round() as i64;
    let place = |(city, score): (u32, f64)| {
        let better = scores.iter().filter(|(_, other)| rounded(*other) > rounded(score)).count();
        let equal = scores.iter().filter(|(_, other)| rounded(*other) == rounded(score)).count();
        Place { city, score, rank: better + 1, tied: equal > 1 }
    };
    scores.iter().copied().map(place).collect()
}
