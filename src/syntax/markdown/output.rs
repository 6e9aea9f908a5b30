//! The HTML while it is written, with the positions of its holes, and its cutting into pieces.
//!
//! The crate's writer and our [`super::events`] write into the same [`Output`]. The writer is not
//! buffered, so when an event comes everything before it has been written, and a hole is simply the
//! length so far. Footnotes are written aside and join at the end.

use std::cell::RefCell;
use std::fmt;

use super::document::{Heading, Piece};
use super::footnote::Footnotes;
use super::text;
use crate::markup;
use crate::packed::Packed;

/// What is missing at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hole {
    Link(usize),
    Image(usize),
    Role(usize),
    Directive(usize),
    /// The id of a heading, known when all are read.
    Heading(usize),
    /// A reference to a footnote, numbered when all are read.
    Footnote(usize),
}

/// HTML and the holes in it, in order of position.
#[derive(Debug, Default)]
pub(super) struct Fragment {
    pub(super) html: String,
    pub(super) holes: Vec<(usize, Hole)>,
}

/// What is being written: the body, and footnotes begun inside it.
#[derive(Debug, Default)]
pub(super) struct Output {
    current: Fragment,
    outer: Vec<Fragment>,
}

impl Output {
    /// An output for a text of so many bytes; HTML is a little longer than Markdown.
    pub(super) fn with_capacity(source: usize) -> Self {
        let html = String::with_capacity(source + source / 4);
        Output { current: Fragment { html, holes: Vec::new() }, outer: Vec::new() }
    }

    /// Writes HTML.
    pub(super) fn push(&mut self, html: &str) {
        self.current.html.push_str(html);
    }

    /// Writes text for an attribute in double quotes.
    pub(super) fn push_attribute(&mut self, text: &str) {
        self.push(&markup::attribute(text));
    }

    /// Begins a line, as blocks do.
    pub(super) fn line(&mut self) {
        if !self.current.html.is_empty() && !self.current.html.ends_with('\n') {
            self.current.html.push('\n');
        }
    }

    /// Leaves a hole.
    pub(super) fn hole(&mut self, hole: Hole) {
        self.current.holes.push((self.current.html.len(), hole));
    }

    /// Takes back what was written last, if it is this text: whether it was.
    pub(super) fn take_back(&mut self, written: &str) -> bool {
        let last_hole = self.current.holes.last().map_or(0, |(position, _)| *position);
        let found = self.current.html.ends_with(written) && self.current.html.len() - written.len() >= last_hole;
        if found {
            self.current.html.truncate(self.current.html.len() - written.len());
        }
        found
    }

    /// Begins to write aside.
    pub(super) fn begin_aside(&mut self) {
        self.outer.push(std::mem::take(&mut self.current));
    }

    /// Goes back to where writing was before, and gives what was written aside.
    pub(super) fn end_aside(&mut self) -> Fragment {
        let outer = self.outer.pop().unwrap_or_default();
        std::mem::replace(&mut self.current, outer)
    }

    /// What was written.
    pub(super) fn finish(self) -> Fragment {
        self.current
    }
}

/// The end of the output that the crate's writer holds.
pub(super) struct Writer<'o>(pub(super) &'o RefCell<Output>);

impl fmt::Write for Writer<'_> {
    fn write_str(&mut self, html: &str) -> fmt::Result {
        self.0.borrow_mut().push(html);
        Ok(())
    }
}

/// Fragments put together and cut at the holes that others fill.
pub(super) struct Pieces<'d> {
    pieces: Vec<Piece>,
    html: String,
    headings: &'d [Heading],
    footnotes: &'d Footnotes,
}

impl<'d> Pieces<'d> {
    /// Nothing yet, with what fills the holes of this module.
    pub(super) fn new(headings: &'d [Heading], footnotes: &'d Footnotes) -> Self {
        Pieces { pieces: Vec::new(), html: String::new(), headings, footnotes }
    }

    /// Adds HTML without holes.
    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Takes back what was added last, if it is this: whether it was.
    pub(super) fn take_back(&mut self, added: &str) -> bool {
        let found = self.html.ends_with(added);
        if found {
            self.html.truncate(self.html.len() - added.len());
        }
        found
    }

    /// Adds a fragment.
    pub(super) fn fragment(&mut self, fragment: &Fragment) {
        let mut from = 0;
        for (position, hole) in &fragment.holes {
            self.html.push_str(fragment.html.get(from..*position).unwrap_or_default());
            from = *position;
            match *hole {
                Hole::Link(index) => self.cut(Piece::Link(index)),
                Hole::Image(index) => self.cut(Piece::Image(index)),
                Hole::Role(index) => self.cut(Piece::Role(index)),
                Hole::Directive(index) => self.cut(Piece::Directive(index)),
                Hole::Heading(index) => {
                    let id = self.headings.get(index).map_or("", |heading| heading.id.as_str());
                    self.html.push_str(id);
                }
                Hole::Footnote(index) => self.footnotes.write_reference(index, &mut self.html),
            }
        }
        self.html.push_str(fragment.html.get(from..).unwrap_or_default());
    }

    fn cut(&mut self, piece: Piece) {
        self.end_html();
        self.pieces.push(piece);
    }

    fn end_html(&mut self) {
        if !self.html.is_empty() {
            let html = text::without_control_characters(std::mem::take(&mut self.html));
            self.pieces.push(Piece::Html(Packed::Plain(html.into())));
        }
    }

    /// The pieces.
    pub(super) fn finish(mut self) -> Vec<Piece> {
        self.end_html();
        self.pieces
    }
}
