import {
  diagonalFactoring,
  fourByFourFactoring,
  nonnegativeRankOneSensing,
  random,
  type Steps,
} from "../../src/index.ts";
import { afterLongStep, isZero, seenInFull, sparseFactor } from "./benign.ts";
import { WIDEST } from "./counterexamples.ts";
import { endOf, foundBelow, trapped, trappedShare, uniformPoint } from "./descent.ts";

/** On a near isometry a descent shows sooner whether it is caught: the truth's row is 0 then, and its multipliers are not. */
const TOLD = 100;

/** How many starts, and from which seed. */
export interface ShareOptions {
  readonly runs: number;
  readonly seed: number;
}

/** The share of uniform starts that a near isometry traps; `scale` shrinks the truth's row first. */
export interface SensingShare {
  readonly isometryConstant: number;
  readonly size: number;
  readonly rank: number;
  readonly scale: number;
  readonly share: number;
}

/** The share of uniform starts on a diagonal matrix with its lesser entries all b. */
export interface DiagonalShare {
  readonly trueRank: number;
  readonly rank: number;
  /** b, and b r, which must be below 1 for a trap. */
  readonly lesser: number;
  readonly share: number;
}

export function* sensingShare(
  { isometryConstant, size, rank, scale }: Omit<SensingShare, "share">,
  options: ShareOptions,
): Steps<SensingShare> {
  const unit = (at: number) => Float64Array.from({ length: size }, (_, i) => (i === at ? 1 : 0));
  const { problem } = nonnegativeRankOneSensing({
    isometryConstant,
    rank,
    angle: WIDEST,
    truth: unit(0),
    trap: unit(1),
  });
  const share = yield* trappedShare(problem, {
    ...options,
    iterations: TOLD,
    change: (start) => start.map((x, k) => (k < rank ? scale * x : x)),
  });
  return { isometryConstant, size, rank, scale, share };
}

export function* diagonalShare(
  { trueRank, rank, lesser }: Omit<DiagonalShare, "share">,
  options: ShareOptions,
): Steps<DiagonalShare> {
  const diagonal = [1, ...new Array<number>(trueRank - 1).fill(lesser)];
  const { problem } = diagonalFactoring({ rank, diagonal });
  return { trueRank, rank, lesser, share: yield* trappedShare(problem, options) };
}

/** Where uniform starts end on the 4×4 matrix. */
export interface FourByFourShare {
  readonly rank: number;
  /** Shares that end at the spurious minimum of the construction, and at any other point that is not the truth. */
  readonly known: number;
  readonly other: number;
  /** The least f of these others, NaN where there is none. */
  readonly lowest: number;
}

const KNOWN = 1.3828125;

export function* fourByFourShare(rank: number, { runs, seed }: ShareOptions): Steps<FourByFourShare> {
  const { problem } = fourByFourFactoring({ rank });
  const values: number[] = [];
  for (let run = 0; run < runs; run++) {
    const value = yield* endOf(problem, uniformPoint(problem, seed, run));
    if (value > foundBelow(problem)) values.push(value);
  }
  const others = values.filter((value) => Math.abs(value - KNOWN) > 1e-3);
  return {
    rank,
    known: (values.length - others.length) / runs,
    other: others.length / runs,
    lowest: others.length > 0 ? Math.min(...others) : Number.NaN,
  };
}

/** The share of starts on a near isometry that over-long steps take to 0 exactly. */
export function* longStepShare({ runs, seed }: ShareOptions): Steps<number> {
  const { problem } = nonnegativeRankOneSensing({ isometryConstant: 0.1, rank: 3, truth: [1, 0, 0], trap: [0, 1, 0] });
  let count = 0;
  for (let run = 0; run < runs; run++) {
    if (isZero(yield* afterLongStep(problem, uniformPoint(problem, seed, run)))) count++;
    yield;
  }
  return count / runs;
}

/** How many random matrices trap one start each. */
export interface GenericShare {
  readonly trueRank: number;
  readonly rank: number;
  readonly share: number;
}

/** Random Z Zᵀ, 12×12, half of Z zero, one start each: no one planted a trap there. */
export function* genericShare(
  { trueRank, rank }: { trueRank: number; rank: number },
  { runs, seed }: ShareOptions,
): Steps<GenericShare> {
  let count = 0;
  for (let run = 0; run < runs; run++) {
    const draw = random(seed).fork("generic").fork(String(run));
    const z = sparseFactor(12, trueRank, 0.5, draw);
    const problem = seenInFull({ left: z, right: z }, rank, true);
    const start = problem.point().map(() => draw.uniform());
    if (yield* trapped(problem, start)) count++;
  }
  return { trueRank, rank, share: count / runs };
}
