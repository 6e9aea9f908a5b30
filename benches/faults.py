#!/usr/bin/env python3
"""From what happens to the files to the right pages: the time of every way of saving, moving and losing them.

    cargo build --release
    python3 benches/faults.py 1000         # a site of 1,000 articles

A preview of the real program runs on a real folder. Each line is one thing that happens: the time from its end to the first
answer over HTTP that is right, in seconds, at best and at worst of several turns. `tests/preview_edits.rs` holds that the whole
output is then that of a clean build; this says how long it takes.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

from latency import PROJECT, Server, articles, free_port

PATIENCE = 60.0


def text(words: str) -> str:
    return f"---\ntitle: A thing\ndate: 2026-01-05\n---\n\n{words}\n"


class Site:
    """The site and its preview, started in the shell words `before`."""

    def __init__(self, folder: pathlib.Path, count: int, before: list[str]) -> None:
        articles(count, folder)
        self.folder, self.content, self.number = folder, folder / "content", 0
        (self.content / "news/a.md").write_text(text("At first."))
        program = os.environ.get("CITYFOLIO", str(PROJECT / "target/release/cityfolio"))
        port = free_port()
        command = [*before, program, "serve", "--site", str(folder), "--port", str(port), "--as-of", "2026-11-23"]
        self.server = Server(command, folder, port)
        self.server.shows("/news/a/", b"At first.")

    def words(self) -> str:
        self.number += 1
        return f"Words number {self.number}."

    def until(self, is_right) -> float:
        """Seconds until something is so."""
        since = time.perf_counter()
        while not is_right():
            if time.perf_counter() - since > PATIENCE:
                raise SystemExit(f"it never came right; see {self.server.log.name}")
            time.sleep(0.001)
        return time.perf_counter() - since

    def shows(self, path: str, words: str) -> float:
        return self.until(lambda: words.encode() in self.server.get(path))

    def lacks(self, path: str) -> float:
        return self.until(lambda: self.server.get(path) == b"")


def plain(site: Site) -> float:
    words = site.words()
    (site.content / "news/a.md").write_text(text(words))
    return site.shows("/news/a/", words)


def atomic(site: Site) -> float:
    words = site.words()
    beside = site.content / "news/.a.md.tmp"
    beside.write_text(text(words))
    os.replace(beside, site.content / "news/a.md")
    return site.shows("/news/a/", words)


def vim(site: Site) -> float:
    words, news = site.words(), site.content / "news"
    (news / "4913").write_text("")
    (news / "4913").unlink()
    (news / "a.md").rename(news / "a.md~")
    (news / "a.md").write_text(text(words))
    took = site.shows("/news/a/", words)
    (news / "a.md~").unlink()
    return took


def many(site: Site) -> float:
    words = ""
    for _ in range(200):
        words = site.words()
        (site.content / "news/a.md").write_text(text(words))
        time.sleep(0.005)
    return site.shows("/news/a/", words)


def parts(site: Site) -> float:
    words = site.words()
    whole = text(words)
    for end in (7, 20, 40, len(whole)):
        (site.content / "news/a.md").write_text(whole[:end])
        time.sleep(0.04)
    return site.shows("/news/a/", words)


def storm(site: Site) -> float:
    news = site.content / "news"
    (news / "b.md").unlink(missing_ok=True)
    words = site.words()
    (news / "a.md").write_text(text(words))
    for _ in range(1000):
        (news / "a.md").rename(news / "b.md")
        (news / "b.md").rename(news / "a.md")
    (news / "a.md").rename(news / "b.md")
    took = site.shows("/news/b/", words) + site.lacks("/news/a/")
    (news / "b.md").rename(news / "a.md")
    site.shows("/news/a/", words)
    return took


def checkout(site: Site) -> float:
    """As git does it: each file is removed and made anew."""
    words = site.words()
    for path in sorted((site.content / "news").glob("article-*.md"))[:1000]:
        whole = path.read_text()
        path.unlink()
        path.write_text(whole + f"\n{words}\n")
    last = sorted((site.content / "news").glob("article-*.md"))[:1000][-1]
    return site.shows(f"/news/{last.stem}/", words)


def removed(site: Site) -> float:
    shutil.copytree(site.content / "news", site.folder / "kept")
    shutil.rmtree(site.content / "news")
    return site.lacks("/news/a/")


def restored(site: Site) -> float:
    words = (site.folder / "kept/a.md").read_text().splitlines()[-1]
    (site.folder / "kept").rename(site.content / "news")
    return site.shows("/news/a/", words)


def deep(site: Site) -> float:
    words = site.words()
    folder = site.content / f"news/new{site.number}/deep/er"
    folder.mkdir(parents=True)
    (folder / "c.md").write_text(text(words))
    return site.shows(f"/news/new{site.number}/deep/er/c/", words)


def replaced(site: Site) -> float:
    words = site.words()
    shutil.copytree(site.content, site.folder / "other")
    (site.folder / "other/news/a.md").write_text(text(words))
    site.content.rename(site.folder / "before")
    (site.folder / "other").rename(site.content)
    took = site.shows("/news/a/", words)
    shutil.rmtree(site.folder / "before")
    return took


def broken(site: Site) -> float:
    (site.content / "news/a.md").write_text("---\ntitle: [A\n---\n\nBroken.\n")
    took = site.until(lambda: b"content/news/a.md:2:" in site.server.get("/_cityfolio/"))
    assert b"Words number" in site.server.get("/news/a/"), "the last good page stays"
    return took


def mended(site: Site) -> float:
    words = site.words()
    (site.content / "news/a.md").write_text(text(words))
    return site.shows("/news/a/", words)


CASES = [
    ("a plain save", [plain], 10), ("a save by rename", [atomic], 10), ("a save as Vim makes it", [vim], 10),
    ("200 saves in a second", [many], 3), ("a file saved in four slow parts", [parts], 5),
    ("2,000 renames", [storm], 3), ("`git checkout` of 1,000 files", [checkout], 3),
    ("`rm -r` of a section / it comes back", [removed, restored], 3),
    ("`mkdir -p new/deep/er` and a file at once", [deep], 5), ("`content/` replaced by a rename", [replaced], 3),
    ("YAML broken, until it is told / mended", [broken, mended], 5),
]

# The same where the system has no watches left, and files are looked at in turns.
NO_WATCHES = ["unshare", "--map-root-user", "sh", "-c", 'echo 0 > /proc/sys/user/max_inotify_instances; exec "$@"', "sh"]
UNWATCHED = [
    ("a plain save, no watches left", [plain], 10), ("a save by rename, no watches left", [atomic], 10),
    ("`mkdir -p new/deep/er` and a file at once, no watches left", [deep], 5),
    ("`rm -r` of a section / it comes back, no watches left", [removed, restored], 3),
]


def measure(folder: pathlib.Path, count: int, before: list[str], cases: list) -> None:
    site = Site(folder, count, before)
    try:
        for name, steps, turns in cases:
            times = []
            for _ in range(turns):
                turn = []
                for step in steps:
                    turn.append(step(site))
                    time.sleep(0.3)
                times.append(turn)
            columns = [f"{min(column):.3f} to {max(column):.3f}" for column in zip(*times)]
            print(f"{name}: {' / '.join(columns)} s", flush=True)
        print(f"resident memory {site.server.memory():.0f} MiB", flush=True)
    finally:
        site.server.end()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("count", type=int, help="how many articles")
    given = arguments.parse_args()
    memory = "/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as place:
        measure(pathlib.Path(place) / "site", given.count, [], CASES)
        measure(pathlib.Path(place) / "unwatched", given.count, NO_WATCHES, UNWATCHED)


if __name__ == "__main__":
    main()
