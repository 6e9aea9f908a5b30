//! Citations in a text, and the list of what a page cites.

use crate::markup::Markup;
use crate::model::bibliography::FILE;
use crate::model::reads::{Read, Use};
use crate::model::request::{Named, RoleRequest};
use crate::model::{Prose, Version, Work};
use crate::path::slug;
use crate::view::Page;

impl Page<'_> {
    /// The markup of a `{cite}`: the numbers of its works in the list.
    pub(super) fn cite(&self, version: &Version, works: &[Named], linked: bool) -> String {
        let cited = cited(version);
        let mut markup = Markup::new();
        markup.open("span").attr("class", "cite").text("[");
        for (position, work) in works.iter().enumerate() {
            if position > 0 {
                markup.text(", ");
            }
            let number = cited.iter().position(|key| *key == work.name).map_or(0, |position| position + 1);
            let number = self.locale.number(number as f64, 0);
            if linked {
                markup.open("a").attr("href", format!("#ref-{}", slug(&work.name)));
                if let Some(work) = self.view.site.data.bibliography.works.get(&work.name) {
                    markup.attr("title", &work.title);
                }
                markup.text(&number).close();
            } else {
                markup.text(&number);
            }
        }
        markup.text("]").close();
        markup.finish()
    }

    /// The list of the works that a page cites; nothing where it cites none.
    pub(super) fn works_cited(&self, version: &Version) -> Option<String> {
        let cited = cited(version);
        let works: Vec<(&str, &Work)> =
            cited.into_iter().filter_map(|key| Some((key, self.view.site.data.bibliography.works.get(key)?))).collect();
        if works.is_empty() {
            return None;
        }
        self.reads.note(Use::Source, || Read::File(FILE.to_owned()));
        let mut markup = Markup::new();
        markup.open("section").attr("class", "references").attr("aria-labelledby", "ref-list");
        markup.open("h2").attr("id", "ref-list").text(self.say("article.references")).close();
        markup.open("ol");
        for (key, work) in works {
            markup.open("li").attr("id", format!("ref-{}", slug(key)));
            self.work(&mut markup, work);
            markup.close();
        }
        markup.close().close();
        Some(markup.finish())
    }

    /// "Authors (year). Title. Journal 12(3), 4–5. Publisher." with a link on the title.
    fn work(&self, markup: &mut Markup, work: &Work) {
        let mut lead = self.locale.list(&work.authors);
        if let Some(year) = &work.year {
            lead = if lead.is_empty() { format!("({year})") } else { format!("{lead} ({year})") };
        }
        if !lead.is_empty() {
            markup.text(ended(&lead)).text(" ");
        }
        match &work.url {
            Some(url) => markup.open("a").attr("href", url).text(&work.title).close(),
            None => markup.element("cite", &work.title),
        };
        markup.text(if work.title.ends_with(['.', '?', '!']) { "" } else { "." });
        for part in work.part_of.iter().chain(&work.publisher) {
            markup.text(" ").text(ended(part));
        }
    }
}

/// A part of a reference with its full stop.
fn ended(part: &str) -> String {
    if part.ends_with(['.', '?', '!']) { part.to_owned() } else { format!("{part}.") }
}

/// The keys that a version cites, each once, in the order of its text and then of its fields.
fn cited(version: &Version) -> Vec<&str> {
    let proses = version.body.iter().chain(version.prose.values().flatten());
    let roles = proses.flat_map(|prose: &Prose| &prose.roles);
    let mut cited: Vec<&str> = Vec::new();
    for role in roles {
        let RoleRequest::Cite(works) = role else { continue };
        for work in works {
            if !cited.contains(&work.name.as_str()) {
                cited.push(&work.name);
            }
        }
    }
    cited
}
