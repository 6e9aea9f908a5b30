//! Texts made to be slow, deep or wrong: none may panic, and twice the text may cost about twice.

use std::time::{Duration, Instant};

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

fn cost(text: &str) -> Duration {
    let file: Arc<str> = Arc::from("hostile.md");
    let once = || {
        let start = Instant::now();
        let (document, _) = parse(&file, text, 0);
        assert!(document.words <= text.len());
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

#[test]
fn twice_the_text_costs_about_twice() {
    for (name, n, pattern) in PATTERNS {
        let (single, double) = (cost(&pattern(n)), cost(&pattern(2 * n)));
        let length = pattern(2 * n).len() as f64 / pattern(n).len() as f64;
        println!(
            "{name:30} {:8.2} ms {:8.2} ms {:.2} of {length:.2}",
            single.as_secs_f64() * 1e3,
            double.as_secs_f64() * 1e3,
            double.as_secs_f64() / single.as_secs_f64()
        );
    }
}
