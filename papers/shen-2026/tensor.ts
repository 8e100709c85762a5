import {
  finish,
  liftedCurvature,
  liftedObjective,
  type Matrix,
  matrix,
  oracleDirection,
  type Problem,
  random,
  signedLog,
  threeByThreeSensing,
  twoByTwoSensing,
} from "../../src/index.ts";

/** A tensor over (i₁, …, i_l), row-major, of vectors: the lifted point for rank 1. */
type Tensor = Float64Array;

/** The formulas that need no tensor, against the tensor. */
export interface TensorErrors {
  /** Largest error of the Gram form at random sums of lifted vectors, relative to h^l. */
  readonly gram: number;
  /** h³ at the 2×2 instance's spurious point, and its curvature along the oracle direction, by the tensor and by the formula. */
  readonly value: number;
  readonly curvature: number;
  readonly formula: number;
}

const ORDER = 3;

/** Compares on the 2×2 and 3×3 instances. */
export function tensorErrors(trials: number, seed: number): TensorErrors {
  const draw = random(seed).fork("tensors");
  let gram = 0;
  for (const { problem } of [twoByTwoSensing(), threeByThreeSensing()]) {
    const size = problem.parametrization.rows;
    for (let trial = 0; trial < trials; trial++) {
      const parts = Array.from({ length: 3 }, () => ({
        weight: draw.gaussian(),
        point: Float64Array.from({ length: size }, () => draw.gaussian()),
      }));
      const { sign, log } = finish(
        liftedObjective(
          problem,
          parts.map(({ weight, point }) => ({ weight: signedLog(weight), point })),
          ORDER,
        ),
      );
      const whole = sum(parts.map(({ weight, point }) => [weight, power(point)]));
      const exact = explicitObjective(problem, whole);
      gram = Math.max(gram, Math.abs((sign * Math.exp(log)) / exact - 1));
    }
  }
  const { problem, spurious } = twoByTwoSensing();
  const oracle = finish(oracleDirection(problem, spurious[0]));
  const [a, b] = [power(oracle.point), power(oracle.column!.direction)];
  const along = (t: number) =>
    explicitObjective(
      problem,
      sum([
        [1, a],
        [t, b],
      ]),
    );
  const { sign, log } = finish(liftedCurvature(oracle)).at(ORDER);
  return {
    gram,
    value: along(0),
    // Exact for a quartic.
    curvature: (-along(1) + 16 * along(0.5) - 30 * along(0) + 16 * along(-0.5) - along(-1)) / 3,
    formula: sign * Math.exp(log),
  };
}

/** x ⊗ x ⊗ x. */
function power(x: Float64Array): Tensor {
  let tensor = Float64Array.of(1);
  for (let mode = 0; mode < ORDER; mode++)
    tensor = Float64Array.from([...tensor].flatMap((t) => Array.from(x, (xi) => t * xi)));
  return tensor;
}

const sum = (terms: readonly (readonly [number, Tensor])[]): Tensor =>
  terms[0][1].map((_, k) => terms.reduce((total, [weight, tensor]) => total + weight * tensor[k], 0));

/** ½‖⟨A^{⊗3}, w wᵀ⟩ − y^{⊗3}‖², every one of the p³ measurements summed over all n⁶ entries. */
function explicitObjective({ operator, observed }: Problem, w: Tensor): number {
  const p = operator.measurements;
  const size = operator.rows;
  const matrices = Array.from({ length: p }, (_, k) =>
    operator.adjoint(Float64Array.from({ length: p }, (_, j) => (j === k ? 1 : 0))),
  );
  let total = 0;
  for (let k = 0; k < p ** ORDER; k++) {
    const places = digits(k, p);
    const measured = places.reduce(
      (image, place, mode) => contracted(matrices[place], image, mode),
      matrix(size ** ORDER, 1, w),
    );
    const value = measured.data.reduce((all, x, i) => all + x * w[i], 0);
    total += (value - places.reduce((product, place) => product * observed[place], 1)) ** 2;
  }
  return total / 2;
}

/** A applied to one mode of a tensor. */
function contracted(a: Matrix, { data }: Matrix, mode: number): Matrix {
  const size = a.rows;
  const stride = size ** (ORDER - 1 - mode);
  const out = matrix(data.length, 1);
  for (let k = 0; k < data.length; k++) {
    const i = Math.floor(k / stride) % size;
    for (let j = 0; j < size; j++) out.data[k] += a.data[i * size + j] * data[k + (j - i) * stride];
  }
  return out;
}

/** The ORDER digits of k in a base. */
const digits = (k: number, base: number): number[] =>
  Array.from({ length: ORDER }, (_, mode) => Math.floor(k / base ** mode) % base);
