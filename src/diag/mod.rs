//! Problems with a place, a severity, a code and a cure.
//!
//! Every stage returns what it could make together with a [`Report`], so that one run names every
//! fault of a site. It is separate from the stages because all of them speak through it, and it
//! knows nothing of files: a [`Place`] is a name and a range of bytes, and the excerpt is looked up
//! when the message is shown (see [`text()`] and [`json()`]).

mod json;
mod lines;
mod stored;
mod suggest;
mod text;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

pub use json::{github, json};
pub use lines::{LineColumn, line_column};
pub use stored::{Stored, restored, stored};
pub use suggest::{did_you_mean, nearest};
pub use text::text;

/// A range of bytes in a file, half open.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// `{:-?}` leaves the place out, for comparing what is said and not where.
impl fmt::Debug for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match formatter.sign_minus() {
            true => Ok(()),
            false => write!(formatter, "{}..{}", self.start, self.end),
        }
    }
}

impl Span {
    /// A span from two offsets; offsets past 4 GiB cannot occur because `source` limits files.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The same range further on in the file, for text that was cut out of a larger one.
    pub fn shift(self, by: u32) -> Self {
        Span { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }
}

/// Where a problem is: a file, relative to the site folder, and where known a range in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path relative to the site folder, with `/` between names.
    pub file: Arc<str>,
    /// The bytes concerned; `None` where the whole file is meant.
    pub span: Option<Span>,
}

impl Place {
    /// A place that means a whole file.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Place { file: file.into(), span: None }
    }

    /// A place in a file.
    pub fn at(file: impl Into<Arc<str>>, span: Span) -> Self {
        Place { file: file.into(), span: Some(span) }
    }
}

/// How bad a problem is. Errors stop the writing, warnings do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Said, but the site is written all the same.
    Warning,
}

impl Severity {
    /// The word used in every output format.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One problem: one fact, and where there is one, one cure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// A stable name such as `unknown-field`, for searching and for machines.
    pub code: &'static str,
    /// The fact: lower case at the start, no full stop, names in backticks.
    pub message: String,
    /// Where it is, if it is anywhere.
    pub place: Option<Place>,
    /// The cure, in an editor's words.
    pub hint: Option<String>,
    /// Other places that belong to the same fact, each with what it is.
    pub also: Vec<(Place, String)>,
}

impl Diagnostic {
    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic { severity, code, message: message.into(), place: None, hint: None, also: Vec::new() }
    }

    /// A problem that stops the writing.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A problem that is said and does not stop the writing.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// The same problem with its place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same problem with its cure.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same problem with its cure, if there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }

    /// The same problem with one more place.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.also.push((place, label.into()));
        self
    }
}

/// The problems of a run or of a part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// In the order found; [`Report::sort`] puts them in reading order.
    pub problems: Vec<Diagnostic>,
}

impl Report {
    /// The files that its problems are about.
    pub fn files(&self) -> BTreeSet<Arc<str>> {
        let also =
            |problem: &'_ Diagnostic| problem.also.iter().map(|(place, _)| place.file.clone()).collect::<Vec<_>>();
        let own = self.problems.iter().filter_map(|problem| Some(problem.place.as_ref()?.file.clone()));
        own.chain(self.problems.iter().flat_map(also)).collect()
    }

    /// Adds one problem.
    pub fn add(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Takes over all problems of another report.
    pub fn merge(&mut self, other: Report) {
        self.problems.extend(other.problems);
    }

    /// Whether anything stops the writing.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// How many errors and how many warnings there are.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        (errors, self.problems.len() - errors)
    }

    /// Sorts by file and place, errors before warnings at one place, and drops exact repeats, which
    /// arise when two outputs meet the same fault.
    pub fn sort(&mut self) {
        self.problems.sort_by(|left, right| {
            (&left.place, left.severity, left.code, &left.message, &left.hint, &left.also).cmp(&(
                &right.place,
                right.severity,
                right.code,
                &right.message,
                &right.hint,
                &right.also,
            ))
        });
        self.problems.dedup();
    }

    /// Turns every warning into an error, for `--strict`.
    pub fn deny_warnings(&mut self) {
        for problem in &mut self.problems {
            problem.severity = Severity::Error;
        }
    }
}
