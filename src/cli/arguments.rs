//! The command line.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Publishes articles and figures of a consortium from one place.
#[derive(Debug, Parser)]
#[command(name = "cityfolio", version, about, arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check the site and write it to `public/`
    Build(Build),
    /// Show the site in a browser, and every edit as it is saved
    Serve(Serve),
    /// Do everything but the writing, and name every fault
    Check(Check),
    /// Make a new site that builds at once
    New(New),
    /// Say where a city, an indicator, a figure or a file is used, or what an output is made from
    Explain(Explain),
    /// Add an entry, with a line of guidance for each field
    Add(Add),
    /// Say what is old, due for review, behind its original, or appears and disappears with time
    Status(Status),
    /// Write what the fields of every kind may hold, for programs that complete and check them
    Schema(Schema),
}

/// What most commands share.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) site: PathBuf,
}

/// What commands that look at a whole site share.
#[derive(Debug, Args)]
pub(super) struct Looking {
    #[command(flatten)]
    pub(super) common: Common,
    /// Address the site will have, instead of that of site.yaml
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Include drafts, embargoed and expired entries, marked
    #[arg(long)]
    pub(super) drafts: bool,
    /// Build as if on this day, such as 2026-11-23
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// How problems are shown
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Treat warnings as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// Show how long each stage took
    #[arg(long)]
    pub(super) timings: bool,
}

#[derive(Debug, Args)]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) looking: Looking,
    /// Folder to write to, instead of `public` in the site
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Write into a folder that cityfolio did not make
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    pub(super) common: Common,
    /// Port to listen on; the next free one is taken where it is in use
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    pub(super) port: u16,
    /// Open the site in a browser
    #[arg(long)]
    pub(super) open: bool,
    /// Include drafts, embargoed and expired entries, marked
    #[arg(long)]
    pub(super) drafts: bool,
    /// Build as if on this day, such as 2026-11-23
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// Address of this machine to listen on, so that others can look too
    #[arg(long, value_name = "ADDRESS")]
    pub(super) host: Option<IpAddr>,
    /// Another name that browsers may know the preview by; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(super) allow_host: Vec<String>,
    /// Look at the files twice a second instead of waiting for the system, as for a folder on a network
    #[arg(long)]
    pub(super) poll: bool,
    /// Show how long each stage of a round took
    #[arg(long)]
    pub(super) timings: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) looking: Looking,
    /// Also try every link to another site
    #[arg(long)]
    pub(super) external: bool,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    #[command(flatten)]
    pub(super) looking: Looking,
    /// An output such as `cities/helsinki/index.html`; or a file of `content/`, the id of an entry, or
    /// a figure such as `helsinki/online-access@2023`
    pub(super) what: String,
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// Folder to make
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Theme of the site; minimal puts a very small one into it, to begin a theme of your own
    #[arg(long, value_name = "THEME", default_value = "default")]
    pub(super) theme: NewTheme,
}

/// A theme that a new site can begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum NewTheme {
    /// The one in the program
    Default,
    /// The frame of pages and a short style sheet, over the default theme
    Minimal,
}

#[derive(Debug, Args)]
pub(super) struct Add {
    #[command(flatten)]
    pub(super) common: Common,
    /// What to add, such as case-study, city or news
    pub(super) kind: String,
    /// Its title
    pub(super) title: String,
}

#[derive(Debug, Args)]
pub(super) struct Status {
    #[command(flatten)]
    pub(super) common: Common,
    /// Look as if on this day, such as 2026-11-23
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// How the answer is shown
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Exit with 1 where something is overdue
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    #[command(flatten)]
    pub(super) common: Common,
    /// One kind, such as city; without it all, by name
    pub(super) kind: Option<String>,
    /// Folder for a file a kind, instead of standard output
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

/// How problems are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, with the line and the cure
    Text,
    /// One JSON object a line
    Json,
    /// Annotations of a code host
    Github,
}
