//! The order of entries in lists.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::kind::{SortKey, Value};
use crate::locale::Locale;
use crate::model::{Entry, Site};

/// What an entry has under a key, looked up once because an entry is compared many times.
#[derive(Clone, Copy)]
enum Held<'e> {
    Title(&'e str),
    Value(&'e Value),
}

/// Sorts entries by the keys, then by id, so that the order never depends on anything else.
/// An entry without a field comes after those that have it.
pub fn sort<'e>(site: &'e Site, locale: &Locale, keys: &[SortKey], entries: &mut [&'e Entry]) {
    let default = site.default_language();
    let all = |entry: &'e Entry| keys.iter().map(|key| held(entry, key, locale, default)).collect();
    let mut sorted: Vec<(Vec<Option<Held<'e>>>, &Entry)> = entries.iter().map(|entry| (all(entry), *entry)).collect();
    sorted.par_sort_by(|(left, first), (right, second)| {
        let pairs = keys.iter().zip(left.iter().zip(right));
        let mut orders = pairs.map(|(key, (left, right))| compare(key, (left, right), locale, default));
        orders.find(|order| order.is_ne()).unwrap_or_else(|| first.key.cmp(&second.key))
    });
    for (place, (_, entry)) in entries.iter_mut().zip(sorted) {
        *place = entry;
    }
}

fn held<'e>(entry: &'e Entry, key: &SortKey, locale: &Locale, default: &'e str) -> Option<Held<'e>> {
    let version = entry.version(locale.tag(), default)?;
    match key.field.as_str() {
        "title" => Some(Held::Title(version.title.say(locale.tag(), default))),
        field => version.fields.get(field).map(Held::Value),
    }
}

fn compare(key: &SortKey, held: (&Option<Held<'_>>, &Option<Held<'_>>), locale: &Locale, default: &str) -> Ordering {
    let order = match held {
        (Some(Held::Title(left)), Some(Held::Title(right))) => locale.compare(left, right),
        (Some(Held::Value(left)), Some(Held::Value(right))) => values(left, right, locale, default),
        // Also where the order is turned round.
        (left, right) => return right.is_some().cmp(&left.is_some()),
    };
    if key.descending { order.reverse() } else { order }
}

fn values(left: &Value, right: &Value, locale: &Locale, default: &str) -> Ordering {
    match (left, right) {
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::DateTime(left), Value::DateTime(right)) => {
            (left.date(), left.time()).cmp(&(right.date(), right.time()))
        }
        (Value::Integer(left), Value::Integer(right)) => left.cmp(right),
        (Value::Number(left), Value::Number(right)) => left.total_cmp(right),
        (Value::Period(left), Value::Period(right)) => left.cmp(right),
        (Value::Text(left), Value::Text(right)) => {
            locale.compare(left.say(locale.tag(), default), right.say(locale.tag(), default))
        }
        (Value::Choice(left), Value::Choice(right)) | (Value::Reference(left), Value::Reference(right)) => {
            left.cmp(right)
        }
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(right),
        // By the first item that differs; of equal ones the longer list is the larger.
        (Value::List(left), Value::List(right)) => {
            let pairs = left.iter().zip(right);
            let differing = pairs.map(|(left, right)| values(&left.value, &right.value, locale, default));
            differing.into_iter().find(|order| order.is_ne()).unwrap_or_else(|| left.len().cmp(&right.len()))
        }
        _ => Ordering::Equal,
    }
}
