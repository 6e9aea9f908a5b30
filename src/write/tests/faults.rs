//! A fault at every step of a write: afterwards every file is whole, and the next write repairs.

use super::*;

/// Writes [`NEW`] over [`OLD`] while steps fail; gives the site, what the write said, and whether it
/// got as far as the step that fails.
fn troubled(after: usize, width: usize, durable: bool) -> (Site, Option<WriteError>, bool) {
    let site = Site::new();
    site.write(&OLD).unwrap();
    fs::write(site.path("public/mine.txt"), "mine").unwrap();
    let public = site.path("public");
    let disk = folder::prepare(&Request { durable, ..site.request(&public) }).unwrap();
    disk.trouble.left.store(after, Ordering::SeqCst);
    disk.trouble.width.store(width, Ordering::SeqCst);
    let error = steps::run(&disk, false, outputs(&NEW)).err();
    let struck = disk.trouble.width.load(Ordering::SeqCst) < width;
    (site, error, struck)
}

/// Every file is old or new as a whole, and what is not ours is as it was.
fn assert_whole(site: &Site, context: &str) {
    let (old, new) = (text(&OLD), text(&NEW));
    let mut files = site.files();
    assert_eq!(files.remove("mine.txt").as_deref(), Some("mine"), "{context}");
    for (path, text) in files {
        let is_whole = old.get(&path) == Some(&text) || new.get(&path) == Some(&text);
        let is_ours = path.ends_with('/') || is_temporary(path.rsplit('/').next().unwrap());
        assert!(is_whole || is_ours, "{context}: `{path}` holds `{text}`");
    }
}

fn assert_repaired(site: &Site, context: &str) {
    site.write(&NEW).unwrap();
    let mut expected = text(&NEW);
    expected.insert("mine.txt".to_owned(), "mine".to_owned());
    assert_eq!(site.files(), expected, "{context}");
    let mut paths: Vec<String> = text(&NEW).into_keys().collect();
    paths.sort();
    assert_eq!(site.manifest(), (State::Complete, paths), "{context}");
}

/// Lets the step after `count` others fail, for every count until nothing fails any more.
fn at_every_step(width: usize, durable: bool) {
    for count in 0.. {
        let (site, error, struck) = troubled(count, width, durable);
        let context = format!("step {count}, {error:?}");
        assert_whole(&site, &context);
        assert_repaired(&site, &context);
        if !struck {
            assert!(count > 30, "only {count} steps were made to fail");
            break;
        }
    }
}

#[test]
fn one_fault_at_every_step() {
    at_every_step(1, false);
}

#[test]
fn one_fault_at_every_step_of_a_durable_write() {
    at_every_step(1, true);
}

/// The disk stays full for a while, then the author goes back to the old text: nothing is left over.
#[test]
fn several_faults_leave_no_temporary_files_for_ever() {
    for (width, count) in [2, 3, 5].into_iter().flat_map(|width| (0..25).map(move |count| (width, count))) {
        let (site, error, _) = troubled(count, width, false);
        site.write(&OLD).unwrap();
        let mut expected = text(&OLD);
        expected.insert("mine.txt".to_owned(), "mine".to_owned());
        assert_eq!(site.files(), expected, "step {count}, {width} wide, {error:?}");
    }
}

/// A kill: nothing works any more from a step on, not even taking back.
#[test]
fn a_kill_at_every_step() {
    at_every_step(usize::MAX, false);
}

/// Without an output that turns a file into a folder, a full disk leaves the old site as it was.
#[test]
fn a_fault_before_the_renaming_leaves_the_old_site() {
    let old: Vec<_> = OLD.iter().filter(|(path, _)| *path != "swap").copied().collect();
    let new: Vec<_> = NEW.iter().filter(|(path, _)| !path.starts_with("swap")).copied().collect();
    let mut intact = 0;
    for count in 0..60 {
        let site = Site::new();
        site.write(&old).unwrap();
        let before = fs::read(site.path("public").join(MANIFEST)).unwrap();
        let public = site.path("public");
        let disk = folder::prepare(&site.request(&public)).unwrap();
        disk.trouble.left.store(count, Ordering::SeqCst);
        disk.trouble.width.store(1, Ordering::SeqCst);
        if steps::run(&disk, false, outputs(&new)).is_ok() {
            break;
        }
        if site.files() == text(&old) && fs::read(public.join(MANIFEST)).unwrap() == before {
            intact += 1;
        } else {
            assert!(!site.files().keys().any(|path| path.contains("tmp-")), "step {count}: {:?}", site.files());
        }
    }
    // Lock, old temporary, manifest (3), then at least two steps for each of four files that are staged.
    assert!(intact >= 13, "only {intact} faults left the site as it was");
}

/// A first build that fails leaves nothing but its lock.
#[test]
fn a_first_build_that_fails_leaves_nothing() {
    let site = Site::new();
    let public = site.path("public");
    let disk = folder::prepare(&site.request(&public)).unwrap();
    disk.trouble.left.store(8, Ordering::SeqCst);
    disk.trouble.width.store(1, Ordering::SeqCst);
    let error = steps::run(&disk, false, outputs(&OLD)).unwrap_err();
    assert!(error.message().starts_with("cannot "), "{}", error.message());
    assert_eq!(error.hint().unwrap(), "the disk is full: free some space, then build again");
    assert_eq!(tree(&public, ""), text(&[]));
}

/// While pages are renamed, the assets they use are there already; what is gone goes last.
#[test]
fn assets_come_before_pages_and_removals_last() {
    for count in 0.. {
        let (site, error, struck) = troubled(count, usize::MAX, false);
        let files = site.files();
        if error.is_some() && files.get("index.html").is_some_and(|text| text == "new home") {
            assert_eq!(files["a.css"], "new style", "step {count}");
            assert_eq!(files["data/x.csv"], "1,2", "step {count}");
        }
        if !files.contains_key("gone/deep/index.html") {
            assert_eq!(files["index.html"], "new home", "step {count}");
            assert_eq!(files["made/deep/index.html"], "new page", "step {count}");
        }
        let listed = site.manifest().1;
        for path in files.keys().filter(|path| !path.ends_with('/') && !path.contains("tmp-") && *path != "mine.txt") {
            assert!(listed.contains(path), "step {count}: `{path}` is not listed");
        }
        if !struck {
            break;
        }
    }
}

/// A kill while a damaged manifest is mended does not make what it said true.
#[test]
fn a_kill_does_not_launder_a_damaged_manifest() {
    for count in 3..30 {
        let site = Site::new();
        site.write(&OLD).unwrap();
        let public = site.path("public");
        fs::write(public.join("mine.txt"), "mine").unwrap();
        let manifest = fs::read_to_string(public.join(MANIFEST)).unwrap();
        fs::write(public.join(MANIFEST), manifest.replace("gone/deep/index.html", "mine.txt")).unwrap();
        let disk = folder::prepare(&site.request(&public)).unwrap();
        disk.trouble.left.store(count, Ordering::SeqCst);
        disk.trouble.width.store(usize::MAX, Ordering::SeqCst);
        let _ = steps::run(&disk, true, outputs(&NEW[..5]));
        let forced = Request { force: true, ..site.request(&public) };
        write(&forced, outputs(&NEW[..5])).unwrap();
        assert_eq!(site.files()["mine.txt"], "mine", "step {count}");
    }
}

/// A table that cannot be made to its end leaves the site as it was, and the next write repairs.
#[test]
fn what_cannot_be_made_to_the_end_is_not_written() {
    let site = Site::new();
    site.write(&OLD).unwrap();
    fs::write(site.path("public/mine.txt"), "mine").unwrap();
    let mut outputs = outputs(&NEW);
    let broken = outputs.iter_mut().find(|output| output.path.ends_with(".csv")).unwrap();
    broken.content = Content::Made(Arc::new(|out| {
        out.write_all(b"1,")?;
        Err(std::io::Error::other("the rest is lost"))
    }));
    let error = write(&site.request(&site.path("public")), outputs).unwrap_err();
    assert!(error.message().contains("data/x.csv"), "{}", error.message());
    assert_whole(&site, "a table without its end");
    assert!(!site.files().contains_key("data/x.csv"));
    assert_repaired(&site, "after a table without its end");
}

/// A table that is right already is left alone, and one that was changed on the disk is made again.
#[test]
fn tables_are_compared_by_what_they_hold() {
    let site = Site::new();
    site.write(&NEW).unwrap();
    assert_eq!(site.write(&NEW).unwrap().written, 0);
    fs::write(site.path("public/data/x.csv"), "1,3").unwrap();
    assert_eq!(site.write(&NEW).unwrap().written, 1);
    assert_eq!(site.files().get("data/x.csv").map(String::as_str), Some("1,2"));
}
