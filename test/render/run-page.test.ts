import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderRun } from "../../render/index.ts";
import { runMarkdown } from "../../src/index.ts";
import { sampleRuns } from "./sample-run.ts";

const runs = await sampleRuns();
const cases = Object.entries(runs);

describe.for(cases)("%s", ([, report]) => {
  const page = renderRun(report);
  const text = page.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g, "");

  test("names no number that is none", () => {
    for (const written of [text, runMarkdown(report)])
      expect(written).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
  });

  test("names every solver with its verdict, in page and Markdown", () => {
    for (const { solver } of report.runs) {
      expect(text).toContain(solver);
      expect(runMarkdown(report)).toContain(`| ${solver} |`);
    }
    expect(text.includes('class="legend"')).toBe(report.runs.length > 1);
  });

  test("shows the error against the rank where the spectrum is known, and the given matrix where it is", () => {
    expect(text.includes("Error against rank")).toBe(report.errorByRank.length > 0);
    expect(text.includes('data-kind="given"')).toBe(report.task === "factor");
  });

  test("escapes the file's name", () => {
    expect(text).not.toContain("<one>");
  });
});

test("runs beyond the sixth are told apart by dashes, as the legend shows", () => {
  const page = renderRun(runs["a factorization with rivals"]);
  expect(runs["a factorization with rivals"].runs).toHaveLength(7);
  expect(page).toMatch(/stroke="var\(--run-1\)" stroke-dasharray="5,3"/);
});

const CHROMIUM = "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];

// Skipped by name where Chromium is absent; the continuous integration installs it.
describe.skipIf(!existsSync(CHROMIUM))("a run's page in Chromium", () => {
  const folder = mkdtempSync(join(tmpdir(), "lowlands-run-"));
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test.for(cases)("%s: fits 360 pixels, in silence, and names the cell under the pointer", async ([, report]) => {
    const file = join(folder, "report.html");
    writeFileSync(file, renderRun(report));
    const page = await browser.newPage({ viewport: { width: 360, height: 800 }, colorScheme: "dark" });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(file).href);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(360);
    const map = page.locator(".heat-image").first();
    await map.scrollIntoViewIfNeeded();
    const box = await map.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 3, (box?.y ?? 0) + 3);
    expect(await page.locator(".tip").textContent()).toMatch(/^0, 0\n.*recovered: /s);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
