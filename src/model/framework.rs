//! Frameworks: editions of a set of questions in areas and pillars, with the rule by which answers
//! become a score.
//!
//! A framework is what an editor declares; what follows from it for a city is computed in
//! [`score`](super::score). Areas name the indicators that hold the answers, so a framework holds no
//! figures of its own.

use crate::diag::Span;
use crate::kind::LocalText;
use crate::locale::Period;
use crate::model::Key;
use crate::path::SourcePath;

/// One edition of a framework.
#[derive(Debug, Clone)]
pub struct Framework {
    /// Its entry's id.
    pub id: String,
    /// Its title.
    pub title: LocalText,
    /// The file it stands in.
    pub file: SourcePath,
    /// The periods whose answers it scores, in order.
    pub periods: Vec<Period>,
    /// Its pillars, in the order written.
    pub pillars: Vec<Pillar>,
    /// How answers become a score.
    pub rule: Rule,
    /// The share of questions that a city must have answered to be compared, from 0 to 1.
    pub minimum_coverage: f64,
    /// Whether cities are put in order.
    pub ranking: bool,
    /// Shares up to which a word describes a result, from low to high.
    pub thresholds: Vec<Threshold>,
    /// The edition before.
    pub previous: Option<String>,
    /// Where it is published.
    pub source: Option<String>,
    /// Where the scoring stands in the file.
    pub span: Span,
}

/// Several areas under one heading.
#[derive(Debug, Clone)]
pub struct Pillar {
    /// Its name in ids, such as `enablers`.
    pub id: String,
    /// Its name.
    pub name: LocalText,
    /// Its areas, in the order written.
    pub areas: Vec<Area>,
    /// Where it stands.
    pub span: Span,
}

/// Questions about one thing.
#[derive(Debug, Clone)]
pub struct Area {
    /// Its name in ids, such as `co-creation`.
    pub id: String,
    /// Its number in the framework, such as `2.1`.
    pub code: Option<String>,
    /// Its name.
    pub name: LocalText,
    /// What it is about.
    pub definition: Option<LocalText>,
    /// Where its answers are.
    pub answers: Answers,
    /// How many questions it has.
    pub asked: u32,
    /// Their wording, where it is known.
    pub questions: Vec<LocalText>,
    /// How much it counts under [`Rule::Weighted`]; 1 where nothing is said.
    pub weight: f64,
    /// Where it stands.
    pub span: Span,
}

/// Where the answers to an area's questions are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answers {
    /// Nowhere in this site.
    Unknown,
    /// An indicator, by position, whose figure is the number of questions answered with yes.
    Counted(u32),
    /// One indicator a question, by position.
    Each(Vec<u32>),
}

/// How the answers of areas become one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Every area counts the same.
    MeanOfAreas,
    /// Every question counts the same.
    Pooled,
    /// Areas count by their weights.
    Weighted,
}

impl Rule {
    /// The words in a framework's file.
    pub const NAMES: [(&'static str, Rule); 3] =
        [("mean-of-areas", Rule::MeanOfAreas), ("pooled", Rule::Pooled), ("weighted", Rule::Weighted)];

    /// Reads a word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(name, _)| *name == text).map(|(_, rule)| *rule)
    }

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, rule)| *rule == self).map_or("mean-of-areas", |(name, _)| name)
    }
}

/// A share up to which a word describes a result.
#[derive(Debug, Clone)]
pub struct Threshold {
    /// The highest share it describes, from 0 to 1.
    pub to: f64,
    /// The word.
    pub name: LocalText,
}

/// What a computed indicator is the value of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The whole framework.
    Score,
    /// How much of it was answered.
    Coverage,
    /// A pillar, by id.
    Pillar(String),
    /// An area, by id.
    Area(String),
}

impl Part {
    /// Its name in ids: `framework-2023-score`, `framework-2023-skills`.
    pub fn name(&self) -> &str {
        match self {
            Part::Score => "score",
            Part::Coverage => "coverage",
            Part::Pillar(id) | Part::Area(id) => id,
        }
    }
}

/// What the tables and indicators of a framework are named after.
pub(super) fn file_name(id: &str) -> String {
    format!("framework-{}", id.replace('/', "-"))
}

impl Framework {
    /// Every area, in the order written.
    pub fn areas(&self) -> impl Iterator<Item = &Area> {
        self.pillars.iter().flat_map(|pillar| &pillar.areas)
    }

    /// How many questions it has.
    pub fn asked(&self) -> u32 {
        self.areas().map(|area| area.asked).sum()
    }

    /// The entry that describes it.
    pub fn key(&self) -> Key {
        Key { collection: "frameworks".to_owned(), id: self.id.clone() }
    }

    /// The id of the indicator that holds the computed values of a part.
    pub fn indicator_id(&self, part: &Part) -> String {
        format!("{}-{}", self.file_name(), part.name())
    }

    /// The name of its tables in `data/`.
    pub fn file_name(&self) -> String {
        file_name(&self.id)
    }

    /// Every part that can have values: nothing is computed of areas whose answers are not known.
    pub fn parts(&self) -> Vec<Part> {
        let known = |area: &&Area| area.answers != Answers::Unknown;
        let pillars = self.pillars.iter().filter(|pillar| pillar.areas.iter().any(|area| known(&area)));
        let pillars = pillars.map(|pillar| Part::Pillar(pillar.id.clone()));
        let areas: Vec<Part> = self.areas().filter(known).map(|area| Part::Area(area.id.clone())).collect();
        let whole = [Part::Score, Part::Coverage].into_iter().filter(|_| !areas.is_empty());
        whole.chain(pillars).chain(areas.iter().cloned()).collect()
    }

    /// The word for a share, from 0 to 1; the last one for shares above every threshold. Shares are told in whole
    /// percent, so a third falls under what ends at 33%, as a reader of the table would say.
    pub fn threshold(&self, share: f64) -> Option<usize> {
        let percent = |share: f64| (share * 100.0).round();
        let found = self.thresholds.iter().position(|threshold| percent(share) <= percent(threshold.to));
        found.or_else(|| self.thresholds.len().checked_sub(1))
    }
}
