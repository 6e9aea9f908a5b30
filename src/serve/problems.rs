//! Problems as a browser shows them: the fact, the place with its line, the cure, and the page concerned.

use crate::build::Outputs;
use crate::diag::{Diagnostic, Place, Report, Severity, line_column};
use crate::markup::Markup;
use crate::path::{percent_encode, slug};
use crate::source::Snapshot;

/// Lines longer than this are cut around the place, in characters.
const WIDTH: usize = 160;
/// More problems than this are counted only: who mends these sees the others in the next round.
const SHOWN: usize = 50;

/// One problem, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// Whether it keeps the site from being made.
    pub(super) is_error: bool,
    /// Its name.
    pub(super) code: &'static str,
    message: String,
    hint: Option<String>,
    /// File, line and column.
    place: Option<String>,
    excerpt: Option<Excerpt>,
    others: Vec<(String, String)>,
    /// The output that shows what the file holds, as far as its name tells.
    page: Option<String>,
}

/// A line of a source, in three pieces; the middle one is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Excerpt {
    line: usize,
    pieces: [String; 3],
}

/// The problems of a round.
pub(super) fn of(report: &Report, snapshot: &Snapshot, outputs: &Outputs) -> Vec<Problem> {
    report.problems.iter().map(|problem| one(problem, snapshot, outputs)).collect()
}

/// A fault of the machine.
pub(super) fn of_machine(message: &str) -> Problem {
    let hint = Some("the preview goes on by itself when it is mended".to_owned());
    let (message, others) = (message.to_owned(), Vec::new());
    Problem { is_error: true, code: "failed", message, hint, place: None, excerpt: None, others, page: None }
}

fn one(problem: &Diagnostic, snapshot: &Snapshot, outputs: &Outputs) -> Problem {
    let place = problem.place.as_ref();
    Problem {
        is_error: problem.severity == Severity::Error,
        code: problem.code,
        message: problem.message.clone(),
        hint: problem.hint.clone(),
        place: place.map(|place| named(place, snapshot)),
        excerpt: place.and_then(|place| excerpt(place, snapshot)),
        others: problem.also.iter().map(|(place, label)| (named(place, snapshot), label.clone())).collect(),
        page: place.and_then(|place| page_of(&place.file, outputs)),
    }
}

fn named(place: &Place, snapshot: &Snapshot) -> String {
    let at = place.span.and_then(|span| Some(line_column(snapshot.excerpt(&place.file)?, span)));
    at.map_or_else(|| place.file.to_string(), |at| format!("{}:{}:{}", place.file, at.line, at.column))
}

fn excerpt(place: &Place, snapshot: &Snapshot) -> Option<Excerpt> {
    let source = snapshot.excerpt(&place.file)?;
    let at = line_column(source, place.span?);
    let text: Vec<char> = source.lines().nth(at.line - 1)?.trim_start_matches('\u{feff}').chars().collect();
    let start = (at.column - 1).min(text.len());
    let end = if at.end_line == at.line { (at.end_column - 1).clamp(start, text.len()) } else { text.len() };
    let end = end.min(start + WIDTH);
    let spare = WIDTH.saturating_sub(end - start);
    let from = start.saturating_sub(spare / 2);
    let to = (end + spare - (start - from).min(spare)).min(text.len());
    let piece = |from: usize, to: usize| text[from..to].iter().collect::<String>();
    let mut pieces = [piece(from, start), piece(start, end), piece(end, to)];
    if from > 0 {
        pieces[0].insert(0, '…');
    }
    if to < text.len() {
        pieces[2].push('…');
    }
    Some(Excerpt { line: at.line, pieces })
}

/// The page of an entry's file, where one of that name was made. Entries with a `slug` of their own are
/// not found by it, and need not be: the place is told all the same.
pub(super) fn page_of(file: &str, outputs: &Outputs) -> Option<String> {
    let rest = file.strip_prefix("content/")?;
    let (stem, extension) = rest.rsplit_once('.')?;
    if !matches!(extension, "md" | "yaml") {
        return None;
    }
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let (name, language) = name.rsplit_once('.').unwrap_or((name, ""));
    let name = if matches!(name, "index" | "_index") { String::new() } else { slug(name) };
    let parts = language.split('/').chain(folder.split('/')).chain([name.as_str(), "index.html"]);
    let path = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
    outputs.get(&path).map(|_| path)
}

/// A list of problems as a fragment of a page.
pub(super) fn list(problems: &[Problem], base: &str, only_errors: bool) -> String {
    let wanted: Vec<&Problem> = problems.iter().filter(|problem| problem.is_error || !only_errors).collect();
    let mut html = Markup::new();
    html.open("ol").attr("class", "problems");
    for problem in wanted.iter().take(SHOWN) {
        item(&mut html, problem, base);
    }
    html.close();
    if wanted.len() > SHOWN {
        html.element("p", format!("And {} more.", wanted.len() - SHOWN));
    }
    html.finish()
}

fn item(html: &mut Markup, problem: &Problem, base: &str) {
    html.open("li").attr("class", if problem.is_error { "error" } else { "warning" });
    html.open("p").attr("class", "fact");
    html.element("strong", if problem.is_error { "Error: " } else { "Warning: " });
    inline(html, &problem.message);
    html.text(" ").open("span").attr("class", "code").text(problem.code).close().close();
    if let Some(place) = &problem.place {
        html.open("p").attr("class", "place").element("code", place);
        if let Some(page) = &problem.page {
            let address = format!("{base}{}", page.strip_suffix("index.html").unwrap_or(page));
            html.text(" · ").open("a").attr("href", percent_encode(&address)).text("the page").close();
        }
        html.close();
    }
    if let Some(Excerpt { line, pieces: [before, meant, after] }) = &problem.excerpt {
        html.open("pre").attr("tabindex", "0").open("code");
        html.open("span").attr("class", "line").text(format!("{line} ")).close();
        html.text(before).element("mark", meant).text(after).close().close();
    }
    for (place, label) in &problem.others {
        html.open("p").attr("class", "place").text(format!("{label}: ")).element("code", place).close();
    }
    if let Some(hint) = &problem.hint {
        html.open("p").attr("class", "cure");
        inline(html, hint);
        html.close();
    }
    html.close();
}

/// A sentence in which backticks set names off.
pub(super) fn inline(html: &mut Markup, sentence: &str) {
    for (number, piece) in sentence.split('`').enumerate() {
        if number % 2 == 1 {
            html.element("code", piece);
        } else {
            html.text(piece);
        }
    }
}
