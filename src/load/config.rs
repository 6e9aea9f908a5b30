//! `site.yaml` to the configuration.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::no_site;
use crate::diag::{Diagnostic, Place, Report, did_you_mean};
use crate::kind::{Moment, Reader};
use crate::model::{BaseUrl, Config, Funding, HtmlPolicy, Programme, Project};
use crate::source::{CONFIG, Snapshot, theme};
use crate::syntax::yaml::{self, Node};

const KEYS: [&str; 9] =
    ["title", "description", "base_url", "languages", "theme", "time_zone", "project", "markdown", "publish"];
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
const DEFAULT_LICENCE: &str = "CC-BY-4.0";

/// Reads the configuration; `None` where there is none or it cannot be used.
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
    let config = read(&mut reader, &node, &languages, base_url);
    let usable = !reader.report.has_errors();
    report.merge(reader.report);
    config.filter(|_| usable)
}

fn read(reader: &mut Reader<'_>, node: &Node, languages: &[String], base_url: Option<&str>) -> Option<Config> {
    let found = reader.group(node, &KEYS, "site.yaml")?;
    let title = found.get("title").and_then(|node| reader.any_local(node));
    if title.is_none() {
        reader.error("missing-field", "the site has no `title`".into(), node.span, "add `title:` with its name");
    }
    let base = base(reader, node, found.get("base_url").copied(), base_url);
    Some(Config {
        title: title?,
        description: found.get("description").and_then(|node| reader.any_local(node)).unwrap_or_default(),
        base_url: base?,
        languages: languages.to_vec(),
        theme: found.get("theme").and_then(|node| node.text()).unwrap_or(theme::DEFAULT).to_owned(),
        time_zone: zone(reader, found.get("time_zone").copied()),
        project: found.get("project").and_then(|node| project(reader, node)),
        html: html(reader, found.get("markdown").copied()),
    })
}

fn languages(file: &Arc<str>, node: &Node, report: &mut Report) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    let written = node.get("languages");
    for item in written.map(Node::items).unwrap_or_default() {
        let tag = item.scalar().unwrap_or_default();
        let known = crate::locale::Locale::new(tag, BTreeMap::new()).is_ok();
        if known && !languages.iter().any(|language| language == tag) {
            languages.push(tag.to_owned());
        } else {
            let message = format!("`{tag}` is no language, or stands twice");
            let place = Place::at(file.clone(), item.span);
            report.add(Diagnostic::error("bad-language", message).at(place).hint("write tags such as `en` or `pt-BR`"));
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
            reader.error("missing-field", "the site has no `base_url`".into(), node.span, hint);
            return None;
        }
    };
    let base = BaseUrl::parse(text);
    if base.is_none() {
        let hint = "write for example `https://www.example.eu/` or `https://example.eu/network/`";
        reader.error("bad-base-url", format!("`{text}` is no address of a website"), span, hint);
    }
    base
}

fn zone(reader: &mut Reader<'_>, node: Option<&Node>) -> TimeZone {
    let Some(node) = node else { return TimeZone::UTC };
    TimeZone::get(node.scalar().unwrap_or_default()).unwrap_or_else(|_| {
        let hint = "write a name such as `Europe/Brussels` or `UTC`";
        reader.error("bad-time-zone", "there is no such time zone".into(), node.span, hint);
        TimeZone::UTC
    })
}

fn html(reader: &mut Reader<'_>, node: Option<&Node>) -> HtmlPolicy {
    let Some(node) = node else { return HtmlPolicy::default() };
    let written = reader.group(node, &["html"], "`markdown`").and_then(|found| found.get("html").copied());
    match written.and_then(Node::text) {
        None | Some("sanitize") => HtmlPolicy::Sanitize,
        Some("allow") => HtmlPolicy::Allow,
        Some("forbid") => HtmlPolicy::Forbid,
        Some(other) => {
            let hint = did_you_mean(other, ["sanitize", "allow", "forbid"]).unwrap_or_default();
            reader.error("wrong-type", "`html` is `sanitize`, `allow` or `forbid`".into(), node.span, &hint);
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
    let word = |key: &str| found.get(key).and_then(|node| node.scalar()).unwrap_or_default().to_owned();
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
        acronym: word("acronym"),
        title: word("title"),
        programme,
        funding,
        grant_number: word("grant_number"),
        granting_authority: word("granting_authority"),
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

fn day(reader: &mut Reader<'_>, node: Option<&Node>) -> Option<jiff::civil::Date> {
    let node = node?;
    let day = node.scalar().and_then(Moment::parse).map(Moment::date);
    if day.is_none() {
        reader.error("wrong-type", "this is no day".into(), node.span, "write it as `2026-11-23`");
    }
    day
}
