#!/usr/bin/env python3
"""Makes a site of many figures: make_figures.py CITIES INDICATORS YEARS DIR

The same numbers give the same bytes. Half of the indicators are wide tables, one file each, as
people type them; the others stand in long tables of 200,000 rows, as programs write them.
"""

import os
import sys

ROWS_A_TABLE = 200_000
LAST_YEAR = 2024


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def value(city, indicator, year):
    """A share with one decimal that differs from its neighbours."""
    return ((city * 7919 + indicator * 104729 + year * 1299709) % 1001) / 10


def long_tables(folder, cities, indicators, years):
    rows, number = [], 0

    def flush():
        nonlocal rows, number
        if rows:
            number += 1
            head = "city,indicator,period,value,status\n"
            write(f"{folder}/content/data/table-{number}.csv", head + "".join(rows))
            rows = []

    for indicator in indicators:
        for city in range(cities):
            for year in years:
                status = "provisional" if year == LAST_YEAR else ""
                rows.append(f"city-{city},indicator-{indicator},{year},{value(city, indicator, year)},{status}\n")
                if len(rows) == ROWS_A_TABLE:
                    flush()
    flush()


def main():
    cities, indicators, years = (int(argument) for argument in sys.argv[1:4])
    folder = sys.argv[4]
    span = range(LAST_YEAR - years + 1, LAST_YEAR + 1)
    write(f"{folder}/site.yaml", "title: Figures\nbase_url: https://www.example.eu\nlanguages: [en]\n")
    write(f"{folder}/content/index.md", "---\ntitle: Figures\n---\n\nMany figures.\n")
    write(f"{folder}/content/sources/survey.yaml", "name: Survey\npublisher: Office\nurl: https://www.example.eu/survey\naccessed: 2026-11-23\n")
    for city in range(cities):
        write(f"{folder}/content/cities/city-{city}.yaml", f"name: City {city}\nkind: city\ncountry: FI\n")
    for indicator in range(indicators):
        write(
            f"{folder}/content/indicators/indicator-{indicator}.yaml",
            f"name: Share number {indicator}\ndefinition: A share.\nunit: percent\ndecimals: 1\nrange: [0, 100]\nsource: survey\n",
        )
    for indicator in range(0, indicators, 2):
        head = "city," + ",".join(str(year) for year in span) + "\n"
        rows = (f"city-{city}," + ",".join(str(value(city, indicator, year)) for year in span) + "\n" for city in range(cities))
        write(f"{folder}/content/data/indicator-{indicator}.csv", head + "".join(rows))
    long_tables(folder, cities, range(1, indicators, 2), span)


main()
