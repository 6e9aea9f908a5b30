//! Where figures go: from one value in a table to the sentence, the pages, the downloads and what
//! machines read.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]

mod support;

use serde_json::Value;
use support::SiteTest;

/// Three cities with an amount of money, a share and an answer.
fn site() -> SiteTest {
    SiteTest::empty()
        .file("site.yaml", "title: Test\nbase_url: https://example.eu/\ncomparisons: true\n")
        .file("content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n")
        .file("content/news/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\n\nEspoo spent {value}`espoo/budget@2023`.\n\n```{table}\nindicator: [budget, share]\nperiod: 2023\n```\n")
        .file("content/sources/s.yaml", "name: Survey\npublisher: Office\naccessed: 2026-11-23\n")
        .file("content/indicators/budget.yaml", "name: Budget\ndefinition: D\nunit: eur\nprice_year: 2015\nsource: s\n")
        .file("content/indicators/share.yaml", "name: Share\ndefinition: D\nunit: percent\nsource: s\n")
        .file("content/cities/espoo.yaml", "name: Espoo\nkind: city\ncountry: FI\n")
        .file("content/cities/oulu.yaml", "name: Oulu\nkind: city\ncountry: FI\n")
        .file("content/cities/uusimaa.yaml", "name: Uusimaa\nkind: region\ncountry: FI\n")
        .file("content/data/budget.csv", "city,2022,2023\nespoo,900,1234\noulu,800,1000\n")
        .file("content/data/share.csv", "city,2021,2022,2023\nespoo,50,55,60\noulu,40,,\nuusimaa,,,30\n")
}

#[test]
fn an_amount_says_in_the_prices_of_which_year_it_is() {
    let test = site();
    test.sound();
    for page in ["news/a/index.html", "indicators/budget/index.html"] {
        assert!(test.page(page).contains("in prices of 2015"), "{page}");
    }
    let read: Value = serde_json::from_str(&test.page("data/budget.json")).expect("JSON");
    assert_eq!((&read["price_year"], &read["unit"]), (&2015.into(), &"eur".into()));
}

#[test]
fn a_figure_in_a_sentence_links_to_its_row() {
    let test = site();
    test.sound();
    let page = test.page("news/a/index.html");
    assert!(page.contains("href=\"/indicators/budget/#place-espoo\""));
    let machine = "<data value=\"1234\" data-unit=\"eur\" data-observation=\"espoo/budget@2023\" data-source=\"s\">";
    assert!(page.contains(machine), "{page}");
    assert!(test.page("indicators/budget/index.html").contains("<tr id=\"place-espoo\">"));
}

#[test]
fn two_cities_are_compared_in_the_newest_period_they_share() {
    let test = site();
    test.sound();
    let page = test.page("compare/espoo/oulu/index.html");
    assert!(page.contains("€1,234") && page.contains("€1,000"), "{page}");
    assert!(page.contains("<td>2021</td>") && page.contains("50%") && page.contains("40%"), "{page}");
    assert!(page.contains("−10 percentage points"), "{page}");
    let made = test.output();
    let regions = made.keys().filter(|path| path.to_string_lossy().contains("uusimaa"));
    assert!(regions.clone().all(|path| !path.starts_with("compare")), "a region is no city");
}

#[test]
fn every_table_is_in_the_package_and_on_the_page_of_downloads() {
    let test = site();
    test.sound();
    let package: Value = serde_json::from_str(&test.page("data/datapackage.json")).expect("JSON");
    let resources = package["resources"].as_array().expect("resources");
    let page = test.page("data/index.html");
    for resource in resources {
        let path = resource["path"].as_str().expect("a path");
        let header = test.page(&format!("data/{path}"));
        let fields = resource["schema"]["fields"].as_array().expect("fields");
        let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
        assert_eq!(header.split("\r\n").next(), Some(names.join(",").as_str()), "{path}");
        assert!(page.contains(&format!("href=\"/data/{path}\"")), "{path}");
    }
    assert_eq!(resources.len(), 3);
}

/// Every type that an editor can ask for is on the page, in both layouts, with what the editor wrote.
#[test]
fn every_type_of_chart_reaches_the_page() {
    let test = SiteTest::case(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sites/ok-charts")));
    test.sound();
    let page = test.page("news/every-type/index.html");
    let types = [
        ("bar", 1),
        ("dot", 2),
        ("slope", 2),
        ("line", 1),
        ("heat", 2),
        ("multiples", 1),
        ("strip", 2),
        ("scatter", 1),
        ("stacked", 1),
        ("profile", 1),
        ("map", 2),
    ];
    for (kind, count) in types {
        assert_eq!(page.matches(&format!("<svg class=\"chart {kind}\"")).count(), 2 * count, "{kind}");
    }
    for said in [
        ">Bars of four cities between 69 and 78 percent.</desc>",
        "Target of the survey: 70%",
        "highest 2 of 4 places",
        "lowest 3 of 4 places",
        "Asked by telephone.",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn cities_with_the_same_score_share_a_place() {
    let area = "{id: plan, name: Plan, counted: plan, asked: 4}";
    let framework = format!(
        "title: Framework\nyears: [2023]\nsource: s\nranking: true\nminimum_coverage: 0.5\npillars:\n  - {{id: first, name: First, areas: [{area}]}}\n"
    );
    let test = site()
        .file("content/cities/turku.yaml", "name: Turku\nkind: city\ncountry: FI\n")
        .file("content/cities/vaasa.yaml", "name: Vaasa\nkind: city\ncountry: FI\n")
        .file("content/indicators/plan.yaml", "name: Plan\ndefinition: D\nunit: count\nrange: [0, 4]\nsource: s\n")
        .file("content/data/plan.csv", "city,2023\nespoo,2\noulu,3\nturku,2\nvaasa,1\n")
        .file("content/frameworks/2023.yaml", framework);
    test.sound();
    let page = test.page("frameworks/2023/index.html");
    let place = |city: &str, score: &str, rank: &str| {
        let row = format!(
            "<tr><th scope=\"row\">{city}</th><td class=\"number\">{score}</td><td class=\"number\">{rank}</td>"
        );
        assert!(page.contains(&row), "{row} is not in {page}");
    };
    place("Oulu", "75%", "1");
    place("Espoo", "50%", "2 (tied)");
    place("Turku", "50%", "2 (tied)");
    place("Vaasa", "25%", "4");
}

#[test]
fn a_period_of_which_only_reasons_are_known_is_shown() {
    let block = |kind: &str, of: &str| format!("```{{{kind}}}\n{of}indicator: waiting\nperiod: 2020..2023\n```\n\n");
    let (table, line) = (block("table", ""), block("chart", "type: line\n"));
    let test = site()
        .file("content/news/a.md", format!("---\ntitle: A\ndate: 2026-01-01\n---\n\nText.\n\n{table}{line}"))
        .file("content/indicators/waiting.yaml", "name: Waiting\ndefinition: D\nunit: days\nsource: s\nobservations:\n  espoo: {2020: {missing: not-asked}, 2021: 5, 2022: 4, 2023: {missing: not-collected}}\n  oulu: {2021: 7, 2022: 6, 2023: {missing: confidential}}\n");
    test.sound();
    let (article, indicator) = (test.page("news/a/index.html"), test.page("indicators/waiting/index.html"));
    for (place, page) in [("article", &article), ("indicator", &indicator)] {
        for words in ["(days)", ">2020<", ">2023<", "not asked", "not collected", "confidential"] {
            assert!(page.contains(words), "{words} in {place}: {page}");
        }
    }
    let note = "No figures for 2020 (not asked) and 2023 (confidential and not collected).";
    assert!(article.contains(note), "{article}");
}

/// The rows of the first table of a page, by the names of their places.
fn places(page: &str) -> Vec<&str> {
    let table = page.split("<table class=\"data-table\">").nth(1).and_then(|rest| rest.split("</table>").next());
    let rows = table.unwrap_or_default().split("<th scope=\"row\">").skip(1);
    rows.filter_map(|row| row.split("</a></th>").next()?.rsplit('>').next()).collect()
}

#[test]
fn several_indicators_are_sorted_by_the_first() {
    let table = "```{table}\nindicator: [budget, share]\nperiod: 2022\n```\n\nText.\n";
    let test = site()
        .file("content/news/a.md", format!("---\ntitle: A\ndate: 2026-01-01\n---\n\n{table}"))
        .file("content/data/share.csv", "city,2022\nespoo,10\noulu,40\n");
    test.sound();
    assert_eq!(places(&test.page("news/a/index.html")), ["Espoo", "Oulu"]);
    let years = "```{table}\nindicator: budget\nperiod: 2022..2023\n```\n\nText.\n";
    let test = site()
        .file("content/news/a.md", format!("---\ntitle: A\ndate: 2026-01-01\n---\n\n{years}"))
        .file("content/data/budget.csv", "city,2022,2023\nespoo,900,1000\noulu,800,1234\n");
    test.sound();
    assert_eq!(places(&test.page("news/a/index.html")), ["Oulu", "Espoo"]);
}

#[test]
fn a_table_of_nothing_but_reasons_shows_them() {
    let block = |what: &str| format!("```{{table}}\nindicator: waiting\n{what}```\n\n");
    let blocks = ["", "period: 2023\n", "period: 2022..2023\ncities: [espoo]\n"].map(block).concat();
    let data = |figure: &str| {
        let said = "espoo: {2022: {missing: confidential}, 2023: {missing: not-asked}}";
        format!("name: Waiting\ndefinition: D\nunit: days\nsource: s\nobservations:\n  {said}\n  oulu: {{{figure}}}\n")
    };
    let article = |blocks: &str| format!("---\ntitle: A\ndate: 2026-01-01\n---\n\nText.\n\n{blocks}");
    let test = site()
        .file("content/news/a.md", article(&blocks))
        .file("content/indicators/waiting.yaml", data("2023: {missing: not-collected}"));
    test.sound();
    let page = test.page("news/a/index.html");
    assert_eq!(page.matches("not asked").count(), 3, "{page}");
    assert_eq!(page.matches("not collected").count(), 2, "{page}");
    assert_eq!(page.matches("confidential").count(), 1, "{page}");
    // A drawing needs a figure, and so does an order.
    let chart = "```{chart}\ntype: bar\nindicator: waiting\nperiod: 2023\n```\n\n";
    let order = "```{table}\nindicator: waiting\nperiod: 2023\ncities: top 1\n```\n";
    let test = test.file("content/news/a.md", article(&[chart, order].concat()));
    assert_eq!(test.refused().matches("none of these cities has a figure").count(), 2);
    let test = test.file("content/indicators/waiting.yaml", data("2020: 5"));
    assert_eq!(test.refused().matches("none of these cities has a figure in this period").count(), 2);
}

#[test]
fn words_around_a_computed_figure_agree_with_its_number() {
    let text = "Change {value}`oulu/share@2022..2023`, mean {value}`mean/share@2021`.";
    let test = site()
        .file("content/news/a.md", format!("---\ntitle: A\ndate: 2026-01-01\n---\n\n{text}\n"))
        .file("content/indicators/share.yaml", "name: Share\ndefinition: D\nunit: percent\nsource: s\ndecimals: 1\n")
        .file("content/data/share.csv", "city,2021,2022,2023\noulu,40,1234567.9,5350127.7\n");
    test.sound();
    let page = test.page("news/a/index.html");
    assert!(page.contains("<data value=\"4115559.8\""), "{page}");
    assert!(page.contains("mean of 1 place,"), "{page}");
}

/// The method page of an edition whose scoring is `after`, and that of the edition before is `before`.
fn method(before: &str, after: &str, question: &str) -> String {
    let edition = |scoring: &str, more: &str, question: &str| {
        let asked = if question.is_empty() { "asked: 2".into() } else { format!("questions: [One?, {question}]") };
        let area = |id: &str| format!("{{id: {id}, name: {id}, counted: {id}, {asked}}}");
        let pillar = format!("{{id: first, name: First, areas: [{}, {}]}}", area("plan"), area("do"));
        format!("title: Framework\n{more}source: s\nscoring: {scoring}\npillars:\n  - {pillar}\n")
    };
    let counted = "name: N\ndefinition: D\nunit: count\nrange: [0, 2]\nsource: s\n";
    let test = site()
        .file("content/indicators/plan.yaml", counted)
        .file("content/indicators/do.yaml", counted)
        .file(
            "content/frameworks/one.yaml",
            edition(before, "years: [2022]\n", if question.is_empty() { "" } else { "Two?" }),
        )
        .file("content/frameworks/two.yaml", edition(after, "years: [2023]\nprevious: one\n", question));
    test.sound();
    test.page("frameworks/two/method/index.html")
}

#[test]
fn editions_that_cannot_be_compared_say_why() {
    let (same, other) = ("The questions are the same", "The editions do not ask the same");
    let page = method("{rule: mean-of-areas}", "{rule: pooled}", "Two?");
    let rules = "(before: each area counts the same; now: each question counts the same)";
    assert!(page.contains(same) && page.contains(rules) && !page.contains(other), "{page}");
    assert!(page.contains("4 questions in 2 areas and 1 pillar."), "{page}");
    let page = method("{rule: weighted, weights: {plan: 2}}", "{rule: weighted, weights: {plan: 3}}", "Two?");
    assert!(page.contains("the weights of the areas are others") && !page.contains(other), "{page}");
    let page = method("{rule: mean-of-areas}", "{rule: pooled}", "Another?");
    assert!(page.contains(other) && page.contains("The rule is another too") && !page.contains(same), "{page}");
    let page = method("{rule: pooled}", "{rule: pooled}", "");
    assert!(page.contains("Whether the editions ask the same is not known") && !page.contains(other), "{page}");
    let page = method("{rule: pooled}", "{rule: pooled}", "Two?");
    assert!(page.contains("All areas and the rule are the same"), "{page}");
}

#[test]
fn a_month_beside_a_year_is_no_change_and_breaks_no_page() {
    let test = site().file("content/data/more.csv", "city,indicator,period,value\nespoo,share,2023-12,61\n");
    let run = test.sound();
    assert!(run.errors.contains("warning[period-lengths]: 2023-12 is another length of time"), "{}", run.errors);
    let page = test.page("cities/espoo/index.html");
    assert!(page.contains("<td>61%</td><td>December 2023</td>"), "{page}");
    assert!(!page.contains("since 2023"), "{page}");
}

#[test]
fn figures_are_not_shown_without_what_is_told_of_them() {
    let rows = "espoo,share,2024,70,break,60,80,New wording\noulu,share,2024,50,,,,New wording\n";
    let test =
        site().file("content/data/more.csv", format!("city,indicator,period,value,status,lower,upper,note\n{rows}"));
    test.sound();
    let indicator = test.page("indicators/share/index.html");
    for said in [
        "<small>(60 to 80)</small>",
        "b: break in series",
        "<li>Espoo, 2024; Oulu, 2024: <span>New wording</span></li>",
        "Regions are left out",
    ] {
        assert!(indicator.contains(said), "{said} is not in {indicator}");
    }
    let comparison = test.page("compare/espoo/oulu/index.html");
    for said in ["<sup>b</sup>", "b: break in series", "Source: <a href=\"/sources/s/\">Survey</a>, Office"] {
        assert!(comparison.contains(said), "{said} is not in {comparison}");
    }
}

#[test]
fn a_framework_gives_the_reason_and_the_word_of_what_is_shown() {
    let areas = "{id: plan, name: Plan, counted: plan, asked: 3}, {id: staff, name: Staff, counted: staff, asked: 3}";
    let framework = format!(
        "title: Framework\nyears: [2023]\nsource: s\nminimum_coverage: 0.5\nthresholds: [{{to: 0.33, name: Few}}, {{to: 1, name: Most}}]\npillars:\n  - {{id: first, name: First, areas: [{areas}]}}\n"
    );
    let count = |name: &str| format!("name: {name}\ndefinition: D\nunit: count\nrange: [0, 3]\nsource: s\n");
    let test = site()
        .file("content/indicators/plan.yaml", count("Plan"))
        .file("content/indicators/staff.yaml", count("Staff"))
        .file("content/data/plan.csv", "city,2023\nespoo,1\noulu,3\n")
        .file(
            "content/data/more.csv",
            "city,indicator,period,value,missing\nespoo,staff,2023,,confidential\noulu,staff,2023,3,\n",
        )
        .file("content/frameworks/2023.yaml", framework);
    test.sound();
    let page = test.page("frameworks/2023/index.html");
    // In the table and in how the score came about.
    assert_eq!(page.matches(">confidential<").count(), 2, "{page}");
    assert!(!page.contains("not answered"), "{page}");
    let third = page.split("<td").find(|cell| cell.contains("33%")).expect("a third");
    assert!(third.contains("heat-1"), "a third is up to 33%: {third}");
}

#[test]
fn figures_without_a_status_have_that_of_their_indicator() {
    let observations = "observations:\n  espoo: {2020: 1, 2021: {value: 2}, 2022: {value: 3, status: final}, 2023: {missing: not-asked}}\n";
    let indicator = format!("name: Rate\ndefinition: D\nunit: count\nsource: s\nstatus: provisional\n{observations}");
    let test = site()
        .file("content/indicators/rate.yaml", indicator)
        .file("content/data/rate.csv", "city,2020,2021\noulu,4,\n")
        .file(
            "content/data/more.csv",
            "city,indicator,period,value,status,missing\noulu,rate,2022,5,,\noulu,rate,2023,6,e,\nuusimaa,rate,2023,,,not-asked\n",
        );
    test.sound();
    let mut reader = csv::Reader::from_reader(std::io::Cursor::new(test.page("data/rate.csv")));
    let headers = reader.headers().expect("a head").clone();
    let at = |name: &str| headers.iter().position(|header| header == name).expect("a column");
    let columns = ["city", "period", "status"].map(at);
    let rows: Vec<String> =
        reader.records().map(|row| columns.map(|at| row.as_ref().expect("a row")[at].to_owned()).join(" ")).collect();
    let told = [
        "espoo 2020 provisional",
        "espoo 2021 provisional",
        "espoo 2022 final",
        "espoo 2023 ",
        "oulu 2020 provisional",
        "oulu 2022 provisional",
        "oulu 2023 estimated",
        "uusimaa 2023 ",
    ];
    assert_eq!(rows, told);
}
