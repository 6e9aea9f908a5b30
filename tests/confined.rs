//! Nothing outside the site and the output is read or written, whatever a field says.
//!
//! What is opened is seen with `strace`, which has to be installed.

#![allow(clippy::disallowed_methods, reason = "tests make their sites on the disk")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;

use support::files;

const PROGRAM: &str = env!("CARGO_BIN_EXE_cityfolio");
const DAY: &str = "2026-11-23";

fn build(site: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(["build", "--as-of", DAY, "--site"]).arg(site);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What the system and the language's own library look at, wherever the program runs.
const OF_THE_SYSTEM: [&str; 12] = [
    "/proc/",
    "/sys/",
    "/lib",
    "/usr/lib",
    "/etc/ld.so",
    "/dev/null",
    "/dev/tty",
    "/dev/urandom",
    "/dev/pts",
    "/usr/share/locale",
    "/etc/localtime",
    "/etc/passwd",
];

#[cfg(target_os = "linux")]
#[test]
fn nothing_outside_the_site_is_opened() {
    let root = tempfile::tempdir().expect("a folder");
    let root = root.path().canonicalize().expect("a folder");
    let (site, out, cache) = (root.join("site"), root.join("out"), root.join("cache"));
    let copied = Command::new(PROGRAM).args(["new"]).arg(&site).stdout(Stdio::null()).status();
    assert!(copied.expect("the program runs").success());
    fs::write(root.join("secret.md"), "---\ntitle: Canary\n---\n").expect("a file");
    let log = root.join("log");
    let mut command = Command::new("strace");
    command
        .args(["-f", "-e", "trace=%file,%network", "-o"])
        .arg(&log)
        .args([PROGRAM, "build", "--as-of", DAY, "--site"]);
    command
        .arg(&site)
        .arg("--out")
        .arg(&out)
        .current_dir(&root)
        .env("XDG_CACHE_HOME", &cache)
        .env_remove("SSL_CERT_FILE")
        .env_remove("LD_LIBRARY_PATH");
    let output = command.output().expect("strace has to be installed: it sees what this test asks about");
    assert!(output.status.success(), "{}", said(&output));
    let told = fs::read_to_string(&log).expect("what strace saw");
    let mut inside = 0;
    for line in told.lines() {
        for call in ["socket(", "connect(", "bind(", "sendto("] {
            assert!(!line.contains(call), "the network is used: {line}");
        }
        if line.contains("execve(") || line.contains("<... ") {
            continue;
        }
        for path in line.split('"').skip(1).step_by(2).filter(|path| path.starts_with('/')) {
            let is_ours = [&site, &out, &cache].iter().any(|folder| Path::new(path).starts_with(folder));
            // Its folders are looked at on the way, to know what lies in what; nothing else in them is.
            let is_above = root.starts_with(path) && !line.contains("O_RDONLY|O_CLOEXEC)");
            // The program reads itself, to know its own site from that of another version.
            let is_itself = path.starts_with(PROGRAM)
                || (line.contains("/proc/self/exe") && PROGRAM.starts_with(path.trim_end_matches('.')));
            let of_system = OF_THE_SYSTEM.iter().any(|start| path.starts_with(start));
            assert!(is_ours || is_above || is_itself || of_system, "outside of the site: {line}");
            inside += usize::from(is_ours);
        }
        let writes = ["O_WRONLY", "O_RDWR", "mkdir", "rename", "unlink"].iter().any(|word| line.contains(word));
        assert!(
            !writes
                || [&out, &cache].iter().any(|folder| line.contains(&folder.display().to_string()))
                || line.contains("/dev/"),
            "written outside of the output and the cache: {line}"
        );
    }
    assert!(inside > 50, "only {inside} calls were seen");
}

/// Where a field becomes a path: files with a hole for what is hostile.
const FIELDS: [(&str, &str); 16] = [
    ("content/news/a.md", "---\ntitle: A\nslug: HOLE\n---\n"),
    ("content/news/a.md", "---\ntitle: A\nredirect_from: [HOLE]\n---\n"),
    ("content/news/a.md", "---\ntitle: A\ntemplate: HOLE\n---\n"),
    ("content/news/a.md", "---\ntitle: A\ntags: [HOLE]\n---\n"),
    ("content/news/a.md", "---\ntitle: A\nauthors: [HOLE]\n---\n"),
    ("content/news/a.md", "---\ntitle: A\nimage: {src: HOLE, alt: a}\n---\n"),
    ("content/news/a.md", "---\ntitle: A\n---\n\n```{figure}\nsrc: HOLE\nalt: a\n```\n"),
    ("content/news/a.md", "---\ntitle: A\n---\n\n```{listing}\ncollection: HOLE\n```\n"),
    ("content/news/a.md", "---\ntitle: A\n---\n\n```{chart}\ntype: bar\nindicator: HOLE\nid: HOLE\n```\n"),
    ("content/news/a.md", "---\ntitle: A\n---\n\n[a](<LINK>) ![b](<LINK>)\n"),
    ("site.yaml", "title: T\nbase_url: https://example.eu/\ntheme: HOLE\n"),
    ("site.yaml", "title: T\nbase_url: https://example.eu/\nlanguages: [HOLE]\n"),
    ("themes/default/theme.yaml", "extends: HOLE\n"),
    ("themes/default/kinds/news.yaml", "collection: HOLE\nlabel: News\n"),
    ("themes/default/kinds/news.yaml", "collection: news\nlabel: News\ntemplate: HOLE\nlisting: {template: HOLE}\n"),
    ("themes/default/templates/page.html", "{% include HOLE %}"),
];
const HOSTILE: [&str; 8] = [
    "../../secret.md",
    "/etc/passwd",
    "..",
    "/",
    "a/../../../secret.md",
    "%2e%2e/%2e%2e/secret.md",
    "..\\\\..\\\\secret.md",
    "a\\0/../../secret.md",
];

#[test]
fn no_field_leads_out_of_the_site() {
    let work = |share: usize| {
        for (field, (path, text)) in FIELDS.iter().enumerate().filter(|(field, _)| field % 2 == share) {
            for hostile in HOSTILE {
                let root = tempfile::tempdir().expect("a folder");
                let site = root.path().join("a/site");
                let write = |path: &str, text: &str| {
                    let path = site.join(path);
                    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                    fs::write(path, text).expect("a file");
                };
                write("site.yaml", "title: T\nbase_url: https://example.eu/\n");
                write("content/index.md", "---\ntitle: Home\n---\n");
                write(path, &text.replace("HOLE", &format!("\"{hostile}\"")).replace("LINK", hostile));
                fs::write(root.path().join("secret.md"), "Canary").expect("a file");
                fs::write(root.path().join("a/secret.md"), "Canary").expect("a file");
                let before = files(root.path());
                let output = build(&site).output().expect("the program runs");
                let context = format!("field {field} with `{hostile}`: {}", said(&output));
                assert!(matches!(output.status.code(), Some(0 | 1)), "{context}");
                let after = files(root.path());
                for (path, bytes) in &after {
                    let is_output = path.starts_with("a/site/public");
                    assert!(is_output || before.get(path) == Some(bytes), "{context}: `{}` changed", path.display());
                    assert!(!is_output || !String::from_utf8_lossy(bytes).contains("Canary"), "{context}: published");
                    assert!(!is_output || !String::from_utf8_lossy(bytes).contains("root:x:"), "{context}: published");
                }
                assert!(before.keys().all(|path| after.contains_key(path)), "{context}: a file is gone");
                assert!(!said(&output).contains("Canary"), "{context}");
            }
        }
    };
    thread::scope(|scope| {
        let other = scope.spawn(|| work(1));
        work(0);
        other.join().expect("no panic");
    });
}
