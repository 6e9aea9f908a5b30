// A site in a temporary folder and its preview by the real program, for tests in a browser.
//
//   import { expect, test } from "./site.mjs";
//   test("…", async ({ page, site }) => { await page.goto(site.url); … });
//
// `site` is a small site of its own for each test; `network` is the site of this repository, one preview for all
// tests of a worker.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base } from "@playwright/test";

export { expect } from "@playwright/test";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAM = process.env.CITYFOLIO ?? join(PROJECT, "target/debug/cityfolio");
const AS_OF = "2026-11-23";

// Serves a folder; gives the address and a way to end it.
async function serve(folder) {
  const program = spawn(PROGRAM, ["serve", "--site", folder, "--port", "0", "--as-of", AS_OF], {
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const url = await new Promise((done, fail) => {
    program.on("error", fail);
    program.on("exit", (code) => fail(new Error(`the preview ended with ${code}:\n${said}`)));
    for (const pipe of [program.stdout, program.stderr]) {
      pipe.setEncoding("utf8").on("data", (text) => {
        said += text;
        const found = said.match(/Preview at (http:\S+\/) /);
        if (found) done(found[1]);
      });
    }
  });
  const ended = new Promise((done) => program.on("exit", done));
  const end = async () => {
    program.kill();
    await ended;
  };
  return { url, said: () => said, end };
}

// Waits for the first build: until then a page stands in that asks again by itself.
async function ready(url) {
  while ((await (await fetch(url)).text()).includes('http-equiv="refresh"')) {
    await new Promise((done) => setTimeout(done, 200));
  }
}

// A site that tests write themselves.
export class Site {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "cityfolio-"));
    this.write("site.yaml", "title: Test\nbase_url: https://example.eu/\n");
    this.write("content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n");
  }

  write(path, text) {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    // At one stroke, as most editors save.
    writeFileSync(`${file}.tmp`, text);
    renameSync(`${file}.tmp`, file);
  }

  remove(path) {
    rmSync(join(this.folder, path), { recursive: true });
  }

  async start() {
    Object.assign(this, await serve(this.folder));
    // The first page is there when the first round is.
    await fetch(this.url);
  }
}

export const test = base.extend({
  site: async ({}, use) => {
    const site = new Site();
    await use(site);
    await site.end?.();
    rmSync(site.folder, { recursive: true });
  },
  network: [async ({}, use) => {
    const preview = await serve(PROJECT);
    await ready(preview.url);
    await use(preview);
    await preview.end();
  }, { scope: "worker" }],
});
