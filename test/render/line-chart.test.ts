import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { type ChartLine, type LineChart, lineChart } from "../../render/index.ts";

const falling = (rate: number): ChartLine["points"] => Array.from({ length: 50 }, (_, k) => [k, Math.exp(-rate * k)]);

const chart = (changes: Partial<LineChart> = {}): string =>
  lineChart({
    title: "Error & bound",
    x: { label: "Iteration" },
    y: { label: "f", log: true },
    lines: [
      { label: "ours", points: falling(0.3) },
      { label: "theirs < ours", points: falling(0.301) },
      { label: "bound", points: falling(0.1), tone: "guide" },
    ],
    ...changes,
  });

/** Where a text stands, and what it says. */
function texts(svg: string): { text: string; x: number; y: number }[] {
  const { document } = parseHTML(`<html><body>${svg}</body></html>`);
  return [...document.querySelectorAll("text")].map((element) => {
    const [, x, y] = /translate\(([-\d.]+),([-\d.]+)\)/.exec(element.getAttribute("transform") ?? "") ?? [];
    const shift = /translate\(([-\d.]+),([-\d.]+)\)/.exec(element.parentElement?.getAttribute("transform") ?? "");
    return {
      text: element.textContent ?? "",
      x: Number(x) + Number(shift?.[1] ?? 0),
      y: Number(y) + Number(shift?.[2] ?? 0),
    };
  });
}

test("it is a file of its own: well-formed, titled, with the page's colours in light and dark", () => {
  const svg = chart();
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
  expect(svg).toContain("<title>Error &amp; bound</title>");
  expect(svg).toContain('aria-label="Error &amp; bound"');
  expect(svg).not.toMatch(/&(?!\w+;|#)/);
  expect(svg).toContain("prefers-color-scheme: dark");
  // Every colour that is used is one that the file defines.
  for (const [, name] of svg.matchAll(/var\((--[\w-]+)\)/g)) expect(svg).toContain(`${name}:`);
  expect(svg).not.toContain("NaN");
});

test("every line is named where it ends, and no name covers another", () => {
  const named = texts(chart()).filter(({ text }) => ["ours", "theirs < ours", "bound"].includes(text));
  expect(named).toHaveLength(3);
  const heights = named.map(({ y }) => y).sort((a, b) => a - b);
  for (let k = 1; k < heights.length; k++) expect(heights[k] - heights[k - 1]).toBeGreaterThan(13);
  for (const { x } of named) expect(x).toBeCloseTo(named[0].x, 6);
});

test("names of lines that end far apart stay with their lines", () => {
  const short = { label: "stopped", points: falling(0.3).slice(0, 10) };
  const [stopped, ours] = ["stopped", "ours"].map(
    (label) =>
      texts(chart({ lines: [short, { label: "ours", points: falling(0.3) }] })).find(({ text }) => text === label)!,
  );
  expect(ours.x - stopped.x).toBeGreaterThan(200);
});

test("what a logarithmic axis cannot show is left out; a line without points has no name", () => {
  const svg = chart({
    lines: [
      { label: "ours", points: [...falling(0.3), [50, 0], [51, Number.NaN], [52, -1]] },
      { label: "nothing", points: [[0, 0]] },
    ],
  });
  expect(svg).not.toMatch(/NaN|Infinity/);
  expect(texts(svg).map(({ text }) => text)).not.toContain("nothing");
});

test("marks across the chart are named", () => {
  const names = texts(chart({ columns: [{ at: 20, label: "T₁" }], levels: [{ at: 1e-3, label: "limit" }] }));
  expect(names.map(({ text }) => text)).toEqual(expect.arrayContaining(["T₁", "limit"]));
});

test("a line without a label is drawn, and is no reason to move the labels of others", () => {
  const lines: ChartLine[] = [{ label: "ours", points: falling(0.3) }];
  const unnamed: ChartLine = { label: "", points: falling(0.3), tone: "faint" };
  const [before, after] = [chart({ lines }), chart({ lines: [unnamed, ...lines] })];
  expect(texts(after)).toEqual(texts(before));
  expect(after.match(/aria-label="line"/g)).toHaveLength(2);
  expect(after).toMatch(/stroke-width="0.8" stroke="var\(--hatch\)"/);
});
