import * as Plot from "@observablehq/plot";
import { numberText, percentText, type Report } from "./api.ts";
import { chart, type Figure, type PlotDocument, RIM } from "./chart.ts";

/** The share of missing cells that can be determined, against rank. */
export function determinedShare(report: Report, document: PlotDocument): Figure {
  const title = "Determined missing cells by rank";
  const shares = report.undetermined.shareByRank.filter(Number.isFinite);
  if (shares.length === 0) return { title, caption: "No cell can be determined at any rank.", chart: null };
  const { rank, entries } = report.undetermined;
  const last = Math.max(shares.length, rank, 2);
  // Beyond the largest core number nothing can be determined.
  const known = [...shares, ...Array.from({ length: last - shares.length }, () => 0)];
  // The label stands where the curve does not pass: under it where it is high.
  const high = known[rank - 1] > 0.5;
  const place = { x: (_: number, k: number) => k + 1, y: (share: number) => 100 * share };
  return {
    title,
    caption: `At rank ${numberText(rank)} the entries can determine at most ${percentText(1 - entries)} of the missing cells; in the others the ridge decides, not the data.`,
    chart: chart(document, title, {
      x: { type: "linear", domain: [1, last], ticks: Math.min(5, last - 1), label: "Rank" },
      y: {
        type: "linear",
        domain: [0, 100],
        ticks: 5,
        tickFormat: (share: number) => `${share} %`,
        label: "Share of missing cells",
        grid: true,
      },
      marks: [
        Plot.areaY(known, { x: place.x, y1: 0, y2: place.y, curve: "step", fill: "var(--accent)", fillOpacity: 0.12 }),
        Plot.line(known, { ...place, curve: "step", stroke: "var(--accent)" }),
        known.length <= 60
          ? Plot.dot(known, {
              ...place,
              r: 2.5,
              fill: "var(--accent)",
              title: (share: number, k: number) => `rank ${k + 1}: ${percentText(share)}`,
            })
          : null,
        rank >= 1 ? Plot.ruleX([rank], { stroke: "var(--ink)" }) : null,
        rank >= 1
          ? Plot.text([rank], {
              x: Number,
              frameAnchor: high ? "bottom" : "top",
              textAnchor: rank > last / 2 ? "end" : "start",
              dx: rank > last / 2 ? -5 : 5,
              dy: high ? -8 : 4,
              ...RIM,
              fill: "var(--ink)",
              text: () => `delivered: rank ${numberText(rank)}`,
            })
          : null,
      ],
    }),
  };
}
