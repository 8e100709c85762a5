import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complete, random } from "../../src/index.ts";

const CHROMIUM = "/usr/bin/chromium";
const PAGE = `<!doctype html><script type="module">
  import * as library from "/src/index.js";
  globalThis.library = library;
</script>`;
const [rows, columns] = [80, 50];

/** A rank-2 matrix with noise, six tenths of it observed. */
function dense(): number[] {
  const stream = random(5);
  const draw = (length: number) => Array.from({ length }, () => stream.gaussian());
  const [u, v] = [draw(2 * rows), draw(2 * columns)];
  return Array.from({ length: rows * columns }, (_, e) => {
    const [i, j] = [Math.floor(e / columns), e % columns];
    const value = u[2 * i] * v[2 * j] + u[2 * i + 1] * v[2 * j + 1] + 0.1 * stream.gaussian();
    return stream.uniform() < 0.4 ? Number.NaN : value;
  });
}

describe.skipIf(!existsSync(CHROMIUM))("in a page (Chromium)", () => {
  let server: Server;
  let browser: Browser;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const file = `dist${request.url}`;
      const found = request.url?.endsWith(".js") && existsSync(file);
      response.setHeader("content-type", found ? "text/javascript" : "text/html");
      response.end(found ? readFileSync(file) : PAGE);
    }).listen(0, "127.0.0.1");
    const args = [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
    ];
    browser = await chromium.launch({ executablePath: CHROMIUM, args });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  test("the built library completes, certifies, lets timers run, and gives Node's bits", async () => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction("globalThis.library");
    const values = dense();
    const inPage = await page.evaluate(
      async ({ values, shape }) => {
        const { library } = globalThis as unknown as { library: Pick<typeof import("../../src/index.ts"), "complete"> };
        let ticks = 0;
        const timer = setInterval(() => (ticks += 1), 5);
        const dense = values.map((x) => x ?? Number.NaN);
        const { verdict, model } = await library.complete({ dense, shape });
        clearInterval(timer);
        return { verdict, ticks, predicted: Array.from(model.predict([0, 3, 79], [0, 7, 49])) };
      },
      { values: values.map((x) => (Number.isNaN(x) ? null : x)), shape: [rows, columns] as [number, number] },
    );
    const { model } = await complete({ dense: values, shape: [rows, columns] });
    expect(inPage.verdict).toBe("holds");
    expect(inPage.ticks).toBeGreaterThan(3);
    expect(inPage.predicted).toEqual(Array.from(model.predict([0, 3, 79], [0, 7, 49])));
  });
});
