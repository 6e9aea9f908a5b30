//! Links to other sites, tried against a server of the test's own on this machine.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};
use std::thread;

/// Answers by path: `/gone` is gone, `/busy` is busy, `/page` knows no HEAD, all else is there.
fn answer(mut stream: TcpStream) {
    let mut line = String::new();
    let mut lines = BufReader::new(stream.try_clone().expect("a second handle"));
    lines.read_line(&mut line).expect("a request");
    let mut header = String::new();
    while lines.read_line(&mut header).expect("a header") > 2 {
        header.clear();
    }
    let status = match line.split(' ').take(2).collect::<Vec<_>>().as_slice() {
        [_, "/gone"] => "404 Not Found",
        [_, "/busy"] => "503 Service Unavailable",
        ["HEAD", "/page"] => "405 Method Not Allowed",
        _ => "200 OK",
    };
    let _ = write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
}

/// The address of a server that lives as long as the test.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || listener.incoming().flatten().for_each(|stream| drop(thread::spawn(|| answer(stream)))));
    address
}

fn check(article: &str, arguments: &[&str]) -> Output {
    let site = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(site.path().join("content/news")).expect("a folder");
    fs::write(site.path().join("site.yaml"), "title: T\nbase_url: https://example.eu/\n").expect("a file");
    fs::write(site.path().join("content/news/a.md"), article).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_cityfolio"));
    command.arg("check").args(arguments).current_dir(site.path()).env("NO_COLOR", "1").env("NO_PROXY", "127.0.0.1");
    command.output().expect("the program runs")
}

#[test]
fn outside_links_are_tried_only_when_asked() {
    let server = server();
    let article = format!(
        "---\ntitle: A\ndate: 2026-01-01\n---\n\n[a]({server}/there) [b]({server}/page#part)\n\n[c]({server}/gone)\n\n[d]({server}/busy)\n"
    );
    let plain = check(&article, &[]);
    assert!(plain.status.success(), "{plain:?}");
    let tried = check(&article, &["--external"]);
    let said = String::from_utf8_lossy(&tried.stderr).replace(&server, "SERVER");
    assert_eq!(tried.status.code(), Some(1), "{said}");
    assert!(said.contains("error[outside-link-gone]: nothing is left at `SERVER/gone`: it answers 404"), "{said}");
    assert!(said.contains("content/news/a.md:8:1"), "{said}");
    assert!(
        said.contains("warning[outside-link-unsure]: `SERVER/busy` could not be checked: it answers 503"),
        "{said}"
    );
    assert!(!said.contains("/there`") && !said.contains("/page"), "{said}");
}

#[test]
fn a_site_that_is_down_is_a_warning() {
    let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let article = format!("---\ntitle: A\ndate: 2026-01-01\n---\n\n[a](http://127.0.0.1:{port}/)\n");
    let tried = check(&article, &["--external"]);
    let said = String::from_utf8_lossy(&tried.stderr);
    assert!(tried.status.success(), "{said}");
    assert!(said.contains("could not be checked: it cannot be reached"), "{said}");
}
