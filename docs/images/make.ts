/**
 * Makes the README's pictures: the head of the demo's report, light and dark. Needs Debian's chromium.
 *
 *     npm run demo && npx tsx docs/images/make.ts
 */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const report = pathToFileURL(resolve("measles-lowlands/report.html")).href;
const width = 1000;
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
for (const colorScheme of ["light", "dark"] as const) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  await page.goto(report);
  // The verdict, the key numbers and the table: all above the second heading.
  const next = await page.locator("h2").nth(1).boundingBox();
  if (!next) throw new Error(`${report} has no second heading`);
  const clip = { x: 0, y: 0, width, height: Math.floor(next.y) - 20 };
  await page.screenshot({ path: join(import.meta.dirname, `report-${colorScheme}.png`), fullPage: true, clip });
  await page.close();
}
await browser.close();
