//! How fresh a site is: what is old, due for review, behind its original, or changes with time.
//!
//! It stands apart from `check`, because nothing here is wrong today: it is what editors plan by.

use jiff::civil::Date;

use crate::model::{Entry, Site, State, Version, freshness};

/// A review is told this many days before it is due.
const REVIEW_AHEAD: i32 = 60;

/// What is to be said of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// An indicator's newest figure is older than its periodicity promises.
    StaleData,
    /// `review_due` has come, or is near.
    Review,
    /// A translation was last changed before its original.
    Translation,
    /// It is held back until a day.
    Embargo,
    /// It disappears after a day.
    Expiry,
    /// It is a draft.
    Draft,
}

impl Matter {
    /// All, in the order they are shown.
    pub const ALL: [Matter; 6] =
        [Matter::StaleData, Matter::Review, Matter::Translation, Matter::Embargo, Matter::Expiry, Matter::Draft];

    /// Its name for machines.
    pub fn name(self) -> &'static str {
        match self {
            Matter::StaleData => "stale-data",
            Matter::Review => "review",
            Matter::Translation => "translation",
            Matter::Embargo => "embargo",
            Matter::Expiry => "expiry",
            Matter::Draft => "draft",
        }
    }
}

/// One thing to be said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// What it is about.
    pub matter: Matter,
    /// The day that counts: of the newest figure, the review, the original's change, the embargo or
    /// the expiry.
    pub day: Option<Date>,
    /// The file, relative to the site folder.
    pub file: String,
    /// In words.
    pub message: String,
    /// Whether something should have been done by the day of the run.
    pub overdue: bool,
}

/// Everything there is to say, by matter, day and file.
pub fn items(site: &Site) -> Vec<Item> {
    let mut items = Vec::new();
    for (position, indicator) in (0u32..).zip(&site.data.indicators) {
        if let Some(newest) = freshness::overdue(site, position) {
            let file = site.entry("indicators", &indicator.id).and_then(|entry| entry.versions.values().next());
            let file = file.map(|version| version.file.to_string()).unwrap_or_default();
            let message = format!("the newest figure is of {newest}");
            items.push(Item { matter: Matter::StaleData, day: Some(newest), file, message, overdue: true });
        }
    }
    for entry in site.entries.values() {
        of_entry(site, entry, &mut items);
    }
    items.sort();
    items
}

fn of_entry(site: &Site, entry: &Entry, items: &mut Vec<Item>) {
    let default = site.default_language();
    let Some(base) = entry.version(default, default) else { return };
    let mut say = |matter: Matter, day: Option<Date>, version: &Version, message: String, overdue: bool| {
        items.push(Item { matter, day, file: version.file.to_string(), message, overdue });
    };
    match entry.state {
        State::Draft => return say(Matter::Draft, None, base, "not shown: it is a draft".into(), false),
        State::Embargoed(moment) => {
            let message = format!("held back until {}", moment.date());
            say(Matter::Embargo, Some(moment.date()), base, message, false);
        }
        State::Expired(_) => return,
        State::Public => {}
    }
    if let Some(day) = base.fields.date("expires") {
        say(Matter::Expiry, Some(day), base, format!("shown until {day}"), false);
    }
    if let Some(day) = base.fields.date("review_due") {
        let left = site.as_of.until(day).map_or(0, |span| span.get_days());
        if left <= 0 {
            say(Matter::Review, Some(day), base, format!("its review was due on {day}"), true);
        } else if left <= REVIEW_AHEAD {
            say(Matter::Review, Some(day), base, format!("its review is due on {day}"), false);
        }
    }
    let changed = |version: &Version| version.fields.date("updated").or_else(|| version.fields.date("date"));
    for version in entry.versions.values().filter(|version| version.file != base.file) {
        let Some(original) = changed(base) else { continue };
        match version.own_change {
            Some(own) if own < original => {
                let message = format!("it is of {own}, and its original was changed on {original}");
                say(Matter::Translation, Some(original), version, message, true);
            }
            None if base.fields.date("updated").is_some() => {
                let message = format!("its original was changed on {original}; it does not say `updated:`");
                say(Matter::Translation, Some(original), version, message, false);
            }
            _ => {}
        }
    }
}
