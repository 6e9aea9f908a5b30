//! Scalar values: words, numbers, days, addresses.

use crate::diag::did_you_mean;
use crate::kind::field::{Field, Type};
use crate::kind::moment::Moment;
use crate::kind::read::Reader;
use crate::kind::text::LocalText;
use crate::kind::value::Value;
use crate::locale::Period;
use crate::syntax::yaml::{self, Node};

/// Texts for the program, not for readers: they have no languages.
const ONE_FOR_ALL: [&str; 3] = ["slug", "template", "redirect_from"];

impl Reader<'_> {
    pub(super) fn scalar(&mut self, field: &Field, kind: &Type, node: &Node) -> Option<Value> {
        let value = node.scalar().and_then(|text| parse(kind, node, text.trim()));
        let Some(value) = value else {
            self.wrong(field, kind, node);
            return None;
        };
        self.bounds(field, &value, node);
        Some(value)
    }

    fn wrong(&mut self, field: &Field, kind: &Type, node: &Node) {
        let wanted = kind.wanted();
        let written = node.scalar().map_or_else(|| node.describe().to_owned(), |text| format!("`{}`", cut(text)));
        let message = format!("`{}` wants {wanted}, and this is {written}", field.name);
        let mut hint = format!("write {wanted}");
        if let (Type::Choice(of), Some(text)) = (kind, node.scalar()) {
            hint = did_you_mean(text, of.iter().map(String::as_str)).unwrap_or(hint);
        } else if let (Type::Boolean, Some(text)) = (kind, node.scalar()) {
            match text.trim_matches('"').to_lowercase().as_str() {
                "yes" | "on" | "true" => hint = "write `true`, without quotes".into(),
                "no" | "off" | "false" => hint = "write `false`, without quotes".into(),
                _ => {}
            }
        } else if let (Type::Date | Type::DateTime, Some(text)) = (kind, node.scalar())
            && looks_like_day(text)
        {
            hint = "there is no such day in the calendar, or no such time".into();
        }
        self.error("wrong-type", message, node.span, &hint);
    }

    fn bounds(&mut self, field: &Field, value: &Value, node: &Node) {
        let number = match value {
            Value::Integer(number) => *number as f64,
            Value::Number(number) => *number,
            _ => return,
        };
        if field.min.is_some_and(|min| number < min) || field.max.is_some_and(|max| number > max) {
            let bound = |bound: Option<f64>| bound.map_or_else(|| "…".to_owned(), |bound| bound.to_string());
            let message = format!("`{}` goes from {} to {}", field.name, bound(field.min), bound(field.max));
            self.error("out-of-range", message, node.span, &format!("check the number{}", field.guidance()));
        }
    }

    /// A text, or a map of texts by language.
    pub(super) fn local(&mut self, field: &Field, node: &Node) -> Option<LocalText> {
        let yaml::Value::Map(entries) = &node.value else {
            return self.line(field, node).map(LocalText::plain);
        };
        if ONE_FOR_ALL.contains(&field.name.as_str()) {
            let message = format!("`{}` is the same in all languages, and this is a group of fields", field.name);
            self.error("wrong-type", message, node.span, "write one text");
            return None;
        }
        let mut text = LocalText::default();
        for entry in entries {
            if !self.languages.contains(&entry.key) {
                let languages: Vec<&str> = self.languages.iter().map(String::as_str).collect();
                let message = format!("`{}` is no language of this site", entry.key);
                let hint = format!("the languages in site.yaml are: {}", languages.join(", "));
                self.error("unknown-language", message, entry.key_span, &hint);
            } else if let Some(line) = self.line(field, &entry.value) {
                text.by_language.insert(entry.key.clone(), line);
            }
        }
        Some(text)
    }

    fn line(&mut self, field: &Field, node: &Node) -> Option<String> {
        let Some(text) = node.scalar() else {
            self.wrong(field, &Type::Text, node);
            return None;
        };
        if let yaml::Value::Number { text, .. } = &node.value {
            self.number_in_text(field, text, node);
        }
        if matches!(field.kind, Type::Text) {
            self.no_role(&field.name, text, node);
        }
        let length = text.chars().count() as f64;
        if let Some(max) = field.max.filter(|max| length > *max) {
            let message = format!("`{}` has {length} characters, {max} at the most", field.name);
            self.error("too-long", message, node.span, &format!("shorten the text{}", field.guidance()));
        }
        if let Some(min) = field.min.filter(|min| length < *min) {
            let message = format!("`{}` has {length} characters, {min} at the least", field.name);
            self.error("too-short", message, node.span, &format!("write more{}", field.guidance()));
        }
        Some(text.to_owned())
    }

    /// A line that is shown as it is written: captions, titles of charts, notes.
    pub fn plain(&mut self, name: &str, node: &Node) -> Option<String> {
        let Some(text) = node.scalar() else {
            if !matches!(node.value, yaml::Value::Null) {
                let message = format!("`{name}` wants a text, and this is {}", node.describe());
                self.error("wrong-type", message, node.span, "write one text");
            }
            return None;
        };
        self.no_role(name, text, node);
        Some(text.to_owned())
    }

    /// A role in a line that knows none would be published as it is written.
    fn no_role(&mut self, name: &str, text: &str, node: &Node) {
        let ends_name = |at: usize| text[..at].ends_with('}') && text[..at].contains('{');
        let loose = ["{value}", "{cite}"].into_iter().any(|role| text.contains(role));
        if loose || text.match_indices('`').any(|(at, _)| ends_name(at)) {
            let message = format!("`{name}` is shown as it is written, and no value is filled in here");
            self.error("role-in-line", message, node.span, "put the sentence with the value into the text");
        }
    }

    /// Other readers of YAML would drop the zero of `0123` and of `1.10`; quotes make it sure.
    fn number_in_text(&mut self, field: &Field, text: &str, node: &Node) {
        let leading = text.len() > 1 && text.starts_with('0') && !text.starts_with("0.");
        let trailing = text.contains('.') && text.ends_with('0');
        if leading || trailing {
            let place = crate::diag::Place::at(self.file.clone(), node.span);
            let message = format!("`{}` is a text, and `{text}` could be read as a number", field.name);
            let problem = crate::diag::Diagnostic::warning("number-as-text", message).at(place);
            self.report.add(problem.hint(format!("put quotes around it: \"{text}\"")));
        }
    }
}

fn parse(kind: &Type, node: &Node, text: &str) -> Option<Value> {
    let number = || match &node.value {
        yaml::Value::Number { value, .. } if value.is_finite() => Some(*value),
        _ => None,
    };
    Some(match kind {
        Type::Integer => Value::Integer(number().and(text.parse().ok())?),
        Type::Number => Value::Number(number()?),
        Type::Boolean => match &node.value {
            yaml::Value::Bool(value) => Value::Boolean(*value),
            _ => return None,
        },
        Type::Date => match Moment::parse(text)? {
            Moment::Day(day) => Value::Date(day),
            _ => return None,
        },
        Type::DateTime => Value::DateTime(Moment::parse(text)?),
        Type::Period => Value::Period(Period::parse(text)?),
        Type::Url => Value::Url(web(text)?.to_owned()),
        Type::Email => Value::Email(mail(text)?.to_owned()),
        Type::Choice(of) => Value::Choice(of.iter().find(|choice| *choice == text)?.clone()),
        Type::Reference(_) => Value::Reference(text.to_owned()).non_empty()?,
        Type::File => Value::File(text.to_owned()).non_empty()?,
        _ => return None,
    })
}

impl Value {
    fn non_empty(self) -> Option<Self> {
        match &self {
            Value::Reference(text) | Value::File(text) if text.is_empty() => None,
            _ => Some(self),
        }
    }
}

/// An address that a page may link to: `http` or `https`, with a host and without spaces.
fn web(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let plain = !text.contains(|letter: char| letter.is_whitespace() || letter.is_control() || "<>\"".contains(letter));
    (host.contains('.') && plain).then_some(text)
}

fn mail(text: &str) -> Option<&str> {
    let (name, host) = text.split_once('@')?;
    let plain = |part: &str| {
        !part.is_empty() && !part.contains(|letter: char| letter.is_whitespace() || "<>\"@,;:?&".contains(letter))
    };
    (plain(name) && plain(host) && host.contains('.')).then_some(text)
}

fn looks_like_day(text: &str) -> bool {
    text.len() >= 10 && text.bytes().take(10).all(|byte| byte.is_ascii_digit() || byte == b'-')
}

fn cut(text: &str) -> String {
    /// Longer values say no more in a message.
    const SHOWN: usize = 40;
    let mut shown: String = text.chars().take(SHOWN).collect();
    if text.chars().count() > SHOWN {
        shown.push('…');
    }
    shown.replace('\n', " ")
}
