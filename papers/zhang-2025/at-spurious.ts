import {
  type Certificate,
  matrix,
  type Point,
  random,
  type SecondOrderProblem,
  type Steps,
  secondOrderNonnegative,
  symmetricEigen,
} from "../../src/index.ts";
import type { Counterexample } from "./counterexamples.ts";
import { descended } from "./descent.ts";

/** What was measured at a spurious point. */
export interface AtSpurious {
  readonly family: Counterexample["family"];
  readonly name: string;
  readonly rank: number;
  readonly height: number;
  /** f there, and at the truth. */
  readonly value: number;
  readonly truth: number;
  /** How much the first-order conditions are broken: |gradient| where the point is positive, −gradient where it is 0. */
  readonly violation: number;
  /** The least gradient among the entries that are 0. */
  readonly multiplier: number;
  /** ‖X − M‖/‖M‖. */
  readonly error: number;
  /** The least of f − f there, among random feasible points near it. */
  readonly lowest: number;
  /** |f − f there| where projected gradient ends from a random feasible point near it. */
  readonly returned: number;
  /** How far the extreme eigenvalues of 𝒜𝒜* are from 1 ± δ, and all others from 1; NaN where no near isometry is. */
  readonly spectrum: number;
  /** What the certificate of a strict local minimum says. */
  readonly verdict: Certificate["verdict"];
}

/** Lengths of the random steps, as a share of the least positive entry, squared where that is below 1: the walls are as low. */
const NEAR = 0.05;

/** Checks one counterexample. */
export function* atSpurious(
  { family, name, rank, height, landscape, isometryConstant }: Counterexample,
  { steps, seed }: { steps: number; seed: number },
): Steps<AtSpurious> {
  const { problem, truth, spurious } = landscape;
  const [point] = spurious;
  const at = problem.at(point);
  const value = yield* at.value();
  const gradient = yield* at.gradient();
  const draw = random(seed).fork("near");
  const positive = point.filter((x) => x > 0);
  const reach = NEAR * Math.min(...positive) * Math.min(1, ...positive);
  const near = () => {
    const step = point.map(() => draw.gaussian());
    const length = (reach * draw.uniform()) / Math.hypot(...step);
    return point.map((x, k) => Math.max(0, x + length * step[k]));
  };
  let lowest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < steps; k++) {
    lowest = Math.min(lowest, (yield* problem.at(near()).value()) - value);
    yield;
  }
  const { value: ended } = yield* descended(problem, near());
  const product = productAt(problem, truth);
  const difference = productAt(problem, point).map((x, k) => x - product[k]);
  return {
    family,
    name,
    rank,
    height,
    value,
    truth: yield* problem.at(truth).value(),
    violation: Math.max(...point.map((x, k) => (x > 0 ? Math.abs(gradient[k]) : -gradient[k]))),
    multiplier: Math.min(...gradient.filter((_, k) => point[k] === 0)),
    error: Math.hypot(...difference) / Math.hypot(...product),
    lowest,
    returned: Math.abs(ended - value),
    verdict: (yield* secondOrderNonnegative(problem, point)).verdict,
    spectrum: isometryConstant === undefined ? Number.NaN : spectrumError(problem, isometryConstant),
  };
}

/** How far the eigenvalues of 𝒜𝒜* are from 1 − δ, 1, …, 1, 1 + δ. */
function spectrumError({ operator }: SecondOrderProblem, delta: number): number {
  const { measurements } = operator;
  const gram = matrix(measurements, measurements);
  for (let k = 0; k < measurements; k++) {
    const unit = new Float64Array(measurements);
    unit[k] = 1;
    gram.data.set(operator.apply(operator.adjoint(unit)), k * measurements);
  }
  const { values } = symmetricEigen(gram);
  const last = measurements - 1;
  return Math.max(...values.map((x, k) => Math.abs(x - (k === 0 ? 1 - delta : k === last ? 1 + delta : 1))));
}

/** X, row by row. */
function productAt({ parametrization }: SecondOrderProblem, point: Point): Float64Array {
  const { rows, columns, rank } = parametrization;
  const { left, right } = parametrization.parts(point);
  return Float64Array.from({ length: rows * columns }, (_, k) => {
    const [i, j] = [Math.floor(k / columns), k % columns];
    let sum = 0;
    for (let c = 0; c < rank; c++) sum += left[i * rank + c] * right[j * rank + c];
    return sum;
  });
}
