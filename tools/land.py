#!/usr/bin/env python3
"""Writes src/chart/land.txt: the land that maps are drawn on.

The coastlines are those of Natural Earth (public domain) at 1:50 million, from the npm package `world-atlas`
(ISC). Borders are left out: where a border runs is a question that a map of cities need not answer.

    npm pack world-atlas@2 && tar xzf world-atlas-*.tgz
    python3 tools/land.py package/land-50m.json > src/chart/land.txt

A line is a coast: kilometres east and north in EPSG:3035, the first point as it is and every other as the step
from the one before. Europe has its detail; the rest of the world, which a map shows where a place lies outside
Europe, is coarse.
"""

import json
import math
import sys

# GRS 80, and the origin of EPSG:3035. The formula is that of a Lambert azimuthal equal-area projection on an
# ellipsoid, in the Geomatics Guidance Note 7-2 of the IOGP.
AXIS, FLATTENING = 6378137.0, 1 / 298.257222101
SQUARE = 2 * FLATTENING - FLATTENING**2
ORIGIN = math.radians(52), math.radians(10)
FALSE = 4321000.0, 3210000.0

# Within so many km of the origin a coast may be off by so many km, and an island has so many square km.
NEAR = 2900
DETAIL, ISLAND = 1.6, 60
# Far away it is coarser. Beyond the last distance there is no land: nothing of it could be recognised.
COARSE, FAR_ISLAND, LAST = 25, 700, 11000


def authalic(sine):
    root = math.sqrt(SQUARE)
    part = sine / (1 - SQUARE * sine**2) - math.log((1 - root * sine) / (1 + root * sine)) / (2 * root)
    return (1 - SQUARE) * part


def project(longitude, latitude):
    """Kilometres east and north."""
    pole = authalic(1.0)
    beta = [math.asin(max(-1, min(1, authalic(math.sin(angle)) / pole))) for angle in (ORIGIN[0], math.radians(latitude))]
    turn = math.radians(longitude) - ORIGIN[1]
    sphere = AXIS * math.sqrt(pole / 2)
    stretch = AXIS * math.cos(ORIGIN[0]) / math.sqrt(1 - SQUARE * math.sin(ORIGIN[0]) ** 2) / (sphere * math.cos(beta[0]))
    cosine = 1 + math.sin(beta[0]) * math.sin(beta[1]) + math.cos(beta[0]) * math.cos(beta[1]) * math.cos(turn)
    scale = sphere * math.sqrt(2 / max(cosine, 1e-9))
    north = math.cos(beta[0]) * math.sin(beta[1]) - math.sin(beta[0]) * math.cos(beta[1]) * math.cos(turn)
    east = FALSE[0] + scale * stretch * math.cos(beta[1]) * math.sin(turn)
    return east / 1000, (FALSE[1] + scale / stretch * north) / 1000


def distance(point):
    return math.hypot(point[0] - FALSE[0] / 1000, point[1] - FALSE[1] / 1000)


def tolerance(point):
    return DETAIL if distance(point) < NEAR else COARSE


def simpler(points):
    """Douglas and Peucker, with a tolerance that depends on where a point is."""
    keep, todo = {0, len(points) - 1}, [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        length = math.hypot(bx - ax, by - ay)
        worst, at = 0, None
        for index in range(first + 1, last):
            x, y = points[index]
            off = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else math.hypot(x - ax, y - ay)
            if off / tolerance(points[index]) > worst:
                worst, at = off / tolerance(points[index]), index
        if worst > 1:
            keep.add(at)
            todo += [(first, at), (at, last)]
    return [points[index] for index in sorted(keep)]


def area(points):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1]))) / 2


def rings(topology):
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(arc)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            for ring in polygon:
                points = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points += arc[1:] if points else arc
                yield points


def main(path):
    east, north = project(5, 50)
    assert abs(east - 3962.79945) < 1e-5 and abs(north - 2999.71885) < 1e-5, "the example of the guidance note"
    for ring in rings(json.load(open(path))):
        points = [project(*point) for point in ring]
        nearest = min(map(distance, points))
        if nearest > LAST or area(points) < (ISLAND if nearest < NEAR else FAR_ISLAND):
            continue
        # Two halves, so that neither begins where it ends.
        middle = len(points) // 2
        points = simpler(points[: middle + 1])[:-1] + simpler(points[middle:])
        whole = [(round(x), round(y)) for x, y in points]
        steps = [whole[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in zip(whole, whole[1:])]
        steps = steps[:1] + [step for step in steps[1:] if step != (0, 0)]
        if len(steps) > 3:
            print(*(number for step in steps for number in step))


main(sys.argv[1])
