import * as Plot from "@observablehq/plot";
import { numberText, type RunStep, type SeparationReport } from "./api.ts";
import { fittingAxis, linearAxis } from "./axis.ts";
import { chart, type Figure, type PlotDocument } from "./chart.ts";
import { thinned } from "./run-steps.ts";

/** The objective by iteration, over all ranks that were tried. */
export function separationProgress(report: SeparationReport, document: PlotDocument): Figure {
  const title = "Objective by iteration";
  const steps = thinned(report.trace).filter(({ objective }) => Number.isFinite(objective));
  if (steps.length === 0) return { title, caption: "No step was recorded.", chart: null };
  const x = linearAxis(
    steps.map(({ iteration }) => iteration),
    "Iteration",
    0,
  );
  const y = fittingAxis(
    steps.map(({ objective }) => objective),
    "Objective",
    0,
  );
  const place = { x: (step: RunStep) => x.read(step.iteration), y: (step: RunStep) => y.read(step.objective) };
  const last = steps[steps.length - 1];
  const several = report.rank.trials.length > 1;
  return {
    title,
    caption: `${several ? "Each rank that was tried begins anew" : "From the start down"}: the sum of all residuals’ sizes; at the end half the sum of the inliers’ squares, fitted again without the outliers. Flat means finished.`,
    chart: chart(document, title, {
      x: x.options,
      y: { ...y.options, grid: true },
      marks: [
        Plot.line(steps, { ...place, stroke: "var(--accent)" }),
        Plot.dot([last], {
          ...place,
          r: 3,
          fill: "var(--accent)",
          title: (step: RunStep) => `iteration ${step.iteration}: ${numberText(step.objective, 6)}`,
        }),
      ],
    }),
  };
}
