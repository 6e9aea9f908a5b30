//! Filters of a listing: links to its facets, and whether a script may filter in place.

use serde::Serialize;

use crate::plan::PageOf;
use crate::plan::facet::{By, Facet};
use crate::view::Page;

#[derive(Debug, Serialize)]
pub(super) struct Filters {
    /// The whole listing.
    all: String,
    /// Whether every entry stands on this page, so that a script can filter without another page.
    in_place: bool,
    groups: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Group {
    name: &'static str,
    label: String,
    /// The label of the answer that is chosen.
    chosen: Option<String>,
    values: Vec<Answer>,
}

#[derive(Debug, Serialize)]
struct Answer {
    value: String,
    label: String,
    url: String,
    count: usize,
    current: bool,
}

impl Page<'_> {
    /// The filters of a listing; `None` for one that is too short or too uniform to need any.
    pub(super) fn filters(&self, of: &PageOf, chosen: Option<&Facet>) -> Option<Filters> {
        let facets = self.view.plan.facets.get(&(of.name.clone(), self.language.to_owned()))?;
        let group = |by: By| {
            let of_this = facets.iter().filter(move |facet| facet.by == by);
            let mut values: Vec<Answer> = of_this.map(|facet| self.answer(of, facet, chosen)).collect();
            if by != By::Year {
                values.sort_by(|left, right| self.locale.compare(&left.label, &right.label));
            }
            let chosen = values.iter().find(|answer| answer.current).map(|answer| answer.label.clone());
            let label = self.say(&format!("filter.{}", by.name()));
            (!values.is_empty()).then_some(Group { name: by.name(), label, chosen, values })
        };
        Some(Filters {
            all: self.url(&self.view.plan.routes.listing(&of.name, self.language, 1)),
            in_place: chosen.is_none() && of.count == 1,
            groups: By::ALL.into_iter().filter_map(group).collect(),
        })
    }

    fn answer(&self, of: &PageOf, facet: &Facet, chosen: Option<&Facet>) -> Answer {
        Answer {
            value: facet.value.clone(),
            label: self.facet_label(facet),
            url: self.url(&self.view.plan.routes.facet(&of.name, facet, self.language, 1)),
            count: facet.keys.len(),
            current: chosen.is_some_and(|chosen| chosen.by == facet.by && chosen.value == facet.value),
        }
    }

    /// What a reader calls a facet's answer.
    pub(super) fn facet_label(&self, facet: &Facet) -> String {
        let city = (facet.by == By::City).then(|| self.link_in("cities", &facet.written)).flatten();
        city.map_or_else(|| facet.written.clone(), |link| link.title)
    }
}
