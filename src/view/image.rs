//! Pictures as templates receive them: where their copies lie, and how large they are.

use serde::Serialize;

use crate::kind::{LocalText, Value};
use crate::markup;
use crate::model::Version;
use crate::model::named::{Named, Role};
use crate::model::reads::{Read, Use};
use crate::path::SourcePath;
use crate::plan::pictures::route;
use crate::view::Page;

/// How wide a picture in a text is shown: the column of text, or the whole of a narrow screen.
const IN_TEXT: &str = "(min-width: 48rem) 40rem, 100vw";

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ImageRecord {
    /// The copy that every browser shows.
    pub(super) src: String,
    /// What it shows; empty for decoration.
    pub(super) alt: String,
    pub(super) credit: Option<String>,
    /// In pixels; a drawing may have none.
    pub(super) width: Option<u32>,
    pub(super) height: Option<u32>,
    /// Better copies, for browsers that know their format.
    pub(super) sources: Vec<SourceRecord>,
    /// The full address of `src`, for other sites.
    pub(super) absolute: String,
}

/// Copies of a picture in one format.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SourceRecord {
    /// The name of the format for browsers.
    pub(super) kind: &'static str,
    pub(super) srcset: String,
}

impl Page<'_> {
    /// The picture in an entry's field `image`.
    pub(super) fn image(&self, version: &Version) -> Option<ImageRecord> {
        self.image_in(version, "image")
    }

    /// The picture in a field.
    pub(super) fn image_in(&self, version: &Version, field: &str) -> Option<ImageRecord> {
        let Some(Value::Image(image)) = version.fields.get(field) else { return None };
        let say = |text: &LocalText| text.say(self.language, self.default_language()).to_owned();
        let named = Named { version, target: &image.src, span: image.src_span, role: Role::Picture };
        self.picture_of(&named.file()?, say(&image.alt), image.credit.as_ref().map(say))
    }

    /// A picture by its file; `None` where the file is none.
    pub(super) fn picture_of(&self, file: &SourcePath, alt: String, credit: Option<String>) -> Option<ImageRecord> {
        let picture = self.view.site.pictures.get(file)?.as_ref().ok()?;
        self.reads.note(Use::Picture, || Read::File(file.to_string()));
        let copies = picture.copies();
        let (last, better) = copies.split_last()?;
        let address = route(file, picture, last);
        let mut sources: Vec<SourceRecord> = Vec::new();
        for copy in better {
            let candidate = format!("{} {}w", self.url(&route(file, picture, copy)), copy.width);
            let kind = copy.format.media_type();
            match sources.iter_mut().find(|source| source.kind == kind) {
                Some(source) => source.srcset = format!("{}, {candidate}", source.srcset),
                None => sources.push(SourceRecord { kind, srcset: candidate }),
            }
        }
        let sized = last.width > 0 && last.height > 0;
        Some(ImageRecord {
            src: self.url(&address),
            alt,
            credit,
            width: sized.then_some(last.width),
            height: sized.then_some(last.height),
            sources,
            absolute: self.absolute(&address),
        })
    }

    /// The picture that a text shows, by its name as written.
    pub(super) fn picture_in_text(&self, version: &Version, target: &str) -> Option<ImageRecord> {
        let named = Named { version, target, span: crate::diag::Span::default(), role: Role::InText("") };
        self.picture_of(&named.file()?, String::new(), None)
    }
}

/// The HTML of a text with its pictures given their copies and sizes. What an author wrote into the
/// tag stays.
pub(super) fn dressed(mut html: String, pictures: &[ImageRecord]) -> String {
    let mut from = 0;
    for picture in pictures {
        let written = format!("src=\"{}\"", markup::attribute(&picture.src));
        let Some(at) = html[from..].find(&written).map(|at| at + from) else { continue };
        let Some(start) = html[..at].rfind("<img") else { continue };
        let end = tag_end(&html, at + written.len());
        let mut tag = html[start..end].trim_end_matches(['>', '/', ' ']).to_owned();
        if let (Some(width), Some(height)) = (picture.width, picture.height) {
            tag.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        tag.push_str(" decoding=\"async\">");
        let sources = picture.sources.iter().map(|source| {
            let srcset = markup::attribute(&source.srcset);
            format!("<source type=\"{}\" srcset=\"{srcset}\" sizes=\"{IN_TEXT}\">", source.kind)
        });
        let sources: String = sources.collect();
        let new = if sources.is_empty() { tag } else { format!("<picture>{sources}{tag}</picture>") };
        html.replace_range(start..end, &new);
        from = start + new.len();
    }
    html
}

/// Behind the `>` that ends the tag: one in a value in quotes does not.
fn tag_end(html: &str, from: usize) -> usize {
    let mut quoted = false;
    for (at, letter) in html[from..].char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return from + at + 1,
            _ => {}
        }
    }
    html.len()
}
