#!/usr/bin/env python3
"""Writes src/chart/advances.rs: how wide each character of Inter is.

Charts are laid out before they are drawn, so the program has to know the widths of the typeface that
the site itself serves. The widths come from the npm package `@fontsource/inter` (Inter, SIL Open Font
License 1.1); only numbers are taken over, no outlines.

    pip install fonttools brotli
    npm pack @fontsource/inter && tar xzf fontsource-inter-*.tgz
    python3 tools/advances.py package/files > src/chart/advances.rs
"""

import pathlib
import sys

from fontTools.ttLib import TTFont

SUBSETS = ["latin", "latin-ext", "greek", "cyrillic", "cyrillic-ext"]
WEIGHTS = {"REGULAR": 400, "STRONG": 600}
# ASCII, Latin-1 and Latin Extended-A, Greek, Cyrillic; then the punctuation and signs of prose.
BLOCKS = [(0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF), (0x400, 0x4FF)]
SIGNS = "ȘșȚț\u2009\u202f‐–—‘’‚“”„†•…‰‹›€№™→−≤≥"


def advances(folder, weight):
    """Character -> advance in thousandths of an em.

    Of the proportional and the tabular form (`.tf`) the wider one counts, so that the layout holds
    whether or not a style sheet sets figures in columns.
    """
    table = {}
    for subset in SUBSETS:
        font = TTFont(folder / f"inter-{subset}-{weight}-normal.woff2")
        em, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        for code, glyph in font.getBestCmap().items():
            forms = [metrics[name][0] for name in (glyph, glyph + ".tf") if name in metrics]
            table.setdefault(code, round(max(forms) * 1000 / em))
    return table


def array(values):
    """The numbers of one block in rows, as rustfmt keeps them under `rustfmt::skip`."""
    rows = [values[start : start + 20] for start in range(0, len(values), 20)]
    return "\n".join("        " + ", ".join(str(value) for value in row) + "," for row in rows)


def face(name, table):
    print(f"/// Inter at weight {WEIGHTS[name]}.")
    print("#[rustfmt::skip]")
    print(f"pub(super) const {name}: Face = Face {{")
    print(f"    other: {table[ord('W')]},")
    print("    blocks: &[")
    for first, last in BLOCKS:
        print(f"        (0x{first:X}, &[")
        print(array([table.get(code, 0) for code in range(first, last + 1)]))
        print("        ]),")
    print("    ],")
    print("    signs: &[")
    for sign in sorted(SIGNS):
        if ord(sign) in table:
            print(f"        ('\\u{{{ord(sign):x}}}', {table[ord(sign)]}),")
    print("    ],")
    print("};")


def main():
    folder = pathlib.Path(sys.argv[1])
    print("//! How wide each character of Inter is, in thousandths of an em.")
    print("//!")
    print("//! Written by `tools/advances.py` from the typeface that the site serves, so that a change of")
    print("//! typeface is a change of this file and nothing else. Not edited by hand.")
    print()
    print("use super::measure::Face;")
    for name, weight in WEIGHTS.items():
        print()
        face(name, advances(folder, weight))


if __name__ == "__main__":
    main()
