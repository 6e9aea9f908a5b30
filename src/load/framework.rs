//! The entries of `frameworks` to typed frameworks: pillars, areas, where answers are, and the rule.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::block::{named, names};
use super::observations::{INDICATOR, unknown};
use crate::diag::{Diagnostic, Place, Report, Span, did_you_mean};
use crate::kind::{Fields, LocalText, Reader, Value as FieldValue};
use crate::locale::{Period, Unit};
use crate::model::framework::{Answers, Area, Framework, Pillar, Rule, Threshold};
use crate::model::request::Named;
use crate::model::{Data, Entry, Site, score};
use crate::syntax::yaml::{Node, Value};

const PILLAR_KEYS: [&str; 3] = ["id", "name", "areas"];
const AREA_KEYS: [&str; 8] = ["id", "code", "name", "definition", "counted", "indicators", "asked", "questions"];

/// Reads every framework; what is faulty is reported, and its framework left out.
pub(super) fn load(site: &Site, data: &Data, report: &mut Report) -> Vec<Framework> {
    let entries = site.entries.values().filter(|entry| entry.key.collection == "frameworks" && site.visible(entry));
    let read: Vec<Framework> = entries.filter_map(|entry| framework(site, data, entry, report)).collect();
    read.into_iter().filter(|framework| !is_taken(site, data, framework, report)).collect()
}

/// Whether an entry has the name of something that the framework computes: one of the two would hide the other.
fn is_taken(site: &Site, data: &Data, framework: &Framework, report: &mut Report) -> bool {
    let ids = framework.parts().into_iter().map(|part| framework.indicator_id(&part));
    let taken: Vec<String> = ids.filter(|id| data.indicator(id).is_some()).collect();
    for id in &taken {
        let version = site.entry("indicators", id).and_then(|entry| entry.versions.values().next());
        let problem = Diagnostic::error("computed-figure", format!("`{id}` is the name of what a framework computes"));
        let place = version.map_or_else(|| framework.file.shared(), |version| version.file.shared());
        report.add(problem.at(Place::file(place)).hint("give the file another name, or delete it"));
    }
    !taken.is_empty()
}

/// The frameworks that were left out.
pub(super) fn unread(site: &Site) -> Vec<String> {
    let ids = site.collection("frameworks").map(|entry| entry.key.id.clone());
    ids.filter(|id| !site.data.frameworks.iter().any(|framework| framework.id == *id)).collect()
}

/// Reads one framework.
struct Frame<'a> {
    site: &'a Site,
    data: &'a Data,
    reader: Reader<'a>,
    /// Names of pillars and areas met so far; they share the ids of computed indicators.
    ids: BTreeSet<String>,
    /// The areas among them, which alone have weights.
    areas: BTreeSet<String>,
    /// Indicators whose figures are counted already.
    counted: BTreeSet<u32>,
}

fn framework(site: &Site, data: &Data, entry: &Entry, report: &mut Report) -> Option<Framework> {
    let version = entry.versions.values().next()?;
    let fields = &version.fields;
    let file: Arc<str> = version.file.shared();
    let reader =
        Reader { file: &file, languages: &site.config.languages, translation: false, report: Report::default() };
    let ids = ["score", "coverage"].map(str::to_owned).into();
    let mut frame = Frame { site, data, reader, ids, areas: BTreeSet::new(), counted: BTreeSet::new() };
    let pillars = fields.node("pillars").map(|node| frame.pillars(node)).unwrap_or_default();
    let (rule, weights) =
        fields.node("scoring").map_or((Rule::MeanOfAreas, BTreeMap::new()), |node| frame.scoring(node));
    let thresholds = fields.node("thresholds").map(|node| frame.thresholds(node)).unwrap_or_default();
    let periods = frame.periods(fields);
    let faulty = frame.reader.report.has_errors();
    report.merge(frame.reader.report);
    let pillars = weighted(pillars, &weights);
    let framework = Framework {
        id: entry.key.id.clone(),
        title: version.title.clone(),
        file: version.file.clone(),
        periods,
        pillars,
        rule,
        minimum_coverage: fields.number("minimum_coverage").unwrap_or_default(),
        ranking: fields.flag("ranking"),
        thresholds,
        previous: fields.word("previous").map(str::to_owned),
        source: fields.word("source").map(str::to_owned),
        span: fields.span("scoring").or_else(|| fields.span("pillars")).unwrap_or_default(),
    };
    (!faulty).then_some(framework)
}

fn weighted(mut pillars: Vec<Pillar>, weights: &BTreeMap<String, f64>) -> Vec<Pillar> {
    for area in pillars.iter_mut().flat_map(|pillar| &mut pillar.areas) {
        area.weight = weights.get(&area.id).copied().unwrap_or(1.0);
    }
    pillars
}

impl Frame<'_> {
    fn error(&mut self, message: impl Into<String>, span: Span, hint: &str) {
        self.reader.error("bad-framework", message.into(), span, hint);
    }

    /// The periods it scores: `period`, or every one of `years`.
    fn periods(&mut self, fields: &Fields) -> Vec<Period> {
        if let Some(FieldValue::Period(period)) = fields.get("period") {
            return vec![*period];
        }
        let years = fields.list("years").iter().filter_map(|written| match written.value {
            FieldValue::Integer(year) => Period::parse(&format!("{year:04}")),
            _ => None,
        });
        let mut periods: Vec<Period> = years.collect();
        periods.sort_unstable();
        periods.dedup();
        periods
    }

    /// The items of a list that must have some.
    fn items<'n>(&mut self, what: &str, node: &'n Node, example: &str) -> &'n [Node] {
        if !matches!(&node.value, Value::List(items) if !items.is_empty()) {
            let message = match &node.value {
                Value::List(_) => format!("the list of `{what}` is empty"),
                _ => format!("`{what}` wants a list, and this is {}", node.describe()),
            };
            self.error(message, node.span, &format!("write one item a line, each beginning with a dash: `{example}`"));
        }
        node.items()
    }

    fn pillars(&mut self, node: &Node) -> Vec<Pillar> {
        let items = self.items("pillars", node, "- id: enablers");
        items.iter().filter_map(|item| self.pillar(item)).collect()
    }

    fn pillar(&mut self, node: &Node) -> Option<Pillar> {
        let found = self.reader.group(node, &PILLAR_KEYS, "a pillar")?;
        let (id, name) = self.title(node, &found, "pillar");
        let areas = match found.get("areas") {
            Some(node) => {
                let items = self.items("areas", node, "- id: skills");
                items.iter().filter_map(|item| self.area(item)).collect()
            }
            None => {
                self.error("the pillar has no `areas`", node.span, "add `areas:` with the areas of this pillar");
                Vec::new()
            }
        };
        Some(Pillar { id: id?, name: name?, areas, span: node.span })
    }

    /// The id and the name that pillars and areas must have.
    fn title(&mut self, node: &Node, found: &BTreeMap<&str, &Node>, what: &str) -> (Option<String>, Option<LocalText>) {
        let name = found.get("name").and_then(|node| self.reader.any_local("name", node));
        if !found.contains_key("name") {
            self.error(format!("the {what} has no `name`"), node.span, "add `name:` with what pages call it");
        }
        let Some(written) = found.get("id").and_then(|node| named(node)) else {
            self.error(format!("the {what} has no `id`"), node.span, "add `id:` with a short name, such as `skills`");
            return (None, name);
        };
        if crate::path::slug(&written.name) != written.name {
            let hint = format!("write it as `{}`", crate::path::slug(&written.name));
            self.error(format!("`{}` is no id", written.name), written.span, &hint);
        } else if !self.ids.insert(written.name.clone()) {
            let hint = "give every pillar and area a name of its own; `score` and `coverage` are taken";
            self.error(format!("the id `{}` is used twice", written.name), written.span, hint);
        }
        (Some(written.name), name)
    }

    fn area(&mut self, node: &Node) -> Option<Area> {
        let found = self.reader.group(node, &AREA_KEYS, "an area")?;
        let (id, name) = self.title(node, &found, "area");
        self.areas.extend(id.clone());
        let questions: Vec<LocalText> = match found.get("questions") {
            Some(node) => {
                let items = self.items("questions", node, "- Is there a digital strategy?");
                items.iter().filter_map(|item| self.reader.any_local("questions", item)).collect()
            }
            None => Vec::new(),
        };
        let answers = self.answers(&found);
        let asked = self.asked(node, &found, questions.len(), &answers);
        Some(Area {
            id: id?,
            code: found.get("code").and_then(|node| self.reader.plain("code", node)),
            name: name?,
            definition: found.get("definition").and_then(|node| self.reader.any_local("definition", node)),
            answers,
            asked: asked?,
            questions,
            weight: 1.0,
            span: node.span,
        })
    }

    fn answers(&mut self, found: &BTreeMap<&str, &Node>) -> Answers {
        let counted = found.get("counted").map(|node| names(&mut self.reader, "counted", node)).unwrap_or_default();
        let each = found.get("indicators").map(|node| names(&mut self.reader, "indicators", node)).unwrap_or_default();
        if let (Some(counted), false) = (counted.first(), each.is_empty()) {
            let hint = "keep `indicators` where every question has figures of its own, otherwise `counted`";
            self.error("an area has either `counted` or `indicators`", counted.span, hint);
        }
        if let Some(named) = counted.first() {
            return self.count(named).map_or(Answers::Unknown, Answers::Counted);
        }
        let each: Vec<u32> = each.iter().filter_map(|named| self.answer(named)).collect();
        if each.is_empty() { Answers::Unknown } else { Answers::Each(each) }
    }

    /// An indicator by name, which no other area counts.
    fn indicator(&mut self, named: &Named) -> Option<u32> {
        let Some(position) = self.data.indicator(&named.name) else {
            let place = Place::at(self.reader.file.clone(), named.span);
            let problem = unknown(self.site, &named.name, INDICATOR);
            problem.into_iter().for_each(|problem| self.reader.report.add(problem.at(place.clone())));
            return None;
        };
        if !self.counted.insert(position) {
            let hint = "name each indicator in one area only, or its answers count twice";
            self.error(format!("`{}` is counted twice", named.name), named.span, hint);
        }
        Some(position)
    }

    /// An indicator whose figures are numbers of yes.
    fn count(&mut self, named: &Named) -> Option<u32> {
        let position = self.indicator(named)?;
        let indicator = self.data.indicators.get(position as usize)?;
        if !matches!(indicator.unit, Unit::Count | Unit::Score) {
            let message = format!("`{}` is no count, so its figures cannot be numbers of yes", named.name);
            let hint = "name an indicator with `unit: count` here, or ask each question by `indicators`";
            self.error(message, named.span, hint);
        }
        Some(position)
    }

    /// An indicator that is the answer to one question, and so needs a lowest and a highest value.
    fn answer(&mut self, named: &Named) -> Option<u32> {
        let position = self.indicator(named)?;
        let indicator = self.data.indicators.get(position as usize)?;
        if score::ends(indicator).is_none() {
            let hint =
                format!("add `range:` with its lowest and highest value to `content/indicators/{}.yaml`", named.name);
            let message = format!("`{}` has no scale, so its figures cannot be part of a score", named.name);
            self.error(message, named.span, &hint);
        }
        Some(position)
    }

    /// How many questions an area has: as many as it lists, as it has indicators, or as it says.
    fn asked(
        &mut self,
        node: &Node,
        found: &BTreeMap<&str, &Node>,
        questions: usize,
        answers: &Answers,
    ) -> Option<u32> {
        let said = found.get("asked").and_then(|node| node.scalar()?.parse::<usize>().ok()).filter(|asked| *asked > 0);
        if let (Some(written), None) = (found.get("asked"), said) {
            let message = format!("`asked` is a whole number above zero, and this is {}", written.shown());
            self.error(message, written.span, "write how many questions the area has");
            return None;
        }
        let each = if let Answers::Each(each) = answers { Some(each.len()) } else { None };
        let counts: Vec<usize> = [said, each, (questions > 0).then_some(questions)].into_iter().flatten().collect();
        let Some(first) = counts.first() else {
            let hint = "list its `questions:`, or say how many there are: `asked: 3`";
            self.error("nothing says how many questions the area has", node.span, hint);
            return None;
        };
        if let Some(other) = counts.iter().find(|count| *count != first) {
            let hint = "make the numbers agree: `asked`, the list of `indicators` and the list of `questions`";
            self.error(format!("the numbers of questions do not agree: {first} and {other}"), node.span, hint);
        }
        u32::try_from(*first).ok()
    }

    fn scoring(&mut self, node: &Node) -> (Rule, BTreeMap<String, f64>) {
        let mut weights = BTreeMap::new();
        let Some(found) = self.reader.group(node, &["rule", "weights"], "a scoring") else {
            return (Rule::MeanOfAreas, weights);
        };
        let rule = match found.get("rule").copied() {
            Some(written) => written.scalar().and_then(Rule::parse).unwrap_or_else(|| {
                let words = Rule::NAMES.map(|(name, _)| name);
                let hint = did_you_mean(written.scalar().unwrap_or_default(), words)
                    .unwrap_or_else(|| format!("write one of `{}`", words.join("`, `")));
                self.error(format!("{} is no rule of scoring", written.shown()), written.span, &hint);
                Rule::MeanOfAreas
            }),
            None => Rule::MeanOfAreas,
        };
        if let Some(written) = found.get("weights").copied() {
            weights = self.weights(written);
            if rule != Rule::Weighted {
                let hint = "write `rule: weighted`, or take `weights:` out";
                self.error(format!("the rule `{}` has no weights", rule.name()), written.span, hint);
            }
        }
        (rule, weights)
    }

    fn weights(&mut self, node: &Node) -> BTreeMap<String, f64> {
        let mut weights = BTreeMap::new();
        for entry in node.entries() {
            match entry.value.value {
                Value::Number { value, .. } if value.is_finite() && value >= 0.0 => {
                    weights.insert(entry.key.clone(), value);
                }
                _ => {
                    let message = format!("{} is no weight", entry.value.shown());
                    self.error(message, entry.value.span, "write a number, such as `2`; areas without one count 1");
                }
            }
            if !self.areas.contains(&entry.key) {
                let problem = Diagnostic::error("bad-framework", format!("there is no area `{}`", entry.key));
                let ids: Vec<&str> = self.areas.iter().map(String::as_str).collect();
                let hint = did_you_mean(&entry.key, ids.iter().copied())
                    .unwrap_or_else(|| format!("the areas are `{}`", ids.join("`, `")));
                let problem = problem.hint(hint);
                self.reader.report.add(problem.at(Place::at(self.reader.file.clone(), entry.key_span)));
            }
        }
        weights
    }

    fn thresholds(&mut self, node: &Node) -> Vec<Threshold> {
        let items = self.items("thresholds", node, "- {to: 0.33, name: few}");
        let mut thresholds: Vec<Threshold> = Vec::new();
        for item in items {
            let Some(found) = self.reader.group(item, &["to", "name"], "a threshold") else { continue };
            let to = found.get("to").and_then(|node| node.scalar()?.parse::<f64>().ok());
            let before = thresholds.last().map_or(0.0, |threshold| threshold.to);
            let Some(to) = to.filter(|to| *to > before && *to <= 1.0) else {
                let hint = "write shares from 0 to 1, the lowest first: `0.33`, `0.66`, `1`";
                self.error("a threshold is a share above the one before it", item.span, hint);
                continue;
            };
            let name = found.get("name").and_then(|node| self.reader.any_local("name", node)).unwrap_or_default();
            thresholds.push(Threshold { to, name });
        }
        thresholds
    }
}
