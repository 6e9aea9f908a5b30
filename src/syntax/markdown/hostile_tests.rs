//! Texts made to be slow, deep or wrong: none may panic, and twice the text may cost about twice.

use std::time::Instant;

use super::*;

/// A text of about `n` steps.
type Pattern = (&'static str, usize, fn(usize) -> String);

fn around(n: usize, before: &str, inside: &str, after: &str) -> String {
    format!("{}{inside}{}", before.repeat(n), after.repeat(n))
}

fn nested_list(n: usize) -> String {
    (0..n).map(|level| format!("{}- x\n", "  ".repeat(level))).collect()
}

/// The size is a step count at which the parser alone takes some milliseconds.
const PATTERNS: [Pattern; 36] = [
    ("brackets", 50_000, |n| "[".repeat(n)),
    ("balanced brackets", 25_000, |n| around(n, "[", "a", "]")),
    ("emphasis unclosed", 25_000, |n| "*a **a ".repeat(n)),
    ("emphasis nested", 2_000, |n| around(n, "*a **a ", "b", " a** a*")),
    ("strikethrough", 25_000, |n| "~~a ~b ".repeat(n)),
    ("underscores", 25_000, |n| "a_b__c ".repeat(n)),
    ("backticks of many lengths", 300, |n| (1..n).map(|length| format!("e{}", "`".repeat(length))).collect()),
    ("backticks", 50_000, |n| "`".repeat(n)),
    ("code", 25_000, |n| "`a` ``".repeat(n)),
    ("braces", 50_000, |n| "{a}".repeat(n)),
    ("roles", 5_000, |n| "{a}`b`".repeat(n)),
    ("braces before code", 25_000, |n| format!("{}`x`", "{a".repeat(n) + &"}".repeat(n))),
    ("backslashes before a role", 50_000, |n| format!("{}{{a}}`b`", "\\".repeat(n))),
    ("unknown footnotes", 10_000, |n| "[^a]".repeat(n)),
    ("open footnotes", 25_000, |n| "[^a".repeat(n)),
    ("footnotes", 5_000, |n| format!("{}\n\n[^a]: x\n", "[^a] ".repeat(n))),
    ("footnotes of footnotes", 2_000, |n| {
        format!("[^0]\n\n{}", (0..n).map(|i| format!("[^{i}]: [^{}]\n\n", i + 1)).collect::<String>())
    }),
    ("comments", 25_000, |n| "<!--".repeat(n)),
    ("processing instructions", 25_000, |n| "<?".repeat(n)),
    ("declarations", 25_000, |n| "a <!A ".repeat(n)),
    ("cdata", 25_000, |n| "a <![CDATA[".repeat(n)),
    ("tags", 25_000, |n| "<a href=\"".repeat(n)),
    ("images", 25_000, |n| "![[".repeat(n)),
    ("images nested", 2_000, |n| around(n, "![", "a", "](b)")),
    ("links unclosed", 25_000, |n| "[a](".repeat(n)),
    ("broken references", 10_000, |n| "[a][b] ".repeat(n)),
    ("reference definitions", 2_000, |n| {
        (0..n).map(|i| format!("[a{i}]: u\n")).collect::<String>() + &"[a1] ".repeat(n)
    }),
    ("pipes", 25_000, |n| format!("{}\n{}\n{}", "|a".repeat(n), "|-".repeat(n), "|b".repeat(n))),
    ("table rows", 2_000, |n| format!("|a|\n|-|\n{}", "|b|\n".repeat(n))),
    ("dollars", 50_000, |n| "$".repeat(n)),
    ("formulas", 2_000, |n| "$x_{1}$ ".repeat(n)),
    ("dollars and braces", 25_000, |n| "${".repeat(n)),
    ("quotations", 20_000, |n| format!("{}a", ">".repeat(n))),
    ("lists", 700, nested_list),
    ("headings", 2_000, |n| "## a\n\n".repeat(n)),
    ("quotes", 25_000, |n| "\"a' ".repeat(n)),
];

/// Tries before a pattern is called slow: other programs run on the machine too.
const TRIES: usize = 4;
/// A cost that is noise.
const NOISE: f64 = 0.005;

fn cost(text: &str) -> f64 {
    let file: Arc<str> = Arc::from("hostile.md");
    let once = || {
        let start = Instant::now();
        let (document, _) = parse(&file, text, 0);
        assert!(document.words <= text.len());
        start.elapsed().as_secs_f64()
    };
    (0..3).map(|_| once()).fold(f64::MAX, f64::min)
}

/// Whether the longer text costs no more than its length says, with a margin that what is
/// quadratic (which would cost twice as much again) does not keep.
fn is_linear(single: &str, double: &str) -> bool {
    let length = double.len() as f64 / single.len() as f64;
    cost(double) < cost(single) * length * 1.6 + NOISE
}

#[test]
fn twice_the_text_costs_about_twice() {
    for (name, n, pattern) in PATTERNS {
        let (single, double) = (pattern(n), pattern(2 * n));
        assert!((0..TRIES).any(|_| is_linear(&single, &double)), "{name} costs more than its length");
    }
}

#[test]
fn depth_has_an_end() {
    let file: Arc<str> = Arc::from("deep.md");
    let emphasis = around(200, "*a **a ", "b", " a** a*");
    for text in [">".repeat(50_000) + "a", nested_list(3_000), emphasis, "> - ".repeat(2_000) + "a"] {
        let (document, report) = parse(&file, &text, 0);
        let codes: Vec<&str> = report.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["nesting-too-deep"]);
        let html: String = document.pieces.iter().map(|piece| format!("{piece:?}")).collect();
        let count = |tag: &str| html.matches(tag).count();
        assert!(count("<blockquote") + count("<li") + count("<em") + count("<strong") <= 100);
        assert_eq!(count("<blockquote"), count("</blockquote"));
        assert_eq!(count("<li"), count("</li"));
        assert_eq!(count("<em"), count("</em"));
    }
    let (_, report) = parse(&file, &(">".repeat(100) + "a"), 0);
    assert_eq!(report, Report::default());
}

#[test]
fn a_panic_of_the_parser_is_a_problem_of_the_text() {
    let file: Arc<str> = Arc::from("fault.md");
    let (document, report) = parse(&file, "- [ ] \\\n  ---\n", 0);
    // When the crate is mended this text is a heading; then this test may go.
    assert_eq!(document, Document::default());
    assert_eq!(report.problems[0].code, "parser-fault");
}
