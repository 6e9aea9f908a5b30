//! Pages of the preview itself: waiting, errors at the start, refusals.

use crate::build::Stage;
use crate::markup::Markup;

use super::problems::{self, Problem};
use super::state::State;

/// The style sheet of all pages of the preview.
pub(super) const STYLE: &str = include_str!("assets/preview.css");
/// What brings changes into pages.
pub(super) const SCRIPT: &str = include_str!("assets/reload.js");
/// The address of that script, which is put into every page.
pub(super) const SCRIPT_PATH: &str = "/_cityfolio/reload.js";
/// The address of the style sheet.
pub(super) const STYLE_PATH: &str = "/_cityfolio/preview.css";

/// A whole page around a fragment.
pub(super) fn frame(title: &str, main: &str, again: bool) -> String {
    let mut html = Markup::new();
    html.open("head").void("meta").attr("charset", "utf-8");
    html.void("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1");
    html.void("meta").attr("name", "color-scheme").attr("content", "light dark");
    if again {
        html.void("meta").attr("http-equiv", "refresh").attr("content", "1");
    }
    html.element("title", format!("{title} · cityfolio"));
    html.void("link").attr("rel", "icon").attr("href", "data:,");
    html.void("link").attr("rel", "stylesheet").attr("href", STYLE_PATH).close();
    html.open("body").open("main").attr("id", "main").element("h1", title).fragment(main).close();
    if !again {
        html.open("script").attr("src", SCRIPT_PATH).attr("defer", "").close();
    }
    format!("<!DOCTYPE html>\n<html lang=\"en\" data-cityfolio=\"preview\">{}</html>\n", html.finish())
}

/// The page that stands for every other until the first round is done.
pub(super) fn waiting(stage: Stage, made: usize) -> String {
    let mut html = Markup::new();
    html.open("p").attr("role", "status");
    match stage {
        Stage::Read | Stage::Compare => html.text("The files are being read."),
        Stage::Load => html.text("The articles and figures are being loaded."),
        Stage::Plan | Stage::Check => html.text("The site is being checked."),
        Stage::Render | Stage::Write => html.text(format!("The pages are being made; {made} are done.")),
    };
    html.close().element("p", "The page you asked for comes by itself.");
    frame("The site is being made", &html.finish(), true)
}

/// The page that stands for every other while the site has had errors from the start.
pub(super) fn broken(state: &State) -> String {
    let count = state.errors();
    let mut html = Markup::new();
    html.element("p", "The site comes by itself when they are mended.");
    html.fragment(&problems::list(&state.problems, &state.base, true));
    frame(&format!("The site has {}", counted(count, "error")), &html.finish(), false)
}

/// The page at an address where there is nothing, for a site without one of its own.
pub(super) fn missing() -> String {
    frame("There is no page here", "<p>Perhaps it was moved, or has yet to be written.</p>", false)
}

/// A number with its noun.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// How many of these are errors, and how many are not.
pub(super) fn counts(problems: &[Problem]) -> (usize, usize) {
    let errors = problems.iter().filter(|problem| problem.is_error).count();
    (errors, problems.len() - errors)
}
