//! Which entries mention which cities and indicators.

use std::collections::{BTreeMap, BTreeSet};

use crate::kind::Value;
use crate::model::change::Changes;
use crate::model::reads::Read;
use crate::model::request::{Block, Cities, RoleRequest, Selection};
use crate::model::{Entry, Key, Prose, Site};

/// Mentions by city and by indicator.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Uses {
    /// Entries that are about a city.
    pub(super) cities: BTreeMap<String, BTreeSet<Key>>,
    /// Entries that show figures of an indicator.
    pub(super) indicators: BTreeMap<String, BTreeSet<Key>>,
}

impl Uses {
    /// Cities and indicators that other entries mention than before.
    pub(super) fn changes(&self, before: &Uses, changes: &mut Changes) {
        let sides = [("cities", &before.cities, &self.cities), ("indicators", &before.indicators, &self.indicators)];
        for (collection, before, now) in sides {
            let ids: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
            for id in ids.into_iter().filter(|id| before.get(*id) != now.get(*id)) {
                changes.add(Read::Mentions(Key { collection: collection.to_owned(), id: id.clone() }));
            }
        }
    }

    /// Collects the mentions in every visible entry.
    pub(super) fn of(site: &Site) -> Self {
        Uses::in_entries(site, site.entries.values().map(|entry| &**entry))
    }

    /// Whether some entries mention the same in both sites.
    pub(super) fn same(before: &Site, now: &Site, keys: &BTreeSet<Key>) -> bool {
        let of = |site: &Site| {
            Uses::in_entries(site, keys.iter().filter_map(|key| site.entries.get(key)).map(|entry| &**entry))
        };
        of(before) == of(now)
    }

    fn in_entries<'e>(site: &Site, entries: impl Iterator<Item = &'e Entry>) -> Self {
        let mut uses = Uses::default();
        for entry in entries.filter(|entry| site.visible(entry)) {
            for version in entry.versions.values() {
                for (name, written) in &version.fields.values {
                    let kind = site.kinds.get(&entry.key.collection);
                    let Some(field) = kind.and_then(|kind| kind.field(name)) else { continue };
                    uses.field(&entry.key, &field.kind, &written.value);
                }
                let fields = version.prose.values().flatten();
                for prose in version.body.iter().chain(fields) {
                    uses.prose(&entry.key, prose);
                }
            }
        }
        uses
    }

    fn field(&mut self, key: &Key, kind: &crate::kind::Type, value: &Value) {
        use crate::kind::Type;
        match (kind, value) {
            (Type::Reference(to), Value::Reference(id)) if to == "cities" => self.city(key, id),
            (Type::Reference(to), Value::Reference(id)) if to == "indicators" && key.collection != "indicators" => {
                self.indicator(key, id);
            }
            (Type::List(of), Value::List(items)) => items.iter().for_each(|item| self.field(key, of, &item.value)),
            _ => {}
        }
    }

    fn prose(&mut self, key: &Key, prose: &Prose) {
        for role in &prose.roles {
            if let RoleRequest::Value(request) = role {
                self.indicator(key, &request.indicator.name);
            }
        }
        for block in &prose.blocks {
            match block {
                Block::Chart(chart) => self.selection(key, &chart.selection),
                Block::Table(selection) => self.selection(key, selection),
                _ => {}
            }
        }
    }

    fn selection(&mut self, key: &Key, selection: &Selection) {
        for named in &selection.indicators {
            self.indicator(key, &named.name);
        }
        if let Cities::These(names) = &selection.cities {
            for named in names.iter().take(1).filter(|_| names.len() == 1) {
                self.city(key, &named.name);
            }
        }
    }

    fn city(&mut self, key: &Key, id: &str) {
        self.cities.entry(id.to_owned()).or_default().insert(key.clone());
    }

    fn indicator(&mut self, key: &Key, id: &str) {
        self.indicators.entry(id.to_owned()).or_default().insert(key.clone());
    }
}
