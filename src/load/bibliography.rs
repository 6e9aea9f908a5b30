//! The file of references to the works that texts cite.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Report};
pub(super) use crate::model::bibliography::FILE;
use crate::model::bibliography::{Bibliography, Work};
use crate::source::Snapshot;
use crate::syntax::bibtex::{self, Record};

/// Reads the works; a site need not have any.
pub(super) fn load(snapshot: &Snapshot, report: &mut Report) -> Bibliography {
    let mut works = BTreeMap::new();
    let Some(text) = snapshot.text(FILE) else { return Bibliography::default() };
    let file = FILE.into();
    let (records, problems) = bibtex::parse(&file, text);
    let unread = problems.has_errors();
    report.merge(problems);
    for record in records {
        let place = Place::at(file.clone(), record.span);
        if record.fields.get("title").is_none_or(String::is_empty) && !unread {
            let problem = Diagnostic::error("missing-field", format!("the reference `{}` has no `title`", record.key));
            report.add(problem.at(place.clone()).hint("add `title = {…}`"));
        }
        let key = record.key.clone();
        if works.insert(record.key.clone(), work(record)).is_some() {
            let problem = Diagnostic::error("duplicate-key", format!("the reference `{key}` stands twice"));
            report.add(problem.at(place).hint("keep one of the two, or give one another key"));
        }
    }
    Bibliography { works, unread }
}

fn work(record: Record) -> Work {
    let get = |names: &[&str]| names.iter().find_map(|name| record.fields.get(*name)).filter(|text| !text.is_empty());
    let people = get(&["author", "editor"]).map(String::as_str).unwrap_or_default();
    let part_of = get(&["journal", "journaltitle", "booktitle", "series"]).map(|name| {
        let volume = get(&["volume"]).map(|volume| format!(" {volume}")).unwrap_or_default();
        let number = get(&["number", "issue"]).map(|number| format!("({number})")).unwrap_or_default();
        let pages = get(&["pages"]).map(|pages| format!(", {pages}")).unwrap_or_default();
        format!("{name}{volume}{number}{pages}")
    });
    let doi = get(&["doi"]).map(|doi| {
        let bare = doi.trim_start_matches("https://").trim_start_matches("http://");
        format!("https://doi.org/{}", bare.trim_start_matches("doi.org/").trim_start_matches("dx.doi.org/"))
    });
    let address = get(&["url"]).filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    Work {
        authors: people.split(" and ").map(str::trim).filter(|name| !name.is_empty()).map(name).collect(),
        year: get(&["year", "date"]).map(|date| date.get(..4).unwrap_or(date).to_owned()),
        title: get(&["title"]).cloned().unwrap_or_default(),
        part_of,
        publisher: get(&["publisher", "institution", "school", "organization", "howpublished"]).cloned(),
        url: doi.or_else(|| address.cloned()),
    }
}

/// "Family, Given" as "Given Family".
fn name(written: &str) -> String {
    match written.split_once(',') {
        Some((family, given)) => format!("{} {}", given.trim(), family.trim()),
        None => written.to_owned(),
    }
}
