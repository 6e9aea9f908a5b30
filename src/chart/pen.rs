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
        use fmt::Write;
        let Some((first, rest)) = points.split_first() else { return };
        let mut last = *first;
        // Writing into a string cannot fail.
        let _ = write!(self.data, "M{}{}", Tenths(first.0), Spaced(first.1));
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
            let _ = match next {
                'h' => write!(self.data, "h{}", Tenths(x)),
                'v' => write!(self.data, "v{}", Tenths(y)),
                _ if command == next => write!(self.data, "{}{}", Spaced(x), Spaced(y)),
                _ => write!(self.data, "l{}{}", Tenths(x), Spaced(y)),
            };
            (last, command) = (*point, next);
        }
    }
}

/// Tenths of a px, written in px.
pub(super) struct Tenths(pub(super) i32);

impl fmt::Display for Tenths {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, sign) = (self.0.unsigned_abs(), if self.0 < 0 { "-" } else { "" });
        match (size / 10, size % 10) {
            (whole, 0) => write!(formatter, "{sign}{whole}"),
            (0, tenth) => write!(formatter, "{sign}.{tenth}"),
            (whole, tenth) => write!(formatter, "{sign}{whole}.{tenth}"),
        }
    }
}

/// The same after another number, parted from it by its sign or by a space.
struct Spaced(i32);

impl fmt::Display for Spaced {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 >= 0 {
            formatter.write_str(" ")?;
        }
        Tenths(self.0).fmt(formatter)
    }
}
