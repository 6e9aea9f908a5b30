//! A drawing as the picture that other sites show beside a link: wide, large text, few words.
//!
//! It is separate from the file of its own because a card has a fixed size: the name of the site, the
//! headline, and the drawing in the room that is left.

use crate::locale::Locale;
use crate::markup::Markup;

use super::check::check;
use super::layout::{Size, UNIT};
use super::mark;
use super::pen::Tenths;
use super::sentence::{headline, subtitle};
use super::sheet::Sheet;
use super::spec::{Refusal, Spec};
use super::standalone::{ACCENT, FACES, INK, Look, MUTED, block, height, paint, write};
use super::words::Words;

/// The size that social networks ask for.
const WIDTH: i32 = 1200 * UNIT;
const HEIGHT: i32 = 630 * UNIT;
const MARGIN: i32 = 56 * UNIT;
/// Above and below.
const EDGE: i32 = 36 * UNIT;
/// Width of the band at the left edge.
const BAND: i32 = 16 * UNIT;
/// Space above the drawing.
const GAP: i32 = 18 * UNIT;
/// A drawing of few rows is not blown up beyond this, in hundredths.
const LARGEST: i64 = 150;

const HEADLINE: Look = Look { size: 40 * UNIT, line: 47 * UNIT, color: INK, strong: true };
const SUBTITLE: Look = Look { size: 24 * UNIT, line: 34 * UNIT, color: MUTED, strong: false };
const TITLE: Look = Look { size: 68 * UNIT, line: 82 * UNIT, color: INK, strong: true };
const SITE: Look = Look { size: 22 * UNIT, line: 32 * UNIT, color: ACCENT, strong: true };

/// Draws a chart as a card of 1200 by 630 px; `site` is the name of the site.
pub fn card(spec: &Spec, locale: &Locale, site: &str) -> Result<String, Refusal> {
    check(spec)?;
    let words = Words::new(spec, locale);
    let chart = mark::plan(&words, Size::Wide)?;
    let room = WIDTH - 2 * MARGIN;
    let above = [
        block(site, SITE, (room, 1)),
        block(&headline(&words), HEADLINE, (room, 2)),
        block(&subtitle(&words), SUBTITLE, (room, 1)),
    ];
    let top = EDGE + height(&above) + GAP;
    let left = HEIGHT - EDGE - top;
    let (width, tall) = (chart.layout.width, chart.layout.height);
    let scale = hundredths(room, width).min(hundredths(left, tall)).min(LARGEST);
    let mut markup = open(locale);
    write(&mut markup, &above, (MARGIN, EDGE));
    let (x, y, by) = (Tenths(MARGIN), Tenths(top), Hundredths(scale));
    markup.open("g").attr("transform", format_args!("translate({x} {y}) scale({by})"));
    mark::draw(&chart, Sheet::new(&mut markup, (width, tall), Some(paint)))?;
    Ok(markup.finish())
}

/// A card of a title and the name of the site, where there is no chart.
pub fn title_card(title: &str, locale: &Locale, site: &str) -> String {
    let mut markup = open(locale);
    let room = WIDTH - 2 * MARGIN;
    write(&mut markup, &[block(site, SITE, (room, 1))], (MARGIN, EDGE));
    let title = [block(title, TITLE, (room, 4))];
    // The lines stand in the middle of the card.
    write(&mut markup, &title, (MARGIN, (HEIGHT - height(&title)) / 2));
    markup.finish()
}

fn open(locale: &Locale) -> Markup {
    let mut markup = Markup::xml();
    markup.open("svg").attr("xmlns", "http://www.w3.org/2000/svg");
    markup.attr("width", Tenths(WIDTH)).attr("height", Tenths(HEIGHT)).attr("xml:lang", locale.tag());
    markup.void("rect").attr("width", "100%").attr("height", "100%").attr("fill", "#fff");
    markup.void("rect").attr("width", Tenths(BAND)).attr("height", "100%").attr("fill", ACCENT);
    markup.open("g").attr("font-family", FACES).attr("font-size", 13);
    markup
}

/// How often a length fits into a room.
fn hundredths(room: i32, length: i32) -> i64 {
    i64::from(room) * 100 / i64::from(length.max(1))
}

/// A factor as SVG writes it.
struct Hundredths(i64);

impl std::fmt::Display for Hundredths {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}
