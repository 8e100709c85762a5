import type { Steps } from "../kernels/steps.ts";
import type { BackProjection } from "../operators/operator.ts";
import { type Hull, isSymmetric } from "../parametrizations/parametrization.ts";
import { inverseRoots } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";
import type { Store } from "../problem/store.ts";
import { copositivePolar } from "./copositive-polar.ts";
import type { DualDirection } from "./dual-bound.ts";
import { canProveEigenvalue, provenEigenvalue } from "./eigenvalue-proof.ts";
import { nonnegativePairs } from "./nonnegative-pairs.ts";
import { canProve, provenNorm } from "./norm-proof.ts";
import { positivePart } from "./positive-part.ts";
import { splitEigenvalue } from "./split-eigenvalue.ts";
import { columnsOf, type SplitBound, type SplitOptions, splitNorm } from "./split-norm.ts";

/** What a polar is asked about: G = 𝒜*(z) in the penalty's weights. */
export interface PolarSubject {
  readonly problem: Problem;
  readonly z: Float64Array;
  readonly g: BackProjection;
}

/** A bound, and the matrix whose norm or eigenvalue it is: the one that stands in the memory now. */
export interface PolarBound extends SplitBound {
  readonly of: BackProjection;
  /** Was it shown with its rounding already. */
  readonly shown?: true;
}

/**
 * The most that ⟨G, M⟩ can be over the matrices M of a convex set whose gauge is 1, if not negative: a dual point is feasible where it
 * is at most λ. ‖G‖₂ over all matrices, whose gauge is the nuclear norm, λ_max(sym G) over the semidefinite ones; over those of nonnegative factors, with the least
 * Σ‖u_k‖‖v_k‖ as gauge, the most that uᵀGv is for unit u, v ≥ 0, which no one computes: it is at most the same of G and of any matrix nowhere below G.
 */
export interface Polar {
  /** What the claim is about, in words, and the name of its gauge. */
  readonly noun: string;
  readonly gauge: string;
  bound(subject: PolarSubject, options: SplitOptions): Steps<PolarBound>;
  canProve(g: BackProjection): boolean;
  /** A bound slightly above `guess` that is shown with its rounding, or undefined. */
  prove(store: Store, g: BackProjection, guess: number): Steps<number | undefined>;
  /** May it be 0 where G is not: then a gradient tells something without a ridge as well. */
  readonly oneSided: boolean;
  /** A dual direction of which every multiple is feasible, whatever the ridge. */
  feasible?(problem: Problem, direction: DualDirection): DualDirection | undefined;
}

/** Signed pairs whose parts are starts for nonnegative ones. */
const LEADS = 4;

const ofNorm = { canProve, prove: provenNorm };
const ofEigenvalue = { canProve: canProveEigenvalue, prove: provenEigenvalue };

/** The polar of each set that the matrices of a parametrization may range over. */
export const polars: Record<Hull, Polar> = {
  matrices: {
    ...ofNorm,
    noun: "matrix",
    gauge: "nuclear norm",
    bound: asItStands(splitNorm),
    oneSided: false,
  },
  semidefinite: {
    ...ofEigenvalue,
    noun: "positive semidefinite matrix",
    gauge: "trace",
    bound: asItStands(splitEigenvalue),
    oneSided: true,
  },
  nonnegative: {
    ...ofNorm,
    noun: "product of nonnegative factors",
    gauge: "sum of column norms",
    bound: nonnegativeBound(splitNorm),
    oneSided: true,
    feasible: negativePart,
  },
  completelyPositive: {
    ...ofEigenvalue,
    noun: "completely positive matrix",
    gauge: "trace",
    bound: nonnegativeBound(splitEigenvalue),
    oneSided: true,
    feasible: negativePart,
  },
};

function asItStands(split: typeof splitEigenvalue): Polar["bound"] {
  return function* ({ g }, options) {
    return { ...(yield* split(g, options)), of: g };
  };
}

/** The smaller of the bounds that G and its positive part give; the pairs are nonnegative, by the exact uᵀGv. */
function nonnegativeBound(split: typeof splitEigenvalue): Polar["bound"] {
  return function* ({ problem, z, g }, options) {
    const whole = yield* split(g, options);
    const tied = isSymmetric(problem.parametrization.hull);
    const sought = (leads: readonly Float64Array[]) => {
      const random = options.random.fork("nonnegative");
      return nonnegativePairs(g, { threshold: options.ridge, random, leads, tied });
    };
    let pairs = yield* sought(columnsOf(whole.right, Math.min(LEADS, whole.values.length)));
    const exact = yield* copositivePolar(g, Math.max(0, ...pairs.values), tied);
    if (exact?.best) pairs = yield* sought([exact.best.subarray(tied ? 0 : g.rows)]);
    const found = { ...pairs, complement: pairs.values[0] ?? options.ridge };
    if (exact && exact.upper < whole.upper) return { ...whole, ...found, upper: exact.upper, of: g, shown: true };
    const above = yield* positivePart(problem, z);
    const positive = above && (yield* split(above, options));
    if (above && positive && positive.upper < whole.upper) return { ...positive, ...found, of: above };
    const again = above ? yield* problem.store.bound.backProjection(z, inverseRoots(problem.regularizer)) : g;
    return { ...whole, ...found, of: again };
  };
}

/** z₋, where 𝒜* keeps signs: ⟨u, 𝒜*(z₋) v⟩ ≤ 0 for all u, v ≥ 0. */
function negativePart({ operator }: Problem, direction: DualDirection): DualDirection | undefined {
  return operator.nonnegative && { ...direction, z: direction.z.map((x) => Math.min(0, x)) };
}
