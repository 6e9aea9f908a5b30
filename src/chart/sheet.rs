//! The surface that plotters draws on: tenths of a px for pixels, and roles for colours.
//!
//! It is separate because the SVG backend of plotters guesses the width of text, rounds to whole pixels
//! and writes colours. This one knows classes, so that the theme decides on colours, and refuses whatever
//! would bring a colour or a pixel in. Elements written for it ([`Mark`], [`Begin`], [`End`], [`Label`])
//! say what they mean.

use std::fmt;

use plotters::element::{Drawable, PointCollection};
use plotters::style::{Color, ShapeStyle};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use crate::markup::Markup;

use super::layout::{Anchor, Group, Label};
use super::pen::{Tenths, run};

/// Attributes that stand for a class where no style sheet applies, inside a group set off or not.
pub(super) type Paint = fn(class: &str, on: bool) -> &'static [(&'static str, &'static str)];

/// What a sheet refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SheetError(&'static str);

impl fmt::Display for SheetError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl std::error::Error for SheetError {}

type Drawn = Result<(), DrawingErrorKind<SheetError>>;

fn refuse(what: &'static str) -> Drawn {
    Err(DrawingErrorKind::DrawingError(SheetError(what)))
}

/// What plotters itself may draw: the only colour that reaches the sheet, and it means a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Lines of the grid.
    Grid,
}

impl Ink {
    /// A blue that no theme uses; only its equality counts.
    const GRID: BackendColor = BackendColor { alpha: 1.0, rgb: (0, 0, 1) };

    /// As the style of a mesh line.
    pub(super) fn style(self) -> ShapeStyle {
        self.stroke_width(1)
    }
}

impl Color for Ink {
    fn to_backend_color(&self) -> BackendColor {
        match self {
            Ink::Grid => Ink::GRID,
        }
    }
}

/// The surface. Neighbouring lines of the grid are gathered into one path.
pub(super) struct Sheet<'a> {
    markup: &'a mut Markup,
    paint: Option<Paint>,
    size: (u32, u32),
    /// Whether the group being drawn is set off.
    on: bool,
    /// What the group being drawn says of the position of its texts, which need not repeat it.
    anchor: Anchor,
    grid: String,
}

impl<'a> Sheet<'a> {
    /// A sheet of `width` and `height` tenths of a px; with `paint` it writes colours instead of classes.
    pub(super) fn new(markup: &'a mut Markup, (width, height): (i32, i32), paint: Option<Paint>) -> Self {
        let size = (width.unsigned_abs(), height.unsigned_abs());
        Sheet { markup, paint, size, on: false, anchor: Anchor::Start, grid: String::new() }
    }

    fn look(&mut self, class: &'static str) {
        match self.paint {
            None => {
                self.markup.attr_text("class", class);
            }
            Some(paint) => {
                for (name, value) in paint(class, self.on) {
                    self.markup.attr_text(name, value);
                }
            }
        }
    }

    /// Adds lengths to the tag just begun.
    fn lengths<const COUNT: usize>(&mut self, lengths: [(&'static str, i32); COUNT]) {
        for (name, tenths) in lengths {
            self.markup.attr_with(name, |out| Tenths(tenths).push(out));
        }
    }

    /// A path whose points are written by `write`.
    fn path(&mut self, class: &'static str, write: impl FnOnce(&mut String)) {
        self.flush();
        self.markup.void("path");
        self.look(class);
        self.markup.attr_with("d", write);
    }

    fn flush(&mut self) {
        if !self.grid.is_empty() {
            let grid = std::mem::take(&mut self.grid);
            self.path("g", |out| out.push_str(&grid));
        }
    }

    fn label(&mut self, label: &Label) {
        self.flush();
        self.markup.open("text");
        self.look(label.style.class());
        self.lengths([("x", label.x), ("y", label.y)]);
        if label.anchor != self.anchor {
            self.markup.attr_text("text-anchor", label.anchor.name());
        }
        self.markup.words(&label.text).close();
    }

    fn rect(&mut self, class: &'static str, [from, to]: [BackendCoord; 2], half: i32) {
        self.flush();
        let left = from.0.min(to.0);
        self.markup.void("rect");
        self.look(class);
        let width = from.0.max(to.0) - left;
        self.lengths([("x", left), ("y", from.1 - half), ("width", width), ("height", half * 2)]);
    }

    fn dot(&mut self, class: &'static str, at: BackendCoord, radius: i32) {
        self.flush();
        self.markup.void("circle");
        self.look(class);
        self.lengths([("cx", at.0), ("cy", at.1), ("r", radius)]);
    }
}

impl DrawingBackend for Sheet<'_> {
    type ErrorType = SheetError;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.flush();
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        refuse("a pixel reached the sheet")
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        let color = style.color();
        if color.rgb != Ink::GRID.rgb || color.alpha != Ink::GRID.alpha {
            return refuse("a colour reached the sheet");
        }
        run(&mut self.grid, [from, to].into_iter());
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, _: BackendCoord, _: BackendCoord, _: &S, _: bool) -> Drawn {
        refuse("a rectangle without a meaning reached the sheet")
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, _: I, _: &S) -> Drawn {
        refuse("a path without a meaning reached the sheet")
    }

    fn draw_circle<S: BackendStyle>(&mut self, _: BackendCoord, _: u32, _: &S, _: bool) -> Drawn {
        refuse("a circle without a meaning reached the sheet")
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, _: I, _: &S) -> Drawn {
        refuse("a polygon without a meaning reached the sheet")
    }

    fn draw_text<S: BackendTextStyle>(&mut self, _: &str, _: &S, _: BackendCoord) -> Drawn {
        refuse("text that was not placed reached the sheet")
    }
}

/// Begins the group of a place.
pub(super) struct Begin<'g> {
    pub(super) class: &'static str,
    pub(super) group: &'g Group<'g>,
    /// What a mouse over the group says, where the label does not.
    pub(super) title: Option<String>,
}

/// Ends the group of a place.
pub(super) struct End;

/// What a mark looks like; its points are in the units of the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Two points, the foot and the end, and half of the thickness.
    Bar { half: i32 },
    /// Points joined in runs of these lengths.
    Line { runs: Vec<usize> },
    /// A circle at each point.
    Dots { radius: i32 },
    /// The ends of an interval, with caps of this half length across.
    Whisker { half: i32 },
}

/// A mark at places of the data.
pub(super) struct Mark<C> {
    pub(super) class: &'static str,
    pub(super) at: Vec<C>,
    pub(super) shape: Shape,
}

/// Lines that were placed by the layout: axis, leader, reference.
pub(super) struct Rule<'r> {
    pub(super) class: &'static str,
    pub(super) runs: Vec<&'r [BackendCoord]>,
}

impl<'r> Rule<'r> {
    /// Pieces of two points each.
    pub(super) fn pieces(class: &'static str, pieces: &'r [[BackendCoord; 2]]) -> Self {
        Rule { class, runs: pieces.iter().map(<[BackendCoord; 2]>::as_slice).collect() }
    }
}

/// A circle that was placed by the layout: the sign of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) class: &'static str,
    pub(super) at: BackendCoord,
    pub(super) radius: i32,
}

/// Begins a group that is drawn again elsewhere.
pub(super) struct Shared<'s> {
    pub(super) id: &'s str,
}

/// Draws a group again, so far right and down.
pub(super) struct Reuse<'s> {
    pub(super) id: &'s str,
    pub(super) by: BackendCoord,
}

impl<'p, C: 'p> PointCollection<'p, C> for &'p Mark<C> {
    type Point = &'p C;
    type IntoIter = std::slice::Iter<'p, C>;

    fn point_iter(self) -> Self::IntoIter {
        self.at.iter()
    }
}

impl<C> Drawable<Sheet<'_>> for Mark<C> {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, mut at: I, sheet: &mut Sheet<'_>, _: (u32, u32)) -> Drawn {
        match &self.shape {
            Shape::Line { runs } => sheet.path(self.class, |out| {
                for length in runs {
                    run(out, at.by_ref().take(*length));
                }
            }),
            Shape::Dots { radius } => at.for_each(|point| sheet.dot(self.class, point, *radius)),
            Shape::Bar { half } | Shape::Whisker { half } => {
                let (Some(from), Some(to), None) = (at.next(), at.next(), at.next()) else {
                    return refuse("a mark without two points");
                };
                match &self.shape {
                    Shape::Bar { .. } => sheet.rect(self.class, [from, to], *half),
                    _ => sheet.path(self.class, |out| whisker(out, [from, to], *half)),
                }
            }
        }
        Ok(())
    }
}

/// The line of an interval and its caps.
fn whisker(data: &mut String, [from, to]: [BackendCoord; 2], half: i32) {
    let (x, y) = if from.0 == to.0 { (half, 0) } else { (0, half) };
    let cap = |at: BackendCoord| [(at.0 - x, at.1 - y), (at.0 + x, at.1 + y)];
    for ends in [cap(from), [from, to], cap(to)] {
        run(data, ends.into_iter());
    }
}

/// Elements that the layout has placed take no points of the data.
macro_rules! placed {
    ($type:ty, $self:ident, $sheet:ident, $body:block) => {
        impl<'p, C: 'p> PointCollection<'p, C> for &'p $type {
            type Point = &'p C;
            type IntoIter = std::iter::Empty<&'p C>;

            fn point_iter(self) -> Self::IntoIter {
                std::iter::empty()
            }
        }

        impl Drawable<Sheet<'_>> for $type {
            fn draw<I: Iterator<Item = BackendCoord>>(
                &$self,
                _: I,
                $sheet: &mut Sheet<'_>,
                _: (u32, u32),
            ) -> Drawn {
                $body
                Ok(())
            }
        }
    };
}

placed!(Begin<'_>, self, sheet, {
    sheet.flush();
    sheet.on = self.group.on;
    sheet.markup.open("g");
    if sheet.on {
        sheet.markup.attr("class", format_args!("{} on", self.class));
    } else {
        sheet.markup.attr_text("class", self.class);
    }
    sheet.markup.attr_text("data-city", self.group.key);
    let centred = self.group.labels.iter().filter(|label| label.anchor == Anchor::Middle).count();
    // Said once where most of the texts are centred, as the figures of a heat map are.
    if centred > 2 && centred * 2 > self.group.labels.len() {
        sheet.anchor = Anchor::Middle;
        sheet.markup.attr_text("text-anchor", sheet.anchor.name());
    }
    if let Some(title) = &self.title {
        sheet.markup.open("title").words(title).close();
    }
});

placed!(Shared<'_>, self, sheet, {
    sheet.flush();
    sheet.markup.open("g").attr("id", self.id);
});

placed!(Reuse<'_>, self, sheet, {
    sheet.flush();
    sheet.markup.void("use").attr("href", format_args!("#{}", self.id));
    sheet.lengths([("x", self.by.0), ("y", self.by.1)]);
});

placed!(End, self, sheet, {
    sheet.flush();
    (sheet.on, sheet.anchor) = (false, Anchor::Start);
    sheet.markup.close();
});

placed!(Label, self, sheet, {
    sheet.label(self);
});

placed!(Rule<'_>, self, sheet, {
    if self.runs.iter().any(|points| !points.is_empty()) {
        sheet.path(self.class, |out| {
            for points in &self.runs {
                run(out, points.iter().copied());
            }
        });
    }
});

placed!(Spot, self, sheet, {
    sheet.dot(self.class, self.at, self.radius);
});
