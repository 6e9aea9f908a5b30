//! The page `/_cityfolio/`: what an editor wants to know of the site beside how it looks.

use std::time::Duration;

use super::page::{counted, counts, frame};
use super::problems::{self, Problem};
use super::state::{Shared, State};
use crate::build::Counts;
use crate::markup::Markup;
use crate::path::percent_encode;

/// Warnings that speak of age.
const OF_AGE: [&str; 4] = ["stale-indicator", "no-figures", "no-access-date", "stale"];
/// How many of the slowest pages are named.
const SLOWEST: usize = 10;
/// How many changed outputs are named.
const NAMED: usize = 50;

/// The page as it is now.
pub(super) fn status(shared: &Shared, state: &State) -> String {
    let mut html = Markup::new();
    html.open("p").open("a").attr("href", &state.base).text("To the site").close().close();
    let (aged, others): (Vec<Problem>, Vec<Problem>) =
        state.problems.iter().cloned().partition(|problem| OF_AGE.contains(&problem.code));
    section(&mut html, "Problems", &sum(&others));
    html.fragment(&problems::list(&others, &state.base, false)).close();
    section(&mut html, "Drafts and hidden entries", &drafts(shared, state));
    hidden(&mut html, state);
    section(&mut html, "Freshness", &freshness(&aged));
    html.fragment(&problems::list(&aged, &state.base, false)).close();
    section(&mut html, "The last edit", &edited(state));
    last(&mut html, state);
    let slow = slowest(state);
    let said = if slow.is_empty() { "Nothing was rendered yet." } else { "The time each took when it was last made." };
    section(&mut html, "Slowest pages", said);
    table(&mut html, ["Page", "ms"], slow.into_iter().map(|(path, time)| (path, milliseconds(time))), &state.base);
    html.close();
    frame("Preview", &html.finish(), false)
}

fn section(html: &mut Markup, title: &str, said: &str) {
    html.open("section").element("h2", title).open("p");
    problems::inline(html, said);
    html.close();
}

fn sum(problems: &[Problem]) -> String {
    match counts(problems) {
        (0, 0) => "There are none.".to_owned(),
        (0, warnings) => format!("{}.", counted(warnings, "warning")),
        (errors, 0) => format!("{}; the pages are those of the last good save.", counted(errors, "error")),
        (errors, warnings) => format!(
            "{} and {}; the pages are those of the last good save.",
            counted(errors, "error"),
            counted(warnings, "warning")
        ),
    }
}

fn drafts(shared: &Shared, state: &State) -> String {
    match (state.hidden.is_empty(), shared.drafts) {
        (true, _) => "Every entry is public.".to_owned(),
        (false, true) => "They are shown here, marked, and in no build without `--drafts`.".to_owned(),
        (false, false) => "They are in no page; `cityfolio serve --drafts` shows them.".to_owned(),
    }
}

fn hidden(html: &mut Markup, state: &State) {
    html.open("ul");
    for (file, reason) in state.hidden.iter() {
        html.open("li");
        match problems::page_of(file, &state.outputs) {
            Some(path) => link(html, &path, file, &state.base),
            None => {
                html.element("code", file);
            }
        }
        html.text(format!(": {reason}")).close();
    }
    html.close().close();
}

fn freshness(aged: &[Problem]) -> String {
    if aged.is_empty() {
        "Every indicator and source is fresh.".to_owned()
    } else {
        format!("{}.", counted(aged.len(), "note"))
    }
}

fn edited(state: &State) -> String {
    let last = &state.last;
    let total: Duration = last.stages.iter().map(|(_, time)| *time).sum();
    let Counts { parsed, rendered, kept } = last.counts;
    let what = match &last.edited {
        None => "The whole site".to_owned(),
        Some(paths) if paths.is_empty() => "The clock".to_owned(),
        Some(paths) if paths.len() > 3 => format!("{} files", paths.len()),
        Some(paths) => paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", "),
    };
    format!(
        "{what}: {} read, {} rendered, {kept} kept, {} changed, {} removed, in {} ms.",
        counted(parsed, "file"),
        counted(rendered, "output"),
        last.count,
        last.removed.len(),
        milliseconds(total)
    )
}

fn last(html: &mut Markup, state: &State) {
    let last = &state.last;
    let stages = last.stages.iter().map(|(stage, time)| format!("{} {}", stage.name(), milliseconds(*time)));
    html.element("p", format!("Stages, in ms: {}.", stages.collect::<Vec<_>>().join(", ")));
    if last.edited.is_some() {
        html.open("ul");
        for path in last.changed.iter().take(NAMED) {
            html.open("li");
            link(html, path, path, &state.base);
            html.close();
        }
        for path in last.removed.iter().take(NAMED) {
            html.open("li").element("del", path).close();
        }
        html.close();
        let more = last.changed.len().saturating_sub(NAMED) + last.removed.len().saturating_sub(NAMED);
        if more > 0 {
            html.element("p", format!("And {more} more."));
        }
    }
    html.close();
}

fn slowest(state: &State) -> Vec<(String, Duration)> {
    let mut costs: Vec<(&String, Duration)> =
        state.outputs.files.iter().map(|(path, built)| (path, built.took)).collect();
    costs.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(right.0)));
    costs.into_iter().take(SLOWEST).map(|(path, time)| (path.clone(), time)).collect()
}

fn table(html: &mut Markup, head: [&str; 2], rows: impl Iterator<Item = (String, String)>, base: &str) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    html.open("table").open("thead").open("tr");
    for name in head {
        html.open("th").attr("scope", "col").text(name).close();
    }
    html.close().close().open("tbody");
    for (path, number) in rows {
        html.open("tr").open("td");
        link(html, &path, &path, base);
        html.close().element("td", number).close();
    }
    html.close().close();
}

fn link(html: &mut Markup, path: &str, text: &str, base: &str) {
    let address = format!("{base}{}", path.strip_suffix("index.html").unwrap_or(path));
    html.open("a").attr("href", percent_encode(&address)).text(text).close();
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}
