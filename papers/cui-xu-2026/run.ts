import {
  afterIterations,
  aligned,
  balanceDrift,
  benignRegularizer,
  fixedStep,
  gradientDescent,
  type Point,
  type Steps,
  solve,
} from "../../src/index.ts";
import { distanceOf, norm } from "./factors.ts";
import type { Curvatures, Model } from "./models.ts";
import { spectra } from "./spectrum.ts";

/** Descent on f, and on f + R_t with R_t built anew at its own iterates, from one start. */
export interface RunOptions {
  readonly model: Model;
  readonly start: Point;
  /** μ, the strength of R_t, and ℓ, which sets the step 1/(2.6 ℓ s₁). */
  readonly curvature: Curvatures;
  readonly iterations: number;
  /** At which iterations eigenvalues are computed; at none where absent. */
  readonly curved?: ((iteration: number) => boolean) | undefined;
}

/** One iterate of both. */
export interface RunRow {
  readonly iteration: number;
  /** max |difference| between the two iterates. */
  readonly difference: number;
  /** ‖∇R_t(F_t)‖. */
  readonly regularizer: number;
  /** ‖F_t − F̄_t‖. */
  readonly distance: number;
  /** ‖E_t − E_0‖, E = UᵀU − VᵀV, and its bound Σ η²‖∇f‖². */
  readonly drift: number;
  readonly driftBound: number;
  /** Least eigenvalue of ∇²f and of ∇²(f + R_t), where they were computed. */
  readonly leastAlone?: number | undefined;
  readonly least?: number | undefined;
}

/** What the two descents did. */
export interface Run {
  readonly model: string;
  /** μs_r. */
  readonly unit: number;
  readonly rows: readonly RunRow[];
  /** 1 − ημs_r/2. */
  readonly bound: number;
}

/** Runs both; the first by the library's own descent. */
export function* run({ model, start, curvature, iterations, curved }: RunOptions): Steps<Run> {
  const { name, problem, truth, singularValues } = model;
  const { parametrization } = problem;
  const eta = 1 / (2.6 * curvature.largest * singularValues[0]);
  const plain = [Float64Array.from(start)];
  const gradientNorms = [norm(yield* problem.at(start).gradient())];
  yield* solve(problem, gradientDescent({ step: fixedStep(eta) }), {
    start,
    stop: [afterIterations(iterations)],
    observe: ({ point, gradientNorm }) => {
      plain.push(Float64Array.from(point));
      gradientNorms.push(gradientNorm);
    },
  });

  const rows: RunRow[] = [];
  let other = Float64Array.from(start);
  // Where the orbit was nearest before is next to where it is nearest now.
  let reference = truth;
  const balance = balanceDrift(parametrization.parts(start));
  for (let iteration = 0; iteration <= iterations; iteration++) {
    const at = plain[iteration];
    reference = aligned(parametrization, reference, other);
    const benign = benignRegularizer(parametrization, { reference, strength: curvature.smallest });
    const pull = benign.gradient(other);
    const seen = curved?.(iteration) ? yield* spectra(problem, other, benign.hessianVector) : undefined;
    rows.push({
      iteration,
      difference: at.reduce((most, value, k) => Math.max(most, Math.abs(value - other[k])), 0),
      regularizer: norm(pull),
      distance: distanceOf(other, reference),
      drift: balance.drift(parametrization.parts(at)),
      driftBound: balance.bound,
      leastAlone: seen?.alone[0],
      least: seen?.together[0],
    });
    const gradient = yield* problem.at(other).gradient();
    other = other.map((value, k) => value - eta * (gradient[k] + pull[k]));
    balance.step(eta, gradientNorms[iteration]);
    yield;
  }
  const unit = curvature.smallest * singularValues[singularValues.length - 1];
  return { model: name, unit, rows, bound: 1 - (eta * unit) / 2 };
}
