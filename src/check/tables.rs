//! Files in `content/data` hold figures: a table without any, and a file that only a spreadsheet program reads.

use super::Scope;
use crate::diag::{Diagnostic, Place, Report};

/// Where tables lie.
const FOLDER: &str = "content/data";
/// Files of spreadsheet programs.
const SPREADSHEETS: [&str; 6] = ["xlsx", "xls", "xlsm", "ods", "numbers", "fods"];

/// Files that may be tables under another name.
const OTHERS: [&str; 4] = ["tsv", "tab", "txt", "json"];

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    for (path, _, file) in scope.snapshot.below(FOLDER) {
        let warning = |code, message: &str, hint: &str| {
            Diagnostic::warning(code, message).at(Place::file(path.shared())).hint(hint)
        };
        let extension = path.extension();
        if SPREADSHEETS.contains(&extension.as_str()) {
            let message = format!("a file of a spreadsheet program (`.{extension}`) is not read");
            report.add(warning("spreadsheet", &message, "save it as CSV, with the name of its indicator"));
        }
        if (extension == "csv" && !path.as_str().ends_with(".csv")) || OTHERS.contains(&extension.as_str()) {
            let hint = "save it as CSV with a name that ends in `.csv`, in small letters";
            report.add(warning(
                "table-not-read",
                "the table is not read, because its name does not end in `.csv`",
                hint,
            ));
            continue;
        }
        // A table with a fault says so itself.
        let text = file.text.as_deref().filter(|_| extension == "csv" && scope.site.unread.figures.is_empty());
        if text.is_some_and(is_empty) {
            let hint = "fill in its figures, or delete the file";
            report.add(warning("no-rows", "the table has no figure", hint));
        }
    }
}

/// Whether a table has nothing but names: no row, or rows without a value and without a reason why there is none.
pub(super) fn is_empty(text: &str) -> bool {
    let mut lines = text.lines();
    let header: Vec<&str> = cells(lines.next().unwrap_or_default()).collect();
    let is_long = header.contains(&"indicator");
    let counts = |position: usize| match is_long {
        true => header.get(position).is_some_and(|name| ["value", "missing"].contains(name)),
        false => position > 0,
    };
    !lines.any(|line| cells(line).enumerate().any(|(position, cell)| counts(position) && !cell.is_empty()))
}

/// The cells of a line. A separator in quotes makes two of one, which leaves neither of them empty.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.trim_start_matches('\u{feff}').split([',', ';']).map(|cell| cell.trim_matches(['"', ' ', '\t']))
}
