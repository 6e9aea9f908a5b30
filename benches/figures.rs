//! What figures cost: `python3 benches/make_figures.py 1000 200 20 DIR`, then `cargo bench --bench figures -- DIR OUT`.
//!
//! Reads, loads, plans and checks the site in DIR, and writes every table and what describes it into OUT, which must not be
//! there: all that a build does for figures but pages and their charts. Wall and processor time of each step and the
//! greatest memory are printed; processor time and memory are those that Linux tells of the process.

#![allow(clippy::print_stdout, reason = "the result is what a bench is for")]
#![allow(clippy::disallowed_methods, reason = "it writes into a folder of its own")]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

use cityfolio::check::{self, Scope};
use cityfolio::load::{self, Loaded};
use cityfolio::locale::Locale;
use cityfolio::plan::{self, Output};
use cityfolio::render::{self, Copies, Order, Rendered, Renderer};
use cityfolio::source;
use cityfolio::theme;
use cityfolio::view::View;

/// Ticks of Linux's clock of processes in a second.
const TICKS: f64 = 100.0;

fn main() -> ExitCode {
    let folders: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let [site, out] = folders.as_slice() else {
        println!("name the folder of the site and a folder for its tables, as benches/figures.rs says");
        return ExitCode::SUCCESS;
    };
    match run(Path::new(site), Path::new(out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(site: &Path, out: &Path) -> io::Result<()> {
    fs::create_dir(out)?;
    let mut clock = Clock::new();
    let (snapshot, mut report) = source::read(site).map_err(io::Error::other)?;
    clock.step("read");
    let now = "2026-11-23T12:00:00Z".parse().map_err(io::Error::other)?;
    let (loaded, problems) = load::load(&snapshot, &load::Options { now, as_of: None, drafts: false, base_url: None });
    report.merge(problems);
    let Loaded { site, theme: theme_files, .. } =
        loaded.ok_or_else(|| io::Error::other("there is no configuration"))?;
    clock.step("load");
    let (theme, problems) = theme::compile(&theme_files, theme::texts(&theme_files, &site.config.languages));
    report.merge(problems);
    let plan = plan::plan(&site, &snapshot, &theme_files);
    clock.step("plan");
    let locale = Locale::new("en", theme.phrases("en")).map_err(|_| io::Error::other("English is missing"))?;
    report.merge(
        check::check(&Scope { snapshot: &snapshot, site: &site, plan: &plan, theme: &theme, locale: &locale }).0,
    );
    clock.step("check");
    if report.has_errors() {
        return Err(io::Error::other(format!("the site has errors: {:?}", report.problems)));
    }
    let (copies, typeface) = (&Copies::new(None), Arc::new(render::typeface(&theme_files, &snapshot)));
    let view = &View::new(&site, &plan, &theme);
    clock.step("what pages share");
    let renderer = Renderer {
        view,
        snapshot: &snapshot,
        site: &site,
        plan: &plan,
        theme: &theme,
        theme_files: &theme_files,
        copies,
        typeface,
        record: false,
    };
    let tables = plan.outputs.iter().enumerate().filter(|(_, planned)| is_table(&planned.output));
    let positions: Vec<usize> = tables.map(|(position, _)| position).collect();
    let (rendered, _) = render::render(&renderer, &positions, &InOrder);
    let sizes: Vec<u64> = rendered.par_iter().map(|(_, table)| written(out, table)).collect::<io::Result<_>>()?;
    clock.step("tables");
    println!("{} tables, {:.0} MB, peak {:.0} MiB", sizes.len(), sizes.iter().sum::<u64>() as f64 / 1e6, peak());
    Ok(())
}

/// Whether an output is a table or describes one. Those of charts hold what is in others too, and go with their pages.
fn is_table(output: &Output) -> bool {
    matches!(
        output,
        Output::ObservationsCsv
            | Output::IndicatorCsv(_)
            | Output::IndicatorJson(_)
            | Output::Columns(_)
            | Output::Package
            | Output::CatalogueTurtle
            | Output::CatalogueJsonld
            | Output::FrameworkCsv(_)
            | Output::FrameworkColumns(_)
            | Output::ChartCsv(..)
    )
}

fn written(out: &Path, table: &Rendered) -> io::Result<u64> {
    let path = out.join(table.output.path.replace('/', "-"));
    let mut file = BufWriter::new(File::create_new(&path)?);
    table.output.content.write_to(&mut file)?;
    file.flush()?;
    Ok(fs::metadata(&path)?.len())
}

struct InOrder;

impl Order for InOrder {
    fn next(&self) -> Option<usize> {
        None
    }

    fn made(&self, _: &mut Rendered) {}
}

/// Prints what each step took.
struct Clock {
    since: Instant,
    used: f64,
}

impl Clock {
    fn new() -> Self {
        Clock { since: Instant::now(), used: used() }
    }

    fn step(&mut self, name: &str) {
        let used = used();
        println!("{name:>16} {:6.2} s wall {:6.2} s CPU", self.since.elapsed().as_secs_f64(), used - self.used);
        (self.since, self.used) = (Instant::now(), used);
    }
}

/// The processor time of this process in seconds, in the system's calls too.
fn used() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// The most memory that this process has had at a time, in MiB.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or_default()
        / 1024.0
}
