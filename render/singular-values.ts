import * as Plot from "@observablehq/plot";
import { numberText, percentText, type Report } from "./api.ts";
import { fittingAxis } from "./axis.ts";
import { chart, type Figure, type PlotDocument } from "./chart.ts";

/** How many of the largest values hold nine tenths of the sum of squares. */
function holdingMost(values: readonly number[]): number {
  const energies = values.map((value) => (value / values[0]) ** 2);
  const total = energies.reduce((sum, energy) => sum + energy, 0);
  let held = 0;
  let count = 0;
  while (held < 0.9 * total) held += energies[count++];
  return count;
}

/** The singular values of the delivered matrix. */
export function singularValues(
  report: Pick<Report, "singularValues">,
  document: PlotDocument,
  besides = " besides the biases",
): Figure {
  const title = "Singular values";
  const values = report.singularValues.filter((value) => value > 0 && Number.isFinite(value));
  if (values.length === 0) {
    return { title, caption: `Rank 0: nothing is left${besides}.`, chart: null };
  }
  const y = fittingAxis(values, "Singular value", 0);
  const [bottom] = y.options.domain as [number, number];
  const place = { x: (_: number, k: number) => k + 1, y: y.read };
  const most = holdingMost(values);
  return {
    title,
    caption:
      values.length === 1
        ? `One direction, of size ${numberText(values[0])}, is all that the answer consists of${besides}.`
        : `The largest ${most} of ${values.length} hold ${percentText(0.9)} of the sum of squares; a steep fall means that few directions matter.`,
    chart: chart(document, title, {
      x: { type: "linear", domain: [0, values.length + 1], ticks: Math.min(4, values.length), label: "Index" },
      y: { ...y.options, grid: true },
      marks: [
        Plot.ruleX(values, { ...place, y1: bottom, y2: y.read, stroke: "var(--accent)", strokeOpacity: 0.35 }),
        Plot.dot(values, {
          ...place,
          r: values.length > 60 ? 1.75 : 2.75,
          fill: "var(--accent)",
          title: (value: number, k: number) => `${k + 1}: ${numberText(value)}`,
        }),
      ],
    }),
  };
}
