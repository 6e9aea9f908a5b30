//! What a chart says, in words: headline, subtitle, the sentence for people who do not see it, and notes.
//!
//! It is separate from drawing because the words follow from the figures alone. Names stand as they are,
//! never inflected, and values stand, not ranks. Figures that read alike count as equal.

mod finding;

use std::collections::BTreeSet;

use super::spec::{Kind, Series};
use super::words::Words;

use finding::{Extremes, MOST_NAMES, change, extremes, latest, spread};

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

/// Type, subtitle, what was found, what is missing.
pub(super) fn sentence(words: &Words<'_>) -> String {
    let spec = words.spec;
    let kind = match spec.kind {
        Kind::Bar => "chart.type.bar",
        Kind::Line => "chart.type.line",
    };
    let mut parts = vec![format!("{}: {}.", words.say(kind, &[]), subtitle(words))];
    match spec.kind {
        Kind::Bar => parts.extend(extremes(words, 0).map(|extremes| range(words, &extremes, None))),
        Kind::Line => parts.extend(latest(words).map(|(period, extremes)| range(words, &extremes, Some(period)))),
    }
    for series in set_off(words) {
        parts.extend(course(words, series));
    }
    if let Some(reference) = &spec.reference {
        parts.push(format!("{}: {}.", reference.label, words.figure(reference.value)));
    }
    parts.extend(missing(words));
    parts.join(" ")
}

/// Everything below the drawing; `layout` is what the layouts left out.
pub(super) fn notes(words: &Words<'_>, layout: Vec<String>) -> Vec<String> {
    let spec = words.spec;
    let author = spec.note.iter().filter(|note| !note.trim().is_empty()).cloned();
    let mut notes: Vec<String> = author.chain(layout).collect();
    if spec.kind == Kind::Line {
        notes.extend(missing(words));
    }
    let cells = || spec.series.iter().flat_map(|series| &series.cells);
    if cells().any(|cell| cell.interval().is_some()) {
        notes.push(words.say("chart.intervals", &[]));
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
    if words.spec.kind == Kind::Line {
        return change(words, series).map(|change| format!("{change}."));
    }
    let cell = series.only();
    Some(format!("{}: {}.", series.name, words.cell(cell.value()?, cell)))
}

fn range(words: &Words<'_>, extremes: &Extremes, period: Option<usize>) -> String {
    match period {
        Some(period) => format!("{}: {}.", words.period(period), spread(words, extremes)),
        None => format!("{}.", spread(words, extremes)),
    }
}

fn set_off<'a>(words: &Words<'a>) -> impl Iterator<Item = &'a Series> {
    words.spec.series.iter().filter(|series| series.highlight)
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
