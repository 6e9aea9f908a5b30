//! Markdown to HTML with holes: everything that needs the site is left open, with its place.
//!
//! Roles, directives, link targets and image sources mean nothing to this module. It leaves each as
//! a numbered hole between pieces of finished HTML; `load` reads what is asked, `view` fills it. It
//! is separate from both so that one fast pass over an article does all that depends on its text
//! alone. [`parse`] goes so:
//!
//! 1. Characters that no text should hold are reported ([`text`]).
//! 2. `pulldown-cmark` reads the body; its events pass through [`events`], which takes out what is
//!    ours (roles, directives, links, footnotes, headings) and leaves the rest to the crate's writer.
//! 3. Both write into one [`output`], so that a hole is a position in it and needs no mark.
//! 4. When the end is known, headings get their ids ([`heading`]), footnotes their numbers
//!    ([`footnote`]), and the output is cut at the holes.

mod directive;
mod document;
mod elements;
mod events;
mod footnote;
mod heading;
mod link;
mod math;
mod output;
mod role;
mod table;
mod text;

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::ops::Range;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use pulldown_cmark::{BrokenLink, LinkType, Options, Parser, html};

use crate::diag::{Diagnostic, Place, Report, Span};

pub use document::{Directive, Document, Heading, Link, Piece, Role};
use events::{Events, Gathered};
pub use heading::is_reserved;
use output::{Output, Pieces};

/// The extensions of an article, beyond CommonMark.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

/// The text being read and where it lies in its file.
#[derive(Clone, Copy)]
struct Source<'t> {
    file: &'t Arc<str>,
    /// The body alone; offsets of events are in it.
    text: &'t str,
    /// Where the body begins in the file.
    base: usize,
}

impl Source<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.base + range.start, self.base + range.end)
    }

    fn place(&self, range: &Range<usize>) -> Place {
        Place::at(self.file.clone(), self.span(range))
    }

    /// The range without the line ends and spaces at its end.
    fn trimmed(&self, range: &Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        range.start..range.start + text.trim_end().len()
    }

    /// The first line of the range, without its line end.
    fn first_line(&self, range: &Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        range.start..range.start + line.trim_end().len()
    }
}

/// Reads the Markdown of a file from the byte `body_start` on; all places are in the whole file.
/// What is wrong is reported, and the document holds what could be read all the same.
pub fn parse(file: &Arc<str>, text: &str, body_start: usize) -> (Document, Report) {
    let body = text.get(body_start..).unwrap_or_default();
    let bare = text::plain_line_ends(body.trim_start_matches('\u{feff}'));
    let source = Source { file, text: &bare, base: text.len() - bare.len() };
    // The parser is known to panic on rare nonsense, such as a task whose text is a backslash over
    // a line of dashes. Nothing outlives the call, so there is nothing it could leave half done.
    panic::catch_unwind(AssertUnwindSafe(|| read(&source))).unwrap_or_else(|_| {
        let problem = Diagnostic::error("parser-fault", "the Markdown parser fails on this text")
            .at(Place::file(file.clone()))
            .hint("take out what was changed last, and tell the makers of cityfolio which lines it was");
        (Document::default(), Report { problems: vec![problem] })
    })
}

fn read(source: &Source<'_>) -> (Document, Report) {
    let mut report = Report::default();
    text::control_characters(source, &mut report);
    let mut broken = Vec::new();
    let mut note_broken = |link: BrokenLink<'_>| {
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            broken.push(link.span);
        }
        None
    };
    let parser = Parser::new_with_broken_link_callback(source.text, OPTIONS, Some(&mut note_broken));
    let output = RefCell::new(Output::with_capacity(source.text.len()));
    let mut events = Events::new(*source, parser.into_offset_iter(), &output);
    html::write_html_fmt(output::Writer(&output), &mut events).expect("writing to a string cannot fail");
    let Gathered { mut document, headings, mut footnotes, report: found } = events.finish();
    report.merge(found);
    report_broken_links(source, &broken, &mut report);
    document.headings = heading::finish(source, headings, &mut report);
    let body = output.into_inner().finish();
    footnotes.number(&body, source, &mut report);
    let mut pieces = Pieces::new(&document.headings, &footnotes);
    pieces.fragment(&body);
    footnotes.write_section(&mut pieces);
    document.pieces = pieces.finish();
    (document, report)
}

/// A reference link without its definition stays text, as CommonMark says; it is hardly ever meant.
fn report_broken_links(source: &Source<'_>, broken: &[Range<usize>], report: &mut Report) {
    for range in broken {
        // The parser leaves out the empty brackets of `[text][]`.
        let brackets = source.text.get(range.end..).is_some_and(|rest| rest.starts_with("[]"));
        let range = &(range.start..range.end + if brackets { 2 } else { 0 });
        let written = source.text.get(range.clone()).unwrap_or_default();
        report.add(
            Diagnostic::warning("broken-reference", format!("`{}` points at nothing", text::excerpt(written)))
                .at(source.place(range))
                .hint("add the line `[name]: address`, or write the address in place: `[text](address)`"),
        );
    }
}
