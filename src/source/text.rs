//! Which inputs are texts, and their decoding.

use crate::diag::{Diagnostic, Place, Span};
use crate::path::SourcePath;

/// Letters shown of what stands before a fault.
const SHOWN: usize = 30;

const TEXTS: [&str; 13] =
    ["md", "yaml", "yml", "csv", "html", "css", "js", "svg", "bib", "txt", "xml", "json", "webmanifest"];

/// Whether a file is read as text.
pub(super) fn is_text(path: &SourcePath) -> bool {
    TEXTS.contains(&path.extension().as_str())
}

/// The text of a file: UTF-8, with or without a mark.
pub(super) fn decode(path: &SourcePath, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Diagnostic::error("utf-16", "the file is saved as UTF-16")
            .at(Place::file(path.shared()))
            .hint("save it again with the encoding UTF-8"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..offset].iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = error.as_bytes()[..offset].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let before = String::from_utf8_lossy(&error.as_bytes()[start..offset]).into_owned();
        let column = before.chars().count() + 1;
        let tail = before.chars().skip(column.saturating_sub(SHOWN + 1)).collect::<String>();
        let behind = match tail.trim() {
            "" => String::new(),
            tail => format!(", behind `{tail}`"),
        };
        let message = format!("the file is no UTF-8: line {line}, column {column}{behind}, holds what is no letter");
        Diagnostic::error("not-utf-8", message)
            .at(Place::file(path.shared()))
            .hint("save it again with the encoding UTF-8")
    })?;
    match control(&text) {
        Some((at, letter)) if matches!(path.extension().as_str(), "md" | "yaml" | "yml" | "csv") => {
            let message = format!("a control character (U+{:04X}) stands here", u32::from(letter));
            Err(Diagnostic::error("control-character", message)
                .at(Place::at(path.shared(), Span::new(at, at + letter.len_utf8())))
                .hint("delete it; it was probably pasted from another program"))
        }
        _ => Ok(text),
    }
}

/// The first character that is no text: controls other than tab and line ends, and noncharacters.
fn control(text: &str) -> Option<(usize, char)> {
    // Nearly every text has neither controls nor the first bytes of those that are written in several, which is soon seen.
    let may_be =
        |byte: &u8| (*byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || matches!(byte, 0x7f | 0xc2 | 0xef);
    if !text.as_bytes().chunks(64).any(|chunk| chunk.iter().fold(false, |found, byte| found | may_be(byte))) {
        return None;
    }
    text.char_indices().find(|(_, letter)| {
        (letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\u{85}'))
            || matches!(letter, '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}')
    })
}
