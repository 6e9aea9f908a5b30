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
    let mut ink = Ink { bytes: [0; INK], filled: 0 };
    ink.put(b'M');
    ink.number(last.0, false);
    ink.number(last.1, true);
    let mut command = b'M';
    for point in points {
        if ink.filled > INK - STEP {
            ink.flush(data);
        }
        let (x, y) = (point.0 - last.0, point.1 - last.1);
        let next = if y == 0 {
            b'h'
        } else if x == 0 {
            b'v'
        } else {
            b'l'
        };
        let goes_on = next == b'l' && command == b'l';
        if !goes_on {
            ink.put(next);
        }
        if next != b'v' {
            ink.number(x, goes_on);
        }
        if next != b'h' {
            ink.number(y, next == b'l');
        }
        (last, command) = (point, next);
    }
    ink.flush(data);
}

/// Bytes that are gathered before they go into the text, and the most that one step of a path takes.
const INK: usize = 256;
const STEP: usize = 32;

/// The end of a path that is being written. Digit by digit into a text would take three times as long.
struct Ink {
    bytes: [u8; INK],
    filled: usize,
}

impl Ink {
    fn put(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.filled) {
            *place = byte;
            self.filled += 1;
        }
    }

    /// Adds a number, parted from one before it by its sign or by a space.
    fn number(&mut self, tenths: i32, after: bool) {
        if tenths < 0 {
            self.put(b'-');
        } else if after {
            self.put(b' ');
        }
        let size = tenths.unsigned_abs();
        let (whole, part) = (size / 10, size % 10);
        if whole > 0 || part == 0 {
            self.whole(whole);
        }
        if part > 0 {
            self.put(b'.');
            self.digit(part);
        }
    }

    fn whole(&mut self, number: u32) {
        if number >= 1_000 {
            self.whole(number / 1_000);
        }
        if number >= 100 {
            self.digit(number / 100 % 10);
        }
        if number >= 10 {
            self.digit(number / 10 % 10);
        }
        self.digit(number % 10);
    }

    fn digit(&mut self, digit: u32) {
        self.put(b'0' + digit as u8);
    }

    fn flush(&mut self, data: &mut String) {
        data.push_str(
            self.bytes.get(..self.filled).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default(),
        );
        self.filled = 0;
    }
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
