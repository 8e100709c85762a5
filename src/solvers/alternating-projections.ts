import type { Steps } from "../kernels/steps.ts";
import { readFactor, writeFactor } from "../linalg/factor-copy.ts";
import { type Matrix, matrix, transpose } from "../linalg/matrix.ts";
import { multiplyTransposed } from "../linalg/multiply.ts";
import { random } from "../linalg/random.ts";
import { tallQr, timesSmall } from "../linalg/tall-qr.ts";
import type { Problem } from "../problem/problem.ts";
import { clippedResidual } from "./clipped-residual.ts";
import type { Solver } from "./solver.ts";

/** Power steps towards the leading singular vectors of what is observed, large entries clipped. */
const FIRST_STEPS = 4;
/** A step is at most this many times 1 over the share of entries within the threshold, and at least that. */
const LONGEST = 1;
const SHORTEST = 0.02;

/**
 * Alternating projections for low rank beside outliers: the residual is clipped at a threshold, Z, and L goes one power step
 * towards the best rank-r approximation of L + τ 𝒜*(Z), τ = 1 over the share of the entries that are not clipped, less where
 * the last step went too far. The threshold is two robust deviations of the residuals and falls by `decay` at most in a
 * step, from the data's own down: nothing about the outliers need be known, and rows that are fitted late are still within
 * reach. f may rise; with noise the limit is Huber's estimate, near the least absolute loss and not at it. The start counts
 * only where f is lower than at the clipped data's singular vectors. Memory: four vectors of a point's length, two of the
 * measurements'.
 *
 * @param decay between 0 and 1: 0.6 is fast and does for large matrices with many entries; small ones may then lose rows.
 * @see Netrapalli et al. 2014, arXiv:1410.7660; Cai, Cai & Wei 2019, arXiv:1711.05519; Huber 1964, doi:10.1214/aoms/1177703732
 */
export function alternatingProjections({
  decay = 0.9,
  seed = 0,
}: {
  decay?: number;
  seed?: number;
} = {}): Solver<Problem> {
  return {
    name: "alternatingProjections",
    needs: ["subgradient", "kinks", "sides", "factors", "entries", "unpenalized"],
    monotone: false,
    *iterates(problem, point) {
      const { parametrization, store, precision } = problem;
      const { rows, columns, rank } = parametrization;
      const { memory } = store.workspace;
      const left = store.factor("projections L", precision, rows, rank);
      const right = store.factor("projections R", precision, columns, rank);
      const draw = random(seed).fork("alternating projections");
      const residual = clippedResidual(problem, { left, right, decay, random: draw });

      /** 𝒜*(Z) V, or its transpose times U. */
      function* multiplied(basis: Matrix, transposed: boolean): Steps<Matrix> {
        const image = yield* store.bound.adjointImage(residual.clipped, "projections");
        const [from, to] = transposed ? [left, right] : [right, left];
        writeFactor(memory, from, basis);
        yield* transposed ? image.transposeTimes(from, to) : image.times(from, to);
        return readFactor(memory, to, rank);
      }

      const parts = parametrization.parts(point);
      const given = { u: whole(parts.left, rows, rank), v: whole(parts.right, columns, rank) };
      let u = matrix(rows, rank);
      let v = matrix(
        columns,
        rank,
        Float64Array.from({ length: columns * rank }, () => draw.gaussian()),
      );
      let now = yield* residual.at(u, v);
      for (let step = 0; step < FIRST_STEPS; step++) {
        u = (yield* tallQr(store, yield* multiplied((yield* tallQr(store, v)).q, false))).q;
        v = yield* multiplied(u, true);
        store.counts.adjoints += 1;
      }
      now = yield* residual.at(u, v);
      const { value: atStart } = yield* residual.valueAt(given.u, given.v);
      if (!(atStart > now.value)) ({ u, v } = given);
      now = yield* residual.at(u, v);
      let length = 1;
      for (let iteration = 1; ; iteration++) {
        const tau = (length * rows * columns) / now.within;
        const basis = yield* tallQr(store, v);
        const turned = yield* timesSmall(store, u, transpose(basis.r));
        const ahead = plus(turned, tau, yield* multiplied(basis.q, false));
        u = (yield* tallQr(store, ahead)).q;
        const back = yield* timesSmall(store, basis.q, multiplyTransposed(turned, u));
        v = plus(back, tau, yield* multiplied(u, true));
        store.counts.adjoints += 1;
        now = yield* residual.at(u, v);
        length = Math.min(LONGEST, Math.max(SHORTEST, length * Math.min(1.5, Math.max(0.3, now.fall))));
        parametrization.setFactors({ left: u, right: v }, point);
        yield { iteration, point, value: now.value, gradientNorm: Number.NaN, step: now.threshold };
      }
    },
  };
}

function whole(data: ArrayLike<number>, rows: number, columns: number): Matrix {
  return matrix(rows, columns, Float64Array.from(data));
}

/** A + s·B, into B. */
function plus(a: Matrix, s: number, b: Matrix): Matrix {
  for (let k = 0; k < b.data.length; k++) b.data[k] = a.data[k] + s * b.data[k];
  return b;
}
