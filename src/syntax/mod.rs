//! Text to structure with places: YAML, front matter, Markdown and CSV. It knows no domain, so that
//! a format's traps are handled once, whatever the text is about.

pub mod bibtex;
pub mod front;
pub mod markdown;
pub mod table;
pub mod yaml;
