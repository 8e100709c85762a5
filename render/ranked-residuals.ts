import * as Plot from "@observablehq/plot";
import { numberText, type RankedResidual, type SeparationReport } from "./api.ts";
import { logAxis } from "./axis.ts";
import { chart, type Figure, type PlotDocument, RIM } from "./chart.ts";

/** Below this share of the largest residual all is rounding. */
const ROUNDING = 1e-17;

/** The residuals in order of size, with the threshold beyond which they are outliers. */
export function rankedResiduals(report: SeparationReport, document: PlotDocument): Figure {
  const title = "Residuals by size";
  const { outliers, exact } = report;
  const { threshold } = outliers;
  const residuals = report.rankedResiduals.filter(({ size }) => size > 0);
  if (residuals.length === 0) return { title, caption: "Nothing is left of any entry.", chart: null };
  const largest = residuals[0].size;
  const drawn = threshold > ROUNDING * largest;
  const x = logAxis([1, residuals[residuals.length - 1].place], "How many are as large, log scale");
  const y = logAxis(
    [...residuals.map(({ size }) => size), ...(drawn ? [threshold] : [])],
    "|entry − low rank|, log scale",
  );
  const place = { x: "place", y: "size" } as const;
  const beyond = residuals.filter(({ size }) => size > threshold);
  return {
    title,
    caption: `What lies above the line counts as an outlier. ${exact ? "The fall below it is to rounding: the two kinds are far apart." : "A step at the line means that the two kinds are far apart; where the curve runs smoothly through it, some outliers are as small as the noise."}`,
    chart: chart(document, title, {
      x: { ...x.options, grid: false },
      y: { ...y.options, grid: true },
      marks: [
        Plot.line(residuals, { ...place, curve: "step-before", stroke: "var(--accent)" }),
        Plot.line(beyond, { ...place, curve: "step-before", stroke: "var(--alarm)", strokeWidth: 2 }),
        drawn ? Plot.ruleY([threshold], { stroke: "var(--ink)" }) : null,
        drawn
          ? Plot.text([threshold], {
              y: Number,
              frameAnchor: "left",
              textAnchor: "start",
              dx: 6,
              dy: 9,
              text: (at: number) => `threshold ${numberText(at, 3)}`,
              ...RIM,
            })
          : null,
        Plot.dot(residuals.slice(0, 1), {
          ...place,
          r: 3,
          fill: beyond.length > 0 ? "var(--alarm)" : "var(--accent)",
          title: ({ size }: RankedResidual) => `the largest: ${numberText(size)}`,
        }),
      ],
    }),
  };
}
