import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Certificate } from "./certificate.ts";

/** The most that a residual may be of the terms whose difference it is. */
const EXACT = 1e-10;
/** The most that the prediction of an observed 0 may be of the largest that its factors could have made: it is found no better. */
const OF_LARGEST = 1e-12;
/** An objective below (this · ‖y‖)²/2 is the rounding of its own evaluation. */
const ROUNDING = 32 * Number.EPSILON;

/** Is the objective 0 but for rounding: no objective is below 0. */
export function zeroButForRounding(problem: Problem, primal: number): boolean {
  return Math.sqrt(2 * primal) <= ROUNDING * norm(problem.observed);
}

/**
 * Without a ridge only an exact fit is certified: where no single loss is lowered, by any prediction beyond `EXACT` of the
 * numbers that this one is summed from; for an observed 0, of those that the largest numbers in the factors would make; but for
 * rounding, never beyond `EXACT` of the data.
 * The derivative alone would not tell: a loss may be flat where it is not least.
 */
export function* exactFit(problem: Problem, point: Point, primal: number, threshold: number): Steps<Certificate> {
  const { loss, observed } = problem;
  const prediction = yield* problem.at(point).prediction();
  const terms = yield* termsOf(problem, point, (magnitude) => magnitude);
  const largest = observed.includes(0) ? yield* termsOf(problem, point, (_, ofColumn) => ofColumn) : terms;
  const size = norm(observed);
  const inexact = prediction.some((x, k) => {
    const y = observed[k];
    // Numbers that nothing observes may be far larger than the data: beyond a share of these only rounding is let pass.
    const within = Math.min(
      EXACT * (Math.abs(x) + terms[k]) + (y === 0 ? OF_LARGEST * largest[k] : 0),
      EXACT * (Math.abs(x) + size) + ROUNDING * terms[k],
    );
    if (loss.value(x, y) === 0 && loss.derivative(x, y) === 0) return false;
    return !(loss.derivative(x - within, y) < 0 && loss.derivative(x + within, y) > 0);
  });
  const penalty = primal - (yield* problem.at(point).loss());
  const holds = !inexact && Math.sqrt(2 * penalty) <= EXACT * size;
  return {
    claim: "globallyOptimal",
    verdict: holds ? "holds" : "undecided",
    evidence: "computed",
    quantity: holds ? 0 : 1,
    threshold,
    sentence: holds
      ? "Every measurement is fitted exactly: no single loss can be lower."
      : "Without a ridge only an exact fit can be certified, and this fit is not exact.",
    numbers: { primal, dual: 0, gap: primal, ridge: 0 },
  };
}

/** Draws of the signs, beside none. */
const DRAWS = 3;

/**
 * For every measurement a lower bound on the sum of the magnitudes that its prediction is made of: the largest of
 * |𝒜(D |L| |R|ᵀ D′)| over diagonals D, D′ of random signs. Where 𝒜 itself has signs, a single draw may cancel. `read` takes each
 * magnitude, or the largest of its column in its place.
 */
function* termsOf(
  { parametrization, store, operator }: Problem,
  point: Point,
  read: (magnitude: number, ofColumn: number) => number,
): Steps<Float64Array> {
  const { memory } = store.workspace;
  const { rows, columns, width } = parametrization;
  const left = store.factor("|L|", "float64", rows, width);
  const right = store.factor("|R|", "float64", columns, width);
  const out = store.block("𝒜(|L||R|ᵀ)", "float64", operator.measurements);
  const stream = random(0).fork("exactFit");
  const terms = new Float64Array(operator.measurements);
  for (let draw = 0; draw <= DRAWS; draw++) {
    const [l, r] = [memory.float64(left.block), memory.float64(right.block)];
    parametrization.writeFactors(point, l, r, left.stride);
    for (const factor of [l, r]) {
      const most = new Float64Array(left.stride);
      for (let k = 0; k < factor.length; k++) {
        most[k % left.stride] = Math.max(most[k % left.stride], Math.abs(factor[k]));
      }
      for (let i = 0; i < factor.length; i += left.stride) {
        const sign = draw > 0 && stream.integer(2) === 1 ? -1 : 1;
        for (let c = i; c < i + left.stride; c++) factor[c] = sign * read(Math.abs(factor[c]), most[c - i]);
      }
    }
    store.counts.applications += 1;
    yield* store.bound.applyFactors(left, right, out);
    const drawn = memory.float64(out);
    for (let k = 0; k < terms.length; k++) terms[k] = Math.max(terms[k], Math.abs(drawn[k]));
  }
  return terms;
}
