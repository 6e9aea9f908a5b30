//! Roles: a name in braces directly before inline code, as MyST writes them.

use super::text;

/// Longer names are no names; the limit keeps the search for a brace short.
const NAME_LIMIT: usize = 64;

/// Whether a name may stand in the braces of a role or directive.
pub(super) fn is_name(name: &str) -> bool {
    name.len() <= NAME_LIMIT
        && name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-'))
}

/// The `{name}` that ends at `end` of the text, if one does and its brace is not escaped.
pub(super) fn before(text: &str, end: usize) -> Option<&str> {
    let inner = text.get(..end)?.strip_suffix('}')?;
    let bytes = inner.as_bytes();
    let length = bytes.iter().rev().take(NAME_LIMIT + 1).position(|byte| *byte == b'{')?;
    let brace = bytes.len() - length - 1;
    (is_name(inner.get(brace + 1..)?) && !text::is_escaped(text, brace)).then(|| text.get(brace..end))?
}
