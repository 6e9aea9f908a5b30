//! What an article is once it is read: plain data, kept apart so that those who fill the holes need
//! not know how they were found.

use crate::diag::Span;
use crate::packed::Packed;
use crate::syntax::yaml::Node;

/// One article, read. All places are byte offsets in the whole file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// HTML and holes; concatenated in order they are the page's text.
    pub pieces: Vec<Piece>,
    /// The headings in order, those in footnotes included.
    pub headings: Vec<Heading>,
    /// Links and images, each in the order it begins; one in a footnote that nothing refers to has
    /// no piece and is still here to be checked, as are roles and directives there.
    pub links: Vec<Link>,
    /// Roles in order.
    pub roles: Vec<Role>,
    /// Where a name in braces stands in the text with no code behind it, so that it is no role.
    pub braced: Vec<Span>,
    /// Directives in order; one whose YAML cannot be read is reported and not here.
    pub directives: Vec<Directive>,
    /// Where HTML was written by hand, comments included; it stands in the pieces as it was written.
    pub raw_html: Vec<Span>,
    /// Words between spaces, without code blocks and directives.
    pub words: usize,
    /// The first paragraph as plain text, roles left out; empty if there is none.
    pub lead: String,
}

impl Document {
    /// Packs its HTML, so that it takes less room.
    pub fn pack(&mut self) {
        for piece in &mut self.pieces {
            if let Piece::Html(html) = piece {
                html.pack();
            }
        }
    }
}

/// A part of the page's text. What fills a hole in an attribute (`Link`, `Image`) must be escaped
/// for an attribute in double quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Finished HTML, or a part of it: a tag may continue after a hole.
    Html(Packed),
    /// The value of `href` of `links[i]`.
    Link(usize),
    /// The value of `src` of `links[i]`.
    Image(usize),
    /// What `roles[i]` gives, as inline HTML.
    Role(usize),
    /// What `directives[i]` gives, as block HTML.
    Directive(usize),
}

/// A heading of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its id, unique on the page.
    pub id: String,
    /// 1 to 6.
    pub level: u8,
    /// Its text without marks, roles left out.
    pub text: String,
    /// Its line.
    pub span: Span,
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Whether it is an image.
    pub image: bool,
    /// The address as written, escapes undone; `mailto:` is added to a bare email address.
    pub target: String,
    /// The link's text, or the image's description, without marks.
    pub text: String,
    /// The whole of it, text and address.
    pub span: Span,
}

/// A role: `` {name}`text` ``.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The name in braces.
    pub name: String,
    /// The code, without spaces around it.
    pub text: String,
    /// From the brace to the last backtick.
    pub span: Span,
}

/// A directive: a fenced block ```` ```{name} argument ```` with YAML inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Directive {
    /// The name in braces.
    pub name: String,
    /// What stands after it; often empty.
    pub argument: String,
    /// The YAML; `None` where there is nothing between the fences.
    pub body: Option<Node>,
    /// The opening fence's line.
    pub span: Span,
}
