//! Formulas: LaTeX to MathML, which browsers show without scripts.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{Content, Event};
use pulldown_latex::{Parser, ParserError, Storage, push_mathml};
use std::error::Error as _;

/// A longer formula is a mistake, such as a `$` that was meant as money.
const LENGTH_LIMIT: usize = 4_000;
/// No formula nests braces deeper; the crate recurses into them.
const BRACE_LIMIT: usize = 40;
/// Commands that define commands, of which a few lines expand without end; and `\char`, on which
/// the crate panics before anything but ASCII.
const REFUSED: [&str; 10] =
    ["char", "def", "edef", "gdef", "xdef", "let", "futurelet", "newcommand", "renewcommand", "providecommand"];

/// The MathML of a formula.
///
/// # Errors
/// The reason why the formula cannot be shown, for the author.
pub(super) fn mathml(latex: &str, display: bool) -> Result<String, String> {
    check(latex)?;
    let storage = Storage::new();
    let events = Parser::new(latex, &storage).collect::<Result<Vec<_>, ParserError>>().map_err(|error| {
        error
            .source()
            .map_or_else(|| error.to_string(), ToString::to_string)
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned()
    })?;
    check_names(&events)?;
    let mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode: mode, ..RenderConfig::default() };
    let mut out = String::new();
    push_mathml(&mut out, events.into_iter().map(Ok::<_, ParserError>), config).map_err(|error| error.to_string())?;
    Ok(escaped(&out))
}

/// The crate writes the names of operators as they are, so they must not hold tags.
fn check_names(events: &[Event<'_>]) -> Result<(), String> {
    let is_markup = |letter: char| matches!(letter, '<' | '>' | '&' | '"');
    match events
        .iter()
        .any(|event| matches!(event, Event::Content(Content::Function(name)) if name.contains(is_markup)))
    {
        true => Err("the name of an operator holds `<`, `>`, `&` or a quotation mark".to_owned()),
        false => Ok(()),
    }
}

/// The crate's output with its single signs escaped, which it writes as they are: a `<` before
/// anything but a tag's name, and a `&` that is alone in its element. One of its attributes lacks
/// the space before it.
fn escaped(mathml: &str) -> String {
    let mathml = mathml.replace("&</", "&amp;</").replace("\"minsize=", "\" minsize=");
    let mut out = String::with_capacity(mathml.len());
    let mut rest = mathml.as_str();
    while let Some(sign) = rest.find('<') {
        out.push_str(&rest[..sign]);
        rest = &rest[sign + 1..];
        let tag = rest.starts_with(|letter: char| letter == '/' || letter.is_ascii_alphabetic());
        out.push_str(if tag { "<" } else { "&lt;" });
    }
    out.push_str(rest);
    out
}

/// Refuses what would cost the crate more than a formula is worth.
fn check(latex: &str) -> Result<(), String> {
    if latex.len() > LENGTH_LIMIT {
        return Err(format!("it is longer than {LENGTH_LIMIT} bytes"));
    }
    let mut depth = 0_usize;
    for byte in latex.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > BRACE_LIMIT {
            return Err(format!("its braces are nested more than {BRACE_LIMIT} deep"));
        }
    }
    for command in latex.split('\\').skip(1) {
        let name = command.split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
        if REFUSED.contains(&name) {
            return Err(format!("the command `\\{name}` is not supported"));
        }
    }
    Ok(())
}
