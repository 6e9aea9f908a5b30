//! A framework's method: its questions, its rule, and what changed since the edition before, all from
//! the framework itself, so that the page can never say something else than what is computed.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::kind::LocalText;
use crate::model::Key;
use crate::model::framework::{Answers, Area, Framework, Rule};
use crate::model::reads::Use;
use crate::theme::Data;
use crate::view::card::Link;
use crate::view::frame::Crumb;
use crate::view::{Page, PageView, Part};

#[derive(Debug, Serialize)]
struct PillarRecord {
    id: String,
    name: String,
    areas: Vec<AreaRecord>,
}

#[derive(Debug, Serialize)]
struct AreaRecord {
    id: String,
    code: Option<String>,
    name: String,
    definition: Option<String>,
    asked: String,
    weight: Option<String>,
    questions: Vec<Question>,
    /// The indicators that hold the answers.
    indicators: Vec<Link>,
    unknown: bool,
}

#[derive(Debug, Serialize)]
struct Question {
    text: String,
    /// Its language, where that is not the page's.
    lang: Option<String>,
}

/// What changed since another edition.
#[derive(Debug, Serialize)]
struct Changes {
    since: Option<Link>,
    rows: Vec<Change>,
    comparable: bool,
    verdict: String,
}

#[derive(Debug, Serialize)]
struct Change {
    name: String,
    before: String,
    after: String,
    /// What can be compared, in words.
    said: String,
    same: bool,
}

/// What an edition asks, beside the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// The same.
    Same,
    /// Nothing else as far as is known, and the wording is not known everywhere.
    Unknown,
    /// Something else.
    Others,
}

impl Page<'_> {
    /// The page that explains how a framework measures.
    pub(super) fn method(&self, key: &Key) -> Option<PageView> {
        let entry = self.view.site.entries.get(key)?;
        let version = self.version(entry)?;
        let kind = self.view.site.kinds.get(&key.collection)?;
        let framework = self.view.site.data.frameworks.iter().find(|framework| framework.id == key.id)?;
        self.note_entry(Use::Page, key);
        let title = self.in_words(&framework.title).to_owned();
        let mut head = self.head(&self.locale.say("framework.method_of", &[("title", &title)]), "page");
        head.collection = Some(kind.collection.clone());
        head.breadcrumbs = self.crumbs(Some(kind));
        let link = self.link_to(key);
        head.breadcrumbs.extend(link.map(|link| Crumb { label: link.title, url: link.url }));
        let asked = self.locale.count("framework.questions", u64::from(framework.asked()));
        let areas = self.locale.count("framework.of_areas", framework.areas().count() as u64);
        let pillars = self.locale.count("framework.of_pillars", framework.pillars.len() as u64);
        let values = [("asked", asked.as_str()), ("areas", &areas), ("pillars", &pillars)];
        head.summary = Some(self.locale.say("framework.method_lead", &values));
        let least = self.locale.figure(framework.minimum_coverage * 100.0, &crate::locale::Unit::Percent, 0);
        let field = |name: &str| {
            let prose = version.prose.get(name).and_then(|proses| proses.first());
            prose.map(|prose| self.text(version, prose, 1)).unwrap_or_default()
        };
        let parts = vec![
            ("name", Part::Data(Data::of(&head.heading))),
            ("lead", Part::Data(Data::of(&head.summary))),
            ("pillars", Part::Data(Data::of(&self.pillar_records(framework)))),
            ("rule", Part::Data(Data::of(&self.say(&format!("framework.rule.{}", framework.rule.name()))))),
            ("coverage", Part::Data(Data::of(&self.locale.say("framework.least", &[("least", &least)])))),
            (
                "ranks",
                Part::Data(Data::of(&self.say(if framework.ranking {
                    "framework.ranks"
                } else {
                    "framework.no_ranks"
                }))),
            ),
            ("bands", Part::Data(Data::of(&self.bands(framework)))),
            ("changes", Part::Data(Data::of(&self.changes(framework)))),
            ("change_note", Part::Text(field("change_note"))),
            ("method", Part::Text(field("method"))),
        ];
        let alternates = |tag: &str| self.view.plan.routes.entry(key, tag).map(|route| route.join("method/"));
        Some(self.framed("framework-method.html", head, parts, &alternates))
    }

    fn pillar_records(&self, framework: &Framework) -> Vec<PillarRecord> {
        let weighs = framework.rule == Rule::Weighted;
        let pillar = |pillar: &crate::model::framework::Pillar| PillarRecord {
            id: pillar.id.clone(),
            name: self.in_words(&pillar.name).to_owned(),
            areas: pillar.areas.iter().map(|area| self.area_record(area, weighs)).collect(),
        };
        framework.pillars.iter().map(pillar).collect()
    }

    fn area_record(&self, area: &Area, weighs: bool) -> AreaRecord {
        let indicators = &self.view.site.data.indicators;
        let link = |position: &u32| self.link_to(&indicators.get(*position as usize)?.key());
        let asked = self.locale.count("framework.questions", u64::from(area.asked));
        AreaRecord {
            id: area.id.clone(),
            code: area.code.clone(),
            name: self.in_words(&area.name).to_owned(),
            definition: area.definition.as_ref().map(|text| self.in_words(text).to_owned()),
            asked,
            weight: weighs.then(|| {
                let weight = self.locale.number(area.weight, u8::from(area.weight.fract() != 0.0));
                self.locale.say("framework.weight", &[("weight", &weight)])
            }),
            questions: area.questions.iter().map(|question| self.question(question)).collect(),
            indicators: match &area.answers {
                Answers::Unknown => Vec::new(),
                Answers::Counted(position) => link(position).into_iter().collect(),
                Answers::Each(positions) => positions.iter().filter_map(link).collect(),
            },
            unknown: area.answers == Answers::Unknown,
        }
    }

    fn question(&self, question: &LocalText) -> Question {
        let (text, other) = question.get(self.language, self.default_language());
        Question { text: text.to_owned(), lang: other.filter(|lang| *lang != self.language).map(str::to_owned) }
    }

    /// What is not the same as in the edition before: areas that came, went, moved or grew.
    fn changes(&self, framework: &Framework) -> Option<Changes> {
        let frameworks = &self.view.site.data.frameworks;
        let before = frameworks.iter().find(|other| Some(&other.id) == framework.previous.as_ref())?;
        self.note_entry(Use::Link, &before.key());
        let known = |area: &Area| before.areas().find(|old| old.id == area.id);
        let gone = before.areas().filter(|old| framework.areas().all(|area| area.id != old.id));
        let rows: Vec<Change> = framework
            .areas()
            .map(|area| self.change_of(known(area), Some(area)))
            .chain(gone.map(|old| self.change_of(Some(old), None)))
            .collect();
        let unknown = self.say("framework.area_unknown");
        let asks = match rows.iter().find(|row| !row.same && row.said != unknown) {
            Some(_) => Asks::Others,
            None if rows.iter().all(|row| row.same) => Asks::Same,
            None => Asks::Unknown,
        };
        let (comparable, verdict) = self.verdict(before, framework, asks);
        Some(Changes { since: self.link_to(&before.key()), rows, comparable, verdict })
    }

    /// Whether scores can be compared with those of the edition before, and the reason if not.
    fn verdict(&self, before: &Framework, framework: &Framework, asks: Asks) -> (bool, String) {
        let rule = |framework: &Framework| self.say(&format!("framework.rules.{}", framework.rule.name()));
        let rules = || [("before", rule(before)), ("after", rule(framework))];
        let told = |key: &str| self.locale.say(key, &rules().each_ref().map(|(name, rule)| (*name, rule.as_str())));
        let weights = |framework: &Framework| -> BTreeMap<String, u64> {
            framework.areas().map(|area| (area.id.clone(), area.weight.to_bits())).collect()
        };
        let other_rule = before.rule != framework.rule;
        let other_weights = framework.rule == Rule::Weighted && weights(before) != weights(framework);
        let comparable = asks == Asks::Same && !other_rule && !other_weights;
        let said = match asks {
            Asks::Same if other_rule => return (comparable, told("framework.other_rule")),
            Asks::Same if other_weights => "framework.other_weights",
            Asks::Same => "framework.comparable",
            Asks::Unknown => "framework.not_known",
            Asks::Others => "framework.not_comparable",
        };
        let too = (asks != Asks::Same && other_rule).then(|| told("framework.rule_too"));
        let said = [Some(self.say(said)), too].into_iter().flatten().collect::<Vec<_>>().join(" ");
        (comparable, said)
    }

    fn change_of(&self, before: Option<&Area>, after: Option<&Area>) -> Change {
        let asked = |area: Option<&Area>| {
            area.map_or_else(|| "–".to_owned(), |area| self.locale.count("framework.questions", u64::from(area.asked)))
        };
        let name = after.or(before).map(|area| self.in_words(&area.name).to_owned()).unwrap_or_default();
        let same_words = |old: &Area, new: &Area| {
            old.questions.is_empty() || new.questions.is_empty() || old.questions == new.questions
        };
        let said = match (before, after) {
            (None, _) => "framework.area_new",
            (_, None) => "framework.area_gone",
            (Some(old), Some(new)) if old.asked != new.asked => "framework.area_resized",
            (Some(old), Some(new)) if !same_words(old, new) => "framework.area_reworded",
            (Some(old), Some(_)) if old.questions.is_empty() => "framework.area_unknown",
            _ => "framework.area_same",
        };
        Change {
            name,
            before: asked(before),
            after: asked(after),
            said: self.say(said),
            same: said == "framework.area_same",
        }
    }
}
