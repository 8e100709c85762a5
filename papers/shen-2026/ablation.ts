import { type MultiStep, multiStep, oracleDirection, type Steps } from "../../src/index.ts";
import { descended, foundBelow } from "./descent.ts";
import { NOTEBOOKS } from "./notebooks.ts";

/** A jump at other parameters, taken whether a part dominates or not. */
export interface AblationRun {
  readonly parameter: string;
  readonly value: number;
  readonly dominant: MultiStep["dominant"];
  /** The length along E X. */
  readonly length: number;
  /** f at the jump's end, and at the point it left. */
  readonly jumped: number;
  readonly stalled: number;
  /** Did descent from there reach the truth. */
  readonly found: boolean;
}

/** What the notebook varies, one parameter at a time. */
const VARIED = {
  order: [3, 5, 7, 9, 11, 13, 15],
  scale: [0.003, 0.03, 0.3, 3, 30],
  step: [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1],
  steps: [10, 100, 1000, 10_000, 30_000, 59_000, 100_000],
} as const;

/** Jumps along E X from the spurious minimum of perturbed completion at n = 3, ε = 0.3. */
export function* ablation(): Steps<AblationRun[]> {
  const { instance, jump } = NOTEBOOKS.completion;
  const { problem, spurious } = instance;
  const stalled = yield* problem.at(spurious[0]).value();
  const { lambda, column, point } = yield* oracleDirection(problem, spurious[0]);
  if (!column) throw new Error("bug: a spurious minimum at 0");
  const { invisible, sigma } = column;
  const sizes = { lambda, sigma, point: Math.hypot(...point), invisible: Math.hypot(...invisible) };
  const runs: AblationRun[] = [];
  for (const [parameter, values] of Object.entries(VARIED)) {
    for (const value of values) {
      const { dominant, invisibleLength: length } = multiStep(sizes, { ...jump, [parameter]: value });
      const start = invisible.map((x) => length * x);
      const jumped = yield* problem.at(start).value();
      const { bestValue } = yield* descended(problem, start);
      const found = bestValue <= foundBelow(problem);
      runs.push({ parameter, value, dominant, length: Math.abs(length), jumped, stalled, found });
    }
  }
  return runs;
}
