//! The preview: every save seen at once in the browser, from memory, on this machine alone.
//!
//! 1. [`Preview::open`] takes an address, so that a browser can come before anything is made.
//! 2. [`run`] makes the first round and then one for every batch of changes, and publishes what came of it.
//! 3. Requests are answered by the list of outputs ([`answer`]), never from the disk; foreign sites and
//!    hosts are turned away first ([`guard`]).
//! 4. Browsers hear what has changed ([`events`]) and take what concerns them (`assets/reload.js`). An error
//!    leaves the last good pages standing and is laid over them; it goes with the save that mends it.
//!
//! What is to be said in the terminal goes to a listener: nothing is printed here.

mod answer;
mod bind;
mod connect;
mod events;
mod guard;
mod page;
mod problems;
mod range;
mod state;
mod status;
mod types;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::build::{Failure, Round, Session, Stage};

pub use guard::Hosts;
use state::{Published, Shared};

/// An error is shown only when no other save has come for this long: half a file is often followed by the
/// rest of it.
const HOLD: Duration = Duration::from_millis(150);
/// An error is held back no longer than this, however often somebody saves.
const HOLD_AT_MOST: Duration = Duration::from_millis(1000);
/// Where the machine failed, it is tried again after this time.
const AGAIN: Duration = Duration::from_millis(500);

/// What a preview is asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port to begin with; 0 takes any.
    pub port: u16,
    /// Names besides `localhost` that a browser may know this server by.
    pub allow_hosts: Vec<String>,
    /// Whether drafts are shown, for the status page.
    pub drafts: bool,
    /// When it began, which tells one run of the program from another.
    pub now: Timestamp,
}

/// What may have changed, and when that was heard.
#[derive(Debug, Clone)]
pub struct Change {
    /// Files and folders relative to the site folder; `None` where everything has to be looked at.
    pub paths: Option<BTreeSet<PathBuf>>,
    /// The moment to build for; `None` leaves it as it is.
    pub now: Option<Timestamp>,
}

/// Waits for changes, at most for the given time.
pub type Changes<'a> = dyn FnMut(Option<Duration>) -> Option<Change> + 'a;

/// What there is to say.
pub enum Said<'a> {
    /// A stage of the first round begins.
    Stage(Stage),
    /// A round was published, with what had been edited; nothing for the first.
    Round(&'a Round, Option<&'a Change>),
    /// The machine failed; it will be tried again.
    Failed(&'a Failure),
}

/// Hears what there is to say.
pub type Listener<'a> = dyn FnMut(Said<'_>) + 'a;

/// A server that listens already.
pub struct Preview {
    shared: Arc<Shared>,
    /// Where it listens.
    pub address: SocketAddr,
    /// The port that was asked for and is in use by another program.
    pub taken: Option<u16>,
}

impl Preview {
    /// Takes the address, or that with the next free port, and begins to answer: with a page that waits,
    /// until the first round is done.
    ///
    /// # Errors
    /// Where no port is free or the address is not one of this machine.
    pub fn open(options: &Options, session: &Session) -> io::Result<Self> {
        let (listener, taken): (TcpListener, _) = bind::listen(options.host, options.port)?;
        let address = listener.local_addr()?;
        let hosts = Hosts::new(&options.allow_hosts);
        let boot = format!("{:x}", options.now.as_millisecond());
        let shared = Arc::new(Shared::new(boot, hosts, session.wanted(), options.drafts));
        connect::start(listener, shared.clone())?;
        Ok(Preview { shared, address, taken })
    }

    /// The address for a browser.
    pub fn url(&self) -> String {
        let host = match self.address.ip() {
            ip if ip.is_unspecified() => "localhost".to_owned(),
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        };
        format!("http://{host}:{}/", self.address.port())
    }
}

/// A round that is not published yet, because it found errors.
struct Held {
    since: Instant,
    round: Round,
}

/// Makes and publishes rounds for as long as changes come; ends where nobody waits for them any more.
pub fn run(preview: &Preview, session: &mut Session, changes: &mut Changes<'_>, said: &mut Listener<'_>) {
    let shared = &preview.shared;
    let mut edited: Option<Change> = None;
    let mut held: Option<Held> = None;
    let mut outcome = Some(session.update(None, &mut |stage| {
        shared.stage(stage);
        said(Said::Stage(stage));
    }));
    loop {
        let mut patience = None;
        match outcome.take() {
            Some(Ok(round)) if round.report.has_errors() && edited.is_some() => {
                let since = held.map_or_else(Instant::now, |held| held.since);
                patience = Some(HOLD.min(HOLD_AT_MOST.saturating_sub(since.elapsed())));
                held = Some(Held { since, round });
            }
            Some(Ok(round)) => {
                held = None;
                publish(shared, session, round, (&mut edited, said));
            }
            Some(Err(failure)) => {
                held = None;
                shared.publish(Published::failed(&failure));
                said(Said::Failed(&failure));
                patience = Some(AGAIN);
                edited = None;
            }
            None => {}
        }
        match changes(patience) {
            Some(change) => {
                if let Some(now) = change.now {
                    session.set_now(now);
                }
                outcome = Some(session.update(change.paths.as_ref(), &mut |_| ()));
                edited = Some(joined(edited, change));
            }
            None => match held.take() {
                Some(held) => publish(shared, session, held.round, (&mut edited, said)),
                None if patience.is_some() => outcome = Some(session.update(None, &mut |_| ())),
                None => return,
            },
        }
    }
}

fn publish(shared: &Shared, session: &Session, round: Round, (edited, said): (&mut Option<Change>, &mut Listener<'_>)) {
    shared.publish(Published::of(&round, session.outputs(), edited.as_ref()));
    said(Said::Round(&round, edited.as_ref()));
    *edited = None;
}

/// What was edited since the last round that was published.
fn joined(before: Option<Change>, change: Change) -> Change {
    let Some(before) = before else { return change };
    let paths = before.paths.zip(change.paths).map(|(before, now)| before.into_iter().chain(now).collect());
    Change { paths, now: change.now }
}
