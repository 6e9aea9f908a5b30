//! Charts: figures that were looked up already become SVG, a sentence and a table.
//!
//! It is separate because drawing knows no cities, only series with keys and names, and because the
//! rules of statistical graphics have to hold for every chart alike. The way of a chart:
//!
//! 1. [`check()`] refuses what would make no chart: one value is a sentence, one period no line.
//! 2. [`words`] and [`mod@sentence`] put the finding into the language of the page.
//! 3. [`rows`] sorts and, where there are too many, chooses what is drawn.
//! 4. [`mark`] measures and places everything in a [`layout::Layout`], which is plain data that tests
//!    look at, and only then draws it on a [`sheet::Sheet`], once for wide and once for narrow columns.
//! 5. [`table`] writes all figures, and [`standalone()`] the drawing as a file of its own.
//!
//! [`card()`] is the drawing for other sites to show; [`sparkline()`] is apart from all this: a course as small as a word, for a cell of a table.

mod advances;
mod card;
mod check;
mod inline;
mod laea;
mod land;
mod layout;
mod mark;
mod measure;
mod pen;
mod plain;
mod rows;
mod scale;
mod sentence;
mod sheet;
mod sparkline;
mod spec;
mod standalone;
mod table;
mod words;

#[cfg(test)]
mod tests;

use crate::locale::Locale;

pub use card::{card, title_card};
pub use check::check;
pub use plain::plain;
pub use sparkline::sparkline;
pub use spec::{Cell, Column, Kind, Reference, Refusal, Series, Spec};
pub use standalone::standalone;

use layout::Size;
use words::Words;

/// What a page needs to show a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The author's headline, or the finding.
    pub headline: String,
    /// Measure, coverage and period.
    pub subtitle: String,
    /// The finding as plain text, for people who do not see the drawing; also in each drawing's `<desc>`.
    pub sentence: String,
    /// `<svg>` for columns from about 600 px.
    pub wide: String,
    /// `<svg>` for narrow columns.
    pub narrow: String,
    /// `<table>` with every value of the specification.
    pub table: String,
    /// What a reader has to know besides: signs, axes, what is left out.
    pub notes: Vec<String>,
}

/// The finding as plain text, which a picture of the chart has instead of its table.
///
/// # Errors
/// Where the specification makes no chart.
pub fn sentence(spec: &Spec, locale: &Locale) -> Result<String, Refusal> {
    check(spec)?;
    Ok(sentence::sentence(&Words::new(spec, locale)))
}

/// Draws a chart in both layouts. The same specification and language give the same bytes.
pub fn draw(spec: &Spec, locale: &Locale) -> Result<Drawing, Refusal> {
    check(spec)?;
    let words = Words::new(spec, locale);
    let sentence = sentence::sentence(&words);
    let layout = |size| {
        let chart = mark::plan(&words, size)?;
        let svg = inline::inline(&words, &chart, size, &sentence)?;
        Ok((svg, chart.notes))
    };
    let (wide, mut notes) = layout(Size::Wide)?;
    let (narrow, narrow_notes) = layout(Size::Narrow)?;
    for note in narrow_notes {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    Ok(Drawing {
        headline: sentence::headline(&words),
        subtitle: sentence::subtitle(&words),
        wide,
        narrow,
        table: table::table(&words),
        notes: sentence::notes(&words, notes),
        sentence,
    })
}
