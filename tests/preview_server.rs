//! The preview as a server: who may read it, what it answers to what nobody should ask, and that files come as
//! a host of static files sends them.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]

mod support;

use std::io::Write as _;
use std::net::TcpStream;

use support::preview::{Answer, Preview};
use support::{PLAIN, SiteTest};

fn serve() -> (SiteTest, Preview) {
    let test = SiteTest::new().file("content/news/a.md", PLAIN).file("assets/digits.txt", "0123456789");
    let test = test.file("assets/clip.mp4", [0_u8; 64]).file("assets/odd.xyz", "?").file("assets/table.csv", "a,b\n");
    let preview = test.serve(&["--allow-host", "preview.example"]);
    preview.shows("/news/a/", "Text.");
    (test, preview)
}

fn asks(preview: &Preview, first: &str, head: &str) -> Answer {
    preview.ask(&format!("{first} HTTP/1.1\r\nConnection: close\r\n{head}\r\n"))
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let (_test, preview) = serve();
    let port = preview.address.port();
    for (host, code) in [
        (format!("127.0.0.1:{port}"), 200),
        (format!("localhost:{port}"), 200),
        ("LOCALHOST".to_owned(), 200),
        (format!("[::1]:{port}"), 200),
        ("preview.example".to_owned(), 200),
        ("evil.example".to_owned(), 403),
        (format!("evil.example:{port}"), 403),
        ("localhost.evil.example".to_owned(), 403),
        ("127.0.0.1.evil.example".to_owned(), 403),
        ("192.168.1.10".to_owned(), 403),
        ("0.0.0.0".to_owned(), 403),
        (":80".to_owned(), 400),
        ("localhost:none".to_owned(), 400),
    ] {
        let answer = asks(&preview, "GET /", &format!("Host: {host}\r\n"));
        assert_eq!(answer.code, code, "{host}: {}", answer.head);
        assert!(code == 200 || !answer.text().contains("Welcome"), "{host}");
    }
    assert_eq!(asks(&preview, "GET /", "").code, 400, "no host");
    assert_eq!(asks(&preview, "GET /", "Host: localhost\r\nHost: localhost\r\n").code, 400, "two hosts");
    assert_eq!(asks(&preview, "GET http://evil.example/", "Host: localhost\r\n").code, 400, "two names");
    let forwarded = asks(&preview, "GET /", "Host: evil.example\r\nX-Forwarded-Host: localhost\r\n");
    assert_eq!(forwarded.code, 403);
}

#[test]
fn pages_of_other_sites_read_nothing() {
    let (_test, preview) = serve();
    let own = format!("http://{}", preview.address);
    for path in ["/", "/news/a/", "/digits.txt", "/_cityfolio/", "/_cityfolio/reload.js", "/_cityfolio/nothing"] {
        for head in [
            "Origin: https://evil.example\r\n".to_owned(),
            "Origin: null\r\n".to_owned(),
            format!("Origin: {own}.evil.example\r\n"),
            "Origin: http://localhost:1\r\n".to_owned(),
            format!("Origin: {own}\r\nOrigin: https://evil.example\r\n"),
            "Sec-Fetch-Site: cross-site\r\n".to_owned(),
            "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: no-cors\r\n".to_owned(),
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n".to_owned(),
        ] {
            let answer = preview.with(path, &head);
            assert_eq!(answer.code, 403, "{path} with {head}");
        }
        let answer = preview.with(path, &format!("Origin: {own}\r\nSec-Fetch-Site: same-origin\r\n"));
        assert!(answer.code == 200 || answer.code == 404, "{path}: {}", answer.head);
        assert!(!answer.head.to_lowercase().contains("access-control"), "{}", answer.head);
    }
    // A link from elsewhere may be followed, to pages of the site alone.
    let visit = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    assert_eq!(preview.with("/news/a/", visit).code, 200);
    assert_eq!(preview.with("/_cityfolio/", visit).code, 403);
    // The stream of events is refused in the same ways.
    assert_eq!(preview.with("/_cityfolio/events", "Origin: null\r\n").code, 403);
    assert_eq!(preview.with("/_cityfolio/events", "Origin: https://evil.example\r\n").code, 403);
    assert_eq!(preview.with("/_cityfolio/events", "Sec-Fetch-Site: cross-site\r\n").code, 403);
}

#[test]
fn no_address_leads_out_of_the_site() {
    let (_test, preview) = serve();
    let up =
        ["../site.yaml", "..%2fsite.yaml", "%2e%2e/site.yaml", "%2e%2e%2fsite.yaml", "..%5csite.yaml", "..\\site.yaml"];
    let far = "../../../../../../etc/passwd";
    let mut paths: Vec<String> = up.iter().flat_map(|path| [format!("/{path}"), format!("/news/{path}")]).collect();
    paths.extend([
        format!("/{far}"),
        format!("/news/a/{far}"),
        format!("/{}", far.replace('/', "%2f")),
        format!("/{}", far.replace("..", "%252e%252e")),
        "//etc/passwd".to_owned(),
        "///etc/passwd".to_owned(),
        "/etc/passwd".to_owned(),
        "/./etc/passwd".to_owned(),
        "/news/a/index.html/".to_owned(),
        "/site.yaml".to_owned(),
        "/content/index.md".to_owned(),
        "/.cityfolio-manifest".to_owned(),
        "/digits.txt%00.html".to_owned(),
        "/%00".to_owned(),
        "/%ff%fe".to_owned(),
        "/%".to_owned(),
        "/%2".to_owned(),
        "/%zz".to_owned(),
        "/_cityfolio/../site.yaml".to_owned(),
        "/_cityfolio/%2e%2e/site.yaml".to_owned(),
        format!("/{}", "a/".repeat(2000)),
    ]);
    assert!(paths.len() > 26);
    for path in paths {
        let answer = preview.get(&path);
        assert!(answer.code == 400 || answer.code == 404, "{path}: {}", answer.head);
        let text = answer.text();
        assert!(!text.contains("base_url") && !text.contains("root:"), "{path}: {text}");
    }
    // An address without its slash is led on within the site, wherever it seems to point.
    let moved = preview.get("/news/a");
    assert_eq!((moved.code, moved.value("location")), (307, "/news/a/"));
    assert_eq!(preview.get("//news/a").code, 404);
    assert_eq!(preview.get("/news/a/?x=../../y#z").code, 200);
}

#[test]
fn only_reading_is_answered() {
    let (_test, preview) = serve();
    let host = format!("Host: {}\r\n", preview.address);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FOO"] {
        for path in ["/", "/digits.txt", "/_cityfolio/", "/_cityfolio/events"] {
            let path = if method == "CONNECT" { preview.address.to_string() } else { path.to_owned() };
            let answer = asks(&preview, &format!("{method} {path}"), &host);
            assert_eq!(answer.code, 405, "{method} {path}: {}", answer.head);
            assert_eq!(answer.value("allow"), "GET, HEAD", "{method}");
            assert!(!answer.text().contains("Welcome"));
        }
    }
    let whole = preview.get("/digits.txt");
    let head = asks(&preview, "HEAD /digits.txt", &host);
    assert_eq!((head.code, head.body.len()), (200, 0));
    for name in ["content-length", "content-type", "etag", "accept-ranges"] {
        assert_eq!(head.value(name), whole.value(name), "{name}");
    }
}

#[test]
fn every_answer_has_its_type_and_is_kept_by_nobody() {
    let (_test, preview) = serve();
    let home = preview.get("/").text();
    let named = |end: &str| {
        let mut addresses = home.split('"').filter(|part| part.starts_with("/assets/"));
        addresses.find(|address| address.ends_with(end)).expect("a file of the theme")
    };
    for (path, code, kind) in [
        ("/", 200, "text/html; charset=utf-8"),
        ("/digits.txt", 200, "text/plain; charset=utf-8"),
        ("/clip.mp4", 200, "video/mp4"),
        ("/odd.xyz", 200, "application/octet-stream"),
        ("/feed.xml", 200, "application/xml"),
        ("/table.csv", 200, "text/csv; charset=utf-8"),
        (named(".css"), 200, "text/css; charset=utf-8"),
        (named(".svg"), 200, "image/svg+xml"),
        ("/_cityfolio/", 200, "text/html; charset=utf-8"),
        ("/_cityfolio/reload.js", 200, "text/javascript; charset=utf-8"),
        ("/_cityfolio/preview.css", 200, "text/css; charset=utf-8"),
        ("/nowhere/", 404, "text/html; charset=utf-8"),
        ("/%ff", 400, "text/plain; charset=utf-8"),
    ] {
        let answer = preview.get(path);
        assert_eq!((answer.code, answer.value("content-type")), (code, kind), "{path}");
        assert_eq!(answer.value("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.value("cache-control"), "no-store", "{path}");
        assert_eq!(answer.value("cross-origin-resource-policy"), "same-origin", "{path}");
        assert!(!answer.head.to_lowercase().contains("access-control"), "{path}: {}", answer.head);
    }
    assert!(preview.get("/nowhere/").text().contains("<main id=\"main\""), "the site's own page for what is missing");
    assert!(preview.get("/_cityfolio/").value("content-security-policy").starts_with("default-src 'none'"));
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let (_test, preview) = serve();
    for path in ["/", "/digits.txt"] {
        let first = preview.get(path);
        let tag = first.value("etag");
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{}", first.head);
        for head in [tag.to_owned(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            let again = preview.with(path, &format!("If-None-Match: {head}\r\n"));
            assert_eq!((again.code, again.body.len()), (304, 0), "{head}: {}", again.head);
            assert_eq!(again.value("etag"), tag);
        }
        assert_eq!(preview.with(path, "If-None-Match: \"other\"\r\n").code, 200);
    }
    assert_eq!(preview.with("/nowhere/", "If-None-Match: *\r\n").code, 404);
}

#[test]
fn parts_of_a_file_are_sent() {
    let (_test, preview) = serve();
    let asked = |range: &str| preview.with("/digits.txt", &format!("Range: {range}\r\n"));
    for (range, within, body) in [
        ("bytes=0-3", "bytes 0-3/10", "0123"),
        ("bytes=4-", "bytes 4-9/10", "456789"),
        ("bytes=-2", "bytes 8-9/10", "89"),
        ("bytes=8-99999999999999999999", "bytes 8-9/10", "89"),
        ("bytes=-99", "bytes 0-9/10", "0123456789"),
        ("bytes=0-0,50-60", "bytes 0-0/10", "0"),
    ] {
        let answer = asked(range);
        assert_eq!((answer.code, answer.value("content-range"), &*answer.text()), (206, within, body), "{range}");
        assert_eq!(answer.value("content-length"), body.len().to_string(), "{range}");
    }
    for range in ["bytes=10-", "bytes=99-100", "bytes=-0", "bytes=20-30,40-50"] {
        let answer = asked(range);
        assert_eq!((answer.code, answer.value("content-range"), answer.body.len()), (416, "bytes */10", 0), "{range}");
    }
    let many = format!("bytes={}", (0..1000).map(|_| "0-0").collect::<Vec<_>>().join(","));
    for range in ["bytes=3-1", "bytes=a-b", "lines=0-1", "bytes=", "bytes=0-5,3-7", "bytes=--1", &many] {
        let answer = asked(range);
        assert_eq!((answer.code, &*answer.text()), (200, "0123456789"), "{range}");
    }
    let several = asked("bytes=0-1,8-9");
    assert_eq!(several.code, 206);
    let boundary = several.value("content-type").split_once("boundary=").expect("a boundary").1.to_owned();
    let text = several.text();
    assert_eq!(text.matches(&format!("--{boundary}\r\n")).count(), 2, "{text}");
    assert!(text.ends_with(&format!("--{boundary}--\r\n")), "{text}");
    assert!(text.contains("Content-Range: bytes 8-9/10\r\n\r\n89\r\n"), "{text}");
    let tag = preview.get("/digits.txt").value("etag").to_owned();
    assert_eq!(preview.with("/digits.txt", &format!("Range: bytes=0-1\r\nIf-Range: {tag}\r\n")).code, 206);
    assert_eq!(preview.with("/digits.txt", "Range: bytes=0-1\r\nIf-Range: \"old\"\r\n").code, 200);
}

#[test]
fn heads_that_are_too_large_are_refused() {
    let (_test, preview) = serve();
    let host = format!("Host: {}\r\n", preview.address);
    let long = format!("{host}X-Long: {}\r\n", "a".repeat(2 * 1024 * 1024));
    let answer = asks(&preview, "GET /", &long);
    // A server that gives up on a request may end the connection before its answer is read.
    assert!(answer.code == 431 || answer.code == 0, "{}", answer.head);
    let fields: String = (0..20_000).map(|number| format!("X-{number}: a\r\n")).collect();
    let answer = asks(&preview, "GET /", &format!("{host}{fields}"));
    assert!(answer.code == 431 || answer.code == 0, "{}", answer.head);
    let fields: String = (0..200).map(|number| format!("X-{number}: a\r\n")).collect();
    assert_eq!(asks(&preview, "GET /", &format!("{host}{fields}")).code, 431);
    assert_eq!(preview.get("/").code, 200, "it goes on");
}

#[test]
fn what_is_no_request_does_no_harm() {
    let (_test, preview) = serve();
    let host = format!("Host: {}\r\n", preview.address);
    for request in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: local\x00host\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\r\n\r\n\r\n\r\n",
    ] {
        let answer = preview.ask_bytes(&[request, b"\r\n\r\n"].concat());
        assert!(answer.code < 500, "{request:?}: {}", answer.head);
    }
    let body = asks(&preview, "GET /digits.txt", &format!("{host}Content-Length: 5\r\n\r\nhello"));
    assert!(body.code < 500, "{}", body.head);
    assert_eq!(preview.get("/").code, 200, "it goes on");
}

#[test]
fn slow_clients_keep_nobody_waiting() {
    let (_test, preview) = serve();
    let slow: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: ").expect("the preview reads");
            stream
        })
        .collect();
    let events: Vec<_> = (0..20).map(|_| preview.events()).collect();
    for _ in 0..20 {
        assert_eq!(preview.get("/news/a/").code, 200);
    }
    drop((slow, events));
    assert_eq!(preview.get("/news/a/").code, 200);
}

#[test]
fn another_address_is_said_to_be_open_to_all() {
    let test = SiteTest::new();
    let preview = test.serve(&["--host", "0.0.0.0"]);
    preview.hears("everybody who reaches this machine can read the preview");
    preview.shows("/", "Welcome.");
    assert_eq!(asks(&preview, "GET /", "Host: evil.example\r\n").code, 403);
    let run = test.run(&["serve", "--host", "everywhere"]);
    assert_eq!(run.code, Some(2), "{}", run.errors);
    let run = test.run(&["serve", "--site", "nowhere"]);
    assert_eq!(run.code, Some(2), "{}", run.errors);
}
