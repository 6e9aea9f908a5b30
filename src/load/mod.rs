//! Files to the typed site, one file an entity, collecting every problem.
//!
//! 1. The configuration ([`config`]) and the theme's kinds ([`kinds`]).
//! 2. Every entry's file, in parallel ([`entries`], [`article`], [`join`]): fields by its kind, text by
//!    `syntax`, what the text asks for as typed requests ([`prose`], [`block`]).
//! 3. Cities, indicators and sources from their entries ([`data`]), and the observations in YAML and
//!    CSV ([`observations`], [`table`]).
//! 4. Frameworks ([`framework`]) and what they make of the figures ([`score`]).
//! 5. The headers of the pictures that entries name ([`pictures`]).
//!
//! What cannot be read is reported and left out, so that one run names every fault.

mod article;
mod bibliography;
mod block;
mod brand;
mod chart;
mod config;
mod cure;
mod data;
mod entries;
mod framework;
mod join;
mod kinds;
mod number;
mod observations;
mod pictures;
mod prose;
mod score;
mod table;
mod themes;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::diag::{Diagnostic, Report};
use crate::kind::{Kind, Moment};
use crate::locale::Locale;
use crate::model::{Config, Data, Gap, Pictures, Site, Unread};
use crate::path::SourcePath;
use crate::source::theme::ThemeFiles;
use crate::source::{CONFIG, Snapshot};
use crate::theme::{self, Texts};
use entries::Entries;
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
    pub site: Arc<Site>,
    /// The files of its theme.
    pub theme: ThemeFiles<'a>,
    /// The theme's interface texts, where they were needed.
    pub texts: Option<Texts>,
}

/// What was loaded before, so that the next time only what changed is read. It holds for one run's
/// options and is empty at first.
#[derive(Debug, Default)]
pub struct Kept {
    /// The configuration and the kinds, with their problems.
    ground: Option<Ground>,
    /// What every entry depends on, and the entries; only where nothing was unreadable.
    entries: Option<(String, Entries)>,
    /// Figures and what they are about, with what could not be read, and their problems.
    data: Option<(Arc<Data>, Vec<Gap>, Report)>,
    pictures: Option<Arc<Pictures>>,
}

/// What a site says of itself, and the kinds of its theme.
#[derive(Debug, Clone)]
struct Ground {
    config: Config,
    kinds: BTreeMap<String, Kind>,
    kinds_unread: bool,
    packs: bool,
    said: Report,
}

/// Sites with more bytes of texts than this hold them packed: it takes a tenth of the time, which a small site need not
/// spend, and saves a sixth of the memory.
const PACKED_FROM: u64 = 16_000_000;

impl Ground {
    /// `None` where there is no usable configuration, which is told.
    fn load(snapshot: &Snapshot, options: &Options, report: &mut Report) -> Option<Self> {
        let mut said = Report::default();
        let Some(config) = config::load(snapshot, options.base_url.as_deref(), &mut said) else {
            report.merge(said);
            return None;
        };
        // What is wrong with the theme's files is told where they are listed for good.
        let theme = theme_files(snapshot, &config.theme, &mut Report::default());
        let known = said.problems.len();
        let kinds = kinds::load(&theme, &mut said);
        let kinds_unread = said.problems.len() > known;
        let texts = snapshot.below("content").filter_map(|(_, _, file)| file.text.as_deref());
        let packs = texts.map(|text| text.len() as u64).sum::<u64>() > PACKED_FROM;
        Some(Ground { config, kinds, kinds_unread, packs, said })
    }
}

/// Loads a site. `None` only where there is no usable configuration.
pub fn load<'a>(snapshot: &'a Snapshot, options: &Options) -> (Option<Loaded<'a>>, Report) {
    again(snapshot, options, (&mut Kept::default(), &BTreeSet::new()))
}

/// The files of a loaded site's theme again, for the same inputs.
pub fn theme_of<'a>(snapshot: &'a Snapshot, site: &Site) -> ThemeFiles<'a> {
    theme_files(snapshot, &site.config.theme, &mut Report::default())
}

/// Loads a site of which all but `changed` is as it was when `kept` was filled.
pub fn again<'a>(
    snapshot: &'a Snapshot,
    options: &Options,
    (kept, changed): (&mut Kept, &BTreeSet<SourcePath>),
) -> (Option<Loaded<'a>>, Report) {
    let mut report = Report::default();
    let before = std::mem::take(kept);
    let is_kept = |path: &SourcePath| {
        let own = path.as_str().starts_with("content/");
        own || (path.extension() == "html" && snapshot.files.contains_key(path))
    };
    let ground = before.ground.filter(|_| changed.iter().all(is_kept));
    let Some(ground) = ground.or_else(|| Ground::load(snapshot, options, &mut report)) else { return (None, report) };
    report.merge(ground.said.clone());
    let Ground { config, kinds, kinds_unread, packs, .. } = ground.clone();
    let theme = theme_files(snapshot, &config.theme, &mut report);
    kept.ground = Some(ground);
    let clock = clock(options, &config.time_zone);
    let loader = entries::Loader {
        snapshot,
        config: &config,
        kinds: &kinds,
        kinds_unread,
        drafts: options.drafts,
        packs,
        clock: &clock,
    };
    let context = format!("{config:?} {kinds:?} {clock:?} {}", options.drafts);
    let sure = snapshot.unread.is_empty() && !kinds_unread;
    let same = before.entries.filter(|(known, _)| sure && *known == context);
    let is_known = same.is_some();
    let (loaded, same_pictures) = match same {
        Some((_, mut entries)) => {
            let same = loader.reload(changed, &mut entries);
            (entries, same && changed.iter().all(is_text))
        }
        None => (loader.load(), false),
    };
    report.merge(loaded.report());
    let as_of = clock.now.to_zoned(config.time_zone.clone()).date();
    let mut site = Site {
        config,
        kinds,
        entries: loaded.entries.clone(),
        indexes: loaded.indexes.clone(),
        data: Arc::default(),
        as_of,
        drafts: options.drafts,
        unread: Unread { entries: loaded.unread.clone(), ..Unread::default() },
        pictures: Arc::default(),
    };
    let readable = loaded.unread.is_empty();
    let data = before.data.filter(|_| is_known && readable && !changed.iter().any(is_figures));
    let mut texts = None;
    let (data, gaps, problems) = data.unwrap_or_else(|| figures(&mut site, snapshot, (&theme, &mut texts)));
    report.merge(problems.clone());
    (site.data, site.unread.figures) = (data.clone(), gaps.clone());
    site.unread.frameworks = framework::unread(&site);
    let pictures = before.pictures.filter(|_| same_pictures);
    site.pictures = pictures.unwrap_or_else(|| Arc::new(pictures::load(&site, snapshot)));
    kept.pictures = Some(site.pictures.clone());
    kept.entries = sure.then_some((context, loaded));
    kept.data = readable.then_some((data, gaps, problems));
    (Some(Loaded { site: Arc::new(site), theme, texts }), report)
}

/// Whether a file may say something about figures: about what they measure, or the words that computed
/// ones are named with.
fn is_figures(path: &SourcePath) -> bool {
    let folders =
        ["cities", "indicators", "sources", "frameworks", entries::DATA].map(|name| format!("content/{name}/"));
    folders.iter().any(|folder| path.as_str().starts_with(folder.as_str()))
        || path.as_str().starts_with("themes/")
        || [CONFIG, bibliography::FILE].contains(&path.as_str())
}

/// Whether a file cannot be a picture.
fn is_text(path: &SourcePath) -> bool {
    matches!(path.extension().as_str(), "md" | "yaml" | "csv" | "bib" | "html" | "css")
}

/// The figures of a site and what they are about.
fn figures(
    site: &mut Site,
    snapshot: &Snapshot,
    theme: (&ThemeFiles<'_>, &mut Option<Texts>),
) -> (Arc<Data>, Vec<Gap>, Report) {
    let mut report = Report::default();
    let mut data = data::load(site);
    data.bibliography = bibliography::load(snapshot, &mut report);
    site.data = Arc::new(data.clone());
    frameworks(site, &mut data, theme, &mut report);
    site.data = Arc::new(data.clone());
    let (observations, gaps) = observations::load(site, snapshot, &mut report);
    data.observations = observations;
    score::observations(&mut data);
    (Arc::new(data), gaps, report)
}

/// Reads the frameworks and adds what they compute to the indicators, in the theme's words.
fn frameworks(
    site: &Site,
    data: &mut Data,
    (files, texts): (&ThemeFiles<'_>, &mut Option<Texts>),
    report: &mut Report,
) {
    let frameworks = framework::load(site, data, report);
    if frameworks.is_empty() {
        return;
    }
    let languages = &site.config.languages;
    let words = texts.insert(theme::texts(files, languages));
    let locales: Vec<Locale> =
        languages.iter().filter_map(|language| Locale::new(language, words.of(language)).ok()).collect();
    let default = site.default_language().to_owned();
    score::indicators(data, frameworks, &locales, &default);
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
