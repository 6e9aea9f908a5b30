// One browser, that of the system: it is what the machine has, and nothing is fetched for it.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  // A machine that is busy with other things is slow; what is sound takes a second.
  timeout: 60_000,
  // Of the pixels of a picture so many may differ, each by so much, before a page counts as changed.
  expect: { timeout: 20_000, toHaveScreenshot: { maxDiffPixelRatio: 0.003, threshold: 0.3, animations: "disabled" } },
  snapshotPathTemplate: "{testDir}/looks/{arg}{ext}",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        // Letters are drawn alike on every machine, for the pictures of pages.
        "--force-color-profile=srgb", "--font-render-hinting=none", "--disable-lcd-text",
      ],
    },
  },
});
