import type { NumberTable } from "../paper.ts";
import type { Findings } from "./findings.ts";
import { wayOf } from "./measures.ts";

/** What the notebooks' instances gave. */
export function notebookTable({ notebooks }: Findings): NumberTable {
  return {
    title: "The notebooks",
    caption:
      "f and ‖x xᵀ − z zᵀ‖ where descent stalled, where the authors' jump led, and after it; f at the lowest point of a ray. Feasibility is where descent stalled: the authors' score with their δ, and the exact one.",
    columns: [
      "instance",
      "λ",
      "σ",
      "score",
      "exact",
      "f stalled",
      "distance",
      "part that dominates",
      "f jumped",
      "distance",
      "f at the end",
      "distance",
      "ray",
      "f at its lowest",
      "f at the end",
    ],
    rows: Object.values(notebooks).map((run) => [
      run.notebook.title,
      run.lambda,
      run.sigma,
      run.feasibility.score,
      run.feasibility.exact,
      run.stalled.value,
      run.stalled.distance,
      run.step.dominant,
      run.jumped.value,
      run.jumped.distance,
      run.ended.value,
      run.ended.distance,
      wayOf(run.way),
      run.rayJumped.value,
      run.rayEnded.value,
    ]),
  };
}

/** The lifted objective on the way. */
export function liftedTable({ notebooks }: Findings): NumberTable {
  return {
    title: "Lifted",
    caption:
      "The lifted objective at the stalled point, after the first step, after the last, and at the longest part alone, each with the notebook's surrogate; the curvature along the oracle direction by order, and the least order from which on it is negative.",
    columns: [
      "instance",
      "order",
      "h stalled",
      "surrogate",
      "h started",
      "surrogate",
      "h stepped",
      "surrogate",
      "h alone",
      "surrogate",
      "curvature, 3",
      "5",
      "7",
      "11",
      "required order",
    ],
    rows: Object.values(notebooks).map(({ notebook, lifted: h, surrogate: s, step, curvature, requiredOrder }) => {
      const part = step.dominant === "oracle" ? "oracle" : "invisible";
      return [
        notebook.title,
        notebook.jump.order,
        ...[h.stalled, s.stalled, h.started, s.started, h.stepped, s.stepped, h[part], s[part]],
        ...[3, 5, 7, 11].map(curvature),
        requiredOrder ?? "none",
      ];
    }),
  };
}
