//! The parser's faults in an editor's words.

use std::sync::Arc;

use serde_yaml::Error;

use crate::diag::{Diagnostic, Place, Span};

/// One fault of the parser as a diagnostic with its place and a cure.
pub(super) fn diagnostic(file: &Arc<str>, text: &str, base: u32, error: &Error) -> Diagnostic {
    let error = error.without_snippet();
    let start = error.location().and_then(|location| location.span().byte_offset()).unwrap_or(0) as usize;
    let start = start.min(text.len());
    let end = text.get(start..).and_then(|rest| rest.chars().next()).map_or(start, |letter| start + letter.len_utf8());
    let place = Place::at(file.clone(), Span::new(start, end).shift(base));
    let said = first_line(&error.to_string());
    let (code, message, hint) = explain(&said, line_at(text, start));
    Diagnostic::error(code, message).at(place).hint(hint)
}

fn first_line(said: &str) -> String {
    let line = said.lines().next().unwrap_or_default();
    let cut = line.find(" at line ").map_or(line, |at| &line[..at]);
    cut.trim_end_matches(['.', ':', ' ']).to_owned()
}

fn line_at(text: &str, offset: usize) -> &str {
    let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].lines().next().unwrap_or_default()
}

fn explain(said: &str, line: &str) -> (&'static str, String, &'static str) {
    let lower = said.to_lowercase();
    let has = |word: &str| lower.contains(word);
    if line.starts_with('\t') || line.trim_start_matches(' ').starts_with('\t') || has("tab") {
        return (
            "yaml-tab",
            "a tab stands where YAML wants spaces".into(),
            "indent with two spaces, not with the tab key",
        );
    }
    if has("alias") || has("anchor") || has("recurs") {
        let hint = "write the value out at each place instead of `&name` and `*name`";
        return ("yaml-alias", format!("an alias cannot be followed: {lower}"), hint);
    }
    if has("depth") || has("nest") || has("budget") || has("limit") || has("recursion") {
        let hint = "split the file, or write lists and groups less deeply inside one another";
        return ("yaml-limit", format!("the file is larger or deeper than is allowed: {lower}"), hint);
    }
    if has("merge") {
        return ("yaml-merge", "`<<` is not supported".into(), "write the fields out");
    }
    if line.contains(": ") && line.matches(": ").count() > 1 && !line.contains(['"', '\'']) {
        let hint = "a text that holds `: ` needs quotes around it: `title: \"One: two\"`";
        return ("yaml-syntax", format!("this line is no valid YAML: {lower}"), hint);
    }
    let hint = "compare the line with the one above: brackets and quotes closed, two spaces for each step to the right, a space after `:`";
    ("yaml-syntax", format!("this is no valid YAML: {lower}"), hint)
}
