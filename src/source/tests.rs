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
    assert!(report.problems[0].message.contains("offset 3, in line 2"), "{report:?}");
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
    let path = SourcePath::new("content/a.md").unwrap();
    assert!(limits::check(&path, TEXT_LIMIT).is_ok());
    assert_eq!(limits::check(&path, TEXT_LIMIT + 1).unwrap_err().code, "file-too-large");
}
