//! A site's tables as a catalogue with datasets and distributions.

use crate::model::figure::periods;
use crate::model::{Indicator, Site, licence};

use super::{Object, Resource, extent};

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";
/// Government and public sector, of the EU's data themes.
const THEME: &str = "GOVE";
const THEME_NAME: &str = "Government and public sector";
/// What every table holds.
const CONTENT: &str = "All observations of the indicator, one a place and period, with unit, status and source";
/// The EU's language codes for tags.
const LANGUAGES: [(&str, &str); 24] = [
    ("bg", "BUL"),
    ("cs", "CES"),
    ("da", "DAN"),
    ("de", "DEU"),
    ("el", "ELL"),
    ("en", "ENG"),
    ("es", "SPA"),
    ("et", "EST"),
    ("fi", "FIN"),
    ("fr", "FRA"),
    ("ga", "GLE"),
    ("hr", "HRV"),
    ("hu", "HUN"),
    ("it", "ITA"),
    ("lt", "LIT"),
    ("lv", "LAV"),
    ("mt", "MLT"),
    ("nl", "NLD"),
    ("pl", "POL"),
    ("pt", "POR"),
    ("ro", "RON"),
    ("sk", "SLK"),
    ("sl", "SLV"),
    ("sv", "SWE"),
];

/// The catalogue with everything in it: the catalogue first, then the datasets.
pub(super) fn catalogue(site: &Site) -> Vec<Resource> {
    let base = |route: &str| site.config.base_url.absolute(route);
    let datasets: Vec<Resource> = (0u32..)
        .zip(&site.data.indicators)
        .filter_map(|(position, indicator)| dataset(site, position, indicator))
        .collect();
    let mut properties =
        texts("dct:title", site, |language, default| site.config.title.say(language, default).to_owned());
    let described = !site.config.description.by_language.is_empty();
    let description = if described { &site.config.description } else { &site.config.title };
    properties
        .extend(texts("dct:description", site, |language, default| description.say(language, default).to_owned()));
    properties.push(("dct:publisher", publisher(site)));
    properties.push(("foaf:homepage", Object::Named(base("/"), "foaf:Document")));
    properties.extend(languages(site));
    properties.extend(licence_of(site));
    properties.push(("dcat:themeTaxonomy", term("data-theme", "skos:ConceptScheme", ("dct:title", "Data theme"))));
    let modified = site.data.sources.values().filter_map(|source| source.accessed).max();
    properties.extend(modified.map(|date| ("dct:modified", Object::Day(date))));
    properties.extend(datasets.iter().filter_map(|dataset| Some(("dcat:dataset", Object::Iri(dataset.iri.clone()?)))));
    let catalogue = Resource { iri: Some(base("/data/catalog")), class: "dcat:Catalog", properties };
    [catalogue].into_iter().chain(datasets).collect()
}

fn dataset(site: &Site, position: u32, indicator: &Indicator) -> Option<Resource> {
    let observations = site.data.observations.of_indicator(position);
    let known = periods(observations.iter());
    let (first, last) = (known.first()?, known.last()?);
    let entry = site.entry("indicators", &indicator.id)?;
    let definition = entry.versions.values().next().and_then(|version| version.fields.text("definition"));
    let page = site.config.base_url.absolute(&format!("/indicators/{}/", entry.slug));
    let mut properties = texts("dct:title", site, |language, default| indicator.name.say(language, default).to_owned());
    properties.extend(texts("dct:description", site, |language, default| {
        definition.map_or_else(|| indicator.name.say(language, default), |text| text.say(language, default)).to_owned()
    }));
    properties.push(("dct:publisher", publisher(site)));
    properties.extend(extent::contact(site));
    properties.extend(extent::spatial(site, observations));
    let fields = entry.versions.values().next().map(|version| &version.fields);
    properties.extend(fields.and_then(|fields| extent::frequency(fields)));
    properties.push(("dct:identifier", Object::Text(indicator.id.clone(), site.default_language().to_owned())));
    properties.extend(read(site, indicator).map(|date| ("dct:modified", Object::Day(date))));
    properties.push(("dcat:landingPage", Object::Named(page.clone(), "foaf:Document")));
    let theme = term(&format!("data-theme/{THEME}"), "skos:Concept", ("skos:prefLabel", THEME_NAME));
    properties.push(("dcat:theme", theme));
    properties.extend(languages(site));
    if let Some(theme) = &indicator.theme {
        properties.extend(texts("dcat:keyword", site, |language, default| theme.say(language, default).to_owned()));
    }
    let span = vec![("dcat:startDate", Object::Day(first.start())), ("dcat:endDate", Object::Day(last.end()))];
    let span = Resource { iri: None, class: "dct:PeriodOfTime", properties: span };
    properties.push(("dct:temporal", Object::Own(span)));
    for (extension, format, media) in [("csv", "CSV", "text/csv"), ("json", "JSON", "application/json")] {
        properties.push(("dcat:distribution", Object::Own(distribution(site, indicator, (extension, format, media)))));
    }
    Some(Resource { iri: Some(format!("{page}#dataset")), class: "dcat:Dataset", properties })
}

/// When the newest of its sources was read.
fn read(site: &Site, indicator: &Indicator) -> Option<jiff::civil::Date> {
    site.data.sources.get(indicator.source.as_ref()?)?.accessed
}

fn distribution(site: &Site, indicator: &Indicator, (extension, format, media): (&str, &str, &str)) -> Resource {
    let file = site.config.base_url.absolute(&format!("/data/{}.{extension}", indicator.id));
    let resource = |iri: &String| Object::Named(iri.clone(), "rdfs:Resource");
    let mut properties =
        texts("dct:title", site, |language, default| format!("{} ({format})", indicator.name.say(language, default)));
    properties.push(("dct:description", Object::Text(CONTENT.to_owned(), "en".to_owned())));
    properties.push(("dcat:accessURL", resource(&file)));
    properties.push(("dcat:downloadURL", resource(&file)));
    properties.push(("dct:format", Object::Named(format!("{AUTHORITY}/file-type/{format}"), "dct:MediaTypeOrExtent")));
    let media = format!("https://www.iana.org/assignments/media-types/{media}");
    properties.push(("dcat:mediaType", Object::Named(media, "dct:MediaType")));
    properties.extend(licence_of(site));
    let stable = term("planned-availability/STABLE", "skos:Concept", ("skos:prefLabel", "stable"));
    properties.push(("dcatap:availability", stable));
    Resource { iri: Some(format!("{file}#distribution")), class: "dcat:Distribution", properties }
}

/// A term of the EU's vocabularies with its English name, so that the catalogue can be read alone.
fn term(path: &str, class: &'static str, (property, name): (&'static str, &str)) -> Object {
    let name = Object::Text(name.to_owned(), "en".to_owned());
    Object::Own(Resource { iri: Some(format!("{AUTHORITY}/{path}")), class, properties: vec![(property, name)] })
}

fn texts(property: &'static str, site: &Site, say: impl Fn(&str, &str) -> String) -> Vec<(&'static str, Object)> {
    let default = site.default_language();
    let languages = site.config.languages.iter();
    languages.map(|language| (property, Object::Text(say(language, default), language.clone()))).collect()
}

fn publisher(site: &Site) -> Object {
    let names = texts("foaf:name", site, |language, default| site.config.title.say(language, default).to_owned());
    let home = site.config.base_url.absolute("/");
    Object::Own(Resource { iri: Some(format!("{home}#publisher")), class: "foaf:Agent", properties: names })
}

fn languages(site: &Site) -> Vec<(&'static str, Object)> {
    let codes = site.config.languages.iter().filter_map(|tag| {
        let primary = tag.split('-').next().unwrap_or(tag);
        LANGUAGES.iter().find(|(known, _)| *known == primary).map(|(_, code)| code)
    });
    codes
        .map(|code| ("dct:language", Object::Named(format!("{AUTHORITY}/language/{code}"), "dct:LinguisticSystem")))
        .collect()
}

fn licence_of(site: &Site) -> Option<(&'static str, Object)> {
    let licence = licence(&site.config.project.as_ref()?.licence_data)?;
    Some(("dct:license", Object::Named(licence.url.to_owned(), "dct:LicenseDocument")))
}
