//! Figures and phrases of a chart in the language of its page.
//!
//! It is separate so that a figure reads alike in a label, a sentence and the table.

use crate::locale::Locale;

use super::spec::{Cell, Spec};

/// From here on a label is written `98.8 million`; the table keeps every digit.
const COMPACT_FROM: f64 = 1_000_000.0;

/// A specification together with the language that speaks of it.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) spec: &'a Spec,
    pub(super) locale: &'a Locale,
}

impl Words<'_> {
    /// A figure with every digit.
    pub(super) fn exact(&self, value: f64) -> String {
        self.locale.figure(value, &self.spec.unit, self.spec.decimals)
    }

    /// A figure as people say it.
    pub(super) fn figure(&self, value: f64) -> String {
        if value.abs() < COMPACT_FROM {
            return self.exact(value);
        }
        self.locale.compact(value, &self.spec.unit, 1)
    }

    /// The figure of a cell with its status sign.
    pub(super) fn cell(&self, value: f64, cell: &Cell) -> String {
        flagged(self.figure(value), cell.flag())
    }

    /// Why a cell has no figure.
    pub(super) fn reason(&self, cell: &Cell) -> String {
        match cell {
            Cell::Missing { reason } if !reason.is_empty() => reason.clone(),
            _ => self.say("chart.no_value", &[]),
        }
    }

    /// The period at a position; a position that does not exist has no name.
    pub(super) fn period(&self, index: usize) -> String {
        self.spec.periods.get(index).map(|period| self.locale.period(period)).unwrap_or_default()
    }

    /// A phrase of the theme.
    pub(super) fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.locale.say(key, values)
    }

    /// A phrase that counts.
    pub(super) fn count(&self, key: &str, number: usize) -> String {
        self.locale.count(key, u64::try_from(number).unwrap_or(u64::MAX))
    }
}

/// A figure and its status sign, which a line break must not part.
pub(super) fn flagged(figure: String, flag: Option<&str>) -> String {
    match flag {
        Some(flag) => format!("{figure}\u{a0}{flag}"),
        None => figure,
    }
}
