//! Front matter: the YAML between `---` lines at the beginning of an article.

use crate::diag::{Diagnostic, Place, Span};
use std::sync::Arc;

/// An article cut in two; all offsets are in the whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// The bytes of the YAML, without the lines of dashes; empty where there is no front matter.
    pub front: Span,
    /// Where the body begins.
    pub body: u32,
}

const MARK: &str = "---";

/// Cuts an article. A file that does not begin with a line `---` has no front matter.
///
/// # Errors
/// Front matter that is begun and not ended.
pub fn split(file: &Arc<str>, text: &str) -> Result<Parts, Diagnostic> {
    let lead = text.len() - text.trim_start_matches('\u{feff}').len();
    let first = text[lead..].lines().next().unwrap_or_default();
    if first.trim_end() != MARK {
        return Ok(Parts { front: Span::new(lead, lead), body: Span::new(lead, lead).start });
    }
    let start = line_end(text, lead);
    let mut offset = start;
    while offset < text.len() {
        let next = line_end(text, offset);
        if text[offset..next].trim_end() == MARK {
            return Ok(Parts { front: Span::new(start, offset), body: Span::new(next, next).start });
        }
        offset = next;
    }
    Err(Diagnostic::error("front-matter-open", "the front matter is not ended")
        .at(Place::at(file.clone(), Span::new(lead, lead + MARK.len())))
        .hint("put a line with three dashes, `---`, after the last field and before the text"))
}

fn line_end(text: &str, offset: usize) -> usize {
    text[offset..].find('\n').map_or(text.len(), |newline| offset + newline + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Option<(&str, &str)> {
        let parts = split(&Arc::from("a.md"), text).ok()?;
        Some((&text[parts.front.start as usize..parts.front.end as usize], &text[parts.body as usize..]))
    }

    #[test]
    fn cuts_at_the_dashes() {
        assert_eq!(cut("---\na: 1\n---\ntext\n"), Some(("a: 1\n", "text\n")));
        assert_eq!(cut("\u{feff}---\r\na: 1\r\n---\r\ntext"), Some(("a: 1\r\n", "text")));
        assert_eq!(cut("no front\n---\n"), Some(("", "no front\n---\n")));
        assert_eq!(cut("---\n---\n"), Some(("", "")));
        assert_eq!(cut("---\na: 1\n"), None);
    }
}
