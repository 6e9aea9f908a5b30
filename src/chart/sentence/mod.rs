//! What a chart says, in words: headline, subtitle, the sentence for people who do not see it, and notes.
//!
//! It is separate from drawing because the words follow from the figures alone. Names stand as they are,
//! never inflected, and values stand, not ranks. Figures that read alike count as equal.

mod finding;

use std::collections::{BTreeMap, BTreeSet};

use super::spec::{Kind, Series};
use super::words::Words;

use finding::{Extremes, MOST_NAMES, both, change, extremes, latest, spread};

/// With more columns than this, a sentence that goes through them is not listened to.
const MOST_COLUMNS: usize = 6;

/// The author's headline, or the finding.
pub(super) fn headline(words: &Words<'_>) -> String {
    if let Some(headline) = words.spec.headline.as_ref().filter(|headline| !headline.trim().is_empty()) {
        return headline.clone();
    }
    finding::finding(words).unwrap_or_else(|| words.spec.measure.clone())
}

/// Measure, coverage and period.
pub(super) fn subtitle(words: &Words<'_>) -> String {
    let period = match words.spec.periods.as_slice() {
        [first, .., last] => words.locale.period_range(first, last),
        _ => words.period(0),
    };
    let parts = [Some(words.spec.measure.clone()), words.spec.place_count_text.clone(), Some(period)];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// The author's own words, or type, subtitle, what was found, what is missing.
pub(super) fn sentence(words: &Words<'_>) -> String {
    let spec = words.spec;
    if let Some(alt) = spec.alt.as_ref().filter(|alt| !alt.trim().is_empty()) {
        return alt.clone();
    }
    let kind = format!("chart.type.{}", spec.kind.name());
    let mut parts = vec![format!("{}: {}.", words.say(&kind, &[]), subtitle(words))];
    parts.extend(findings(words));
    for series in set_off(words) {
        parts.extend(course(words, series));
    }
    if let Some(reference) = &spec.reference {
        parts.push(format!("{}: {}.", reference.label, words.figure(reference.value)));
    }
    parts.extend(missing(words));
    parts.join(" ")
}

/// What was found, as sentences.
fn findings(words: &Words<'_>) -> Vec<String> {
    let spec = words.spec;
    match spec.kind {
        Kind::Profile => finding::finding(words).map(|finding| format!("{finding}.")).into_iter().collect(),
        Kind::Scatter | Kind::Stacked => of_columns(words),
        Kind::Heat | Kind::Strip if !spec.columns.is_empty() => of_columns(words),
        Kind::Line | Kind::Heat | Kind::Multiples | Kind::Strip => {
            latest(words).map(|(period, extremes)| range(words, &extremes, Some(period))).into_iter().collect()
        }
        Kind::Bar | Kind::Dot | Kind::Map if spec.width() == 1 => {
            extremes(words, 0).map(|extremes| range(words, &extremes, None)).into_iter().collect()
        }
        Kind::Bar | Kind::Dot | Kind::Slope | Kind::Map => {
            let pair = finding::finding(words).filter(|_| set_off(words).count() != 1);
            let pair = pair.map(|finding| format!("{finding}."));
            pair.into_iter().chain(of_columns(words)).collect()
        }
    }
}

/// The highest and the lowest of each column, while there are not too many.
fn of_columns(words: &Words<'_>) -> Vec<String> {
    let columns = (0..words.spec.width()).take(MOST_COLUMNS);
    columns.filter_map(|column| Some(range(words, &extremes(words, column)?, Some(column)))).collect()
}

/// Everything below the drawing; `layout` is what the layouts left out.
pub(super) fn notes(words: &Words<'_>, layout: Vec<String>) -> Vec<String> {
    let spec = words.spec;
    let author = spec.note.iter().filter(|note| !note.trim().is_empty()).cloned();
    let mut notes: Vec<String> = author.chain(layout).collect();
    if spec.kind == Kind::Heat {
        notes.extend(hatched(words));
    } else if !matches!(spec.kind, Kind::Bar | Kind::Dot | Kind::Stacked) {
        notes.extend(missing(words));
    }
    let cells = || spec.series.iter().flat_map(|series| &series.cells);
    if cells().any(|cell| cell.interval().is_some()) {
        let drawn = spec.kind == Kind::Line || matches!(spec.kind, Kind::Bar | Kind::Dot) && spec.width() == 1;
        notes.push(words.say(if drawn { "chart.intervals" } else { "chart.intervals_in_table" }, &[]));
    }
    if matches!(spec.kind, Kind::Dot | Kind::Slope | Kind::Strip | Kind::Scatter) {
        notes.extend(partly(words));
    }
    let flags: BTreeSet<&str> = cells().filter_map(|cell| cell.flag()).collect();
    let meanings: Vec<String> = flags.into_iter().filter_map(|flag| meaning(words, flag)).collect();
    if !meanings.is_empty() {
        notes.push(format!("{}.", meanings.join("; ")));
    }
    notes
}

/// `p: provisional`; a sign of several letters is explained letter by letter.
fn meaning(words: &Words<'_>, flag: &str) -> Option<String> {
    let phrase = |flag: &str| {
        let key = format!("chart.flag.{flag}");
        Some(words.say(&key, &[])).filter(|phrase| *phrase != key)
    };
    if let Some(phrase) = phrase(flag) {
        return Some(format!("{flag}: {phrase}"));
    }
    let letters: Option<Vec<String>> = flag.chars().map(|letter| phrase(&letter.to_string())).collect();
    letters.filter(|letters| !letters.is_empty()).map(|letters| format!("{flag}: {}", letters.join(", ")))
}

/// How a place went, or its only figure; nothing without any.
pub(super) fn course_of(words: &Words<'_>, series: &Series) -> String {
    let only = || {
        let (period, value) = series.points().next_back()?;
        Some(format!("{}: {} ({})", series.name, words.figure(value), words.period(period)))
    };
    change(words, series).or_else(only).unwrap_or_default()
}

/// The figures of a place that is set off, as a sentence.
fn course(words: &Words<'_>, series: &Series) -> Option<String> {
    match words.spec.kind {
        Kind::Scatter | Kind::Stacked | Kind::Profile => Some(all_of(words, series)),
        Kind::Heat | Kind::Strip if !words.spec.columns.is_empty() => Some(all_of(words, series)),
        Kind::Line | Kind::Heat | Kind::Multiples | Kind::Strip => {
            change(words, series).map(|change| format!("{change}."))
        }
        Kind::Slope | Kind::Dot if words.spec.width() == 2 => both(words, series).map(|both| format!("{both}.")),
        Kind::Bar | Kind::Dot | Kind::Slope | Kind::Map => {
            let cell = series.only();
            Some(format!("{}: {}.", series.name, words.of(0).cell(cell.value()?, cell)))
        }
    }
}

/// The figures of a place with what they are, while there are not too many.
fn all_of(words: &Words<'_>, series: &Series) -> String {
    let figure = |(column, value)| format!("{} ({})", words.of(column).figure(value), words.column(column));
    let figures: Vec<String> = series.points().take(MOST_COLUMNS).map(figure).collect();
    format!("{}: {}.", series.name, figures.join(", "))
}

fn range(words: &Words<'_>, extremes: &Extremes, column: Option<usize>) -> String {
    match column {
        Some(column) => format!("{}: {}.", words.column(column), spread(words, extremes)),
        None => format!("{}.", spread(words, extremes)),
    }
}

fn set_off<'a>(words: &Words<'a>) -> impl Iterator<Item = &'a Series> {
    words.spec.series.iter().filter(|series| series.highlight)
}

/// Which places have some of their figures only, where the drawing shows no reason.
fn partly(words: &Words<'_>) -> Option<String> {
    let partly = |series: &&Series| (1..series.cells.len()).contains(&series.points().count());
    let mut series: Vec<&Series> = words.spec.series.iter().filter(partly).collect();
    if series.is_empty() {
        return None;
    }
    series.sort_by(|left, right| super::rows::by_name(words, left, right));
    Some(words.say("chart.partly", &[("places", &finding::names(words, &series))]))
}

/// Why cells are hatched: every reason with the places and columns that it holds for.
fn hatched(words: &Words<'_>) -> Option<String> {
    let mut reasons: BTreeMap<String, Vec<(String, Vec<String>)>> = BTreeMap::new();
    for series in super::rows::ranked(words) {
        let cells = series.cells.iter().enumerate().filter(|(_, cell)| cell.value().is_none());
        for (column, cell) in cells {
            let places = reasons.entry(words.reason(cell)).or_default();
            match places.last_mut().filter(|(name, _)| *name == series.name) {
                Some((_, columns)) => columns.push(words.column(column)),
                None => places.push((series.name.clone(), vec![words.column(column)])),
            }
        }
    }
    let reason = |(reason, places): (String, Vec<(String, Vec<String>)>)| {
        let place = |(name, columns): &(String, Vec<String>)| match columns.len() {
            count if count == words.spec.width() => name.clone(),
            count if count <= MOST_NAMES => format!("{name} ({})", columns.join(", ")),
            count => format!("{name} ({})", words.count("chart.cells", count)),
        };
        let places = if places.len() > MOST_NAMES {
            words.count("chart.places", places.len())
        } else {
            words.locale.list(&places.iter().map(place).collect::<Vec<_>>())
        };
        if reason == words.say("chart.no_value", &[]) { places } else { format!("{reason}: {places}") }
    };
    let reasons: Vec<String> = reasons.into_iter().map(reason).collect();
    (!reasons.is_empty()).then(|| words.say("chart.hatched", &[("reasons", &reasons.join("; "))]))
}

/// Which places have no figure at all.
fn missing(words: &Words<'_>) -> Option<String> {
    let series = words.spec.series.iter().filter(|series| series.points().next().is_none());
    let mut series: Vec<&Series> = series.collect();
    if series.is_empty() {
        return None;
    }
    series.sort_by(|left, right| super::rows::by_name(words, left, right));
    let reason = |series: &&Series| {
        let reasons: BTreeSet<String> = series.cells.iter().map(|cell| words.reason(cell)).collect();
        match reasons.first() {
            Some(reason) if reasons.len() == 1 && *reason != words.say("chart.no_value", &[]) => {
                format!("{} ({reason})", series.name)
            }
            _ => series.name.clone(),
        }
    };
    let places = if series.len() > MOST_NAMES {
        words.count("chart.places", series.len())
    } else {
        words.locale.list(&series.iter().map(reason).collect::<Vec<_>>())
    };
    Some(words.say("chart.missing", &[("places", &places)]))
}
