//! Files to the typed site, one file an entity, collecting every problem.
//!
//! 1. The configuration ([`config`]) and the theme's kinds ([`kinds`]).
//! 2. Every entry's file, in parallel ([`entries`], [`article`]): fields by its kind, text by
//!    `syntax`, what the text asks for as typed requests ([`prose`], [`block`]).
//! 3. Cities, indicators and sources from their entries ([`data`]), and the observations in YAML and
//!    CSV ([`observations`], [`table`]).
//! 4. Frameworks ([`framework`]) and what they make of the figures ([`score`]).
//!
//! What cannot be read is reported and left out, so that one run names every fault.

mod article;
mod bibliography;
mod block;
mod chart;
mod config;
mod data;
mod entries;
mod framework;
mod kinds;
mod observations;
mod prose;
mod score;
mod table;
mod themes;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::diag::{Diagnostic, Report};
use crate::kind::{Kind, Moment};
use crate::locale::Locale;
use crate::model::{Data, Site, Unread};
use crate::source::theme::ThemeFiles;
use crate::source::{CONFIG, Snapshot};
use crate::theme;
use themes::theme_files;

/// What a run asks of loading.
#[derive(Debug, Clone)]
pub struct Options {
    /// The moment of the run; the only clock a build knows.
    pub now: Timestamp,
    /// Another day or moment to build for.
    pub as_of: Option<Moment>,
    /// Whether drafts, embargoed and expired entries are shown, marked.
    pub drafts: bool,
    /// Another base address than that of `site.yaml`.
    pub base_url: Option<String>,
}

/// A loaded site with its theme's files, or what stood in the way.
pub struct Loaded<'a> {
    /// The site.
    pub site: Site,
    /// The files of its theme.
    pub theme: ThemeFiles<'a>,
}

/// Loads a site. `None` only where there is no usable configuration.
pub fn load<'a>(snapshot: &'a Snapshot, options: &Options) -> (Option<Loaded<'a>>, Report) {
    let mut report = Report::default();
    let Some(config) = config::load(snapshot, options.base_url.as_deref(), &mut report) else {
        return (None, report);
    };
    let theme = theme_files(snapshot, &config.theme, &mut report);
    let known = report.problems.len();
    let kinds = kinds::load(&theme, &mut report);
    let kinds_unread = report.problems.len() > known;
    let clock = clock(options, &config.time_zone);
    let loader = entries::Loader {
        snapshot,
        config: &config,
        kinds: &kinds,
        kinds_unread,
        drafts: options.drafts,
        clock: &clock,
    };
    let (entries, indexes, unread) = loader.load(&mut report);
    let drafts = options.drafts;
    let as_of = clock.now.to_zoned(config.time_zone.clone()).date();
    let mut site = Site {
        config,
        kinds,
        entries,
        indexes,
        data: Data::default(),
        as_of,
        drafts,
        unread: Unread { entries: unread, ..Unread::default() },
    };
    site.data = data::load(&site);
    site.data.bibliography = bibliography::load(snapshot, &mut report);
    frameworks(&mut site, &theme, &mut report);
    let (observations, gaps) = observations::load(&site, snapshot, &mut report);
    (site.data.observations, site.unread.figures) = (observations, gaps);
    score::observations(&mut site.data);
    (Some(Loaded { site, theme }), report)
}

/// Reads the frameworks and adds what they compute to the indicators.
fn frameworks(site: &mut Site, files: &ThemeFiles<'_>, report: &mut Report) {
    let frameworks = framework::load(site, &site.data, report);
    if frameworks.is_empty() {
        return;
    }
    let languages = &site.config.languages;
    let phrases = theme::phrases(files, languages);
    let locales: Vec<Locale> = languages
        .iter()
        .filter_map(|language| Locale::new(language, phrases.get(language).cloned().unwrap_or_default()).ok())
        .collect();
    let default = site.default_language().to_owned();
    score::indicators(&mut site.data, frameworks, &locales, &default);
}

/// The kinds and languages of a site alone, for commands that need no more; none where it has no
/// configuration.
pub fn kinds_of(snapshot: &Snapshot) -> (Vec<Kind>, Vec<String>, Report) {
    let mut report = Report::default();
    let Some(config) = config::load(snapshot, None, &mut report) else { return (Vec::new(), Vec::new(), report) };
    let theme = theme_files(snapshot, &config.theme, &mut report);
    let kinds = kinds::load(&theme, &mut report);
    (kinds.into_values().collect(), config.languages, report)
}

/// The moment an entry's embargo and expiry are measured against.
#[derive(Debug, Clone)]
pub struct Clock {
    /// The moment.
    pub now: Timestamp,
    /// The site's zone.
    pub zone: TimeZone,
}

fn clock(options: &Options, zone: &TimeZone) -> Clock {
    let now = options.as_of.and_then(|moment| moment.instant(zone)).unwrap_or(options.now);
    Clock { now, zone: zone.clone() }
}

/// The problem of a folder that is no site.
fn no_site() -> Diagnostic {
    Diagnostic::error("no-site", format!("there is no `{CONFIG}` in this folder"))
        .hint("go to the folder of the site, or name it with `--site`; `cityfolio new DIR` makes a new one")
}
