import * as Plot from "@observablehq/plot";
import { type HeldOut, numberText, type Report } from "./api.ts";
import { type Axis, linearAxis } from "./axis.ts";
import { chart, type Figure, type PlotDocument } from "./chart.ts";

interface Pair {
  readonly observed: number;
  readonly predicted: number;
}

/** The predictions of one observed value, by quantile. */
interface Level {
  readonly observed: number;
  readonly count: number;
  readonly quantiles: readonly number[];
}

/** Up to this many pairs are drawn one by one. */
const FEW = 500;
/** Up to this many different observed values are shown as levels, as ratings and counts are. */
const LEVELS = 20;

function levels(pairs: readonly Pair[]): Level[] {
  const groups = new Map<number, number[]>();
  for (const { observed, predicted } of pairs) {
    const group = groups.get(observed);
    if (group === undefined) groups.set(observed, [predicted]);
    else group.push(predicted);
  }
  return [...groups].map(([observed, predicted]) => {
    const sorted = predicted.sort((a, b) => a - b);
    const quantiles = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => sorted[Math.round(share * (sorted.length - 1))]);
    return { observed, count: sorted.length, quantiles };
  });
}

function levelMarks(pairs: readonly Pair[], read: Axis["read"]): Plot.Markish[] {
  const groups = levels(pairs);
  const x = (level: Level) => read(level.observed);
  const y = (k: number) => (level: Level) => read(level.quantiles[k]);
  const title = ({ observed, count, quantiles }: Level) =>
    `observed ${numberText(observed)}: median prediction ${numberText(quantiles[2], 3)}, middle half ${numberText(quantiles[1], 3)} to ${numberText(quantiles[3], 3)} (${numberText(count)} cells)`;
  return [
    Plot.ruleX(groups, { x, y1: y(0), y2: y(4), stroke: "var(--accent)" }),
    Plot.ruleX(groups, { x, y1: y(1), y2: y(3), stroke: "var(--accent-soft)", strokeWidth: 9, title }),
    Plot.dot(groups, { x, y: y(2), r: 3, fill: "var(--accent)", title }),
  ];
}

function pairMarks(pairs: readonly Pair[], read: Axis["read"]): Plot.Markish[] {
  const place = { x: (pair: Pair) => read(pair.observed), y: (pair: Pair) => read(pair.predicted) };
  if (pairs.length <= FEW)
    return [Plot.dot(pairs, { ...place, r: pairs.length <= 50 ? 3 : 2, fill: "var(--accent)", fillOpacity: 0.55 })];
  const counted = { fillOpacity: "count", title: "count" } as const;
  return [Plot.hexagon(pairs, Plot.hexbin(counted, { ...place, fill: "var(--accent)", binWidth: 9 }))];
}

function reading(heldOut: HeldOut, byLevel: boolean): string {
  const shown = byLevel
    ? "Per observed value the median prediction (dot), the middle half (bar) and nine tenths (line)"
    : "Each mark is a held-out cell, darker where there are many";
  const sample =
    heldOut.observed.length < heldOut.count ? `, from a sample of ${numberText(heldOut.observed.length)}` : "";
  return `${shown}${sample}; a perfect prediction lies on the diagonal.`;
}

/** Predictions of the held-out cells against what was observed there. */
export function heldOut(report: Report, document: PlotDocument): Figure {
  const title = "Held-out predictions";
  const test = report.heldOut;
  const pairs: Pair[] = (test?.observed ?? [])
    .map((observed, k) => ({ observed, predicted: test?.predicted[k] ?? Number.NaN }))
    .filter((pair) => Number.isFinite(pair.observed) && Number.isFinite(pair.predicted));
  if (test === null || pairs.length === 0) {
    return { title, caption: "Nothing was held out, so the error of prediction is not known.", chart: null };
  }
  const both = pairs.flatMap((pair) => [pair.observed, pair.predicted]);
  const x = linearAxis(both, "Observed");
  const y = linearAxis(both, "Predicted");
  const byLevel = pairs.length > FEW && new Set(pairs.map((pair) => pair.observed)).size <= LEVELS;
  const [low, high] = x.options.domain as [number, number];
  return {
    title,
    caption: reading(test, byLevel),
    chart: chart(document, title, {
      x: { ...x.options, inset: 8 },
      y: { ...y.options, inset: 4, grid: true },
      opacity: { type: "sqrt", range: [0.1, 1] },
      marks: [
        Plot.line([low, high], {
          x: Number,
          y: Number,
          stroke: "var(--ink)",
          strokeOpacity: 0.6,
          strokeDasharray: "4,3",
        }),
        ...(byLevel ? levelMarks(pairs, x.read) : pairMarks(pairs, x.read)),
      ],
    }),
  };
}
