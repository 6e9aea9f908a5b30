//! The order of entries in lists.

use std::cmp::Ordering;

use crate::kind::{SortKey, Value};
use crate::locale::Locale;
use crate::model::{Entry, Site};

/// Sorts entries by the keys, then by id, so that the order never depends on anything else.
/// An entry without a field comes after those that have it.
pub fn sort(site: &Site, locale: &Locale, keys: &[SortKey], entries: &mut [&Entry]) {
    entries.sort_by(|left, right| {
        for key in keys {
            let order = compare(site, locale, key, (left, right));
            if order != Ordering::Equal {
                return order;
            }
        }
        left.key.cmp(&right.key)
    });
}

fn compare(site: &Site, locale: &Locale, key: &SortKey, (left, right): (&Entry, &Entry)) -> Ordering {
    let default = site.default_language();
    let versions = (left.version(locale.tag(), default), right.version(locale.tag(), default));
    let (Some(left), Some(right)) = versions else { return Ordering::Equal };
    if key.field == "title" {
        let say = |version: &crate::model::Version| version.title.say(locale.tag(), default).to_owned();
        let order = locale.compare(&say(left), &say(right));
        return if key.descending { order.reverse() } else { order };
    }
    match (left.fields.get(&key.field), right.fields.get(&key.field)) {
        (Some(left), Some(right)) => {
            let order = values(left, right, locale, default);
            if key.descending { order.reverse() } else { order }
        }
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
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
