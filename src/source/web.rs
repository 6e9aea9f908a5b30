//! Whether addresses of other sites still answer: the only look at the network, and only when a run
//! asks for it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use rayon::prelude::*;
use ureq::Agent;
use ureq::http::StatusCode;

/// How long one address may take, redirects included.
const PATIENCE: Duration = Duration::from_secs(15);
const REDIRECTS: u32 = 8;

/// What became of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It answers.
    Alive,
    /// The site answers that there is nothing there.
    Gone(u16),
    /// It cannot be told: the site is down, slow, or refuses programs.
    Unsure(String),
}

/// Asks every address once, several at a time.
pub fn ask(addresses: &BTreeSet<String>) -> BTreeMap<String, Answer> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(REDIRECTS)
        .http_status_as_error(false)
        .user_agent(concat!("cityfolio/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    addresses.par_iter().map(|address| (address.clone(), ask_one(&agent, address))).collect()
}

/// Asks for the head alone, and for the page where a site does not answer that.
fn ask_one(agent: &Agent, address: &str) -> Answer {
    let address = address.split('#').next().unwrap_or(address);
    let head = agent.head(address).call().map(|response| response.status());
    let status = match head {
        Ok(status) if status.is_success() || status.is_redirection() => return Answer::Alive,
        _ => agent.get(address).call().map(|response| response.status()),
    };
    match status {
        Ok(status) if status.is_success() || status.is_redirection() => Answer::Alive,
        Ok(StatusCode::NOT_FOUND | StatusCode::GONE) => {
            Answer::Gone(status.map_or(StatusCode::NOT_FOUND.as_u16(), |status| status.as_u16()))
        }
        Ok(status) => Answer::Unsure(format!("it answers {}", status.as_u16())),
        Err(ureq::Error::Timeout(_)) => Answer::Unsure(format!("no answer in {} seconds", PATIENCE.as_secs())),
        Err(_) => Answer::Unsure("it cannot be reached".to_owned()),
    }
}
