//! Problems as plain tuples, for telling them again in a later run.

use std::collections::BTreeMap;

use super::{Diagnostic, Place, Report, Severity, Span};

/// A file, and the first byte and the byte after the last where a range is meant.
type StoredPlace = (String, Option<(u32, u32)>);

/// Whether it is an error, the code, the fact, the place, the cure, and other places with what they are.
pub type Stored = (bool, String, String, Option<StoredPlace>, Option<String>, Vec<(StoredPlace, String)>);

/// The problems of a report, in their order.
pub fn stored(report: &Report) -> Vec<Stored> {
    let place = |place: &Place| (place.file.to_string(), place.span.map(|span| (span.start, span.end)));
    let one = |problem: &Diagnostic| {
        let Diagnostic { severity, code, message, hint, .. } = problem;
        let also = problem.also.iter().map(|(other, label)| (place(other), label.clone())).collect();
        let (is_error, code) = (*severity == Severity::Error, (*code).to_owned());
        (is_error, code, message.clone(), problem.place.as_ref().map(place), hint.clone(), also)
    };
    report.problems.iter().map(one).collect()
}

/// The report of which these are the problems.
pub fn restored(problems: Vec<Stored>) -> Report {
    let place =
        |(file, span): StoredPlace| Place { file: file.into(), span: span.map(|(start, end)| Span { start, end }) };
    let mut codes: BTreeMap<String, &'static str> = BTreeMap::new();
    let one = |(is_error, code, message, at, hint, also): Stored| Diagnostic {
        severity: if is_error { Severity::Error } else { Severity::Warning },
        // Codes are names in the program. The few that a report holds are kept for as long as it runs.
        code: codes.entry(code).or_insert_with_key(|code| String::leak(code.clone())),
        message,
        place: at.map(place),
        hint,
        also: also.into_iter().map(|(other, label)| (place(other), label)).collect(),
    };
    Report { problems: problems.into_iter().map(one).collect() }
}
