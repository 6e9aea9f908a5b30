//! Observations: one figure of one place and period, or the reason why there is none.

use jiff::civil::Date;

use crate::diag::{Place, Span};
use crate::locale::Period;
use crate::path::SourcePath;

/// One observation.
#[derive(Debug, Clone)]
pub struct Observation {
    /// Position of the indicator.
    pub indicator: u32,
    /// Position of the city.
    pub city: u32,
    /// When it holds.
    pub period: Period,
    /// The figure, or why there is none.
    pub value: Result<f64, Missing>,
    /// How sure it is.
    pub status: Status,
    /// Position of the file in [`Observations::files`].
    pub file: u32,
    /// Where it stands there.
    pub span: Span,
    /// What few observations have.
    pub detail: Option<Box<Detail>>,
}

/// What few observations have.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Detail {
    /// A source of its own.
    pub source: Option<String>,
    /// When that was read.
    pub accessed: Option<Date>,
    /// What a reader must know.
    pub note: Option<String>,
    /// The lower end of its uncertainty.
    pub lower: Option<f64>,
    /// The upper end of its uncertainty.
    pub upper: Option<f64>,
    /// What proves a yes.
    pub evidence: Option<String>,
    /// What a computed share is of what: the numerator and the denominator.
    pub parts: Option<(f64, f64)>,
    /// Whether it is left out of means and orders, because too little was answered.
    pub apart: bool,
}

/// How sure a figure is, with Eurostat's letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Status {
    /// Final.
    #[default]
    Final,
    /// Not comparable with the period before (b).
    Break,
    /// Another definition (d).
    DefinitionDiffers,
    /// Estimated (e).
    Estimated,
    /// A forecast (f).
    Forecast,
    /// Imputed (i).
    Imputed,
    /// Not significant (n).
    NotSignificant,
    /// Provisional (p).
    Provisional,
    /// Of low reliability (u).
    LowReliability,
}

impl Status {
    /// Names and letters.
    pub const NAMES: [(&'static str, &'static str, Status); 9] = [
        ("final", "", Status::Final),
        ("break", "b", Status::Break),
        ("definition-differs", "d", Status::DefinitionDiffers),
        ("estimated", "e", Status::Estimated),
        ("forecast", "f", Status::Forecast),
        ("imputed", "i", Status::Imputed),
        ("not-significant", "n", Status::NotSignificant),
        ("provisional", "p", Status::Provisional),
        ("low-reliability", "u", Status::LowReliability),
    ];

    /// Reads a name or a letter.
    pub fn parse(text: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(name, letter, _)| *name == text || (!text.is_empty() && *letter == text));
        found.map(|(_, _, status)| *status)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, _, status)| *status == self).map_or("final", |(name, _, _)| name)
    }

    /// Its letter; none for final.
    pub fn letter(self) -> Option<&'static str> {
        let found = Self::NAMES.iter().find(|(_, _, status)| *status == self);
        found.map(|(_, letter, _)| *letter).filter(|letter| !letter.is_empty())
    }
}

/// Why there is no figure. A missing figure is never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// Nobody asked.
    NotAsked,
    /// Asked, and not answered.
    NotAnswered,
    /// Nobody collected it.
    NotCollected,
    /// There can be none.
    NotApplicable,
    /// It may not be published.
    Confidential,
}

impl Missing {
    /// Every reason by name.
    pub const NAMES: [(&'static str, Missing); 5] = [
        ("not-asked", Missing::NotAsked),
        ("not-answered", Missing::NotAnswered),
        ("not-collected", Missing::NotCollected),
        ("not-applicable", Missing::NotApplicable),
        ("confidential", Missing::Confidential),
    ];

    /// Reads a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(name, _)| *name == text).map(|(_, missing)| *missing)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, missing)| *missing == self).map_or("not-collected", |(name, _)| name)
    }
}

/// All observations, sorted by indicator, city and period, each combination once.
#[derive(Debug, Clone, Default)]
pub struct Observations {
    /// The files they stand in.
    pub files: Vec<SourcePath>,
    all: Vec<Observation>,
    /// Where the observations of each indicator begin, and where the last ones end.
    starts: Vec<usize>,
    /// Positions by city, in the order of `all`.
    by_city: Vec<Vec<u32>>,
}

impl Observations {
    /// Sorts the observations and finds repeated ones: pairs of the one kept (the first read) and
    /// the one left out.
    pub fn build(files: Vec<SourcePath>, mut all: Vec<Observation>, cities: usize) -> (Self, Vec<(Place, Place)>) {
        sort(&mut all);
        let mut repeated = Vec::new();
        let place = |observation: &Observation| {
            let file = files.get(observation.file as usize).map_or_else(|| "".into(), SourcePath::shared);
            Place::at(file, observation.span)
        };
        all.dedup_by(|later, first| {
            let same = (later.indicator, later.city, later.period) == (first.indicator, first.city, first.period);
            if same {
                repeated.push((place(first), place(later)));
            }
            same
        });
        let mut by_city = vec![Vec::new(); cities];
        for (position, observation) in all.iter().enumerate() {
            if let (Some(of_city), Ok(position)) = (by_city.get_mut(observation.city as usize), u32::try_from(position))
            {
                of_city.push(position);
            }
        }
        let indicators = all.last().map_or(0, |last| last.indicator as usize + 1);
        let start = |indicator: usize| all.partition_point(|observation| (observation.indicator as usize) < indicator);
        let starts = (0..=indicators).map(start).collect();
        (Observations { files, all, starts, by_city }, repeated)
    }

    /// Hands every observation back.
    pub fn into_all(self) -> Vec<Observation> {
        self.all
    }

    /// Every observation, by indicator, city and period.
    pub fn all(&self) -> &[Observation] {
        &self.all
    }

    /// The observations of an indicator, by city and period.
    pub fn of_indicator(&self, indicator: u32) -> &[Observation] {
        let indicator = indicator as usize;
        match (self.starts.get(indicator), self.starts.get(indicator + 1)) {
            (Some(from), Some(to)) => &self.all[*from..*to],
            _ => &[],
        }
    }

    /// The observations of one indicator and city, by period.
    pub fn series(&self, indicator: u32, city: u32) -> &[Observation] {
        let all = self.of_indicator(indicator);
        let from = all.partition_point(|observation| observation.city < city);
        let to = all.partition_point(|observation| observation.city <= city);
        &all[from..to]
    }

    /// The observations of a city, by indicator and period.
    pub fn of_city(&self, city: u32) -> impl Iterator<Item = &Observation> {
        let positions = self.by_city.get(city as usize).map(Vec::as_slice).unwrap_or_default();
        positions.iter().filter_map(|position| self.all.get(*position as usize))
    }

    /// Where an observation stands.
    pub fn place(&self, observation: &Observation) -> Place {
        let file = self.files.get(observation.file as usize).map_or_else(|| "".into(), SourcePath::shared);
        Place::at(file, observation.span)
    }
}

/// Sorts by indicator, city and period; of two equal ones the first stays first. Sorting by counting needs two
/// passes over any number of observations, and a list of positions instead of a second list of observations.
fn sort(all: &mut [Observation]) {
    if let Ok(count) = u32::try_from(all.len()) {
        let by_city = counted((0..count).collect(), |position| all.get(position).map_or(0, |it| it.city));
        let sorted = counted(by_city, |position| all.get(position).map_or(0, |it| it.indicator));
        let mut places = vec![0; all.len()];
        for (place, position) in sorted.into_iter().enumerate() {
            places[position as usize] = place;
        }
        for position in 0..all.len() {
            while places[position] != position {
                let place = places[position];
                all.swap(position, place);
                places.swap(position, place);
            }
        }
    }
    // What is left to do is within one city, and mostly done.
    all.sort_by_key(|observation| (observation.indicator, observation.city, observation.period));
}

/// Positions in the order of a key; those with the same key stay as they are.
fn counted(positions: Vec<u32>, key: impl Fn(usize) -> u32) -> Vec<u32> {
    let most = positions.iter().map(|position| key(*position as usize)).max().unwrap_or_default();
    let mut starts = vec![0_u32; most as usize + 2];
    for position in &positions {
        starts[key(*position as usize) as usize + 1] += 1;
    }
    for value in 1..starts.len() {
        starts[value] += starts[value - 1];
    }
    let mut sorted = vec![0; positions.len()];
    for position in positions {
        let start = &mut starts[key(position as usize) as usize];
        sorted[*start as usize] = position;
        *start += 1;
    }
    sorted
}
