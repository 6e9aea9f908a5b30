//! What a chart is asked to show.
//!
//! The figures are looked up already; nothing here reads a model. It is separate from drawing because a
//! caller fills it without knowing how it is drawn.
//!
//! Every series has one cell a column. The columns are either the periods of one indicator, and then
//! [`Spec::columns`] is empty, or indicators side by side, and then they are in [`Spec::columns`] with their
//! own units, while [`Spec::periods`] only says what the figures are of. What each type needs is said at
//! [`Kind`]; anything else is refused by [`check`](super::check()).

use std::fmt;

use crate::locale::{Period, Unit};

/// A chart to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Spec {
    /// Such as `figure-1`; every id in the drawing begins with it.
    pub id: String,
    /// Which marks.
    pub kind: Kind,
    /// What the chart says; without it the finding is put into words.
    pub headline: Option<String>,
    /// What is measured, for the subtitle.
    pub measure: String,
    /// How many places there are, in words, for the subtitle.
    pub place_count_text: Option<String>,
    /// The unit of every value, unless columns have their own.
    pub unit: Unit,
    /// How many decimals every value has, unless columns have their own.
    pub decimals: u8,
    /// In order of time. Without `columns` each is a column; with them they are for the subtitle, at least one.
    pub periods: Vec<Period>,
    /// The indicators side by side, in the order they are shown; empty where the columns are the periods.
    pub columns: Vec<Column>,
    /// One a place.
    pub series: Vec<Series>,
    /// A value that all are compared with.
    pub reference: Option<Reference>,
    /// What the author says to people who do not see the drawing; without it the finding is put into sentences.
    pub alt: Option<String>,
    /// How many panels stand beside each other in the wide layout of small multiples; without it, a few.
    pub panels: Option<usize>,
    /// What the author has to add.
    pub note: Option<String>,
    /// Whether the series have an order of their own and are not sorted by value.
    pub ordered: bool,
}

/// An indicator among others.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What is measured, short enough for the head of a column.
    pub label: String,
    /// The unit of its values.
    pub unit: Unit,
    /// How many decimals its values have.
    pub decimals: u8,
    /// The lowest and the highest value that the indicator can have, if that is known: 0 and 100 for a score.
    pub range: Option<(f64, f64)>,
}

/// The types of chart, and the columns that each needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Horizontal bars, one a series, for one period.
    Bar,
    /// Dots on an axis that need not start at zero, one a series; of two periods, or of two indicators with one
    /// unit, two dots a series, joined, from the first column to the second.
    Dot,
    /// Lines over time, one a series: two or more periods.
    Line,
    /// Lines from one column to another, one a series: two periods, or two indicators with one unit.
    Slope,
    /// A table shaded by value: two or more columns. Shades follow the range of an indicator, or what values it has;
    /// periods share theirs.
    Heat,
    /// A panel a series with a line, all with the same scales: two or more periods, at most thirty series.
    Multiples,
    /// All series of each column in a row: periods on one scale, indicators each on its own. Set off one or a few.
    Strip,
    /// A dot a series, two indicators: the first across, the second upright.
    Scatter,
    /// Bars to 100 %, one a series: two or three indicators in percent that are parts of one whole.
    Stacked,
    /// The one series set off against the mean of all, a row an indicator: two or more indicators with their ranges.
    /// All series are given, since the mean is of them.
    Profile,
    /// A dot a series where its place is, for one period or indicator: its area says a number or an amount of money,
    /// a shade anything else.
    Map,
}

/// The values of one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Stable key, which becomes `data-city`.
    pub key: String,
    /// Name in the language of the page.
    pub name: String,
    /// Whether it is set off by colour and weight.
    pub highlight: bool,
    /// Latitude and longitude in degrees; only a map needs them.
    pub at: Option<(f64, f64)>,
    /// One a column.
    pub cells: Vec<Cell>,
}

/// What is known of a place in a period.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A figure.
    Value {
        /// The figure, in the unit of the chart.
        value: f64,
        /// Lower bound of its interval.
        lower: Option<f64>,
        /// Upper bound of its interval.
        upper: Option<f64>,
        /// Its status, such as `p`.
        flag: Option<String>,
    },
    /// No figure, and it is known why.
    Missing {
        /// The reason, in the language of the page.
        reason: String,
    },
    /// No figure.
    Empty,
}

/// A value that all are compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// What it is, such as `Mean of 12 cities`.
    pub label: String,
    /// The value, in the unit of the chart.
    pub value: f64,
}

/// Why there is no chart, and what an author can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The fact: lower case at the start, no full stop.
    pub message: String,
    /// The cure.
    pub hint: Option<String>,
}

impl Refusal {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Refusal { message: message.into(), hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

impl Cell {
    /// The figure, if there is one.
    pub(super) fn value(&self) -> Option<f64> {
        match self {
            Cell::Value { value, .. } => Some(*value),
            Cell::Missing { .. } | Cell::Empty => None,
        }
    }

    /// The status sign of the figure, if it has one.
    pub(super) fn flag(&self) -> Option<&str> {
        match self {
            Cell::Value { flag, .. } => flag.as_deref().filter(|flag| !flag.is_empty()),
            Cell::Missing { .. } | Cell::Empty => None,
        }
    }

    /// Whether the figure cannot be compared with the one before: a break in the series, or another
    /// definition, by Eurostat's letters.
    pub(super) fn breaks(&self) -> bool {
        self.flag().is_some_and(|flag| flag.contains(['b', 'd']))
    }

    /// The interval of the figure; a bound that is not given is the figure itself.
    pub(super) fn interval(&self) -> Option<(f64, f64)> {
        match self {
            Cell::Value { lower: None, upper: None, .. } | Cell::Missing { .. } | Cell::Empty => None,
            Cell::Value { value, lower, upper, .. } => {
                let (lower, upper) = (lower.unwrap_or(*value), upper.unwrap_or(*value));
                Some((lower.min(upper), lower.max(upper)))
            }
        }
    }
}

impl Kind {
    /// The word of the phrases and classes of this type.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Bar => "bar",
            Kind::Dot => "dot",
            Kind::Line => "line",
            Kind::Slope => "slope",
            Kind::Heat => "heat",
            Kind::Multiples => "multiples",
            Kind::Strip => "strip",
            Kind::Scatter => "scatter",
            Kind::Stacked => "stacked",
            Kind::Profile => "profile",
            Kind::Map => "map",
        }
    }
}

impl Spec {
    /// How many cells every series has.
    pub(super) fn width(&self) -> usize {
        if self.columns.is_empty() { self.periods.len() } else { self.columns.len() }
    }

    /// The column that places are sorted by: the latest period, or the first indicator.
    pub(super) fn lead(&self) -> usize {
        if self.columns.is_empty() { self.periods.len().saturating_sub(1) } else { 0 }
    }
}

impl Series {
    /// The cell of a column.
    pub(super) fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// The figures with the position of their column.
    pub(super) fn points(&self) -> impl DoubleEndedIterator<Item = (usize, f64)> + '_ {
        self.cells.iter().enumerate().filter_map(|(index, cell)| Some((index, cell.value()?)))
    }

    /// Whether nothing was observed, so that there is not even a reason for a gap.
    pub(super) fn is_unknown(&self) -> bool {
        self.cells.iter().all(|cell| matches!(cell, Cell::Empty))
    }

    /// The first cell, which is the only one of a bar.
    pub(super) fn only(&self) -> &Cell {
        self.cells.first().unwrap_or(&Cell::Empty)
    }
}
