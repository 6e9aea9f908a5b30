//! Computed indicators and observations: what frameworks make of the figures, as figures themselves,
//! so that texts, charts, tables and downloads use them like any other.

use std::collections::BTreeMap;

use crate::kind::LocalText;
use crate::locale::{Locale, Unit};
use crate::model::framework::{Answers, Framework, Part};
use crate::model::score::{self, Assessment, WHOLE};
use crate::model::{Computed, Data, Detail, Direction, Indicator, Observation, Observations, Status};

/// Adds an indicator for every part of every framework, named in the languages of `locales`.
pub(super) fn indicators(data: &mut Data, mut frameworks: Vec<Framework>, locales: &[Locale], default: &str) {
    let before: Vec<String> = data.indicators.iter().map(|indicator| indicator.id.clone()).collect();
    for framework in &frameworks {
        for part in framework.parts() {
            data.indicators.push(indicator(framework, part, (locales, default)));
        }
    }
    data.indicators.sort_by(|left, right| left.id.cmp(&right.id));
    let moved: BTreeMap<u32, u32> =
        (0u32..).zip(&before).filter_map(|(old, id)| Some((old, data.indicator(id)?))).collect();
    let new = |old: &mut u32| *old = moved.get(old).copied().unwrap_or(*old);
    for area in frameworks.iter_mut().flat_map(|framework| &mut framework.pillars).flat_map(|pillar| &mut pillar.areas)
    {
        match &mut area.answers {
            Answers::Unknown => {}
            Answers::Counted(position) => new(position),
            Answers::Each(positions) => positions.iter_mut().for_each(new),
        }
    }
    data.frameworks = frameworks;
}

fn indicator(framework: &Framework, part: Part, (locales, default): (&[Locale], &str)) -> Indicator {
    let named = |part: &LocalText| named(locales, |locale| part.say(locale.tag(), default).to_owned());
    let name = match &part {
        Part::Score | Part::Coverage => self::named(locales, |locale| {
            let title = framework.title.say(locale.tag(), default);
            locale.say(&format!("framework.{}_of", part.name()), &[("title", title)])
        }),
        Part::Pillar(id) => {
            let pillar = framework.pillars.iter().find(|pillar| pillar.id == *id);
            pillar.map(|pillar| named(&pillar.name)).unwrap_or_default()
        }
        Part::Area(id) => {
            let area = framework.areas().find(|area| area.id == *id);
            area.map(|area| named(&area.name)).unwrap_or_default()
        }
    };
    Indicator {
        id: framework.indicator_id(&part),
        name,
        short_name: None,
        unit: Unit::Percent,
        decimals: 0,
        direction: Direction::Higher,
        range: Some((0.0, WHOLE)),
        source: framework.source.clone(),
        status: Status::Final,
        theme: Some(framework.title.clone()),
        order: i64::MAX,
        region_level: false,
        price_year: None,
        not_comparable_with: Vec::new(),
        computed: Some(Computed { framework: framework.id.clone(), part }),
    }
}

fn named(locales: &[Locale], say: impl Fn(&Locale) -> String) -> LocalText {
    LocalText { by_language: locales.iter().map(|locale| (locale.tag().to_owned(), say(locale))).collect() }
}

/// Adds the computed observations to the collected ones.
pub(super) fn observations(data: &mut Data) {
    let mut files = data.observations.files.clone();
    let mut computed = Vec::new();
    for framework in &data.frameworks {
        let file = u32::try_from(files.len()).unwrap_or(u32::MAX);
        files.push(framework.file.clone());
        for period in &framework.periods {
            for assessment in score::assess_all(data, framework, *period) {
                let of = |part: &Part| observation(data, (framework, file), &assessment, part);
                computed.extend(framework.parts().iter().filter_map(of));
            }
        }
    }
    if computed.is_empty() {
        return;
    }
    let mut all = std::mem::take(&mut data.observations).into_all();
    all.append(&mut computed);
    data.observations = Observations::build(files, all, data.cities.len()).0;
}

fn observation(
    data: &Data,
    (framework, file): (&Framework, u32),
    assessment: &Assessment<'_>,
    part: &Part,
) -> Option<Observation> {
    let result = score::part(framework, assessment, part);
    let detail = Detail {
        parts: result.ok().and_then(|(_, tally)| tally).map(|tally| (tally.sum, f64::from(tally.answered))),
        apart: !assessment.compared,
        ..Detail::default()
    };
    Some(Observation {
        indicator: data.indicator(&framework.indicator_id(part))?,
        city: assessment.city,
        period: assessment.period,
        value: result.map(|(share, _)| share * WHOLE),
        status: if result.is_ok() { score::status(assessment) } else { Status::Final },
        file,
        span: framework.span,
        detail: (detail != Detail::default()).then(|| Box::new(detail)),
    })
}
