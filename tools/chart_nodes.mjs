#!/usr/bin/env node
// Counts what a screen reader meets of each chart outside its table, in Chromium's accessibility tree:
//
//     npm install playwright-core && node tools/chart_nodes.mjs FOLDER PAGE... [--browser /usr/bin/chromium]
//
// FOLDER is a built site, PAGE the path of a page in it, such as `bar/`. It fails where a chart is more than five nodes.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";

const MOST = 5;
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const { chromium } = createRequire(join(process.cwd(), "x"))("playwright-core");

const [folder, ...rest] = process.argv.slice(2);
const option = rest.indexOf("--browser");
const executablePath = option < 0 ? "/usr/bin/chromium" : rest.splice(option, 2)[1];

const server = createServer(({ url }, answer) => {
  const path = decodeURI(url.split("?")[0]);
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  try {
    const bytes = readFileSync(file);
    answer.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(bytes);
  } catch {
    answer.writeHead(404).end();
  }
}).listen(0, "127.0.0.1");

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage();
const session = await page.context().newCDPSession(page);
let worst = 0;
for (const path of rest) {
  await page.goto(`http://127.0.0.1:${server.address().port}/${path}`);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const known = new Map(nodes.map((node) => [node.nodeId, node]));
  const below = (node) => [node, ...node.childIds.flatMap((id) => (known.has(id) ? below(known.get(id)) : []))];
  const drawings = nodes.filter(({ ignored, role, childIds }) => !ignored && role?.value === "image" && childIds.length);
  for (const drawing of drawings) {
    const count = below(drawing).filter(({ ignored }) => !ignored).length;
    worst = Math.max(worst, count);
    console.log(`${path} ${count} ${drawing.name?.value ?? ""}`);
  }
  if (drawings.length === 0) console.log(`${path} has no drawing with parts`);
}
await browser.close();
server.close();
console.log(`at most ${worst} nodes a chart`);
process.exitCode = worst > MOST ? 1 : 0;
