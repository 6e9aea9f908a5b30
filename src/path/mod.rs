//! Distinct types for the three kinds of path, and the rule that turns names into addresses.
//!
//! A [`SourcePath`] names an input inside the site folder, a [`Route`] an address on the site, an
//! [`OutputPath`] a file in the output. They are separate types so that one is never taken for
//! another, and every join of paths happens here, so that nothing can point outside its root.

mod slug;

#[cfg(test)]
mod tests;

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

pub use slug::{Slugs, slug};

/// The longest file name that common file systems take, in bytes.
pub const NAME_LIMIT: usize = 255;

/// The longest path of an output, in bytes: common stores for websites take 1,024, and systems not much more than that
/// together with the folder.
pub const PATH_LIMIT: usize = 1_000;

/// Names that Windows cannot have, with any extension.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether a file of this name can be kept and served on every host.
pub fn is_portable(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let odd = name.contains(|letter: char| letter.is_control() || "<>:\"|?*\\".contains(letter));
    let reserved = RESERVED.contains(&stem.as_str()) || numbered("com") || numbered("lpt");
    let ends_badly = name.ends_with(['.', ' ']) || name.starts_with(".cityfolio");
    !(odd || reserved || ends_badly || name.is_empty() || name.len() > NAME_LIMIT)
}

/// A file or folder of the site, relative to the site folder, with `/` between names.
/// Never absolute, never with `.` or `..` or empty names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourcePath(Arc<str>);

impl Borrow<str> for SourcePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl SourcePath {
    /// A path from names that are known to be plain; `None` if it would leave the site folder.
    pub fn new(path: &str) -> Option<Self> {
        resolve("", path).map(|path| SourcePath(path.into()))
    }

    /// The path a relative link in this file points at, as browsers and code hosts resolve it;
    /// `None` if it leaves the site folder or is absolute.
    pub fn link(&self, target: &str) -> Option<Self> {
        resolve(self.folder(), target).map(|path| SourcePath(path.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text shared, as places in messages want it.
    pub fn shared(&self) -> Arc<str> {
        self.0.clone()
    }

    /// The folder it lies in, without a closing `/`; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |slash| &self.0[..slash])
    }

    /// The last name.
    pub fn name(&self) -> &str {
        self.0.rfind('/').map_or(&self.0, |slash| &self.0[slash + 1..])
    }

    /// The extension in lower case, without the dot; empty if there is none.
    pub fn extension(&self) -> String {
        let name = self.name();
        name.rfind('.').filter(|dot| *dot > 0).map_or(String::new(), |dot| name[dot + 1..].to_ascii_lowercase())
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn resolve(folder: &str, target: &str) -> Option<String> {
    if target.starts_with('/') || target.contains(['\\', '\0']) {
        return None;
    }
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop()?;
            }
            name => names.push(name),
        }
    }
    Some(names.join("/"))
}

/// An address on the site, without the base address: `/cities/helsinki/` or `/feed.xml`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Route(Arc<str>);

impl Route {
    /// The address of a folder with an `index.html`, from slugs.
    pub fn page<'a>(slugs: impl IntoIterator<Item = &'a str>) -> Self {
        let mut text = String::from("/");
        for slug in slugs.into_iter().filter(|slug| !slug.is_empty()) {
            text.push_str(slug);
            text.push('/');
        }
        Route(text.into())
    }

    /// The address of one file.
    pub fn file(path: &str) -> Self {
        Route(format!("/{}", path.trim_start_matches('/')).into())
    }

    /// The same address inside a language's folder; the default language has none.
    #[must_use]
    pub fn within(&self, prefix: &str) -> Self {
        if prefix.is_empty() { self.clone() } else { Route(format!("/{prefix}{}", self.0).into()) }
    }

    /// The address of something beside or below this page.
    #[must_use]
    pub fn join(&self, name: &str) -> Self {
        Route(format!("{}{name}", self.0).into())
    }

    /// The address as text, starting with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that a static host serves at this address.
    pub fn output(&self) -> OutputPath {
        let path = self.0.trim_start_matches('/');
        let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
        OutputPath(format!("{path}{index}").into())
    }

    /// The address as it stands in links: reserved and non-ASCII bytes percent-encoded.
    pub fn encoded(&self) -> String {
        percent_encode(&self.0)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A file of the output, relative to the output folder, with `/` between names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two paths are the same file on some host: composed and without case.
    pub fn folded(&self) -> String {
        use unicode_normalization::UnicodeNormalization as _;
        if self.0.is_ascii() {
            return self.0.to_ascii_lowercase();
        }
        self.0.nfc().collect::<String>().to_lowercase()
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Percent-encodes everything but the characters that RFC 3986 leaves plain in a path.
pub fn percent_encode(path: &str) -> String {
    let is_plain = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'/' | b'-'
                    | b'.'
                    | b'_'
                    | b'~'
                    | b'!'
                    | b'$'
                    | b'&'
                    | b'\''
                    | b'('
                    | b')'
                    | b'*'
                    | b'+'
                    | b','
                    | b';'
                    | b'='
                    | b':'
                    | b'@'
            )
    };
    if path.bytes().all(is_plain) {
        return path.to_owned();
    }
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if is_plain(byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Undoes [`percent_encode`]; `None` where the result is no UTF-8 or an escape is cut short.
pub fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        if *first == b'%' {
            let hex = std::str::from_utf8(tail.get(..2)?).ok()?;
            // Reading a number lets a sign pass.
            if !hex.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}
