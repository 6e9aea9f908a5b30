//! Observations in YAML, in a city's or an indicator's file, and the joining with those in CSV.

use std::sync::Arc;

use super::number::{MINUS, Typed, is_quoted, no_number, parse_number, yes_no};
use super::{cure, table};
use crate::diag::{Diagnostic, Place, Report, Span, did_you_mean};
use crate::kind::Moment;
use crate::locale::{Period, Unit};
use crate::model::{Detail, Gap, Missing, Observation, Observations, Site, Status};
use crate::path::SourcePath;
use crate::source::Snapshot;
use crate::syntax::yaml::{Entry as Field, Node, Value};

/// The keys of an observation written out.
const KEYS: [&str; 9] = ["value", "status", "source", "accessed", "note", "lower", "upper", "evidence", "missing"];

/// Reads every observation; one that is given twice is an error that names both places.
pub(super) fn load(site: &Site, snapshot: &Snapshot, report: &mut Report) -> (Observations, Vec<Gap>) {
    let mut files = Vec::new();
    let mut all = Vec::new();
    let unread = snapshot.unread.iter().filter(|path| path.extension() == "csv");
    let mut gaps: Vec<Gap> = unread.map(|_| Gap::default()).collect();
    for entry in site.collection("cities").chain(site.collection("indicators")) {
        let by_city = entry.key.collection == "cities";
        let Some(version) = entry.versions.values().next() else { continue };
        let Some(node) = version.fields.node("observations") else { continue };
        let file = u32::try_from(files.len()).unwrap_or(u32::MAX);
        files.push(version.file.clone());
        let mut reader = Yaml { site, path: version.file.shared(), file, all: &mut all, gaps: &mut gaps, report };
        reader.group(node, &entry.key.id, by_city);
    }
    let read = table::Read { files: &mut files, all: &mut all, gaps: &mut gaps };
    table::load(site, snapshot, read, report);
    refuse_computed(site, &files, &mut all, report);
    let (observations, repeated) = Observations::build(files, all, site.data.cities.len());
    for (first, again) in repeated {
        report.add(
            Diagnostic::error("duplicate-observation", "this figure is given twice")
                .at(again)
                .also(first, "first here")
                .hint("keep one of the two; a correction replaces the old figure"),
        );
    }
    (observations, gaps)
}

/// A score follows from the answers. A typed one would stand in its place, and nobody would see why it is another.
fn refuse_computed(site: &Site, files: &[SourcePath], all: &mut Vec<Observation>, report: &mut Report) {
    all.retain(|observation| {
        let indicator = site.data.indicators.get(observation.indicator as usize);
        let Some(indicator) = indicator.filter(|indicator| indicator.computed.is_some()) else { return true };
        let problem = Diagnostic::error("computed-figure", format!("`{}` is computed from the answers", indicator.id));
        let file = files.get(observation.file as usize).map_or_else(|| "".into(), SourcePath::shared);
        report.add(problem.at(Place::at(file, observation.span)).hint("delete this figure"));
        false
    });
}

struct Yaml<'a> {
    site: &'a Site,
    path: Arc<str>,
    file: u32,
    all: &'a mut Vec<Observation>,
    gaps: &'a mut Vec<Gap>,
    report: &'a mut Report,
}

impl Yaml<'_> {
    /// `{indicator: {period: value}}` in a city's file, `{city: {period: value}}` in an indicator's.
    fn group(&mut self, node: &Node, id: &str, by_city: bool) {
        let wanted = if by_city { "figures by indicator" } else { "figures by city" };
        let example = if by_city { "`online-access: {2023: 71}`" } else { "`helsinki: {2023: 71}`" };
        for entry in self.map(node, wanted, example) {
            let data = &self.site.data;
            let (city, indicator) = if by_city { (id, entry.key.as_str()) } else { (entry.key.as_str(), id) };
            let (Some(city), Some(indicator)) = (data.city(city), data.indicator(indicator)) else {
                let problem = unknown(self.site, &entry.key, if by_city { INDICATOR } else { CITY });
                let place = Place::at(self.path.clone(), entry.key_span);
                problem.into_iter().for_each(|problem| self.report.add(problem.at(place.clone())));
                self.gaps.push(Gap { city: data.city(id), indicator: data.indicator(id), period: None });
                continue;
            };
            let gap = Gap { city: Some(city), indicator: Some(indicator), period: None };
            for period in self.map(&entry.value, "figures by period", "`{2023: 71}`") {
                if !self.period(period, city, indicator) {
                    self.gaps.push(Gap { period: Period::parse(&period.key), ..gap });
                }
            }
            if !matches!(entry.value.value, Value::Map(_)) {
                self.gaps.push(gap);
            }
        }
    }

    fn map<'n>(&mut self, node: &'n Node, wanted: &str, example: &str) -> &'n [Field] {
        if !matches!(node.value, Value::Map(_)) {
            let message = format!("{wanted} are wanted here, and this is {}", node.describe());
            self.error("bad-observation", message, node.span, &format!("write for example {example}"));
        }
        node.entries()
    }

    /// Whether the figure could be read.
    fn period(&mut self, entry: &Field, city: u32, indicator: u32) -> bool {
        let Some(period) = Period::parse(&entry.key) else {
            let message = format!("`{}` is no period", entry.key);
            self.error("bad-period", message, entry.key_span, &cure::period(&entry.key));
            return false;
        };
        let mut observation = Observation {
            indicator,
            city,
            period,
            value: Err(Missing::NotCollected),
            status: self.site.data.status_of(indicator),
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
        good
    }

    fn value(&mut self, node: &Node, observation: &mut Observation) -> bool {
        let unit = self.site.data.indicators.get(observation.indicator as usize).map(|indicator| indicator.unit);
        let value = match &node.value {
            // YAML also reads `1_0` and `0x1F`, which no editor means as figures.
            Value::Number { value, text } if value.is_finite() && parse_number(text, false).is_some() => Some(*value),
            Value::Bool(yes) if unit == Some(Unit::Boolean) => Some(f64::from(u8::from(*yes))),
            Value::Text(text) if unit == Some(Unit::Boolean) => yes_no(text),
            // YAML takes the minus of typesetters for a letter.
            Value::Text(text) if text.starts_with(MINUS) => parse_number(text, false),
            _ => None,
        };
        let Some(value) = value else {
            let (message, hint) = match &node.value {
                Value::Text(text) if unit != Some(Unit::Boolean) && is_quoted(text) => {
                    (format!("{} is a text, not a number", node.shown()), format!("take the quotes away: `{text}`"))
                }
                _ => no_number(node.scalar().ok_or(node.describe()), unit, Typed::Yaml),
            };
            self.error("bad-observation", message, node.span, &hint);
            return false;
        };
        observation.value = Ok(value);
        true
    }

    fn fields(&mut self, fields: &[Field], observation: &mut Observation, span: Span) -> bool {
        let mut good = true;
        let mut detail = Detail::default();
        for field in fields {
            good &= match field.key.as_str() {
                "value" => self.value(&field.value, observation),
                "missing" => self.missing(&field.value, &mut observation.value),
                "status" => self.status(&field.value, &mut observation.status),
                _ => self.detail(field, observation, &mut detail),
            };
        }
        let says = |name: &str| fields.iter().any(|field| field.key == name);
        if good && says("value") == says("missing") {
            let hint = "write `value:` with the figure, or `missing:` with the reason why there is none";
            self.error("bad-observation", "a figure has either a value or a reason".into(), span, hint);
            return false;
        }
        if observation.value.is_err() && !says("status") {
            // What is not there is not provisional either.
            observation.status = Status::Final;
        }
        observation.detail = (detail != Detail::default()).then(|| Box::new(detail));
        good
    }

    /// What few figures have. `false` means that it was reported.
    fn detail(&mut self, field: &Field, observation: &Observation, detail: &mut Detail) -> bool {
        let node = &field.value;
        match field.key.as_str() {
            "lower" | "upper" => {
                let mut end = observation.clone();
                let good = self.value(node, &mut end);
                let slot = if field.key == "lower" { &mut detail.lower } else { &mut detail.upper };
                *slot = end.value.ok();
                good
            }
            "accessed" => {
                detail.accessed = self.day(node);
                detail.accessed.is_some()
            }
            "source" => {
                detail.source = self.text(field).filter(|id| self.source(id, node.span));
                detail.source.is_some()
            }
            "note" => {
                detail.note = self.text(field);
                detail.note.is_some()
            }
            "evidence" => {
                detail.evidence = self.text(field);
                detail.evidence.is_some()
            }
            other => {
                let place = Place::at(self.path.clone(), field.key_span);
                let problem = Diagnostic::error("unknown-field", format!("a figure has no field `{other}`"));
                self.report.add(problem.at(place).maybe_hint(did_you_mean(other, KEYS)));
                false
            }
        }
    }

    fn text(&mut self, field: &Field) -> Option<String> {
        let text = field.value.scalar().map(str::to_owned);
        if text.is_none() {
            let message = format!("`{}` wants a text, and this is {}", field.key, field.value.describe());
            self.error("wrong-type", message, field.value.span, "write one text, or take the line out");
        }
        text
    }

    fn day(&mut self, node: &Node) -> Option<jiff::civil::Date> {
        let day = node.scalar().and_then(Moment::parse).map(Moment::date);
        if day.is_none() {
            self.error("wrong-type", format!("{} is no day", node.shown()), node.span, "write it as `2026-11-23`");
        }
        day
    }

    /// Whether there is a source of that id, or could be.
    fn source(&mut self, id: &str, span: Span) -> bool {
        let problem = unknown(self.site, id, SOURCE);
        let known = problem.is_none();
        problem.into_iter().for_each(|problem| self.report.add(problem.at(Place::at(self.path.clone(), span))));
        known
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

/// What a name stands for: its collection, and what messages call it.
pub(super) type Named = (&'static str, &'static str, &'static str);
pub(super) const CITY: Named = ("cities", "city", "unknown-city");
pub(super) const INDICATOR: Named = ("indicators", "indicator", "unknown-indicator");
pub(super) const SOURCE: Named = ("sources", "source", "unknown-source");

/// The problem of a name that is no entry of its collection, without its place; `None` for one that
/// is, or whose own file has a fault.
pub(super) fn unknown(site: &Site, name: &str, (collection, what, code): Named) -> Option<Diagnostic> {
    if site.unread.entry(collection, name) {
        return None;
    }
    match site.entry(collection, name) {
        Some(entry) if site.visible(entry) => None,
        Some(entry) => {
            let message = format!("figures are given for `{name}`, which is {}", entry.state.reason());
            Some(Diagnostic::error("hidden-entry", message).hint("publish the entry, or take its figures out"))
        }
        None => {
            let problem = Diagnostic::error(code, format!("there is no {what} `{name}`"));
            Some(problem.hint(site.name_hint(collection, name, &[])))
        }
    }
}
