//! `robots.txt`: everything may be read; here is the sitemap.

use crate::model::Site;

/// The rules for robots.
pub fn robots(site: &Site) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", site.config.base_url.absolute("/sitemap.xml"))
}
