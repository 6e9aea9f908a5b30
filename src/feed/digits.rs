//! Numbers and periods as digits, for tables of millions of figures: what `Display` would write, written without its
//! detours.

use std::io::Write as _;

use crate::locale::Period;

/// A whole number.
pub(super) fn whole(out: &mut Vec<u8>, mut number: u64) {
    /// As many as the largest number has.
    const MOST: usize = 20;
    let mut digits = [0; MOST];
    let mut at = MOST;
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// A number with at most one decimal, which most figures are. Says whether it was one; otherwise nothing is written.
pub(super) fn tenths(out: &mut Vec<u8>, value: f64) -> bool {
    /// Below this, ten times a number is exact enough to be told from its neighbours.
    const SAFE: f64 = 1e14;
    let tenfold = (value.abs() * 10.0).round();
    if value.abs() >= SAFE || tenfold / 10.0 != value.abs() || (value == 0.0 && value.is_sign_negative()) {
        return false;
    }
    if value < 0.0 {
        out.push(b'-');
    }
    let tenfold = tenfold as u64;
    whole(out, tenfold / 10);
    let tenth = (tenfold % 10) as u8;
    if tenth > 0 {
        out.extend_from_slice(&[b'.', b'0' + tenth]);
    }
    true
}

/// A period in its canonical form.
pub(super) fn period(out: &mut Vec<u8>, period: Period) {
    match period {
        Period::Year(year @ 1000..=9999) => whole(out, u64::from(year.unsigned_abs())),
        other => {
            // A list of bytes takes all it is given.
            let _ = write!(out, "{other}");
        }
    }
}
