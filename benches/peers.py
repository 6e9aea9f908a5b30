#!/usr/bin/env python3
"""Draws the same bar, line and dot chart of fourteen places with cityfolio, Observable Plot and Vega-Lite.

    python3 benches/peers.py

All in one run, because a machine is never twice the same: only the ratios mean something. Times are CPU
time of one chart as SVG text, the best of many. What cityfolio draws in its time is more: both layouts,
the table, the headline and the sentence. It needs cargo, node with npm, and the network: Plot with jsdom
comes from npm, vl-convert from PyPI, both into a temporary folder.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROUNDS = 200
TYPES = ["bar", "line", "dot"]

PLOT = """
import * as Plot from "@observablehq/plot";
import { JSDOM } from "jsdom";
import { readFileSync } from "node:fs";
const data = JSON.parse(readFileSync(process.argv[2], "utf8"));
const rounds = Number(process.argv[3]);
const { document } = new JSDOM("").window;
const last = data.periods.length - 1;
const newest = data.places.map(({ name, values }) => ({ name, value: values[last] }));
const courses = data.places.flatMap(({ name, values }) =>
  values.map((value, index) => ({ name, year: data.periods[index], value })));
const ends = courses.filter(({ year }) => year === data.periods[last]);
const order = { y: "name", sort: { y: "x", reverse: true } };
const charts = {
  bar: () => ({ marginLeft: 110, x: { label: data.measure }, marks: [
    Plot.barX(newest, { x: "value", ...order }), Plot.text(newest, { x: "value", y: "name", text: "value", dx: 12 }), Plot.ruleX([0])] }),
  line: () => ({ marginRight: 110, x: { tickFormat: "d" }, marks: [
    Plot.line(courses, { x: "year", y: "value", z: "name" }), Plot.text(ends, { x: "year", y: "value", text: "name", textAnchor: "start", dx: 4 })] }),
  dot: () => ({ marginLeft: 110, x: { label: data.measure, grid: true }, marks: [
    Plot.dot(newest, { x: "value", ...order, fill: "black" }), Plot.text(newest, { x: "value", y: "name", text: "value", dx: 14 })] }),
};
const result = {};
for (const [name, chart] of Object.entries(charts)) {
  let best = Infinity, svg;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    svg = Plot.plot({ document, width: 680, ...chart() }).outerHTML;
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, user + system);
  }
  result[name] = { us: best, bytes: Buffer.byteLength(svg) };
}
console.log(JSON.stringify(result));
"""

VEGA = """
import json, sys, time
import vl_convert
data = json.load(open(sys.argv[1], encoding="utf-8"))
rounds = int(sys.argv[2])
newest = [{"name": place["name"], "value": place["values"][-1]} for place in data["places"]]
courses = [{"name": place["name"], "year": year, "value": value}
           for place in data["places"] for year, value in zip(data["periods"], place["values"])]
name = {"field": "name", "type": "nominal", "sort": "-x", "title": None}
value = {"field": "value", "type": "quantitative", "title": data["measure"]}
def rows(mark):
    text = {"mark": {"type": "text", "align": "left", "dx": 6}, "encoding": {"text": {"field": "value"}}}
    return {"width": 560, "data": {"values": newest}, "encoding": {"y": name, "x": value}, "layer": [{"mark": mark}, text]}
year = {"field": "year", "type": "quantitative", "axis": {"format": "d"}, "scale": {"zero": False}}
ends = {"mark": {"type": "text", "align": "left", "dx": 6}, "transform": [{"filter": f"datum.year == {data['periods'][-1]}"}],
        "encoding": {"x": year, "y": value, "text": {"field": "name"}}}
line = {"mark": "line", "encoding": {"x": year, "y": value, "detail": {"field": "name"}}}
charts = {"bar": rows("bar"), "line": {"width": 560, "data": {"values": courses}, "layer": [line, ends]}, "dot": rows("point")}
result = {}
for key, chart in charts.items():
    text, times = json.dumps({"$schema": "https://vega.github.io/schema/vega-lite/v5.json", **chart}), []
    for _ in range(rounds):
        before = time.process_time()
        svg = vl_convert.vegalite_to_svg(text)
        times.append(time.process_time() - before)
    result[key] = {"us": min(times) * 1e6, "bytes": len(svg.encode())}
print(json.dumps(result))
"""


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, check=True, **options)
    return done.stdout


def last_line(text):
    return json.loads(text.strip().splitlines()[-1])


def main():
    data = HERE / "fourteen.json"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "plot.mjs").write_text(PLOT, encoding="utf-8")
        (folder / "vega.py").write_text(VEGA, encoding="utf-8")
        quiet = {"cwd": folder, "stderr": subprocess.DEVNULL}
        run("npm", "install", "--no-audit", "--no-fund", "--no-save", "@observablehq/plot", "jsdom", **quiet)
        run(sys.executable, "-m", "venv", folder / "venv")
        python = folder / "venv/bin/python"
        run(python, "-m", "pip", "install", "--quiet", "vl-convert-python", **quiet)
        run("cargo", "bench", "--locked", "--bench", "charts", "--no-run", cwd=HERE.parent)
        ours = last_line(run("cargo", "bench", "--locked", "--bench", "charts", "--", "--json", cwd=HERE.parent))
        plot = last_line(run("node", folder / "plot.mjs", data, ROUNDS, cwd=folder))
        vega = last_line(run(python, folder / "vega.py", data, ROUNDS // 10, cwd=folder))
    print(f"{'':6}{'cityfolio':>18}{'Observable Plot':>30}{'Vega-Lite (vl-convert)':>32}")
    for key in TYPES:
        own, size = ours[key]["us"], ours[key]["bytes"][0]
        row = f"{key:6}{own:9.0f} µs {size:6} B"
        for peer in (plot, vega):
            row += f"{peer[key]['us']:11.0f} µs {peer[key]['bytes']:6} B {peer[key]['us'] / own:6.0f} ×"
        print(row)


if __name__ == "__main__":
    main()
