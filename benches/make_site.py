#!/usr/bin/env python3
"""Makes a site of N articles for measuring: 600 words, front matter, a table, a footnote, two tags of twenty.

    python3 benches/make_site.py 10000 FOLDER
"""
import pathlib
import random
import sys

WORDS = (
    "city service resident counter form online letter reply office week month street report photo map "
    "school place child family grant payment card library bus tram park tree water waste house rent "
    "permit licence tax budget vote idea meeting team design research test interview survey share data"
).split()


def paragraph(chance: random.Random, words: int) -> str:
    text = " ".join(chance.choice(WORDS) for _ in range(words))
    return text.capitalize() + "."


def article(number: int) -> str:
    chance = random.Random(number)
    day = f"20{10 + number % 15:02}-{1 + number % 12:02}-{1 + number % 28:02}"
    tags = sorted({f"topic {chance.randrange(20)}", f"topic {chance.randrange(20)}"})
    parts = [
        "---",
        f'title: "Article {number}: {paragraph(chance, 5)}"',
        f"summary: {paragraph(chance, 18)}",
        f"date: {day}",
        f"tags: [{', '.join(tags)}]",
        "---",
        "",
    ]
    for section in range(5):
        parts += [f"## {paragraph(chance, 3)[:-1]}", "", paragraph(chance, 60), ""]
        parts += [paragraph(chance, 55) + (" A note.[^1]" if section == 0 else ""), ""]
    parts += ["| city | share |", "| --- | ---: |", "| North | 12 |", "| South | 34 |", "", "[^1]: The note.", ""]
    return "\n".join(parts)


def main() -> None:
    count, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    news = folder / "content" / "news"
    news.mkdir(parents=True)
    (folder / "site.yaml").write_text(
        "title: Measured site\nbase_url: https://www.example.eu/\nlanguages: [en]\n", encoding="utf-8"
    )
    (folder / "content" / "index.md").write_text("---\ntitle: Measured site\n---\n\nHome.\n", encoding="utf-8")
    for number in range(count):
        (news / f"article-{number:06}.md").write_text(article(number), encoding="utf-8")


if __name__ == "__main__":
    main()
