//! Rust as words: enough of the language to see which paths a file uses.
//!
//! Comments and texts are passed over; grouped imports, `super`, inline modules and `#[cfg(test)]` are followed.
//! Separate from the rules, which know the project and no grammar.

/// A word or sign of the program, with its line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// Rust to tokens, without comments and with every text and character reduced to `"`.
pub(crate) fn tokens(code: &str) -> Vec<Token> {
    let bytes = code.as_bytes();
    let (mut tokens, mut at, mut line) = (Vec::new(), 0, 1);
    while at < bytes.len() {
        let rest = &code[at..];
        let length = match bytes[at] {
            b'/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            b'/' if rest.starts_with("/*") => comment(rest),
            b'"' => text(rest, 0),
            b'\'' => character(rest),
            first if first.is_ascii_alphanumeric() || first == b'_' => {
                let word = rest.len()
                    - rest.trim_start_matches(|letter: char| letter.is_alphanumeric() || letter == '_').len();
                let hashes = rest[word..].len() - rest[word..].trim_start_matches('#').len();
                let quoted = rest[word + hashes..].starts_with('"');
                match &rest[..word] {
                    "r" | "br" | "cr" if quoted => raw(rest, word, hashes),
                    "b" | "c" if quoted && hashes == 0 => text(rest, word),
                    "b" if rest[word..].starts_with('\'') => word + character(&rest[word..]),
                    "r" if hashes == 1 => word + hashes,
                    name => {
                        tokens.push(Token { text: name.to_owned(), line });
                        word
                    }
                }
            }
            _ if rest.starts_with("::") => {
                tokens.push(Token { text: "::".to_owned(), line });
                2
            }
            _ => {
                let sign = rest.chars().next().expect("`at` is before the end");
                if !sign.is_whitespace() {
                    tokens.push(Token { text: sign.to_string(), line });
                }
                sign.len_utf8()
            }
        };
        line += rest[..length].matches('\n').count();
        at += length;
    }
    tokens
}

/// The length of a block comment, with those inside it.
fn comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match &rest.as_bytes()[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] if depth == 1 => return at + 2,
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of a text whose quote stands at `start`.
fn text(rest: &str, start: usize) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(start + 1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn raw(rest: &str, word: usize, hashes: usize) -> usize {
    let start = word + hashes + 1;
    let end = format!("\"{}", "#".repeat(hashes));
    rest[start..].find(&end).map_or(rest.len(), |at| start + at + end.len())
}

/// The length of a character, or of the quote of a lifetime.
fn character(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    match (letters.next(), letters.next()) {
        (Some((_, '\\')), Some((escaped, _))) => {
            rest[escaped + 1..].find('\'').map_or(rest.len(), |at| escaped + 1 + at + 1)
        }
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 1,
    }
}

/// Every path that begins at a token, groups spread out.
fn spread(tokens: &[Token], at: &mut usize, prefix: &[String], paths: &mut Vec<Vec<String>>) {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut path = prefix.to_vec();
    loop {
        if word(*at) == "{" {
            *at += 1;
            while !matches!(word(*at), "}" | "") {
                spread(tokens, at, &path, paths);
                // `as name` and the comma.
                while !matches!(word(*at), "," | "}" | "") {
                    *at += 1;
                }
                *at += usize::from(word(*at) == ",");
            }
            *at += 1;
            return;
        }
        path.push(word(*at).to_owned());
        *at += 1;
        if word(*at) != "::"
            || !word(*at + 1).starts_with(|letter: char| letter.is_alphanumeric() || "_{*".contains(letter))
        {
            break;
        }
        *at += 1;
    }
    paths.push(path);
}

/// The absolute path of one as written: `super` and `self` resolved, `crate` left out. `None` for paths
/// that lead out of the crate.
pub(crate) fn absolute(path: &[String], module: &[String]) -> Option<Vec<String>> {
    let mut found = match path.first()?.as_str() {
        "crate" | "cityfolio" => Vec::new(),
        "self" | "super" => module.to_vec(),
        _ => return None,
    };
    for name in path {
        match name.as_str() {
            "crate" | "cityfolio" => found.clear(),
            "self" => {}
            "super" => drop(found.pop()),
            name => found.push(name.to_owned()),
        }
    }
    Some(found)
}

/// A path in the code, the module it stands in, and whether only tests see it.
#[derive(Debug)]
pub(crate) struct Used {
    /// As it is written.
    pub(crate) path: Vec<String>,
    /// With inline modules.
    pub(crate) module: Vec<String>,
    pub(crate) line: usize,
    pub(crate) tested: bool,
}

/// Every path of a file that begins with `crate`, `cityfolio`, `super`, `self` or `std`.
pub(crate) fn uses(tokens: &[Token], module: &[String]) -> Vec<Used> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut found = Vec::new();
    // Inline modules with the depth of braces they stand in, and where test code ends.
    let mut inline: Vec<(String, usize)> = Vec::new();
    let (mut depth, mut at, mut tested_until) = (0usize, 0, 0);
    while at < tokens.len() {
        match word(at) {
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                inline.retain(|(_, outside)| *outside < depth);
            }
            "mod" if word(at + 2) == "{" => inline.push((word(at + 1).to_owned(), depth)),
            "#" if is_cfg_test(tokens, at) => tested_until = tested_until.max(item_end(tokens, at)),
            "crate" | "cityfolio" | "super" | "self" | "std" if matches!(word(at + 1), "::" | "as") => {
                let (line, mut paths) = (tokens[at].line, Vec::new());
                let tested = at < tested_until;
                spread(tokens, &mut at, &[], &mut paths);
                let module: Vec<String> = module.iter().chain(inline.iter().map(|(name, _)| name)).cloned().collect();
                found.extend(paths.into_iter().map(|path| Used { path, module: module.clone(), line, tested }));
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

pub(crate) fn is_cfg_test(tokens: &[Token], at: usize) -> bool {
    let words: Vec<&str> = tokens[at..].iter().take(7).map(|token| token.text.as_str()).collect();
    words == ["#", "[", "cfg", "(", "test", ")", "]"]
}

/// The token after the item that begins at `at`.
pub(crate) fn item_end(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0;
    for (offset, token) in tokens[at..].iter().enumerate() {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" if depth <= 1 => return at + offset + 1,
            "}" => depth -= 1,
            ";" if depth == 0 => return at + offset + 1,
            _ => {}
        }
    }
    tokens.len()
}
