//! How to cite a page: as BibTeX, RIS and CSL-JSON, for programs that keep references.

use serde_json::{Value, json};

use crate::model::reference::{self, Creator, Form, Reference, Sort};
use crate::model::{Key, Site};
use crate::plan::Plan;

/// The citation of an entry's page in a language.
pub fn citation(site: &Site, plan: &Plan, (key, language): (&Key, &str), form: Form) -> String {
    let entry = site.entries.get(key);
    let version = entry.and_then(|entry| entry.versions.get(language));
    let reference = entry.zip(version).and_then(|(entry, version)| reference::of(site, entry, version));
    let (Some(reference), Some(route)) = (reference, plan.routes.entry(key, language)) else { return String::new() };
    let url = site.config.base_url.absolute(&route.encoded());
    match form {
        Form::Bibtex => bibtex(&reference, &url),
        Form::Ris => ris(&reference, &url),
        Form::Csl => csl(&reference, &url),
    }
}

/// BibTeX: one entry.
pub fn bibtex(reference: &Reference, url: &str) -> String {
    let names = reference.creators.iter().map(|creator| match creator {
        Creator::Person(name) => escaped(name),
        // Braces keep the words of an organisation together.
        Creator::Organisation(name) => format!("{{{}}}", escaped(name)),
    });
    let date = reference.date;
    let publisher = if reference.sort == Sort::Report { "institution" } else { "publisher" };
    let fields = [
        ("title", Some(format!("{{{}}}", escaped(&reference.title)))),
        ("author", Some(names.collect::<Vec<_>>().join(" and "))),
        ("year", Some(date.year().to_string())),
        ("month", Some(date.month().to_string())),
        ("day", Some(date.day().to_string())),
        (publisher, Some(escaped(&reference.publisher))),
        ("doi", reference.doi.clone()),
        ("url", Some(url.to_owned())),
        ("language", Some(reference.language.clone())),
        ("abstract", reference.summary.as_deref().map(escaped)),
    ];
    let kind = if reference.sort == Sort::Report { "techreport" } else { "misc" };
    let fields = fields.into_iter().filter_map(|(name, value)| Some(format!("  {name} = {{{}}}", value?)));
    format!("@{kind}{{{},\n{}\n}}\n", reference.key, fields.collect::<Vec<_>>().join(",\n"))
}

/// Signs that mean something in TeX stand for themselves.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => written.push_str("\\textbackslash{}"),
            '~' => written.push_str("\\textasciitilde{}"),
            '^' => written.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '#' | '$' | '_' => {
                written.push('\\');
                written.push(letter);
            }
            letter if letter.is_control() => written.push(' '),
            letter => written.push(letter),
        }
    }
    written
}

/// RIS: one record, a tag a line.
pub fn ris(reference: &Reference, url: &str) -> String {
    let kind = match reference.sort {
        Sort::Page => "ELEC",
        Sort::Report => "RPRT",
        Sort::Article => "JOUR",
        Sort::Dataset => "DATA",
        Sort::Talk => "SLIDE",
    };
    let date = reference.date;
    let mut lines = vec![("TY", kind.to_owned()), ("TI", reference.title.clone())];
    lines.extend(reference.creators.iter().map(|creator| ("AU", creator.name().to_owned())));
    lines.push(("PY", date.year().to_string()));
    lines.push(("DA", date.strftime("%Y/%m/%d").to_string()));
    lines.push(("PB", reference.publisher.clone()));
    lines.extend(reference.summary.iter().map(|summary| ("AB", summary.clone())));
    lines.extend(reference.doi.iter().map(|doi| ("DO", doi.clone())));
    lines.push(("LA", reference.language.clone()));
    lines.push(("UR", url.to_owned()));
    lines.push(("ER", String::new()));
    let line = |(tag, value): (&str, String)| format!("{tag}  - {}\r\n", value.replace(char::is_control, " "));
    lines.into_iter().map(line).collect()
}

/// CSL-JSON: a list of one item.
pub fn csl(reference: &Reference, url: &str) -> String {
    let kind = match reference.sort {
        Sort::Page => "webpage",
        Sort::Report => "report",
        Sort::Article => "article-journal",
        Sort::Dataset => "dataset",
        Sort::Talk => "speech",
    };
    let date = reference.date;
    let authors: Vec<Value> = reference.creators.iter().map(|creator| json!({"literal": creator.name()})).collect();
    let mut item = json!({
        "id": reference.key,
        "type": kind,
        "title": reference.title,
        "author": authors,
        "issued": {"date-parts": [[date.year(), date.month(), date.day()]]},
        "publisher": reference.publisher,
        "language": reference.language,
        "URL": url,
    });
    if let Some(object) = item.as_object_mut() {
        reference.summary.iter().for_each(|summary| drop(object.insert("abstract".into(), summary.clone().into())));
        reference.doi.iter().for_each(|doi| drop(object.insert("DOI".into(), doi.clone().into())));
    }
    json!([item]).to_string() + "\n"
}
