//! Addresses of links and images: which may stand in a page. What they lead to is asked elsewhere.

use super::Source;
use crate::diag::{Diagnostic, Report};
use std::ops::Range;

/// The schemes that an address may name; everything else runs code, embeds data or opens files.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The scheme that a browser would see in an address, in lower case: it drops control characters
/// and white space first, and so do we. `None` for a relative address.
fn scheme(target: &str) -> Option<String> {
    let mut scheme = String::new();
    for letter in target.chars().filter(|letter| !letter.is_control() && !letter.is_whitespace()) {
        match letter {
            ':' => return (!scheme.is_empty()).then_some(scheme),
            '+' | '-' | '.' | '0'..='9' if !scheme.is_empty() => scheme.push(letter),
            'a'..='z' | 'A'..='Z' => scheme.push(letter.to_ascii_lowercase()),
            _ => return None,
        }
    }
    None
}

/// Whether an address may stand in a page; if not, that is reported.
pub(super) fn is_allowed(source: &Source<'_>, target: &str, range: &Range<usize>, report: &mut Report) -> bool {
    let Some(scheme) = scheme(target).filter(|scheme| !SCHEMES.contains(&scheme.as_str())) else {
        return true;
    };
    report.add(
        Diagnostic::error("link-scheme", format!("an address may not begin with `{}:`", super::text::excerpt(&scheme)))
            .at(source.place(range))
            .hint("begin it with `https://`, `http://`, `mailto:` or `tel:`, or give the path of a file of this site"),
    );
    false
}
