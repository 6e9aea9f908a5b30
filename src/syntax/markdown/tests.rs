//! What Markdown becomes: HTML with its holes shown as `⟦…⟧`, and problems with the text they mark.

use super::*;

fn read(text: &str) -> (Document, Report) {
    parse(&Arc::from("a.md"), text, 0)
}

fn html(text: &str) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Html(html) => html.text().into_owned(),
        Piece::Link(index) => format!("⟦link {index}⟧"),
        Piece::Image(index) => format!("⟦image {index}⟧"),
        Piece::Role(index) => format!("⟦role {index}⟧"),
        Piece::Directive(index) => format!("⟦directive {index}⟧"),
    };
    read(text).0.pieces.iter().map(piece).collect()
}

fn cut(text: &str, span: Span) -> &str {
    &text[span.start as usize..span.end as usize]
}

/// Every problem as its code and the text at its place.
fn problems(text: &str) -> Vec<(&'static str, &str)> {
    let (_, mut report) = read(text);
    report.sort();
    let place = |problem: &Diagnostic| problem.place.as_ref().and_then(|place| place.span);
    report.problems.iter().map(|problem| (problem.code, place(problem).map_or("", |span| cut(text, span)))).collect()
}

#[test]
fn plain_markdown() {
    assert_eq!(
        html("a *b* & `c<` ~~d~~ \"e\" -- f\n"),
        "<p>a <em>b</em> &amp; <code>c&lt;</code> <del>d</del> “e” – f</p>\n"
    );
    assert_eq!(html("> [!NOTE]\n> a\n"), "<blockquote class=\"markdown-alert-note\">\n<p>a</p>\n</blockquote>\n");
    assert_eq!(html("a\n: b\n"), "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n");
    assert_eq!(html("```rust\n{a}`b`\n```\n"), "<pre><code class=\"language-rust\">{a}`b`\n</code></pre>\n");
    assert_eq!(html(""), "");
}

#[test]
fn roles_are_holes() {
    let text = "é {value}`helsinki/online-access@2023`, *{cite}`` a`b ``*.";
    assert_eq!(html(text), "<p>é ⟦role 0⟧, <em>⟦role 1⟧</em>.</p>\n");
    let (document, report) = read(text);
    assert_eq!(report, Report::default());
    let found: Vec<_> =
        document.roles.iter().map(|role| (role.name.as_str(), role.text.as_str(), cut(text, role.span))).collect();
    assert_eq!(
        found,
        [
            ("value", "helsinki/online-access@2023", "{value}`helsinki/online-access@2023`"),
            ("cite", "a`b", "{cite}`` a`b ``"),
        ]
    );
    assert_eq!(html("\\\\{a}`b`"), "<p>\\⟦role 0⟧</p>\n");
}

#[test]
fn what_is_no_role() {
    for text in ["\\{a}`b`", "{a} `b`", "{}`b`", "{1}`b`", "{a b}`c`", "a}`b`", "&#123;a}`b`", "`{a}``b`", "$x{a}$`b`"]
    {
        assert_eq!(read(text).0.roles, [], "{text}");
    }
}

#[test]
fn spans_are_of_the_whole_file() {
    let text = "---\ntitle: é\n---\n\u{feff}## b\n\n{a}`b` [c](d)";
    let (document, _) = parse(&Arc::from("a.md"), text, text.find('\u{feff}').unwrap());
    assert_eq!(cut(text, document.headings[0].span), "## b");
    assert_eq!(cut(text, document.roles[0].span), "{a}`b`");
    assert_eq!(cut(text, document.links[0].span), "[c](d)");
    assert_eq!(parse(&Arc::from("a.md"), "é", 1).0, Document::default());
}

/// The keys and values of a directive's body, as the places say they stand in the text.
fn placed<'t>(text: &'t str, directive: &Directive) -> Vec<(&'t str, &'t str)> {
    let entries = directive.body.as_ref().map(|body| body.entries()).unwrap_or_default();
    entries.iter().map(|entry| (cut(text, entry.key_span), cut(text, entry.value.span))).collect()
}

#[test]
fn directives_are_holes_with_yaml() {
    let text = "a\n\n```{chart} left\ntype: bar\nperiod: 2023\n```\n\n~~~~ {listing}\n~~~~\n";
    assert_eq!(html(text), "<p>a</p>\n⟦directive 0⟧\n⟦directive 1⟧\n");
    let (document, report) = read(text);
    assert_eq!(report, Report::default());
    let [chart, listing] = &document.directives[..] else { panic!("two directives") };
    assert_eq!((chart.name.as_str(), chart.argument.as_str()), ("chart", "left"));
    assert_eq!(cut(text, chart.span), "```{chart} left");
    assert_eq!(placed(text, chart), [("type", "bar"), ("period", "2023")]);
    assert_eq!((listing.name.as_str(), listing.body.clone()), ("listing", None));
}

#[test]
fn places_in_directives_survive_prefixes() {
    let body = [("type", "bar"), ("title", "é"), ("city", "x")];
    for text in [
        "> ```{chart}\n> type: bar\n>title: é\n> city: x\n> ```\n",
        "- a\n\n  ```{chart}\n  type: bar\n  title: é\n\n  city: x\n  ```\n",
        "1.  > ```{chart}\n    > type: bar\n    > title: é\n    > city: x\n    > ```\n",
        "   ```{chart}\n   type: bar\n title: é\ncity: x\n   ```\n",
        "```{chart}\r\ntype: bar\r\ntitle: é\r\ncity: x\r\n```\r\n",
        "```{chart}\rtype: bar\rtitle: é\rcity: x\r```\r",
        "- a\n\n\t```{chart}\n\ttype: bar\n\ttitle: é\n\tcity: x\n\t```\n",
    ] {
        let (document, report) = read(text);
        assert_eq!(report, Report::default(), "{text:?}");
        assert_eq!(placed(text, &document.directives[0]), body, "{text:?}");
    }
}

#[test]
fn faults_of_directives() {
    assert_eq!(problems("a\n\n```{chart}\ntype: bar\n\nmore\n"), [("directive-open", "```{chart}")]);
    assert_eq!(problems("> ```{chart}\n> type: bar\n\nmore\n"), [("directive-open", "```{chart}")]);
    assert_eq!(problems("```{chart}"), [("directive-open", "```{chart}")]);
    assert_eq!(problems("````{chart}\na: 1\n```\n"), [("directive-open", "````{chart}")]);
    assert_eq!(problems("```{chart\na\n```\n"), [("directive-syntax", "```{chart")]);
    assert_eq!(problems("> ```{chart}\n> a: 1\n> a: 2\n> ```\n"), [("duplicate-key", "a")]);
    assert_eq!(html("```{chart}\na: 1\na: 2\n```\n"), "");
    assert_eq!(read("```chart\na: 1\n```\n```\\{chart}\na: 1\n```\n").0.directives, []);
}

#[test]
fn headings_have_ids() {
    let text = "## First results\n## First results\n## Other {#first-results-1}\n### Ä *b* {value}`c`\n## Fn 1\n";
    let (document, report) = read(text);
    assert_eq!(report, Report::default());
    let ids: Vec<&str> = document.headings.iter().map(|heading| heading.id.as_str()).collect();
    assert_eq!(ids, ["first-results", "first-results-2", "first-results-1", "a-b", "section-fn-1"]);
    assert_eq!(document.headings[3].text, "Ä b");
    assert_eq!(cut(text, document.headings[2].span), "## Other {#first-results-1}");
    assert_eq!(html("## A & b {#c .d}"), "<h2 id=\"c\" class=\"d\">A &amp; b</h2>\n");
    assert_eq!(html("a\n-\n## ???"), "<h2 id=\"a\">a</h2>\n<h2 id=\"section\">???</h2>\n");
}

#[test]
fn faults_of_headings() {
    assert_eq!(problems("# A\n"), [("heading-level", "# A")]);
    assert_eq!(problems("### A\n"), [("heading-level", "### A")]);
    assert_eq!(problems("## A\n#### B\n##### C\n## D"), [("heading-level", "#### B")]);
    assert_eq!(problems("## A {#B}\n"), [("heading-id", "## A {#B}")]);
    assert_eq!(problems("## A {#fn-1}\n"), [("heading-id", "## A {#fn-1}")]);
    assert_eq!(problems("## A {#b}\n## C {#b}"), [("duplicate-id", "## C {#b}")]);
    assert_eq!(problems("## A {onclick=b}\n"), [("heading-attribute", "## A {onclick=b}")]);
    assert_eq!(problems("##\n"), [("empty-heading", "##")]);
}

#[test]
fn links_and_images_are_holes() {
    let text = "[a *b*](../c.md \"T\\\"\") ![d `e`](f.png \"g\") <h@i.org> [![j](k)](l) [m][n]\n\n[n]: o\n";
    assert_eq!(
        html(text),
        "<p><a href=\"⟦link 0⟧\" title=\"T&quot;\">a <em>b</em></a> \
         <img src=\"⟦image 1⟧\" alt=\"d e\" title=\"g\" loading=\"lazy\" /> \
         <a href=\"⟦link 2⟧\">h@i.org</a> \
         <a href=\"⟦link 3⟧\"><img src=\"⟦image 4⟧\" alt=\"j\" loading=\"lazy\" /></a> \
         <a href=\"⟦link 5⟧\">m</a></p>\n"
    );
    let (document, _) = read(text);
    let found: Vec<_> =
        document.links.iter().map(|link| (link.image, &*link.target, &*link.text, cut(text, link.span))).collect();
    assert_eq!(
        found,
        [
            (false, "../c.md", "a b", "[a *b*](../c.md \"T\\\"\")"),
            (true, "f.png", "d e", "![d `e`](f.png \"g\")"),
            (false, "mailto:h@i.org", "h@i.org", "<h@i.org>"),
            (false, "l", "j", "[![j](k)](l)"),
            (true, "k", "j", "![j](k)"),
            (false, "o", "m", "[m][n]"),
        ]
    );
    assert_eq!(html("![a ![b](c) \"d\"](e)"), "<p><img src=\"⟦image 0⟧\" alt=\"a b “d”\" loading=\"lazy\" /></p>\n");
}

#[test]
fn addresses_that_run_code_are_refused() {
    for target in [
        "javascript:a",
        "JavaScript:a",
        "java&#10;script:a",
        "&#1;vbscript:a",
        "data:text/html,a",
        "file:///a",
        "ftp://a",
    ] {
        let link = format!("[x]({target})");
        assert_eq!(problems(&link), [("link-scheme", link.as_str())]);
        assert_eq!(html(&link), "<p><a>x</a></p>\n");
        assert_eq!(problems(&format!("![x]({target})")).len(), 1);
    }
    assert_eq!(problems("<javascript:a>"), [("link-scheme", "<javascript:a>")]);
    for target in ["https://a", "HTTP://a", "mailto:a@b", "tel:+358", "a.md", "../a:b", "#a", "?a:b", "//a", ""] {
        assert_eq!(problems(&format!("[x]({target})")), [], "{target}");
    }
}

#[test]
fn broken_references_are_told() {
    assert_eq!(problems("a [b][c] [d][] [sic] [^"), [("broken-reference", "[b][c]"), ("broken-reference", "[d][]")]);
    assert_eq!(html("[b][c]"), "<p>[b][c]</p>\n");
    assert_eq!(problems("![a {b}`c`](d)"), [("role-in-description", "`c`")]);
}

#[test]
fn footnotes_are_numbered_by_use() {
    let text = "[^b]: Of b.[^c]\n\nA[^a] b[^B] a[^a].\n\n[^a]: - in a list\n[^c]: C\n";
    assert_eq!(
        html(text),
        "<p>A<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup> \
         b<sup class=\"footnote-ref\"><a href=\"#fn-2\" id=\"fnref-2\">2</a></sup> \
         a<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1-2\">1</a></sup>.</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n\
         <li id=\"fn-1\">\n<ul>\n<li>in a list</li>\n</ul>\n \
         <a href=\"#fnref-1\" class=\"footnote-back\" role=\"doc-backlink\">↩</a> \
         <a href=\"#fnref-1-2\" class=\"footnote-back\" role=\"doc-backlink\">↩</a>\n</li>\n\
         <li id=\"fn-2\">\n<p>Of b.<sup class=\"footnote-ref\"><a href=\"#fn-3\" id=\"fnref-3\">3</a></sup> \
         <a href=\"#fnref-2\" class=\"footnote-back\" role=\"doc-backlink\">↩</a></p>\n</li>\n\
         <li id=\"fn-3\">\n<p>C <a href=\"#fnref-3\" class=\"footnote-back\" role=\"doc-backlink\">↩</a></p>\n</li>\n\
         </ol>\n</section>\n"
    );
    assert_eq!(problems(text), []);
}

#[test]
fn faults_of_footnotes() {
    assert_eq!(problems("a[^b] ![^c] \\[^d]"), [("unknown-footnote", "[^b]"), ("unknown-footnote", "[^c]")]);
    assert_eq!(problems("a\n\n[^b]: c\n"), [("unused-footnote", "[^b]: c")]);
    assert_eq!(problems("a[^b]\n\n[^b]: c\n\n[^b]: d\n"), [("duplicate-footnote", "[^b]: d")]);
}

#[test]
fn tables_and_tasks() {
    assert_eq!(
        html("|a|b|\n|-|-:|\n|c|d|\n"),
        "<div class=\"table-scroll\"><table><thead><tr><th scope=\"col\">a</th>\
         <th scope=\"col\" class=\"right\">b</th></tr></thead><tbody>\n\
         <tr><td>c</td><td class=\"right\">d</td></tr>\n</tbody></table></div>\n"
    );
    assert_eq!(
        html("- [x] a\n  - [ ] b\n"),
        "<ul>\n<li><label><input type=\"checkbox\" disabled=\"\" checked=\"\" /> a</label>\n<ul>\n\
         <li><label><input type=\"checkbox\" disabled=\"\" /> b</label></li>\n</ul>\n</li>\n</ul>\n"
    );
}

#[test]
fn formulas_are_mathml() {
    assert_eq!(html("$a<b$"), "<p><math display=\"inline\"><mi>a</mi><mo>&lt;</mo><mi>b</mi></math></p>\n");
    assert!(html("$$\\frac{1}{2}$$").contains("<math display=\"block\"><mfrac>"));
    assert_eq!(problems("a $\\foo<$"), [("math", "$\\foo<$")]);
    assert_eq!(html("$\\foo<$"), "<p><code>\\foo&lt;</code></p>\n");
    for formula in ["\\operatorname{<img onerror=a>}", "\\def\\a{\\a}", "\\charé", &"{".repeat(50), &"x".repeat(5000)]
    {
        assert!(math::mathml(formula, false).is_err(), "{formula}");
    }
}

#[test]
fn html_is_kept_and_told() {
    let text = "<div>\na\n</div>\n\nb <em>c</em> <!-- d -->\n";
    assert_eq!(html(text), "<div>\na\n</div>\n<p>b <em>c</em> <!-- d --></p>\n");
    let found: Vec<&str> = read(text).0.raw_html.iter().map(|span| cut(text, *span)).collect();
    assert_eq!(found, ["<div>\na\n</div>", "<em>", "</em>", "<!-- d -->"]);
}

#[test]
fn characters_that_no_text_holds() {
    assert_eq!(
        problems("a\0b\tc\r\nd\u{1b}\u{85}"),
        [("control-character", "\0"), ("control-character", "\u{1b}"), ("control-character", "\u{85}")]
    );
    assert_eq!(problems("a\u{fdd0}"), [("control-character", "\u{fdd0}")]);
    assert_eq!(html("a&#1;\u{fdd0}\u{ffff}"), "<p>a\u{fffd}\u{fffd}\u{fffd}</p>\n");
    assert_eq!(problems("«\u{a0}é ﬀ €»"), []);
    assert_eq!(read(&"\0".repeat(1000)).1.problems.len(), 10);
}

#[test]
fn words_and_lead() {
    let (document, _) =
        read("![a](b)\n\n## C d\n\n- e\n\nThe *f* {value}`g`\nis `h`[^i].\n\nj\n\n```\nk l\n```\n\n[^i]: M n.\n");
    assert_eq!(document.lead, "The f is h.");
    assert_eq!(document.words, 2 + 1 + 4 + 1 + 2);
    assert_eq!(text::words(&"ab ".repeat(1000)), 1000);
    assert_eq!(text::words(&format!(" {} a", "x".repeat(600))), 2);
}
