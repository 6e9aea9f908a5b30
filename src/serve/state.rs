//! What the server answers from: the last good outputs and what is known of the site as it is now.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use imbl::OrdMap;
use tokio::sync::watch;

use super::guard::Hosts;
use super::problems::{self, Problem};
use super::{Change, Round};
use crate::build::{Built, Counts, Failure, Outputs, Stage, Wanted};

/// The stages by number, for the one that runs.
const STAGES: [Stage; 6] = [Stage::Read, Stage::Load, Stage::Plan, Stage::Check, Stage::Render, Stage::Write];

/// Between the thread that builds and the one that answers.
pub(super) struct Shared {
    /// Tells this run of the program from others.
    pub(super) boot: String,
    /// Who is answered.
    pub(super) hosts: Hosts,
    /// Where outputs are asked for before the rest of a round.
    pub(super) wanted: Arc<Wanted>,
    /// Whether drafts are shown.
    pub(super) drafts: bool,
    stage: AtomicU8,
    state: watch::Sender<Arc<State>>,
}

/// What there is at one moment. It never changes; a new one takes its place.
#[derive(Debug, Default, Clone)]
pub(super) struct State {
    /// Counts what was published.
    pub(super) round: u64,
    /// The last good outputs.
    pub(super) outputs: Arc<Outputs>,
    /// Whether there has been a round without errors.
    pub(super) ready: bool,
    /// The path of the site's address, beginning and ending with `/`.
    pub(super) base: String,
    /// Every problem of the site as it is now.
    pub(super) problems: Arc<Vec<Problem>>,
    /// In which round the bytes at a path changed last, gone ones too; not told of the first.
    pub(super) changed: OrdMap<String, u64>,
    /// Entries that are not public, with the reason, by their file.
    pub(super) hidden: Arc<BTreeMap<String, String>>,
    /// The last round.
    pub(super) last: Arc<Last>,
}

/// What the last round did.
#[derive(Debug, Default)]
pub(super) struct Last {
    /// What was edited; none where everything was looked at.
    pub(super) edited: Option<Vec<PathBuf>>,
    /// Outputs with other bytes, and new ones; not named after the first round, of which all are new.
    pub(super) changed: Vec<String>,
    /// How many these are.
    pub(super) count: usize,
    /// Outputs that are gone.
    pub(super) removed: Vec<String>,
    /// What was read and made.
    pub(super) counts: Counts,
    /// The time of each stage.
    pub(super) stages: Vec<(Stage, Duration)>,
}

/// What a round brings.
pub(super) struct Published {
    outputs: Option<Arc<Outputs>>,
    base: Option<String>,
    problems: Vec<Problem>,
    hidden: Option<Arc<BTreeMap<String, String>>>,
    last: Last,
}

impl Published {
    /// What came of a round.
    pub(super) fn of(round: &Round, outputs: Arc<Outputs>, change: Option<&Change>) -> Self {
        let edited = change.and_then(|change| change.paths.as_ref()).map(|paths| paths.iter().cloned().collect());
        let problems = problems::of(&round.report, &round.snapshot, &outputs);
        Published {
            outputs: round.fresh.then_some(outputs),
            base: round.base.clone(),
            problems,
            hidden: Some(round.hidden.clone()),
            last: Last {
                edited,
                count: round.changed.len(),
                changed: if change.is_some() { round.changed.clone() } else { Vec::new() },
                removed: round.removed.clone(),
                counts: round.counts,
                stages: round.timings.stages.clone(),
            },
        }
    }

    /// What came of a fault of the machine.
    pub(super) fn failed(failure: &Failure) -> Self {
        let problems = vec![problems::of_machine(&failure.to_string())];
        let last = Last::default();
        Published { outputs: None, base: None, problems, hidden: None, last }
    }
}

impl Shared {
    /// Nothing is there yet.
    pub(super) fn new(boot: String, hosts: Hosts, wanted: Arc<Wanted>, drafts: bool) -> Self {
        let state = State { base: "/".to_owned(), ..State::default() };
        let (state, _) = watch::channel(Arc::new(state));
        Shared { boot, hosts, wanted, drafts, stage: AtomicU8::new(0), state }
    }

    /// What there is now.
    pub(super) fn now(&self) -> Arc<State> {
        self.state.borrow().clone()
    }

    /// Hears of everything that is published from now on.
    pub(super) fn listen(&self) -> watch::Receiver<Arc<State>> {
        self.state.subscribe()
    }

    /// A stage of the first round begins.
    pub(super) fn stage(&self, stage: Stage) {
        let number = STAGES.iter().position(|known| *known == stage).unwrap_or_default();
        self.stage.store(u8::try_from(number).unwrap_or_default(), Ordering::Relaxed);
    }

    /// The stage of the first round that runs.
    pub(super) fn running(&self) -> Stage {
        STAGES.get(usize::from(self.stage.load(Ordering::Relaxed))).copied().unwrap_or(Stage::Read)
    }

    /// An output as it is now, or as the round that runs has made it already.
    pub(super) fn output(&self, state: &State, path: &str) -> Option<Arc<Built>> {
        let made = || if state.ready { None } else { self.wanted.ready(path) };
        state.outputs.get(path).cloned().or_else(made)
    }

    /// Puts what a round brought in place of what was there.
    pub(super) fn publish(&self, published: Published) {
        self.state.send_modify(|state| {
            let mut next = State::clone(state);
            next.round += 1;
            if next.ready && published.outputs.is_some() {
                for path in published.last.changed.iter().chain(&published.last.removed) {
                    next.changed.insert(path.clone(), next.round);
                }
            }
            next.base = published.base.unwrap_or(next.base);
            next.problems = Arc::new(published.problems);
            next.hidden = published.hidden.unwrap_or(next.hidden);
            next.last = Arc::new(published.last);
            if let Some(outputs) = published.outputs {
                next.outputs = outputs;
                next.ready = true;
            }
            *state = Arc::new(next);
        });
    }
}

impl State {
    /// How many errors there are now.
    pub(super) fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.is_error).count()
    }
}
