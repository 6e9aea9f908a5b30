//! Scales that cannot be degenerate.
//!
//! Stock ranges of plotters hang, panic or draw at the start of the axis when given no data, NaN or an
//! infinite span. These are made by functions that refuse instead, and then serve plotters as its own.

use std::ops::Range;

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};

use super::spec::Refusal;

/// Multiples of a power of ten that people count in.
const STEPS: [f64; 5] = [1.0, 2.0, 2.5, 5.0, 10.0];
/// A span smaller than this part of its values is rounding, not difference.
const SAME: f64 = 1e-9;

/// Values on a straight axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Linear {
    low: f64,
    high: f64,
    /// Where the axis is labelled; empty if it is not.
    pub(super) ticks: Vec<f64>,
    /// The distance of two ticks; 0 without ticks.
    pub(super) step: f64,
}

impl Linear {
    /// Ends exactly at the values and at zero, for bars, which are labelled themselves.
    pub(super) fn from_zero(values: impl IntoIterator<Item = f64>) -> Result<Self, Refusal> {
        let (low, high) = span(values)?;
        let (low, mut high) = (low.min(0.0), high.max(0.0));
        if low == high {
            high = 1.0;
        }
        Ok(Linear { low, high, ticks: Vec::new(), step: 0.0 })
    }

    /// Ends exactly at the values; equal ones are in the middle.
    pub(super) fn within(values: impl IntoIterator<Item = f64>) -> Result<Self, Refusal> {
        let (mut low, mut high) = span(values)?;
        if high - low <= low.abs().max(high.abs()) * SAME {
            (low, high) = (low - 1.0, high + 1.0);
        }
        Ok(Linear { low, high, ticks: Vec::new(), step: 0.0 })
    }

    /// Ends at round numbers, about `count` steps apart, with zero where leaving it out would exaggerate:
    /// when the lowest is under two thirds of the highest.
    pub(super) fn round(values: impl IntoIterator<Item = f64>, count: u8) -> Result<Self, Refusal> {
        let (mut low, mut high) = span(values)?;
        let (near, far) = if high <= 0.0 { (-high, -low) } else { (low, high) };
        if near < far * 2.0 / 3.0 {
            low = low.min(0.0);
            high = high.max(0.0);
        }
        let size = low.abs().max(high.abs());
        if high - low <= size * SAME {
            let margin = if size == 0.0 { 1.0 } else { size * 0.1 };
            (low, high) = (low - margin, high + margin);
        }
        let raw = (high - low) / f64::from(count.max(1));
        let power = 10f64.powf(raw.log10().floor());
        // Quarters of ten are counted in, quarters of one are not: 25, 50, 75, but not 2.5, 5.0, 7.5.
        let steps = STEPS.iter().filter(|step| power >= 10.0 || step.fract() == 0.0);
        let step = steps.map(|step| step * power).find(|step| *step >= raw * (1.0 - SAME)).unwrap_or(raw);
        let (first, last) = ((low / step + SAME).floor(), (high / step - SAME).ceil());
        let ticks: Vec<f64> = std::iter::successors(Some(first), |tick| Some(tick + 1.0))
            .take_while(|tick| *tick <= last)
            .map(|tick| tick * step)
            .collect();
        Ok(Linear { low: first * step, high: last * step, ticks, step })
    }

    /// Whether zero is on the axis.
    pub(super) fn has_zero(&self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }

    /// How many decimals the ticks have.
    pub(super) fn decimals(&self) -> u8 {
        let mut step = self.step;
        let mut decimals = 0;
        while decimals < 6 && (step - step.round()).abs() > 1e-6 * step.abs() {
            step *= 10.0;
            decimals += 1;
        }
        decimals
    }
}

impl Ranged for Linear {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        between((value - self.low) / (self.high - self.low), limit)
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.ticks.clone() }
    }

    fn range(&self) -> Range<f64> {
        self.low..self.high
    }
}

/// Rows that need not be equally high: where each has the middle of its mark, from the top of the plot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Band {
    pub(super) middles: Vec<i32>,
}

impl Ranged for Band {
    type FormatOption = DefaultFormatting;
    type ValueType = usize;

    fn map(&self, row: &usize, limit: (i32, i32)) -> i32 {
        limit.0.saturating_add(self.middles.get(*row).copied().unwrap_or_default())
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<usize> {
        Vec::new()
    }

    fn range(&self) -> Range<usize> {
        0..self.middles.len()
    }
}

/// Moments as fractions of years, so that a year without a survey takes its room.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Time {
    first: f64,
    last: f64,
}

impl Time {
    /// From the earliest to the latest; at one moment only, everything is in the middle.
    pub(super) fn over(moments: impl IntoIterator<Item = f64>) -> Result<Self, Refusal> {
        let (first, last) = span(moments)?;
        Ok(Time { first, last })
    }
}

impl Ranged for Time {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, moment: &f64, limit: (i32, i32)) -> i32 {
        let span = self.last - self.first;
        between(if span > 0.0 { (moment - self.first) / span } else { 0.5 }, limit)
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        Vec::new()
    }

    fn range(&self) -> Range<f64> {
        self.first..self.last
    }
}

/// Lowest and highest; refuses what no axis can show.
fn span(values: impl IntoIterator<Item = f64>) -> Result<(f64, f64), Refusal> {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    let mut finite = true;
    values.into_iter().for_each(|value| {
        finite &= value.is_finite();
        (low, high) = (low.min(value), high.max(value));
    });
    if !finite {
        return Err(Refusal::new("a figure of the chart is not a number"));
    }
    if low > high {
        return Err(Refusal::new("no place has a figure for this chart"));
    }
    if !(high - low).is_finite() {
        return Err(Refusal::new("the figures are too far apart to draw"));
    }
    Ok((low, high))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a part of a drawing a few thousand units wide, and `as` saturates"
)]
fn between(part: f64, limit: (i32, i32)) -> i32 {
    let length = f64::from(limit.1) - f64::from(limit.0);
    let at = f64::from(limit.0) + part * length;
    // The same as `round`, which is a call of a function on processors of every age.
    (at + 0.5f64.copysign(at)) as i32
}
