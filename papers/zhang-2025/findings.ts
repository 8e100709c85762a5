import type { Steps } from "../../src/index.ts";
import type { ReproduceOptions, Stage } from "../paper.ts";
import { during } from "../stage.ts";
import { type AtSpurious, atSpurious } from "./at-spurious.ts";
import { type Basin, basin } from "./basin.ts";
import { type Benign, benign } from "./benign.ts";
import { counterexamples } from "./counterexamples.ts";
import { type Positive, positive } from "./positive.ts";
import { reducedHessian } from "./reduced-hessian.ts";
import {
  type DiagonalShare,
  diagonalShare,
  type FourByFourShare,
  fourByFourShare,
  type GenericShare,
  genericShare,
  longStepShare,
  type SensingShare,
  sensingShare,
} from "./shares.ts";
import { type Left, left } from "./ways-out.ts";
import { type Width, width } from "./width.ts";

/** All that was measured, each kind a list. */
export interface Findings {
  readonly runs: number;
  readonly atSpurious: readonly AtSpurious[];
  /** UUᵀ, then UVᵀ. */
  readonly benign: readonly Benign[];
  readonly longStepShare: number;
  readonly widths: readonly Width[];
  readonly positive: readonly Positive[];
  /** Eigenvalues for UUᵀ, and for UVᵀ. */
  readonly reduced: readonly Float64Array[];
  /** From uniform starts, and from starts with the truth's row made small. */
  readonly uniform: readonly SensingShare[];
  readonly scaled: readonly SensingShare[];
  readonly diagonal: readonly DiagonalShare[];
  readonly fourByFour: readonly FourByFourShare[];
  readonly generic: readonly GenericShare[];
  readonly left: readonly Left[];
  readonly basin: Basin;
}

/** A part of the work, and a guess at its seconds. */
interface Part {
  readonly doing: string;
  readonly work: number;
  readonly run: () => Steps<void>;
}

const WIDTHS = [0.6, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001];
const UNIFORM = [1, 2, 4].flatMap((rank) => (rank === 4 ? [5] : [2, 5]).map((size) => ({ rank, size })));
const CONSTANTS = [0.6, 0.3, 0.1, 0.03];
const SCALES = [1, 0.3, 0.1, 0.03, 0.01, 0.003];
const DIAGONALS = [
  { trueRank: 2, rank: 2 },
  { trueRank: 2, rank: 3 },
  { trueRank: 2, rank: 5 },
  { trueRank: 3, rank: 3 },
];
/** b r. */
const SHARES_OF_THRESHOLD = [0.1, 0.2, 0.3, 0.5, 0.7, 0.9];
const GENERIC = [
  { trueRank: 2, rank: 2 },
  { trueRank: 3, rank: 3 },
  { trueRank: 3, rank: 6 },
];

/** Measures everything, telling how far it is before and within each part. */
export function* measure({ short, seed }: ReproduceOptions): Generator<Stage, Findings, undefined> {
  const runs = short ? 20 : 100;
  const options = { runs, seed };
  const found = {
    runs,
    atSpurious: [] as AtSpurious[],
    benign: [] as Benign[],
    widths: [] as Width[],
    positive: [] as Positive[],
    reduced: [true, false].map(reducedHessian),
    uniform: [] as SensingShare[],
    scaled: [] as SensingShare[],
    diagonal: [] as DiagonalShare[],
    fourByFour: [] as FourByFourShare[],
    generic: [] as GenericShare[],
    left: [] as Left[],
  };
  let longSteps = 0;
  const parts: Part[] = [
    {
      doing: "every counterexample",
      work: short ? 2 : 10,
      *run() {
        const steps = short ? 50 : 200;
        for (const it of counterexamples(short)) found.atSpurious.push(yield* atSpurious(it, { steps, seed }));
      },
    },
    {
      doing: "rank one, seen in full",
      work: short ? 1 : 6,
      *run() {
        const how = { instances: short ? 60 : 300, longRuns: 60, seed };
        for (const symmetric of [true, false]) found.benign.push(yield* benign(symmetric, how));
        longSteps = yield* longStepShare({ runs: short ? 20 : 40, seed });
      },
    },
    {
      doing: "the width of the trap",
      work: 1,
      *run() {
        for (const isometryConstant of WIDTHS) found.widths.push(yield* width(isometryConstant));
      },
    },
    {
      doing: "truths without a zero",
      work: 1,
      *run() {
        for (const angle of [0.05, 0.1, 0.3]) {
          for (const rank of [1, 3]) found.positive.push(yield* positive(angle, rank));
        }
      },
    },
    ...UNIFORM.flatMap(({ rank, size }) =>
      (short ? [0.6, 0.03] : CONSTANTS).map((isometryConstant) => ({
        doing: `uniform starts, δ = ${isometryConstant}`,
        work: runs / 200,
        *run(): Steps<void> {
          found.uniform.push(yield* sensingShare({ isometryConstant, size, rank, scale: 1 }, options));
        },
      })),
    ),
    ...[0.6, 0.3, 0.1].flatMap((isometryConstant) =>
      (short ? SCALES.filter((_, k) => k % 2 === 0) : SCALES).map((scale) => ({
        doing: `starts with a small row, δ = ${isometryConstant}`,
        work: runs / 40,
        *run(): Steps<void> {
          found.scaled.push(yield* sensingShare({ isometryConstant, size: 4, rank: 3, scale }, options));
        },
      })),
    ),
    ...DIAGONALS.flatMap(({ trueRank, rank }) =>
      SHARES_OF_THRESHOLD.map((share) => ({
        doing: `diagonal matrices, r = ${rank}`,
        work: runs / 100,
        *run(): Steps<void> {
          found.diagonal.push(yield* diagonalShare({ trueRank, rank, lesser: share / rank }, options));
        },
      })),
    ),
    {
      doing: "the 4×4 matrix from uniform starts",
      work: runs / 40,
      *run() {
        for (const rank of [4, 5, 8]) found.fourByFour.push(yield* fourByFourShare(rank, options));
      },
    },
    {
      doing: "random matrices",
      work: runs / 20,
      *run() {
        for (const ranks of GENERIC) found.generic.push(yield* genericShare(ranks, options));
      },
    },
    {
      doing: "ways out",
      work: 10,
      *run() {
        for (const it of counterexamples(true)) {
          if (short && !it.symmetric) continue;
          for (const by of ["merge and insert", "level"] as const) found.left.push(yield* left(it, by));
        }
      },
    },
  ];
  const total = parts.reduce((sum, { work }) => sum + work, 0);
  let done = 0;
  for (const { doing, work, run } of parts) {
    yield* during({ done, total, doing }, run());
    done += work;
  }
  const drawn = yield* during({ done, total, doing: "the basin" }, basin(0.3));
  yield { done: total, total, doing: "the basin" };
  return { ...found, longStepShare: longSteps, basin: drawn };
}
