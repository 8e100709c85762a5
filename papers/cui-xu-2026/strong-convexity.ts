import {
  aligned,
  asymmetric,
  benignRegularizer,
  entrySampling,
  leastSquares,
  matrix,
  multiply,
  type Random,
  random,
  recoveryProblem,
  ridge,
  type Steps,
  svd,
  transpose,
} from "../../src/index.ts";
import { displaced, factorsOf, gaussianMatrix, joined, plantedFactors } from "./factors.ts";
import type { Model, PlantedModel } from "./models.ts";
import { last, spectra } from "./spectrum.ts";

/** Extreme eigenvalues of ∇²(f + R) over random cases at the edge of the theorem: over μs_r, and over ℓs₁. */
export interface StrongConvexity {
  readonly cases: number;
  readonly least: number;
  readonly most: number;
}

/** d₀ = μs_r/(12ℓ√s₁): the radius of strong convexity. */
export const radius = (least: number, most: number, singularValues: readonly number[]): number =>
  (least * last(singularValues)) / (12 * most * Math.sqrt(singularValues[0]));

/**
 * Tries the theorem on L(X) = ½ Σ w (X − Y)² with weights from μ to ℓ, a reference with ‖ŪᵀŪ − V̄ᵀV̄‖₂ = s_r/10,
 * ‖∇L(M*)‖₂ = μs_r/16, at a random point at distance d₀.
 */
export function* strongConvexity(options: PlantedModel, cases: number): Steps<StrongConvexity> {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let k = 0; k < cases; k++) {
    const draw = random(options.seed).fork(`strong convexity ${k}`);
    const mu = 0.2 + 0.8 * draw.uniform();
    const ell = mu * (1 + 4 * draw.uniform());
    const { problem, reference } = hardest({ ...options, seed: options.seed + k }, mu, ell, draw);
    const benign = benignRegularizer(problem.parametrization, { reference, strength: mu });
    const point = displaced(reference, radius(mu, ell, options.singularValues), draw);
    const { together } = yield* spectra(problem, point, benign.hessianVector);
    least = Math.min(least, together[0] / (mu * last(options.singularValues)));
    most = Math.max(most, last(together) / (ell * options.singularValues[0]));
  }
  return { cases, least, most };
}

function hardest(options: PlantedModel, mu: number, ell: number, draw: Random) {
  const { shape, singularValues } = options;
  const [rows, columns] = shape;
  const rank = singularValues.length;
  const parametrization = asymmetric({ rows, columns, rank });
  const { truth, product } = plantedFactors(options);
  const cells = Array.from(product.data.keys());
  const weights = cells.map(() => mu + (ell - mu) * draw.uniform());
  const operator = entrySampling({
    ...{ rows, columns, weights },
    rowIndex: cells.map((cell) => Math.floor(cell / columns)),
    columnIndex: cells.map((cell) => cell % columns),
  });
  const noise = gaussianMatrix(draw, rows, columns);
  const size = (mu * last(singularValues)) / 16 / svd(noise).singularValues[0];
  const observed = operator.apply(product).map((y, k) => y + (size * noise.data[k]) / Math.sqrt(weights[k]));
  const problem = recoveryProblem({
    operator,
    observed,
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
  // (Ū D, V̄ D⁻¹), D diagonal: s_c (d_c² − d_c⁻²) = ± s_r/10.
  const stretch = singularValues.map((s) =>
    Math.exp(Math.asinh(((draw.integer(2) - 0.5) * last(singularValues)) / 10 / s) / 2),
  );
  const [left, right] = factorsOf(parametrization, truth).map((factor, side) =>
    matrix(
      factor.rows,
      rank,
      factor.data.map((value, k) => value * stretch[k % rank] ** (side ? -1 : 1)),
    ),
  );
  return { problem, reference: joined(left, right) };
}

/** Least eigenvalues over random points at a distance, in units of s_r/(10√s₁). */
export interface Around {
  readonly times: number;
  readonly distance: number;
  readonly leastAlone: number;
  readonly least: number;
}

/** The least eigenvalues of ∇²f and ∇²(f + R_t) over random points about the truth. */
export function* around(
  { problem, truth, singularValues }: Model,
  times: number,
  points: number,
  seed: number,
): Steps<Around> {
  const { parametrization } = problem;
  const distance = (times * last(singularValues)) / (10 * Math.sqrt(singularValues[0]));
  const draw = random(seed).fork(`around ${times}`);
  let [leastAlone, least] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let k = 0; k < points; k++) {
    const point = displaced(truth, distance, draw);
    const reference = aligned(parametrization, truth, point);
    const { hessianVector } = benignRegularizer(parametrization, { reference, strength: 1 });
    const { alone, together } = yield* spectra(problem, point, hessianVector);
    leastAlone = Math.min(leastAlone, alone[0]);
    least = Math.min(least, together[0]);
  }
  return { times, distance, leastAlone, least };
}

/**
 * The largest error, over random U, V and D, of
 * ‖D_U Vᵀ + U D_Vᵀ‖² + ‖UᵀD_U − D_VᵀV‖² = ‖D_U Vᵀ‖² + ‖D_V Uᵀ‖² + ‖UᵀD_U‖² + ‖VᵀD_V‖², K by the library's gauge; over the sum.
 */
export function identityError(
  [rows, columns]: readonly [number, number],
  rank: number,
  trials: number,
  seed: number,
): number {
  const draw = random(seed).fork("identity");
  const parametrization = asymmetric({ rows, columns, rank });
  let worst = 0;
  for (let trial = 0; trial < trials; trial++) {
    const [u, v, du, dv] = [rows, columns, rows, columns].map((length) => gaussianMatrix(draw, length, rank));
    const squares = (x: ArrayLike<number>) => Array.from(x).reduce((sum, value) => sum + value * value, 0);
    const [byLeft, byRight] = [multiply(du, transpose(v)).data, multiply(u, transpose(dv)).data];
    const k = parametrization.gauge(joined(u, v), "all").apply(joined(du, dv));
    const bound = [byLeft, byRight, multiply(transpose(u), du).data, multiply(transpose(v), dv).data];
    const whole = bound.reduce((sum, part) => sum + squares(part), 0);
    worst = Math.max(worst, Math.abs(squares(byLeft.map((x, i) => x + byRight[i])) + squares(k) - whole) / whole);
  }
  return worst;
}
