//! Files of references in BibTeX: text to records with places.
//!
//! The grammar is that of the library; what is added is where each record stands, and the signs of
//! TeX as letters.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_bibtex::MacroDictionary;
use serde_bibtex::de::Deserializer;

use crate::diag::{Diagnostic, Place, Report, Span};

/// One record as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The name it is cited by.
    pub key: String,
    /// Its kind in small letters, such as `article`.
    pub kind: String,
    /// Its fields, names in small letters, values in plain letters.
    pub fields: BTreeMap<String, String>,
    /// Where its key stands.
    pub span: Span,
}

#[derive(Deserialize)]
struct Written {
    entry_type: String,
    entry_key: String,
    fields: BTreeMap<String, String>,
}

/// Reads every record up to the first that cannot be read.
pub fn parse(file: &Arc<str>, text: &str) -> (Vec<Record>, Report) {
    let mut report = Report::default();
    let mut records = Vec::new();
    let mut macros = MacroDictionary::default();
    macros.set_month_macros();
    let mut from = 0;
    for written in Deserializer::from_str_with_macros(text, macros).into_iter_regular_entry::<Written>() {
        let Ok(written) = written else {
            let at = text.get(from..).and_then(|rest| rest.find('@')).map_or(from, |at| from + at);
            let message = "this reference or the one before it cannot be read";
            let problem =
                Diagnostic::error("bad-references", message).at(Place::at(file.clone(), Span::new(at, at + 1)));
            let hint =
                "look for a missing comma, brace or quotation mark: `@book{key, title = {A title}, year = {2023}}`";
            report.add(problem.hint(hint));
            break;
        };
        let at = text.get(from..).and_then(|rest| rest.find(&written.entry_key)).map_or(from, |at| from + at);
        let span = Span::new(at, at + written.entry_key.len());
        from = span.end as usize;
        let fields = written.fields.into_iter().map(|(name, value)| (name.to_lowercase(), value));
        let mut plain_fields = BTreeMap::new();
        for (name, value) in fields {
            match plain(&value) {
                Ok(value) => drop(plain_fields.insert(name, value)),
                Err(command) => {
                    let message = format!("`{command}` in `{name}` is no plain letter");
                    let problem = Diagnostic::error("bad-references", message).at(Place::at(file.clone(), span));
                    report.add(problem.hint("write the letter itself, or export the references as UTF-8"));
                }
            }
        }
        let (key, kind) = (written.entry_key, written.entry_type.to_lowercase());
        records.push(Record { key, kind, fields: plain_fields, span });
    }
    (records, report)
}

/// Accents as TeX writes them, the letters they stand over, and what comes of it.
const ACCENTS: [(char, &str, &str); 9] = [
    ('"', "aeiouyAEIOUY", "äëïöüÿÄËÏÖÜŸ"),
    ('\'', "aeiouyAEIOUYcnszCNSZ", "áéíóúýÁÉÍÓÚÝćńśźĆŃŚŹ"),
    ('`', "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    ('^', "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
    ('~', "anoANO", "ãñõÃÑÕ"),
    ('c', "csCS", "çşÇŞ"),
    ('v', "cszrenCSZREN", "čšžřěňČŠŽŘĚŇ"),
    ('r', "auAU", "åůÅŮ"),
    ('H', "ouOU", "őűŐŰ"),
];

/// Letters with a command of their own.
const LETTERS: [(&str, &str); 16] = [
    ("ss", "ß"),
    ("aa", "å"),
    ("AA", "Å"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("o", "ø"),
    ("O", "Ø"),
    ("l", "ł"),
    ("L", "Ł"),
    ("i", "i"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("textquoteright", "’"),
    ("textbackslash", "\\"),
];

/// A value without the signs of TeX; the error is the first command that means nothing here.
fn plain(value: &str) -> Result<String, String> {
    let value = value.replace("---", "—").replace("--", "–").replace('~', "\u{a0}");
    let mut written = String::with_capacity(value.len());
    let mut rest = value.as_str();
    while let Some(letter) = rest.chars().next() {
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        match letter {
            '{' | '}' => {}
            '\\' => rest = command(rest, &mut written)?,
            letter if letter.is_whitespace() && letter != '\u{a0}' => {
                if !written.ends_with(' ') {
                    written.push(' ');
                }
            }
            letter => written.push(letter),
        }
    }
    Ok(written.trim().to_owned())
}

/// What stands after a backslash; gives what is left.
fn command<'t>(rest: &'t str, written: &mut String) -> Result<&'t str, String> {
    let word = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).len();
    let name = rest.get(..word).unwrap_or_default();
    if let Some((_, letter)) = LETTERS.iter().find(|(known, _)| *known == name) {
        written.push_str(letter);
        return Ok(rest.get(word..).unwrap_or_default().trim_start_matches(' '));
    }
    let mut letters = rest.chars();
    let sign = letters.next().unwrap_or('\\');
    if "&%_#${}".contains(sign) {
        written.push(sign);
        return Ok(letters.as_str());
    }
    let after = letters.as_str().trim_start_matches(['{', ' ', '\\']);
    let accented = ACCENTS.iter().find(|(accent, ..)| *accent == sign).and_then(|(_, plain, marked)| {
        let letter = after.chars().next()?;
        let position = plain.chars().position(|known| known == letter)?;
        Some((letter, marked.chars().nth(position)?))
    });
    match accented {
        Some((letter, marked)) => {
            written.push(marked);
            Ok(after.get(letter.len_utf8()..).unwrap_or_default())
        }
        None => Err(format!("\\{}", if name.is_empty() { sign.to_string() } else { name.to_owned() })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_have_places_and_plain_letters() {
        let text = "@string{ju = {Journal}}\n@Article{one,\n title = {{The} \\\"{A}rger \\& more},\n journal = ju,\n year = 2020,\n month = may}\n@comment{x}\n@book{two, title = \"A~B -- C\", author = {M{\\\"u}ller, Jos{\\'e}}}\n";
        let (records, report) = parse(&"r.bib".into(), text);
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        assert_eq!(records[0].fields["title"], "The Ärger & more");
        assert_eq!((records[0].kind.as_str(), records[0].fields["journal"].as_str()), ("article", "Journal"));
        assert_eq!(records[1].fields["title"], "A\u{a0}B – C");
        assert_eq!(records[1].fields["author"], "Müller, José");
        let span = records[1].span;
        assert_eq!(&text[span.start as usize..span.end as usize], "two");
    }

    #[test]
    fn faults_are_told_and_what_is_before_them_is_kept() {
        let (records, report) =
            parse(&"r.bib".into(), "@book{a, title = {A}}\n@book{b, title = {B}\n@book{c, title = {C}}\n");
        assert_eq!((records.len(), report.problems.len()), (1, 1));
        let (_, report) = parse(&"r.bib".into(), "@book{a, title = {\\foo{A}}}\n");
        assert!(report.problems[0].message.contains("`\\foo` in `title`"), "{:?}", report.problems);
    }
}
