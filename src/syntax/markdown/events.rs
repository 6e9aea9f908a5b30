//! The parser's events on their way to the crate's writer: ours are taken out, the rest pass.
//!
//! The crate's writer pulls from [`Events`], which writes what is ours into the same output itself.
//! The plain text of the block being read is kept beside, for headings, links, the lead and words.

use std::cell::RefCell;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::document::{Document, Role};
use super::footnote::{self, Footnotes};
use super::heading::Draft;
use super::output::{Hole, Output};
use super::table::{self, Table};
use super::{Source, math, role, text};
use crate::diag::{Diagnostic, Report};
use crate::markup;

/// Quotations, list items, footnotes and emphasis inside each other; what comes after us walks
/// the page as a tree, and no reader follows further.
const DEPTH_LIMIT: usize = 100;

/// What an article turned out to hold, once its events are through.
pub(super) struct Gathered {
    /// All but the pieces and headings.
    pub(super) document: Document,
    pub(super) headings: Vec<Draft>,
    pub(super) footnotes: Footnotes,
    pub(super) report: Report,
}

/// The events of an article.
pub(super) struct Events<'t, I> {
    pub(super) source: Source<'t>,
    pub(super) events: I,
    pub(super) output: &'t RefCell<Output>,
    pub(super) gathered: Gathered,
    /// Plain text of the block being read.
    pub(super) plain: String,
    /// The link being read and where its text begins in `plain`.
    pub(super) link: Option<(usize, usize)>,
    table: Table,
    /// Labels and places of the footnotes being read.
    pub(super) open_footnotes: Vec<(String, Range<usize>)>,
    depth: usize,
    /// Whether that has been reported; once is enough.
    is_too_deep: bool,
    /// Whether a task's label is not yet ended.
    in_task: bool,
    pub(super) in_code: bool,
    /// Where the last event ended if it was text; `usize::MAX` if not.
    text_end: usize,
}

impl<'t, I: Iterator<Item = (Event<'t>, Range<usize>)>> Iterator for Events<'t, I> {
    type Item = Event<'t>;

    fn next(&mut self) -> Option<Event<'t>> {
        loop {
            let (event, range) = self.events.next()?;
            let text_end = std::mem::replace(&mut self.text_end, usize::MAX);
            let passed = match event {
                Event::Text(text) => Some(self.text(text, &range)),
                Event::Start(tag) => self.start(tag, &range),
                Event::End(end) => self.end(end),
                Event::Code(code) => self.code(code, &range, text_end),
                other => self.leaf(other, &range),
            };
            if passed.is_some() {
                return passed;
            }
        }
    }
}

impl<'t, I: Iterator<Item = (Event<'t>, Range<usize>)>> Events<'t, I> {
    pub(super) fn new(source: Source<'t>, events: I, output: &'t RefCell<Output>) -> Self {
        let gathered = Gathered {
            document: Document::default(),
            headings: Vec::new(),
            footnotes: Footnotes::default(),
            report: Report::default(),
        };
        Events {
            source,
            events,
            output,
            gathered,
            plain: String::new(),
            link: None,
            table: Table::default(),
            open_footnotes: Vec::new(),
            depth: 0,
            is_too_deep: false,
            in_task: false,
            in_code: false,
            text_end: usize::MAX,
        }
    }

    /// What was found; for when there are no more events.
    pub(super) fn finish(mut self) -> Gathered {
        self.end_plain();
        self.gathered
    }

    pub(super) fn push(&self, html: &str) {
        self.output.borrow_mut().push(html);
    }

    /// Counts the words of the block that ends here.
    fn end_plain(&mut self) {
        self.gathered.document.words += text::words(&self.plain);
        self.plain.clear();
    }

    fn text(&mut self, text: CowStr<'t>, range: &Range<usize>) -> Event<'t> {
        if !self.in_code {
            if text.ends_with('[') {
                footnote::report_undefined(&self.source, &text, range, &mut self.gathered.report);
            }
            self.braced(range);
            self.plain.push_str(&text);
            self.text_end = range.end;
        }
        Event::Text(text)
    }

    /// Notes the names in braces that a text holds; one turns out to be a role when code follows.
    fn braced(&mut self, range: &Range<usize>) {
        let written = self.source.text.get(range.clone()).unwrap_or_default();
        for (at, _) in written.match_indices('}') {
            let end = range.start + at + 1;
            if let Some(braced) = role::before(self.source.text, end) {
                self.gathered.document.braced.push(self.source.span(&(end - braced.len()..end)));
            }
        }
    }

    /// Inline code, or a role where a name in braces stands directly before it.
    fn code(&mut self, code: CowStr<'t>, range: &Range<usize>, text_end: usize) -> Option<Event<'t>> {
        let braced = if text_end == range.start { role::before(self.source.text, range.start) } else { None };
        if let Some(braced) = braced
            && self.output.borrow_mut().take_back(braced)
        {
            self.plain.truncate(self.plain.len() - if self.plain.ends_with(braced) { braced.len() } else { 0 });
            let name = braced.trim_matches(['{', '}']).to_owned();
            // In a heading the parser counts white space after the code as part of it.
            let end = self.source.trimmed(range).end;
            let span = self.source.span(&(range.start - braced.len()..end));
            self.gathered.document.braced.pop();
            let roles = &mut self.gathered.document.roles;
            self.output.borrow_mut().hole(Hole::Role(roles.len()));
            roles.push(Role { name, text: code.trim().to_owned(), span });
            return None;
        }
        self.plain.push_str(&code);
        Some(Event::Code(code))
    }

    fn leaf(&mut self, event: Event<'t>, range: &Range<usize>) -> Option<Event<'t>> {
        match event {
            Event::InlineMath(latex) => self.formula(&latex, false, range),
            Event::DisplayMath(latex) => self.formula(&latex, true, range),
            Event::FootnoteReference(label) => {
                let index = self.gathered.footnotes.refer(&label);
                self.output.borrow_mut().hole(Hole::Footnote(index));
            }
            Event::TaskListMarker(done) => {
                let checked = if done { " checked=\"\"" } else { "" };
                self.push(&format!("<label><input type=\"checkbox\" disabled=\"\"{checked} /> "));
                self.in_task = true;
            }
            Event::InlineHtml(html) => {
                self.gathered.document.raw_html.push(self.source.span(range));
                return Some(Event::InlineHtml(html));
            }
            Event::SoftBreak | Event::HardBreak => {
                self.plain.push(' ');
                return Some(event);
            }
            Event::Rule => {
                self.end_task();
                return Some(event);
            }
            other => return Some(other),
        }
        None
    }

    fn formula(&mut self, latex: &str, display: bool, range: &Range<usize>) {
        self.plain.push_str(latex);
        match math::mathml(latex, display) {
            Ok(mathml) => self.push(&mathml),
            Err(reason) => {
                self.push(&format!("<code>{}</code>", markup::text(latex)));
                self.gathered.report.add(
                    Diagnostic::warning("math", format!("this formula cannot be shown: {reason}"))
                        .at(self.source.place(range))
                        .hint("correct it, or write `\\$` where a dollar sign is meant"),
                );
            }
        }
    }

    /// A task's label ends with the item's own line, before lists and paragraphs inside it.
    fn end_task(&mut self) {
        if std::mem::take(&mut self.in_task) {
            self.push("</label>");
        }
    }

    /// Skips what is inside the tag whose start came last, and its end.
    fn skip(&mut self) {
        let mut open = 1_usize;
        while open > 0 {
            match self.events.next() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    fn too_deep(&mut self, range: &Range<usize>) {
        if !std::mem::replace(&mut self.is_too_deep, true) {
            let place = self.source.place(&self.source.first_line(range));
            self.gathered.report.add(
                Diagnostic::error(
                    "nesting-too-deep",
                    format!("the text is nested more than {DEPTH_LIMIT} levels deep"),
                )
                .at(place)
                .hint("take out `>`, list levels or emphasis that contain each other"),
            );
        }
        self.skip();
    }

    fn start(&mut self, tag: Tag<'t>, range: &Range<usize>) -> Option<Event<'t>> {
        if is_block(&tag.to_end()) {
            self.end_plain();
            self.end_task();
        }
        if deepens(&tag.to_end()) {
            if self.depth >= DEPTH_LIMIT {
                self.too_deep(range);
                return None;
            }
            self.depth += 1;
        }
        match tag {
            Tag::Heading { level, id, classes, attrs } => {
                self.attributes(&attrs, range);
                self.heading(level, id.as_deref(), &classes, range);
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                let target =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                self.link(target, &title, range);
            }
            Tag::Image { dest_url, title, .. } => self.image(dest_url.to_string(), &title, range),
            Tag::CodeBlock(kind) => return self.code_block(kind, range),
            Tag::FootnoteDefinition(label) => {
                let line = self.source.first_line(range);
                self.open_footnotes.push((label.to_string(), line));
                self.output.borrow_mut().begin_aside();
            }
            Tag::HtmlBlock => {
                let span = self.source.span(&self.source.trimmed(range));
                self.gathered.document.raw_html.push(span);
                return Some(Event::Start(Tag::HtmlBlock));
            }
            Tag::Table(alignments) => {
                self.table = Table::begin(&alignments, &mut self.output.borrow_mut());
                return Some(Event::Start(Tag::Table(alignments)));
            }
            Tag::TableHead => {
                self.table.head = true;
                return Some(Event::Start(tag));
            }
            Tag::TableRow => {
                self.table.begin_row();
                return Some(Event::Start(tag));
            }
            Tag::TableCell => self.table.begin_cell(&mut self.output.borrow_mut()),
            other => return Some(Event::Start(other)),
        }
        None
    }

    fn end(&mut self, end: TagEnd) -> Option<Event<'t>> {
        if is_block(&end) {
            self.end_task();
        }
        self.depth -= usize::from(deepens(&end));
        let passed = match end {
            TagEnd::Paragraph if self.depth == 0 && self.gathered.document.lead.is_empty() => {
                self.gathered.document.lead = text::one_line(&self.plain);
                Some(Event::End(end))
            }
            TagEnd::Heading(_) => {
                if let Some(heading) = self.gathered.headings.last_mut() {
                    heading.text = text::one_line(&self.plain);
                }
                Some(Event::End(end))
            }
            TagEnd::Link => {
                self.end_link();
                Some(Event::End(end))
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                Some(Event::End(end))
            }
            TagEnd::FootnoteDefinition => {
                self.end_footnote();
                None
            }
            TagEnd::Table => Some(Event::Html(table::END.into())),
            TagEnd::TableHead => {
                self.table.head = false;
                Some(Event::End(end))
            }
            TagEnd::TableCell => {
                self.push(self.table.cell_end());
                None
            }
            _ => Some(Event::End(end)),
        };
        if is_block(&end) {
            self.end_plain();
        }
        passed
    }
}

/// Whether a tag is a block or a part of one, so that the text before it is ended.
fn is_block(end: &TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// Whether a tag counts for [`DEPTH_LIMIT`]: those that can contain themselves.
fn deepens(end: &TagEnd) -> bool {
    matches!(
        end,
        TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListDefinition
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
    )
}
