//! The gallery of charts in `docs/gallery`: every type, and the figures that break charts, built by the program.

mod support;

use std::path::Path;

use support::SiteTest;

/// Every type that a `{chart}` can ask for, as the class of its drawing.
const TYPES: [&str; 11] =
    ["bar", "dot", "line", "slope", "heat", "multiples", "strip", "scatter", "stacked", "profile", "map"];

fn gallery() -> SiteTest {
    let test = SiteTest::case(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/gallery")).argument("--strict");
    let said = test.sound().errors;
    assert_eq!(said, "", "nothing is wrong with the gallery");
    test
}

/// The text of the page of each type, and of the figures that break charts.
fn pages(test: &SiteTest) -> Vec<(&'static str, String)> {
    TYPES.iter().chain(&["stress"]).map(|name| (*name, test.page(&format!("{name}/index.html")))).collect()
}

fn count(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

#[test]
fn every_figure_of_the_gallery_is_whole() {
    let test = gallery();
    let files = test.output();
    for (name, page) in pages(&test) {
        let figures = count(&page, "<figure class=\"chart-figure\"");
        assert!(figures > 0, "`{name}` has no chart");
        if name != "stress" {
            let wanted = count(&page, &format!("<svg class=\"chart {name}\""));
            assert_eq!(wanted, figures * 2, "`{name}` shows its type, wide and narrow");
            assert!(test.page("index.html").contains(&format!("/{name}/")), "the gallery leads to `{name}`");
        }
        for number in 1..=figures {
            let id = format!("figure-{number}");
            for part in [
                format!("id=\"{id}\""),
                format!("href=\"#{id}\""),
                format!("https://gallery.example/{name}/#{id}"),
                format!("aria-labelledby=\"{id}-title\""),
            ] {
                assert!(page.contains(&part), "{name}: no `{part}`");
            }
            for ending in ["svg", "png", "csv"] {
                let path = format!("{name}/{id}.{ending}");
                assert!(page.contains(&format!("href=\"/{path}\" download")), "{name}: no link to `{path}`");
                assert!(files.contains_key(Path::new(&path)), "`{path}` is not made");
            }
        }
        assert_eq!(count(&page, "<details class=\"chart-table\">"), figures, "{name}: each has its table");
        assert_eq!(count(&page, "class=\"chart-cite\""), figures, "{name}: each says how to cite it");
        assert_eq!(count(&page, "class=\"chart-source\""), figures, "{name}: each names its source");
    }
}

/// The figures that break charts are tried with every type, and two hundred places are in the table one by one.
#[test]
fn every_type_meets_figures_that_break_charts() {
    let page = gallery().page("stress/index.html");
    for name in TYPES {
        assert!(page.contains(&format!("<svg class=\"chart {name}\"")), "no `{name}` has hard figures");
    }
    let crowd = page.rsplit("Two hundred places").next().expect("the crowd has a heading of its own");
    let table = crowd.split("<table").nth(1).and_then(|table| table.split("</table>").next());
    let table = table.expect("the crowd has a table");
    for number in 1..=200 {
        assert!(table.contains(&format!(">Place {number:03}<")), "`Place {number:03}` is in no row");
    }
}

/// What a screen reader meets of a drawing is one picture with a name and a description: everything that is
/// drawn is hidden from it.
#[test]
fn a_drawing_is_one_picture_for_a_screen_reader() {
    for (name, page) in pages(&gallery()) {
        for drawing in page.split("<svg class=\"chart ").skip(1) {
            let drawing = drawing.split("</svg>").next().unwrap_or_default();
            let (head, rest) = drawing.split_once("><desc ").expect("a drawing begins with its description");
            assert!(head.contains("role=\"img\"") && head.contains("aria-describedby"), "{name}: {head}");
            let (_, marks) = rest.split_once("</desc>").expect("the description ends");
            assert!(marks.starts_with("<g aria-hidden=\"true\">") && marks.ends_with("</g>"), "{name}: marks are seen");
            assert!(!drawing.contains("tabindex") && !drawing.contains("<a "), "{name}: hidden marks take the focus");
        }
    }
}

/// Width and height of a PNG, from its first chunk.
fn size(picture: &[u8]) -> (u32, u32) {
    assert_eq!(picture.get(..8), Some(&b"\x89PNG\r\n\x1a\n"[..]), "a PNG");
    let number = |from: usize| {
        let bytes = picture.get(from..from + 4).and_then(|bytes| bytes.try_into().ok());
        u32::from_be_bytes(bytes.expect("the first chunk is whole"))
    };
    (number(16), number(20))
}

#[test]
fn pages_show_their_chart_or_a_card_to_other_sites() {
    let test = gallery();
    let files = test.output();
    let picture = |path: &str| size(files.get(Path::new(path)).unwrap_or_else(|| panic!("`{path}` is not made")));
    let shown = |page: &str, image: &str| {
        let text = test.page(page);
        let tag = format!("<meta property=\"og:image\" content=\"https://gallery.example/{image}\">");
        assert!(text.contains(&tag), "{page} does not show `{image}`");
        for part in
            ["og:image:width\" content=\"1200\"", "og:image:height\" content=\"630\"", "og:image:alt", "twitter:card"]
        {
            assert!(text.contains(part), "{page} does not say `{part}`");
        }
        assert_eq!(picture(image), (1200, 630), "{image}");
    };
    shown("bar/index.html", "bar/figure-1-card.png");
    shown("cities/tallinn/index.html", "cities/card.png");
    shown("cities/index.html", "cities/card.png");
    shown("index.html", "card.png");
    assert_eq!(picture("bar/figure-1.png").0, 1440, "twice the width of the drawing with its margin");
}

/// The library of components in `docs/patterns` is built without a word, with an example on every page.
#[test]
fn every_component_of_the_library_is_shown() {
    let patterns = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/patterns");
    let test = SiteTest::case(&patterns).argument("--strict");
    assert_eq!(test.sound().errors, "", "nothing is wrong with the library");
    for name in ["card", "city-card", "contents", "facts", "filters", "pager", "partner-wall", "small"] {
        let page = test.page(&format!("{name}/index.html"));
        let example = page.split("id=\"example\"").nth(1).and_then(|rest| rest.split("</section>").next());
        let example = example.expect("a page of the library has an example");
        assert!(example.matches('<').count() > 4, "`{name}` shows nothing: {example}");
    }
    let filters = test.page("filters/index.html");
    assert!(filters.contains(">4</span>"), "a whole number of `extra` stays whole: {filters}");
    let wall = test.page("partner-wall/index.html");
    let emblem =
        wall.split("<img src=\"/").nth(1).and_then(|rest| rest.split('"').next()).expect("a wall has an emblem");
    assert!(!test.page(emblem).is_empty(), "the emblem of the wall is published");
}

/// Each of the 222 places of the gallery stands on one page of their listing, and the home page leads there.
#[test]
fn a_long_listing_of_cities_shows_each_once() {
    let test = gallery();
    let cards = |page: &str| count(&test.page(page), "class=\"city-card\"");
    let pages = ["cities/index.html", "cities/page/2/index.html", "cities/page/3/index.html"].map(cards);
    assert_eq!(pages, [100, 100, 22], "a page holds a hundred");
    assert_eq!(cards("index.html"), 40, "a home page stays readable");
    assert!(test.page("index.html").contains("<a class=\"band-more\" href=\"/cities/\""), "and leads to all");
}
