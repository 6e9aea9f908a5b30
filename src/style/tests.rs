//! Style sheets made small and put together: what they say stays, whatever they hold.

use proptest::prelude::*;

use super::*;

fn small(css: &str) -> String {
    minified(css)
}

#[test]
fn needless_space_and_comments_go() {
    assert_eq!(
        small("a {\n  color : red;\n  margin: 0 auto;\n}\n\n/* x */ b > c { }"),
        "a{color :red;margin:0 auto}b>c{}"
    );
    assert_eq!(
        small("@media (min-width: 60rem) and (hover) { a, b { top: calc(1px + 2px); } }"),
        "@media (min-width:60rem) and (hover){a,b{top:calc(1px + 2px)}}"
    );
    assert_eq!(small("/*! licence */ a { b: c }"), "/*! licence */ a{b:c}");
    assert_eq!(small("a { ; b: c;; }"), "a{b:c}");
    assert_eq!(small("a { b: 0.5rem -0.25em 10.05px 0 0.x; c: \"0.5\" }"), "a{b:.5rem -.25em 10.05px 0 0.x;c:\"0.5\"}");
}

#[test]
fn what_means_something_stays() {
    for css in [
        "a :hover{b:c}",
        "a:hover b{c:d}",
        "a{content:\" { ; } /* \"}",
        "a{b:url(\"x y.png\") c}",
        "a{b:url(x;y.png)}",
        "a{--empty: }",
        "a{--empty: ;b:c}",
        ".a/**/.b{c:d}",
        "a{grid-area:1 / 2}",
        ".\\31 0{a:b}",
        ".a\\:b{c:d}",
        "a{b:-webkit-x(c) d !important}",
    ] {
        assert_eq!(small(css), css);
    }
}

#[test]
fn addresses_are_found_wherever_they_stand() {
    let css = "@font-face{src:url( 'a.woff2' ) format('woff2'),url(b.woff2)}i{background:red url(\"c d.svg\")no-repeat}\
               /* url(no.png) */ j{content:'url(no.png)'}";
    let mut found = Vec::new();
    let out = with_addresses(css, &mut |reference| {
        assert!(css[reference.at..].starts_with(reference.target));
        found.push(reference.target.to_owned());
        (reference.target != "b.woff2").then(|| format!("/x/{}", reference.target))
    });
    assert_eq!(found, ["a.woff2", "b.woff2", "c d.svg"]);
    assert!(out.contains("src:url(\"/x/a.woff2\") format('woff2'),url(b.woff2)"), "{out}");
    assert!(out.contains("url(\"/x/c d.svg\")no-repeat"), "{out}");
}

#[test]
fn imports_become_what_they_name() {
    let css = "@layer a, b; @import 'x.css'; @import url(y.css) layer(b); @import \"z.css\" layer(b) print; i { j: k }";
    let out =
        with_imports(css, &mut |reference| (reference.target != "x.css").then(|| format!("/*{}*/", reference.target)));
    assert_eq!(out, "@layer a, b;  @layer b{/*y.css*/} @media print{@layer b{/*z.css*/}} i { j: k }");
}

#[test]
fn faces_say_which_letters_they_hold() {
    let css = "@font-face { src: local(Arial) } @font-face { src: url(a.woff2); unicode-range: U+0-7F, U+2??, U+20AC }
        @font-face{src:url(b.woff2)}";
    let faces = faces(css);
    assert_eq!(faces.iter().map(|face| face.target.as_str()).collect::<Vec<_>>(), ["a.woff2", "b.woff2"]);
    assert!(faces[0].has('a') && faces[0].has('€') && faces[0].has('\u{2ab}') && !faces[0].has('ж'));
    assert!(faces[1].has('ж'));
}

#[test]
fn a_string_that_is_never_closed_stays_as_it_is() {
    for css in ["\\ \"\\", "'\\\n\n'\n", "\"\\\\\"u"] {
        let once = small(css);
        assert_eq!(small(&once), once);
    }
}

proptest! {
    #[test]
    fn nothing_but_space_and_comments_is_lost(css in "[a{}:;,()'\"/* \\\\\n@.#u-]{0,60}") {
        let once = small(&css);
        prop_assert_eq!(small(&once), once.clone(), "a second time changes nothing");
        let _ = with_imports(&css, &mut |_| None);
        prop_assert_eq!(with_addresses(&css, &mut |_| None), css);
    }
}
