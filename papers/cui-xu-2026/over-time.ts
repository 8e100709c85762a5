import {
  denseHessian,
  disguisedConvexity,
  type Point,
  perturbedCompletion,
  type SecondOrderProblem,
  type Steps,
  symmetricEigen,
  type Verdict,
} from "../../src/index.ts";

/** The certificate at an iterate: it needs no truth. */
export interface Certified {
  readonly iteration: number;
  readonly verdict: Verdict;
  /** The least eigenvalue of ∇²f + c K*K, K at the iterate itself, as Lanczos saw it, and of ∇²f alone, where it was computed. */
  readonly least: number;
  readonly leastAlone?: number | undefined;
}

/** c of every certificate. */
const STRENGTH = 0.4;

/** Points of more numbers than this are left without a dense Hessian. */
const DENSE = 500;

/** The certificate along a descent. */
export function* certified(problem: SecondOrderProblem, along: ReadonlyMap<number, Point>): Steps<Certified[]> {
  const rows: Certified[] = [];
  for (const [iteration, point] of along) {
    const { verdict, numbers } = yield* disguisedConvexity(problem, point, { strength: STRENGTH });
    const dense = point.length <= DENSE ? symmetricEigen(yield* denseHessian(problem, point)).values[0] : undefined;
    rows.push({ iteration, verdict, least: numbers.smallest, leastAlone: dense });
    yield;
  }
  return rows;
}

/** The least eigenvalue that the certificate saw at a point. */
export function* leastAt(problem: SecondOrderProblem, point: Point): Steps<number> {
  return (yield* disguisedConvexity(problem, point, { strength: STRENGTH })).numbers.smallest;
}

/** The certificate at the truth of perturbed completion, and at a strict minimum of it that is spurious. */
export interface Spurious {
  readonly atTruth: Verdict;
  readonly atSpurious: Verdict;
  /** f there, 0 at the truth. */
  readonly value: number;
  readonly gradientNorm: number;
}

/** Signs flipped on a 3×3 instance of perturbed completion: the certificate tells a strict minimum, not which one. */
export function* spurious(): Steps<Spurious> {
  const { problem, truth, spurious } = perturbedCompletion({ size: 3, perturbation: 0.3 });
  const [flipped] = spurious;
  const there = yield* disguisedConvexity(problem, flipped);
  return {
    atTruth: (yield* disguisedConvexity(problem, truth)).verdict,
    atSpurious: there.verdict,
    value: yield* problem.at(flipped).value(),
    gradientNorm: there.numbers.gradientNorm,
  };
}
