//! A drawing for the inside of a page, which names it and gives it its colours.

use crate::markup::Markup;

use super::layout::Size;
use super::mark::{self, Chart};
use super::pen::Tenths;
use super::sheet::Sheet;
use super::spec::Refusal;
use super::words::Words;

/// Most drawings take no more bytes.
const ROOM: usize = 6_000;

/// An `<svg>` that refers to the headline `{id}-title` of the page and carries its own description. All
/// marks are hidden from assistive technology, which gets the sentence and the table instead.
pub(super) fn inline(words: &Words<'_>, chart: &Chart<'_>, size: Size, sentence: &str) -> Result<String, Refusal> {
    let (id, layout, name) = (&words.spec.id, &chart.layout, size.name());
    let mut markup = Markup::with_room(ROOM);
    markup.open("svg").attr("class", format_args!("chart {}", words.spec.kind.name()));
    markup.attr("viewBox", format_args!("0 0 {} {}", Tenths(layout.width), Tenths(layout.height)));
    markup.attr("role", "img").attr("aria-labelledby", format_args!("{id}-title"));
    markup.attr("aria-describedby", format_args!("{id}-{name}-desc"));
    if words.locale.direction() == "rtl" {
        // Anchors mean left and right here; words still run as their script does.
        markup.attr("direction", "ltr");
    }
    markup.open("desc").attr("id", format_args!("{id}-{name}-desc")).text(sentence).close();
    markup.open("g").attr("aria-hidden", "true");
    mark::draw(chart, Sheet::new(&mut markup, (layout.width, layout.height), None))?;
    Ok(markup.finish())
}
