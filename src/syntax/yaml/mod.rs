//! YAML to a tree in which every value knows its place: the one wrapper of `serde_yaml`.
//!
//! The crate gives typed values; cityfolio's kinds are declared in files, so its data is read into
//! a [`Node`] and checked against the declaration. Booleans are those of YAML 1.2 only, and a
//! number keeps the text it was written as, so that `1.10` or `0123` in a text field is not lost.
//! Limits stand at the top: no input may cost more than they allow.

mod line;
mod node;
mod problem;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};

use crate::diag::{Diagnostic, Place, Span};

pub use node::{Entry, Node, Value};

/// Nested lists and maps deeper than this are refused; no article or data file comes near.
pub const DEPTH_LIMIT: usize = 64;
/// Values in one file; bulk data belongs in CSV.
pub const NODE_LIMIT: usize = 400_000;
/// Copies made by aliases (`*name`) in one file.
pub const ALIAS_LIMIT: usize = 10_000;

/// Reads one YAML document. `text` is the YAML alone; `base` is its offset in the file, added to
/// every place. An empty document is a null node.
///
/// # Errors
/// Every fault of the syntax that the parser finds (it stops at its first), and every repeated key.
pub fn parse(file: &Arc<str>, text: &str, base: u32) -> Result<Node, Vec<Diagnostic>> {
    let options = serde_yaml::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::Error,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        strict_booleans: true,
        with_snippet: false,
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: ALIAS_LIMIT,
            max_replay_stack_depth: DEPTH_LIMIT,
        },
        budget: serde_yaml::budget! {
            max_depth: DEPTH_LIMIT,
            flow_nesting_limit: DEPTH_LIMIT,
            max_nodes: NODE_LIMIT,
            // What aliases may cost is limited above, however few names they share.
            max_aliases: NODE_LIMIT,
            max_anchors: NODE_LIMIT,
            enforce_alias_anchor_ratio: false,
            max_events: NODE_LIMIT * 3,
        },
    };
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Ok(Node { span: Span::new(0, 0).shift(base), value: Value::Null });
    }
    match serde_yaml::from_str_with_options::<node::Located>(text, options) {
        Ok(located) => {
            let mut node = located.into_node(text);
            let mut walk = Walk { file, text, base, problems: Vec::new() };
            walk.node(&node);
            node.shift(base);
            if walk.problems.is_empty() { Ok(node) } else { Err(walk.problems) }
        }
        Err(error) => Err(vec![problem::diagnostic(file, text, base, &error)]),
    }
}

/// What the parser lets through and cityfolio does not.
struct Walk<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    base: u32,
    problems: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node) {
        match &node.value {
            Value::Map(entries) => {
                self.keys(entries);
                for entry in entries {
                    self.letters(entry.key_span, &entry.key);
                    self.tag(entry.key_span.end, &entry.value);
                    self.node(&entry.value);
                }
            }
            Value::List(items) => {
                let mut end = node.span.start;
                for item in items {
                    self.tag(end, item);
                    self.node(item);
                    end = item.span.end;
                }
            }
            Value::Text(text) => self.letters(node.span, text),
            Value::Null | Value::Bool(_) | Value::Number { .. } => {}
        }
    }

    /// A control character is refused where a file is read, and can still be written with `\u0007`. No page, feed or
    /// chart may hold one.
    fn letters(&mut self, span: Span, text: &str) {
        let Some(letter) = text.chars().find(|letter| is_unfit(*letter)) else { return };
        self.problems.push(
            Diagnostic::error(
                "control-character",
                format!("the text holds a control character (U+{:04X})", u32::from(letter)),
            )
            .at(self.place(span))
            .hint("delete it, or write the character that was meant"),
        );
    }

    /// A key that stands twice is an error that names both places: the second value would win in
    /// silence otherwise.
    fn keys(&mut self, entries: &[Entry]) {
        let mut seen = std::collections::BTreeMap::new();
        for entry in entries {
            let place = self.place(entry.key_span);
            if entry.key.is_empty() {
                self.problems.push(
                    Diagnostic::error("yaml-key", "this is no name of a field")
                        .at(place)
                        .hint("write a name, a colon, a space and the value: `name: value`"),
                );
            } else if let Some(first) = seen.insert(entry.key.as_str(), entry.key_span) {
                self.problems.push(
                    Diagnostic::error("duplicate-key", format!("the key `{}` stands twice", entry.key))
                        .at(place)
                        .also(self.place(first), "first here")
                        .hint("keep one of the two lines"),
                );
            }
        }
    }

    /// A word behind `!` says how a program should read the value; to an author it is the beginning
    /// of a text, which would be lost in silence.
    fn tag(&mut self, after: u32, node: &Node) {
        let until = if matches!(node.value, Value::Null) { node.span.end } else { node.span.start };
        let between = self.text.get(after as usize..until as usize).unwrap_or_default();
        let lead = between.len() - between.trim_start_matches([' ', ':', '-', ',', '[', '\n', '\r']).len();
        let Some(tag) = between[lead..].split_whitespace().next().filter(|word| word.starts_with('!')) else { return };
        let start = after as usize + lead;
        let span = Span::new(start, start + tag.len());
        self.problems.push(
            Diagnostic::error("yaml-syntax", "a text cannot begin with `!` here")
                .at(self.place(span))
                .hint("put quotation marks around the whole text"),
        );
    }

    fn place(&self, span: Span) -> Place {
        Place::at(self.file.clone(), span.shift(self.base))
    }
}

/// Control characters other than tab and line ends, and what Unicode keeps out of all text.
fn is_unfit(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\t' | '\n' | '\r'))
        || matches!(letter, '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}')
}
