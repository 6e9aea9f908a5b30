//! Works that texts cite, from the site's file of references.

use std::collections::BTreeMap;

/// Where references stand.
pub const FILE: &str = "content/references.bib";

/// The works that can be cited.
#[derive(Debug, Clone, Default)]
pub struct Bibliography {
    /// By key.
    pub works: BTreeMap<String, Work>,
    /// Some of the file could not be read, so that a work may be lacking only because of that.
    pub unread: bool,
}

/// One work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Work {
    /// Its authors, or where there are none its editors, as "Given Family".
    pub authors: Vec<String>,
    /// The year, as written.
    pub year: Option<String>,
    /// Its title.
    pub title: String,
    /// The journal, book or series it is part of, with volume, number and pages.
    pub part_of: Option<String>,
    /// Publisher, institution or school.
    pub publisher: Option<String>,
    /// Where it can be read: its DOI as an address, or its address.
    pub url: Option<String>,
}
