import * as Plot from "@observablehq/plot";
import { gapThreshold, numberText, type Report } from "./api.ts";
import { linearAxis, logAxis } from "./axis.ts";
import { chart, type Figure, type PlotDocument, RIM } from "./chart.ts";
import { progress, type Step } from "./progress.ts";
import { roundMarks } from "./round-marks.ts";

/** The best lower bound on the optimum that any step of this run has proved: P − gap · P. */
function bestLowerBound(report: Report): number {
  const bounds = [report, ...report.trace].map((at) => at.objective * (1 - at.relativeGap));
  return Math.max(...bounds.filter(Number.isFinite));
}

/** How far each step was from the optimum at most, and the gap where it was certified. */
export function relativeGap(report: Report, document: PlotDocument): Figure {
  const title = "Relative gap by iteration";
  const bound = bestLowerBound(report);
  const threshold = gapThreshold(report);
  const steps = progress(report.trace);
  const certified = steps.filter((step) => step.relativeGap > 0 && Number.isFinite(step.relativeGap));
  const above = steps
    .map((step) => ({ ...step, excess: (step.objective - bound) / step.objective }))
    .filter((step) => step.excess > 0 && Number.isFinite(step.excess));
  if (certified.length + above.length === 0) {
    const exact = report.relativeGap === 0 ? "The gap is zero: the fit is exact." : "No gap was measured.";
    return { title, caption: exact, chart: null };
  }
  const x = linearAxis(
    steps.map((step) => step.total),
    "Iteration",
    0,
  );
  const values = [...certified.map((step) => step.relativeGap), ...above.map((step) => step.excess)];
  const y = logAxis(threshold > 0 ? [...values, threshold / 2] : values, "Relative gap, log scale");
  const at = (step: Step) => x.read(step.total);
  const marks = [
    ...roundMarks(steps, x),
    threshold > 0 ? Plot.ruleY([threshold], { stroke: "var(--muted)" }) : null,
    threshold > 0
      ? Plot.text([threshold], {
          y: Number,
          frameAnchor: "left",
          textAnchor: "start",
          dx: 4,
          dy: -7,
          fill: "var(--muted)",
          ...RIM,
          text: () => "certified below",
        })
      : null,
    Plot.line(above, { x: at, y: "excess", stroke: "var(--accent)" }),
    Plot.dot(certified, {
      x: at,
      y: "relativeGap",
      r: 3.5,
      fill: "var(--page)",
      stroke: "var(--accent)",
      title: (step: Step) => `iteration ${step.total}: gap ${numberText(step.relativeGap, 2)}`,
    }),
  ];
  return {
    title,
    caption:
      "Circles: the gap where it was computed. Line: how far each step lies above the best lower bound, so that far from the optimum at most.",
    chart: chart(document, title, { x: x.options, y: { ...y.options, grid: true }, marks }),
  };
}
