//! One file of an entry: its fields, its text, and whether it may be shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Clock;
use super::entries::{Loader, Part, problem};
use super::prose;
use crate::diag::{Diagnostic, Place, Report, Span};
use crate::kind::{Fields, LocalText, Moment, Reader, Show, Type, Value};
use crate::model::{Prose, State};
use crate::path::{NAME_LIMIT, SourcePath, is_portable, slug};
use crate::syntax::{front, markdown, yaml};

/// Characters of an author's text shown in a message.
const SHOWN: usize = 40;

/// One file, read.
#[derive(Debug, Clone)]
pub(super) struct Article {
    pub(super) file: SourcePath,
    pub(super) language: Option<String>,
    pub(super) is_data: bool,
    pub(super) fields: Fields,
    pub(super) title: LocalText,
    pub(super) slug: String,
    pub(super) state: State,
    /// The text by language; the key `""` holds one that is for every language.
    pub(super) bodies: BTreeMap<String, Prose>,
    /// Markdown fields by language and name.
    pub(super) prose: BTreeMap<String, BTreeMap<String, Vec<Prose>>>,
}

/// Reads one file. `None` where its fields are no YAML.
pub(super) fn read(loader: &Loader<'_>, part: &Part<'_>) -> (Option<Article>, Report) {
    let file = part.path.shared();
    let mut report = Report::default();
    let is_data = part.path.extension() == "yaml";
    let (node, body) = match parse(&file, part.text, is_data) {
        Ok(parsed) => parsed,
        Err(problems) => return (None, Report { problems }),
    };
    let Some(kind) = loader.kinds.get(&part.key.collection) else { return (None, report) };
    let page = crate::kind::page_kind();
    let kind = if part.index { &page } else { kind };
    let draft = matches!(node.get("draft").map(|node| &node.value), Some(yaml::Value::Bool(true)));
    let languages = &loader.config.languages;
    let translation = part.language.as_ref().is_some_and(|language| Some(language) != languages.first());
    let mut reader = Reader { file: &file, languages, translation: translation || draft, report: Report::default() };
    let fields = reader.fields(kind, &node);
    let has_front = |body: usize| part.text.get(..body).is_some_and(|front| front.contains("---"));
    if body.is_some_and(|body| !has_front(body)) {
        no_front_matter(&mut reader);
    }
    if !is_data {
        cut_short(&mut reader, part, &node);
    }
    let slug = entry_slug(&mut reader, part, &fields);
    report.merge(reader.report);
    let title = fields.text(&kind.title_from).cloned().unwrap_or_else(|| LocalText::plain(part.key.id.clone()));
    let mut article = Article {
        file: part.path.clone(),
        language: part.language.clone(),
        is_data,
        title,
        slug,
        state: state(&fields, loader.clock),
        fields,
        bodies: BTreeMap::new(),
        prose: BTreeMap::new(),
    };
    if let Some(body) = body {
        let (mut document, problems) = markdown::parse(&file, part.text, body);
        report.merge(problems);
        if loader.packs {
            document.pack();
        }
        article.bodies.insert(String::new(), prose::lower(&file, part.text, document, &mut report));
    }
    let markdown = article.fields.values.iter().filter_map(|(name, written)| {
        let show = kind.field(name).map_or(Show::Nowhere, |field| field.show);
        let is_list = kind.field(name).is_some_and(|field| matches!(&field.kind, Type::List(of) if **of == Type::Text));
        (name == "body" || (is_list && show != Show::Nowhere) || matches!(written.value, Value::Markdown(_)))
            .then_some((name.clone(), written.clone()))
    });
    let markdown: Vec<_> = markdown.collect();
    for (name, written) in markdown {
        field_prose(&mut article, part, (&name, written), &mut report);
    }
    (Some(article), report)
}

/// An article that has no front matter at all lacks that, and not one field after another.
fn no_front_matter(reader: &mut Reader<'_>) {
    let told = reader.report.problems.len();
    reader.report.problems.retain(|problem| problem.code != "missing-field");
    if reader.report.problems.len() < told {
        let hint = "begin the file with three lines: `---`, then `title: Its title`, then `---` again";
        reader.error("no-front-matter", "the file has no fields, not even a title".into(), Span::default(), hint);
    }
}

type Parsed = (yaml::Node, Option<usize>);

fn parse(file: &Arc<str>, text: &str, is_data: bool) -> Result<Parsed, Vec<Diagnostic>> {
    if is_data {
        return yaml::parse(file, text, 0).map(|node| (node, None));
    }
    let parts = front::split(file, text).map_err(|problem| vec![problem])?;
    let front = text.get(parts.front.start as usize..parts.front.end as usize).unwrap_or_default();
    let mut node = yaml::parse(file, front, parts.front.start)?;
    if matches!(node.value, yaml::Value::Null) {
        node.span = parts.front;
    }
    Ok((node, Some(parts.body as usize)))
}

/// ` #` begins a comment in YAML, so a title or summary that holds one would lose its end in silence.
fn cut_short(reader: &mut Reader<'_>, part: &Part<'_>, node: &yaml::Node) {
    for name in ["title", "summary"] {
        let Some(written) = node.get(name).filter(|written| written.text().is_some()) else { continue };
        let (start, end) = (written.span.start as usize, written.span.end as usize);
        if part.text.get(start..end).is_some_and(|text| text.starts_with(['"', '\''])) {
            continue;
        }
        let rest = part.text.get(end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        if rest.starts_with(' ') && rest.trim_start().starts_with('#') {
            let span = Span::new(end, end + rest.trim_end().len());
            let problem = Diagnostic::warning("comment", format!("this is a comment, and no part of the `{name}`"));
            let problem = problem.at(Place::at(part.path.shared(), span));
            reader.report.add(problem.hint("put quotes around the whole text if it belongs to it"));
        }
    }
}

/// The slug of the file's name, or the one written; a text that is no slug is an error, so that an
/// address is always what the author sees.
fn entry_slug(reader: &mut Reader<'_>, part: &Part<'_>, fields: &Fields) -> String {
    let written = fields.text("slug").map(|text| text.say("", "").to_owned());
    let span = fields.span("slug").unwrap_or_default();
    if let Some(written) = written {
        if slug(&written) != written || written.is_empty() {
            let better = slug(&written);
            let hint = match better.as_str() {
                "" => "write small letters, digits and hyphens".to_owned(),
                better => format!("write `slug: {better}`"),
            };
            let message = format!("`{written}` cannot stand in an address");
            reader.error("bad-slug", message, span, &hint);
        } else if !is_portable(&written) {
            let shown: String = written.chars().take(SHOWN).collect();
            let message = format!("`{shown}` cannot be the name of a folder on every host");
            reader.error("bad-slug", message, span, "choose another, shorter than 200 letters");
        }
        // A faulty slug stands in for itself, so that its fault is the only one.
        let written = if slug(&written) == written && !written.is_empty() { written } else { stand_in(part) };
        let folder = part.key.id.rsplit_once('/').map_or("", |(folder, _)| folder);
        return [folder.split('/').map(slug).collect::<Vec<_>>().join("/"), written]
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect::<Vec<_>>()
            .join("/");
    }
    let names: Vec<String> = part.key.id.split('/').map(slug).collect();
    let fault = match part.index {
        true => None,
        false if names.iter().any(String::is_empty) => Some("the name of the file gives no address"),
        false if names.iter().any(|name| name.len() > NAME_LIMIT) => {
            Some("the name of the file is too long for an address")
        }
        false if names.iter().all(|name| is_portable(name)) => None,
        false => Some("the name of the file cannot be the name of a folder on every host"),
    };
    if let Some(fault) = fault {
        let hint = "rename the file, or write another name for the address: `slug: name`";
        reader.report.add(problem("bad-slug", fault, part.path).hint(hint));
        return stand_in(part);
    }
    names.join("/")
}

/// An address that nothing else has, for an entry whose own is faulty.
fn stand_in(part: &Part<'_>) -> String {
    part.key.id.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn state(fields: &Fields, clock: &Clock) -> State {
    let today = clock.now.to_zoned(clock.zone.clone()).date();
    if fields.flag("draft") {
        return State::Draft;
    }
    if let Some(from) = fields.moment("publish_on") {
        let reached = match from {
            Moment::Day(day) => today >= day,
            _ => from.instant(&clock.zone).is_some_and(|instant| clock.now >= instant),
        };
        if !reached {
            return State::Embargoed(from);
        }
    }
    if let Some(until) = fields.moment("expires") {
        let passed = match until {
            Moment::Day(day) => today > day,
            _ => until.instant(&clock.zone).is_some_and(|instant| clock.now >= instant),
        };
        if passed {
            return State::Expired(until);
        }
    }
    State::Public
}

fn field_prose(
    article: &mut Article,
    part: &Part<'_>,
    (name, written): (&str, crate::kind::Written),
    report: &mut Report,
) {
    let values = match written.value {
        Value::List(items) => items,
        value => vec![crate::kind::Written { value, span: written.span }],
    };
    for item in values {
        let (Value::Text(text) | Value::Markdown(text)) = item.value else { continue };
        for (language, text) in &text.by_language {
            let prose = prose::of_field(part, item.span, text, report);
            if name == "body" {
                article.bodies.insert(language.clone(), prose);
            } else {
                article.prose.entry(language.clone()).or_default().entry(name.to_owned()).or_default().push(prose);
            }
        }
    }
}
