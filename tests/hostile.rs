//! Twice the text costs about twice: patterns that make parsers slow, for YAML, tables, HTML, front
//! matter and paths. Those of Markdown stand beside its reader.
//!
//! What is compared is the processor time of this thread, so other programs on the machine do not
//! matter, and a pattern is slow only where it is so in every try.

#![allow(clippy::disallowed_methods, reason = "tests ask the system for their processor time")]

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cityfolio::markup;
use cityfolio::path::{SourcePath, percent_decode, percent_encode, slug};
use cityfolio::syntax::{front, table, yaml};

/// Name, a size that takes about a millisecond, and the text of a size.
type Pattern = (&'static str, usize, fn(usize) -> String);

/// Tries before a pattern is called slow.
const TRIES: usize = 5;
/// Seconds of work that are noise.
const NOISE: f64 = 0.004;
/// A text is read again and again for so long: a system counts the time of a program that runs by itself in steps of
/// milliseconds.
const ENOUGH: Duration = Duration::from_millis(40);

/// Seconds that this thread has worked.
fn worked(start: Instant) -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_whitespace().next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.map_or_else(|| start.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn cost(start: Instant, text: &str, read: fn(&str)) -> f64 {
    let once = || {
        let (began, before, mut count) = (Instant::now(), worked(start), 0_u32);
        while count == 0 || began.elapsed() < ENOUGH {
            read(text);
            count += 1;
        }
        (worked(start) - before) / f64::from(count)
    };
    (0..2).map(|_| once()).fold(f64::MAX, f64::min)
}

#[track_caller]
fn are_linear(patterns: &[Pattern], read: fn(&str)) {
    let start = Instant::now();
    for (name, size, pattern) in patterns {
        let (single, double) = (pattern(*size), pattern(2 * size));
        let length = double.len() as f64 / single.len() as f64;
        let is_linear = |_| cost(start, &double, read) < cost(start, &single, read) * length * 1.6 + NOISE;
        assert!((0..TRIES).any(is_linear), "{name} costs more than its length");
    }
}

fn numbered(n: usize, line: fn(usize) -> String) -> String {
    (0..n).map(line).collect()
}

#[test]
fn yaml_costs_its_length() {
    let patterns: [Pattern; 18] = [
        ("opened lists", 20_000, |n| "[".repeat(n)),
        ("opened maps", 20_000, |n| "{a: ".repeat(n)),
        ("dashes", 20_000, |n| "- ".repeat(n)),
        ("questions", 20_000, |n| "? ".repeat(n)),
        ("colons", 20_000, |n| "a: ".repeat(n)),
        ("long flow list", 5_000, |n| format!("a: [{}]", "1,".repeat(n))),
        ("keys", 3_000, |n| numbered(n, |i| format!("k{i}: {i}\n"))),
        ("repeated keys", 3_000, |n| "k: 1\n".repeat(n)),
        ("comments", 10_000, |n| "# a\n".repeat(n)),
        ("empty lines", 50_000, |n| format!("a: 1{}", "\n".repeat(n))),
        ("escapes", 20_000, |n| format!("a: \"{}\"", "\\t".repeat(n))),
        ("open quote", 50_000, |n| format!("a: \"{}", "x ".repeat(n))),
        ("block text", 10_000, |n| format!("a: |\n{}", "  x\n".repeat(n))),
        ("folded text", 10_000, |n| format!("a: >\n{}", "  x\n\n".repeat(n))),
        ("anchors", 3_000, |n| numbered(n, |i| format!("- &a{i} x\n"))),
        ("aliases", 3_000, |n| format!("- &a x\n{}", "- *a\n".repeat(n))),
        ("marks of types", 3_000, |n| "- !a x\n".repeat(n)),
        ("documents", 3_000, |n| "---\na: 1\n".repeat(n)),
    ];
    are_linear(&patterns, |text| {
        let _ = yaml::parse(&Arc::from("hostile.yaml"), text, 0);
    });
}

#[test]
fn tables_cost_their_length() {
    let patterns: [Pattern; 9] = [
        ("rows", 10_000, |n| format!("a,b\n{}", "1,2\n".repeat(n))),
        ("columns", 20_000, |n| format!("a{}\n", ",b".repeat(n))),
        ("uneven rows", 5_000, |n| format!("a,b\n{}", "1\n".repeat(n))),
        ("long rows", 20_000, |n| format!("a,b\n{}", "1,".repeat(n))),
        ("doubled quotes", 30_000, |n| format!("a,b\n\"{}\",1\n", "\"\"".repeat(n))),
        ("open quotes", 20_000, |n| format!("a,b\n{}", "\"a\n".repeat(n))),
        ("spaces", 50_000, |n| format!("a,b\n{}1,2\n", " ".repeat(n))),
        ("empty rows", 20_000, |n| format!("a,b\n{}", ",\n".repeat(n))),
        ("semicolons and commas", 20_000, |n| format!("a;b,c{}\n", ",;".repeat(n))),
    ];
    are_linear(&patterns, |text| {
        let _ = table::parse(&Arc::from("hostile.csv"), text);
    });
}

#[test]
fn html_costs_its_length() {
    let patterns: [Pattern; 14] = [
        ("opened", 2_000, |n| "<b>".repeat(n)),
        ("opened, each different", 2_000, |n| numbered(n, |i| format!("<b title=\"{i}\">"))),
        ("boxes", 2_000, |n| "<div>".repeat(n)),
        ("ends of nothing", 2_000, |n| "</p>".repeat(n)),
        ("crossed", 2_000, |n| "<b></p>".repeat(n)),
        ("left open inside", 2_000, |n| "<i><b></i>".repeat(n)),
        ("tables", 2_000, |n| "<table>".repeat(n)),
        ("cells", 2_000, |n| format!("<table><tr>{}", "<td>a".repeat(n))),
        ("items", 2_000, |n| format!("<ul>{}", "<li>a".repeat(n))),
        ("attributes", 2_000, |n| format!("<a {}>", numbered(n, |i| format!("x{i}=1 ")))),
        ("comments", 5_000, |n| "<!--".repeat(n)),
        ("pairs", 2_000, |n| "<b>a</b>".repeat(n)),
        ("links", 1_000, |n| "<a href=\"b\" onclick=\"c\">d</a>".repeat(n)),
        ("quotes", 5_000, |n| format!("<a title=\"{}", "'>\"".repeat(n))),
    ];
    are_linear(&patterns, |text| {
        if markup::Shape::default().add(text).is_ok() {
            let _ = markup::sanitise(text);
        }
        let _ = markup::addresses(text);
    });
}

#[test]
fn names_and_front_matter_cost_their_length() {
    let patterns: [Pattern; 8] = [
        ("dashes", 20_000, |n| "---\n".repeat(n)),
        ("open front matter", 20_000, |n| format!("---\n{}", "a\n".repeat(n))),
        ("one line", 100_000, |n| format!("---{}", "-".repeat(n))),
        ("up", 20_000, |n| "../".repeat(n)),
        ("down and up", 20_000, |n| "a/../".repeat(n)),
        ("foreign letters", 10_000, |n| "\u{449}\u{6f22}".repeat(n)),
        ("escapes", 10_000, |n| "%2e".repeat(n)),
        ("signs", 50_000, |n| "'-\u{2019}".repeat(n)),
    ];
    are_linear(&patterns, |text| {
        let _ = front::split(&Arc::from("hostile.md"), text);
        let _ = (slug(text), SourcePath::new(text), percent_decode(&percent_encode(text)), percent_decode(text));
    });
}
