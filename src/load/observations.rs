//! Observations in YAML, in a city's or an indicator's file, and the joining with those in CSV.

use std::sync::Arc;

use super::table;
use crate::diag::{Diagnostic, Place, Report, Span, did_you_mean};
use crate::kind::Moment;
use crate::locale::{Period, Unit};
use crate::model::{Detail, Missing, Observation, Observations, Site, Status};
use crate::source::Snapshot;
use crate::syntax::yaml::{Entry as Field, Node, Value};

/// The keys of an observation written out.
const KEYS: [&str; 9] = ["value", "status", "source", "accessed", "note", "lower", "upper", "evidence", "missing"];

/// Reads every observation; one that is given twice is an error that names both places.
pub(super) fn load(site: &Site, snapshot: &Snapshot, report: &mut Report) -> Observations {
    let mut files = Vec::new();
    let mut all = Vec::new();
    for entry in site.entries.values().filter(|entry| site.visible(entry)) {
        let by_city = match entry.key.collection.as_str() {
            "cities" => true,
            "indicators" => false,
            _ => continue,
        };
        let Some(version) = entry.versions.values().next() else { continue };
        let Some(node) = version.fields.node("observations") else { continue };
        let file = u32::try_from(files.len()).unwrap_or(u32::MAX);
        files.push(version.file.clone());
        let mut reader = Yaml { site, path: version.file.shared(), file, all: &mut all, report };
        reader.group(node, &entry.key.id, by_city);
    }
    table::load(site, snapshot, (&mut files, &mut all), report);
    let (observations, repeated) = Observations::build(files, all, site.data.cities.len());
    for (first, again) in repeated {
        report.add(
            Diagnostic::error("duplicate-observation", "this figure is given twice")
                .at(again)
                .also(first, "first here")
                .hint("keep one of the two; a correction replaces the old figure"),
        );
    }
    observations
}

struct Yaml<'a> {
    site: &'a Site,
    path: Arc<str>,
    file: u32,
    all: &'a mut Vec<Observation>,
    report: &'a mut Report,
}

impl Yaml<'_> {
    /// `{indicator: {period: value}}` in a city's file, `{city: {period: value}}` in an indicator's.
    fn group(&mut self, node: &Node, id: &str, by_city: bool) {
        for entry in self.map(node, "figures by indicator or city") {
            let data = &self.site.data;
            let (city, indicator) = if by_city { (id, entry.key.as_str()) } else { (entry.key.as_str(), id) };
            let (Some(city), Some(indicator)) = (data.city(city), data.indicator(indicator)) else {
                let problem = unknown(self.site, &entry.key, !by_city);
                self.report.add(problem.at(Place::at(self.path.clone(), entry.key_span)));
                continue;
            };
            for period in self.map(&entry.value, "figures by period, such as `2023: 71`") {
                self.period(period, city, indicator);
            }
        }
    }

    fn map<'n>(&mut self, node: &'n Node, wanted: &str) -> &'n [Field] {
        if !matches!(node.value, Value::Map(_)) {
            let message = format!("here are {wanted} wanted, and this is {}", node.describe());
            self.error("bad-observation", message, node.span, "write for example `{2023: 71}`");
        }
        node.entries()
    }

    fn period(&mut self, entry: &Field, city: u32, indicator: u32) {
        let Some(period) = Period::parse(&entry.key) else {
            let message = format!("`{}` is no period", entry.key);
            let hint = "write `2023`, `2023-Q2`, `2023-05` or `2023-05-17`";
            self.error("bad-period", message, entry.key_span, hint);
            return;
        };
        let mut observation = Observation {
            indicator,
            city,
            period,
            value: Err(Missing::NotCollected),
            status: Status::Final,
            file: self.file,
            span: entry.value.span,
            detail: None,
        };
        let good = match &entry.value.value {
            Value::Map(fields) => self.fields(fields, &mut observation, entry.key_span),
            _ => self.value(&entry.value, &mut observation),
        };
        if good {
            if matches!(entry.value.value, Value::Map(_)) {
                observation.span = entry.key_span;
            }
            self.all.push(observation);
        }
    }

    fn value(&mut self, node: &Node, observation: &mut Observation) -> bool {
        let unit = self.site.data.indicators.get(observation.indicator as usize).map(|indicator| indicator.unit);
        let value = match &node.value {
            Value::Number { value, .. } if value.is_finite() => Some(*value),
            Value::Bool(yes) if unit == Some(Unit::Boolean) => Some(f64::from(u8::from(*yes))),
            Value::Text(text) if unit == Some(Unit::Boolean) => yes_no(text),
            _ => None,
        };
        let Some(value) = value else {
            let written = node.scalar().unwrap_or_else(|| node.describe());
            let (message, hint) = no_number(written, unit);
            self.error("bad-observation", message, node.span, &hint);
            return false;
        };
        observation.value = Ok(value);
        true
    }

    fn fields(&mut self, fields: &[Field], observation: &mut Observation, span: Span) -> bool {
        let mut good = true;
        let mut detail = Detail::default();
        let (mut value, mut missing) = (false, false);
        for field in fields {
            let node = &field.value;
            let text = || node.scalar().map(str::to_owned);
            good &= match field.key.as_str() {
                "value" => {
                    value = true;
                    self.value(node, observation)
                }
                "missing" => {
                    missing = true;
                    self.missing(node, &mut observation.value)
                }
                "status" => self.status(node, &mut observation.status),
                "lower" | "upper" => {
                    let mut end = observation.clone();
                    let good = self.value(node, &mut end);
                    let slot = if field.key == "lower" { &mut detail.lower } else { &mut detail.upper };
                    *slot = end.value.ok();
                    good
                }
                "accessed" => {
                    detail.accessed = node.scalar().and_then(Moment::parse).map(Moment::date);
                    if detail.accessed.is_none() {
                        self.error("wrong-type", "this is no day".into(), node.span, "write it as `2026-11-23`");
                    }
                    detail.accessed.is_some()
                }
                "source" => {
                    detail.source = text();
                    detail.source.is_some()
                }
                "note" => {
                    detail.note = text();
                    detail.note.is_some()
                }
                "evidence" => {
                    detail.evidence = text();
                    detail.evidence.is_some()
                }
                other => {
                    let place = Place::at(self.path.clone(), field.key_span);
                    let problem = Diagnostic::error("unknown-field", format!("a figure has no field `{other}`"));
                    self.report.add(problem.at(place).maybe_hint(did_you_mean(other, KEYS)));
                    false
                }
            };
        }
        if good && value == missing {
            let hint = "write `value:` with the figure, or `missing:` with the reason why there is none";
            self.error("bad-observation", "a figure has either a value or a reason".into(), span, hint);
            return false;
        }
        observation.detail = (detail != Detail::default()).then(|| Box::new(detail));
        good
    }

    fn missing(&mut self, node: &Node, value: &mut Result<f64, Missing>) -> bool {
        let text = node.scalar().unwrap_or_default();
        match Missing::parse(text) {
            Some(missing) => {
                *value = Err(missing);
                true
            }
            None => self.unknown_word(node, text, &Missing::NAMES.map(|(name, _)| name), "reason"),
        }
    }

    fn status(&mut self, node: &Node, status: &mut Status) -> bool {
        let text = node.scalar().unwrap_or_default();
        match Status::parse(text) {
            Some(found) => {
                *status = found;
                true
            }
            None => self.unknown_word(node, text, &Status::NAMES.map(|(name, _, _)| name), "status"),
        }
    }

    fn unknown_word(&mut self, node: &Node, text: &str, names: &[&'static str], what: &str) -> bool {
        let place = Place::at(self.path.clone(), node.span);
        let problem = Diagnostic::error("wrong-type", format!("`{text}` is no {what} of a figure")).at(place);
        self.report.add(problem.maybe_hint(did_you_mean(text, names.iter().copied())));
        false
    }

    fn error(&mut self, code: &'static str, message: String, span: Span, hint: &str) {
        let place = Place::at(self.path.clone(), span);
        self.report.add(Diagnostic::error(code, message).at(place).hint(hint));
    }
}

/// The problem of a name that is no city or indicator, without its place.
pub(super) fn unknown(site: &Site, name: &str, city: bool) -> Diagnostic {
    let (collection, what) = if city { ("cities", "city") } else { ("indicators", "indicator") };
    if let Some(entry) = site.entry(collection, name).filter(|entry| !site.visible(entry)) {
        let message = format!("figures are given for `{name}`, which is {}", entry.state.reason());
        return Diagnostic::error("hidden-entry", message).hint("publish the entry, or take its figures out");
    }
    let known = site.entries.keys().filter(|key| key.collection == collection).map(|key| key.id.as_str());
    let hint = did_you_mean(name, known)
        .unwrap_or_else(|| format!("names are those of the files in `content/{collection}`, without `.yaml`"));
    Diagnostic::error(if city { "unknown-city" } else { "unknown-indicator" }, format!("there is no {what} `{name}`"))
        .hint(hint)
}

/// `yes` and `no` of an answer.
pub(super) fn yes_no(text: &str) -> Option<f64> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" => Some(1.0),
        "no" | "false" | "0" => Some(0.0),
        _ => None,
    }
}

/// The message and cure for something that is no figure.
pub(super) fn no_number(written: &str, unit: Option<Unit>) -> (String, String) {
    if unit == Some(Unit::Boolean) {
        return (format!("`{written}` is no answer"), "write `yes` or `no`".to_owned());
    }
    let bare: String = written.chars().filter(|letter| letter.is_ascii_digit() || ".-".contains(*letter)).collect();
    let hint = match bare.parse::<f64>() {
        Ok(_) if written.contains(',') => {
            "write digits and a decimal point, without thousands marks: `1234.5`".to_owned()
        }
        Ok(number) if number.is_finite() => format!("write the number alone: `{bare}`; the unit is the indicator's"),
        _ => "write a number, or `{missing: not-collected}` if there is none".to_owned(),
    };
    (format!("`{written}` is no number"), hint)
}
