//! A text that may be written in several languages.

use crate::few::Few;

/// One text, or a text by language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LocalText {
    /// By language tag; the key `""` holds a text given without a language, which stands for the
    /// language of its file.
    pub by_language: Few<String>,
}

impl LocalText {
    /// A text without a language of its own.
    pub fn plain(text: impl Into<String>) -> Self {
        LocalText { by_language: Few::from_iter([(String::new(), text.into())]) }
    }

    /// The text for a language, and the language it is really in where that differs: first the
    /// language asked for, then the text without a language, then the default language, then any.
    pub fn get<'a>(&'a self, language: &str, default: &'a str) -> (&'a str, Option<&'a str>) {
        if let Some(text) = self.by_language.get(language) {
            return (text, None);
        }
        if let Some(text) = self.by_language.get("") {
            // A map has no text without a language, so this is one text for all: a name.
            return (text, None);
        }
        let fallback = self.by_language.get_key_value(default).or_else(|| self.by_language.iter().next());
        fallback.map_or(("", None), |(language, text)| (text, Some(language.as_str())))
    }

    /// The text for a language, whatever language it is in.
    pub fn say<'a>(&'a self, language: &str, default: &'a str) -> &'a str {
        self.get(language, default).0
    }

    /// Every text.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.by_language.values().map(String::as_str)
    }
}
