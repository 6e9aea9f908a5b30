//! Small rules about characters: what must not stand in a text, what a word is, what a backslash does.

use std::borrow::Cow;

use super::Source;
use crate::diag::{Diagnostic, Report};

/// A file with this many wrong characters is no text; more places would not help.
const CONTROL_REPORTS: usize = 10;
/// Bytes looked at in one go.
const CHUNK: usize = 256;
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

/// Words as `wc` counts them: runs of anything between white space. Counted where a space is followed
/// by something else, without a branch, so that the compiler can take many bytes at once.
pub(super) fn words(text: &str) -> usize {
    let is_space = |byte: u8| byte <= b' ';
    let bytes = text.as_bytes();
    let Some((first, after)) = bytes.split_first() else { return 0 };
    let pairs = bytes.chunks(CHUNK).zip(after.chunks(CHUNK));
    let in_chunk = |(before, after): (&[u8], &[u8])| {
        let pairs = before.iter().zip(after);
        // A chunk has fewer words than a byte can count, and bytes are added fastest.
        usize::from(pairs.map(|(before, after)| u8::from(is_space(*before) & !is_space(*after))).sum::<u8>())
    };
    usize::from(!is_space(*first)) + pairs.map(in_chunk).sum::<usize>()
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

/// Whether a text may hold a character that [`is_unfit`] refuses: cheap, and without a branch for
/// each byte, because every text is asked twice.
fn is_suspect(text: &str) -> bool {
    let suspect = |byte: u8| {
        ((byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r'))
            | (byte == 0x7f)
            | (byte == 0xc2)
            | (byte == 0xef)
    };
    text.as_bytes().chunks(CHUNK).any(|chunk| chunk.iter().fold(false, |found, byte| found | suspect(*byte)))
}

/// Control characters, and those that Unicode keeps out of all text (XML refuses them too).
fn is_unfit(letter: char) -> bool {
    let control = letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    control || matches!(letter, '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}')
}

/// Reports characters that a text editor does not show and a browser does not take.
pub(super) fn control_characters(source: &Source<'_>, report: &mut Report) {
    if !is_suspect(source.text) {
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
    if !is_suspect(&html) || !html.contains(is_unfit) {
        return html;
    }
    html.chars().map(|letter| if is_unfit(letter) { char::REPLACEMENT_CHARACTER } else { letter }).collect()
}

/// The text with a line feed for every carriage return that stands alone, byte for byte. Both end
/// a line in CommonMark, but the parser's places go wrong, and it can panic, at the latter.
pub(super) fn plain_line_ends(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_alone = |position: usize| bytes.get(position + 1) != Some(&b'\n');
    if !bytes.contains(&b'\r') || !text.match_indices('\r').any(|(position, _)| is_alone(position)) {
        return Cow::Borrowed(text);
    }
    let letters = text.char_indices().map(|(position, letter)| match letter {
        '\r' if is_alone(position) => '\n',
        other => other,
    });
    Cow::Owned(letters.collect())
}
