//! Slugs: the stable, lower-case, ASCII form of a name in an address or a heading id.

use std::collections::BTreeMap;

/// The slug of a text: transliterated to `a-z 0-9 -`, runs of anything else become one `-`.
/// Empty where nothing of the text can be written that way.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.push(letter.to_ascii_lowercase());
        } else if !matches!(letter, '\'' | '’') {
            gap = true;
        }
    };
    for letter in text.chars() {
        if letter.is_ascii() || letter == '’' {
            push(letter);
        } else {
            // An unknown letter separates, as a space does.
            deunicode::deunicode_char(letter).unwrap_or(" ").chars().for_each(&mut push);
        }
    }
    out
}

/// Gives each slug of a page once: a repeated one gets `-1`, `-2`, and so on.
#[derive(Debug, Default)]
pub struct Slugs {
    seen: BTreeMap<String, u32>,
}

impl Slugs {
    /// The slug itself the first time, with a number after it when it was given before.
    pub fn unique(&mut self, slug: String) -> String {
        let base = if slug.is_empty() { "section".to_owned() } else { slug };
        if !self.seen.contains_key(&base) {
            self.seen.insert(base.clone(), 0);
            return base;
        }
        loop {
            let count = self.seen.entry(base.clone()).or_insert(0);
            *count += 1;
            let candidate = format!("{base}-{count}");
            if !self.seen.contains_key(&candidate) {
                self.seen.insert(candidate.clone(), 0);
                return candidate;
            }
        }
    }
}
