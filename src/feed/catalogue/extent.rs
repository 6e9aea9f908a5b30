//! Where and how often: what a data portal filters by.

use std::collections::BTreeSet;

use super::{Object, Resource};
use crate::kind::Fields;
use crate::model::{Observation, Site};

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";

/// The EU's codes for the countries of Europe, by ISO 3166-1's two letters.
const COUNTRIES: [(&str, &str); 44] = [
    ("AD", "AND"),
    ("AL", "ALB"),
    ("AM", "ARM"),
    ("AT", "AUT"),
    ("AZ", "AZE"),
    ("BA", "BIH"),
    ("BE", "BEL"),
    ("BG", "BGR"),
    ("CH", "CHE"),
    ("CY", "CYP"),
    ("CZ", "CZE"),
    ("DE", "DEU"),
    ("DK", "DNK"),
    ("EE", "EST"),
    ("ES", "ESP"),
    ("FI", "FIN"),
    ("FR", "FRA"),
    ("GB", "GBR"),
    ("GE", "GEO"),
    ("GR", "GRC"),
    ("HR", "HRV"),
    ("HU", "HUN"),
    ("IE", "IRL"),
    ("IS", "ISL"),
    ("IT", "ITA"),
    ("LI", "LIE"),
    ("LT", "LTU"),
    ("LU", "LUX"),
    ("LV", "LVA"),
    ("MD", "MDA"),
    ("ME", "MNE"),
    ("MK", "MKD"),
    ("MT", "MLT"),
    ("NL", "NLD"),
    ("NO", "NOR"),
    ("PL", "POL"),
    ("PT", "PRT"),
    ("RO", "ROU"),
    ("RS", "SRB"),
    ("SE", "SWE"),
    ("SI", "SVN"),
    ("SK", "SVK"),
    ("TR", "TUR"),
    ("UA", "UKR"),
];

/// The EU's frequencies, by an indicator's periodicity.
const FREQUENCIES: [(&str, &str); 6] = [
    ("annual", "ANNUAL"),
    ("quarterly", "QUARTERLY"),
    ("monthly", "MONTHLY"),
    ("occasional", "IRREG"),
    ("once", "NEVER"),
    ("ended", "NEVER"),
];

/// The countries that observations are about.
pub(super) fn spatial(site: &Site, observations: &[Observation]) -> Vec<(&'static str, Object)> {
    let mut cities: Vec<u32> = observations.iter().map(|observation| observation.city).collect();
    cities.dedup();
    let countries: BTreeSet<&str> =
        cities.iter().filter_map(|city| Some(site.data.cities.get(*city as usize)?.country.as_str())).collect();
    let code = |country: &&str| COUNTRIES.iter().find(|(known, _)| known == country).map(|(_, code)| *code);
    let object = |code: &str| Object::Named(format!("{AUTHORITY}/country/{code}"), "dct:Location");
    countries.iter().filter_map(code).map(|code| ("dct:spatial", object(code))).collect()
}

/// How often new figures come.
pub(super) fn frequency(fields: &Fields) -> Option<(&'static str, Object)> {
    let word = fields.word("periodicity")?;
    let (_, code) = FREQUENCIES.iter().find(|(known, _)| *known == word)?;
    Some(("dct:accrualPeriodicity", Object::Named(format!("{AUTHORITY}/frequency/{code}"), "dct:Frequency")))
}

/// Whom to ask: the coordinator of the project, where its entry has an address.
pub(super) fn contact(site: &Site) -> Option<(&'static str, Object)> {
    let (id, _) = site.config.project.as_ref()?.coordinator.as_ref()?;
    let version = site.entry("partners", id)?.versions.values().next()?;
    let url = version.fields.word("url")?;
    let default = site.default_language();
    let name = version.title.say(default, default).to_owned();
    let properties =
        vec![("vcard:fn", Object::Text(name, default.to_owned())), ("vcard:hasURL", Object::Iri(url.to_owned()))];
    let home = site.config.base_url.absolute("/");
    let contact = Resource { iri: Some(format!("{home}#contact")), class: "vcard:Kind", properties };
    Some(("dcat:contactPoint", Object::Own(contact)))
}
