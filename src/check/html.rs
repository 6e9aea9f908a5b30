//! Raw HTML follows the site's policy, what is taken out is said, and pictures in it are found and described.

use super::Scope;
use super::each::Each;
use crate::diag::{Diagnostic, Report, Span};
use crate::markup::{self, Address, HTML_ATTRIBUTE_LIMIT, HTML_DEPTH_LIMIT, HTML_LOOSE_LIMIT, Shape, Tangle};
use crate::model::{HtmlPolicy, Prose, Version};

pub(super) fn check(each: &Each<'_, '_>, report: &mut Report) {
    let scope = each.scope;
    let policy = scope.site.config.html;
    for (version, prose) in each.proses() {
        unended(scope, version, prose, report);
        if policy == HtmlPolicy::Allow {
            pictures(scope, version, prose, report);
            continue;
        }
        // The whole text is cleaned at once, so the shape is that of all pieces together.
        let mut shape = Shape::default();
        for span in &prose.document.raw_html {
            let place = super::at(version, *span);
            let text = scope.snapshot.text(version.file.as_str()).unwrap_or_default();
            let written = text.get(span.start as usize..span.end as usize).unwrap_or_default();
            if policy == HtmlPolicy::Sanitize
                && let Err(tangle) = shape.add(written)
            {
                report.add(tangled(tangle).at(place));
                break;
            }
            if written.starts_with("</") {
                // Where it began was told.
                continue;
            }
            if policy == HtmlPolicy::Forbid {
                report.add(
                    Diagnostic::error("raw-html", "texts of this site may not hold HTML")
                        .at(place)
                        .hint("write it in Markdown"),
                );
                continue;
            }
            let removed = markup::removed(written);
            if !removed.is_empty() {
                let message = format!("this HTML is left out: {}", removed.join(", "));
                report.add(
                    Diagnostic::warning("raw-html", message)
                        .at(place)
                        .hint("write it in Markdown; whoever keeps the site can allow HTML in site.yaml"),
                );
            }
            for address in markup::addresses(written) {
                report.add(unfollowed(&address).at(super::at(version, *span)));
            }
        }
    }
}

/// Elements whose text is no HTML: without their end, whatever follows is theirs.
const SWALLOWS: [&str; 10] =
    ["iframe", "noembed", "noframes", "noscript", "pre", "script", "style", "textarea", "title", "xmp"];
/// What else has an end of its own that must not be missing.
const MARKS: [(&str, &str, &str); 4] =
    [("<!--", "-->", "a comment"), ("<![CDATA[", "]]>", "`<![CDATA[`"), ("<?", "?>", "`<?`"), ("<!", ">", "`<!`")];

/// What is begun and not ended takes the rest of the article with it, seen by nobody.
fn unended(scope: &Scope<'_>, version: &Version, prose: &Prose, report: &mut Report) {
    let text = scope.snapshot.text(version.file.as_str()).unwrap_or_default();
    let mut open: Option<(String, Span)> = None;
    let begun = |what: &str, end: &str, span: Span| {
        Diagnostic::error("html-open", format!("{what} is begun and not ended, and would hide everything after it"))
            .at(super::at(version, span))
            .hint(format!("write `{end}` where it ends, or take it out"))
    };
    for span in &prose.document.raw_html {
        let written = text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let lower = written.to_lowercase();
        if let Some((name, _)) = &open {
            if lower.contains(&format!("</{name}")) {
                open = None;
            }
            continue;
        }
        for (begin, end, what) in MARKS {
            let last = written.match_indices(begin).last().filter(|(at, _)| !written[at + begin.len()..].contains(end));
            if let Some((at, _)) = last {
                let start = span.start as usize + at;
                report.add(begun(what, end, Span::new(start, start + begin.len())));
                return;
            }
        }
        let last = markup::elements(written).into_iter().rfind(|tag| SWALLOWS.contains(&tag.name.as_str()));
        if let Some(tag) = last
            && lower.rfind(&format!("</{}", tag.name)) < lower.rfind(&format!("<{}", tag.name))
        {
            open = Some((tag.name, *span));
        }
    }
    if let Some((name, span)) = open {
        report.add(begun(&format!("`<{name}>`"), &format!("</{name}>"), span));
    }
}

/// Where HTML is allowed its pictures are not looked after, but they must be found and described.
fn pictures(scope: &Scope<'_>, version: &Version, prose: &Prose, report: &mut Report) {
    let text = scope.snapshot.text(version.file.as_str()).unwrap_or_default();
    for span in &prose.document.raw_html {
        let written = text.get(span.start as usize..span.end as usize).unwrap_or_default();
        for picture in markup::elements(written).iter().filter(|element| element.name == "img") {
            let src = picture.value("src").unwrap_or_default();
            let here = !src.is_empty() && !src.starts_with('/') && !src.contains(':');
            let problem = if here {
                unfollowed(&Address { text: src.to_owned(), loads: true })
            } else if picture.value("alt").is_none() {
                let problem = Diagnostic::error("missing-alt", "the picture has no description");
                problem.hint("add `alt` with what it shows, or `alt=\"\"` if it only decorates")
            } else {
                continue;
            };
            report.add(problem.at(super::at(version, *span)));
        }
    }
}

/// HTML in a shape that would take minutes to clean.
fn tangled(tangle: Tangle) -> Diagnostic {
    let message = match tangle {
        Tangle::Depth => format!("more than {HTML_DEPTH_LIMIT} elements of HTML are open inside one another"),
        Tangle::Loose => format!("more than {HTML_LOOSE_LIMIT} tags of HTML have no partner"),
        Tangle::Attributes => format!("a tag of HTML has more than {HTML_ATTRIBUTE_LIMIT} attributes"),
    };
    let hint = match tangle {
        Tangle::Attributes => "write the text in Markdown",
        Tangle::Depth | Tangle::Loose => "end every element that is begun, or write the text in Markdown",
    };
    Diagnostic::error("html-tangled", message).hint(hint)
}

/// Addresses are followed, checked and fitted to the site where they stand in Markdown.
fn unfollowed(address: &Address) -> Diagnostic {
    let text = &address.text;
    let (message, hint) = match address.loads {
        true if text.contains("//") => return super::links::outside_image(),
        true => (
            format!("the picture `{text}` is in HTML, where no file is looked for"),
            format!("write it in Markdown: `![what it shows]({text})`"),
        ),
        false => {
            (format!("the link to `{text}` in HTML leads nowhere"), format!("write it in Markdown: `[text]({text})`"))
        }
    };
    Diagnostic::error("html-address", message).hint(hint)
}
