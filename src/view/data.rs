//! The page of all downloads: every table of figures, by theme.

use serde::Serialize;

use crate::locale::Period;
use crate::model::figure::periods;
use crate::model::licence;
use crate::model::reads::Use;
use crate::path::Route;
use crate::theme::Data;
use crate::view::card::Link;
use crate::view::theme::grouped;
use crate::view::{Page, PageView, Part};

#[derive(Debug, Serialize)]
struct Group {
    title: String,
    tables: Vec<Table>,
}

#[derive(Debug, Serialize)]
struct Table {
    link: Link,
    coverage: String,
    csv: String,
    json: String,
}

/// A file about the whole.
#[derive(Debug, Serialize)]
struct Whole {
    label: String,
    url: String,
    note: String,
}

impl Page<'_> {
    /// The page of all downloads.
    pub(super) fn data_page(&self) -> PageView {
        let site = self.view.site;
        let mut head = self.head(&self.say("data.title"), "page");
        head.breadcrumbs = self.crumbs(None);
        let figures = self.locale.number(self.figure_count() as f64, 0);
        let indicators = self.locale.number(site.collection("indicators").count() as f64, 0);
        let lead = self.locale.say("data.lead", &[("figures", &figures), ("indicators", &indicators)]);
        head.summary = Some(lead.clone());
        let licence = site.config.project.as_ref().and_then(|project| licence(&project.licence_data));
        let licence =
            licence.map(|licence| Link { title: licence.name.to_owned(), url: licence.url.to_owned(), lang: None });
        let parts = vec![
            ("name", Part::Data(Data::of(&head.heading))),
            ("lead", Part::Data(Data::of(&lead))),
            ("whole", Part::Data(Data::of(&self.whole_files()))),
            ("groups", Part::Data(Data::of(&self.table_groups()))),
            ("licence", Part::Data(Data::of(&licence))),
        ];
        let alternates = |tag: &str| Some(self.view.plan.routes.data(tag));
        self.framed("data.html", head, parts, &alternates)
    }

    fn whole_files(&self) -> Vec<Whole> {
        let file = |key: &str, name: &str| Whole {
            label: self.say(&format!("data.{key}")),
            url: self.url(&Route::file(&format!("data/{name}"))),
            note: self.say(&format!("data.{key}_note")),
        };
        let mut files = vec![file("observations", "observations.csv")];
        for framework in self.view.site.data.frameworks.iter().filter(|framework| !framework.parts().is_empty()) {
            self.note_entry(Use::Link, &framework.key());
            files.push(Whole {
                label: self.in_words(&framework.title).to_owned(),
                url: self.url(&Route::file(&format!("data/{}.csv", framework.file_name()))),
                note: self.say("data.framework_note"),
            });
        }
        files.push(file("package", "datapackage.json"));
        files.push(file("catalogue", "catalog.ttl"));
        files.push(file("catalogue_json", "catalog.jsonld"));
        files
    }

    fn table_groups(&self) -> Vec<Group> {
        let data = &self.view.site.data;
        let written = data.ordered().into_iter().filter(|(_, indicator)| indicator.computed.is_none());
        let tables = written.filter_map(|(position, indicator)| {
            let observations = self.extent_of(position);
            let link = self.link_to(&indicator.key()).filter(|_| !observations.is_empty())?;
            let file = |ending: &str| self.url(&Route::file(&format!("data/{}.{ending}", indicator.id)));
            let known = periods(observations.iter());
            let table = Table { link, coverage: self.span(&known), csv: file("csv"), json: file("json") };
            Some((self.theme_of(indicator, "indicator.other_group"), table))
        });
        grouped(tables).into_iter().map(|(title, tables)| Group { title, tables }).collect()
    }

    /// From the first period to the last.
    fn span(&self, known: &[Period]) -> String {
        match (known.first(), known.last()) {
            (Some(first), Some(last)) if first < last => self.locale.period_range(first, last),
            (Some(only), _) => self.locale.period(only),
            _ => String::new(),
        }
    }
}
