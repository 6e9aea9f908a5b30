//! Parts of a file (RFC 9110, section 14): one range, or a few of them in one answer.

use std::ops::Range;

/// More ranges than this in one request are not worth their heads: the whole file is sent.
const MOST: usize = 8;
/// Stands between the parts of an answer; no output holds it, because none is random.
const BOUNDARY: &str = "cityfolio-part-5c1d9e0b7a42";

/// What is sent of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// One part.
    One(Range<usize>),
    /// Several, which do not overlap.
    Several(Vec<Range<usize>>),
    /// Nothing of what was asked for is there.
    Nothing,
}

/// Which parts of a file of this length a `Range` asks for. What cannot be understood asks for the whole.
pub(super) fn asked(header: &str, length: usize) -> Part {
    let Some((unit, list)) = header.split_once('=') else { return Part::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Part::Whole;
    }
    let mut ranges = Vec::new();
    for (count, text) in list.split(',').enumerate() {
        match one(text.trim(), length) {
            None => return Part::Whole,
            Some(_) if count == MOST => return Part::Whole,
            Some(range) => ranges.extend(range),
        }
    }
    let overlap = ranges
        .iter()
        .enumerate()
        .any(|(at, range)| ranges[..at].iter().any(|other| range.start < other.end && other.start < range.end));
    match ranges.len() {
        0 => Part::Nothing,
        _ if overlap => Part::Whole,
        1 => Part::One(ranges.remove(0)),
        _ => Part::Several(ranges),
    }
}

/// One range; inside it `None` where it begins past the end, `None` where it is no range at all.
fn one(text: &str, length: usize) -> Option<Option<Range<usize>>> {
    let (first, last) = text.split_once('-')?;
    let (first, last) = (number(first)?, number(last)?);
    let range = match (first, last) {
        (None, None) => return None,
        (None, Some(count)) => length.saturating_sub(count)..length,
        (Some(first), None) => first..length,
        (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(length),
        (Some(_), Some(_)) => return None,
    };
    Some((range.start < range.end).then_some(range))
}

/// A number, or nothing; `None` for anything else. One too large for this machine is past every end.
fn number(text: &str) -> Option<Option<usize>> {
    match text.trim() {
        "" => Some(None),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(Some(digits.parse().unwrap_or(usize::MAX))),
        _ => None,
    }
}

/// The type of an answer of several parts.
pub(super) fn multipart_type() -> String {
    format!("multipart/byteranges; boundary={BOUNDARY}")
}

/// The body of an answer of several parts.
pub(super) fn multipart(bytes: &[u8], ranges: &[Range<usize>], kind: &str) -> Vec<u8> {
    let mut body = Vec::new();
    for range in ranges {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Type: {kind}\r\nContent-Range: {}\r\n\r\n",
            content_range(range, bytes.len())
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(&bytes[range.clone()]);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// Which part of how much is sent.
pub(super) fn content_range(range: &Range<usize>, length: usize) -> String {
    format!("bytes {}-{}/{length}", range.start, range.end - 1)
}
