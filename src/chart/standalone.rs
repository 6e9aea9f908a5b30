//! A drawing as a file of its own, for downloads and social images.
//!
//! It is separate because such a file has no page around it: headline, subtitle, notes and source are
//! inside, and colours are attributes, since other renderers know neither the style sheet of the site nor
//! custom properties, and a strict Content-Security-Policy would drop a style element.

use crate::locale::Locale;
use crate::markup::Markup;

use super::layout::{LINE, Size, UNIT};
use super::mark;
use super::measure::Style;
use super::sentence::{headline, notes, sentence, subtitle};
use super::sheet::{Sheet, Tenths};
use super::spec::{Refusal, Spec, check};
use super::words::Words;

/// White around the drawing.
const MARGIN: i32 = 20 * UNIT;
/// Size and line height of the headline.
const HEADLINE: (i32, i32) = (18 * UNIT, 23 * UNIT);
/// Lines of headline, subtitle or of one note.
const MOST_LINES: usize = 6;
/// Faces in order of preference; the widths are those of the first.
const FACES: &str = "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";

const INK: &str = "#1a1d21";
const MUTED: &str = "#5f6872";
const GRID: &str = "#e3e6ea";
const LEADER: &str = "#b4bcc5";
const QUIET: &str = "#8a939d";
const ACCENT: &str = "#12436d";

/// Text placed above or below the drawing.
struct Block {
    lines: Vec<String>,
    size: i32,
    line: i32,
    color: &'static str,
    strong: bool,
}

/// Draws the wide layout as an SVG document; `source` is the text of the source line.
pub fn standalone(spec: &Spec, locale: &Locale, source: &str) -> Result<String, Refusal> {
    check(spec)?;
    let words = Words { spec, locale };
    let chart = mark::plan(&words, Size::Wide)?;
    let (head, description) = (headline(&words), sentence(&words));
    let above = [block(&head, HEADLINE, INK), block(&subtitle(&words), (13 * UNIT, 18 * UNIT), MUTED)];
    let mut below: Vec<Block> =
        notes(&words, chart.notes.clone()).iter().map(|note| block(note, (12 * UNIT, LINE), MUTED)).collect();
    below.push(block(source, (12 * UNIT, LINE), MUTED));

    let (width, top) = (chart.layout.width + 2 * MARGIN, MARGIN + height(&above) + 12 * UNIT);
    let bottom = top + chart.layout.height + 8 * UNIT;
    let total = bottom + height(&below) + MARGIN;
    let mut markup = Markup::xml();
    markup.open("svg").attr("xmlns", "http://www.w3.org/2000/svg");
    markup.attr("width", Tenths(width)).attr("height", Tenths(total));
    markup.attr("viewBox", format_args!("0 0 {} {}", Tenths(width), Tenths(total)));
    markup.attr("xml:lang", locale.tag()).attr("role", "img");
    markup.attr("aria-labelledby", format_args!("{}-file-title", spec.id));
    markup.attr("aria-describedby", format_args!("{}-file-desc", spec.id));
    markup.open("title").attr("id", format_args!("{}-file-title", spec.id)).text(&head).close();
    markup.open("desc").attr("id", format_args!("{}-file-desc", spec.id)).text(&description).close();
    markup.void("rect").attr("width", "100%").attr("height", "100%").attr("fill", "#fff");
    markup.open("g").attr("aria-hidden", "true").attr("font-family", FACES).attr("font-size", 13);
    write(&mut markup, &above, MARGIN);
    markup.open("g").attr("transform", format_args!("translate({} {})", Tenths(MARGIN), Tenths(top)));
    let size = (chart.layout.width, chart.layout.height);
    mark::draw(&chart, Sheet::new(&mut markup, size, Some(paint)))?;
    markup.close();
    write(&mut markup, &below, bottom);
    let mut document = markup.finish();
    document.push('\n');
    Ok(document)
}

fn block(text: &str, (size, line): (i32, i32), color: &'static str) -> Block {
    let strong = size == HEADLINE.0;
    let style = if strong { Style::Strong } else { Style::Label };
    // Widths grow with the size of the text.
    let room = i64::from(Size::Wide.width()) * i64::from(style.em()) / i64::from(size);
    let lines = style.wrap(text, i32::try_from(room).unwrap_or(i32::MAX), MOST_LINES);
    Block { lines, size, line, color, strong }
}

fn height(blocks: &[Block]) -> i32 {
    blocks.iter().map(|block| block.lines.len() as i32 * block.line).sum()
}

fn write(markup: &mut Markup, blocks: &[Block], top: i32) {
    let mut next = top;
    for block in blocks {
        for line in &block.lines {
            markup.open("text").attr("x", Tenths(MARGIN)).attr("y", Tenths(next + block.size));
            markup.attr("font-size", Tenths(block.size)).attr("fill", block.color);
            if block.strong {
                markup.attr("font-weight", 600);
            }
            markup.text(line).close();
            next += block.line;
        }
    }
}

/// The look of each class in a group that is set off or not; the same as in the style sheet of the theme.
fn paint(class: &str, on: bool) -> &'static [(&'static str, &'static str)] {
    match (class, on) {
        ("g", _) => &[("fill", "none"), ("stroke", GRID)],
        ("ax", _) => &[("fill", "none"), ("stroke", MUTED)],
        ("tk", _) => &[("font-size", "12"), ("fill", MUTED)],
        ("lb hi", _) => &[("font-weight", "600"), ("fill", ACCENT)],
        ("na" | "rl", _) => &[("fill", MUTED)],
        ("b" | "d", true) => &[("fill", ACCENT)],
        ("b" | "d", false) => &[("fill", QUIET)],
        ("l", true) => &[("fill", "none"), ("stroke", ACCENT), ("stroke-width", "3"), ("stroke-linejoin", "round")],
        ("l", false) => &[("fill", "none"), ("stroke", QUIET), ("stroke-width", "1.5"), ("stroke-linejoin", "round")],
        ("gap", true) => &[("fill", "none"), ("stroke", ACCENT), ("stroke-width", "2"), ("stroke-dasharray", "2 4")],
        ("gap", false) => &[("fill", "none"), ("stroke", QUIET), ("stroke-width", "1.5"), ("stroke-dasharray", "2 4")],
        ("lead", _) => &[("fill", "none"), ("stroke", LEADER)],
        ("ref", _) => &[("fill", "none"), ("stroke", INK), ("stroke-dasharray", "4 3")],
        ("w", _) => &[("fill", "none"), ("stroke", INK)],
        _ => &[("fill", INK)],
    }
}
