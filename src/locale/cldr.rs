//! Facts about languages that the icu crates do not offer outside their experimental one: the language's
//! own name, its direction, and the places of the percent and the currency sign.
//!
//! They are a table of their own (`cldr.tsv`, which says where it is from), so that a new release of CLDR
//! replaces one file.

const TABLE: &str = include_str!("cldr.tsv");

/// Scripts that are written from right to left; the script in a tag outweighs the language's usual one.
const RIGHT_TO_LEFT: [&str; 7] = ["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Syrc", "Thaa"];

/// What the table says of one language.
#[derive(Debug)]
pub(super) struct Facts {
    /// The language's name in itself, if CLDR has one.
    pub(super) name: Option<&'static str>,
    /// `ltr` or `rtl`.
    pub(super) direction: &'static str,
    /// Where the parts of a percentage stand, for [`arrange`].
    pub(super) percent: String,
    /// Where the parts of an amount of money stand, for [`arrange`].
    pub(super) currency: String,
}

impl Facts {
    /// Looks up a tag, then the tag without its last subtags; an unknown language gets CLDR's neutral forms.
    pub(super) fn of(tag: &str) -> Self {
        let mut facts = Self { name: None, direction: "ltr", percent: pattern("-n%"), currency: pattern("-c_n") };
        let mut shorter = Some(tag);
        while let Some(wanted) = shorter {
            if let Some([name, direction, percent, currency]) = row(wanted) {
                facts.name = Some(name);
                facts.direction = direction;
                facts.percent = pattern(percent);
                facts.currency = pattern(currency);
                break;
            }
            shorter = wanted.rsplit_once('-').map(|(rest, _)| rest);
        }
        if let Some(script) = tag.split('-').skip(1).find(|subtag| is_script(subtag)) {
            facts.direction = if RIGHT_TO_LEFT.contains(&script) { "rtl" } else { "ltr" };
        }
        facts
    }
}

/// Puts sign, number and currency sign in the places of a pattern.
///
/// A currency sign of letters that would touch the number is set off by U+00A0, as CLDR demands.
pub(super) fn arrange(pattern: &str, sign: &str, number: &str, currency: &str) -> String {
    let lettered = currency.ends_with(char::is_alphabetic);
    let mut text = String::with_capacity(pattern.len() + number.len() + currency.len() + 4);
    let mut places = pattern.chars().peekable();
    while let Some(place) = places.next() {
        match place {
            '-' => text.push_str(sign),
            'n' => {
                text.push_str(number);
                if lettered && places.peek() == Some(&'c') {
                    text.push('\u{a0}');
                }
            }
            'c' => {
                text.push_str(currency);
                if lettered && matches!(places.peek(), Some('n' | '-')) {
                    text.push('\u{a0}');
                }
            }
            literal => text.push(literal),
        }
    }
    text
}

fn row(tag: &str) -> Option<[&'static str; 4]> {
    let line = TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .find_map(|line| line.strip_prefix(tag)?.strip_prefix('\t'))?;
    let mut cells = line.split('\t');
    Some([cells.next()?, cells.next()?, cells.next()?, cells.next()?])
}

/// Spells out the characters that cannot be seen in a table.
fn pattern(cell: &str) -> String {
    cell.chars()
        .map(|place| match place {
            '_' => '\u{a0}',
            ',' => '\u{202f}',
            '>' => '\u{200e}',
            '<' => '\u{200f}',
            '^' => '\u{61c}',
            other => other,
        })
        .collect()
}

fn is_script(subtag: &str) -> bool {
    subtag.len() == 4 && subtag.starts_with(|first: char| first.is_ascii_uppercase())
}
