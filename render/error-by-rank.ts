import * as Plot from "@observablehq/plot";
import { percentText, type RankError, type RunReport } from "./api.ts";
import { fittingAxis, linearAxis } from "./axis.ts";
import { chart, type Figure, type PlotDocument } from "./chart.ts";

/** What is left of the matrix after each rank. */
export function errorByRank(report: RunReport, document: PlotDocument): Figure {
  const title = "Error against rank";
  const errors = report.errorByRank.filter(({ error }) => error > 0 && Number.isFinite(error));
  if (errors.length === 0) return { title, caption: "Nothing is left at any rank.", chart: null };
  const x = linearAxis(
    errors.map(({ rank }) => rank),
    "Rank",
    0,
  );
  const y = fittingAxis(
    errors.map(({ error }) => error),
    "‖A − A_k‖ / ‖A‖",
  );
  const place = { x: ({ rank }: RankError) => x.read(rank), y: ({ error }: RankError) => y.read(error) };
  const taken = errors.filter(({ rank }) => rank === report.chosen.rank);
  return {
    title,
    caption: `What the best matrix of each rank leaves of the given one. ${taken.length > 0 ? `At the rank taken (filled) it is ${percentText(taken[0].error)}. ` : ""}A bend is where structure ends and noise begins.`,
    chart: chart(document, title, {
      x: x.options,
      y: { ...y.options, grid: true },
      marks: [
        Plot.line(errors, { ...place, stroke: "var(--accent)" }),
        Plot.dot(errors.length > 60 ? [] : errors, {
          ...place,
          r: 2.5,
          fill: "var(--page)",
          stroke: "var(--accent)",
          title: ({ rank, error }: RankError) => `rank ${rank}: ${percentText(error)}`,
        }),
        Plot.dot(taken, { ...place, r: 4.5, fill: "var(--accent)" }),
      ],
    }),
  };
}
