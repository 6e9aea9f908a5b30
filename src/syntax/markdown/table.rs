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

    /// A row begins.
    pub(super) fn begin_row(&mut self) {
        self.column = 0;
    }

    /// A cell begins. Its alignment is a class, because pages forbid inline styles.
    pub(super) fn begin_cell(&mut self, output: &mut Output) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None) | None => "",
        };
        self.column += 1;
        output.push(if self.head { "<th scope=\"col\"" } else { "<td" });
        output.push(class);
        output.push(">");
    }

    /// What ends a cell.
    pub(super) fn cell_end(&self) -> &'static str {
        if self.head { "</th>" } else { "</td>" }
    }
}

/// What ends a table.
pub(super) const END: &str = "</tbody></table></div>\n";
