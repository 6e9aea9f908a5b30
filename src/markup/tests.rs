//! Escaping and nesting of the markup writer.

use super::{Markup, attribute, text};

#[test]
fn text_is_borrowed_where_nothing_is_escaped() {
    assert!(matches!(text("Göteborg / Gothenburg"), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn text_keeps_quotes_and_attributes_do_not() {
    assert_eq!(text("a < b & \"c\" > d"), "a &lt; b &amp; \"c\" &gt; d");
    assert_eq!(attribute("\"<&>\""), "&quot;&lt;&amp;&gt;&quot;");
}

#[test]
fn forbidden_characters_are_replaced() {
    assert_eq!(text("a\u{0}b\u{1f}c\u{7f}d\u{9b}e\u{fffe}f\u{ffff}"), "a�b�c�d�e�f�");
    assert_eq!(text("a\tb\nc\rd\u{85}"), "a\tb\nc\rd\u{85}");
}

#[test]
fn elements_nest_and_finish_closes_them() {
    let mut markup = Markup::new();
    markup.open("p").attr("class", "a\"b").text("1 < 2").void("br").element("b", "&");
    assert_eq!(markup.finish(), "<p class=\"a&quot;b\">1 &lt; 2<br/><b>&amp;</b></p>");
}

#[test]
fn numbers_and_formatted_values_are_escaped_while_written() {
    let mut markup = Markup::new();
    markup.void("path").attr("d", format_args!("M{} {}", 1, 2)).attr("x", 1.5);
    markup.text(format_args!("{}<{}", 1, 2));
    assert_eq!(markup.finish(), "<path d=\"M1 2\" x=\"1.5\"/>1&lt;2");
}

/// What is written without `fmt` is escaped no less, and letters of every script stand as they are.
#[test]
fn plain_text_is_escaped_as_formatted_values_are() {
    for value in ["a < b & \"c\" > d", "Göteborg, Αθήνα, Киев, 東京", "a\u{0}b\u{9b}c\u{fffe}d\u{ffff}e\u{a0}f\u{85}"]
    {
        let (mut quick, mut formatted) = (Markup::new(), Markup::new());
        quick.open("p").attr_text("title", value).words(value);
        formatted.open("p").attr("title", value).text(value);
        assert_eq!(quick.finish(), formatted.finish());
        assert_eq!(text(value), formatted_text(value));
    }
    let mut markup = Markup::new();
    markup.void("path").attr_with("d", |out| out.push_str("M1 2"));
    assert_eq!(markup.finish(), "<path d=\"M1 2\"/>");
}

fn formatted_text(value: &str) -> String {
    let escaped = |character: char| match character {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '\u{0}' | '\u{9b}' | '\u{fffe}' | '\u{ffff}' => "\u{fffd}".to_owned(),
        other => other.to_string(),
    };
    value.chars().map(escaped).collect()
}

#[test]
fn closing_more_than_was_opened_writes_nothing() {
    let mut markup = Markup::new();
    markup.open("p").close().close();
    assert_eq!(markup.finish(), "<p></p>");
}

#[test]
fn an_xml_document_has_its_declaration() {
    let mut markup = Markup::xml();
    markup.open("feed").attr("xmlns", "http://www.w3.org/2005/Atom").newline().fragment("<id/>");
    let expected =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id/></feed>";
    assert_eq!(markup.finish(), expected);
}

proptest::proptest! {
    #[test]
    fn whatever_the_text_it_stays_text(value in "\\PC*|[\\x00-\\x20<>&\"']{0,20}") {
        let mut markup = Markup::new();
        markup.open("p").attr("title", &value).text(&value);
        let out = markup.finish();
        proptest::prop_assert_eq!(out.matches('<').count(), 2);
        proptest::prop_assert_eq!(out.matches('>').count(), 2);
        proptest::prop_assert_eq!(out.matches('"').count() - value.matches('"').count(), 2);
    }
}
