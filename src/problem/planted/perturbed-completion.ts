import { leastSquares } from "../../losses/least-squares.ts";
import { entrySampling } from "../../operators/entry-sampling.ts";
import { symmetric } from "../../parametrizations/symmetric.ts";
import { ridge } from "../../regularizers/ridge.ts";
import type { BlockProblem } from "../problem.ts";
import { recoveryProblem } from "../recovery-problem.ts";
import { flippedMinimum } from "./flipped-minimum.ts";
import type { KnownLandscape } from "./known-landscape.ts";

/** Size and perturbation. */
export interface PerturbedCompletionOptions {
  /** n ≥ 2. */
  readonly size: number;
  /** ε in (0, 1): how faintly the entries are seen that the pattern leaves out. */
  readonly perturbation: number;
}

/** Perturbed completion: beside what every known landscape has, its points by their signs. */
export interface PerturbedCompletion extends KnownLandscape<BlockProblem> {
  /** The truth with the signs of some even entries flipped: descent from there ends nearby, wherever a minimum is left there. */
  flipped(entries: readonly number[]): Float64Array;
}

/**
 * Perturbed matrix completion, X = x xᵀ with truth z zᵀ, z = 1 on the even entries (from 0) and 0 on the odd ones: all n² cells
 * are seen, times 1 on the diagonal, in odd rows and in odd columns, and times ε elsewhere. At ε = 0 any signs of the even
 * entries fit; a small ε leaves each sign pattern a local minimum that is spurious, up to exponentially many of them.
 *
 * `spurious` holds one point for each number 1, 2, … of flipped signs that has a minimum; all others are its
 * permutations and negatives.
 *
 * @throws RangeError where the size is not a whole number ≥ 2, or ε is not in (0, 1).
 * @see Yalçın, Zhang, Lavaei & Sojoudi 2022, arXiv 2110.10279
 */
export function perturbedCompletion({ size, perturbation }: PerturbedCompletionOptions): PerturbedCompletion {
  if (!(Number.isInteger(size) && size >= 2)) throw new RangeError(`size: expected a whole number ≥ 2; got ${size}`);
  if (!(perturbation > 0 && perturbation < 1)) {
    throw new RangeError(`perturbation: expected a number in (0, 1); got ${perturbation}`);
  }
  const cells = { length: size * size };
  const rowIndex = Int32Array.from(cells, (_, cell) => Math.floor(cell / size));
  const columnIndex = Int32Array.from(cells, (_, cell) => cell % size);
  const weights = Float64Array.from(cells, (_, cell) => {
    const [i, j] = [rowIndex[cell], columnIndex[cell]];
    return i === j || i % 2 === 1 || j % 2 === 1 ? 1 : perturbation ** 2;
  });
  const operator = entrySampling({ rows: size, columns: size, rowIndex, columnIndex, weights });
  const truth = Float64Array.from({ length: size }, (_, i) => (i % 2 === 0 ? 1 : 0));
  const even = Math.ceil(size / 2);
  return {
    problem: recoveryProblem({
      operator,
      observed: operator.measure(Float64Array.from(cells, (_, k) => truth[rowIndex[k]] * truth[columnIndex[k]])),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: symmetric({ rows: size, rank: 1 }),
    }),
    truth,
    spurious: Array.from({ length: Math.floor(even / 2) }, (_, k) => {
      const minimum = flippedMinimum({ kept: even - k - 1, flipped: k + 1, perturbation });
      return minimum ? [truth.map((z, i) => z * (i <= 2 * k ? minimum.flipped : minimum.kept))] : [];
    }).flat(),
    flipped(entries) {
      const wrong = entries.find((i) => !(i in truth) || i % 2 !== 0);
      if (wrong !== undefined) {
        throw new RangeError(`entries: expected even numbers from 0 to ${size - 1}; got ${wrong}`);
      }
      return truth.map((z, i) => (entries.includes(i) ? -z : z));
    },
  };
}
