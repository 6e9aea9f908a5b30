#!/usr/bin/env python3
"""Writes themes/default/assets/fonts: the parts of Inter that pages load.

A page should wait for as few bytes as can be, so of the variable face only the weights and features that the style sheet uses are kept:
400 to 700, kerning, tabular figures, composition of marks, the forms of languages and of punctuation beside capitals. No hints: they are
for screens of the nineties. The outlines are not touched (Inter, SIL Open Font License 1.1, npm package
`@fontsource-variable/inter`).

    pip install fonttools brotli
    npm pack @fontsource-variable/inter && tar xzf fontsource-variable-inter-*.tgz
    python3 tools/typeface.py package/files
"""

import io
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SUBSETS = ["latin", "latin-ext", "greek", "cyrillic"]
FEATURES = ["kern", "tnum", "ccmp", "locl", "mark", "mkmk", "calt"]
WEIGHTS = (400, 700)
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "themes/default/assets/fonts"


def part(source, target):
    font = instancer.instantiateVariableFont(TTFont(source, recalcTimestamp=False), {"wght": WEIGHTS})
    # Read anew: the subsetter trips over glyphs that the instancer has looked at.
    between = io.BytesIO()
    font.save(between)
    between.seek(0)
    font = TTFont(between, recalcTimestamp=False)
    options = subset.Options(layout_features=FEATURES, hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


for name in SUBSETS:
    part(pathlib.Path(sys.argv[1]) / f"inter-{name}-wght-normal.woff2", FOLDER / f"inter-{name}.woff2")
