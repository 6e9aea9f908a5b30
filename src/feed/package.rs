//! The site's tables as one data package (Frictionless Data Package), for programs that load them all.

use serde_json::{Value, json};

use super::csvw::COLUMNS;
use crate::model::{Site, licence};

/// `datapackage.json`, which lists every table beside it.
pub fn package(site: &Site) -> String {
    let default = site.default_language();
    let tables = site.data.indicators.iter().filter(|indicator| indicator.computed.is_none());
    let filled = tables.filter(|indicator| {
        let position = site.data.indicator(&indicator.id);
        position.is_some_and(|position| !site.data.observations.of_indicator(position).is_empty())
    });
    let indicators = filled.map(|indicator| resource(&indicator.id, indicator.name.say(default, default)));
    let frameworks = site.data.frameworks.iter().filter(|framework| !framework.parts().is_empty());
    let frameworks =
        frameworks.map(|framework| resource(&framework.file_name(), framework.title.say(default, default)));
    let title = site.config.title.say(default, default);
    let whole = [resource("observations", title)].into_iter();
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": crate::path::slug(title),
        "title": title,
        "homepage": site.config.base_url.absolute("/"),
        "resources": whole.chain(frameworks).chain(indicators).collect::<Vec<Value>>(),
    });
    let spdx = site.config.project.as_ref().map(|project| project.licence_data.as_str());
    if let (Some(spdx), Some(object)) = (spdx, package.as_object_mut())
        && let Some(licence) = licence(spdx)
    {
        object.insert("licenses".into(), json!([{"name": spdx, "title": licence.name, "path": licence.url}]));
    }
    package.to_string() + "\n"
}

fn resource(name: &str, title: &str) -> Value {
    let fields: Vec<Value> =
        COLUMNS.iter().map(|(name, title, kind)| json!({"name": name, "description": title, "type": kind})).collect();
    json!({
        "name": crate::path::slug(name),
        "path": format!("{name}.csv"),
        "title": title,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": ["city", "indicator", "period"]},
    })
}
