//! Folders and paths that are refused.

use super::*;

#[test]
fn refuses_folders_that_are_hold_or_lie_in_sources() {
    let site = Site::new();
    let sub = site.path("content/deep/er");
    assert_eq!(site.refusal("."), Refusal::Site);
    assert_eq!(site.refusal("public/.."), Refusal::Site);
    assert_eq!(site.refusal(".."), Refusal::HoldsSite);
    assert_eq!(site.refusal("content"), Refusal::Source(site.sources[0].clone()));
    assert_eq!(site.refusal("none/../content"), Refusal::Source(site.sources[0].clone()));
    assert_eq!(site.refusal("assets"), Refusal::Source(site.sources[1].clone()), "it does not exist yet");
    assert_eq!(site.refusal("content/deep/er"), Refusal::InSource(site.sources[0].clone()));
    assert_eq!(site.refusal("site.yaml"), Refusal::Source(site.sources[2].clone()));
    assert_eq!(site.refusal("site.yaml/x"), Refusal::File(site.root.path().canonicalize().unwrap().join("site.yaml")));
    assert!(!sub.exists(), "asking creates nothing");
    let root = refuse(&site.request(Path::new("/")));
    assert!(matches!(root, Err(WriteError::Refused { why: Refusal::Root, .. })));
}

#[test]
fn refuses_a_folder_that_holds_a_source_outside_the_site() {
    let mut site = Site::new();
    let other = tempfile::tempdir().unwrap();
    site.sources.push(other.path().join("shared/theme"));
    let found = refuse(&site.request(other.path()));
    assert!(matches!(found, Err(WriteError::Refused { why: Refusal::HoldsSource(_), .. })), "{found:?}");
}

#[test]
fn a_folder_whose_name_starts_like_a_source_is_another() {
    let site = Site::new();
    refuse(&site.request(&site.path("content2"))).unwrap();
}

#[cfg(unix)]
#[test]
fn sees_through_links_to_sources() {
    let site = Site::new();
    std::os::unix::fs::symlink(site.path("content"), site.path("public")).unwrap();
    assert_eq!(site.refusal("public"), Refusal::Source(site.sources[0].clone()));
    assert_eq!(site.refusal("public/new"), Refusal::InSource(site.sources[0].clone()));
    std::os::unix::fs::symlink(site.path("nowhere"), site.path("dead")).unwrap();
    assert!(matches!(site.refusal("dead/x"), Refusal::DeadLink(_)));
}

#[cfg(unix)]
#[test]
fn the_output_folder_itself_may_be_a_link() {
    let site = Site::new();
    let target = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(target.path(), site.path("public")).unwrap();
    site.write(&OLD).unwrap();
    assert_eq!(fs::read_to_string(target.path().join("index.html")).unwrap(), "old home");
}

#[test]
fn refuses_a_file() {
    let site = Site::new();
    fs::write(site.path("public"), "mine").unwrap();
    assert_eq!(site.refusal("public"), Refusal::File(site.path("public")));
    site.write(&OLD).unwrap_err();
    assert_eq!(fs::read_to_string(site.path("public")).unwrap(), "mine");
}

#[test]
fn refuses_a_folder_that_is_not_ours_unless_forced() {
    let site = Site::new();
    create_new(&site.path("public/mine/keep.txt"), b"mine").unwrap();
    assert_eq!(site.refusal("public"), Refusal::Foreign);
    let public = site.path("public");
    write(&Request { force: true, ..site.request(&public) }, outputs(&OLD)).unwrap();
    site.write(&[("index.html", "home")]).unwrap();
    assert_eq!(site.files(), text(&[("index.html", "home"), ("mine/keep.txt", "mine")]));
}

#[test]
fn takes_an_empty_folder_and_one_that_a_killed_first_build_left() {
    let site = Site::new();
    let public = site.path("public");
    fs::create_dir(&public).unwrap();
    refuse(&site.request(&public)).unwrap();
    fs::write(public.join(temporary(MANIFEST)), "half").unwrap();
    fs::write(public.join(".cityfolio-lock"), "").unwrap();
    site.write(&[("index.html", "home")]).unwrap();
    assert_eq!(site.files(), text(&[("index.html", "home")]));
}

#[test]
fn refuses_paths_that_leave_the_folder() {
    let site = Site::new();
    for path in [
        "",
        "/",
        "/etc/x",
        "../x",
        "a/../x",
        "a/..",
        "./a",
        "a//b",
        "a/",
        "a\\b",
        "a\nb",
        "a\0",
        ".cityfolio-manifest",
        "a/.cityfolio-x",
    ] {
        let found = site.write(&[(path, "x"), ("fine.html", "x")]);
        assert!(matches!(found, Err(WriteError::Internal { .. })), "{path:?} gave {found:?}");
        assert!(site.files().is_empty(), "{path:?}");
    }
    assert!(!site.path("x").exists());
    site.write(&[("..a/b..c/...", "odd"), ("ä ö/%2e%2e/#?.html", "fine")]).unwrap();
}

#[test]
fn refuses_outputs_that_contradict_each_other() {
    let site = Site::new();
    for pair in [[("a", "1"), ("a", "1")], [("a/b", "1"), ("a", "2")], [("a/b/c", "1"), ("a/b", "2")]] {
        let found = site.write(&pair);
        assert!(matches!(found, Err(WriteError::Internal { .. })), "{pair:?} gave {found:?}");
    }
}

#[test]
fn refuses_a_folder_that_another_build_is_writing() {
    let site = Site::new();
    let public = site.path("public");
    let disk = folder::prepare(&site.request(&public)).unwrap();
    let lock = super::super::lock::take(&disk).unwrap();
    let found = site.write(&OLD);
    assert!(matches!(found, Err(WriteError::Busy { .. })), "{found:?}");
    drop(lock);
    site.write(&OLD).unwrap();
}

#[test]
fn messages_name_the_path_the_reason_and_the_cure() {
    let full = WriteError::Disk {
        action: super::super::Action::Write,
        path: PathBuf::from("public/a.html"),
        source: io::Error::from_raw_os_error(2),
    };
    assert_eq!(full.message(), "cannot write `public/a.html`: no such file or directory");
    let foreign = WriteError::Refused { folder: PathBuf::from("out"), why: Refusal::Foreign };
    assert_eq!(foreign.message(), "`out` holds files that cityfolio did not write");
    assert!(foreign.hint().unwrap().contains("`--force`"));
    let link = WriteError::InTheWay { path: PathBuf::from("public/a"), obstacle: Obstacle::Link };
    assert_eq!(link.message(), "`public/a` is a link, and links in the output folder are not followed");
}
