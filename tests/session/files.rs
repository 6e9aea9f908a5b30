//! The site that is edited, in the states that its files may have.

use std::fs;
use std::path::Path;

/// The files of the site, each with what it may hold; the first is what it holds at the beginning, and
/// `None` is no file.
pub(crate) const FILES: [(&str, &[Option<&str>]); 28] = [
    (
        "site.yaml",
        &[
            Some("title: A\nbase_url: https://a.example/\nlanguages: [en, fi]\n"),
            Some("title: B\nbase_url: https://a.example/\nlanguages: [en, fi]\n"),
            Some("title: A\nbase_url: https://a.example/\nlanguages: [en]\ncomparisons: true\n"),
            Some("title: [A\n"),
            None,
        ],
    ),
    (
        "content/index.md",
        &[
            Some("---\ntitle: Home\n---\n{value}`one/access` of all, on average {value}`mean/access@2023`.\n"),
            Some("---\ntitle: Start\nsummary: We begin\n---\nNothing yet.\n"),
            Some("---\ntitle: Home\n---\n```{listing}\ncollection: news\nsort: [title]\nlimit: 2\n```\n"),
            None,
        ],
    ),
    ("content/about.md", &[None, Some("---\ntitle: About\n---\nUs.\n"), Some("---\ntitle: About us\n---\nUs.\n")]),
    (
        "content/news/first.md",
        &[
            Some("---\ntitle: First\nsummary: The first\ndate: 2026-01-01\ntags: [a, b]\n---\nThe beginning.\n"),
            Some(
                "---\ntitle: First\nsummary: The first\ndate: 2026-01-01\ntags: [a, b]\n---\nThe beginning, again.\n\nAnd more.\n",
            ),
            Some(
                "---\ntitle: First\nsummary: The first\ndate: 2026-01-01\ntags: [a, b]\n---\nThe beginning.\n\n## Part\n\nMore: {value}`two/access@2023`.\n",
            ),
            Some("---\ntitle: Another\ndate: 2026-01-01\ntags: [a]\nsummary: Said\ncity: one\n---\nThe beginning.\n"),
            Some(
                "---\ntitle: First\ndate: 2026-05-01\ntags: [b]\n---\n```{chart}\ntype: bar\nindicator: access\nperiod: latest\n```\n",
            ),
            Some("---\ntitle: First\ndate: 2026-01-01\ndraft: true\n---\nHidden.\n"),
            Some(
                "---\ntitle: First\ndate: 2026-01-01\nimage: {src: picture.svg, alt: A picture}\n---\nSee [it](second.md).\n",
            ),
            Some("---\ntitle: [First\n---\nBroken.\n"),
            None,
        ],
    ),
    (
        "content/news/second.md",
        &[
            Some("---\ntitle: Second\ndate: 2026-02-01\ntags: [a]\n---\nAfter [the first](first.md).\n"),
            Some("---\ntitle: Second\ndate: 2026-02-01\ntags: [a]\n---\nA part of [the first](first.md#part).\n"),
            Some("---\ntitle: Second\ndate: 2026-02-01\ntags: [c]\ncity: two\n---\n![A picture](picture.svg)\n"),
            Some("---\ntitle: Second\ndate: 2026-02-01\n---\n```{table}\nindicator: access\nperiod: 2022..2023\n```\n"),
            Some("---\ntitle: Second\ndate: 2026-02-01\n---\n{value}`three/access`\n"),
            Some(
                "---\ntitle: Second\ndate: 2026-02-01\nredirect_from: [/news/old/]\n---\n<b onclick=\"x()\">Bold</b>\n",
            ),
            None,
        ],
    ),
    ("content/news/first.fi.md", &[None, Some("---\ntitle: Eka\n---\nAlku.\n"), Some("---\ntitle: Yksi\n---\n")]),
    (
        "content/news/third/index.md",
        &[None, Some("---\ntitle: Third\ndate: 2026-03-01\ntags: [a, b]\n---\nA folder.\n")],
    ),
    ("content/news/_index.md", &[None, Some("---\ntitle: All news\n---\nRead.\n"), Some("---\ntitle: News\n---\n")]),
    ("content/news/picture.svg", &[Some("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), Some("<svg/>"), None]),
    (
        "content/cities/one.yaml",
        &[
            Some("name: One\nkind: city\ncountry: FI\nobservations:\n  access: {2022: 70, 2023: 71}\n"),
            Some("name: One\nkind: city\ncountry: FI\nobservations:\n  access: {2022: 70, 2023: 75}\n"),
            Some("name: One\nkind: city\ncountry: FI\nobservations:\n  access: {2022: 70, 2023: 71, 2024: 72}\n"),
            Some(
                "name: Uno\nkind: city\ncountry: ES\npartner: us\nobservations:\n  access: {2023: {value: 71, status: estimated}}\n",
            ),
            Some("name: One\nkind: city\ncountry: FI\nobservations:\n  access: {2023: 171}\n"),
            None,
        ],
    ),
    (
        "content/cities/two.yaml",
        &[
            Some("name: Two\nkind: city\ncountry: EE\n"),
            Some("name: Two\nkind: region\ncountry: EE\nsummary: A region\n"),
            Some("name: Two\nkind: city\ncountry: EE\ndraft: true\n"),
            None,
        ],
    ),
    ("content/cities/three.yaml", &[None, Some("name: Three\nkind: city\ncountry: PT\n")]),
    (
        "content/indicators/access.yaml",
        &[
            Some(
                "name: Access\ndefinition: How many have it.\nunit: percent\ndirection: higher\ndecimals: 0\nsource: us\n",
            ),
            Some(
                "name: Access\ndefinition: How many have it now.\nunit: percent\ndirection: higher\ndecimals: 1\nsource: us\n",
            ),
            Some(
                "name: Access\ndefinition: How many.\nunit: percent\ndirection: higher\ndecimals: 0\nrange: [0, 80]\nsource: us\n",
            ),
            None,
        ],
    ),
    (
        "content/indicators/people.yaml",
        &[
            Some("name: People\ndefinition: All of them.\nunit: count\ndirection: neutral\ndecimals: 0\nsource: us\n"),
            Some(
                "name: Population\ndefinition: All of them.\nunit: count\ndirection: neutral\ndecimals: 0\nsource: us\n",
            ),
        ],
    ),
    (
        "content/data/access.csv",
        &[
            Some("city,2022,2023\ntwo,50,52\n"),
            Some("city,2022,2023\ntwo,50,53\n"),
            Some("city,2022,2023\ntwo,51,\n"),
            Some("city,2022,2023\ntwo,50,many\n"),
            None,
        ],
    ),
    (
        "content/data/more.csv",
        &[
            Some("city,indicator,period,value\none,people,2023,1000\ntwo,people,2023,2000\n"),
            Some("city,indicator,period,value,note\none,people,2023,1000,Counted\ntwo,people,2023,2000,\n"),
            Some("city,indicator,period,value\none,people,2023,1001\ntwo,people,2023,2000\ntwo,people,2024,2100\n"),
            None,
        ],
    ),
    (
        "content/sources/us.yaml",
        &[
            Some("name: A count\npublisher: Us\naccessed: 2026-01-01\n"),
            Some("name: The count\npublisher: Us\naccessed: 2026-02-01\n"),
            None,
        ],
    ),
    (
        "content/partners/us.yaml",
        &[
            None,
            Some("name: Us\nkind: city\nrole: partner\nabout: We.\n"),
            Some("name: Us all\nkind: city\nrole: partner\nabout: We.\n"),
        ],
    ),
    ("content/news/photo.png", &[None, Some("3"), Some("40"), Some("")]),
    (
        "content/news/fourth.md",
        &[
            None,
            Some("---\ntitle: Fourth\ndate: 2026-04-01\n---\nAs {cite}`berg2020` says.\n"),
            Some("---\ntitle: Fourth\ndate: 2026-04-01\n---\n![A photo](photo.png)\n"),
            Some("---\ntitle: Fourth\ndate: 2026-04-01\n---\nA [photo](photo.png), and 70% of One have Access.\n"),
            Some(
                "---\ntitle: Fourth\ndate: 2026-04-01\n---\n```{chart}\ntype: line\nindicator: access\nperiod: 2022..2023\n```\n",
            ),
            Some("---\ntitle: Fourth\ndate: 2026-04-01\n---\nFrom [the count](../sources/us.yaml).\n"),
        ],
    ),
    (
        "content/references.bib",
        &[
            None,
            Some("@article{berg2020,\n author = {Berg, A.},\n title = {A title},\n year = {2020}\n}\n"),
            Some("@article{berg2020,\n author = {Berg, B.},\n title = {The title},\n year = {2020}\n}\n"),
        ],
    ),
    (
        "content/events/meeting.md",
        &[
            None,
            Some("---\ntitle: Meeting\nstart: 2026-12-01\nplace: Oulu\n---\nCome.\n"),
            Some("---\ntitle: Meeting\nstart: 2026-12-01\nplace: Oulu\n---\nCome, all.\n"),
            Some("---\ntitle: Meeting\nstart: 2026-10-01\nplace: Turku\n---\nIt was good.\n"),
        ],
    ),
    ("assets/logo.txt", &[None, Some("one"), Some("two")]),
    ("assets/site.css", &[None, Some("p { color: red }"), Some("p { background: url(https://b.example/a.png) }")]),
    (
        "themes/default/templates/event.html",
        &[None, Some("{% extends \"base.html\" %}{% block main %}<p>{{ page.title }}</p>{% endblock main %}")],
    ),
    (
        "themes/default/templates/parts/sections.html",
        &[
            None,
            Some("{% for section in sections %}<p>{{ section.heading }}</p>{% endfor %}"),
            Some("{{ nothing }}"),
            Some("{% if %}"),
        ],
    ),
    (
        "themes/default/kinds/news.yaml",
        &[
            None,
            Some(
                "collection: news\nlabel: {en: News item, fi: Uutinen}\nplural: {en: Newest, fi: Uutiset}\ntemplate: page.html\nlisting: {template: listing.html, sort: [title], page_size: 1, feed: true}\nmenu: 70\nfields: {}\n",
            ),
            Some("collection: news\nlabel: [\n"),
        ],
    ),
    ("themes/default/i18n/en.yaml", &[None, Some("nav: {home: The beginning}\n"), Some("nav: [\n")]),
];

/// Brings a file to a state; both by number.
pub(crate) fn put(site: &Path, (file, state): (usize, usize)) {
    let (name, states) = FILES[file];
    let path = site.join(name);
    match states[state] {
        Some(text) => {
            fs::create_dir_all(path.parent().expect("files lie in a folder")).expect("a folder");
            fs::write(&path, if name.ends_with(".png") { photo(text) } else { text.into() }).expect("a file");
        }
        None => drop(fs::remove_file(path)),
    }
}

/// A picture that many pixels wide; no picture at all where no number is given.
fn photo(width: &str) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    if let Ok(width) = width.parse() {
        let written = image::RgbImage::new(width, 2).write_to(&mut bytes, image::ImageFormat::Png);
        written.expect("a picture");
    }
    bytes.into_inner()
}
