//! Footnotes: numbered in the order in which the text refers to them, and collected at its end.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::output::{Fragment, Hole, Pieces};
use super::{Source, text};
use crate::diag::{Diagnostic, Report};

/// What a footnote says.
#[derive(Debug)]
struct Definition {
    fragment: Fragment,
    range: Range<usize>,
    label: String,
    /// Its number and how often it is referred to; 0 where nothing refers to it.
    number: usize,
    uses: usize,
}

/// A place that refers to a footnote.
#[derive(Debug)]
struct Reference {
    label: String,
    number: usize,
    /// Which of the references to this footnote it is, from 1.
    use_number: usize,
}

/// The footnotes of an article.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    definitions: Vec<Definition>,
    by_label: BTreeMap<String, usize>,
    references: Vec<Reference>,
    /// Definitions in the order of their numbers.
    order: Vec<usize>,
}

impl Footnotes {
    /// Notes a reference and gives its index.
    pub(super) fn refer(&mut self, label: &str) -> usize {
        self.references.push(Reference { label: key(label), number: 0, use_number: 0 });
        self.references.len() - 1
    }

    /// Notes a definition. A label's second definition is reported: the first one counts.
    pub(super) fn define(
        &mut self,
        label: &str,
        fragment: Fragment,
        range: Range<usize>,
        (source, report): (&Source<'_>, &mut Report),
    ) {
        if let Some(first) = self.by_label.get(&key(label)).and_then(|index| self.definitions.get(*index)) {
            report.add(
                Diagnostic::error(
                    "duplicate-footnote",
                    format!("the footnote `[^{}]` stands twice", text::excerpt(label)),
                )
                .at(source.place(&range))
                .also(source.place(&first.range), "first here")
                .hint("give one of the two another name"),
            );
            return;
        }
        self.by_label.insert(key(label), self.definitions.len());
        self.definitions.push(Definition { fragment, range, label: label.to_owned(), number: 0, uses: 0 });
    }

    /// Numbers footnotes: those of the body first, then those that footnotes themselves refer to.
    /// A footnote that is never referred to is reported and left out.
    pub(super) fn number(&mut self, body: &Fragment, source: &Source<'_>, report: &mut Report) {
        self.number_references_of(&referred(body));
        let mut next = 0;
        while let Some(definition) = self.order.get(next).and_then(|index| self.definitions.get(*index)) {
            let references = referred(&definition.fragment);
            self.number_references_of(&references);
            next += 1;
        }
        for definition in self.definitions.iter().filter(|definition| definition.number == 0) {
            let label = text::excerpt(&definition.label);
            report.add(
                Diagnostic::warning("unused-footnote", format!("nothing refers to the footnote `[^{label}]`"))
                    .at(source.place(&definition.range))
                    .hint(format!("put `[^{label}]` where it belongs in the text, or delete it")),
            );
        }
    }

    fn number_references_of(&mut self, references: &[usize]) {
        for index in references {
            let Some(reference) = self.references.get_mut(*index) else { continue };
            let Some(position) = self.by_label.get(&reference.label) else { continue };
            let Some(definition) = self.definitions.get_mut(*position) else { continue };
            if definition.number == 0 {
                self.order.push(*position);
                definition.number = self.order.len();
            }
            definition.uses += 1;
            reference.number = definition.number;
            reference.use_number = definition.uses;
        }
    }

    /// Writes the number that stands in the text.
    pub(super) fn write_reference(&self, index: usize, out: &mut String) {
        let Some(Reference { number, use_number, .. }) = self.references.get(index) else { return };
        if *number > 0 {
            let id = reference_id(*number, *use_number);
            let _ = write!(out, "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\">{number}</a></sup>");
        }
    }

    /// Writes the footnotes at the end of the text, each with the ways back.
    pub(super) fn write_section(&self, pieces: &mut Pieces<'_>) {
        if self.order.is_empty() {
            return;
        }
        pieces.push("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for definition in self.order.iter().filter_map(|index| self.definitions.get(*index)) {
            pieces.push(&format!("<li id=\"fn-{}\">\n", definition.number));
            pieces.fragment(&definition.fragment);
            let ended = pieces.take_back("</p>\n");
            for use_number in 1..=definition.uses {
                let id = reference_id(definition.number, use_number);
                pieces.push(&format!(" <a href=\"#{id}\" class=\"footnote-back\" role=\"doc-backlink\">↩</a>"));
            }
            pieces.push(if ended { "</p>\n</li>\n" } else { "\n</li>\n" });
        }
        pieces.push("</ol>\n</section>\n");
    }
}

/// Labels are compared without regard to case, as the parser does.
fn key(label: &str) -> String {
    label.to_lowercase()
}

fn reference_id(number: usize, use_number: usize) -> String {
    if use_number == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{use_number}") }
}

fn referred(fragment: &Fragment) -> Vec<usize> {
    let holes = fragment.holes.iter();
    holes.filter_map(|(_, hole)| if let Hole::Footnote(index) = hole { Some(*index) } else { None }).collect()
}

/// Reports a footnote's name in the text where there is no such footnote: the parser leaves it as
/// text, and its opening bracket is a text of its own.
pub(super) fn report_undefined(source: &Source<'_>, written: &str, range: &Range<usize>, report: &mut Report) {
    let Some(before) = written.strip_suffix('[').filter(|before| matches!(*before, "" | "!")) else { return };
    let start = range.start + before.len();
    let Some(rest) = source.text.get(start..).and_then(|rest| rest.strip_prefix("[^")) else { return };
    let Some(length) = rest.find(['[', ']', '\n', '\r']).filter(|end| rest[*end..].starts_with(']')) else { return };
    let label = &rest[..length];
    if label.trim().is_empty() || text::is_escaped(source.text, start) {
        return;
    }
    let shown = text::excerpt(label);
    report.add(
        Diagnostic::error("unknown-footnote", format!("there is no footnote `[^{shown}]`"))
            .at(source.place(&(start..start + length + 3)))
            .hint(format!("add a paragraph `[^{shown}]: text`, or write `\\[^` if no footnote is meant")),
    );
}
