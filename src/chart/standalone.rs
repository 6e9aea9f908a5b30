//! A drawing as a file of its own, for downloads and social images.
//!
//! It is separate because such a file has no page around it: headline, subtitle, notes and source are
//! inside, and colours are attributes, since other renderers know neither the style sheet of the site nor
//! custom properties, and a strict Content-Security-Policy would drop a style element.

use crate::locale::Locale;
use crate::markup::Markup;

use super::check::check;
use super::layout::{Size, UNIT};
use super::mark;
use super::measure::Style;
use super::pen::Tenths;
use super::plain::lines;
use super::sentence::{headline, notes, sentence, subtitle};
use super::sheet::Sheet;
use super::spec::{Refusal, Spec};
use super::words::Words;

/// White around the drawing.
const MARGIN: i32 = 20 * UNIT;
/// Text around the drawing.
const HEADLINE: Look = Look { size: 18 * UNIT, line: 23 * UNIT, color: INK, strong: true };
const SUBTITLE: Look = Look { size: 13 * UNIT, line: 18 * UNIT, color: MUTED, strong: false };
const NOTE: Look = Look { size: 12 * UNIT, line: 16 * UNIT, color: MUTED, strong: false };
/// Lines of headline, subtitle or of one note.
const MOST_LINES: usize = 6;
/// Faces in order of preference; the widths are those of the first.
pub(super) const FACES: &str = "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";

pub(super) const INK: &str = "#1a1d21";
pub(super) const MUTED: &str = "#5f6872";
const GRID: &str = "#e3e6ea";
const LAND: &str = "#e6eaee";
const RULE: &str = "#cfd6dc";
const LEADER: &str = "#b4bcc5";
const QUIET: &str = "#8a939d";
pub(super) const ACCENT: &str = "#12436d";

/// Size, distance of baselines, colour and weight of text.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) size: i32,
    pub(super) line: i32,
    pub(super) color: &'static str,
    pub(super) strong: bool,
}

/// Text placed above or below the drawing.
pub(super) struct Block {
    lines: Vec<String>,
    look: Look,
}

/// Draws the wide layout as an SVG document; `source` is the text of the source line.
pub fn standalone(spec: &Spec, locale: &Locale, source: &str) -> Result<String, Refusal> {
    check(spec)?;
    document(&Words::new(spec, locale), Size::Wide, source)
}

/// The document in either layout; the tests keep both.
pub(super) fn document(words: &Words<'_>, size: Size, source: &str) -> Result<String, Refusal> {
    let chart = mark::plan(words, size)?;
    let room = chart.layout.width;
    let head = headline(words);
    let lines = (room, MOST_LINES);
    let above = [block(&head, HEADLINE, lines), block(&subtitle(words), SUBTITLE, lines)];
    let below = notes(words, chart.notes.clone());
    let below: Vec<Block> =
        below.iter().map(String::as_str).chain([source]).map(|text| block(text, NOTE, lines)).collect();

    let (width, top) = (chart.layout.width + 2 * MARGIN, MARGIN + height(&above) + 12 * UNIT);
    let bottom = top + chart.layout.height + 8 * UNIT;
    let total = bottom + height(&below) + MARGIN;
    let mut markup = Markup::xml();
    open(words, &mut markup, &head, (width, total));
    markup.void("rect").attr("width", "100%").attr("height", "100%").attr("fill", "#fff");
    markup.open("g").attr("aria-hidden", "true").attr("font-family", FACES).attr("font-size", 13);
    write(&mut markup, &above, (MARGIN, MARGIN));
    markup.open("g").attr("transform", format_args!("translate({} {})", Tenths(MARGIN), Tenths(top)));
    let size = (chart.layout.width, chart.layout.height);
    mark::draw(&chart, Sheet::new(&mut markup, size, Some(paint)))?;
    markup.close();
    write(&mut markup, &below, (MARGIN, bottom));
    let mut document = markup.finish();
    document.push('\n');
    Ok(document)
}

/// Begins the document with what names and describes it.
fn open(words: &Words<'_>, markup: &mut Markup, head: &str, (width, height): (i32, i32)) {
    let id = &words.spec.id;
    markup.open("svg").attr("xmlns", "http://www.w3.org/2000/svg");
    markup.attr("width", Tenths(width)).attr("height", Tenths(height));
    markup.attr("viewBox", format_args!("0 0 {} {}", Tenths(width), Tenths(height)));
    markup.attr("xml:lang", words.locale.tag()).attr("role", "img");
    markup.attr("aria-labelledby", format_args!("{id}-file-title"));
    markup.attr("aria-describedby", format_args!("{id}-file-desc"));
    markup.open("title").attr("id", format_args!("{id}-file-title")).text(head).close();
    markup.open("desc").attr("id", format_args!("{id}-file-desc")).text(sentence(words)).close();
    markup.open("metadata").words(&lines(words)).close();
}

/// Text in lines no wider than the room, at most so many of them.
pub(super) fn block(text: &str, look: Look, (room, most): (i32, usize)) -> Block {
    let style = if look.strong { Style::Strong } else { Style::Label };
    // Widths grow with the size of the text.
    let room = i64::from(room) * i64::from(style.em()) / i64::from(look.size);
    Block { lines: style.wrap(text, i32::try_from(room).unwrap_or(i32::MAX), most), look }
}

pub(super) fn height(blocks: &[Block]) -> i32 {
    blocks.iter().map(|block| block.lines.len() as i32 * block.look.line).sum()
}

pub(super) fn write(markup: &mut Markup, blocks: &[Block], (left, top): (i32, i32)) {
    let mut next = top;
    for block in blocks {
        for line in &block.lines {
            markup.open("text").attr("x", Tenths(left)).attr("y", Tenths(next + block.look.size));
            markup.attr("font-size", Tenths(block.look.size)).attr("fill", block.look.color);
            if block.look.strong {
                markup.attr("font-weight", 600);
            }
            markup.text(line).close();
            next += block.look.line;
        }
    }
}

/// The look of each class in a group that is set off or not; the same as in the style sheet of the theme.
pub(super) fn paint(class: &str, on: bool) -> &'static [(&'static str, &'static str)] {
    match (class, on) {
        ("g", _) => &[("fill", "none"), ("stroke", GRID)],
        ("ax", _) => &[("fill", "none"), ("stroke", MUTED)],
        ("tk", _) => &[("font-size", "12"), ("fill", MUTED)],
        ("lb hi", _) => &[("font-weight", "600"), ("fill", ACCENT)],
        ("lb ov", _) => &[("fill", INK), ("stroke", "#fff"), ("stroke-width", "3"), ("paint-order", "stroke")],
        ("lb hi ov", _) => &[
            ("font-weight", "600"),
            ("fill", ACCENT),
            ("stroke", "#fff"),
            ("stroke-width", "3"),
            ("paint-order", "stroke"),
        ],
        ("na" | "rl", _) => &[("fill", MUTED)],
        ("b" | "d", true) => &[("fill", ACCENT)],
        ("b" | "d", false) => &[("fill", QUIET)],
        ("d0", true) => &[("fill", "#fff"), ("stroke", ACCENT), ("stroke-width", "1.5")],
        ("d0", false) => &[("fill", "#fff"), ("stroke", QUIET), ("stroke-width", "1.5")],
        ("d0 void", _) => {
            &[("fill", "#fff"), ("stroke", MUTED), ("stroke-width", "1.5"), ("stroke-dasharray", "2 1.5")]
        }
        ("l", true) => &[("fill", "none"), ("stroke", ACCENT), ("stroke-width", "3"), ("stroke-linejoin", "round")],
        ("l", false) => &[("fill", "none"), ("stroke", QUIET), ("stroke-width", "1.5"), ("stroke-linejoin", "round")],
        ("gap", true) => &[("fill", "none"), ("stroke", ACCENT), ("stroke-width", "2"), ("stroke-dasharray", "2 4")],
        ("gap", false) => &[("fill", "none"), ("stroke", QUIET), ("stroke-width", "1.5"), ("stroke-dasharray", "2 4")],
        ("lead", _) => &[("fill", "none"), ("stroke", LEADER)],
        ("ref", _) => &[("fill", "none"), ("stroke", INK), ("stroke-dasharray", "4 3")],
        ("chart-all", _) => &[("fill", "none"), ("stroke", RULE)],
        ("chart-all hi", _) => &[("fill", "none"), ("stroke", ACCENT), ("stroke-width", "2")],
        ("sk", _) => &[("fill", "none"), ("stroke", QUIET), ("stroke-width", "1.5")],
        ("p1", _) => &[("fill", ACCENT), ("stroke", "#fff")],
        ("p2", _) => &[("fill", "#28a197"), ("stroke", "#fff")],
        ("p3", _) => &[("fill", "#801650"), ("stroke", "#fff")],
        ("rest", _) => &[("fill", GRID)],
        ("u1" | "u3", _) => &[("fill", "#fff")],
        ("land", _) => &[("fill", LAND)],
        ("d pin", true) => &[("fill", ACCENT), ("stroke", "#fff")],
        ("d pin", false) => &[("fill", QUIET), ("stroke", "#fff")],
        ("h1 pin", true) => &[("fill", "#eaf1f7"), ("stroke", ACCENT), ("stroke-width", "3")],
        ("h2 pin", true) => &[("fill", "#c9dceb"), ("stroke", ACCENT), ("stroke-width", "3")],
        ("h3 pin", true) => &[("fill", "#9dbfdc"), ("stroke", ACCENT), ("stroke-width", "3")],
        ("h4 pin", true) => &[("fill", "#3f739f"), ("stroke", ACCENT), ("stroke-width", "3")],
        ("h5 pin", true) => &[("fill", ACCENT), ("stroke", ACCENT), ("stroke-width", "3")],
        ("h1 pin", false) => &[("fill", "#eaf1f7"), ("stroke", MUTED)],
        ("h2 pin", false) => &[("fill", "#c9dceb"), ("stroke", MUTED)],
        ("h3 pin", false) => &[("fill", "#9dbfdc"), ("stroke", MUTED)],
        ("h4 pin", false) => &[("fill", "#3f739f"), ("stroke", MUTED)],
        ("h5 pin", false) => &[("fill", ACCENT), ("stroke", MUTED)],
        ("h1", _) => &[("fill", "#eaf1f7")],
        ("h2", _) => &[("fill", "#c9dceb")],
        ("h3", _) => &[("fill", "#9dbfdc")],
        ("h4", _) => &[("fill", "#3f739f")],
        ("h5", _) => &[("fill", ACCENT)],
        ("t4" | "t5", _) => &[("fill", "#fff")],
        ("hatch", _) => &[("fill", "none"), ("stroke", LEADER)],
        ("wc", _) => &[("fill", "none"), ("stroke", "#fff"), ("stroke-width", "3")],
        ("w", _) => &[("fill", "none"), ("stroke", INK)],
        _ => &[("fill", INK)],
    }
}
