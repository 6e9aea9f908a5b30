//! Templates and interface texts of one theme, behind the template engine.
//!
//! Nothing above knows which engine it is: a template is a name, what it gets is data, and what goes
//! wrong is a diagnostic with the template's line. Compiling names every faulty template in one run.

mod compile;
mod fault;
mod phrases;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::diag::Diagnostic;

pub use compile::{again, compile};
pub use phrases::{Texts, texts};

/// The bytes of a page: more would be a loop that was not meant, and no browser could show it.
pub const PAGE_LIMIT: usize = 20_000_000;
/// What most pages take.
const USUAL: usize = 16_384;

/// A compiled theme.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    /// Where each template comes from, for messages.
    origins: BTreeMap<String, String>,
    /// Their texts by name.
    sources: BTreeMap<String, String>,
    /// Interface texts by language and dotted key.
    phrases: BTreeMap<String, BTreeMap<String, String>>,
    /// The same as nested maps, for templates.
    interface: BTreeMap<String, Data>,
}

/// Data that templates can hold many times at no cost.
#[derive(Debug, Clone)]
pub struct Data(Value);

impl Data {
    /// Turns a record into template data.
    pub fn of<T: Serialize>(record: &T) -> Self {
        Data(Value::from_serializable(record))
    }

    /// A record with one more field.
    #[must_use]
    pub fn with(self, name: &'static str, data: Data) -> Self {
        let mut map = self.0.into_map().unwrap_or_default();
        map.insert(name.into(), data.0);
        Data(Value::from(map))
    }

    /// Several as one list.
    pub fn list(items: impl IntoIterator<Item = Data>) -> Self {
        Data(Value::from(items.into_iter().map(|item| item.0).collect::<Vec<Value>>()))
    }
}

/// What a template gets: names with data.
#[derive(Debug, Default)]
pub struct Scope(Context);

impl Scope {
    /// The fields of a record under their own names; a record that is no map gives nothing.
    pub fn of<T: Serialize>(record: &T) -> Self {
        Scope(Context::from_serialize(record).unwrap_or_default())
    }

    /// Adds a record under a name.
    pub fn set<T: Serialize>(&mut self, name: &'static str, record: &T) {
        self.0.insert(name, record);
    }

    /// Adds shared data under a name.
    pub fn share(&mut self, name: &'static str, data: &Data) {
        self.0.insert_value(name, data.0.clone());
    }
}

impl Theme {
    /// The file that a template comes from.
    pub fn origin<'t>(&'t self, template: &'t str) -> &'t str {
        self.origins.get(template).map_or(template, String::as_str)
    }

    /// Whether there is a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.origins.contains_key(template)
    }

    /// The names of all templates.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        self.origins.keys().map(String::as_str)
    }

    /// Interface texts of a language, by dotted key; those it lacks are the default language's.
    pub fn phrases(&self, language: &str) -> BTreeMap<String, String> {
        self.phrases.get(language).cloned().unwrap_or_default()
    }

    /// Interface texts of a language, for templates.
    pub fn interface(&self, language: &str) -> Data {
        self.interface.get(language).cloned().unwrap_or(Data(Value::none()))
    }

    /// The files of the templates that make something else than in another theme, themselves or through
    /// what they use. `None` where the interface texts differ or there are other templates.
    pub fn edited(&self, before: &Theme) -> Option<BTreeSet<String>> {
        if self.phrases != before.phrases || self.origins != before.origins {
            return None;
        }
        let mut edited: BTreeSet<&str> = BTreeSet::new();
        for (name, source) in &self.sources {
            if before.sources.get(name) != Some(source) {
                // A component may have been taken out, so what used it before counts too.
                edited.extend(self.users(name).into_iter().chain(before.users(name)));
            }
        }
        Some(edited.iter().map(|name| self.origin(name).to_owned()).collect())
    }

    /// A template and all that use it, directly or through others.
    fn users(&self, name: &str) -> BTreeSet<&str> {
        let mut users: BTreeSet<&str> =
            self.sources.keys().map(String::as_str).filter(|known| *known == name).collect();
        loop {
            let uses = |source: &str| users.iter().any(|used| self.is_used(used, source));
            let more = self.sources.iter().filter(|(known, source)| !users.contains(known.as_str()) && uses(source));
            let more: Vec<&str> = more.map(|(known, _)| known.as_str()).collect();
            if more.is_empty() {
                return users;
            }
            users.extend(more);
        }
    }

    /// Whether a template's text names another, or a component that stands there.
    fn is_used(&self, name: &str, source: &str) -> bool {
        let own = self.sources.get(name).map_or("", String::as_str);
        let components = own.split("component ").skip(1).filter_map(|rest| rest.split('(').next());
        source.contains(name) || components.map(str::trim).any(|component| source.contains(&format!("<{component}")))
    }

    /// Fills a template.
    ///
    /// # Errors
    /// What the template asks for and cannot have, at its line.
    pub fn render(&self, template: &str, scope: &Scope) -> Result<String, Box<Diagnostic>> {
        let mut page = Page { text: Vec::with_capacity(USUAL), is_full: false };
        match self.tera.render_to(template, &scope.0, &mut page) {
            Ok(()) => Ok(String::from_utf8(page.text).expect("templates and what they are given are UTF-8")),
            Err(_) if page.is_full => Err(Box::new(fault::endless(template, &self.origins))),
            Err(error) => Err(Box::new(fault::filling(&error, template, &self.origins))),
        }
    }
}

/// A page being made, which takes no more than [`PAGE_LIMIT`].
struct Page {
    text: Vec<u8>,
    is_full: bool,
}

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    // Templates write in pieces of a few letters, so each costs as little as can be.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() > PAGE_LIMIT - self.text.len() {
            self.is_full = true;
            return Err(io::Error::other("the page is full"));
        }
        self.text.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
