//! What the columns of a published table mean, for machines (CSV on the Web).

use serde_json::{Value, json};

use crate::kind::LocalText;
use crate::model::{Site, licence};

/// Name, title and datatype of every column, in the order of the tables.
pub(super) const COLUMNS: [(&str, &str, &str); 18] = [
    ("city", "Identifier of the city or region", "string"),
    ("city_name", "Name of the city or region", "string"),
    ("indicator", "Identifier of the indicator", "string"),
    ("period", "Year, quarter, month or day", "string"),
    ("value", "Value, in the unit of the indicator", "number"),
    ("numerator", "What a computed share is a share of: the part", "number"),
    ("denominator", "What a computed share is a share of: the whole", "number"),
    ("unit", "Unit", "string"),
    ("status", "Status of the value", "string"),
    ("missing", "Why there is no value", "string"),
    ("lower", "Lower end of the value's interval", "number"),
    ("upper", "Upper end of the value's interval", "number"),
    ("source", "Identifier of the source", "string"),
    ("source_title", "Title and publisher of the source", "string"),
    ("source_url", "Address of the source", "string"),
    ("accessed", "Day on which the source was read", "date"),
    ("note", "What a reader must know", "string"),
    ("evidence", "What proves an answer", "string"),
];
/// What tells one row from every other.
const KEY: [&str; 3] = ["city", "indicator", "period"];

/// The metadata of an indicator's table, or of the one with every observation.
pub fn metadata(site: &Site, indicator: Option<u32>) -> String {
    let indicator = indicator.and_then(|position| site.data.indicators.get(position as usize));
    match indicator {
        Some(indicator) => table(site, &indicator.id, &indicator.name),
        None => table(site, "observations", &site.config.title),
    }
}

/// The metadata of a framework's table, by its position.
pub fn framework(site: &Site, position: usize) -> String {
    let framework = site.data.frameworks.get(position);
    framework.map(|framework| table(site, &framework.file_name(), &framework.title)).unwrap_or_default()
}

fn table(site: &Site, name: &str, title: &LocalText) -> String {
    let default = site.default_language();
    let (name, title) = (format!("{name}.csv"), title.say(default, default));
    let columns: Vec<Value> = COLUMNS
        .iter()
        .map(|(name, title, datatype)| {
            json!({"name": name, "titles": name, "dc:description": title, "datatype": datatype, "required": KEY.contains(name)})
        })
        .collect();
    let mut whole = json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": default}],
        "url": name,
        "dc:title": title,
        "dc:publisher": site.config.title.say(default, default),
        "tableSchema": {"columns": columns, "primaryKey": KEY},
    });
    let licence = site.config.project.as_ref().and_then(|project| licence(&project.licence_data));
    if let (Some(licence), Some(object)) = (licence, whole.as_object_mut()) {
        object.insert("dc:license".into(), json!({"@id": licence.url}));
    }
    whole.to_string() + "\n"
}
