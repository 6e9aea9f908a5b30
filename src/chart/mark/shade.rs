//! Five shades from the lowest values to the highest.
//!
//! It is separate because heat maps shade cells and maps shade places, and both mean the same by it.

/// How many shades there are.
pub(super) const SHADES: usize = 5;

/// The position of the shade of a value, between the lowest and the highest that there can be.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the number of shades")]
pub(super) fn shade(value: f64, (low, high): (f64, f64)) -> usize {
    let part = if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
    ((part * SHADES as f64) as usize).min(SHADES - 1)
}
