//! What a name means: an entry, a figure or several, a file.

use std::collections::BTreeSet;

use super::Unknown;
use std::sync::Arc;

use crate::diag::did_you_mean;
use crate::locale::Period;
use crate::model::framework::{Answers, Framework, Part};
use crate::model::reads::{Read, Record};
use crate::model::{Key, Site};

/// Something that outputs are made from.
#[derive(Debug, Default)]
pub(super) struct Subject {
    entries: BTreeSet<Key>,
    indexes: BTreeSet<String>,
    files: BTreeSet<String>,
    figures: BTreeSet<Figures>,
}

/// Figures by what they have in common; `None` stands for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Figures {
    indicator: Option<u32>,
    city: Option<u32>,
    period: Option<Period>,
    /// A framework computes them, so that they stand in no table of what was observed.
    computed: bool,
}

impl Figures {
    fn meets(&self, indicator: Option<u32>, city: Option<u32>, period: Option<Period>) -> bool {
        fn same<T: PartialEq>(left: Option<T>, right: Option<T>) -> bool {
            left.is_none() || right.is_none() || left == right
        }
        same(self.indicator, indicator) && same(self.city, city) && same(self.period, period)
    }
}

impl Subject {
    /// Whether something that was read is the subject, or holds it.
    pub(super) fn is_in(&self, read: &Read) -> bool {
        let any = |indicator, city, period| self.figures.iter().any(|figures| figures.meets(indicator, city, period));
        match read {
            Read::Entry(key) => self.entries.contains(key),
            Read::Index(collection) => self.indexes.contains(collection),
            Read::Figure { indicator, city, period } => any(Some(*indicator), Some(*city), Some(*period)),
            Read::Column { indicator, period } => any(Some(*indicator), None, Some(*period)),
            Read::Indicator(indicator) => any(Some(*indicator), None, None),
            Read::Faces(_) | Read::AllFaces | Read::Mentions(_) => false,
            Read::All => self.figures.iter().any(|figures| !figures.computed),
            Read::File(path) => self.files.contains(path),
        }
    }

    /// Finds what a name means.
    pub(super) fn find(site: &Site, records: &[Record], what: &str) -> Result<Self, Unknown> {
        let mut subject = Subject::default();
        if let Some((city, rest)) = what.split_once('/').filter(|(city, _)| site.data.city(city).is_some()) {
            subject.figure(site, city, rest)?;
        } else if !subject.file(site, records, what) && !subject.entry(site, what) {
            return Err(unknown(site, what));
        }
        subject.computed(site);
        Ok(subject)
    }

    /// `helsinki/online-access` or `helsinki/online-access@2023`
    fn figure(&mut self, site: &Site, city: &str, rest: &str) -> Result<(), Unknown> {
        let whole = format!("{city}/{rest}");
        let (indicator, period) = rest.split_once('@').map_or((rest, None), |(name, period)| (name, Some(period)));
        let Some(position) = site.data.indicator(indicator) else {
            let message = format!("there is no indicator `{indicator}`");
            return Err(Unknown { message, hint: site.name_hint("indicators", indicator, &[]) });
        };
        let city = site.data.city(city);
        let parsed = period.map(|text| (text, Period::parse(text)));
        if let Some((text, None)) = parsed {
            let message = format!("`{text}` is no period");
            return Err(Unknown { message, hint: "write `2023`, `2023-Q2`, `2023-05` or `2023-05-17`".into() });
        }
        let period = parsed.and_then(|(_, period)| period);
        let series = site.data.observations.series(position, city.unwrap_or(u32::MAX));
        if !series.iter().any(|observation| period.is_none_or(|period| observation.period == period)) {
            let periods: Vec<String> = series.iter().map(|observation| format!("`{}`", observation.period)).collect();
            let hint = if periods.is_empty() {
                "it has no figure of this indicator".to_owned()
            } else {
                format!("there are figures for {}", periods.join(", "))
            };
            return Err(Unknown { message: format!("nothing was observed for `{whole}`"), hint });
        }
        let computed = is_computed(site, position);
        self.figures.insert(Figures { indicator: Some(position), city, period, computed });
        Ok(())
    }

    /// A file of the site: an entry's, a table's, or any other that outputs were made from.
    fn file(&mut self, site: &Site, records: &[Record], what: &str) -> bool {
        let of_entry =
            |entry: &&Arc<crate::model::Entry>| entry.versions.values().any(|version| version.file.as_str() == what);
        if let Some(entry) = site.entries.values().find(of_entry) {
            self.known(site, &entry.key);
        } else if let Some(index) = site.indexes.values().find(of_entry) {
            self.indexes.insert(index.key.collection.clone());
        }
        let file = site.data.observations.files.iter().position(|file| file.as_str() == what);
        if let Some(file) = file.filter(|_| what.ends_with(".csv")) {
            let own = site.data.observations.all().iter().filter(|observation| observation.file as usize == file);
            self.figures.extend(own.map(|observation| Figures {
                indicator: Some(observation.indicator),
                city: Some(observation.city),
                period: Some(observation.period),
                computed: false,
            }));
        }
        let read = Read::File(what.to_owned());
        if records.iter().any(|record| record.notes.iter().any(|(noted, _)| *noted == read)) {
            self.files.insert(what.to_owned());
        }
        !(self.entries.is_empty() && self.indexes.is_empty() && self.figures.is_empty() && self.files.is_empty())
    }

    /// An entry by its id, with or without its collection, or what a framework computes.
    fn entry(&mut self, site: &Site, what: &str) -> bool {
        if let Some(position) = site.data.indicator(what).filter(|position| is_computed(site, *position)) {
            self.figures.insert(Figures { indicator: Some(position), city: None, period: None, computed: true });
            return true;
        }
        let named = |key: &&Key| key.id == what || format!("{}/{}", key.collection, key.id) == what;
        let keys: Vec<Key> = site.entries.keys().filter(named).cloned().collect();
        // Figures are about cities and indicators, so a bare name means those first.
        let subjects = |key: &&Key| matches!(key.collection.as_str(), "cities" | "indicators");
        let chosen: Vec<&Key> = match keys.iter().filter(subjects).count() {
            0 => keys.iter().collect(),
            _ => keys.iter().filter(subjects).collect(),
        };
        chosen.iter().for_each(|key| self.known(site, key));
        !chosen.is_empty()
    }

    /// An entry, with the figures that it is the subject of.
    fn known(&mut self, site: &Site, key: &Key) {
        self.entries.insert(key.clone());
        let (indicator, city) = match key.collection.as_str() {
            "cities" => (None, site.data.city(&key.id)),
            "indicators" => (site.data.indicator(&key.id), None),
            _ => return,
        };
        if indicator.is_some() || city.is_some() {
            self.figures.insert(Figures { indicator, city, period: None, computed: false });
        }
    }

    /// Adds the computed figures that are made from the subject's.
    fn computed(&mut self, site: &Site) {
        let mut computed = Vec::new();
        for figures in &self.figures {
            for framework in &site.data.frameworks {
                let scored = |period: &Period| framework.periods.contains(period);
                if figures.period.as_ref().is_none_or(scored) {
                    computed.extend(parts(framework, figures.indicator).iter().filter_map(|part| {
                        let indicator = site.data.indicator(&framework.indicator_id(part))?;
                        Some(Figures { indicator: Some(indicator), computed: true, ..*figures })
                    }));
                }
            }
        }
        self.figures.extend(computed);
    }
}

fn is_computed(site: &Site, indicator: u32) -> bool {
    site.data.indicators.get(indicator as usize).is_some_and(|indicator| indicator.computed.is_some())
}

/// The parts of a framework whose values an indicator's figures go into.
fn parts(framework: &Framework, indicator: Option<u32>) -> Vec<Part> {
    let mut parts = Vec::new();
    for pillar in &framework.pillars {
        let into = |answers: &Answers| match (answers, indicator) {
            (Answers::Unknown, _) => false,
            (_, None) => true,
            (Answers::Counted(counted), Some(indicator)) => *counted == indicator,
            (Answers::Each(each), Some(indicator)) => each.contains(&indicator),
        };
        let areas: Vec<Part> =
            pillar.areas.iter().filter(|area| into(&area.answers)).map(|area| Part::Area(area.id.clone())).collect();
        if !areas.is_empty() {
            parts.push(Part::Pillar(pillar.id.clone()));
            parts.extend(areas);
        }
    }
    if !parts.is_empty() {
        parts.push(Part::Score);
    }
    parts
}

fn unknown(site: &Site, what: &str) -> Unknown {
    let ids = site.entries.keys().map(|key| key.id.as_str());
    let hint = did_you_mean(what, ids).unwrap_or_else(|| {
        "name an output such as `cities/helsinki/index.html`, a file such as `content/cities/helsinki.yaml`, an id, or a \
         figure such as `helsinki/online-access@2023`"
            .to_owned()
    });
    Unknown { message: format!("nothing is called `{what}`"), hint }
}
