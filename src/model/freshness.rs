//! Whether the figures of an indicator are as new as its periodicity promises.
//!
//! Checking warns of old figures and `status` lists them; both ask here.

use jiff::civil::Date;

use crate::model::Site;
use crate::model::figure::periods;

/// Periods that a figure may lag behind: surveys and registers are published late.
const LAG: i64 = 2;

/// The last day of an indicator's newest figure, where newer ones should be there by now. `None` also
/// where it has no figure, or no periodicity that promises any.
pub fn overdue(site: &Site, indicator: u32) -> Option<Date> {
    let id = &site.data.indicators.get(indicator as usize)?.id;
    let version = site.entry("indicators", id)?.versions.values().next()?;
    let days = match version.fields.word("periodicity")? {
        "annual" => 365,
        "quarterly" => 92,
        "monthly" => 31,
        _ => return None,
    };
    let newest = periods(site.data.observations.of_indicator(indicator).iter()).last()?.end();
    let age = site.as_of.since(newest).map_or(0, |span| i64::from(span.get_days()));
    (age > days * (LAG + 1)).then_some(newest)
}
