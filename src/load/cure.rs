//! What to write instead of what people type for a period or a figure: the cures of values that cannot be read, apart from
//! the readers because tables and YAML share them.

use crate::locale::Period;
use crate::model::{Missing, Status};

/// Months by their first letters, in the languages of the default theme.
const MONTHS: [(&str, u8); 24] = [
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("tammi", 1),
    ("helmi", 2),
    ("maalis", 3),
    ("huhti", 4),
    ("touko", 5),
    ("kesä", 6),
    ("heinä", 7),
    ("elo", 8),
    ("syys", 9),
    ("loka", 10),
    ("marras", 11),
    ("joulu", 12),
];

/// What people type where there is no figure.
const NOTHING: [&str; 16] =
    [":", "-", "–", "—", ".", "..", "...", "…", "n/a", "na", "n.a.", "nd", "null", "none", "missing", "x"];

/// The cure of what is no period.
pub(super) fn period(written: &str) -> String {
    match meant(written) {
        Some(period) => format!("write `{period}`"),
        None => "write `2023`, `2023-Q2`, `2023-05` or `2023-05-17`".to_owned(),
    }
}

/// The period that is meant by `2018Q2`, `Q2 2020`, `2020-5`, `May 2020` or `17.5.2020`.
fn meant(written: &str) -> Option<Period> {
    let parts = parts(written);
    let year = parts.iter().position(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest: Vec<&str> = parts.iter().enumerate().filter(|(at, _)| *at != year).map(|(_, part)| *part).collect();
    let year_first = year == 0;
    let year = parts.get(year)?;
    let number = |part: &str| part.parse::<u8>().ok();
    let form = match rest.as_slice() {
        [] => (*year).to_owned(),
        [quarter, one] | [one, quarter] if ["q", "Q"].contains(quarter) => format!("{year}-Q{}", number(one)?),
        [month] => format!("{year}-{:02}", number(month).or_else(|| self::month(month))?),
        [month, day] if year_first => format!("{year}-{:02}-{:02}", number(month)?, number(day)?),
        // `5/6/2023` is read in two ways, `5.6.2023` in one.
        [day, month] if written.contains('.') => format!("{year}-{:02}-{:02}", number(month)?, number(day)?),
        _ => return None,
    };
    Period::parse(&form)
}

fn month(word: &str) -> Option<u8> {
    let word = word.to_lowercase();
    MONTHS.iter().find(|(begin, _)| word.starts_with(begin)).map(|(_, month)| *month)
}

/// Runs of digits and runs of letters.
fn parts(written: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for word in written.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let other = |letter: char| letter.is_ascii_digit() != first.is_ascii_digit();
            let (run, after) = rest.split_at(rest.find(other).unwrap_or(rest.len()));
            parts.push(run);
            rest = after;
        }
    }
    parts
}

/// The cure of what stands in the place of a figure and says that there is none, or how sure it is; `yaml` says where.
pub(super) fn figure(written: &str, yaml: bool) -> Option<String> {
    let bare = written.trim();
    let lower = bare.to_lowercase();
    if let Some(missing) = Missing::parse(&lower) {
        return Some(reason(missing.name(), yaml));
    }
    if NOTHING.contains(&lower.as_str()) {
        let reasons = Missing::NAMES.map(|(name, _)| format!("`{name}`")).join(", ");
        return Some(match yaml {
            true => format!("say why there is no figure: `{{missing: not-collected}}`, or another of {reasons}"),
            false => format!(
                "leave the cell empty, or say why there is no figure in the column `missing` of a table with a figure a row: {reasons}"
            ),
        });
    }
    if bare.starts_with('#') {
        // A spreadsheet could not compute the cell: whatever digits stand there are no figure.
        return Some(match yaml {
            true => "a spreadsheet could not compute this; write the figure, or say why there is none: `{missing: not-collected}`".to_owned(),
            false => "the spreadsheet could not compute this cell; mend it there, or leave the cell empty".to_owned(),
        });
    }
    if let Some((part, whole)) = of(bare) {
        return Some(format!(
            "write the figure itself: `{part}` where {part} of {whole} is a count, the percentage where it is a share"
        ));
    }
    if let Some(day) = date_of_spreadsheet(bare) {
        return Some(format!(
            "a spreadsheet has made a date of what was typed, perhaps `{day}`; format the column as text and type the figure again"
        ));
    }
    if bare.starts_with(['<', '>', '≤', '≥']) {
        let kept = reason("confidential", yaml);
        return Some(format!("write the figure itself; if it may not be published, {kept}"));
    }
    let (number, letter) = bare
        .char_indices()
        .next_back()
        .filter(|(_, last)| last.is_ascii_lowercase())
        .map(|(at, _)| (bare[..at].trim(), &bare[at..]))?;
    let (name, ..) =
        Status::NAMES.into_iter().find(|(name, _, _)| Status::parse(name).and_then(Status::letter) == Some(letter))?;
    number.parse::<f64>().ok().filter(|number| number.is_finite())?;
    Some(match yaml {
        true => format!("write the status in words: `{{value: {number}, status: {name}}}`"),
        false => format!(
            "write `{number}`, and `{name}` in the column `status` of a table with a figure a row (`city,indicator,period,value,status`)"
        ),
    })
}

/// The two numbers of `4/6` or `1 of 3`.
fn of(written: &str) -> Option<(u64, u64)> {
    let (part, whole) = written.split_once('/').or_else(|| written.split_once(" of "))?;
    Some((part.trim().parse().ok()?, whole.trim().parse().ok()?))
}

/// What may have been typed where `06-Apr` or `Apr-06` stands.
fn date_of_spreadsheet(written: &str) -> Option<String> {
    let (left, right) = written.split_once('-')?;
    let (day, name) = if left.parse::<u8>().is_ok() { (left, right) } else { (right, left) };
    let number: u8 = day.parse().ok()?;
    let is_name = name.len() >= 3 && name.chars().all(char::is_alphabetic);
    Some(format!("{number}/{}", month(name).filter(|_| is_name)?))
}

fn reason(name: &str, yaml: bool) -> String {
    match yaml {
        true => format!("write `{{missing: {name}}}`"),
        false => format!(
            "write `{name}` in the column `missing` of a table with a figure a row (`city,indicator,period,value,missing`)"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_make_of_figures_is_no_figure() {
        let cases = [
            ("#DIV/0!", "mend it there"),
            ("#N/A", "mend it there"),
            ("4/6", "`4` where 4 of 6 is a count"),
            ("1 of 3", "`1` where 1 of 3 is a count"),
            ("06-Apr", "perhaps `6/4`"),
            ("Apr-06", "perhaps `6/4`"),
        ];
        for (typed, said) in cases {
            let hint = figure(typed, false).unwrap_or_default();
            assert!(hint.contains(said), "{typed}: {hint}");
        }
        for typed in ["12-3", "4/", "of", "-5"] {
            assert_eq!(figure(typed, false), None, "{typed}");
        }
    }

    #[test]
    fn periods_are_understood_as_people_type_them() {
        for (typed, form) in [
            ("2018Q2", "2018-Q2"),
            ("Q2 2020", "2020-Q2"),
            ("2020-5", "2020-05"),
            ("May 2020", "2020-05"),
            ("toukokuu 2020", "2020-05"),
            ("17.5.2023", "2023-05-17"),
            ("2023/5/17", "2023-05-17"),
        ] {
            assert_eq!(meant(typed).map(|period| period.to_string()).as_deref(), Some(form), "{typed}");
        }
        for typed in ["5/6/2023", "spring 2020", "20", "2020-13"] {
            assert_eq!(meant(typed), None, "{typed}");
        }
    }
}
