//! What is in the folder after a write, and what is left alone.

use super::*;

#[test]
fn writes_replaces_and_removes() {
    let site = Site::new();
    let first = site.write(&OLD).unwrap();
    assert_eq!(first, Summary { written: 5, ..Summary::default() });
    assert_eq!(site.files(), text(&OLD));
    let second = site.write(&NEW).unwrap();
    assert_eq!(second, Summary { written: 5, unchanged: 1, removed: 2 });
    assert_eq!(site.files(), text(&NEW), "and no empty folder is left");
    assert_eq!(site.manifest().0, State::Complete);
    let third = site.write(&OLD).unwrap();
    assert_eq!((third.removed, site.files()), (3, text(&OLD)), "a folder becomes a file again");
}

#[test]
fn leaves_what_is_right_untouched_and_repairs_the_rest() {
    let site = Site::new();
    site.write(&OLD).unwrap();
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let watched = ["index.html", "a.css", MANIFEST];
    for name in watched {
        let file = fs::File::options().write(true).open(site.path("public").join(name)).unwrap();
        file.set_modified(past).unwrap();
    }
    assert_eq!(site.write(&OLD).unwrap(), Summary { unchanged: 5, ..Summary::default() });
    for name in watched {
        assert_eq!(fs::metadata(site.path("public").join(name)).unwrap().modified().unwrap(), past, "{name}");
    }
    // Changed by hand, with the length and the time it had.
    fs::write(site.path("public/a.css"), "OLD style").unwrap();
    fs::File::options().write(true).open(site.path("public/a.css")).unwrap().set_modified(past).unwrap();
    fs::remove_file(site.path("public/kept/index.html")).unwrap();
    assert_eq!(site.write(&OLD).unwrap(), Summary { written: 2, unchanged: 3, ..Summary::default() });
    assert_eq!(site.files(), text(&OLD));
}

#[test]
fn compares_files_longer_than_a_piece() {
    let site = Site::new();
    let long = "x".repeat(40_000);
    let other = format!("{}y", &long[1..]);
    site.write(&[("a.html", &long)]).unwrap();
    assert_eq!(site.write(&[("a.html", &long)]).unwrap().unchanged, 1);
    assert_eq!(site.write(&[("a.html", &other)]).unwrap().written, 1);
    assert_eq!(site.files(), text(&[("a.html", &other)]));
}

#[test]
fn keeps_files_that_are_not_ours() {
    let site = Site::new();
    site.write(&OLD).unwrap();
    create_new(&site.path("public/gone/deep/mine.txt"), b"mine").unwrap();
    create_new(&site.path("public/.nojekyll"), b"").unwrap();
    site.write(&[]).unwrap();
    assert_eq!(site.files(), text(&[("gone/deep/mine.txt", "mine"), (".nojekyll", "")]));
    assert_eq!(site.manifest(), (State::Complete, vec![]));
}

#[test]
fn does_not_replace_a_file_that_is_not_ours() {
    let site = Site::new();
    site.write(&OLD).unwrap();
    create_new(&site.path("public/made/deep/index.html"), b"mine").unwrap();
    let before = site.files();
    let found = site.write(&NEW);
    assert!(matches!(found, Err(WriteError::InTheWay { obstacle: Obstacle::Foreign, .. })), "{found:?}");
    assert_eq!(site.files(), before);
    let public = site.path("public");
    write(&Request { force: true, ..site.request(&public) }, outputs(&NEW)).unwrap();
    assert_eq!(site.files(), text(&NEW));
}

#[test]
fn names_files_and_folders_in_the_way() {
    let site = Site::new();
    site.write(&[]).unwrap();
    fs::write(site.path("public/a"), "mine").unwrap();
    fs::create_dir(site.path("public/b")).unwrap();
    let file = site.write(&[("a/index.html", "x")]);
    assert!(matches!(file, Err(WriteError::InTheWay { obstacle: Obstacle::File, .. })), "{file:?}");
    let folder = site.write(&[("b", "x")]);
    assert!(matches!(folder, Err(WriteError::InTheWay { obstacle: Obstacle::Folder, .. })), "{folder:?}");
    assert_eq!(site.files(), text(&[("a", "mine"), ("b/", "")]));
}

#[cfg(unix)]
#[test]
fn follows_no_link_in_the_folder() {
    use std::os::unix::fs::symlink;
    let (site, other) = (Site::new(), tempfile::tempdir().unwrap());
    fs::create_dir(other.path().join("deep")).unwrap();
    fs::write(other.path().join("deep/index.html"), "theirs").unwrap();
    fs::write(other.path().join("index.html"), "theirs").unwrap();
    for (link, target, output) in [
        ("made", other.path().to_owned(), "made/deep/index.html"),
        ("index.html", other.path().join("index.html"), "index.html"),
    ] {
        site.write(&[]).unwrap();
        symlink(target, site.path("public").join(link)).unwrap();
        let found = site.write(&[(output, "ours")]);
        assert!(matches!(found, Err(WriteError::InTheWay { obstacle: Obstacle::Link, .. })), "{found:?}");
        fs::remove_file(site.path("public").join(link)).unwrap();
    }
    // A folder of ours that became a link: what is no longer made is not removed through it.
    site.write(&OLD).unwrap();
    fs::remove_dir_all(site.path("public/gone")).unwrap();
    symlink(other.path(), site.path("public/gone")).unwrap();
    site.write(&[]).unwrap();
    let public = site.path("public");
    fs::remove_file(public.join(MANIFEST)).unwrap();
    symlink(other.path().join("index.html"), public.join(MANIFEST)).unwrap();
    let found = write(&Request { force: true, ..site.request(&public) }, outputs(&NEW));
    assert!(matches!(found, Err(WriteError::InTheWay { obstacle: Obstacle::Link, .. })), "{found:?}");
    assert_eq!(tree(other.path(), ""), text(&[("deep/index.html", "theirs"), ("index.html", "theirs")]));
}

#[test]
fn a_damaged_manifest_removes_nothing() {
    let hash = blake3::hash(b"mine").to_hex();
    let damages: [fn(String, &str) -> String; 7] = [
        |_, _| String::new(),
        |_, _| "garbage\n\u{0}".to_owned(),
        |text, hash| format!("{text}{hash} ../victim.txt\n"),
        |text, hash| format!("{text}{hash} mine.txt\n"),
        |text, _| text[..text.len() - 3].to_owned(),
        |text, _| text.replace("gone/deep/index.html", "mine.txt"),
        |text, _| text.replace("-manifest 2 ", "-manifest 3 "),
    ];
    for damage in damages {
        let site = Site::new();
        site.write(&OLD).unwrap();
        fs::write(site.path("victim.txt"), "mine").unwrap();
        fs::write(site.path("public/mine.txt"), "mine").unwrap();
        let manifest = site.path("public").join(MANIFEST);
        let damaged = damage(fs::read_to_string(&manifest).unwrap(), &hash);
        fs::write(&manifest, &damaged).unwrap();
        let before = site.files();
        let error = site.write(&OLD[..3]).unwrap_err();
        assert!(matches!(error, WriteError::Refused { why: Refusal::Damaged, .. }), "{damaged}: {error:?}");
        assert_eq!(site.files(), before, "{damaged}");
        let public = site.path("public");
        let forced = Request { force: true, ..site.request(&public) };
        let summary = write(&forced, outputs(&OLD[..3])).unwrap();
        assert_eq!(summary, Summary { unchanged: 3, ..Summary::default() }, "{damaged}");
        assert_eq!(site.files(), before, "{damaged}");
        assert_eq!(fs::read_to_string(site.path("victim.txt")).unwrap(), "mine");
        assert_eq!(site.write(&OLD[..3]).unwrap(), Summary { unchanged: 3, ..Summary::default() }, "sound again");
    }
}

#[test]
fn the_manifest_is_sorted_text_with_a_hash_a_line() {
    let site = Site::new();
    site.write(&[("b.html", "2"), ("a.html", "1")]).unwrap();
    let text = fs::read_to_string(site.path("public").join(MANIFEST)).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("cityfolio-manifest 2 complete "), "{text}");
    assert_eq!(
        lines[1..],
        [("a.html", "1"), ("b.html", "2")].map(|(path, text)| format!("{} {path}", blake3::hash(text.as_bytes())))
    );
}

#[test]
fn sweeps_temporary_files_of_a_killed_build_and_no_others() {
    let site = Site::new();
    site.write(&OLD).unwrap();
    let public = site.path("public");
    let (_, entries, inputs) = manifest::parse(&fs::read(public.join(MANIFEST)).unwrap());
    fs::write(public.join(MANIFEST), manifest::render(&entries, &inputs, State::Unfinished)).unwrap();
    fs::write(public.join(temporary("kept/index.html")), "half").unwrap();
    create_new(&public.join("mine/.cityfolio-tmp-notes"), b"mine").unwrap();
    site.write(&OLD).unwrap();
    let mut expected = text(&OLD);
    expected.insert("mine/.cityfolio-tmp-notes".to_owned(), "mine".to_owned());
    assert_eq!((site.files(), site.manifest().0), (expected, State::Complete));
    assert!(is_temporary(temporary("a/b").strip_prefix("a/").unwrap()));
}

#[test]
fn sweeps_a_manifest_that_was_staged_when_the_build_was_killed() {
    let site = Site::new();
    site.write(&OLD).unwrap();
    fs::write(site.path("public").join(temporary(MANIFEST)), "half").unwrap();
    site.write(&OLD).unwrap();
    assert_eq!(site.files(), text(&OLD));
}

#[test]
fn a_folder_becomes_a_file_and_back_where_it_is_alone() {
    let site = Site::new();
    for outputs in [[("x/a/index.html", "folder")], [("x/a", "file")], [("x/a/index.html", "folder")]] {
        site.write(&outputs).unwrap();
        assert_eq!(site.files(), text(&outputs));
    }
}

#[cfg(unix)]
#[test]
fn files_can_be_read_by_the_web_server() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = Site::new();
    site.write(&OLD).unwrap();
    let plain = site.path("plain");
    fs::write(&plain, "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&site.path("public/index.html")), mode(&plain), "as the umask says");
}

#[test]
fn creates_new_files_whole_and_never_replaces() {
    let site = Site::new();
    let path = site.path("content/news/one.md");
    create_new(&path, b"first").unwrap();
    let found = create_new(&path, b"second");
    assert!(matches!(found, Err(WriteError::Exists { .. })), "{found:?}");
    assert!(matches!(create_new(&site.path("content"), b""), Err(WriteError::Exists { .. })));
    // A file where a folder should be: nothing is left of the attempt.
    create_new(&site.path("content/news/one.md/x/y.md"), b"").unwrap_err();
    create_new(&site.path(&format!("content/a/b/{}.md", "x".repeat(300))), b"").unwrap_err();
    assert_eq!(tree(&site.path("content"), ""), text(&[("news/one.md", "first")]));
}

#[test]
fn what_is_dear_to_make_is_made_once_for_an_input() {
    let site = Site::new();
    let made = Arc::new(AtomicUsize::new(0));
    let draw = |input: &'static str| {
        let counted = Arc::clone(&made);
        let make = move |out: &mut dyn io::Write| {
            counted.fetch_add(1, Ordering::Relaxed);
            out.write_all(input.to_uppercase().as_bytes())
        };
        let content = Content::Drawn(blake3::hash(input.as_bytes()), Arc::new(make));
        let output = Output { path: "figure 1.png".to_owned(), content, class: Class::Data };
        let summary = write(&site.request(&site.path("public")), vec![output]).unwrap();
        (summary.written, made.swap(0, Ordering::Relaxed), site.files().remove("figure 1.png").unwrap())
    };
    let drawing = |text: &str| text.to_owned();
    assert_eq!(draw("one"), (1, 1, drawing("ONE")), "drawn for the first time");
    assert_eq!(draw("one"), (0, 0, drawing("ONE")), "known by what it is made from");
    assert_eq!(draw("two"), (1, 1, drawing("TWO")), "made from something else");
    fs::write(site.path("public/figure 1.png"), "another hand").unwrap();
    assert_eq!(draw("two"), (1, 1, drawing("TWO")), "changed by another hand");
    let manifest = site.path("public").join(MANIFEST);
    let (_, entries, inputs) = manifest::parse(&fs::read(&manifest).unwrap());
    fs::write(&manifest, manifest::render(&entries, &inputs, State::Unfinished)).unwrap();
    assert_eq!(draw("two"), (0, 1, drawing("TWO")), "after a killed build nothing is believed");
}

#[test]
fn a_manifest_of_the_version_before_is_believed() {
    let site = Site::new();
    site.write(&OLD).unwrap();
    let manifest = site.path("public").join(MANIFEST);
    let older = fs::read_to_string(&manifest).unwrap().replace("cityfolio-manifest 2 ", "cityfolio-manifest 1 ");
    fs::write(&manifest, older).unwrap();
    assert_eq!(site.write(&OLD[..4]).unwrap(), Summary { unchanged: 4, removed: 1, ..Summary::default() });
}
