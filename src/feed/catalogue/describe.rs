//! A site's tables as a catalogue with datasets and distributions.

use crate::kind::LocalText;
use crate::model::figure::periods;
use crate::model::framework::{Framework, Part};
use crate::model::{Indicator, Key, Observation, Site, licence};

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
        .filter_map(|(position, indicator)| of_indicator(site, position, indicator))
        .chain(site.data.frameworks.iter().filter_map(|framework| of_framework(site, framework)))
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

/// What a dataset is made of.
struct About<'a> {
    /// The entry that describes it.
    key: Key,
    /// The name of its files in `data/`.
    file: String,
    name: &'a LocalText,
    /// The field of the entry that says what it holds.
    description: &'static str,
    theme: Option<&'a LocalText>,
    source: Option<&'a String>,
    observations: &'a [Observation],
    /// The forms it comes in.
    forms: &'static [(&'static str, &'static str, &'static str)],
}

const CSV: (&str, &str, &str) = ("csv", "CSV", "text/csv");
const JSON: (&str, &str, &str) = ("json", "JSON", "application/json");

fn of_indicator(site: &Site, position: u32, indicator: &Indicator) -> Option<Resource> {
    let about = About {
        key: indicator.key(),
        file: indicator.id.clone(),
        name: &indicator.name,
        description: "definition",
        theme: indicator.theme.as_ref(),
        source: indicator.source.as_ref(),
        observations: site.data.observations.of_indicator(position),
        forms: &[CSV, JSON],
    };
    if indicator.computed.is_some() { None } else { dataset(site, &about) }
}

fn of_framework(site: &Site, framework: &Framework) -> Option<Resource> {
    let score = site.data.indicator(&framework.indicator_id(&Part::Score))?;
    let about = About {
        key: framework.key(),
        file: framework.file_name(),
        name: &framework.title,
        description: "summary",
        theme: None,
        source: framework.source.as_ref(),
        observations: site.data.observations.of_indicator(score),
        forms: &[CSV],
    };
    dataset(site, &about)
}

fn dataset(site: &Site, about: &About<'_>) -> Option<Resource> {
    let known = periods(about.observations.iter());
    let (first, last) = (known.first()?, known.last()?);
    let entry = site.entries.get(&about.key)?;
    let fields = entry.versions.values().next().map(|version| &version.fields);
    let description = fields.and_then(|fields| fields.text(about.description));
    let page = site.config.base_url.absolute(&format!("/{}/{}/", about.key.collection, entry.slug));
    let mut properties = texts("dct:title", site, |language, default| about.name.say(language, default).to_owned());
    properties.extend(texts("dct:description", site, |language, default| {
        description.map_or_else(|| about.name.say(language, default), |text| text.say(language, default)).to_owned()
    }));
    properties.push(("dct:publisher", publisher(site)));
    properties.extend(extent::contact(site));
    properties.extend(extent::spatial(site, about.observations));
    properties.extend(fields.and_then(|fields| extent::frequency(fields)));
    properties.push(("dct:identifier", Object::Text(about.file.clone(), site.default_language().to_owned())));
    let read = about.source.and_then(|id| site.data.sources.get(id)).and_then(|source| source.accessed);
    properties.extend(read.map(|date| ("dct:modified", Object::Day(date))));
    properties.push(("dcat:landingPage", Object::Named(page.clone(), "foaf:Document")));
    let theme = term(&format!("data-theme/{THEME}"), "skos:Concept", ("skos:prefLabel", THEME_NAME));
    properties.push(("dcat:theme", theme));
    properties.extend(languages(site));
    if let Some(theme) = about.theme {
        properties.extend(texts("dcat:keyword", site, |language, default| theme.say(language, default).to_owned()));
    }
    let span = vec![("dcat:startDate", Object::Day(first.start())), ("dcat:endDate", Object::Day(last.end()))];
    let span = Resource { iri: None, class: "dct:PeriodOfTime", properties: span };
    properties.push(("dct:temporal", Object::Own(span)));
    for form in about.forms {
        properties.push(("dcat:distribution", Object::Own(distribution(site, about, *form))));
    }
    Some(Resource { iri: Some(format!("{page}#dataset")), class: "dcat:Dataset", properties })
}

fn distribution(site: &Site, about: &About<'_>, (extension, format, media): (&str, &str, &str)) -> Resource {
    let file = site.config.base_url.absolute(&format!("/data/{}.{extension}", about.file));
    let resource = |iri: &String| Object::Named(iri.clone(), "rdfs:Resource");
    let mut properties =
        texts("dct:title", site, |language, default| format!("{} ({format})", about.name.say(language, default)));
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
