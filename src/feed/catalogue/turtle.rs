//! The catalogue's resources as Turtle.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Object, PREFIXES, Resource};

/// What was met on the way: classes of things that are only mentioned, and things to be written yet.
#[derive(Default)]
struct Met<'a> {
    classes: BTreeMap<String, &'static str>,
    waiting: BTreeMap<String, &'a Resource>,
}

pub(super) fn write(resources: &[Resource]) -> String {
    let mut out = String::new();
    for (prefix, iri) in PREFIXES.iter().chain(&[("rdfs", "http://www.w3.org/2000/01/rdf-schema#")]) {
        let _ = writeln!(out, "@prefix {prefix}: <{iri}> .");
    }
    let mut met = Met::default();
    for resource in resources {
        top(&mut out, resource, &mut met);
    }
    // A thing with an address of its own is written once, however often it is mentioned.
    for resource in std::mem::take(&mut met.waiting).into_values() {
        top(&mut out, resource, &mut met);
    }
    out.push('\n');
    for (iri, class) in &met.classes {
        let _ = writeln!(out, "<{}> a {class} .", escape_iri(iri));
    }
    out
}

fn top<'a>(out: &mut String, resource: &'a Resource, met: &mut Met<'a>) {
    let _ = write!(out, "\n{} a {}", address(resource.iri.as_deref()), resource.class);
    properties(out, resource, (1, met));
    out.push_str(" .\n");
}

fn properties<'a>(out: &mut String, resource: &'a Resource, (depth, met): (usize, &mut Met<'a>)) {
    for (property, object) in &resource.properties {
        let _ = write!(out, " ;\n{}{property} ", "  ".repeat(depth));
        match object {
            Object::Iri(iri) => out.push_str(&address(Some(iri))),
            Object::Named(iri, class) => {
                met.classes.insert(iri.clone(), class);
                out.push_str(&address(Some(iri)));
            }
            Object::Text(text, language) => {
                let _ = write!(out, "\"{}\"@{language}", escape(text));
            }
            Object::Day(date) => {
                let _ = write!(out, "\"{date}\"^^xsd:date");
            }
            Object::Own(own) => match &own.iri {
                Some(iri) => {
                    met.waiting.insert(iri.clone(), own);
                    out.push_str(&address(Some(iri)));
                }
                None => {
                    let _ = write!(out, "[ a {}", own.class);
                    properties(out, own, (depth + 1, met));
                    out.push_str(" ]");
                }
            },
        }
    }
}

fn address(iri: Option<&str>) -> String {
    iri.map_or_else(|| "[]".to_owned(), |iri| format!("<{}>", escape_iri(iri)))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter => out.push(letter),
        }
    }
    out
}

/// The characters that may not stand in an address between angle brackets.
fn escape_iri(iri: &str) -> String {
    let forbidden = |letter: char| letter <= ' ' || "<>\"{}|^`\\".contains(letter);
    let mut out = String::with_capacity(iri.len());
    for letter in iri.chars() {
        if forbidden(letter) {
            let _ = write!(out, "%{:02X}", u32::from(letter));
        } else {
            out.push(letter);
        }
    }
    out
}
