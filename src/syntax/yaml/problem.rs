//! The parser's faults in an editor's words, at the place that has to be mended.
//!
//! The parser says where it could not go on; an author has to know what was written before that. So
//! its message only chooses what to look for: an open bracket or quotation mark, a text that begins
//! with a sign, a tab, a line with a wrong indentation.

use std::sync::Arc;

use serde_yaml::Error;

use super::line::{self, Line};
use super::{ALIAS_LIMIT, DEPTH_LIMIT, NODE_LIMIT};
use crate::diag::{Diagnostic, Place, Span};

/// A fault: where, which, what, and its cure.
struct Fault {
    /// Byte range in the text.
    at: (usize, usize),
    code: &'static str,
    message: String,
    hint: String,
}

/// One fault of the parser as a diagnostic with its place and a cure.
pub(super) fn diagnostic(file: &Arc<str>, text: &str, base: u32, error: &Error) -> Diagnostic {
    let error = error.without_snippet();
    let at = offset(text, error);
    let fault = limit(text, at, error).unwrap_or_else(|| syntax(text, at, &first_line(&error.to_string())));
    let place = Place::at(file.clone(), Span::new(fault.at.0, fault.at.1).shift(base));
    Diagnostic::error(fault.code, fault.message).at(place).hint(fault.hint)
}

/// Where the parser stopped. Its byte offset is not always known; its line and column are.
fn offset(text: &str, error: &Error) -> usize {
    let Some(location) = error.location() else { return 0 };
    if let Some(offset) = location.span().byte_offset() {
        return (offset as usize).min(text.len());
    }
    let line = usize::try_from(location.line()).unwrap_or(1).max(1);
    let column = usize::try_from(location.column()).unwrap_or(1).max(1);
    let start = text.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at)
}

fn first_line(said: &str) -> String {
    let line = said.lines().next().unwrap_or_default();
    line.find(" at line ").map_or(line, |at| &line[..at]).to_lowercase()
}

/// What is refused although it is YAML: aliases that cost too much, merging, too much of anything.
fn limit(text: &str, at: usize, error: &Error) -> Option<Fault> {
    let fault = |code, message: String, hint: &str| {
        Some(Fault { at: line::letter(text, at), code, message, hint: hint.to_owned() })
    };
    let alias = "write the value out at each place instead of `&name` and `*name`";
    let copies = || fault("yaml-alias", format!("aliases (`*name`) repeat more than {ALIAS_LIMIT} values"), alias);
    match error {
        Error::AliasError { error, .. } => limit(text, at, error),
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            fault("yaml-alias", "an alias (`*name`) stands inside the value it repeats".into(), alias)
        }
        Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => copies(),
        Error::MergeKeyNotAllowed { .. } | Error::MergeValueNotMapOrSeqOfMaps { .. } => {
            fault("yaml-merge", "`<<` is not supported".into(), "write the fields out")
        }
        Error::Budget { breach, .. } => {
            let said = format!("{breach:?}").to_lowercase();
            if said.contains("anchor") {
                return copies();
            }
            if said.contains("depth") || said.contains("nest") { deep(text, at) } else { large(text, at) }.into()
        }
        Error::MultipleDocuments { .. } => fault(
            "yaml-syntax",
            "a second document begins in this file".into(),
            "delete the line `---` above, or put the rest in a file of its own",
        ),
        _ => None,
    }
}

fn deep(text: &str, at: usize) -> Fault {
    Fault {
        at: line::letter(text, at),
        code: "yaml-limit",
        message: format!("lists and groups lie more than {DEPTH_LIMIT} deep in one another"),
        hint: "write them less deeply inside one another".into(),
    }
}

fn large(text: &str, at: usize) -> Fault {
    Fault {
        at: line::letter(text, at),
        code: "yaml-limit",
        message: format!("the file has more than {NODE_LIMIT} values"),
        hint: "split the file; figures of many cities stand better in a table (`.csv`) in `content/data`".into(),
    }
}

/// What is no YAML.
fn syntax(text: &str, at: usize, said: &str) -> Fault {
    let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
    if has(&["recursion limit", "depth"]) {
        return deep(text, at);
    }
    let line = Line::at(text, at);
    let nearby = [Some(line), line.above(text), line.below(text)];
    if let Some(tab) = nearby.into_iter().flatten().find_map(|line| line.tab()) {
        let hint = "indent with two spaces, not with the tab key";
        return yaml("yaml-tab", (tab, tab + 1), "a tab stands where spaces are wanted", hint);
    }
    if has(&["unclosed quote", "quoted scalar, found unexpected", "multiline quoted scalar"]) {
        return open_quote(text, at);
    }
    if has(&["trailing content after", "escape"]) {
        return quoted(text, at, said);
    }
    if said.contains("anchor") && !line.value().is_some_and(|(_, value)| value.starts_with('*')) {
        let hint = "put quotation marks around a text that begins with `*`";
        return yaml(
            "yaml-alias",
            line::letter(text, at),
            "an alias (`*name`) repeats a value that nothing names",
            hint,
        );
    }
    if let Some(fault) = sign(text, &line).or_else(|| colon(&line)) {
        return fault;
    }
    if let Some(open) = line::open_bracket(text, at + 1) {
        return bracket(text, open);
    }
    misplaced(text, &line, said)
}

fn yaml(code: &'static str, at: (usize, usize), message: impl Into<String>, hint: impl Into<String>) -> Fault {
    Fault { at, code, message: message.into(), hint: hint.into() }
}

fn open_quote(text: &str, at: usize) -> Fault {
    let open = line::open_quote(text).unwrap_or(at);
    let mark = text.get(open..).and_then(|rest| rest.chars().next()).unwrap_or('"');
    let hint = format!("put another `{mark}` at the end of the text");
    yaml("yaml-syntax", line::letter(text, open), format!("the quotation mark `{mark}` is not closed"), hint)
}

/// A quoted text that goes on after its end, or that holds a backslash.
fn quoted(text: &str, at: usize, said: &str) -> Fault {
    if said.contains("escape") {
        let start = line::bad_escape(text, at).unwrap_or(at);
        let end = text[start..].char_indices().nth(2).map_or(text.len(), |(length, _)| start + length);
        let message = format!("`{}` means nothing inside double quotation marks", &text[start..end]);
        return yaml("yaml-syntax", (start, end), message, "use single quotation marks, or write the `\\` twice");
    }
    let message = "there is more text after the closing quotation mark";
    let hint =
        "put the whole text in quotation marks, of a kind that it does not hold: `\"It's here\"`, `'\"Yes\" to all'`";
    yaml("yaml-syntax", line::letter(text, at), message, hint)
}

/// A text that begins with a sign of YAML's own.
fn sign(text: &str, line: &Line<'_>) -> Option<Fault> {
    let here = line.value().filter(|(_, value)| begins_with_sign(value));
    let (start, value) = here.or_else(|| line.above(text)?.value().filter(|(_, value)| begins_with_sign(value)))?;
    let mark = value.chars().next()?;
    let quote = if value.contains('"') { '\'' } else { '"' };
    let hint = format!("put quotation marks around it: `{quote}{}{quote}`", line::cut(value));
    let message = format!("a text cannot begin with `{mark}` here");
    Some(yaml("yaml-syntax", (start, start + value.len()), message.replace("```", "`` ` ``"), hint))
}

fn begins_with_sign(value: &str) -> bool {
    let rest = |open: char, close: char| {
        let after = value.strip_prefix(open).and_then(|rest| rest.rsplit_once(close));
        after.is_some_and(|(_, after)| !after.trim().is_empty() && !after.trim().starts_with(['#', ',', ']', '}']))
    };
    let block = |mark: char| {
        let after = value.strip_prefix(mark).map(|rest| rest.trim_start_matches(['-', '+', '1', '2', '4', '8']).trim());
        after.is_some_and(|after| !after.is_empty() && !after.starts_with('#'))
    };
    value.starts_with(['@', '`', '%', '*', '&', '!', '?', ',', ']', '}'])
        || rest('[', ']')
        || rest('{', '}')
        || block('|')
        || block('>')
}

/// A text with a colon and a space in it.
fn colon(line: &Line<'_>) -> Option<Fault> {
    let (start, value) = line.value()?;
    let inside = value.find(": ").or_else(|| value.strip_suffix(':').map(str::len))?;
    if value.starts_with(['"', '\'', '[', '{']) {
        return None;
    }
    let quote = if value.contains('"') { '\'' } else { '"' };
    let hint = format!("put quotation marks around the text: `{quote}{}{quote}`", line::cut(value));
    let message = "a colon with a space after it cannot stand in a text without quotation marks";
    Some(yaml("yaml-syntax", (start + inside, start + inside + 1), message, hint))
}

fn bracket(text: &str, open: usize) -> Fault {
    let mark = text.get(open..).and_then(|rest| rest.chars().next()).unwrap_or('[');
    let close = if mark == '[' { ']' } else { '}' };
    let message = format!("the bracket `{mark}` is not closed, or what is in it is not parted by commas");
    let hint = format!("put `{close}` after the last item and a comma after each other one");
    yaml("yaml-syntax", line::letter(text, open), message, hint)
}

/// A line that does not fit to those above.
fn misplaced(text: &str, line: &Line<'_>, said: &str) -> Fault {
    let whole = line.written();
    if said.contains("simple key") || (line.value().is_none() && !line.text.trim_start().starts_with("- ")) {
        let hint = "write `name: value`, or indent the line if it goes on with the text above";
        return yaml("yaml-syntax", whole, "this line has no `name:`", hint);
    }
    let above = line.above(text).filter(|above| above.indent() != line.indent());
    if above.is_some() || said.contains("indent") || said.contains("expected key") {
        let hint = "begin it below the first letter of the field above, or two spaces further right if it belongs to that field";
        return yaml("yaml-syntax", whole, "this line begins too far left or right", hint);
    }
    let hint = "compare it with the line above: quotation marks and brackets closed, a space after each `:`";
    yaml("yaml-syntax", whole, "this line is not written as YAML is", hint)
}
