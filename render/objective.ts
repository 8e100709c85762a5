import * as Plot from "@observablehq/plot";
import { numberText, type Report } from "./api.ts";
import { fittingAxis, linearAxis } from "./axis.ts";
import { chart, type Figure, type PlotDocument } from "./chart.ts";
import { progress, type Step } from "./progress.ts";
import { roundMarks } from "./round-marks.ts";

/** The objective by iteration. */
export function objective(report: Report, document: PlotDocument): Figure {
  const title = "Objective by iteration";
  const steps = progress(report.trace).filter((step) => Number.isFinite(step.objective));
  if (steps.length === 0) return { title, caption: "No step was recorded.", chart: null };
  const first = steps[0].objective;
  const last = steps[steps.length - 1].objective;
  const x = linearAxis(
    steps.map((step) => step.total),
    "Iteration",
    0,
  );
  const y = fittingAxis(
    steps.map((step) => step.objective),
    "Objective",
  );
  const place = { x: (step: Step) => x.read(step.total), y: (step: Step) => y.read(step.objective) };
  const marks = [
    ...roundMarks(steps, x),
    Plot.line(steps, { ...place, stroke: "var(--accent)" }),
    Plot.dot(steps.length > 60 ? steps.slice(-1) : steps, {
      ...place,
      r: 2,
      fill: "var(--accent)",
      title: (step: Step) => `iteration ${step.total}: ${numberText(step.objective, 6)}`,
    }),
  ];
  return {
    title,
    caption: `From ${numberText(first)} to ${numberText(last)}; flat at the end means that the descent was finished.${
      report.rounds.length > 1 ? " A dashed line marks an escape to another rank." : ""
    }`,
    chart: chart(document, title, { x: x.options, y: { ...y.options, grid: true }, marks }),
  };
}
