//! Tables: the header cells say which direction they head, and wide tables can be scrolled.

use pulldown_cmark::Alignment;

use super::output::Output;

/// Where in a table the reading is.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    /// Whether in the header's row.
    pub(super) head: bool,
}

impl Table {
    /// A table begins.
    pub(super) fn begin(alignments: &[Alignment], output: &mut Output) -> Self {
        output.line();
        output.push("<div class=\"table-scroll\">");
        Table { alignments: alignments.to_vec(), column: 0, head: false }
    }

    /// A cell of the header begins.
    pub(super) fn begin_header(&mut self, output: &mut Output) {
        let style = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " style=\"text-align: left\"",
            Some(Alignment::Center) => " style=\"text-align: center\"",
            Some(Alignment::Right) => " style=\"text-align: right\"",
            Some(Alignment::None) | None => "",
        };
        self.column += 1;
        output.push("<th scope=\"col\"");
        output.push(style);
        output.push(">");
    }
}

/// What ends a table.
pub(super) const END: &str = "</tbody></table></div>\n";
/// What ends a cell of the header.
pub(super) const HEADER_END: &str = "</th>";
