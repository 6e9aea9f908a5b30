//! What browsers hear: after each round, which outputs are others than those they were given.
//!
//! A browser says up to which round it knows (every answer names its round), so that nothing is missed between
//! a page and its first event, and nothing is told twice. It decides by itself what concerns it.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::{Value, json};

use super::problems;
use super::state::{Shared, State};

/// A sign of life, so that a connection that is gone is noticed.
const SIGN: Duration = Duration::from_secs(15);
/// More changed outputs than this are not listed: nearly every page is another then.
const LISTED: usize = 500;

/// The stream of events; `since` is the last round that the browser knows, as it was told.
pub(super) fn stream(shared: &Shared, since: Option<&str>) -> Response {
    let known = since.and_then(|since| since.strip_prefix(&shared.boot)?.strip_prefix('.')?.parse().ok());
    let mut listener = shared.listen();
    // The state at the beginning is told at once.
    listener.mark_changed();
    let boot = shared.boot.clone();
    let events = stream::unfold((listener, known, boot), |(mut listener, known, boot)| async move {
        listener.changed().await.ok()?;
        let state = listener.borrow_and_update().clone();
        let event = Event::default().data(told(&boot, &state, known).to_string());
        Some((Ok::<_, Infallible>(event), (listener, Some(state.round), boot)))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN)).into_response()
}

/// The name of a round, over all runs of the program.
pub(super) fn name(boot: &str, state: &State) -> String {
    format!("{boot}.{}", state.round)
}

/// What a browser that knows a round has to hear. One that knows none is told that anything may be another.
fn told(boot: &str, state: &Arc<State>, known: Option<u64>) -> Value {
    let changed: Option<Vec<&str>> = known.map(|known| {
        state.changed.iter().filter(|(_, round)| **round > known).map(|(path, _)| path.as_str()).collect()
    });
    let changed = changed.filter(|changed| changed.len() <= LISTED);
    let count = state.errors();
    let errors =
        (count > 0).then(|| json!({ "count": count, "html": problems::list(&state.problems, &state.base, true) }));
    json!({
        "round": name(boot, state),
        "ready": state.ready,
        "base": state.base,
        "changed": changed,
        "errors": errors,
    })
}
