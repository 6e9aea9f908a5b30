//! A line of YAML as its author sees it: how far in it begins, its field, its value. It is no parser,
//! and only asked when the parser has failed.

/// One line of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// Where it begins in the text.
    pub(super) start: usize,
    /// The line without its end.
    pub(super) text: &'t str,
}

impl<'t> Line<'t> {
    /// The line at an offset; where that one is empty, the last one before it that is not.
    pub(super) fn at(text: &'t str, offset: usize) -> Self {
        let line = Line::exactly(text, offset);
        if line.text.trim().is_empty() { line.above(text).unwrap_or(line) } else { line }
    }

    fn exactly(text: &'t str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        Line { start, text: text[start..].lines().next().unwrap_or_default() }
    }

    /// The nearest line above that is not empty and no comment.
    pub(super) fn above(&self, text: &'t str) -> Option<Self> {
        let mut start = self.start;
        while start > 0 {
            let line = Line::exactly(text, start - 1);
            if !line.text.trim().is_empty() && !line.text.trim_start().starts_with('#') {
                return Some(line);
            }
            start = line.start;
        }
        None
    }

    /// The next line.
    pub(super) fn below(&self, text: &'t str) -> Option<Self> {
        let end = self.start + text[self.start..].find('\n')? + 1;
        (end < text.len()).then(|| Line::exactly(text, end))
    }

    /// Spaces before its first letter.
    pub(super) fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// A tab in its indentation.
    pub(super) fn tab(&self) -> Option<usize> {
        let lead = self.text.len() - self.text.trim_start().len();
        self.text[..lead].find('\t').map(|at| self.start + at)
    }

    /// What stands after `name:` or `-`, with its offset in the text; `None` where nothing does.
    pub(super) fn value(&self) -> Option<(usize, &'t str)> {
        let body = self.text.trim_start();
        let lead = self.text.len() - body.len();
        let after = match body.strip_prefix("- ") {
            Some(_) => 2,
            None => body.find(": ")? + 2,
        };
        let rest = &body[after..];
        let value = rest.trim_start();
        let start = self.start + lead + after + (rest.len() - value.len());
        let value = value.trim_end();
        (!value.is_empty()).then_some((start, value))
    }

    /// The range of its letters.
    pub(super) fn written(&self) -> (usize, usize) {
        let lead = self.text.len() - self.text.trim_start().len();
        (self.start + lead, self.start + self.text.trim_end().len().max(lead))
    }
}

/// The range of one letter; an empty one at the end of the text.
pub(super) fn letter(text: &str, at: usize) -> (usize, usize) {
    let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    (at, at + length)
}

/// The beginning of a value, for a message.
pub(super) fn cut(value: &str) -> String {
    /// Longer values say no more.
    const SHOWN: usize = 40;
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

/// The first backslash from an offset on that YAML gives no meaning inside double quotation marks.
pub(super) fn bad_escape(text: &str, from: usize) -> Option<usize> {
    const MEANING: &str = "0abtnvfre \"/\\N_LPxuU\t\n\r";
    let mut at = from;
    loop {
        at += text.get(at..)?.find('\\')?;
        let after = text.get(at + 1..)?.chars().next()?;
        if !MEANING.contains(after) {
            return Some(at);
        }
        at += 1 + after.len_utf8();
    }
}

/// What is open while a text is walked through.
#[derive(Debug, Default)]
struct Open {
    brackets: Vec<usize>,
    quote: Option<(usize, u8)>,
}

/// The innermost bracket that is open at an offset.
pub(super) fn open_bracket(text: &str, at: usize) -> Option<usize> {
    walk(text, at).brackets.pop()
}

/// The quotation mark that the end of the text leaves open.
pub(super) fn open_quote(text: &str) -> Option<usize> {
    walk(text, text.len()).quote.map(|(at, _)| at)
}

fn walk(text: &str, until: usize) -> Open {
    let mut open = Open::default();
    let bytes = text.as_bytes();
    // Whether a value may begin here: after a colon, a dash, a comma or a bracket.
    let mut begins = true;
    let mut at = 0;
    while at < until.min(bytes.len()) {
        let byte = bytes[at];
        if let Some((_, mark)) = open.quote {
            if byte == b'\\' && mark == b'"' {
                at += 1;
            } else if byte == mark {
                open.quote = None;
            }
            at += 1;
            continue;
        }
        match byte {
            b'"' | b'\'' if begins => open.quote = Some((at, byte)),
            b'[' | b'{' if begins || !open.brackets.is_empty() => open.brackets.push(at),
            b']' | b'}' => drop(open.brackets.pop()),
            b'#' if at == 0 || bytes[at - 1].is_ascii_whitespace() => {
                at += bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at);
                continue;
            }
            _ => {}
        }
        begins = match byte {
            b' ' | b'\t' | b'\r' => begins,
            b'\n' | b':' | b'-' | b',' | b'[' | b'{' => true,
            _ => false,
        };
        at += 1;
    }
    open
}
