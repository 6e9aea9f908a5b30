// What readers meet on the pages of the default theme: every kind of page by the rules of WCAG 2.2, and what a keyboard, the
// switch of colours, filters, search and the switch of languages do.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// One page of every kind.
const PAGES = [
  "", "about/", "case-studies/", "case-studies/city/helsinki/", "case-studies/helsinki-text-message/", "cities/", "cities/helsinki/",
  "indicators/", "indicators/online-access/", "frameworks/2023/", "frameworks/2023/method/", "compare/helsinki/tallinn/", "data/",
  "events/", "people/", "partners/", "publications/", "news/2022-06-first-award/", "press/2021-01-new-partners/", "search/",
  "accessibility/", "privacy/", "colophon/", "tags/data/", "fi/", "fi/case-studies/helsinki-text-message/",
];

// Everything a page must not do, gathered while it is open.
function watched(page, origin) {
  const faults = [];
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) faults.push(`request: ${request.url()}`);
  });
  return faults;
}

async function violations(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((rules) => window.axe.run(document, { runOnly: rules, resultTypes: ["violations"] }), RULES);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" | ")}`);
}

for (const path of PAGES) {
  test(`/${path} keeps the rules, light and dark, wide and narrow`, async ({ page, network }) => {
    const faults = watched(page, network.url);
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.goto(network.url + path);
        expect(await violations(page), `${colorScheme}, ${width} px`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width} px`).toBeLessThanOrEqual(width);
      }
    }
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), "320 px").toBeLessThanOrEqual(320);
    expect(faults).toEqual([]);
  });
}

test("a keyboard leads from the skip link to an article", async ({ page, network }) => {
  await page.goto(`${network.url}case-studies/`);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  const article = page.getByRole("main").getByRole("heading", { level: 2 }).getByRole("link").first();
  for (let stops = 0; stops < 30 && !(await article.evaluate((link) => link === document.activeElement)); stops += 1) {
    await page.keyboard.press("Tab");
  }
  await expect(article).toBeFocused();
  const title = await article.textContent();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
});

test("a choice of colours holds on the next page and is forgotten with the system's own", async ({ page, network }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(network.url);
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  const button = page.getByRole("button", { name: "Dark colours" });
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await button.click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
  expect(await scheme()).toBe("dark");
  await page.goto(`${network.url}cities/`);
  expect(await scheme()).toBe("dark");
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await button.click();
  expect(await scheme()).toBe("light dark");
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test("filters narrow a listing in place and can be shared", async ({ page, network }) => {
  await page.goto(`${network.url}case-studies/`);
  const cards = page.locator("[data-list] > .card:visible");
  const all = await cards.count();
  await page.getByLabel("City").selectOption({ label: "Rotterdam" });
  await expect(cards).toHaveCount(2);
  await expect(page.getByRole("status")).toHaveText(`2 of ${all}`);
  await page.goto(page.url());
  await expect(cards).toHaveCount(2);
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(cards).toHaveCount(all);
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("filters are pages", async ({ page, network }) => {
    await page.goto(`${network.url}case-studies/`);
    await expect(page.getByLabel("City")).toBeHidden();
    await expect(page.getByRole("button", { name: "Dark colours" })).toBeHidden();
    await page.locator("summary", { hasText: "City" }).click();
    await page.getByRole("navigation", { name: "Filters" }).getByRole("link", { name: "Rotterdam" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Case studies: Rotterdam");
    await expect(page.locator(".as-list > .card")).toHaveCount(2);
  });

  test("the search page leads on", async ({ page, network }) => {
    await page.goto(`${network.url}search/`);
    await expect(page.getByRole("searchbox")).toBeHidden();
    await expect(page.getByText("Searching needs a script")).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "Case studies" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Case studies");
  });
});

test("search finds pages by beginnings of words, also without their marks", async ({ page, network }) => {
  await page.goto(`${network.url}search/`);
  await page.getByRole("searchbox").fill("helsin text");
  await expect(page.getByRole("status")).toContainText("found");
  await expect(page.locator("[data-search-results] a").first()).toHaveText("Helsinki: a pre-primary place by text message");
  await page.getByRole("searchbox").fill("anmal");
  await expect(page.locator("[data-search-results] a").first()).toContainText("Gothenburg");
  await page.getByRole("searchbox").fill("xyzzy");
  await expect(page.getByRole("status")).toHaveText("Nothing found. Try fewer or other words.");
});

test("the switch of languages leads to the same page, or home where there is none", async ({ page, network }) => {
  await page.goto(`${network.url}case-studies/helsinki-text-message/`);
  await page.getByRole("link", { name: "suomi" }).click();
  await expect(page).toHaveURL(/\/fi\/case-studies\/helsinki-text-message\/$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "fi");
  await page.goto(`${network.url}case-studies/porto-card/`);
  await page.getByRole("link", { name: "suomi" }).click();
  await expect(page).toHaveURL(/\/fi\/$/);
});
