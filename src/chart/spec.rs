//! What a chart is asked to show, and what is refused.
//!
//! The figures are looked up already; nothing here reads a model. Refusals are separate from drawing
//! because an author has to hear of them before anything is rendered, with a cure.

use std::fmt;

use crate::locale::{Period, Unit};

/// Above this, sums and steps of a scale lose whole units, and no figure of a city is as large.
const LARGEST: f64 = 1e15;

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
    /// The unit of every value.
    pub unit: Unit,
    /// How many decimals every value has.
    pub decimals: u8,
    /// In order of time: one for bars, two or more for lines.
    pub periods: Vec<Period>,
    /// One a place.
    pub series: Vec<Series>,
    /// A value that all are compared with.
    pub reference: Option<Reference>,
    /// What the author has to add.
    pub note: Option<String>,
    /// Whether the series have an order of their own and are not sorted by value.
    pub ordered: bool,
}

/// The types of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Horizontal bars, one a series, for one period.
    Bar,
    /// Lines over time, one a series.
    Line,
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
    /// One a period.
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

impl Series {
    /// The figures with the position of their period.
    pub(super) fn points(&self) -> impl DoubleEndedIterator<Item = (usize, f64)> + '_ {
        self.cells.iter().enumerate().filter_map(|(index, cell)| Some((index, cell.value()?)))
    }

    /// The first cell, which is the only one of a bar.
    pub(super) fn only(&self) -> &Cell {
        self.cells.first().unwrap_or(&Cell::Empty)
    }
}

/// Whether the specification makes a chart; the message is for the author of the chart.
pub fn check(spec: &Spec) -> Result<(), Refusal> {
    check_shape(spec)?;
    for number in numbers(spec) {
        if !number.is_finite() {
            return Err(Refusal::new("a figure of the chart is not a number"));
        }
        if number.abs() > LARGEST {
            return Err(Refusal::new(format!("the figure {number:e} is too large to draw"))
                .hint("check the unit of the figures"));
        }
    }
    check_values(spec)
}

fn check_shape(spec: &Spec) -> Result<(), Refusal> {
    let periods = spec.periods.len();
    if spec.unit == Unit::Boolean {
        return Err(Refusal::new("yes and no cannot be drawn to scale").hint("use a `{table}` of the same figures"));
    }
    match spec.kind {
        _ if periods == 0 => Err(Refusal::new("the chart has no period")),
        _ if spec.series.is_empty() => Err(Refusal::new("the chart has no places")),
        Kind::Bar if periods > 1 => {
            Err(Refusal::new(format!("a bar chart shows one period, and {periods} were asked for"))
                .hint("give one period, or choose `type: line`"))
        }
        Kind::Line if periods == 1 => {
            Err(Refusal::new("a line needs at least two periods")
                .hint("give a range of periods, or choose `type: bar`"))
        }
        _ => match spec.series.iter().find(|series| series.cells.len() != periods) {
            Some(series) => {
                let (name, cells) = (&series.name, series.cells.len());
                Err(Refusal::new(format!("`{name}` has {cells} figures for {periods} periods")))
            }
            None => Ok(()),
        },
    }
}

fn check_values(spec: &Spec) -> Result<(), Refusal> {
    let points = || spec.series.iter().flat_map(Series::points);
    match points().count() {
        0 => {
            return Err(Refusal::new("no place has a figure for this chart")
                .hint("choose another period, or say in the text that there are no figures"));
        }
        1 => {
            return Err(Refusal::new("the chart has only one figure").hint("write a sentence with `{value}`"));
        }
        _ => {}
    }
    let first = points().next().map(|(index, _)| index);
    if spec.kind == Kind::Line && points().all(|(index, _)| Some(index) == first) {
        return Err(
            Refusal::new("the figures of the line are all of one period").hint("choose `type: bar` with this period")
        );
    }
    Ok(())
}

fn numbers(spec: &Spec) -> impl Iterator<Item = f64> + '_ {
    let cells = spec.series.iter().flat_map(|series| &series.cells);
    let values = cells.flat_map(|cell| match cell {
        Cell::Value { value, lower, upper, .. } => [Some(*value), *lower, *upper],
        Cell::Missing { .. } | Cell::Empty => [None; 3],
    });
    values.flatten().chain(spec.reference.as_ref().map(|reference| reference.value))
}
