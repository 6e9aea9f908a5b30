//! How long a site stays as it is by itself: until a day ends, an embargo is lifted or an entry expires.

use jiff::Timestamp;

use super::Site;

/// What an entry says of when it is shown.
const FIELDS: [&str; 2] = ["publish_on", "expires"];

/// The first moment after `now`, for which the site was loaded, at which the same files may make another site.
pub fn until(site: &Site, now: Timestamp) -> Timestamp {
    let zone = &site.config.time_zone;
    let midnight = site.as_of.tomorrow().ok().and_then(|day| day.to_zoned(zone.clone()).ok());
    let versions = site.entries.values().chain(site.indexes.values()).flat_map(|entry| entry.versions.values());
    let moments = versions.flat_map(|version| FIELDS.map(|field| version.fields.moment(field)));
    let instants = moments.flatten().filter_map(|moment| moment.instant(zone)).filter(|instant| *instant > now);
    // Where there is no next day, nothing holds any longer.
    let midnight = midnight.map_or(now, |midnight| midnight.timestamp());
    instants.min().map_or(midnight, |instant| instant.min(midnight))
}
