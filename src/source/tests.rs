//! What `source` promises, case by case.

use super::*;

fn site(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn codes(report: &Report) -> Vec<&str> {
    report.problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn reads_inputs_and_nothing_else() {
    let folder = site(&[
        ("site.yaml", b"title: x"),
        ("content/a.md", b"\xef\xbb\xbfhello"),
        ("content/_draft.md", b"no"),
        ("content/news/_index.md", b"yes"),
        ("content/.hidden.md", b"no"),
        ("content/a.md~", b"no"),
        ("content/pic.png", b"\x89PNG"),
        ("public/index.html", b"no"),
    ]);
    let (snapshot, report) = read(folder.path()).unwrap();
    let paths: Vec<&str> = snapshot.files.keys().map(SourcePath::as_str).collect();
    assert_eq!(paths, ["content/a.md", "content/news/_index.md", "content/pic.png", "site.yaml"]);
    assert!(report.problems.is_empty(), "{report:?}");
    assert_eq!(snapshot.text("content/pic.png"), None);
}

#[test]
fn bad_encodings_are_named() {
    let folder =
        site(&[("content/a.md", b"ok\n\xff\xfe"), ("content/b.md", b"\xff\xfeh\0"), ("content/c.md", b"a\0b")]);
    let (_, report) = read(folder.path()).unwrap();
    assert_eq!(codes(&report), ["not-utf-8", "utf-16", "control-character"]);
    assert!(report.problems[0].message.contains("line 2, column 1,"), "{report:?}");
}

#[cfg(unix)]
#[test]
fn links_are_refused() {
    let folder = site(&[("content/a.md", b"x"), ("secret.txt", b"s")]);
    std::os::unix::fs::symlink(folder.path().join("secret.txt"), folder.path().join("content/leak.md")).unwrap();
    let (snapshot, report) = read(folder.path()).unwrap();
    assert_eq!(codes(&report), ["link-in-sources"]);
    assert_eq!(snapshot.files.len(), 1);
}

#[test]
fn a_missing_folder_is_an_error() {
    let folder = site(&[]);
    assert!(matches!(read(&folder.path().join("nowhere")), Err(SourceError::NoFolder(_))));
}

#[test]
fn texts_have_a_limit() {
    for (path, limit) in [("content/a.md", TEXT_LIMIT), ("content/data/a.csv", TABLE_LIMIT)] {
        let path = SourcePath::new(path).unwrap();
        assert!(limits::check(&path, limit).is_ok());
        assert_eq!(limits::check(&path, limit + 1).unwrap_err().code, "file-too-large");
    }
}

#[test]
fn looking_again_reads_what_is_dirty_and_nothing_else() {
    let folder = site(&[("content/a.md", b"one"), ("content/news/b.md", b"two"), ("assets/c.svg", b"three")]);
    let (before, _) = read(folder.path()).unwrap();
    let dirty = |names: &[&str]| names.iter().map(std::path::PathBuf::from).collect();
    fs::write(folder.path().join("content/a.md"), "four").unwrap();
    fs::write(folder.path().join("content/news/b.md"), "unseen").unwrap();
    let now = again(&before, Some(&dirty(&["content/a.md", "public/x.html", "content/.a.md.swp"]))).unwrap();
    assert_eq!(now.snapshot.text("content/a.md"), Some("four"));
    assert_eq!(now.snapshot.text("content/news/b.md"), Some("two"));
    assert_eq!((now.changed.len(), now.read), (1, 1));
    fs::remove_dir_all(folder.path().join("content/news")).unwrap();
    fs::create_dir_all(folder.path().join("content/x/y")).unwrap();
    fs::write(folder.path().join("content/x/y/d.md"), "five").unwrap();
    let now = again(&now.snapshot, Some(&dirty(&["content/news", "content/x"]))).unwrap();
    let paths: Vec<&str> = now.snapshot.files.keys().map(SourcePath::as_str).collect();
    assert_eq!(paths, ["assets/c.svg", "content/a.md", "content/x/y/d.md"]);
    assert_eq!(now.changed.len(), 2);
    let now = again(&now.snapshot, None).unwrap();
    assert!(now.changed.is_empty(), "{:?}", now.changed);
    assert_eq!(now.read, 3);
}

#[cfg(unix)]
#[test]
fn looking_again_finds_links_as_the_first_look_does() {
    let folder = site(&[("content/a.md", b"x"), ("other/secret.md", b"s")]);
    let (before, _) = read(folder.path()).unwrap();
    std::os::unix::fs::symlink(folder.path().join("other"), folder.path().join("content/leak")).unwrap();
    for name in ["content/leak", "content/leak/secret.md"] {
        let dirty = std::collections::BTreeSet::from([std::path::PathBuf::from(name)]);
        let now = again(&before, Some(&dirty)).unwrap();
        assert_eq!(codes(&now.report), ["link-in-sources"]);
        assert_eq!(now.snapshot.files.len(), 1);
    }
}
