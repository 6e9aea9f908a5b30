//! A figure in a sentence: the number with its unit, and for machines and on hover where it is from.

use serde::Serialize;

use crate::locale::{Period, Unit, in_full};
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
                machine: if indicator.computed.is_some() { in_full(*value) } else { value.to_string() },
                title: self.about(measure, observation, &period(&observation.period)),
                flag: observation.status.letter(),
                period: observation.period.to_string(),
                source: own_source(observation),
            },
            Reading::Change { from, to } => Shown {
                text: self.locale.change(from.1, to.1, unit, decimals),
                machine: in_full(to.1 - from.1),
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
                    machine: in_full(*value),
                    title: self.about_several(
                        format!("{measure}, {}, {}", several(aggregate.name(), *count), period(when)),
                        (indicator, &[*when]),
                    ),
                    flag: None,
                    period: when.to_string(),
                    source: None,
                }
            }
            Reading::WholeChange { aggregate, from, to, count } => Shown {
                text: self.locale.change(from.1, to.1, unit, decimals),
                machine: in_full(to.1 - from.1),
                title: self.about_several(
                    format!(
                        "{measure}, {}, {}",
                        several(aggregate.name(), *count),
                        self.locale.period_range(&from.0, &to.0)
                    ),
                    (indicator, &[from.0, to.0]),
                ),
                flag: None,
                period: format!("{}..{}", from.0, to.0),
                source: None,
            },
        }
    }

    /// What is said of figures of several places, and where they come from.
    fn about_several(&self, said: String, (indicator, periods): (&Indicator, &[Period])) -> String {
        let shown = self.extent_of(self.view.site.data.indicator(&indicator.id).unwrap_or(u32::MAX)).iter();
        let shown = shown.filter(|observation| observation.value.is_ok() && periods.contains(&observation.period));
        if indicator.computed.is_some() { said } else { format!("{said}. {}", self.source_text(shown)) }
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

/// A figure as a cell of a table shows it.
#[derive(Debug, Serialize)]
pub(super) struct Cell {
    text: String,
    /// In full, where the text is rounded: a table leaves nothing out for those who read it by machine.
    full: Option<String>,
}

impl Cell {
    pub(super) fn new(text: String, value: f64, decimals: u8) -> Self {
        let full = in_full(value);
        let rounded = in_full(format!("{value:.*}", usize::from(decimals)).parse().unwrap_or(value));
        Cell { text, full: (full != rounded).then_some(full) }
    }

    pub(super) fn write(&self, markup: &mut Markup) {
        match &self.full {
            Some(full) => markup.open("data").attr("value", full).text(&self.text).close(),
            None => markup.text(&self.text),
        };
    }
}
