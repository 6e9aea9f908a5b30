//! Connections: how many, how large a request may be, and how long it may take.

use std::io;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::sync::Semaphore;

use super::answer;
use super::state::Shared;

/// The largest head of a request, in bytes; browsers send some 1,000.
const HEAD_LIMIT: usize = 32 * 1024;
/// The most fields in a head.
const FIELD_LIMIT: usize = 100;
/// A request whose head has not come after this time is given up, and so is a connection without one.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// More connections than this at once are turned away.
const CONNECTION_LIMIT: usize = 1000;
/// The pause after the system could give no connection, such as for want of files.
const BREATH: Duration = Duration::from_millis(50);

/// The address of this machine that a connection came in at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Local(pub(super) IpAddr);

/// Answers connections on a thread of its own, for as long as the program runs.
pub(super) fn start(listener: TcpListener, shared: Arc<Shared>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let serve = move || {
        runtime.block_on(async {
            if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
                accept(listener, shared).await;
            }
        });
    };
    thread::Builder::new().name("preview".to_owned()).spawn(serve).map(|_| ())
}

async fn accept(listener: tokio::net::TcpListener, shared: Arc<Shared>) {
    let places = Arc::new(Semaphore::new(CONNECTION_LIMIT));
    let app = Router::new().fallback(answer::answer).with_state(shared);
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let (Ok(place), Ok(local)) = (places.clone().try_acquire_owned(), stream.local_addr()) else { continue };
        // Answers are small and wanted at once; where the system cannot do that they come all the same.
        let _ = stream.set_nodelay(true);
        let app = app.clone().layer(Extension(Local(local.ip().to_canonical())));
        tokio::spawn(async move {
            let mut builder = http1::Builder::new();
            builder.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
            builder.max_buf_size(HEAD_LIMIT).max_headers(FIELD_LIMIT);
            // A browser that goes away in the middle of an answer is no fault.
            let _ = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app)).await;
            drop(place);
        });
    }
}
