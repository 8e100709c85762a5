import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { type Balanced, balanced, inverseRoots } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";
import { penalty } from "../regularizers/regularizer.ts";
import type { Certificate, Evidence, Verdict, Witness } from "./certificate.ts";
import { dualBound, dualDirection } from "./dual-bound.ts";
import { exactFit, zeroButForRounding } from "./exact-fit.ts";
import { finiteNumbers } from "./finite-numbers.ts";
import { kinkDual } from "./kink-dual.ts";
import { columnFall, descentFall } from "./measured-fall.ts";
import { optimalitySentence } from "./optimality-sentence.ts";
import { polars } from "./polar.ts";
import { objectiveRounding, outOfRange, probe, squareOutOfRange } from "./rounding.ts";
import { stationarity } from "./stationarity.ts";

/** How the certificate of global optimality is sought. */
export interface GloballyOptimalOptions {
  /** The claim: (P − D)/P ≤ gap. */
  readonly gap?: number;
  readonly seed?: number;
  /** Most Lanczos steps on the complement. */
  readonly mostSteps?: number;
  /** Try a Cholesky proof where the smaller side allows it. */
  readonly prove?: boolean;
  /** Probability with which the Lanczos bound may be wrong. */
  readonly failureProbability?: number;
}

/** Directions of X below this share of σ₁ are rounding, where G need not be λ: the norm is not split along them. */
const NEGLIGIBLE = 1e-6;
/** Where a proof can follow, or no bound is below λ, the Ritz value need only be good enough to guess the norm. */
const FEW_STEPS = 80;
/** Where every multiple of a dual direction is feasible, longer ones are not tried. */
const LARGEST_SCALE = 1e3;

/**
 * Is the point within `gap` of the least objective over the matrices of every rank, at this ridge, these weights and these
 * entries; over the semidefinite ones for X = U Uᵀ, and over those of as many nonnegative columns as one likes for nonnegative factors, where an ℓ₁
 * penalty counts in P and not in D. By duality: F ≥ P(X) ≥ min P ≥ D(sZ) at any point, stationary or not, with P the
 * convex problem Σ ℓ + λ‖X‖_* (+ biases) and the dual point of `dualDirection`, feasible where the polar of the set of
 * matrices is at most λ. A direction that lowers P by more is a witness against.
 *
 * @see Lee, Liang, Tang & Toh 2024, arXiv:2204.14067; Kuczyński & Woźniakowski 1992, doi:10.1137/0613066
 */
export function* globallyOptimal(given: Problem, at: Point, options: GloballyOptimalOptions = {}): Steps<Certificate> {
  const exact = given.with({ precision: "float64" });
  return yield* globallyOptimalAt(yield* balanced(exact, Float64Array.from(at), 0), options);
}

/**
 * The same at a point whose factors are balanced already, in float64, with their SVD. Where a loss with kinks is fitted its
 * derivative says nothing, so that the dual point is sought first; the certificate has the better of both bounds.
 */
export function* globallyOptimalAt(reached: Balanced, options: GloballyOptimalOptions = {}): Steps<Certificate> {
  const sought = reached.problem.loss.subdifferential ? yield* kinkDual(reached, options.seed ?? 0) : undefined;
  const chosen = sought && (yield* certificateBy(reached, options, sought));
  if (chosen?.verdict === "holds") return chosen;
  const plain = yield* certificateBy(reached, options);
  if (!chosen || !(chosen.quantity < plain.quantity)) return plain;
  if (plain.verdict !== "fails" || chosen.verdict === "fails") return chosen;
  const { dual, gap, scale } = chosen.numbers;
  return { ...plain, quantity: chosen.quantity, numbers: { ...plain.numbers, dual, gap, scale } };
}

/** By the dual direction that the loss's negative derivative is, or by one that is given. */
function* certificateBy(
  { problem, point, svd }: Balanced,
  options: GloballyOptimalOptions,
  given?: Float64Array,
): Steps<Certificate> {
  const { gap: tolerance = 1e-6, seed = 0, mostSteps = 300, prove = true, failureProbability = 1e-6 } = options;
  const { ridge } = problem.regularizer;
  const polar = polars[problem.parametrization.hull];
  const evaluation = problem.at(point);
  // At balanced factors the penalty of the factors is the nuclear norm's, so the factored objective is P itself.
  const primal = yield* evaluation.value();
  if (!Number.isFinite(primal)) return undecided(tolerance, primal, "is not a finite number");
  const residual = yield* evaluation.negativeDerivative();
  if (ridge === 0) {
    const fit = yield* exactFit(problem, point, primal, tolerance);
    if (fit.verdict === "holds" || !polar.oneSided) return fit;
  }
  const direction = yield* dualDirection(problem, given ?? residual);
  if (outOfRange(norm(residual)) || outOfRange(Math.sqrt(primal))) {
    return undecided(tolerance, primal, "is too small or too large for its rounding to be bounded");
  }
  const rho = yield* stationarity(problem, point);
  const g = yield* problem.store.bound.backProjection(direction.z, inverseRoots(problem.regularizer));
  if (squareOutOfRange(yield* probe(g, seed)) || squareOutOfRange(ridge)) {
    return undecided(tolerance, primal, "has a gradient or a ridge too small or too large for the squares of its norm");
  }
  const feasible = polar.feasible?.(problem, direction);
  const bounds = yield* polar.bound(
    { problem, z: direction.z, g },
    {
      u: svd.u,
      v: svd.v,
      directions: svd.singularValues.filter((sigma) => sigma > NEGLIGIBLE * svd.singularValues[0]).length,
      random: random(seed).fork("globallyOptimal"),
      ridge,
      mostSteps: ridge === 0 || (prove && polar.canProve(g)) ? Math.min(mostSteps, FEW_STEPS) : mostSteps,
      failureProbability,
    },
  );
  const prediction = yield* evaluation.prediction();
  const margin = objectiveRounding(problem, primal, residual, prediction);
  const inner = dot(residual, 0, prediction, 0, residual.length);
  const always = feasible && dualBound(problem, feasible, LARGEST_SCALE);
  const gapAt = (bound: number) => {
    const scaled = dualBound(problem, direction, Math.min(bound > 0 ? ridge / bound : LARGEST_SCALE, LARGEST_SCALE));
    const dual = always && always.value > scaled.value ? always : scaled;
    return { dual, gap: Math.max(0, primal - dual.value + margin) };
  };
  let upper = bounds.upper;
  let evidence: Evidence = "computed";
  // A proof costs more than the rest, so it is tried only where its best outcome would satisfy the claim.
  if (bounds.shown || (always && primal - always.value + margin <= tolerance * primal)) evidence = "proved";
  else if (prove && gapAt(bounds.estimate).gap <= tolerance * primal) {
    const above = (share: number) => bounds.estimate + share * Math.abs(bounds.estimate);
    for (const guess of [above(Math.min(2e-8, tolerance / 8)), above(1e-7), bounds.upper]) {
      const proven = Number.isFinite(guess) ? yield* polar.prove(problem.store, bounds.of, guess) : undefined;
      if (proven === undefined) continue;
      // A proof too coarse for the claim gives way to the finer bound that is only computed.
      if (proven <= upper || gapAt(proven).gap <= tolerance * primal) [upper, evidence] = [proven, "proved"];
      break;
    }
  }
  const { dual, gap } = gapAt(upper);
  if (dual.value > primal + margin) {
    return undecided(tolerance, primal, "lies below its own lower bound, so rounding has spoilt one of them");
  }
  // Where X is not zero its norm is no rounding, however small the ridge makes it.
  const isZero = problem.parametrization.rank === 0 && zeroButForRounding(problem, primal);
  const relativeGap = isZero ? 0 : gap / primal;
  const { values, left, right } = bounds;
  const witness: Witness | undefined = values.length > 0 ? { values, left, right } : undefined;
  const appended = witness ? yield* columnFall(problem, witness, point, residual) : 0;
  const open = relativeGap > tolerance;
  const loss = yield* evaluation.loss();
  const gauge = penalty({ ...problem.regularizer, ridge: 1, biasRidge: 0 }, problem.parametrization.parts(point));
  const descended = open && appended <= tolerance * primal ? yield* descentFall(problem, point, primal) : 0;
  const fall = Math.max(appended, descended);
  const verdict: Verdict = !open ? "holds" : fall - margin > tolerance * primal ? "fails" : "undecided";
  return {
    claim: "globallyOptimal",
    verdict,
    evidence: verdict === "fails" ? "proved" : evidence,
    quantity: relativeGap,
    threshold: tolerance,
    sentence: optimalitySentence(verdict, {
      noun: polar.noun,
      gap: relativeGap,
      fall: fall / primal,
      byColumn: appended >= descended,
      probability: evidence === "proved" ? 0 : failureProbability,
      ...(ridge === 0 && {
        ridgeless: {
          tolerance,
          gauge: polar.gauge,
          reach: reachOf(gauge, loss + tolerance * primal - primal + inner - margin, upper),
        },
      }),
    }),
    numbers: finiteNumbers({
      primal,
      dual: dual.value,
      gap,
      scale: dual.s,
      ridge,
      normBound: upper,
      complement: bounds.complement,
      lanczosSteps: bounds.steps,
      failureProbability: evidence === "proved" ? 0 : failureProbability,
      stationarity: rho,
      predictedFall: fall,
      predictedFallByColumn: appended,
    }),
    ...(witness && { witness }),
  };
}

/**
 * Up to what multiple of X's gauge no matrix M gains more than a tolerance, 0 where it is below 1: with ∇g = −G convexity leaves
 * at most upper·(gauge of M) − ⟨G, X⟩ to be gained; `room` is the tolerance, less what an ℓ₁ penalty costs X, and ⟨G, X⟩.
 */
function reachOf(gauge: number, room: number, upper: number): number {
  const reach = room / (upper * gauge);
  return reach >= 1 && Number.isFinite(reach) ? reach : 0;
}

function undecided(threshold: number, primal: number, why: string): Certificate {
  return {
    claim: "globallyOptimal",
    verdict: "undecided",
    evidence: "computed",
    quantity: Number.NaN,
    threshold,
    sentence: `Undecided: the point's objective ${why}.`,
    numbers: Number.isFinite(primal) ? { primal } : {},
  };
}
