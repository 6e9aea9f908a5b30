//! How long the stages of a build took.

use std::time::{Duration, Instant};

/// A stage of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Reading the files.
    Read,
    /// Inputs and output against the last build.
    Compare,
    /// Files to the typed site.
    Load,
    /// The list of outputs.
    Plan,
    /// The rules.
    Check,
    /// Outputs to bytes.
    Render,
    /// Bytes to disk.
    Write,
}

impl Stage {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Read => "read",
            Stage::Compare => "compare",
            Stage::Load => "load",
            Stage::Plan => "plan",
            Stage::Check => "check",
            Stage::Render => "render",
            Stage::Write => "write",
        }
    }
}

/// What was read and made, and what was not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files that were read for what they say.
    pub parsed: usize,
    /// Outputs that were made.
    pub rendered: usize,
    /// Outputs that were there and could stay.
    pub kept: usize,
}

/// Wall time by stage.
#[derive(Debug, Default)]
pub struct Timings {
    /// Stages that ended, in order.
    pub stages: Vec<(Stage, Duration)>,
    running: Option<(Stage, Instant)>,
}

impl Timings {
    /// Ends the stage that runs, and begins the next.
    pub fn begin(&mut self, stage: Stage) {
        self.end();
        self.running = Some((stage, Instant::now()));
    }

    /// Ends the stage that runs.
    pub fn end(&mut self) {
        if let Some((stage, since)) = self.running.take() {
            self.stages.push((stage, since.elapsed()));
        }
    }

    /// The time of all stages.
    pub fn total(&self) -> Duration {
        self.stages.iter().map(|(_, time)| *time).sum()
    }
}
