//! A text with its holes filled: links, images, values and blocks.

use memchr::memmem;

use crate::markup;
use crate::model::request::{Block, RoleRequest};
use crate::model::{HtmlPolicy, Key, Prose, Version};
use crate::path::{Route, SourcePath};
use crate::plan::link::{Linked, Target};
use crate::syntax::markdown::{Document, Piece};
use crate::view::image::dressed;
use crate::view::{Fragment, Page};

/// Stands for a block while a text is being cleaned; no source holds it, because `source` refuses
/// noncharacters.
const MARK: char = '\u{fdd0}';
/// Bytes for what fills a text's holes, more of which costs a copy and no more.
const ROOM: usize = 512;

impl Page<'_> {
    /// The text of an entry: HTML with blocks between. `first_figure` is the number of its first
    /// chart.
    pub(super) fn text(&self, version: &Version, prose: &Prose, first_figure: usize) -> Vec<Fragment> {
        let document = &prose.document;
        let lengths = document.pieces.iter().map(|piece| match piece {
            Piece::Html(text) => text.length(),
            _ => 0,
        });
        // What fills the holes and dresses the text takes some room too.
        let mut html = String::with_capacity(lengths.sum::<usize>() + ROOM);
        let (mut blocks, mut pictures) = (Vec::new(), Vec::new());
        for piece in &document.pieces {
            match piece {
                Piece::Html(text) => html.push_str(&text.text()),
                Piece::Image(index) => {
                    let target = document.links.get(*index).map_or("", |link| link.target.as_str());
                    let picture = self.picture_in_text(version, target);
                    let src = picture.as_ref().map_or_else(|| self.href(version, target), |it| it.src.clone());
                    html.push_str(&markup::attribute(&src));
                    pictures.extend(picture);
                }
                Piece::Link(index) => {
                    let target = document.links.get(*index).map(|link| self.href(version, &link.target));
                    html.push_str(&markup::attribute(&target.unwrap_or_default()));
                }
                Piece::Role(index) => html.push_str(&self.role(version, prose, *index)),
                Piece::Directive(index) => {
                    html.push(MARK);
                    blocks.push(*index);
                }
            }
        }
        if !document.raw_html.is_empty() && self.view.site.config.html == HtmlPolicy::Sanitize {
            html = markup::sanitise(&html);
        }
        let html = self.dress(dressed(html, &pictures));
        if blocks.is_empty() {
            return if html.trim().is_empty() { Vec::new() } else { vec![Fragment::Html(html)] };
        }
        self.between(version, prose, (&html, &blocks), first_figure)
    }

    /// Cuts the HTML at the blocks and puts them in.
    fn between(
        &self,
        version: &Version,
        prose: &Prose,
        (html, blocks): (&str, &[usize]),
        first_figure: usize,
    ) -> Vec<Fragment> {
        let mut fragments = Vec::new();
        let mut figure = first_figure;
        for (position, part) in html.split(MARK).enumerate() {
            if position > 0 {
                let block = blocks.get(position - 1).and_then(|index| prose.blocks.get(*index));
                if let Some(block) = block {
                    fragments.extend(self.block(version, block, figure, position));
                    figure += usize::from(matches!(block, Block::Chart(_)));
                }
            }
            if !part.trim().is_empty() {
                fragments.push(Fragment::Html(part.to_owned()));
            }
        }
        fragments
    }

    /// What the language of the page adds to Markdown's own output: names of alerts and of wide
    /// tables, for readers who do not see them.
    fn dress(&self, mut html: String) -> String {
        const ALERT: &str = "<blockquote class=\"markdown-alert-";
        if memmem::find(html.as_bytes(), ALERT.as_bytes()).is_some() {
            for kind in ["note", "tip", "important", "warning", "caution"] {
                let open = format!("{ALERT}{kind}\">");
                let title = markup::text(&self.say(&format!("alert.{kind}"))).into_owned();
                html = replaced(html, &open, || format!("{open}\n<p class=\"markdown-alert-title\">{title}</p>"));
            }
        }
        let label = |key: &str| format!("aria-label=\"{}\"", markup::attribute(&self.say(key)));
        let back = "class=\"footnote-back\"";
        html = replaced(html, back, || format!("{back} {}", label("article.back")));
        replaced(html, "<div class=\"table-scroll\">", || {
            format!("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" {}>", label("figure.wide_table"))
        })
    }

    fn role(&self, version: &Version, prose: &Prose, index: usize) -> String {
        let span = prose.document.roles.get(index).map(|role| role.span);
        let in_link = span.is_some_and(|span| {
            prose.document.links.iter().any(|link| link.span.start <= span.start && span.end <= link.span.end)
        });
        match prose.roles.get(index) {
            Some(RoleRequest::Value(request)) => self.value(request, !in_link),
            Some(RoleRequest::Cite(works)) => self.cite(version, works, !in_link),
            Some(RoleRequest::Faulty) | None => String::new(),
        }
    }

    /// A link's target as it stands in the page. Checking has found that it leads somewhere.
    pub(super) fn href(&self, version: &Version, target: &str) -> String {
        let fragment = |fragment: &str| if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        match self.view.plan.link(self.view.site, &version.file, target) {
            Ok(Linked::Outside) | Err(_) => target.to_owned(),
            Ok(Linked::Here(place)) => fragment(&place),
            Ok(Linked::Entry(key, language, place)) => {
                let route = self.entry_route(&key, language.as_deref());
                format!("{}{}", route.map(|route| self.url(&route)).unwrap_or_default(), fragment(&place))
            }
            Ok(Linked::Collection(collection)) => {
                self.url(&self.view.plan.routes.listing(&collection, self.language, 1))
            }
            Ok(Linked::File(route)) => self.url(&route),
        }
    }

    /// A link to the entry's base file leads to the reader's own language; one to a translation leads
    /// to that translation.
    fn entry_route(&self, key: &Key, language: Option<&str>) -> Option<Route> {
        let routes = &self.view.plan.routes;
        let named = language.filter(|language| *language != self.default_language());
        if let Some(route) = named.and_then(|language| routes.entry(key, language)) {
            return Some(route.clone());
        }
        routes.best(key, self.language).map(|(route, _)| route.clone())
    }

    /// The address of a file beside an entry.
    pub(super) fn companion(&self, version: &Version, src: &str) -> Option<Route> {
        let file: SourcePath = version.file.link(src)?;
        match self.view.plan.targets.file(&file) {
            Some(Target::File(route)) => Some(route.clone()),
            _ => None,
        }
    }

    /// A short text, such as an item of a list, without a paragraph around it.
    pub(super) fn inline(&self, version: &Version, prose: &Prose) -> String {
        let mut html = String::new();
        for fragment in self.text(version, prose, 1) {
            if let Fragment::Html(part) = fragment {
                html.push_str(&part);
            }
        }
        let trimmed = html.trim();
        let inside = trimmed.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        inside.filter(|inside| !inside.contains("<p>")).unwrap_or(trimmed).to_owned()
    }
}

/// Whether a text would show nothing.
pub(super) fn is_empty(document: &Document) -> bool {
    document.pieces.iter().all(|piece| matches!(piece, Piece::Html(html) if html.is_blank()))
}

/// The text with every place where a piece stands replaced. Every text of a site is asked, most in vain, so the search is
/// by whole registers.
fn replaced(html: String, piece: &str, with: impl FnOnce() -> String) -> String {
    let mut places = memmem::find_iter(html.as_bytes(), piece.as_bytes()).peekable();
    if places.peek().is_none() {
        return html;
    }
    let with = with();
    let mut result = String::with_capacity(html.len() + ROOM);
    let mut from = 0;
    for place in places {
        result.push_str(&html[from..place]);
        result.push_str(&with);
        from = place + piece.len();
    }
    result.push_str(&html[from..]);
    result
}
