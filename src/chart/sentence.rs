//! What a chart says, in words: headline, subtitle, the sentence for people who do not see it, and notes.
//!
//! It is separate from drawing because the words follow from the figures alone. Names stand as they are,
//! never inflected, and values stand, not ranks. Figures that read alike count as equal.

use std::collections::BTreeSet;

use super::spec::{Kind, Series};
use super::words::Words;

/// More names than this become a number of places.
const MOST_NAMES: usize = 3;

/// Names of places that share a figure.
struct Shared {
    names: String,
    figure: String,
}

/// The highest and the lowest of one period.
struct Extremes {
    high: Shared,
    low: Shared,
    count: usize,
}

/// The author's headline, or the finding.
pub(super) fn headline(words: &Words<'_>) -> String {
    if let Some(headline) = words.spec.headline.as_ref().filter(|headline| !headline.trim().is_empty()) {
        return headline.clone();
    }
    let finding = match words.spec.kind {
        Kind::Bar => bar_finding(words),
        Kind::Line => line_finding(words),
    };
    finding.unwrap_or_else(|| words.spec.measure.clone())
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

fn bar_finding(words: &Words<'_>) -> Option<String> {
    let extremes = extremes(words, 0)?;
    let mut set_off = set_off(words).filter_map(|series| Some((series, series.only().value()?)));
    let (Some((series, value)), None) = (set_off.next(), set_off.next()) else {
        return Some(spread(words, &extremes));
    };
    let figure = words.figure(value);
    if let Some(reference) = &words.spec.reference {
        let mark = words.figure(reference.value);
        let key = match () {
            () if figure == mark => "chart.headline.level",
            () if value > reference.value => "chart.headline.above",
            () => "chart.headline.below",
        };
        let values = [("name", &*series.name), ("value", &figure), ("label", &reference.label), ("mark", &mark)];
        return Some(words.say(key, &values));
    }
    if figure == extremes.high.figure || figure == extremes.low.figure {
        return Some(spread(words, &extremes));
    }
    let Extremes { high, low, .. } = &extremes;
    let values = [
        ("name", &*series.name),
        ("value", &figure),
        ("low", &low.names),
        ("low_value", &low.figure),
        ("high", &high.names),
        ("high_value", &high.figure),
    ];
    Some(words.say("chart.headline.between", &values))
}

fn line_finding(words: &Words<'_>) -> Option<String> {
    let with_points = || words.spec.series.iter().filter(|series| series.points().next().is_some());
    let mut set_off = with_points().filter(|series| series.highlight);
    let one = match (set_off.next(), set_off.next()) {
        (Some(series), None) => Some(series),
        _ if with_points().count() == 1 => with_points().next(),
        _ => None,
    };
    if let Some(finding) = one.and_then(|series| change(words, series)) {
        return Some(finding);
    }
    let (period, extremes) = latest(words)?;
    Some(format!("{}: {}", words.period(period), spread(words, &extremes)))
}

/// How a place went from its first to its last figure.
fn change(words: &Words<'_>, series: &Series) -> Option<String> {
    let (end, to) = series.points().next_back()?;
    // Only what comes after the last break can be compared with the end.
    let after = series.cells.iter().rposition(super::spec::Cell::breaks).unwrap_or(0);
    let (start, from) = series.points().find(|(index, _)| *index >= after)?;
    let breaks = start == end && series.points().count() > 1;
    if start == end && !breaks {
        return None;
    }
    let (mut first, mut last) = (words.figure(from), words.figure(to));
    if first == last && words.exact(from) != words.exact(to) {
        // Rounded to millions they would read alike, and they are not.
        (first, last) = (words.exact(from), words.exact(to));
    }
    let key = match () {
        () if breaks => "chart.headline.broken",
        () if first == last => "chart.headline.same",
        () if to > from => "chart.headline.rose",
        () => "chart.headline.fell",
    };
    let (start, end) = (words.period(start), words.period(end));
    let values = [("name", &*series.name), ("from", &first), ("start", &start), ("to", &last), ("end", &end)];
    Some(words.say(key, &values))
}

/// The figures of a place that is set off, as a sentence.
fn course(words: &Words<'_>, series: &Series) -> Option<String> {
    if words.spec.kind == Kind::Line {
        return change(words, series).map(|change| format!("{change}."));
    }
    let cell = series.only();
    Some(format!("{}: {}.", series.name, words.cell(cell.value()?, cell)))
}

fn spread(words: &Words<'_>, extremes: &Extremes) -> String {
    let Extremes { high, low, count } = extremes;
    if high.figure == low.figure {
        let places = words.count("chart.places", *count);
        return words.say("chart.headline.equal", &[("places", &places), ("value", &high.figure)]);
    }
    let values =
        [("high", &*high.names), ("high_value", &high.figure), ("low", &low.names), ("low_value", &low.figure)];
    words.say("chart.headline.extremes", &values)
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

/// The last period in which most of the places can be compared.
fn latest(words: &Words<'_>) -> Option<(usize, Extremes)> {
    let found = (0..words.spec.periods.len()).rev().filter_map(|period| Some((period, extremes(words, period)?)));
    let places = words.spec.series.iter().filter(|series| series.points().next().is_some()).count();
    found.into_iter().find(|(_, extremes)| extremes.count > 1 && extremes.count * 2 >= places)
}

fn extremes(words: &Words<'_>, period: usize) -> Option<Extremes> {
    let values = || {
        let cells = words.spec.series.iter().filter_map(move |series| Some((series, series.cells.get(period)?)));
        cells.filter_map(|(series, cell)| Some((series, cell.value()?)))
    };
    let high = values().map(|(_, value)| value).max_by(f64::total_cmp)?;
    let low = values().map(|(_, value)| value).min_by(f64::total_cmp)?;
    let shared = |value: f64| {
        let figure = words.figure(value);
        let mut same: Vec<&Series> = Vec::new();
        for (series, value) in values() {
            if words.figure(value) == figure {
                same.push(series);
            }
        }
        same.sort_by(|left, right| super::rows::by_name(words, left, right));
        Shared { names: names(words, &same), figure }
    };
    let (high, low) = (shared(high), shared(low));
    Some(Extremes { high, low, count: values().count() })
}

fn names(words: &Words<'_>, series: &[&Series]) -> String {
    if series.len() > MOST_NAMES {
        return words.count("chart.places", series.len());
    }
    let names: Vec<String> = series.iter().map(|series| series.name.clone()).collect();
    words.locale.list(&names)
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
