//! The catalogue's resources as JSON-LD.

use serde_json::{Map, Value, json};

use super::{Object, PREFIXES, Resource};

pub(super) fn write(resources: &[Resource]) -> String {
    let mut context: Map<String, Value> =
        PREFIXES.iter().map(|(prefix, iri)| ((*prefix).to_owned(), Value::from(*iri))).collect();
    context.insert("rdfs".into(), "http://www.w3.org/2000/01/rdf-schema#".into());
    let graph: Vec<Value> = resources.iter().map(resource).collect();
    json!({"@context": context, "@graph": graph}).to_string() + "\n"
}

fn resource(resource: &Resource) -> Value {
    let mut object = Map::new();
    if let Some(iri) = &resource.iri {
        object.insert("@id".into(), iri.clone().into());
    }
    object.insert("@type".into(), resource.class.into());
    for (property, said) in &resource.properties {
        let value = value(said);
        match object.get_mut(*property) {
            Some(Value::Array(values)) => values.push(value),
            _ => drop(object.insert((*property).to_owned(), Value::Array(vec![value]))),
        }
    }
    Value::Object(object)
}

fn value(object: &Object) -> Value {
    match object {
        Object::Iri(iri) => json!({"@id": iri}),
        Object::Named(iri, class) => json!({"@id": iri, "@type": class}),
        Object::Text(text, language) => json!({"@value": text, "@language": language}),
        Object::Day(date) => json!({"@value": date.to_string(), "@type": "xsd:date"}),
        Object::Own(own) => resource(own),
    }
}
