//! Small rules about characters: what must not stand in a text, what a word is, what a backslash does.

use std::borrow::Cow;

use super::Source;
use crate::diag::{Diagnostic, Report};

/// A file with this many wrong characters is no text; more places would not help.
const CONTROL_REPORTS: usize = 10;
/// Characters of the author's text shown in a message.
const EXCERPT: usize = 40;

/// The beginning of an author's text on one line, for a message.
pub(super) fn excerpt(text: &str) -> Cow<'_, str> {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => Cow::Owned(format!("{}…", &line[..end])),
        None => Cow::Borrowed(line),
    }
}

/// Words as `wc` counts them: runs of anything between white space.
pub(super) fn words(text: &str) -> usize {
    let mut count = 0;
    let mut before = true;
    for byte in text.bytes() {
        let space = byte.is_ascii_whitespace();
        count += usize::from(before && !space);
        before = space;
    }
    count
}

/// The text with every run of white space as one space, and none at its ends.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether the character at `position` is escaped by a backslash that is not escaped itself.
pub(super) fn is_escaped(text: &str, position: usize) -> bool {
    let before = text.as_bytes().get(..position).unwrap_or_default();
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Whether a byte may begin a character that [`is_unfit`] refuses: cheap enough for every byte.
fn is_suspect(byte: u8) -> bool {
    (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || matches!(byte, 0x7f | 0xc2 | 0xef)
}

/// Control characters, and those that Unicode keeps out of all text (XML refuses them too).
fn is_unfit(letter: char) -> bool {
    let control = letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    control || matches!(letter, '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}')
}

/// Reports characters that a text editor does not show and a browser does not take.
pub(super) fn control_characters(source: &Source<'_>, report: &mut Report) {
    if !source.text.bytes().any(is_suspect) {
        return;
    }
    let unfit = source.text.char_indices().filter(|(_, letter)| is_unfit(*letter));
    for (position, letter) in unfit.take(CONTROL_REPORTS) {
        let message = format!("the text holds the invisible character U+{:04X}", u32::from(letter));
        report.add(
            Diagnostic::error("control-character", message)
                .at(source.place(&(position..position + letter.len_utf8())))
                .hint("delete it; it often comes along when text is copied from a PDF or an old program"),
        );
    }
}

/// The HTML with U+FFFD in place of characters that no page or feed may hold; an author can still
/// write one as `&#1;`.
pub(super) fn without_control_characters(html: String) -> String {
    if !html.bytes().any(is_suspect) || !html.contains(is_unfit) {
        return html;
    }
    html.chars().map(|letter| if is_unfit(letter) { char::REPLACEMENT_CHARACTER } else { letter }).collect()
}
