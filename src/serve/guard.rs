//! Who may read the preview: browsers on this machine that were sent to it by its own name or by nobody.
//!
//! A name that somebody else owns can be made to lead to this machine (DNS rebinding), so a request has to
//! name a host that is known; an address in numbers has to be the one that the connection came in at. A page
//! of another site can make a browser ask here, so what is no plain visit has to come from our own pages.

use std::net::IpAddr;

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};

/// The names under which the preview is known.
#[derive(Debug, Clone, Default)]
pub struct Hosts(Vec<String>);

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal(pub(super) StatusCode, pub(super) &'static str);

impl Hosts {
    /// `localhost` and these.
    pub fn new(allowed: &[String]) -> Self {
        let names = allowed.iter().map(|name| name.trim_end_matches('.').to_ascii_lowercase());
        Hosts(names.chain(["localhost".to_owned()]).collect())
    }

    fn knows(&self, host: &str, local: IpAddr) -> bool {
        let host = host.to_ascii_lowercase();
        let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&host);
        match bare.parse::<IpAddr>() {
            Ok(ip) => ip.to_canonical() == local || (ip.is_loopback() && local.is_loopback()),
            Err(_) => self.0.iter().any(|name| *name == host.trim_end_matches('.')),
        }
    }
}

/// Whether a request may be answered at all.
pub(super) fn check(request: &Parts, hosts: &Hosts, local: IpAddr) -> Result<(), Refusal> {
    let host = one_host(request)?;
    let (name, _) = split_port(host).ok_or(Refusal(StatusCode::BAD_REQUEST, "the Host is no name"))?;
    if !hosts.knows(name, local) {
        let said = "this preview is not known by that name; `--allow-host NAME` adds one";
        return Err(Refusal(StatusCode::FORBIDDEN, said));
    }
    from_elsewhere(request, host)?;
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return Err(Refusal(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered"));
    }
    Ok(())
}

/// The one host that a request names; an address in full (`GET http://…`) has to name the same.
fn one_host(request: &Parts) -> Result<&str, Refusal> {
    let bad = |said| Refusal(StatusCode::BAD_REQUEST, said);
    let mut named = request.headers.get_all(header::HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else {
        return Err(bad("a request names one Host"));
    };
    let host = host.to_str().map_err(|_| bad("the Host is no name"))?;
    match request.uri.authority() {
        Some(authority) if authority.as_str() != host => Err(bad("the address and the Host differ")),
        _ => Ok(host),
    }
}

fn split_port(host: &str) -> Option<(&str, Option<u16>)> {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port.parse().ok()?)),
        _ => (host, None),
    };
    (!name.is_empty()).then_some((name, port))
}

/// Refuses what a page of another site asks for; a person who follows a link from there is let in.
fn from_elsewhere(request: &Parts, host: &str) -> Result<(), Refusal> {
    let refused = Err(Refusal(StatusCode::FORBIDDEN, "pages of other sites may not read this preview"));
    let mut origins = request.headers.get_all(header::ORIGIN).iter();
    if let Some(origin) = origins.next() {
        let ours = origin.to_str().is_ok_and(|origin| {
            origin.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://"))
                && origin[7..].eq_ignore_ascii_case(host)
        });
        if !ours || origins.next().is_some() {
            return refused;
        }
    }
    let own = request.uri.path().starts_with(super::answer::OWN);
    match word(&request.headers, "sec-fetch-site") {
        None | Some("same-origin" | "none") => Ok(()),
        Some(_) => {
            let visit = word(&request.headers, "sec-fetch-mode") == Some("navigate")
                && word(&request.headers, "sec-fetch-dest") == Some("document");
            if visit && !own { Ok(()) } else { refused }
        }
    }
}

fn word<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}
