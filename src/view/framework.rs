//! A framework's page: its areas and the cities as one table, how each score came about, and, where
//! the framework asks for it, the order of the cities under every rule.

use serde::Serialize;

use crate::kind::Kind;
use crate::locale::{Period, Unit};
use crate::model::framework::{Area, Framework, Part as Piece, Rule};
use crate::model::reads::Use;
use crate::model::score::{self, Assessment, Tally, WHOLE};
use crate::model::{Entry, Missing, Version};
use crate::path::Route;
use crate::plan::spec::place_name;
use crate::theme::Data;
use crate::view::card::Link;
use crate::view::{Page, PageView, Part};

/// What came of the answers of one period.
#[derive(Debug, Serialize)]
struct Results {
    id: String,
    title: String,
    cities: Vec<Column>,
    rows: Vec<Row>,
    mean: String,
    trails: Vec<Trail>,
    ranking: Option<Ranking>,
}

#[derive(Debug, Serialize)]
struct Column {
    name: String,
    anchor: String,
}

/// One line of the table: the whole, a pillar or an area.
#[derive(Debug, Serialize)]
struct Row {
    level: &'static str,
    code: Option<String>,
    name: String,
    cells: Vec<Cell>,
    mean: Option<String>,
}

#[derive(Debug, Serialize, Default)]
struct Cell {
    value: Option<String>,
    /// "4 of 6"
    count: Option<String>,
    missing: Option<String>,
    /// Which threshold it falls under, from 1.
    band: Option<usize>,
    flag: Option<&'static str>,
}

/// How a city's score came about.
#[derive(Debug, Serialize)]
struct Trail {
    anchor: String,
    name: String,
    city: Option<Link>,
    sentence: String,
    coverage: String,
    compared: bool,
    steps: Vec<Step>,
}

#[derive(Debug, Serialize)]
struct Step {
    pillar: bool,
    code: Option<String>,
    name: String,
    count: Option<String>,
    value: Option<String>,
    missing: Option<String>,
}

#[derive(Debug, Serialize)]
struct Ranking {
    sentence: String,
    rules: Vec<String>,
    rows: Vec<Ranked>,
    moved: String,
}

#[derive(Debug, Serialize)]
struct Ranked {
    name: String,
    score: String,
    /// The place under every rule, the framework's own first.
    places: Vec<String>,
}

/// What a line of the table tells of a city: a share, of how many answers where it is an area's, or why there is none.
type Told = Result<(f64, Option<Tally>), Missing>;

/// A word for results, with the shares it is for.
#[derive(Debug, Serialize)]
pub(super) struct Band {
    number: usize,
    name: String,
    span: String,
}

impl Page<'_> {
    /// The page of a framework.
    pub(super) fn framework(&self, entry: &Entry, version: &Version, kind: &Kind) -> PageView {
        let head = self.entry_head(entry, version, kind);
        let data = &self.view.site.data;
        let framework = data.frameworks.iter().find(|framework| framework.id == entry.key.id);
        let results: Vec<Results> = framework.map(|framework| self.results(framework)).unwrap_or_default();
        let method = framework.filter(|_| self.view.theme.has("framework-method.html"));
        let method = method.map(|_| self.url(&self.route.join("method/")));
        let file = |framework: &Framework| self.url(&Route::file(&format!("data/{}.csv", framework.file_name())));
        let download = framework.filter(|_| !results.is_empty()).map(file);
        let parts = vec![
            ("name", Part::Data(Data::of(&head.heading))),
            ("facts", Part::Data(Data::of(&self.facts(kind, version)))),
            ("years", Part::Data(Data::of(&framework.map(|framework| self.years(framework))))),
            ("results", Part::Data(Data::of(&results))),
            ("bands", Part::Data(Data::of(&framework.map(|framework| self.bands(framework)).unwrap_or_default()))),
            ("method_url", Part::Data(Data::of(&method))),
            ("download", Part::Data(Data::of(&download))),
            ("body", Part::Text(self.body(version))),
        ];
        self.framed(&kind.template, head, parts, &self.entry_alternates(&entry.key))
    }

    /// The years in which a framework was in force.
    pub(super) fn years(&self, framework: &Framework) -> String {
        let entry = self.view.site.entries.get(&framework.key());
        let years = entry.and_then(|entry| self.version(entry)).map(|version| version.fields.list("years"));
        let years = years.unwrap_or_default().iter().filter_map(|written| match written.value {
            crate::kind::Value::Integer(year) => Some(year.to_string()),
            _ => None,
        });
        self.locale.list(&years.collect::<Vec<String>>())
    }

    fn results(&self, framework: &Framework) -> Vec<Results> {
        let all = framework.periods.iter().map(|period| (*period, self.assessed(framework, *period)));
        all.filter(|(_, assessments)| !assessments.is_empty())
            .map(|(period, assessments)| self.result(framework, period, &assessments))
            .collect()
    }

    /// The assessments of a period by the names of the cities.
    fn assessed<'f>(&'f self, framework: &'f Framework, period: Period) -> Vec<Assessment<'f>> {
        let mut assessments = score::assess_all(&self.view.site.data, framework, period);
        let data = &self.view.site.data;
        for assessment in &assessments {
            let answers = assessment.areas.iter().flat_map(|answered| &answered.from);
            answers.for_each(|observation| self.shows(Use::Score, observation));
            let computed = framework.parts();
            let computed = computed.iter().filter_map(|part| data.indicator(&framework.indicator_id(part)));
            let series = computed.flat_map(|indicator| self.series_of(indicator, assessment.city));
            series.filter(|figure| figure.period == period).for_each(|figure| self.shows(Use::Score, figure));
        }
        let name = |assessment: &Assessment<'_>| place_name(self.view.site, self.locale, assessment.city);
        assessments.sort_by(|left, right| self.locale.compare(&name(left), &name(right)));
        assessments
    }

    fn result(&self, framework: &Framework, period: Period, assessments: &[Assessment<'_>]) -> Results {
        let column = |assessment: &Assessment<'_>| Column {
            name: place_name(self.view.site, self.locale, assessment.city),
            anchor: self.anchor(assessment),
        };
        let compared = assessments.iter().filter(|assessment| assessment.compared).count();
        let period_text = self.locale.period(&period);
        Results {
            id: format!("answers-{period}"),
            title: self.locale.say("framework.answers_of", &[("period", &period_text)]),
            cities: assessments.iter().map(column).collect(),
            rows: self.rows(framework, assessments),
            mean: self.locale.say("figure.mean", &[("n", &self.locale.number(compared as f64, 0))]),
            trails: assessments.iter().map(|assessment| self.trail(framework, assessment)).collect(),
            ranking: framework.ranking.then(|| self.ranking(framework, assessments)),
        }
    }

    fn anchor(&self, assessment: &Assessment<'_>) -> String {
        let city = self.view.site.data.cities.get(assessment.city as usize);
        format!("{}-{}", city.map(|city| crate::path::slug(&city.id)).unwrap_or_default(), assessment.period)
    }

    fn share(&self, share: f64) -> String {
        self.locale.figure(share * WHOLE, &Unit::Percent, 0)
    }

    /// "4 of 6"
    fn count(&self, tally: Tally) -> String {
        let decimals = u8::from(tally.sum.fract() != 0.0);
        let values = [
            ("yes", self.locale.number(tally.sum, decimals)),
            ("answered", self.locale.number(f64::from(tally.answered), 0)),
        ];
        self.locale.say("framework.of", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    }

    fn rows(&self, framework: &Framework, assessments: &[Assessment<'_>]) -> Vec<Row> {
        let row = |level, (code, name): (Option<String>, String), part: Piece| {
            let told: Vec<Told> = assessments.iter().map(|assessed| score::part(framework, assessed, &part)).collect();
            let compared = assessments.iter().zip(&told).filter(|(assessment, _)| assessment.compared);
            let known: Vec<f64> = compared.filter_map(|(_, told)| Some(told.ok()?.0)).collect();
            let mean = (!known.is_empty()).then(|| self.share(known.iter().sum::<f64>() / known.len() as f64));
            let cell = |(assessment, told): (&Assessment<'_>, &Told)| {
                let cell = self.heat_cell(framework, assessment, *told);
                if part == Piece::Coverage { Cell { band: None, ..cell } } else { cell }
            };
            Row { level, code, name, cells: assessments.iter().zip(&told).map(cell).collect(), mean }
        };
        let say = |text: &crate::kind::LocalText| text.say(self.language, self.default_language()).to_owned();
        let mut rows = vec![row("score", (None, self.say("framework.score")), Piece::Score)];
        for pillar in &framework.pillars {
            rows.push(row("pillar", (None, say(&pillar.name)), Piece::Pillar(pillar.id.clone())));
            let area = |area: &Area| row("area", (area.code.clone(), say(&area.name)), Piece::Area(area.id.clone()));
            rows.extend(pillar.areas.iter().map(area));
        }
        rows.push(row("coverage", (None, self.say("framework.coverage")), Piece::Coverage));
        rows
    }

    fn heat_cell(&self, framework: &Framework, assessment: &Assessment<'_>, told: Told) -> Cell {
        let (share, tally) = match told {
            Ok(known) => known,
            Err(missing) => return Cell { missing: Some(self.reason(missing)), ..Cell::default() },
        };
        Cell {
            value: Some(self.share(share)),
            count: tally.map(|tally| self.count(tally)),
            band: framework.threshold(share).map(|position| position + 1),
            flag: score::status(assessment).letter(),
            missing: None,
        }
    }

    fn trail(&self, framework: &Framework, assessment: &Assessment<'_>) -> Trail {
        let data = &self.view.site.data;
        let say = |text: &crate::kind::LocalText| text.say(self.language, self.default_language()).to_owned();
        let mut steps = Vec::new();
        let step = |pillar, (code, name): (Option<String>, String), part: Piece| {
            let told = score::part(framework, assessment, &part);
            let tally = told.ok().and_then(|(_, tally)| tally).filter(|tally| tally.answered > 0);
            Step {
                pillar,
                code,
                name,
                count: tally.map(|tally| self.count(tally)),
                value: told.ok().map(|(share, _)| self.share(share)),
                missing: told.err().map(|missing| self.reason(missing)),
            }
        };
        for pillar in &framework.pillars {
            steps.push(step(true, (None, say(&pillar.name)), Piece::Pillar(pillar.id.clone())));
            let area = |area: &Area| step(false, (area.code.clone(), say(&area.name)), Piece::Area(area.id.clone()));
            steps.extend(pillar.areas.iter().map(area));
        }
        let id = data.cities.get(assessment.city as usize).map(|city| city.id.as_str()).unwrap_or_default();
        Trail {
            anchor: self.anchor(assessment),
            name: place_name(self.view.site, self.locale, assessment.city),
            city: self.link_in("cities", id),
            sentence: self.score_sentence(framework, assessment),
            coverage: self.coverage_sentence(framework, assessment),
            compared: assessment.compared,
            steps,
        }
    }

    fn reason(&self, missing: Missing) -> String {
        self.say(&format!("observation.missing.{}", missing.name()))
    }

    /// How the score follows from the areas, in words.
    fn score_sentence(&self, framework: &Framework, assessment: &Assessment<'_>) -> String {
        let Some(score) = assessment.score else { return self.say("framework.no_score") };
        let areas = assessment.areas.iter().filter(|answered| answered.tally.answered > 0).count();
        let decimals = u8::from(assessment.total.sum.fract() != 0.0);
        let values = [
            ("score", self.share(score)),
            ("areas", self.locale.count("framework.of_areas", areas as u64)),
            ("yes", self.locale.number(assessment.total.sum, decimals)),
            ("answered", self.locale.number(f64::from(assessment.total.answered), 0)),
        ];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        self.locale.say(&format!("framework.trail.{}", framework.rule.name()), &values)
    }

    fn coverage_sentence(&self, framework: &Framework, assessment: &Assessment<'_>) -> String {
        let values = [
            ("answered", self.locale.number(f64::from(assessment.total.answered), 0)),
            ("asked", self.locale.number(f64::from(assessment.total.asked), 0)),
            ("least", self.share(framework.minimum_coverage)),
        ];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        self.locale.say(if assessment.compared { "framework.covered" } else { "framework.not_covered" }, &values)
    }

    /// The order of the cities, and how it changes under the other rules.
    fn ranking(&self, framework: &Framework, assessments: &[Assessment<'_>]) -> Ranking {
        let weighs = framework.areas().any(|area| (area.weight - 1.0).abs() > f64::EPSILON);
        let others = Rule::NAMES.map(|(_, rule)| rule).into_iter().filter(|rule| *rule != framework.rule);
        let rules: Vec<Rule> =
            [framework.rule].into_iter().chain(others.filter(|rule| *rule != Rule::Weighted || weighs)).collect();
        let orders: Vec<Vec<score::Place>> = rules.iter().map(|rule| score::ranking(assessments, *rule)).collect();
        let place = |order: &[score::Place], city: u32| order.iter().find(|place| place.city == city).copied();
        let shown = |place: Option<score::Place>| {
            place.map_or_else(String::new, |place| {
                let rank = self.locale.number(place.rank as f64, 0);
                if place.tied { self.locale.say("framework.tied", &[("rank", &rank)]) } else { rank }
            })
        };
        let own = orders.first().map(Vec::as_slice).unwrap_or_default();
        let moved = own.iter().filter(|first| {
            orders.iter().any(|order| place(order, first.city).is_some_and(|other| other.rank != first.rank))
        });
        let values =
            [("n", self.locale.number(own.len() as f64, 0)), ("moved", self.locale.number(moved.count() as f64, 0))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        Ranking {
            sentence: self.locale.say("framework.ranked", &values),
            rules: rules.iter().map(|rule| self.say(&format!("framework.rules.{}", rule.name()))).collect(),
            moved: self.locale.say("framework.moved", &values),
            rows: own
                .iter()
                .map(|first| Ranked {
                    name: place_name(self.view.site, self.locale, first.city),
                    score: self.share(first.score),
                    places: orders.iter().map(|order| shown(place(order, first.city))).collect(),
                })
                .collect(),
        }
    }

    /// The words for results, with the shares each is for.
    pub(super) fn bands(&self, framework: &Framework) -> Vec<Band> {
        let mut from = 0.0;
        let mut bands = Vec::new();
        for (position, threshold) in framework.thresholds.iter().enumerate() {
            let key = if position == 0 { "framework.up_to" } else { "framework.above" };
            let values = [("from", self.share(from)), ("to", self.share(threshold.to))];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            bands.push(Band {
                number: position + 1,
                name: threshold.name.say(self.language, self.default_language()).to_owned(),
                span: self.locale.say(key, &values),
            });
            from = threshold.to;
        }
        bands
    }
}
