//! Events that calendars can take: entries of the kinds that are events, with a start.

use crate::model::{Key, Site, Version};
use crate::path::Route;
use crate::plan::{Output, Planner, Routes};

/// The schema.org type of kinds whose entries are events.
const EVENT: &str = "Event";

/// The visible events of a language, by collection and id.
pub fn events<'s>(site: &'s Site, language: &str) -> impl Iterator<Item = (&'s Key, &'s Version)> {
    let visible = site.entries.values().filter(move |entry| site.visible(entry));
    let language = language.to_owned();
    visible.filter_map(move |entry| {
        let version = entry.versions.get(&language)?;
        is_event(site, &entry.key, version).then_some((&entry.key, version))
    })
}

fn is_event(site: &Site, key: &Key, version: &Version) -> bool {
    let kind = site.kinds.get(&key.collection);
    kind.is_some_and(|kind| kind.schema_type == EVENT) && version.fields.moment("start").is_some()
}

/// The address of one event's file, where it is an event.
pub fn of_event(site: &Site, routes: &Routes, key: &Key, language: &str) -> Option<Route> {
    let version = site.entries.get(key)?.versions.get(language)?;
    is_event(site, key, version).then(|| routes.entry(key, language).map(|route| route.join("event.ics")))?
}

impl Planner<'_> {
    pub(super) fn calendars(&mut self) {
        let site = self.site;
        for language in self.languages() {
            let mut any = false;
            for (key, version) in events(site, &language) {
                let Some(route) = self.routes.entry(key, &language) else { continue };
                any = true;
                let output = Output::Event(key.clone(), language.clone());
                self.add(route.join("event.ics"), output, version.file.to_string());
            }
            if any {
                self.add(self.routes.calendar(&language), Output::Calendar(language), "the calendar of all events");
            }
        }
    }
}
