//! The texts of an axis: figures left of a plot or below it.
//!
//! It is separate because every type with an axis labels it alike.

use plotters::coord::ranged1d::Ranged;

use super::super::layout::{Anchor, Bounds, Label, UNIT, half_cap, thinned};
use super::super::measure::Style;
use super::super::scale::Linear;
use super::super::words::Words;

/// From a plot to the texts left of it.
const BEFORE: i32 = 6 * UNIT;
/// From a plot to the baseline of the texts below it.
const BELOW: i32 = 17 * UNIT;

/// The texts of a scale.
pub(super) fn texts(words: &Words<'_>, scale: &Linear) -> Vec<String> {
    scale.ticks.iter().map(|tick| words.tick(*tick, scale.decimals())).collect()
}

/// How much room texts left of a plot take.
pub(super) fn room(texts: &[String]) -> i32 {
    texts.iter().map(|text| Style::Tick.width(text)).max().unwrap_or_default() + BEFORE + 2 * UNIT
}

/// Texts left of a plot whose values grow upwards.
pub(super) fn beside(scale: &Linear, texts: &[String], plot: &Bounds) -> Vec<Label> {
    let place = |(tick, text): (&f64, &String)| {
        let y = scale.map(tick, (plot.bottom, plot.top)) + half_cap(Style::Tick);
        Label { text: text.clone(), style: Style::Tick, anchor: Anchor::End, x: plot.left - BEFORE, y }
    };
    scale.ticks.iter().zip(texts).map(place).collect()
}

/// Texts below a plot, as many as there is room for in a drawing of this width.
pub(super) fn below(scale: &Linear, texts: &[String], (plot, width): (&Bounds, i32)) -> Vec<Label> {
    let place = |(tick, text): (&f64, &String)| {
        let half = Style::Tick.width(text) / 2 + 1;
        let x = scale.map(tick, (plot.left, plot.right)).clamp(half, (width - half).max(half));
        Label { text: text.clone(), style: Style::Tick, anchor: Anchor::Middle, x, y: plot.bottom + BELOW }
    };
    thinned(scale.ticks.iter().zip(texts).map(place).collect())
}
