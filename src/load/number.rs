//! Numbers as people type them, in YAML and in tables, and what is said of those that are none.

use super::cure;
use crate::locale::Unit;

/// The minus of typesetters, which spreadsheets and word processors write.
pub(super) const MINUS: char = '\u{2212}';

/// `yes` and `no` of an answer.
pub(super) fn yes_no(text: &str) -> Option<f64> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" => Some(1.0),
        "no" | "false" | "0" => Some(0.0),
        _ => None,
    }
}

/// How a figure was written, which decides its cure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    /// In YAML.
    Yaml,
    /// In a table with a decimal point.
    Point,
    /// In a table with a decimal comma.
    Comma,
}

/// The message and cure for something that is no figure: what was written, or what stands there
/// where that is no single value.
pub(super) fn no_number(written: Result<&str, &str>, unit: Option<Unit>, typed: Typed) -> (String, String) {
    let boolean = unit == Some(Unit::Boolean);
    let (wanted, what) = if boolean { ("an answer", "no answer") } else { ("a number", "no number") };
    let message = match written {
        Ok(written) => format!("`{written}` is {what}"),
        Err(what) => format!("{wanted} is wanted here, and this is {what}"),
    };
    if let Some(hint) = written.ok().and_then(|written| cure::figure(written, typed == Typed::Yaml)) {
        return (message, hint);
    }
    let none = if typed == Typed::Yaml { "`{missing: not-collected}`" } else { "leave the cell empty" };
    if boolean {
        return (message, format!("write `yes` or `no`, or {none} if there is no answer"));
    }
    let written = written.unwrap_or_default();
    let hint = match alone(written) {
        _ if written.contains(',') || written.matches('.').count() > 1 => {
            let example = if typed == Typed::Comma { "1234,5" } else { "1234.5" };
            format!("write digits and one decimal mark, and nothing between thousands: `{example}`")
        }
        Some(bare) => format!("write the number alone: `{bare}`; the unit is the indicator's"),
        None => format!("write a number, or {none} if there is none"),
    };
    (message, hint)
}

/// Whether a text would be a number without its quotes.
pub(super) fn is_quoted(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_digit() || letter == '-')
        && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// The number in `€5`, `66 %` or `658 457`. None where a sign or a mark might get lost: accountants put what is below
/// zero in brackets.
fn alone(written: &str) -> Option<String> {
    let written = &written.replace([MINUS, '–'], "-");
    let before = written.split(|letter: char| letter.is_ascii_digit()).next().unwrap_or_default();
    if before.ends_with('.') || written.contains('(') {
        return None;
    }
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ' ' | '\u{a0}' | '\u{202f}' | '-');
    let number = written.trim_matches(|letter: char| !letter.is_ascii_digit() && letter != '-');
    let bare: String = number.chars().filter(|letter| letter.is_ascii_digit() || ".-".contains(*letter)).collect();
    let plain = number.chars().all(is_part) && bare.parse::<f64>().is_ok_and(f64::is_finite);
    (plain && bare != *written).then_some(bare)
}

/// A finite number of digits, one sign, one decimal mark; no words such as `nan` that a parser of
/// numbers would take.
pub(super) fn parse_number(text: &str, comma: bool) -> Option<f64> {
    if let Some(number) = short_number(text, if comma { b',' } else { b'.' }) {
        return Some(number);
    }
    let text = text.replace(MINUS, "-");
    let text = if comma { text.replacen(',', ".", 1) } else { text };
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b".-+eE".contains(&byte));
    let begins =
        text.trim_start_matches(['-', '+']).starts_with(|letter: char| letter.is_ascii_digit() || letter == '.');
    let number: f64 = (plain && begins).then(|| text.parse().ok()).flatten()?;
    number.is_finite().then_some(number)
}

/// A number as most are: up to fifteen digits with one mark among them. Both the digits and the power of ten are
/// then exact, so that one division rounds as reading in general does (Clinger, "How to Read Floating Point Numbers
/// Accurately", 1990).
fn short_number(text: &str, mark: u8) -> Option<f64> {
    const DIGITS: usize = 15;
    let (digits, negative) = text.strip_prefix('-').map_or((text, false), |rest| (rest, true));
    let (mut number, mut scale, mut marked) = (0_u64, 1.0_f64, false);
    if digits.len() > DIGITS || !digits.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + u64::from(byte - b'0');
                if marked {
                    scale *= 10.0;
                }
            }
            _ if byte == mark && !marked => marked = true,
            _ => return None,
        }
    }
    let value = number as f64 / scale;
    Some(if negative { -value } else { value })
}
