//! A figure in a sentence: the number with its unit, and for machines and on hover where it is from.

use crate::locale::{Period, Unit};
use crate::markup::Markup;
use crate::model::figure::Reading;
use crate::model::reads::Use;
use crate::model::request::{Aggregate, ValueRequest};
use crate::model::{Indicator, Observation};
use crate::path::Route;
use crate::plan::spec::place_name;
use crate::view::Page;
use crate::view::table::row_id;

/// Whole numbers up to this are small.
const SMALL: f64 = 20.0;

impl Page<'_> {
    /// The markup of a `{value}`; `linked` unless it already stands in a link.
    pub(super) fn value(&self, request: &ValueRequest, linked: bool) -> String {
        let data = &self.view.site.data;
        let Ok(reading) = self.reading(request) else { return String::new() };
        let Some(indicator) =
            data.indicator(&request.indicator.name).and_then(|position| data.indicators.get(position as usize))
        else {
            return String::new();
        };
        let shown = self.shown(&reading, indicator);
        let mut markup = Markup::new();
        let name = if linked { "a" } else { "span" };
        markup.open(name).attr("class", "value");
        if let Some(route) = linked.then(|| self.indicator_route(indicator)).flatten() {
            let place = data.city(&request.subject.name).filter(|_| indicator.computed.is_none());
            let row = place.map(|_| format!("#{}", row_id(&request.subject.name))).unwrap_or_default();
            markup.attr("href", self.url(&route) + &row);
        }
        markup.attr("title", &shown.title);
        markup.open("data").attr("value", shown.machine).attr("data-unit", indicator.unit.name());
        let name = format!("{}/{}@{}", request.subject.name, indicator.id, shown.period);
        markup.attr("data-observation", name);
        if let Some(source) = shown.source.or(indicator.source.as_deref()) {
            markup.attr("data-source", source);
        }
        markup.text(&shown.text).close();
        if let Some(letter) = shown.flag {
            markup.element("sup", letter);
        }
        markup.close();
        markup.finish()
    }

    fn indicator_route(&self, indicator: &Indicator) -> Option<Route> {
        let key = indicator.key();
        self.note_entry(Use::Link, &key);
        self.view.plan.routes.best(&key, self.language).map(|(route, _)| route.clone())
    }

    fn shown<'o>(&self, reading: &Reading<'o>, indicator: &Indicator) -> Shown<'o> {
        let (unit, decimals) = (&indicator.unit, indicator.decimals);
        let figure = |value: f64| self.locale.figure(value, unit, decimals);
        let measure = indicator.name.say(self.language, self.default_language());
        let period = |period: &Period| self.locale.period(period);
        let several = |key: &str, count: usize| self.locale.count(&format!("value.{key}"), count as u64);
        match reading {
            Reading::One { observation, value } => Shown {
                text: figure(*value),
                machine: if indicator.computed.is_some() { machine(*value) } else { value.to_string() },
                title: self.about(measure, observation, &period(&observation.period)),
                flag: observation.status.letter(),
                period: observation.period.to_string(),
                source: own_source(observation),
            },
            Reading::Change { from, to } => Shown {
                text: self.locale.change(from.1, to.1, unit, decimals),
                machine: machine(to.1 - from.1),
                title: self.about(measure, to.0, &self.locale.period_range(&from.0.period, &to.0.period)),
                flag: to.0.status.letter(),
                period: format!("{}..{}", from.0.period, to.0.period),
                source: own_source(to.0),
            },
            Reading::Whole { aggregate, value, period: when, count } => {
                let is_count = *aggregate == Aggregate::Count;
                let text = || self.locale.figure(*value, unit, whole_decimals(indicator, *aggregate));
                Shown {
                    text: if is_count { self.locale.number(*value, 0) } else { text() },
                    machine: machine(*value),
                    title: format!("{measure}, {}, {}", several(aggregate.name(), *count), period(when)),
                    flag: None,
                    period: when.to_string(),
                    source: None,
                }
            }
            Reading::WholeChange { aggregate, from, to, count } => Shown {
                text: self.locale.change(from.1, to.1, unit, decimals),
                machine: machine(to.1 - from.1),
                title: format!(
                    "{measure}, {}, {}",
                    several(aggregate.name(), *count),
                    self.locale.period_range(&from.0, &to.0)
                ),
                flag: None,
                period: format!("{}..{}", from.0, to.0),
                source: None,
            },
        }
    }

    /// "Measure, city, period (status). Source: name, publisher. Note"
    fn about(&self, measure: &str, observation: &Observation, period: &str) -> String {
        let place = place_name(self.view.site, self.locale, observation.city);
        let mut about = format!("{measure}, {place}, {period}");
        if observation.status.letter().is_some() {
            about.push_str(&format!(" ({})", self.say(&format!("observation.status.{}", observation.status.name()))));
        }
        if let Some(source) = self.source_of(observation) {
            about.push_str(&format!(". {}: {source}", self.say("figure.source")));
        }
        if let Some(note) = observation.detail.as_ref().and_then(|detail| detail.note.as_ref()) {
            about.push_str(&format!(". {note}"));
        }
        about
    }
}

/// The decimals of a figure of several places: a mean of small whole numbers has one more digit than
/// they have, or it would say nothing.
pub(super) fn whole_decimals(indicator: &Indicator, aggregate: Aggregate) -> u8 {
    let averaged = matches!(aggregate, Aggregate::Mean | Aggregate::Median);
    let small = indicator.range.is_some_and(|(_, high)| high <= SMALL);
    let counted = matches!(indicator.unit, Unit::Count | Unit::Score | Unit::Rank);
    indicator.decimals.max(u8::from(averaged && small && counted))
}

struct Shown<'o> {
    text: String,
    machine: String,
    title: String,
    flag: Option<&'static str>,
    /// As a role writes it: `2023`, `2019..2023`.
    period: String,
    /// The source of the figure, where it is not the indicator's.
    source: Option<&'o str>,
}

fn own_source(observation: &Observation) -> Option<&str> {
    observation.detail.as_ref().and_then(|detail| detail.source.as_deref())
}

/// A computed number in full, for machines.
pub(super) fn machine(value: f64) -> String {
    /// Further digits than these of a sum or a difference are dust of binary fractions, and were not measured.
    const DIGITS: usize = 12;
    if value.fract() == 0.0 {
        return format!("{}", value + 0.0);
    }
    // What is left where two figures are all but the same is dust too.
    let near = (value * 1e9).round() / 1e9;
    let rounded: f64 = format!("{near:.*e}", DIGITS - 1).parse().unwrap_or(near);
    format!("{}", rounded + 0.0)
}

#[cfg(test)]
mod tests {
    use super::machine;

    #[test]
    fn machines_read_no_dust() {
        let cases = [
            (4_115_559.800_000_000_1, "4115559.8"),
            (0.1 + 0.2 - 0.3, "0"),
            (-0.0, "0"),
            (72.4 - 70.1, "2.3"),
            (200.0 / 3.0, "66.666666667"),
            (1_234_567_890_123.0, "1234567890123"),
            (-0.125, "-0.125"),
        ];
        for (value, written) in cases {
            assert_eq!(machine(value), written);
        }
    }
}
