//! A city is there for something: figures, a partner, or what is written about it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Scope;
use super::each::Found;
use crate::diag::{Diagnostic, Place, Report};
use crate::model::Key;
use crate::model::reads::{Read, Use};

pub(super) fn check(scope: &Scope<'_>, each: &BTreeMap<Key, Arc<Found>>, report: &mut Report) {
    let site = scope.site;
    // Something that could not be read may be about it.
    if !site.unread.entries.is_empty() || !site.unread.figures.is_empty() {
        return;
    }
    let named: BTreeSet<&str> = each.values().flat_map(|found| &found.notes).filter_map(|note| city(note)).collect();
    for (position, city) in (0u32..).zip(&site.data.cities) {
        let entry = site.entry("cities", &city.id).filter(|entry| site.visible(entry));
        let Some(version) = entry.and_then(|entry| entry.versions.values().next()) else { continue };
        let fields = &version.fields;
        let tells = fields.values.contains_key("partner") || version.body.is_some();
        // What could not be read of it is told already.
        if tells
            || !fields.faulty.is_empty()
            || named.contains(city.id.as_str())
            || site.data.observations.of_city(position).next().is_some()
        {
            continue;
        }
        let message = "the city has no figure and no partner, and nothing is written about it";
        let hint = format!(
            "add `partner:`, figures, or a case study with `city: {}`; until then `draft: true` keeps it back",
            city.id
        );
        let place = Place::file(version.file.shared());
        report.add(Diagnostic::warning("unused-city", message).at(place).hint(hint));
    }
}

/// The city that an entry names.
fn city((read, purpose): &(Read, Use)) -> Option<&str> {
    match (read, purpose) {
        (Read::Entry(key), Use::Link) if key.collection == "cities" => Some(&key.id),
        _ => None,
    }
}
