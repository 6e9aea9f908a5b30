// What an editor sees who keeps a browser beside the text: every save, in place.

import { expect, test } from "./site.mjs";

const LONG = Array.from({ length: 80 }, (_, number) => `Paragraph ${number} of a long text that has to be scrolled.`);

function article(...words) {
  return `---\ntitle: A thing\ndate: 2026-01-05\n---\n\n${words.join("\n\n")}\n`;
}

// Marks the page, so that a page that was loaded anew is told from one that was changed in place.
async function open(page, site, path) {
  await site.start();
  const heard = page.waitForResponse((answer) => answer.url().includes("/_cityfolio/events"));
  await page.goto(new URL(path, site.url).href);
  await page.waitForLoadState("load");
  await heard;
  await page.evaluate(() => { window.mark = "the same page"; });
}

const mark = (page) => page.evaluate(() => window.mark);

test("an edit is seen in place, and the reader stays where they are", async ({ page, site }) => {
  site.write("content/news/a.md", article(...LONG, "The last words."));
  await open(page, site, "/news/a/");
  await page.getByText("Paragraph 60 of").scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => window.scrollY);
  expect(before).toBeGreaterThan(300);
  site.write("content/news/a.md", article(...LONG, "The very last words."));
  await expect(page.getByText("The very last words.")).toBeAttached();
  expect(await page.evaluate(() => window.scrollY)).toBe(before);
  expect(await mark(page)).toBe("the same page");
  // A paragraph before what is read moves nothing but itself.
  site.write("content/news/a.md", article("New at the top.", ...LONG, "The end."));
  await expect(page.getByText("New at the top.")).toBeAttached();
  await expect(page.getByText("The end.")).toBeAttached();
  await expect(page.getByText("The very last words.")).not.toBeAttached();
  expect(await mark(page)).toBe("the same page");
});

test("the title changes with the page", async ({ page, site }) => {
  site.write("content/news/a.md", article("Words."));
  await open(page, site, "/news/a/");
  site.write("content/news/a.md", article("Words.").replace("A thing", "Another thing"));
  await expect(page).toHaveTitle(/Another thing/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Another thing");
  expect(await mark(page)).toBe("the same page");
});

test("a style sheet is swapped without a reload", async ({ page, site }) => {
  site.write("themes/mine/theme.yaml", "extends: default\n");
  site.write("themes/mine/assets/site.css", "body { background-color: rgb(1, 2, 3) }\n");
  site.write("site.yaml", "title: Test\nbase_url: https://example.eu/\ntheme: mine\n");
  await open(page, site, "/");
  const body = page.locator("body");
  await expect(body).toHaveCSS("background-color", "rgb(1, 2, 3)");
  site.write("themes/mine/assets/site.css", "body { background-color: rgb(4, 5, 6) }\n");
  await expect(body).toHaveCSS("background-color", "rgb(4, 5, 6)");
  expect(await mark(page)).toBe("the same page");
  // And after that the text again: the swapped sheet stays.
  site.write("content/index.md", "---\ntitle: Home\n---\n\nWelcome again.\n");
  await expect(page.getByText("Welcome again.")).toBeVisible();
  await expect(body).toHaveCSS("background-color", "rgb(4, 5, 6)");
  expect(await mark(page)).toBe("the same page");
});

test("an error is laid over the page and goes with the save that mends it", async ({ page, site }) => {
  site.write("content/news/a.md", article("Sound words."));
  await open(page, site, "/news/a/");
  site.write("content/news/a.md", "---\ntilte: A thing\n---\n\nBroken words.\n");
  const overlay = page.getByRole("dialog", { name: "The site has 2 errors" }).or(page.getByRole("dialog", { name: "The site has 1 error" }));
  await expect(overlay).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("The site has");
  await expect(overlay).toContainText("content/news/a.md:2:1");
  await expect(overlay).toContainText("did you mean");
  await expect(overlay.getByRole("link", { name: "the page" }).first()).toHaveAttribute("href", "/news/a/");
  await expect(page.getByText("Sound words.")).toBeAttached();
  // It can be put aside with the keyboard, and stays there while nothing is new.
  await page.keyboard.press("Escape");
  await expect(overlay).toBeHidden();
  // Another error is news.
  site.write("content/news/a.md", "---\ntitle: A thing\ncolour: red\n---\n\nBroken words.\n");
  await expect(page.getByRole("dialog")).toContainText("colour");
  site.write("content/news/a.md", article("Mended words."));
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByText("Mended words.")).toBeVisible();
  expect(await mark(page)).toBe("the same page");
});

test("the overlay follows to the next page, and is readable in the dark and on a small screen", async ({ page, site }) => {
  site.write("content/news/a.md", article("Words."));
  await open(page, site, "/news/a/");
  site.write("content/news/a.md", "---\ntitle: [A\n---\n\nBroken.\n");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(site.url);
  await expect(page.getByRole("dialog")).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide).toBe(false);
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a site that is broken at the start comes by itself", async ({ page, site }) => {
  site.write("content/news/a.md", "---\ntilte: A\n---\n\nText.\n");
  await site.start();
  await page.goto(new URL("/news/a/", site.url).href);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/The site has \d errors?/);
  site.write("content/news/a.md", article("Here at last."));
  await expect(page.getByText("Here at last.")).toBeVisible();
});

test("a page that is not there yet comes when it is written", async ({ page, site }) => {
  await site.start();
  await page.goto(new URL("/news/new/", site.url).href);
  await expect(page.getByText("Not yet there, now here.")).toBeHidden();
  site.write("content/news/new.md", article("Not yet there, now here."));
  await expect(page.getByText("Not yet there, now here.")).toBeVisible();
});

test("nothing moves where another page was edited", async ({ page, site }) => {
  site.write("content/news/a.md", article("Mine."));
  site.write("content/about.md", "---\ntitle: About\n---\n\nTheirs.\n");
  await open(page, site, "/news/a/");
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  site.write("content/about.md", "---\ntitle: About\n---\n\nTheirs, edited.\n");
  await expect.poll(async () => (await page.request.get(new URL("/about/", site.url).href)).text()).toContain("edited");
  site.write("content/news/a.md", article("Mine, edited."));
  await expect(page.getByText("Mine, edited.")).toBeVisible();
  expect(asked.filter((path) => path !== "/news/a/" && !path.startsWith("/_cityfolio/"))).toEqual([]);
  expect(asked.filter((path) => path === "/news/a/")).toHaveLength(1);
});

test("the policy of the site lets the preview work and nothing is refused", async ({ page, site }) => {
  const faults = [];
  page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
  page.on("pageerror", (error) => faults.push(String(error)));
  site.write("content/news/a.md", article("Words."));
  await open(page, site, "/news/a/");
  site.write("content/news/a.md", "---\ntitle: [A\n---\n\nBroken.\n");
  await expect(page.getByRole("dialog")).toBeVisible();
  site.write("content/news/a.md", article("Mended words."));
  await expect(page.getByText("Mended words.")).toBeVisible();
  expect(faults).toEqual([]);
});

test("the status page keeps itself up to date", async ({ page, site }) => {
  site.write("content/news/d.md", "---\ntitle: D\ndraft: true\n---\n\nNot yet.\n");
  await site.start();
  await page.goto(new URL("/_cityfolio/", site.url).href);
  await expect(page.getByText("content/news/d.md")).toBeVisible();
  site.write("content/about.md", "---\ntitle: About\n---\n\nText.\n");
  await expect(page.getByText("content/about.md:")).toBeVisible();
});
