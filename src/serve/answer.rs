//! A request to its answer: who asks, what for, in which part.
//!
//! Addresses are looked up in the list of outputs, so there is no path on a disk to leave by. What is served is
//! what a build would write, and in pages one script tag more.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Extension, Request, State as Given};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;

use super::connect::Local;
use super::guard::{self, Refusal};
use super::range::{self, Part};
use super::state::{Shared, State};
use super::{events, page, status, types};
use crate::build::Built;
use crate::path::{percent_decode, percent_encode};
use crate::write::Class;

/// Where everything lies that is the preview's and not the site's.
pub(super) const OWN: &str = "/_cityfolio/";
/// The page at an address where there is nothing.
const MISSING: &str = "404.html";
/// How long a request waits for a page that is being made, before a page that waits is sent instead.
const WAIT: Duration = Duration::from_millis(700);
/// The pause between two looks whether it is there.
const LOOK: Duration = Duration::from_millis(15);
/// What the pages of the preview itself may load.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Comes into every page, before its end.
const TAG: &str = "<script src=\"/_cityfolio/reload.js\" defer></script>";

/// Answers one request.
pub(super) async fn answer(
    Given(shared): Given<Arc<Shared>>,
    Extension(Local(local)): Extension<Local>,
    request: Request,
) -> Response {
    let (request, _) = request.into_parts();
    let mut response = match guard::check(&request, &shared.hosts, local) {
        Ok(()) => found(&shared, &request).await,
        Err(refusal) => refused(refusal),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

async fn found(shared: &Arc<Shared>, request: &Parts) -> Response {
    let Some(path) = percent_decode(request.uri.path()).filter(|path| is_plain(path)) else {
        return refused(Refusal(StatusCode::BAD_REQUEST, "the address cannot be read"));
    };
    if let Some(name) = path.strip_prefix(OWN) {
        return own(shared, request, name);
    }
    let mut state = shared.now();
    if !state.ready && state.round == 0 {
        match first(shared, &path).await {
            Some(now) => state = now,
            None => return text(request, StatusCode::SERVICE_UNAVAILABLE, waiting(shared)),
        }
    }
    if !state.ready && shared.output(&state, &file_of(&path)).is_none() {
        return known(shared, &state, text(request, StatusCode::SERVICE_UNAVAILABLE, page::broken(&state)));
    }
    site(shared, &state, request, &path).await
}

/// An address that names something: no control characters, and nothing that means a way on a disk.
fn is_plain(path: &str) -> bool {
    path.starts_with('/') && !path.contains(|letter: char| letter.is_control() || letter == '\\')
}

/// Waits for the first round, or for it to have made this page; `None` where neither comes in time.
async fn first(shared: &Arc<Shared>, path: &str) -> Option<Arc<State>> {
    let file = file_of(path);
    shared.wanted.ask(&file);
    let wait = async {
        loop {
            let state = shared.now();
            if state.round > 0 || shared.wanted.ready(&file).is_some() {
                return state;
            }
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::time::timeout(WAIT, wait).await.ok()
}

fn waiting(shared: &Shared) -> String {
    page::waiting(shared.running(), shared.wanted.count())
}

/// The output at an address without the site's own path: `/a/` is `a/index.html`.
fn file_of(path: &str) -> String {
    let path = path.trim_start_matches('/');
    let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    format!("{path}{index}")
}

/// What the site has at an address.
async fn site(shared: &Shared, state: &State, request: &Parts, path: &str) -> Response {
    let Some(local) = path.strip_prefix(state.base.as_str()) else {
        let home = state.base.strip_suffix('/').is_some_and(|base| base == path || path == "/");
        return if home { moved(&state.base) } else { missing(shared, state, request, "").await };
    };
    let file = file_of(local);
    if let Some(built) = shared.output(state, &file) {
        return output(shared, state, (request, StatusCode::OK), (&file, &built)).await;
    }
    let folder = format!("{local}/index.html");
    if !local.is_empty() && state.outputs.get(&folder).is_some() {
        return moved(&percent_encode(&format!("{}{local}/", state.base)));
    }
    missing(shared, state, request, local).await
}

/// The site's page for addresses where there is nothing, in the language of the address.
async fn missing(shared: &Shared, state: &State, request: &Parts, local: &str) -> Response {
    let language = local.split('/').next().unwrap_or_default();
    for file in [format!("{language}/{MISSING}"), MISSING.to_owned()] {
        if let Some(built) = state.outputs.get(&file) {
            return output(shared, state, (request, StatusCode::NOT_FOUND), (&file, built)).await;
        }
    }
    known(shared, state, text(request, StatusCode::NOT_FOUND, page::missing()))
}

async fn output(
    shared: &Shared,
    state: &State,
    (request, code): (&Parts, StatusCode),
    (file, built): (&str, &Arc<Built>),
) -> Response {
    let kept = built.clone();
    // Large tables are made when they are asked for, and that takes its time.
    let made = if built.is_at_hand() {
        kept.bytes()
    } else {
        match tokio::task::spawn_blocking(move || kept.bytes()).await {
            Ok(made) => made,
            Err(fault) => Err(std::io::Error::other(fault)),
        }
    };
    let Ok(bytes) = made else {
        return refused(Refusal(StatusCode::INTERNAL_SERVER_ERROR, "the table cannot be made"));
    };
    let is_page = built.class == Class::Page && file.ends_with(".html");
    let bytes = if is_page { Bytes::from(with_script(&bytes)) } else { Bytes::from_owner(bytes) };
    let tag = format!("\"{}{}\"", &built.hash.to_hex()[..32], if is_page { "-p" } else { "" });
    known(shared, state, part(request, code, (&tag, types::of(file)), bytes))
}

/// An answer that says which round it is of, so that a page hears of all that comes after it, also of what comes before it
/// listens.
fn known(shared: &Shared, state: &State, mut response: Response) -> Response {
    let round = format!("round;desc=\"{}\"", events::name(&shared.boot, state));
    set(&mut response, "server-timing", &round);
    response
}

/// A page with the script that keeps it up to date.
pub(super) fn with_script(page: &[u8]) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = page.windows(END.len()).rposition(|window| window == END).unwrap_or(page.len());
    [&page[..at], TAG.as_bytes(), &page[at..]].concat()
}

/// The bytes, or that the browser has them, or the part it asked for.
fn part(request: &Parts, code: StatusCode, (tag, kind): (&str, &str), bytes: Bytes) -> Response {
    let plain = code == StatusCode::OK;
    if plain && matches(&request.headers, header::IF_NONE_MATCH, tag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        set(&mut response, "etag", tag);
        return response;
    }
    let asked = request.headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    let fits = request.headers.get(header::IF_RANGE).is_none_or(|known| known == tag);
    let asked = asked.filter(|_| plain && fits && request.method == Method::GET);
    let length = bytes.len();
    let wanted = asked.map_or(Part::Whole, |asked| range::asked(asked, length));
    let (code, kind, body, within) = match wanted {
        Part::Whole => (code, kind.to_owned(), bytes, None),
        Part::One(part) => {
            let within = range::content_range(&part, length);
            (StatusCode::PARTIAL_CONTENT, kind.to_owned(), bytes.slice(part), Some(within))
        }
        Part::Several(parts) => {
            let body = range::multipart(&bytes, &parts, kind);
            (StatusCode::PARTIAL_CONTENT, range::multipart_type(), body.into(), None)
        }
        Part::Nothing => {
            let within = Some(format!("bytes */{length}"));
            (StatusCode::RANGE_NOT_SATISFIABLE, kind.to_owned(), Bytes::new(), within)
        }
    };
    let mut response = whole(request, code, &kind, body);
    set(&mut response, "etag", tag);
    set(&mut response, "accept-ranges", "bytes");
    if let Some(within) = within {
        set(&mut response, "content-range", &within);
    }
    response
}

/// Whether a list of tags in a head names this one.
fn matches(headers: &HeaderMap, name: header::HeaderName, tag: &str) -> bool {
    let lists = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    let mut known = lists.flat_map(|list| list.split(',')).map(|known| known.trim().trim_start_matches("W/"));
    known.any(|known| known == tag || known == "*")
}

/// What lies under [`OWN`].
fn own(shared: &Arc<Shared>, request: &Parts, name: &str) -> Response {
    let state = shared.now();
    match name {
        "" => known(shared, &state, text(request, StatusCode::OK, status::status(shared, &state))),
        "events" if request.method == Method::GET => {
            let since = request.uri.query().and_then(|query| query.strip_prefix("since="));
            events::stream(shared, since)
        }
        "reload.js" => whole(request, StatusCode::OK, types::of(name), Bytes::from_static(page::SCRIPT.as_bytes())),
        "preview.css" => whole(request, StatusCode::OK, types::of(name), Bytes::from_static(page::STYLE.as_bytes())),
        _ => text(request, StatusCode::NOT_FOUND, page::missing()),
    }
}

/// A page of the preview itself.
fn text(request: &Parts, code: StatusCode, page: String) -> Response {
    let mut response = whole(request, code, types::of(".html"), page.into());
    set(&mut response, "content-security-policy", POLICY);
    if code == StatusCode::SERVICE_UNAVAILABLE {
        set(&mut response, "retry-after", "1");
    }
    response
}

/// To another address of this site.
fn moved(address: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    set(&mut response, "location", address);
    response
}

fn refused(Refusal(code, said): Refusal) -> Response {
    let mut response = Response::new(Body::from(format!("{said}\n")));
    *response.status_mut() = code;
    set(&mut response, "content-type", types::of(".txt"));
    if code == StatusCode::METHOD_NOT_ALLOWED {
        set(&mut response, "allow", "GET, HEAD");
    }
    response
}

/// All of these bytes; a HEAD gets their length alone.
fn whole(request: &Parts, code: StatusCode, kind: &str, bytes: Bytes) -> Response {
    let length = bytes.len();
    let body = if request.method == Method::HEAD { Body::empty() } else { Body::from(bytes) };
    let mut response = Response::new(body);
    *response.status_mut() = code;
    set(&mut response, "content-type", kind);
    set(&mut response, "content-length", &length.to_string());
    response
}

fn set(response: &mut Response, name: &'static str, value: &str) {
    // Values are made here of plain letters; one that cannot stand in a head is left out.
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
