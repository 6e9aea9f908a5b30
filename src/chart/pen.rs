//! Coordinates and paths as SVG writes them.
//!
//! It is separate from the sheet because drawings without plotters, such as a sparkline, write them too. Everything is
//! written in place: a page has thousands of these numbers, and the machinery of `fmt` takes ten times as long.

use std::fmt;

use plotters_backend::BackendCoord;

/// The `d` of a path with points that are joined; a single one becomes a point, which a round end makes visible.
pub(super) fn dotted(data: &mut String, points: &[BackendCoord]) {
    run(data, points.iter().copied());
    if points.len() == 1 {
        data.push_str("h0");
    }
}

/// Adds points that are joined to the `d` of a path, with the short forms of SVG: relative steps, and `h` and `v` where
/// they are straight.
pub(super) fn run(data: &mut String, mut points: impl Iterator<Item = BackendCoord>) {
    let Some(mut last) = points.next() else { return };
    data.push('M');
    Tenths(last.0).push(data);
    number(data, last.1, true);
    let mut command = 'M';
    for point in points {
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
            data.push(next);
        }
        if next != 'v' {
            number(data, x, goes_on);
        }
        if next != 'h' {
            number(data, y, next == 'l');
        }
        (last, command) = (point, next);
    }
}

/// Adds a number, parted from one before it by its sign or by a space.
fn number(data: &mut String, tenths: i32, after: bool) {
    if after && tenths >= 0 {
        data.push(' ');
    }
    Tenths(tenths).push(data);
}

/// Tenths of a px, written in px.
pub(super) struct Tenths(pub(super) i32);

/// Digits of the numbers below a thousand, three each.
const DIGITS: [u8; 3_000] = {
    let mut digits = [b'0'; 3_000];
    let mut number = 0;
    while number < 1_000 {
        digits[number * 3] += (number / 100) as u8;
        digits[number * 3 + 1] += (number / 10 % 10) as u8;
        digits[number * 3 + 2] += (number % 10) as u8;
        number += 1;
    }
    digits
};
/// The same as texts, with zeros in front: most numbers of a drawing are among them.
static NUMBERS: [&str; 1_000] = {
    let mut numbers = [""; 1_000];
    let mut rest = match std::str::from_utf8(&DIGITS) {
        Ok(text) => text,
        Err(_) => "",
    };
    let mut number = 0;
    while number < 1_000 && rest.len() >= 3 {
        (numbers[number], rest) = rest.split_at(3);
        number += 1;
    }
    numbers
};
/// The same without zeros in front.
static SHORT: [&str; 1_000] = {
    let mut numbers = NUMBERS;
    let mut number = 0;
    while number < 100 {
        numbers[number] = numbers[number].split_at(if number < 10 { 2 } else { 1 }).1;
        number += 1;
    }
    numbers
};
const PARTS: [&str; 10] = ["", ".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".9"];

impl Tenths {
    /// Writes into a text: `12.5`, `.5`, `-3`.
    pub(super) fn push(self, text: &mut String) {
        let size = self.0.unsigned_abs();
        let (whole, part) = (size / 10, size % 10);
        if self.0 < 0 {
            text.push('-');
        }
        if whole > 0 || part == 0 {
            push_whole(text, whole);
        }
        if let Some(part) = PARTS.get(part as usize).filter(|_| part > 0) {
            text.push_str(part);
        }
    }
}

fn push_whole(text: &mut String, number: u32) {
    match SHORT.get(number as usize) {
        Some(number) => text.push_str(number),
        None => {
            push_whole(text, number / 1_000);
            text.push_str(NUMBERS.get((number % 1_000) as usize).copied().unwrap_or_default());
        }
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        Tenths(self.0).push(&mut text);
        formatter.write_str(&text)
    }
}
