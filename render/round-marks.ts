import * as Plot from "@observablehq/plot";
import type { Axis } from "./axis.ts";
import { RIM } from "./chart.ts";
import { roundStarts, type Step } from "./progress.ts";

/** More rounds than this are marked by their lines alone. */
const LABELLED = 5;

/** A dashed line where a round starts, that is, where an escape was taken, with the rank it went on with. */
export function roundMarks(steps: readonly Step[], x: Axis): Plot.Markish[] {
  const starts = roundStarts(steps);
  const rule = Plot.ruleX(starts, {
    x: (step: Step) => x.read(step.total),
    stroke: "var(--muted)",
    strokeDasharray: "2,3",
    title: (step: Step) => `round ${step.round} starts at rank ${step.rank}`,
  });
  if (starts.length > LABELLED) return [rule];
  const text = Plot.text(starts, {
    x: (step: Step) => x.read(step.total),
    frameAnchor: "top",
    textAnchor: "start",
    dx: 4,
    dy: -2,
    fill: "var(--muted)",
    ...RIM,
    text: (step: Step) => `rank ${step.rank}`,
  });
  return [rule, text];
}
