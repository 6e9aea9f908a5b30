//! `cityfolio schema`: what the fields of every kind may hold, for programs in which people edit.

use std::process::ExitCode;

use serde_json::{Map, Value};

use super::arguments::{Format, Schema};
use super::{FAILED, SITE_ERRORS, add, show};
use crate::diag::did_you_mean;
use crate::kind::{Kind, Words, schema as of_kind};
use crate::model::{Missing, Status};
use crate::{load, source, write};

/// Prints the schema of a kind, or of all by name; with `--out` each becomes a file.
pub(super) fn schema(arguments: &Schema) -> ExitCode {
    let failed = |message: &str, hint: Option<&str>| {
        show::failure(message, hint);
        ExitCode::from(FAILED)
    };
    let snapshot = match source::read(&arguments.common.site) {
        Ok((snapshot, _)) => snapshot,
        Err(error) => return failed(&error.to_string(), None),
    };
    let (kinds, languages, report) = load::kinds_of(&snapshot);
    if kinds.is_empty() || report.has_errors() {
        add::faulty(report, snapshot, Format::Text);
        return ExitCode::from(SITE_ERRORS);
    }
    let wanted = arguments.kind.as_deref();
    let chosen: Vec<&Kind> = kinds.iter().filter(|kind| wanted.is_none_or(|wanted| kind.name == wanted)).collect();
    if let (Some(wanted), true) = (wanted, chosen.is_empty()) {
        let hint = did_you_mean(wanted, kinds.iter().map(|kind| kind.name.as_str()));
        return failed(&format!("there is no kind `{wanted}`"), hint.as_deref());
    }
    let statuses = Status::NAMES.iter().flat_map(|(name, letter, _)| [*name, *letter]);
    let statuses: Vec<&str> = statuses.filter(|word| !word.is_empty()).collect();
    let reasons = Missing::NAMES.map(|(name, _)| name);
    let words = Words { languages: &languages, statuses: &statuses, reasons: &reasons };
    let schemas = chosen.iter().map(|kind| (kind.name.clone(), of_kind(kind, words)));
    let Some(folder) = &arguments.out else {
        let mut schemas: Map<String, Value> = schemas.collect();
        let one = wanted.and_then(|wanted| schemas.remove(wanted));
        show::line(&format!("{:#}", one.unwrap_or(Value::Object(schemas))));
        return ExitCode::SUCCESS;
    };
    let mut count = 0;
    for (name, schema) in schemas {
        let text = format!("{schema:#}\n");
        if let Err(error) = write::replace(&folder.join(format!("{name}.json")), text.as_bytes()) {
            return failed(&error.message(), error.hint().as_deref());
        }
        count += 1;
    }
    show::line(&format!("wrote {count} schemas to `{}`", folder.display()));
    ExitCode::SUCCESS
}
