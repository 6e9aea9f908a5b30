//! The sentences of an article as its author wrote them, with their places in the file.
//!
//! Rules about wording need the source's own letters, so that a message can point at them; what is no
//! prose (code, blocks, addresses, quotes of others) is blanked out, letter by letter.

use super::Scope;
use crate::kind::Value;
use crate::model::Version;
use crate::syntax::front;

/// A sentence and where it begins in the file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sentence<'t> {
    /// Its text.
    pub(super) text: &'t str,
    /// Where it begins.
    pub(super) start: usize,
}

/// Fields of texts that are no sentences.
const NAMES: [&str; 4] = ["aliases", "local_names", "slug", "redirect_from"];

/// The text of an article's own file with all that is no prose blanked out, the texts of its fields kept; empty for
/// data.
pub(super) fn prose(scope: &Scope<'_>, version: &Version) -> String {
    let file = scope.snapshot.files.get(&version.file);
    let text = file.and_then(|file| file.text.as_deref()).filter(|_| version.file.extension() == "md");
    let Some(text) = text else { return String::new() };
    let body = front::split(&version.file.shared(), text).map_or(0, |parts| parts.body as usize);
    let mut prose = fields(version, text.get(..body).unwrap_or_default());
    prose.push_str(blanked(text, body).get(body..).unwrap_or_default());
    prose
}

/// The front matter with the texts of fields where they stand, each parted from the next by empty lines.
fn fields(version: &Version, front: &str) -> String {
    let mut out = String::with_capacity(front.len());
    let part = |length: usize, out: &mut String| out.extend(std::iter::repeat_n('\n', length));
    let mut is_text = false;
    for line in front.split_inclusive('\n') {
        let bare = line.trim_start();
        let continues = bare.len() < line.len() || bare.starts_with('-');
        let key = line.split_once(':').filter(|_| !continues).map(|(key, _)| key);
        if !continues {
            is_text = key.is_some_and(|key| !NAMES.contains(&key) && version.fields.get(key).is_some_and(says));
        }
        let before = match key {
            Some(key) => key.len() + 1,
            None if bare.starts_with("- ") => line.len() - bare.len() + 1,
            None => 0,
        };
        let before = if is_text && !line.starts_with("---") { before } else { line.len() };
        part(before, &mut out);
        inline(line.get(before..).unwrap_or_default(), &mut out);
    }
    out
}

/// Whether a field holds texts.
fn says(value: &Value) -> bool {
    match value {
        Value::Text(_) | Value::Markdown(_) => true,
        Value::List(items) => items.iter().all(|item| says(&item.value)),
        _ => false,
    }
}

/// The same text, of the same length, with spaces for what is no prose. Everything before `body` is
/// blanked out.
fn blanked(text: &str, body: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        let mark = ["```", "~~~", ":::"].into_iter().find(|mark| bare.starts_with(mark));
        let inside = fence.is_some() || mark.is_some() || at < body;
        match (fence, mark) {
            (None, Some(mark)) if at >= body => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        at += line.len();
        if inside || bare.starts_with('>') {
            blank(line, &mut out);
        } else {
            inline(line, &mut out);
        }
    }
    out
}

fn blank(text: &str, out: &mut String) {
    out.extend(text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
}

/// Blanks out code, roles, addresses of links, tags and quoted words of a line.
fn inline(line: &str, out: &mut String) {
    if !line.contains(['`', '<', '“', ']']) && !line.contains("http") {
        out.push_str(line);
        return;
    }
    let mut rest = line;
    // What was not found behind one place is not looked for behind the next, or a line of `<` would be read for each.
    let mut missing: Vec<&str> = Vec::new();
    while let Some(first) = rest.chars().next() {
        let mut closing = |from: usize, mark: &'static str| {
            let end = if missing.contains(&mark) { None } else { closing(rest, from, mark) };
            if end.is_none() && !missing.contains(&mark) {
                missing.push(mark);
            }
            end
        };
        let end = match first {
            '`' => closing(1, "`"),
            '<' => closing(1, ">"),
            '“' => closing(first.len_utf8(), "”"),
            ']' if rest.starts_with("](") => closing(2, ")"),
            _ if rest.starts_with("http://") || rest.starts_with("https://") => {
                rest.find(char::is_whitespace).or(Some(rest.len()))
            }
            _ => None,
        };
        let (taken, blanks) = end.map_or((first.len_utf8(), false), |end| (end, true));
        if blanks {
            blank(&rest[..taken], out)
        } else {
            out.push_str(&rest[..taken])
        }
        rest = &rest[taken..];
    }
}

/// Where what begins here ends, after its last mark.
fn closing(text: &str, from: usize, mark: &str) -> Option<usize> {
    text.get(from..)?.find(mark).map(|length| from + length + mark.len())
}

/// Cuts a text at the ends of sentences, paragraphs and items of lists.
pub(super) fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
        let ends = match byte {
            b'.' | b'!' | b'?' | b';' => next.is_ascii_whitespace(),
            b'\n' => matches!(next, b'\n' | b'-' | b'*' | b'#' | b'|') || next.is_ascii_digit(),
            b'|' => true,
            _ => false,
        };
        if ends {
            found.extend(sentence(text, start, at));
            start = at + 1;
        }
    }
    found.extend(sentence(text, start, text.len()));
    found
}

fn sentence(text: &str, start: usize, end: usize) -> Option<Sentence<'_>> {
    let text = text.get(start..end)?;
    (!text.trim().is_empty()).then_some(Sentence { text, start })
}

/// Where a name stands in a text as words of its own, both in lower case.
pub(super) fn mentions(text: &str, name: &str) -> Option<usize> {
    places(text, name).next()
}

/// Every place where it stands so.
pub(super) fn places<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let whole =
        move |at: &usize| !is_word(text[..*at].chars().next_back()) && !is_word(text[at + name.len()..].chars().next());
    text.match_indices(name).map(|(at, _)| at).filter(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_prose_is_blanked_and_nothing_moves() {
        let text = "---\na: 1\n---\nA `code 1` and [x 2](http://a/3).\n\n```{chart}\n4\n```\n> 5\nEnd “6”.\n";
        let blanked = blanked(text, 13);
        assert_eq!(blanked.len(), text.len());
        assert!(!blanked.contains(['1', '3', '4', '5', '6']), "{blanked}");
        assert!(blanked.contains("A ") && blanked.contains("x 2") && blanked.contains("End"));
    }

    #[test]
    fn sentences_know_their_places() {
        let text = "One two.5. Three\nfour\n\n- five";
        let found: Vec<(usize, &str)> =
            sentences(text).iter().map(|sentence| (sentence.start, sentence.text.trim())).collect();
        assert_eq!(found, [(0, "One two.5"), (10, "Three\nfour"), (23, "- five")]);
    }
}
