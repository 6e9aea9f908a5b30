//! Two cities side by side: every indicator that both have, in the newest period they share.

use serde::Serialize;

use crate::locale::Unit;
use crate::model::reads::Use;
use crate::model::{City, Indicator, Key, Observation, Status};
use crate::plan::spec::place_name;
use crate::theme::Data;
use crate::view::card::Link;
use crate::view::theme::grouped;
use crate::view::value::Cell;
use crate::view::{Page, PageView, Part};

#[derive(Debug, Serialize)]
struct Group<'o> {
    title: String,
    rows: Vec<Row<'o>>,
}

#[derive(Debug, Serialize)]
struct Row<'o> {
    indicator: Link,
    period: String,
    left: Value<'o>,
    right: Value<'o>,
    difference: Option<String>,
}

#[derive(Debug, Serialize)]
struct Value<'o> {
    figure: Cell,
    flag: Option<&'static str>,
    #[serde(skip)]
    observation: &'o Observation,
}

impl Page<'_> {
    /// The page that compares two cities, by their positions.
    pub(super) fn comparison(&self, left: u32, right: u32) -> Option<PageView> {
        let data = &self.view.site.data;
        let (left_city, right_city) = (data.cities.get(left as usize)?, data.cities.get(right as usize)?);
        let names = [left, right].map(|city| place_name(self.view.site, self.locale, city));
        let values = [("left", names[0].as_str()), ("right", names[1].as_str())];
        let mut head = self.head(&self.locale.say("compare.title", &values), "page");
        head.collection = Some("cities".to_owned());
        head.breadcrumbs = self.crumbs(self.view.site.kinds.get("cities"));
        let (groups, alone) = self.pairs(left, right);
        let count: usize = groups.iter().map(|group| group.rows.len()).sum();
        let lead = self.locale.count("compare.lead", count as u64);
        head.summary = Some(lead.clone());
        let rows = || groups.iter().flat_map(|group| &group.rows);
        let shown = || rows().flat_map(|row| [row.left.observation, row.right.observation]);
        let key = self.status_key(shown().map(|observation| observation.status));
        let sources = self.source_line(shown());
        let link = |city: &City| self.link_in("cities", &city.id);
        let parts = vec![
            ("name", Part::Data(Data::of(&head.heading))),
            ("lead", Part::Data(Data::of(&lead))),
            ("left", Part::Data(Data::of(&link(left_city)))),
            ("right", Part::Data(Data::of(&link(right_city)))),
            ("groups", Part::Data(Data::of(&groups))),
            ("key", Part::Data(Data::of(&key))),
            ("sources", Part::Html(sources.unwrap_or_default())),
            ("alone", Part::Data(Data::of(&(alone > 0).then(|| self.locale.count("compare.alone", alone as u64))))),
        ];
        let ids = (left_city.id.as_str(), right_city.id.as_str());
        let alternates = |tag: &str| Some(self.view.plan.routes.comparison(ids.0, ids.1, tag));
        Some(self.framed("compare.html", head, parts, &alternates))
    }

    /// The rows by theme, and how many indicators only one of the two has, or both in no common period.
    fn pairs(&self, left: u32, right: u32) -> (Vec<Group<'_>>, usize) {
        let data = &self.view.site.data;
        let (mut rows, mut alone) = (Vec::new(), 0);
        for (position, indicator) in data.ordered().into_iter().filter(|(_, indicator)| !indicator.is_area()) {
            let series = [left, right].map(|city| self.series_of(position, city));
            let known = |series: &[Observation]| series.iter().any(|observation| observation.value.is_ok());
            match self.pair(indicator, series) {
                Some(row) => rows.push((self.theme_of(indicator, "city.other_indicators"), row)),
                None => alone += usize::from(series.into_iter().any(known)),
            }
        }
        (grouped(rows).into_iter().map(|(title, rows)| Group { title, rows }).collect(), alone)
    }

    fn pair<'o>(&self, indicator: &Indicator, [left, right]: [&'o [Observation]; 2]) -> Option<Row<'o>> {
        let shared = |observation: &&Observation| {
            let other = right.iter().find(|other| other.period == observation.period);
            observation.value.is_ok() && other.is_some_and(|other| other.value.is_ok())
        };
        let first = left.iter().rev().find(shared)?;
        let second = right.iter().find(|other| other.period == first.period)?;
        let (from, to) = (first.value.ok()?, second.value.ok()?);
        [first, second].into_iter().for_each(|observation| self.shows(Use::Table, observation));
        let value = |observation: &'o Observation, value: f64| {
            let text = self.locale.figure(value, &indicator.unit, indicator.decimals);
            Value { figure: Cell::new(text, value, indicator.decimals), flag: observation.status.letter(), observation }
        };
        let differs = [first, second].iter().any(|observation| observation.status == Status::DefinitionDiffers);
        let counts = indicator.unit != Unit::Boolean && !differs;
        let mut link = self.link_to(&indicator.key())?;
        link.title = self.in_words(&indicator.name).to_owned();
        Some(Row {
            indicator: link,
            period: self.locale.period(&first.period),
            left: value(first, from),
            right: value(second, to),
            difference: counts.then(|| self.locale.change(from, to, &indicator.unit, indicator.decimals)),
        })
    }

    /// The pages that compare a city with each of the others.
    pub(super) fn comparisons_of(&self, id: &str) -> Vec<Link> {
        let site = self.view.site;
        let own = site
            .data
            .cities
            .iter()
            .find(|city| city.id == id)
            .filter(|_| site.config.comparisons && self.view.theme.has("compare.html"));
        let Some(own) = own else { return Vec::new() };
        let others = site.data.cities.iter().filter(|city| city.id != id && city.region == own.region);
        let links = others.map(|city| {
            let key = Key { collection: "cities".to_owned(), id: city.id.clone() };
            self.note_entry(Use::Link, &key);
            let (left, right) = if own.id < city.id { (&own.id, &city.id) } else { (&city.id, &own.id) };
            let url = self.url(&self.view.plan.routes.comparison(left, right, self.language));
            Link { title: self.in_words(&city.name).to_owned(), url, lang: None }
        });
        let mut links: Vec<Link> = links.collect();
        links.sort_by(|left, right| self.locale.compare(&left.title, &right.title));
        links
    }
}
