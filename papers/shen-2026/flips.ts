import {
  escapeFeasibility,
  oracleDirection,
  perturbedCompletion,
  type Steps,
  simulatedOracle,
} from "../../src/index.ts";
import { jumpDescendAccept, leave } from "./leave.ts";

/** A spurious minimum of perturbed completion, by its number of flipped signs. */
export interface FlipRun {
  readonly flips: number;
  readonly value: number;
  /** The exact feasibility of one step along u qᵀ, and the length and f of the lowest point on its line. */
  readonly feasibility: number;
  readonly length: number;
  readonly line: number;
  readonly lineMeasured: number;
  /** f at the lowest start of any kind, and its kind. */
  readonly lowest: number;
  readonly kind: string;
  /** Did descent from the first way that ends lower reach the truth. */
  readonly found: boolean;
}

/** Every kind of spurious minimum that an instance has. */
export function* flipRuns(size: number, perturbation: number): Steps<FlipRun[]> {
  const { problem, spurious } = perturbedCompletion({ size, perturbation });
  const runs: FlipRun[] = [];
  for (const point of spurious) {
    const value = yield* problem.at(point).value();
    const oracle = yield* oracleDirection(problem, point);
    const { column } = oracle;
    if (!column) throw new Error("bug: a spurious minimum at 0");
    const [away] = (yield* column.line.minima()).filter(({ length }) => Math.abs(length) > 1e-6);
    const length = away?.length ?? 0;
    const moved = oracle.point.map((x, k) => x + length * column.direction[k]);
    const [{ kind, predictedFall }] = yield* leave(problem, point, simulatedOracle());
    const { found } = yield* jumpDescendAccept(problem, { point, value }, { escapes: [simulatedOracle()] });
    runs.push({
      ...{ flips: point.filter((x) => x < 0).length, value, kind, found, length: Math.abs(length) },
      feasibility: escapeFeasibility(oracle).exact,
      line: away?.value ?? Number.NaN,
      lineMeasured: yield* problem.at(moved).value(),
      lowest: value - predictedFall,
    });
  }
  return runs;
}
