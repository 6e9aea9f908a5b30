//! What has a fault and could not be read, so that it is not called missing as well: one fault is
//! told once, at its own place.

use std::collections::BTreeMap;

use crate::locale::Period;
use crate::model::Key;
use crate::path::SourcePath;

/// Everything that is there and could not be read.
#[derive(Debug, Clone, Default)]
pub struct Unread {
    /// Files of entries.
    pub entries: BTreeMap<SourcePath, Key>,
    /// Figures.
    pub figures: Vec<Gap>,
    /// Frameworks, by id: what they would compute is not there.
    pub frameworks: Vec<String>,
}

/// Figures that could not be read; what is `None` is not known of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gap {
    /// Position of the indicator.
    pub indicator: Option<u32>,
    /// Position of the city.
    pub city: Option<u32>,
    /// The period.
    pub period: Option<Period>,
}

impl Unread {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.figures.is_empty() && self.frameworks.is_empty()
    }

    /// Whether an entry is there with a fault.
    pub fn entry(&self, collection: &str, id: &str) -> bool {
        self.entries.values().any(|key| key.collection == collection && key.id == id)
            || (collection == "indicators" && self.computed(id))
    }

    /// Whether an indicator is one that a faulty framework would compute.
    fn computed(&self, id: &str) -> bool {
        let unread = self.entries.values().filter(|key| key.collection == "frameworks").map(|key| &key.id);
        let rest = |framework: &String| id.strip_prefix(&super::framework::file_name(framework))?.strip_prefix('-');
        unread.chain(&self.frameworks).any(|framework| rest(framework).is_some())
    }

    /// Whether a file is there with a fault.
    pub fn file(&self, path: &str) -> bool {
        self.entries.keys().any(|file| file.as_str() == path)
    }

    /// Whether a figure may be lacking only because it could not be read. `None` for the city stands
    /// for all of them, no period for any.
    pub fn figure(&self, indicator: u32, city: Option<u32>, periods: &[Period]) -> bool {
        let meets = |gap: Option<u32>, wanted: Option<u32>| gap.is_none() || wanted.is_none() || gap == wanted;
        let lost_city = city.is_none() && self.entries.values().any(|key| key.collection == "cities");
        lost_city
            || self.figures.iter().any(|gap| {
                meets(gap.indicator, Some(indicator))
                    && meets(gap.city, city)
                    && gap.period.is_none_or(|period| periods.is_empty() || periods.contains(&period))
            })
    }
}
