//! `_headers`: what hosts that read such a file (Netlify, Cloudflare Pages and others) add to answers.

use crate::model::Site;
use crate::model::policy::{HEADERS, POLICY};
use crate::plan::{Output, Plan};

/// A year, in seconds: browsers need not ask again for a file whose name says what is in it.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The rules for the whole site, and for the files that never change at their address.
pub fn headers(site: &Site, plan: &Plan) -> String {
    let base = &site.config.base_url.path;
    let mut out = format!("{base}*\n  Content-Security-Policy: {POLICY}; frame-ancestors 'none'\n");
    HEADERS.iter().for_each(|(name, value)| out.push_str(&format!("  {name}: {value}\n")));
    // A file of the site in that folder may change at its address; then nothing there is kept.
    let foreign = |output: &Output| matches!(output, Output::Asset(_));
    let mut inside = plan.outputs.iter().filter(|planned| planned.path.as_str().starts_with("assets/"));
    if !inside.any(|planned| foreign(&planned.output)) {
        out.push_str(&format!("{base}assets/*\n  Cache-Control: {FOR_EVER}\n"));
    }
    out
}
