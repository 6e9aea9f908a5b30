//! `site.yaml` to the configuration.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::{brand, no_site, themes};
use crate::diag::{Diagnostic, Place, Report, Span, did_you_mean};
use crate::kind::{Moment, Reader};
use crate::model::{BaseUrl, Config, Funding, HtmlPolicy, Programme, Project};
use crate::source::{CONFIG, Snapshot, theme};
use crate::syntax::yaml::{self, Node, Value};

const KEYS: [&str; 13] = [
    "title",
    "description",
    "base_url",
    "languages",
    "theme",
    "time_zone",
    "project",
    "markdown",
    "comparisons",
    "contact",
    "brand",
    "accessibility",
    "publish",
];
const PROJECT_KEYS: [&str; 10] = [
    "acronym",
    "title",
    "programme",
    "funding",
    "grant_number",
    "granting_authority",
    "start",
    "end",
    "coordinator",
    "licences",
];
const LICENCE_KEYS: [&str; 2] = ["content", "data"];
/// Stands for an address that is wrong or missing, until every other fault is named.
const STAND_IN: &str = "https://example.org/";
const DEFAULT_LICENCE: &str = "CC-BY-4.0";

/// Reads the configuration; `None` where there is none or it cannot be read. What is wrong in it gets a
/// stand-in, so that the same run names the faults of everything else.
pub(super) fn load(snapshot: &Snapshot, base_url: Option<&str>, report: &mut Report) -> Option<Config> {
    let Some(text) = snapshot.text(CONFIG) else {
        report.add(no_site());
        return None;
    };
    let file: Arc<str> = CONFIG.into();
    let node = match yaml::parse(&file, text, 0) {
        Ok(node) => node,
        Err(problems) => {
            problems.into_iter().for_each(|problem| report.add(problem));
            return None;
        }
    };
    let languages = languages(&file, &node, report);
    let mut reader = Reader { file: &file, languages: &languages, translation: false, report: Report::default() };
    let config = read(&mut reader, snapshot, &node, (&languages, base_url));
    report.merge(reader.report);
    config
}

fn read(
    reader: &mut Reader<'_>,
    snapshot: &Snapshot,
    node: &Node,
    (languages, base_url): (&[String], Option<&str>),
) -> Option<Config> {
    let found = reader.group(node, &KEYS, "site.yaml")?;
    if !found.contains_key("title") {
        let start = Span { end: node.span.start, ..node.span };
        reader.error("missing-field", "the site has no `title`".into(), start, "add `title:` with its name");
    }
    let mut local = |name: &str| found.get(name).and_then(|node| reader.any_local(name, node)).unwrap_or_default();
    let (title, description) = (local("title"), local("description"));
    let base = base(reader, node, found.get("base_url").copied(), base_url);
    Some(Config {
        title,
        description,
        base_url: base.or_else(|| BaseUrl::parse(STAND_IN))?,
        languages: languages.to_vec(),
        theme: theme(reader, snapshot, found.get("theme").copied()),
        time_zone: zone(reader, found.get("time_zone").copied()),
        project: found.get("project").and_then(|node| project(reader, node)),
        html: html(reader, found.get("markdown").copied()),
        comparisons: found.get("comparisons").is_some_and(|node| comparisons(reader, node)),
        contact: found.get("contact").and_then(|node| reader.plain("contact", node)),
        brand: brand::brand(reader, snapshot, found.get("brand").copied()),
        accessibility: brand::accessibility(reader, found.get("accessibility").copied()),
    })
}

fn comparisons(reader: &mut Reader<'_>, node: &Node) -> bool {
    if let Value::Bool(wanted) = node.value {
        return wanted;
    }
    let message = format!("`comparisons` wants `true` or `false`, and this is {}", node.shown());
    reader.error("wrong-type", message, node.span, "write `true` for a page of any two cities, or take the line out");
    false
}

fn languages(file: &Arc<str>, node: &Node, report: &mut Report) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    let written = node.get("languages");
    let one = written.filter(|node| !matches!(node.value, Value::List(_)));
    let items = written.map(Node::items).unwrap_or_default();
    for item in items.iter().chain(one) {
        let place = Place::at(file.clone(), item.span);
        let Some(tag) = item.scalar() else {
            let message = format!("a language is wanted here, and this is {}", item.describe());
            report.add(Diagnostic::error("bad-language", message).at(place).hint("write for example `[en, fi]`"));
            continue;
        };
        let problem = |message: &str| Diagnostic::error("bad-language", format!("`{tag}` {message}")).at(place.clone());
        if crate::locale::Locale::new(tag, BTreeMap::new()).is_err() {
            report.add(problem("is no language").hint("write tags such as `en` or `pt-BR`"));
        } else if languages.iter().any(|language| language.eq_ignore_ascii_case(tag)) {
            report.add(problem("stands twice").hint("keep one of the two"));
        } else {
            languages.push(tag.to_owned());
        }
    }
    if languages.is_empty() {
        languages.push("en".to_owned());
    }
    languages
}

fn base(reader: &mut Reader<'_>, node: &Node, written: Option<&Node>, given: Option<&str>) -> Option<BaseUrl> {
    let (text, span) = match (given, written) {
        (Some(text), _) => (text, node.span),
        (None, Some(written)) => (written.scalar().unwrap_or_default(), written.span),
        (None, None) => {
            let hint = "add `base_url:` with the address where the site will stand";
            let start = Span { end: node.span.start, ..node.span };
            reader.error("missing-field", "the site has no `base_url`".into(), start, hint);
            return None;
        }
    };
    let base = BaseUrl::parse(text);
    if base.is_none() {
        let hint = "write for example `https://www.example.eu/` or `https://example.eu/network/`";
        let shown = if given.is_none() { written.map(Node::shown) } else { None };
        let shown = shown.unwrap_or_else(|| format!("`{text}`"));
        reader.error("bad-base-url", format!("{shown} is no address of a website"), span, hint);
    }
    base
}

fn zone(reader: &mut Reader<'_>, node: Option<&Node>) -> TimeZone {
    let Some(node) = node else { return TimeZone::UTC };
    TimeZone::get(node.scalar().unwrap_or_default()).unwrap_or_else(|_| {
        let hint = "write a name such as `Europe/Brussels` or `UTC`";
        reader.error("bad-time-zone", format!("{} is no time zone", node.shown()), node.span, hint);
        TimeZone::UTC
    })
}

/// The theme's name, if there is such a theme; otherwise the default, so that nothing else is missing.
fn theme(reader: &mut Reader<'_>, snapshot: &Snapshot, node: Option<&Node>) -> String {
    let Some(node) = node else { return theme::DEFAULT.to_owned() };
    let name = node.scalar().unwrap_or_else(|| node.describe());
    let known = themes::names(snapshot);
    if known.iter().any(|known| known == name) {
        return name.to_owned();
    }
    let hint = did_you_mean(name, known.iter().map(String::as_str)).unwrap_or_else(|| "write `theme: default`".into());
    let message =
        if node.scalar().is_some() { format!("there is no theme `{name}`") } else { format!("{name} is no theme") };
    reader.error("unknown-theme", message, node.span, &hint);
    theme::DEFAULT.to_owned()
}

fn html(reader: &mut Reader<'_>, node: Option<&Node>) -> HtmlPolicy {
    let Some(node) = node else { return HtmlPolicy::default() };
    let written = reader.group(node, &["html"], "`markdown`").and_then(|found| found.get("html").copied());
    let Some(written) = written else { return HtmlPolicy::default() };
    match written.scalar().unwrap_or_else(|| written.describe()) {
        "sanitize" => HtmlPolicy::Sanitize,
        "allow" => HtmlPolicy::Allow,
        "forbid" => HtmlPolicy::Forbid,
        other => {
            let hint = did_you_mean(other, ["sanitize", "allow", "forbid"]).unwrap_or_default();
            reader.error("wrong-type", format!("{} is no way to treat HTML", written.shown()), written.span, &hint);
            HtmlPolicy::default()
        }
    }
}

fn project(reader: &mut Reader<'_>, node: &Node) -> Option<Project> {
    let found = reader.group(node, &PROJECT_KEYS, "the project")?;
    for key in ["acronym", "programme", "grant_number"] {
        if !found.contains_key(key) {
            let hint = format!("add `{key}:`; the funding statement at the foot of every page needs it");
            reader.error("missing-field", format!("the project has no `{key}`"), node.span, &hint);
        }
    }
    let mut word = |key: &str| found.get(key).and_then(|node| reader.plain(key, node)).unwrap_or_default();
    let (acronym, title, grant_number) = (word("acronym"), word("title"), word("grant_number"));
    let granting_authority = word("granting_authority");
    let programme = found.get("programme").map_or(Programme::Other, |node| {
        let text = node.scalar().unwrap_or_default();
        let known = Programme::NAMES.iter().find(|(name, _)| *name == text);
        known.map_or_else(
            || {
                let names = Programme::NAMES.iter().map(|(name, _)| *name);
                let hint = did_you_mean(text, names).unwrap_or_default();
                reader.error("wrong-type", format!("`{text}` is no programme"), node.span, &hint);
                Programme::Other
            },
            |(_, programme)| *programme,
        )
    });
    let funding = match found.get("funding").and_then(|node| Some((node.scalar()?, node.span))) {
        None | Some(("co-funded", _)) => Funding::CoFunded,
        Some(("funded", _)) => Funding::Funded,
        Some((_, span)) => {
            reader.error("wrong-type", "`funding` is `funded` or `co-funded`".into(), span, "write one of the two");
            Funding::CoFunded
        }
    };
    let (licence_content, licence_data) = licences(reader, found.get("licences").copied());
    Some(Project {
        acronym,
        title,
        programme,
        funding,
        grant_number,
        granting_authority,
        start: day(reader, found.get("start").copied()),
        end: day(reader, found.get("end").copied()),
        coordinator: found.get("coordinator").and_then(|node| Some((node.scalar()?.to_owned(), node.span))),
        licence_content,
        licence_data,
    })
}

fn licences(reader: &mut Reader<'_>, node: Option<&Node>) -> (String, String) {
    let found = node.and_then(|node| reader.group(node, &LICENCE_KEYS, "`licences`")).unwrap_or_default();
    let licence = |key: &str| found.get(key).and_then(|node| node.scalar()).unwrap_or(DEFAULT_LICENCE).to_owned();
    (licence("content"), licence("data"))
}

/// A day.
pub(super) fn day(reader: &mut Reader<'_>, node: Option<&Node>) -> Option<jiff::civil::Date> {
    let node = node?;
    let day = node.scalar().and_then(Moment::parse).map(Moment::date);
    if day.is_none() {
        reader.error("wrong-type", format!("{} is no day", node.shown()), node.span, "write it as `2026-11-23`");
    }
    day
}
