// What ten pages look like, held against the pictures in `looks/`. Pages are drawn at half their size, and a part of the
// pixels may differ, so that another machine's smoothing of letters passes and a lost column does not.
//
// Where a page is meant to look different: `npm test -- looks.spec.mjs --update-snapshots`, then look at the pictures.

import { expect, test } from "./site.mjs";

const WIDE = { viewport: { width: 1280, height: 1400 }, deviceScaleFactor: 0.5 };
const NARROW = { viewport: { width: 360, height: 1400 }, deviceScaleFactor: 0.75 };

const LOOKS = [
  ["home", "", WIDE],
  ["home-narrow", "", NARROW],
  ["article", "case-studies/helsinki-text-message/", WIDE],
  ["article-narrow", "case-studies/helsinki-text-message/", NARROW],
  ["listing-dark", "case-studies/", { ...WIDE, colorScheme: "dark" }],
  ["city", "cities/helsinki/", WIDE],
  ["indicator", "indicators/online-access/", WIDE],
  ["framework-dark", "frameworks/2023/", { ...WIDE, colorScheme: "dark" }],
  ["comparison-narrow", "compare/helsinki/tallinn/", NARROW],
  ["partners-finnish", "fi/partners/", WIDE],
];

for (const [name, path, looks] of LOOKS) {
  test.describe(name, () => {
    test.use({ colorScheme: "light", ...looks });

    test("looks as before", async ({ page, network }) => {
      await page.goto(network.url + path);
      await page.evaluate(() => document.fonts.ready);
      await expect(page).toHaveScreenshot(`${name}.png`, { scale: "device" });
    });
  });
}
