//! A city's page: its figures by theme, its charts, the articles about it, its partner.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::chart::sparkline;
use crate::kind::Kind;
use crate::locale::{Period, Unit};
use crate::model::reads::Use;
use crate::model::request::Aggregate;
use crate::model::{Entry, Indicator, Key, Observation, Status, Version};
use crate::theme::Data;
use crate::view::card::Link;
use crate::view::theme::grouped;
use crate::view::value::{Cell, whole_decimals};
use crate::view::{Page, PageView, Part};

/// Articles shown on a city's or indicator's page.
pub(super) const ARTICLES: usize = 12;

#[derive(Debug, Serialize)]
struct Group {
    title: String,
    rows: Vec<Row>,
    /// The note and the source of all rows, each where it is one; it stands at the group then, not at its rows.
    note: Option<Note>,
    source: Option<Link>,
}

impl Group {
    fn of((title, mut rows): (String, Vec<Row>)) -> Self {
        let note = common(&rows, |row| row.note.as_ref()).filter(|_| rows.len() > 1).cloned();
        let source = common(&rows, |row| row.source.as_ref()).cloned();
        for row in &mut rows {
            row.note = row.note.take().filter(|_| note.is_none());
            row.source = row.source.take().filter(|_| source.is_none());
        }
        Group { title, rows, note, source }
    }
}

/// What all of several rows have alike.
fn common<T: PartialEq>(rows: &[Row], of: impl Fn(&Row) -> Option<&T>) -> Option<&T> {
    let first = rows.first().and_then(&of);
    first.filter(|first| rows.iter().all(|row| of(row) == Some(*first)))
}

#[derive(Debug, Serialize)]
struct Row {
    indicator: Link,
    value: Option<Cell>,
    period: String,
    /// The way the figures went.
    spark: Option<String>,
    status: Option<String>,
    missing: Option<String>,
    change: Option<Cell>,
    mean: Option<Cell>,
    source: Option<Link>,
    note: Option<Note>,
}

/// A note is written once, in the default language.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Note {
    text: String,
    /// The language, where it is not the page's.
    lang: Option<String>,
}

impl Page<'_> {
    /// The page of a city.
    pub(super) fn city(&self, entry: &Entry, version: &Version, kind: &Kind) -> PageView {
        let site = self.view.site;
        let head = self.entry_head(entry, version, kind);
        let fields = &version.fields;
        let region = fields.word("kind") == Some("region");
        let country = fields.text("country").map(|text| self.country(text.say("", ""))).unwrap_or_default();
        let partner = fields.word("partner").and_then(|id| self.link_in("partners", id));
        let groups = site.data.city(&entry.key.id).map(|city| self.groups(city)).unwrap_or_default();
        let about = self.about_city(&entry.key.id);
        let articles: Vec<&Key> =
            about.into_iter().flatten().filter(|key| self.is_article(key)).take(ARTICLES).collect();
        let moves = groups.iter().flat_map(|group| &group.rows).any(|row| row.spark.is_some() || row.change.is_some());
        let parts = vec![
            ("name", Part::Data(Data::of(&head.heading))),
            ("kind_label", Part::Data(Data::of(&self.say(if region { "choice.region" } else { "choice.city" })))),
            ("country", Part::Data(Data::of(&country))),
            ("facts", Part::Data(Data::of(&self.facts(kind, version)))),
            ("partner", Part::Data(Data::of(&partner))),
            ("groups", Part::Data(Data::of(&groups))),
            ("moves", Part::Data(Data::of(&moves))),
            ("comparisons", Part::Data(Data::of(&self.comparisons_of(&entry.key.id)))),
            ("articles", Part::Data(self.cards(articles))),
            ("figures", Part::Figures(self.standing_figures(&entry.key))),
            ("body", Part::Text(self.body(version))),
        ];
        self.framed(&kind.template, head, parts, &self.entry_alternates(&entry.key))
    }

    /// Whether an entry is something to read, and no data about data.
    pub(super) fn is_article(&self, key: &Key) -> bool {
        let kind = self.view.site.kinds.get(&key.collection);
        kind.is_some_and(|kind| kind.title_from == "title")
    }

    /// A city's newest figures, by theme, in the order of the indicators.
    fn groups(&self, city: u32) -> Vec<Group> {
        let data = &self.view.site.data;
        let mut newest: BTreeMap<u32, Vec<&Observation>> = BTreeMap::new();
        for observation in self.figures_of_city(city) {
            newest.entry(observation.indicator).or_default().push(observation);
        }
        let mut rows: Vec<(i64, String, Row)> = newest
            .into_iter()
            .filter_map(|(position, series)| {
                let indicator = data.indicators.get(position as usize).filter(|indicator| !indicator.is_area())?;
                let theme = self.theme_of(indicator, "city.other_indicators");
                Some((indicator.order, theme, self.row(indicator, &series)?))
            })
            .collect();
        rows.sort_by(|left, right| {
            left.0.cmp(&right.0).then_with(|| left.2.indicator.title.cmp(&right.2.indicator.title))
        });
        let rows = rows.into_iter().map(|(_, theme, row)| (theme, row));
        grouped(rows).into_iter().map(Group::of).collect()
    }

    fn row(&self, indicator: &Indicator, series: &[&Observation]) -> Option<Row> {
        let with_value: Vec<(&Observation, f64)> =
            series.iter().filter_map(|observation| Some((*observation, observation.value.ok()?))).collect();
        let mut link = self.link_to(&indicator.key())?;
        link.title = self.in_words(&indicator.name).to_owned();
        let shown = with_value.last().map(|(observation, _)| *observation).or_else(|| series.last().copied())?;
        self.shows(Use::Table, shown);
        let status = shown.status.letter().map(|_| self.say(&format!("observation.status.{}", shown.status.name())));
        let figure = |value: f64| {
            let text = self.locale.figure(value, &indicator.unit, indicator.decimals);
            Cell::new(text, value, indicator.decimals)
        };
        Some(Row {
            indicator: link,
            value: shown.value.ok().map(figure),
            period: self.locale.period(&shown.period),
            spark: self.spark(indicator, series),
            status: status.filter(|_| shown.value.is_ok()),
            missing: shown.value.err().map(|missing| self.say(&format!("observation.missing.{}", missing.name()))),
            change: self.change(indicator, &with_value),
            mean: self.mean(indicator, shown),
            source: self.source_id(shown).and_then(|id| self.publisher_link(id)),
            note: shown
                .detail
                .as_ref()
                .and_then(|detail| detail.note.clone())
                .map(|text| Note { text, lang: self.foreign() }),
        })
    }

    /// All figures as a small line, where there are enough.
    fn spark(&self, indicator: &Indicator, series: &[&Observation]) -> Option<String> {
        /// Fewer figures make no line.
        const FEWEST: usize = 3;
        let breaks = |status: Status| matches!(status, Status::Break | Status::DefinitionDiffers);
        let point =
            |observation: &&Observation| (observation.period, observation.value.ok(), breaks(observation.status));
        let points: Vec<(Period, Option<f64>, bool)> = series.iter().map(point).collect();
        if points.iter().filter(|(_, value, _)| value.is_some()).count() < FEWEST || indicator.unit == Unit::Boolean {
            return None;
        }
        let name = self.in_words(&indicator.name);
        let drawn = sparkline(&points, name, (indicator.unit, indicator.decimals), self.locale);
        series.iter().for_each(|observation| self.shows(Use::Chart, observation));
        Some(drawn).filter(|drawn| !drawn.is_empty())
    }

    /// The change since the figure before, unless a break or another definition lies between.
    fn change(&self, indicator: &Indicator, series: &[(&Observation, f64)]) -> Option<Cell> {
        let [.., (before, from), (last, to)] = series else { return None };
        let broken =
            |observation: &Observation| matches!(observation.status, Status::Break | Status::DefinitionDiffers);
        if broken(last) || indicator.unit == Unit::Boolean || !before.period.is_as_long_as(&last.period) {
            return None;
        }
        self.shows(Use::Table, before);
        let change = self.locale.change(*from, *to, &indicator.unit, indicator.decimals);
        let values = [("change", change.as_str()), ("period", &self.locale.period(&before.period))];
        Some(Cell::new(self.locale.say("city.since", &values), to - from, indicator.decimals))
    }

    /// The mean of all cities in the same period, with how many they are.
    fn mean(&self, indicator: &Indicator, shown: &Observation) -> Option<Cell> {
        let (value, count) = self.mean_of(shown).filter(|(_, count)| *count > 1)?;
        let decimals = whole_decimals(indicator, Aggregate::Mean);
        let figure = self.locale.figure(value, &indicator.unit, decimals);
        let text = self.locale.say("city.mean_of", &[("value", &figure), ("n", &count.to_string())]);
        Some(Cell::new(text, value, decimals))
    }
}
