//! What becomes of the elements that hold holes: headings, links, images, code that may be a
//! directive, footnotes. The walk itself is in [`super::events`].

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::directive::{self, Body};
use super::document::Link;
use super::events::Events;
use super::heading::Draft;
use super::output::Hole;
use super::{link, role};
use crate::diag::Diagnostic;

/// An attribute as a heading's braces give it.
type Attribute<'t> = (CowStr<'t>, Option<CowStr<'t>>);

impl<'t, I: Iterator<Item = (Event<'t>, Range<usize>)>> Events<'t, I> {
    /// A heading may be given an id and classes, and nothing else.
    pub(super) fn attributes(&mut self, attributes: &[Attribute<'t>], range: &Range<usize>) {
        for (name, _) in attributes {
            let message = format!("`{{{}}}` at the end of a heading is not shown", super::text::excerpt(name));
            self.gathered.report.add(
                Diagnostic::warning("heading-attribute", message)
                    .at(self.source.place(&self.source.first_line(range)))
                    .hint("braces there hold an id, `{#results}`; write `\\{` where braces are meant"),
            );
        }
    }

    pub(super) fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        classes: &[CowStr<'t>],
        range: &Range<usize>,
    ) {
        let mut output = self.output.borrow_mut();
        output.line();
        output.push(&format!("<{level} id=\""));
        output.hole(Hole::Heading(self.gathered.headings.len()));
        if !classes.is_empty() {
            output.push("\" class=\"");
            output.push_attribute(&classes.join(" "));
        }
        output.push("\">");
        self.gathered.headings.push(Draft {
            level: level as u8,
            id: id.map(str::to_owned),
            text: String::new(),
            range: self.source.trimmed(range),
        });
    }

    pub(super) fn link(&mut self, target: String, title: &str, range: &Range<usize>) {
        let allowed = link::is_allowed(&self.source, &target, range, &mut self.gathered.report);
        let links = &mut self.gathered.document.links;
        let mut output = self.output.borrow_mut();
        output.push("<a");
        if allowed {
            output.push(" href=\"");
            output.hole(Hole::Link(links.len()));
            output.push("\"");
        }
        if !title.is_empty() {
            output.push(" title=\"");
            output.push_attribute(title);
            output.push("\"");
        }
        output.push(">");
        if allowed {
            self.link = Some((links.len(), self.plain.len()));
            links.push(Link { image: false, target, text: String::new(), span: self.source.span(range) });
        }
    }

    pub(super) fn end_link(&mut self) {
        if let Some((index, start)) = self.link.take()
            && let Some(link) = self.gathered.document.links.get_mut(index)
        {
            link.text = self.plain.get(start..).unwrap_or_default().to_owned();
        }
    }

    pub(super) fn image(&mut self, target: String, title: &str, range: &Range<usize>) {
        let text = self.description();
        if self.link.is_some() {
            self.plain.push_str(&text);
        }
        let allowed = link::is_allowed(&self.source, &target, range, &mut self.gathered.report);
        let links = &mut self.gathered.document.links;
        let mut output = self.output.borrow_mut();
        output.push("<img");
        if allowed {
            output.push(" src=\"");
            output.hole(Hole::Image(links.len()));
            output.push("\"");
        }
        output.push(" alt=\"");
        output.push_attribute(&text);
        if !title.is_empty() {
            output.push("\" title=\"");
            output.push_attribute(title);
        }
        output.push("\" loading=\"lazy\" />");
        if allowed {
            links.push(Link { image: true, target, text, span: self.source.span(range) });
        }
    }

    /// The plain text of an image's description, up to its end. Marks, links and images inside it
    /// are only their text; a role cannot be filled there, which is reported.
    fn description(&mut self) -> String {
        let mut text = String::new();
        let mut open = 1_usize;
        while open > 0 {
            let Some((event, range)) = self.events.next() else { break };
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                Event::Code(code) => {
                    if role::before(self.source.text, range.start).is_some_and(|braced| text.ends_with(braced)) {
                        self.gathered.report.add(
                            Diagnostic::error("role-in-description", "an image's description cannot hold a role")
                                .at(self.source.place(&range))
                                .hint("write the value out, or put it in the text"),
                        );
                    }
                    text.push_str(&code);
                }
                Event::Text(part) | Event::InlineMath(part) | Event::DisplayMath(part) => text.push_str(&part),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        text
    }

    /// A block of code, or a directive, which is read to its end.
    pub(super) fn code_block(&mut self, kind: CodeBlockKind<'t>, range: &Range<usize>) -> Option<Event<'t>> {
        let header = match &kind {
            CodeBlockKind::Fenced(info) if info.starts_with('{') => {
                directive::header(&self.source, range, &mut self.gathered.report)
            }
            CodeBlockKind::Fenced(_) | CodeBlockKind::Indented => None,
        };
        let Some(header) = header else {
            self.in_code = true;
            return Some(Event::Start(Tag::CodeBlock(kind)));
        };
        let mut body = Body::default();
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Text(text) => body.push(&text, &range),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        let directives = &mut self.gathered.document.directives;
        if let Some(directive) = directive::read(&self.source, header, body, range, &mut self.gathered.report) {
            let mut output = self.output.borrow_mut();
            output.line();
            output.hole(Hole::Directive(directives.len()));
            output.push("\n");
            directives.push(directive);
        }
        None
    }

    pub(super) fn end_footnote(&mut self) {
        let fragment = self.output.borrow_mut().end_aside();
        if let Some((label, range)) = self.open_footnotes.pop() {
            let report = (&self.source, &mut self.gathered.report);
            self.gathered.footnotes.define(&label, fragment, range, report);
        }
    }
}
