//! Figures and phrases of a chart in the language of its page.
//!
//! It is separate so that a figure reads alike in a label, a sentence and the table.

use crate::locale::{Locale, Unit};

use super::spec::{Cell, Spec};

/// From here on a label is written `98.8 million`; the table keeps every digit.
const COMPACT_FROM: f64 = 1_000_000.0;

/// Most figures take no more bytes.
const FIGURE: usize = 16;

/// A specification together with the language that speaks of it, and how its figures are written.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) spec: &'a Spec,
    pub(super) locale: &'a Locale,
    unit: Unit,
    pub(super) decimals: u8,
}

impl<'a> Words<'a> {
    /// Words for figures in the unit of the whole chart.
    pub(super) fn new(spec: &'a Spec, locale: &'a Locale) -> Self {
        Words { spec, locale, unit: spec.unit, decimals: spec.decimals }
    }

    /// Words for the figures of a column, which is a period or has a unit of its own.
    pub(super) fn of(self, column: usize) -> Self {
        match self.spec.columns.get(column) {
            Some(column) => Words { unit: column.unit, decimals: column.decimals, ..self },
            None => self,
        }
    }

    /// What a column is called: its label, or its period.
    pub(super) fn column(&self, index: usize) -> String {
        match self.spec.columns.get(index) {
            Some(column) => column.label.clone(),
            None => self.period(index),
        }
    }

    /// The mean of a column over all places with a figure, and how many they are; none without any.
    pub(super) fn mean(&self, column: usize) -> Option<(f64, usize)> {
        let values = self.spec.series.iter().filter_map(|series| series.cell(column).value());
        let (sum, count) = values.fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
        (count > 0).then(|| (sum / count as f64, count))
    }

    /// The unit that figures are written in.
    pub(super) fn unit_name(&self) -> String {
        self.locale.unit_name(&self.unit)
    }

    /// The tick of an axis.
    pub(super) fn tick(&self, value: f64, decimals: u8) -> String {
        self.locale.compact(value, &self.unit, decimals)
    }

    /// A figure with every digit.
    pub(super) fn exact(&self, value: f64) -> String {
        let mut text = String::with_capacity(FIGURE);
        self.push_exact(&mut text, value);
        text
    }

    /// Writes a figure with every digit at the end of a text.
    pub(super) fn push_exact(&self, text: &mut String, value: f64) {
        self.locale.push_figure(text, value, &self.unit, self.decimals);
    }

    /// Writes a figure as people say it at the end of a text.
    pub(super) fn push_figure(&self, text: &mut String, value: f64) {
        if is_compact(value) { text.push_str(&self.figure(value)) } else { self.push_exact(text, value) }
    }

    /// A figure as people say it.
    pub(super) fn figure(&self, value: f64) -> String {
        if is_compact(value) { self.locale.compact(value, &self.unit, 1) } else { self.exact(value) }
    }

    /// The figure of a cell with its status sign.
    pub(super) fn cell(&self, value: f64, cell: &Cell) -> String {
        let mut figure = self.figure(value);
        push_flag(&mut figure, cell.flag());
        figure
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

/// Whether a figure is written in millions.
pub(super) fn is_compact(value: f64) -> bool {
    value.abs() >= COMPACT_FROM
}

/// Adds its status sign to a figure, which a line break must not part.
pub(super) fn push_flag(figure: &mut String, flag: Option<&str>) {
    if let Some(flag) = flag {
        figure.push('\u{a0}');
        figure.push_str(flag);
    }
}
