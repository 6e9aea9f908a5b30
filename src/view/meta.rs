//! What a page says of itself to machines: schema.org as JSON-LD.

use serde_json::{Map, Value, json};

use crate::kind::Kind;
use crate::model::figure::periods;
use crate::model::reference::{self, Sort};
use crate::model::{Entry, Version, licence};
use crate::path::Route;
use crate::view::Page;
use crate::view::frame::{Head, Tag};

impl Page<'_> {
    /// The home page: the website and who publishes it.
    pub(super) fn site_json_ld(&self, head: &Head) -> String {
        let mut object = object("WebSite");
        object.insert("name".into(), self.site_title().into());
        object.insert("url".into(), head.url.clone().into());
        object.insert("inLanguage".into(), self.language.into());
        insert(&mut object, "description", head.summary.as_deref());
        object.insert("publisher".into(), self.publisher());
        script(object)
    }

    /// An entry, by the schema.org type of its kind.
    pub(super) fn entry_json_ld(&self, entry: &Entry, version: &Version, kind: &Kind, head: &Head) -> String {
        let mut object = match kind.schema_type.as_str() {
            "Dataset" => return self.dataset_json_ld(entry, version, head),
            // schema.org knows no event without a place.
            "Event" if version.fields.text("place").is_some() => self.event(version, head),
            "Event" => self.written("Article", head),
            named @ ("AdministrativeArea" | "Person" | "Organization" | "WebPage") => {
                let mut object = object(named);
                object.insert("name".into(), head.heading.clone().into());
                insert(&mut object, "description", head.summary.as_deref());
                object
            }
            written => self.written(written, head),
        };
        object.insert("url".into(), head.url.clone().into());
        script(object)
    }

    fn written(&self, schema_type: &str, head: &Head) -> Map<String, Value> {
        let mut object = object(schema_type);
        object.insert("headline".into(), head.heading.clone().into());
        object.insert("inLanguage".into(), self.language.into());
        insert(&mut object, "description", head.summary.as_deref());
        insert(&mut object, "datePublished", head.date.as_ref().map(|day| day.iso.as_str()));
        insert(&mut object, "dateModified", head.updated.as_ref().map(|day| day.iso.as_str()));
        insert(&mut object, "image", head.image.as_ref().map(|image| image.absolute.as_str()));
        object.insert("author".into(), self.publisher());
        object.insert("publisher".into(), self.publisher());
        let project = self.view.site.config.project.as_ref();
        insert(
            &mut object,
            "license",
            project.and_then(|project| licence(&project.licence_content)).map(|licence| licence.url),
        );
        if let Some(project) = project {
            let funder = json!({"@type": "Organization", "name": project.granting_authority});
            object.insert(
                "funding".into(),
                json!({"@type": "Grant", "identifier": project.grant_number, "name": project.acronym, "funder": funder}),
            );
        }
        object
    }

    fn event(&self, version: &Version, head: &Head) -> Map<String, Value> {
        let mut object = object("Event");
        object.insert("name".into(), head.heading.clone().into());
        insert(&mut object, "description", head.summary.as_deref());
        let zone = &self.view.site.config.time_zone;
        let moment = |name: &str| version.fields.moment(name).map(|moment| moment.iso(zone));
        insert(&mut object, "startDate", moment("start").as_deref());
        insert(&mut object, "endDate", moment("end").as_deref());
        if let Some(place) = version.fields.text("place") {
            let place = place.say(self.language, self.default_language());
            object.insert("location".into(), json!({"@type": "Place", "name": place, "address": place}));
        }
        object.insert("organizer".into(), self.publisher());
        object
    }

    fn dataset_json_ld(&self, entry: &Entry, version: &Version, head: &Head) -> String {
        let data = &self.view.site.data;
        let mut object = object("Dataset");
        let definition = version.fields.text("definition").map(|text| text.say(self.language, self.default_language()));
        let description = format!("{}. {}", head.heading, definition.unwrap_or_default());
        object.insert("name".into(), head.heading.clone().into());
        object.insert("description".into(), description.into());
        object.insert("url".into(), head.url.clone().into());
        object.insert("inLanguage".into(), self.language.into());
        object.insert("isAccessibleForFree".into(), true.into());
        object.insert("creator".into(), self.publisher());
        let project = self.view.site.config.project.as_ref();
        insert(
            &mut object,
            "license",
            project.and_then(|project| licence(&project.licence_data)).map(|licence| licence.url),
        );
        let Some(position) = data.indicator(&entry.key.id) else { return script(object) };
        let observations = self.extent_of(position);
        let known = periods(observations.iter());
        if let (Some(first), Some(last)) = (known.first(), known.last()) {
            object.insert("temporalCoverage".into(), format!("{}/{}", first.start(), last.end()).into());
            let url = self.absolute(&Route::file(&format!("data/{}.csv", entry.key.id)));
            object.insert(
                "distribution".into(),
                json!([{"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": url}]),
            );
        }
        script(object)
    }

    /// What search engines for publications read: the `citation_*` tags.
    pub(super) fn citation_tags(&self, entry: &Entry, version: &Version, url: &str) -> Vec<Tag> {
        let cited = reference::of(self.view.site, entry, version).filter(|cited| cited.sort != Sort::Page);
        let Some(cited) = cited else { return Vec::new() };
        let mut tags = vec![Tag { name: "citation_title", content: cited.title }];
        let names = cited.creators.iter().map(|creator| creator.name().to_owned());
        tags.extend(names.map(|content| Tag { name: "citation_author", content }));
        let day = cited.date.strftime("%Y/%m/%d").to_string();
        tags.push(Tag { name: "citation_publication_date", content: day });
        let publisher = match cited.sort {
            Sort::Report => "citation_technical_report_institution",
            _ => "citation_publisher",
        };
        tags.push(Tag { name: publisher, content: cited.publisher });
        tags.push(Tag { name: "citation_language", content: cited.language });
        tags.push(Tag { name: "citation_public_url", content: url.to_owned() });
        tags.extend(cited.doi.map(|content| Tag { name: "citation_doi", content }));
        let pdf = version.fields.word("pdf").and_then(|file| self.companion(version, file));
        tags.extend(pdf.map(|route| Tag { name: "citation_pdf_url", content: self.absolute(&route) }));
        tags
    }

    fn publisher(&self) -> Value {
        let home = self.absolute(&self.view.plan.routes.home(self.default_language()));
        json!({"@type": "Organization", "name": self.site_title(), "url": home})
    }
}

fn object(schema_type: &str) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("@context".into(), "https://schema.org".into());
    object.insert("@type".into(), schema_type.into());
    object
}

fn insert(object: &mut Map<String, Value>, key: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        object.insert(key.to_owned(), value.into());
    }
}

/// JSON that cannot end the script element it stands in.
fn script(object: Map<String, Value>) -> String {
    Value::Object(object).to_string().replace('<', "\\u003c")
}
