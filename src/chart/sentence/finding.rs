//! What is worth saying about the figures, by type of chart.
//!
//! It is separate from the sentence around it because a headline is a finding and nothing else.

use super::super::rows::by_name;
use super::super::spec::{Cell, Kind, Series};
use super::super::words::{Words, is_compact};
use super::set_off;

/// More names than this become a number of places.
pub(super) const MOST_NAMES: usize = 3;

/// One decimal of a number from 1 on is at most this part of it.
const ALIKE: f64 = 0.1;

/// Names of places that share a figure.
struct Shared {
    names: String,
    figure: String,
}

/// The highest and the lowest of one period.
pub(super) struct Extremes {
    high: Shared,
    low: Shared,
    /// How many places have a figure.
    count: usize,
}

/// The finding, if there is one.
pub(super) fn finding(words: &Words<'_>) -> Option<String> {
    match words.spec.kind {
        Kind::Slope => pair_finding(words),
        Kind::Stacked => lead_finding(words),
        Kind::Profile => profile_finding(words),
        Kind::Scatter => scatter_finding(words),
        Kind::Dot if words.spec.width() == 2 => pair_finding(words),
        Kind::Bar | Kind::Dot | Kind::Map => bar_finding(words),
        Kind::Heat | Kind::Strip if !words.spec.columns.is_empty() => lead_finding(words),
        Kind::Line | Kind::Heat | Kind::Multiples | Kind::Strip => line_finding(words),
    }
}

/// The only place that is set off.
fn one_set_off<'a>(words: &Words<'a>) -> Option<&'a Series> {
    let mut set_off = set_off(words);
    set_off.next().filter(|_| set_off.next().is_none())
}

/// What two columns say: how the one place set off went, or how many went where; of two indicators, the widest gap.
fn pair_finding(words: &Words<'_>) -> Option<String> {
    if let Some(finding) = one_set_off(words).and_then(|series| both(words, series)) {
        return Some(finding);
    }
    if words.spec.columns.is_empty() { moves(words) } else { widest(words) }
}

/// Both figures of a place: as a change over time, or side by side.
pub(super) fn both(words: &Words<'_>, series: &Series) -> Option<String> {
    if words.spec.columns.is_empty() {
        return change(words, series);
    }
    let (start, end) = (words.column(0), words.column(1));
    let (from, to) = (words.of(0).figure(series.cell(0).value()?), words.of(1).figure(series.cell(1).value()?));
    let values = [("name", &*series.name), ("from", &from), ("start", &start), ("to", &to), ("end", &end)];
    Some(words.say("chart.headline.both", &values))
}

/// In how many places the figure rose and fell; figures that read alike are the same.
fn moves(words: &Words<'_>) -> Option<String> {
    let (mut up, mut down, mut same) = (0usize, 0usize, 0usize);
    for series in &words.spec.series {
        // Across a break there is neither.
        let (Some(from), Some(to), false) = (series.cell(0).value(), series.cell(1).value(), series.cell(1).breaks())
        else {
            continue;
        };
        let count = match () {
            () if words.exact(from) == words.exact(to) => &mut same,
            () if to > from => &mut up,
            () => &mut down,
        };
        *count += 1;
    }
    let number = |count: usize| words.locale.number(count as f64, 0);
    let (start, end) = (words.column(0), words.column(1));
    let (up, down, same) = (number(up), number(down), number(same));
    let values = [("start", &*start), ("end", &end), ("up", &up), ("down", &down), ("same", &same)];
    Some(words.say("chart.headline.moves", &values))
}

/// The place whose two figures are furthest apart.
fn widest(words: &Words<'_>) -> Option<String> {
    let gap = |series: &Series| Some((series.cell(0).value()? - series.cell(1).value()?).abs());
    let gaps = words.spec.series.iter().filter_map(|series| Some((series, gap(series)?)));
    let (series, _) =
        gaps.max_by(|left, right| left.1.total_cmp(&right.1).then_with(|| by_name(words, right.0, left.0)))?;
    Some(words.say("chart.headline.widest", &[("both", &both(words, series)?)]))
}

/// The one place set off, or who is highest in each of two indicators.
fn scatter_finding(words: &Words<'_>) -> Option<String> {
    if let Some(finding) = one_set_off(words).and_then(|series| both(words, series)) {
        return Some(finding);
    }
    let top = |column: usize| {
        let high = extremes(words, column)?.high;
        Some((high.names, format!("{}, {}", words.column(column), high.figure)))
    };
    let ((first, of_first), (second, of_second)) = (top(0)?, top(1)?);
    let values = [("first", &*first), ("of_first", &of_first), ("second", &second), ("of_second", &of_second)];
    Some(words.say("chart.headline.tops", &values))
}

/// In how many indicators the place is above and below the mean; figures that read alike are level.
fn profile_finding(words: &Words<'_>) -> Option<String> {
    let series = one_set_off(words)?;
    let (mut above, mut below, mut all) = (0usize, 0usize, 0usize);
    for column in 0..words.spec.width() {
        let (Some(value), Some((mean, _))) = (series.cell(column).value(), words.mean(column)) else { continue };
        let own = words.of(column);
        let level = own.exact(value) == own.exact(mean);
        all += 1;
        above += usize::from(!level && value > mean);
        below += usize::from(!level && value < mean);
    }
    let number = |count: usize| words.locale.number(count as f64, 0);
    let (above, below, all) = (number(above), number(below), number(all));
    let values = [("name", &*series.name), ("above", &above), ("below", &below), ("all", &all)];
    Some(words.say("chart.headline.profile", &values))
}

/// What the first of several indicators says.
fn lead_finding(words: &Words<'_>) -> Option<String> {
    extremes(words, 0).filter(|extremes| extremes.count > 1)?;
    Some(format!("{} – {}", words.column(0), bar_finding(&words.of(0))?))
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
pub(super) fn change(words: &Words<'_>, series: &Series) -> Option<String> {
    let (end, to) = series.points().next_back()?;
    // Only what comes after the last break can be compared with the end.
    let after = series.cells.iter().rposition(Cell::breaks).unwrap_or(0);
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

pub(super) fn spread(words: &Words<'_>, extremes: &Extremes) -> String {
    let Extremes { high, low, count } = extremes;
    if high.figure == low.figure {
        let places = words.count("chart.places", *count);
        return words.say("chart.headline.equal", &[("places", &places), ("value", &high.figure)]);
    }
    let values =
        [("high", &*high.names), ("high_value", &high.figure), ("low", &low.names), ("low_value", &low.figure)];
    words.say("chart.headline.extremes", &values)
}

/// The last period in which most of the places can be compared.
pub(super) fn latest(words: &Words<'_>) -> Option<(usize, Extremes)> {
    let found = (0..words.spec.periods.len()).rev().filter_map(|period| Some((period, extremes(words, period)?)));
    let places = words.spec.series.iter().filter(|series| series.points().next().is_some()).count();
    found.into_iter().find(|(_, extremes)| extremes.count > 1 && extremes.count * 2 >= places)
}

pub(super) fn extremes(words: &Words<'_>, column: usize) -> Option<Extremes> {
    let words = &words.of(column);
    let values = || {
        let cells = words.spec.series.iter().filter_map(move |series| Some((series, series.cells.get(column)?)));
        cells.filter_map(|(series, cell)| Some((series, cell.value()?)))
    };
    let high = values().map(|(_, value)| value).max_by(f64::total_cmp)?;
    let low = values().map(|(_, value)| value).min_by(f64::total_cmp)?;
    let shared = |value: f64| {
        let figure = words.figure(value);
        let mut same: Vec<&Series> = Vec::new();
        // Figures further apart cannot read alike, be they rounded to a decimal or to a tenth of a million.
        let near = 10f64.powi(-i32::from(words.decimals)) + if is_compact(value) { value.abs() * ALIKE } else { 0.0 };
        for (series, other) in values().filter(|(_, other)| (other - value).abs() <= near) {
            if other == value || words.figure(other) == figure {
                same.push(series);
            }
        }
        same.sort_by(|left, right| by_name(words, left, right));
        Shared { names: names(words, &same), figure }
    };
    let (high, low) = (shared(high), shared(low));
    Some(Extremes { high, low, count: values().count() })
}

/// Names as a list, or how many there are.
pub(super) fn names(words: &Words<'_>, series: &[&Series]) -> String {
    if series.len() > MOST_NAMES {
        return words.count("chart.places", series.len());
    }
    let names: Vec<String> = series.iter().map(|series| series.name.clone()).collect();
    words.locale.list(&names)
}
