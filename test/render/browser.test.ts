import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderReport } from "../../render/index.ts";
import { DEGENERATE } from "./degenerate-reports.ts";
import { tripletsReport, wideReport } from "./sample-report.ts";

const CHROMIUM = "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];
const REPORTS = {
  "a wide table": wideReport,
  ratings: tripletsReport,
  "very long labels": DEGENERATE["very long labels"],
  "labels with markup": DEGENERATE["labels with markup"],
};

// Skipped by name where Chromium is absent; the continuous integration installs it.
describe.skipIf(!existsSync(CHROMIUM))("the page in Chromium", () => {
  const folder = mkdtempSync(join(tmpdir(), "lowlands-page-"));
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(name: keyof typeof REPORTS, width: number, colorScheme: "light" | "dark") {
    const file = join(folder, "report.html");
    writeFileSync(file, renderReport(REPORTS[name]()));
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => complaints.push(dialog.message()));
    page.on("request", (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  }

  for (const name of Object.keys(REPORTS) as (keyof typeof REPORTS)[]) {
    for (const scheme of ["light", "dark"] as const) {
      it(`${name}: fits 360 pixels in ${scheme}, in silence`, async () => {
        const { page, complaints } = await open(name, 360, scheme);
        expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(360);
        expect(complaints).toEqual([]);
        await page.close();
      });
    }
  }

  it("follows the colour scheme", async () => {
    const background = async (scheme: "light" | "dark") => {
      const { page } = await open("ratings", 1000, scheme);
      const colour = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
      await page.close();
      return colour;
    };
    expect(await background("dark")).not.toBe(await background("light"));
  });

  it("names the cell under the pointer, from the embedded data", async () => {
    const { page, complaints } = await open("labels with markup", 1400, "light");
    const box = await page.locator(".heat-image").first().boundingBox();
    await page.mouse.move((box?.x ?? 0) + 3, (box?.y ?? 0) + 3);
    const tip = await page.locator(".tip").textContent();
    expect(tip).toContain('<script>alert("row")</script>');
    expect(tip).toContain("observed: 0");
    expect(complaints).toEqual([]);
    await page.close();
  });
});
