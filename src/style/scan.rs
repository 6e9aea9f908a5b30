//! A style sheet cut into the pieces that matter here: strings, addresses, comments, space, the rest.
//!
//! CSS can be cut without being understood: what stands in a string, in a comment or in `url()` is
//! told apart, and everything else keeps its letters.

/// A piece of a style sheet. Together, in order, the pieces are the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// White space.
    Space,
    /// A comment with its signs.
    Comment(&'a str),
    /// A string with its quotes.
    Text(&'a str),
    /// `url(…)`: what stands in it, without quotes, and where that begins.
    Url(&'a str, usize),
    /// One of `{ } ; , : ( )`.
    Sign(char),
    /// Anything else, up to the next of the above.
    Word(&'a str),
}

/// The pieces of a sheet, each with where it begins.
pub(super) fn pieces(css: &str) -> Vec<(usize, Piece<'_>)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(letter) = css[at..].chars().next() {
        let (piece, length) = next(css, at, letter);
        pieces.push((at, piece));
        at += length.max(letter.len_utf8());
    }
    pieces
}

fn next(css: &str, at: usize, letter: char) -> (Piece<'_>, usize) {
    let rest = &css[at..];
    if letter.is_ascii_whitespace() {
        let length = rest.find(|letter: char| !letter.is_ascii_whitespace()).unwrap_or(rest.len());
        return (Piece::Space, length);
    }
    if rest.starts_with("/*") {
        let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
        return (Piece::Comment(&rest[..length]), length);
    }
    if matches!(letter, '"' | '\'') {
        let length = string(rest, letter);
        return (Piece::Text(&rest[..length]), length);
    }
    if let Some((inside, length)) = url(rest) {
        return (Piece::Url(inside, at + (inside.as_ptr() as usize - rest.as_ptr() as usize)), length);
    }
    if "{};,:()".contains(letter) {
        return (Piece::Sign(letter), 1);
    }
    let length = word(rest);
    (Piece::Word(&rest[..length]), length)
}

/// How long a string is, with both quotes; one that is not closed ends with its line.
fn string(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return at,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn url(rest: &str) -> Option<(&str, usize)> {
    let open = rest.get(..4).filter(|name| name.eq_ignore_ascii_case("url("))?.len();
    let body = rest[open..].trim_start_matches(|letter: char| letter.is_ascii_whitespace());
    let start = rest.len() - body.len();
    let (inside, after) = match body.chars().next()? {
        quote @ ('"' | '\'') => {
            let length = string(body, quote);
            (body.get(1..length.saturating_sub(1))?, start + length)
        }
        _ => {
            let length = body.find(|letter: char| letter == ')' || letter.is_ascii_whitespace())?;
            (&body[..length], start + length)
        }
    };
    let close = rest[after..].find(|letter: char| !letter.is_ascii_whitespace())? + after;
    rest[close..].starts_with(')').then_some((inside, close + 1))
}

/// How long a word is: to the next piece of another kind. What is escaped belongs to it.
fn word(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices() {
        let ends = letter.is_ascii_whitespace() || "{};,:()\"'".contains(letter) || rest[at..].starts_with("/*");
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if ends && at > 0 => return at,
            // An address is a piece of its own wherever it begins.
            'u' | 'U' if at > 0 && url(&rest[at..]).is_some() => return at,
            _ => {}
        }
    }
    rest.len()
}
