//! Coordinates and paths as SVG writes them.
//!
//! It is separate from the sheet because drawings without plotters, such as a sparkline, write them too.

use std::fmt;

use plotters_backend::BackendCoord;

/// The `d` of a path, with the short forms of SVG: relative steps, and `h` and `v` where they are straight.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) data: String,
}

impl Path {
    /// Adds points that are joined; a single one becomes a point, which a round end makes visible.
    pub(super) fn dotted(&mut self, points: &[BackendCoord]) {
        self.run(points);
        if points.len() == 1 {
            self.data.push_str("h0");
        }
    }

    /// Adds points that are joined.
    pub(super) fn run(&mut self, points: &[BackendCoord]) {
        let Some((first, rest)) = points.split_first() else { return };
        let mut last = *first;
        self.data.push('M');
        self.number(first.0, false);
        self.number(first.1, true);
        let mut command = 'M';
        for point in rest {
            let (x, y) = (point.0 - last.0, point.1 - last.1);
            let next = if y == 0 {
                'h'
            } else if x == 0 {
                'v'
            } else {
                'l'
            };
            let goes_on = next == 'l' && command == 'l';
            if !goes_on {
                self.data.push(next);
            }
            if next != 'v' {
                self.number(x, goes_on);
            }
            if next != 'h' {
                self.number(y, next == 'l');
            }
            (last, command) = (*point, next);
        }
    }

    /// Adds a number, parted from one before it by its sign or by a space.
    fn number(&mut self, tenths: i32, after: bool) {
        if after && tenths >= 0 {
            self.data.push(' ');
        }
        self.data.push_str(Tenths(tenths).write(&mut [0; DIGITS]));
    }
}

/// Tenths of a px, written in px.
pub(super) struct Tenths(pub(super) i32);

/// Room for the longest number: sign, ten digits and a point.
const DIGITS: usize = 12;

impl Tenths {
    /// Writes from the end of the buffer. A page has thousands of these, and the machinery of `fmt` takes ten times as
    /// long.
    fn write(self, buffer: &mut [u8; DIGITS]) -> &str {
        let (mut rest, mut at) = (self.0.unsigned_abs(), DIGITS);
        let mut put = |byte: u8| {
            at -= 1;
            if let Some(place) = buffer.get_mut(at) {
                *place = byte;
            }
        };
        let digit = |number: u32| b'0' + u8::try_from(number % 10).unwrap_or_default();
        if rest % 10 > 0 {
            put(digit(rest));
            put(b'.');
        }
        rest /= 10;
        while rest > 0 {
            put(digit(rest));
            rest /= 10;
        }
        if self.0 == 0 {
            put(b'0');
        }
        if self.0 < 0 {
            put(b'-');
        }
        buffer.get(at..).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(Tenths(self.0).write(&mut [0; DIGITS]))
    }
}
