import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderSeparation } from "../../render/index.ts";
import { planted, type SeparationReport, separate, separationMarkdown, separationReport } from "../../src/index.ts";

/** The report of a small matrix with every n-th entry off by 20, or none. */
async function sample(
  [m, n]: readonly [number, number],
  { every = 0, missing = 0, noise = 0 }: { every?: number; missing?: number; noise?: number },
  about: Parameters<typeof separationReport>[2] = {},
): Promise<SeparationReport> {
  const { values } = planted({ shape: [m, n], rank: 1, noise, seed: 2 });
  const dense = values.map((value, k) =>
    missing > 0 && k % missing === 1 ? Number.NaN : value + (every > 0 && k % every === 0 ? 20 : 0),
  );
  const data = { dense, shape: [m, n] as const };
  return separationReport(data, await separate(data, { rank: 1 }), { source: "<one>.npy", ...about });
}

const frames = { width: 6, height: 5, white: 255, names: Array.from({ length: 8 }, (_, k) => `<${k}>.png`) };
const reports: Record<string, SeparationReport> = {
  "noise and outliers": await sample([20, 15], { every: 17, noise: 0.01 }),
  "an exact split": await sample([20, 15], { every: 23 }),
  "missing entries": await sample([20, 15], { every: 17, missing: 11, noise: 0.01 }),
  "no outliers": await sample([12, 10], { noise: 0.1 }),
  "blocks of entries": await sample([420, 12], { every: 31, noise: 0.01 }),
  "one entry": await sample([1, 1], {}),
  "a video": await sample([30, 8], { every: 13, noise: 0.01 }, { frames }),
};
const cases = Object.entries(reports);

describe.for(cases)("%s", ([name, report]) => {
  const page = renderSeparation(report);
  const text = page.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g, "");

  test("names no number that is none, and escapes the names of files", () => {
    for (const written of [text, separationMarkdown(report)]) {
      expect(written).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
      expect(written).not.toContain("<one>");
      expect(written).not.toContain("<0>");
    }
  });

  test("shows the matrix or the frames", () => {
    expect(text.match(/class="heat-image/g) ?? []).toHaveLength(name === "a video" ? 0 : 3);
    expect(text.match(/class="strip"/g) ?? []).toHaveLength(name === "a video" ? 3 : 0);
  });
});

test("with noise it is an estimate, without noise a verdict", () => {
  expect(renderSeparation(reports["noise and outliers"])).toContain("An estimate, not certified");
  const exact = reports["an exact split"];
  expect([exact.exact, exact.outliers.count]).toEqual([true, 14]);
  expect(renderSeparation(exact)).not.toContain("An estimate");
});

test("a block's share of outliers is that of what was observed in it", () => {
  const { picture, outliers, data } = reports["blocks of entries"];
  expect([picture?.share, picture?.rowLabels.length]).toEqual([true, 140]);
  expect(picture?.rowLabels[0]).toBe("0 – 2");
  const total = picture?.outliers.flat().reduce((sum, share) => sum + 3 * share, 0);
  expect(total).toBeCloseTo(outliers.count, 9);
  expect(data.rows).toBe(420);
});

test("the residuals in order count every one down to the threshold", () => {
  const { rankedResiduals, outliers } = reports["noise and outliers"];
  const places = rankedResiduals.map(({ place }) => place);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  const beyond = rankedResiduals.filter(({ size }) => size > outliers.threshold);
  expect(beyond.at(-1)?.place).toBe(outliers.count);
});

const CHROMIUM = "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];

// Skipped by name where Chromium is absent; the continuous integration installs it.
describe.skipIf(!existsSync(CHROMIUM))("a separation's page in Chromium", () => {
  const folder = mkdtempSync(join(tmpdir(), "lowlands-separation-"));
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test.for(cases)("%s: fits 360 pixels, in silence", async ([name, report]) => {
    const file = join(folder, "report.html");
    writeFileSync(file, renderSeparation(report));
    const page = await browser.newPage({ viewport: { width: 360, height: 800 }, colorScheme: "dark" });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(file).href);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(360);
    if (name !== "a video") {
      const map = page.locator(".heat-image").last();
      await map.scrollIntoViewIfNeeded();
      const box = await map.boundingBox();
      await page.mouse.move((box?.x ?? 0) + 3, (box?.y ?? 0) + 3);
      expect(await page.locator(".tip").textContent()).toMatch(/^\d.*given: .*low rank: .*outliers: /s);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });
});
