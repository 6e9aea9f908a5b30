//! The configuration of a site.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diag::Span;
use crate::kind::LocalText;

/// `site.yaml`.
#[derive(Debug, Clone)]
pub struct Config {
    /// The site's name.
    pub title: LocalText,
    /// One sentence about it.
    pub description: LocalText,
    /// Where it will be published.
    pub base_url: BaseUrl,
    /// Language tags; the first is the default.
    pub languages: Vec<String>,
    /// The theme's name.
    pub theme: String,
    /// The zone of times that carry none.
    pub time_zone: TimeZone,
    /// The funded project, if the site is one's.
    pub project: Option<Project>,
    /// What happens to raw HTML in articles.
    pub html: HtmlPolicy,
    /// Whether any two cities have a page that compares them.
    pub comparisons: bool,
}

/// The address of the site: `https://host` and the path below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host, without a closing slash.
    pub origin: String,
    /// The path, beginning and ending with `/`.
    pub path: String,
}

impl BaseUrl {
    /// Reads an address; `None` unless it is `http(s)://host`, perhaps with a path.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        if text.contains(|letter: char| letter.is_whitespace() || letter.is_control() || "<>\"'?#\\".contains(letter)) {
            return None;
        }
        let host = rest.split('/').next().filter(|host| !host.is_empty())?;
        let origin = &text[..text.len() - rest.len() + host.len()];
        let path = rest[host.len()..].trim_matches('/');
        if path.split('/').any(|name| name == "..") {
            return None;
        }
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Some(BaseUrl { origin: origin.to_owned(), path })
    }

    /// The name of the host, perhaps with its port.
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or("", |(_, host)| host)
    }

    /// A route as it stands in links of pages: with the base path, without the host.
    pub fn local(&self, route: &str) -> String {
        format!("{}{}", self.path, route.trim_start_matches('/'))
    }

    /// A route as a full address.
    pub fn absolute(&self, route: &str) -> String {
        format!("{}{}", self.origin, self.local(route))
    }
}

/// What happens to raw HTML in articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HtmlPolicy {
    /// What could harm is removed, and said.
    #[default]
    Sanitize,
    /// Everything stays.
    Allow,
    /// Any is an error.
    Forbid,
}

/// The project that pays for the site.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its short name.
    pub acronym: String,
    /// Its full title.
    pub title: String,
    /// The programme that funds it.
    pub programme: Programme,
    /// Funded or co-funded.
    pub funding: Funding,
    /// The number of the grant agreement.
    pub grant_number: String,
    /// Who granted it.
    pub granting_authority: String,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// The id of the partner that leads it, with its place.
    pub coordinator: Option<(String, Span)>,
    /// Licence of the texts.
    pub licence_content: String,
    /// Licence of the figures.
    pub licence_data: String,
}

/// A funding programme, which decides the statement that the footer owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Programme {
    /// Horizon 2020.
    Horizon2020,
    /// Horizon Europe.
    HorizonEurope,
    /// Interreg.
    Interreg,
    /// Digital Europe.
    DigitalEurope,
    /// Any other.
    Other,
}

impl Programme {
    /// The names in `site.yaml`.
    pub const NAMES: [(&'static str, Programme); 5] = [
        ("horizon-2020", Programme::Horizon2020),
        ("horizon-europe", Programme::HorizonEurope),
        ("interreg", Programme::Interreg),
        ("digital-europe", Programme::DigitalEurope),
        ("other", Programme::Other),
    ];

    /// The name in `site.yaml`, and in keys of interface texts.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, programme)| *programme == self).map_or("other", |(name, _)| name)
    }
}

/// How much of the project is funded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Funding {
    /// All of it.
    Funded,
    /// A part.
    CoFunded,
}

impl Funding {
    /// The name in `site.yaml`, and in keys of interface texts.
    pub fn name(self) -> &'static str {
        match self {
            Funding::Funded => "funded",
            Funding::CoFunded => "co-funded",
        }
    }
}
