//! Where something is used, and what an output was made from: the records of the making, read from
//! either side.
//!
//! 1. [`subject`] finds what a name means: an output, an entry, a figure, a file.
//! 2. The records answer. A computed figure counts as a use of the answers it was made from.

mod subject;

use std::collections::BTreeSet;

use crate::model::Site;
use crate::model::reads::{Read, Record};

use subject::Subject;

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Explanation {
    /// The outputs that something is used in, each with its use.
    Used(Vec<(String, &'static str)>),
    /// What an output was made from, each with its use.
    Made(Vec<(String, &'static str)>),
}

/// Nothing is called so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The fact.
    pub message: String,
    /// The cure.
    pub hint: String,
}

/// Explains an output or a source by name.
///
/// # Errors
/// Nothing has that name.
pub fn explain(site: &Site, records: &[Record], what: &str) -> Result<Explanation, Unknown> {
    if let Some(record) = output(records, what) {
        let made: BTreeSet<(String, &'static str)> = record
            .notes
            .iter()
            .filter(|(read, _)| is_told(read))
            .map(|(read, purpose)| (name(site, read), purpose.name()))
            .collect();
        return Ok(Explanation::Made(made.into_iter().collect()));
    }
    let subject = Subject::find(site, records, what)?;
    let mut used = Vec::new();
    for record in records {
        let uses = record.notes.iter().filter(|(read, _)| subject.is_in(read)).map(|(_, purpose)| purpose.name());
        let uses: BTreeSet<&'static str> = uses.collect();
        used.extend(uses.into_iter().map(|purpose| (record.path.clone(), purpose)));
    }
    Ok(Explanation::Used(used))
}

/// An output by its file, or by its address on the site.
fn output<'r>(records: &'r [Record], what: &str) -> Option<&'r Record> {
    let bare = what.strip_prefix("public/").unwrap_or(what).trim_start_matches('/');
    let page = format!(
        "{}index.html",
        if bare.is_empty() || bare.ends_with('/') { bare.to_owned() } else { format!("{bare}/") }
    );
    let is_address = what.starts_with('/') || what.ends_with('/');
    records.iter().find(|record| record.path == bare || (is_address && record.path == page))
}

/// Whether it is something that an editor would name.
fn is_told(read: &Read) -> bool {
    !matches!(read, Read::Faces(_) | Read::AllFaces | Read::Mentions(_))
}

/// What was read, as an editor would name it: a file, or a figure as prose writes it.
fn name(site: &Site, read: &Read) -> String {
    let data = &site.data;
    let indicator = |position: u32| data.indicators.get(position as usize).map_or("?", |indicator| &indicator.id);
    match read {
        Read::Entry(key) => {
            let version = site.entries.get(key).and_then(|entry| entry.versions.values().next());
            version.map_or_else(|| format!("content/{}/{}", key.collection, key.id), |version| version.file.to_string())
        }
        Read::Index(collection) => format!("content/{collection}/_index.md"),
        Read::Figure { indicator: of, city, period } => {
            let city = data.cities.get(*city as usize).map_or("?", |city| &city.id);
            format!("{city}/{}@{period}", indicator(*of))
        }
        Read::Column { indicator: of, period } => format!("*/{}@{period}", indicator(*of)),
        Read::Indicator(of) => format!("*/{}", indicator(*of)),
        Read::All => "*/*".to_owned(),
        Read::File(path) => path.clone(),
        Read::Faces(_) | Read::AllFaces | Read::Mentions(_) => String::new(),
    }
}
