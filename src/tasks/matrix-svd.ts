import { kernelsFor } from "../kernels/index.ts";
import { Memory } from "../kernels/memory.ts";
import { scratch } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import { denseBlockMap, float32BlockMap } from "../linalg/block-map.ts";
import { random } from "../linalg/random.ts";
import { aboveNoise, fixedRank, type RankRule } from "../linalg/rank-rules.ts";
import { type TruncatedSvd, truncatedSvd } from "../linalg/truncated-svd.ts";
import type { FullMatrix } from "./full-matrix.ts";

/** Values beyond the rank, so that a report shows where the bend is. */
const BEYOND = 5;
/** From this many entries on, passes in float32 save more than their copy costs. */
const ROUGH_FROM = 1e6;

/** A leading part of the SVD with some values beyond the rank that is kept. */
export interface MatrixSvd {
  readonly found: TruncatedSvd;
  /** The rank kept, at most the values found. */
  readonly rank: number;
  /** Work, in products with as many columns as the rank. */
  readonly applications: number;
}

/**
 * The leading singular values and vectors of a full matrix, in a memory of their own: a given rank, or with "auto" those above
 * the noise, or above a ridge.
 */
export function* matrixSvd(
  { rows, columns, data }: FullMatrix,
  { rank, ridge, seed }: { rank: number | "auto"; ridge: number; seed: number },
): Steps<MatrixSvd> {
  const memory = new Memory();
  const space = scratch({ memory, kernels: kernelsFor(memory) });
  const block = space.block("A", "float64", data.length);
  memory.floats(block).set(data);
  const dense = { block, rows, columns, lda: columns };
  const rule = rank !== "auto" ? fixedRank(rank) : ridge > 0 ? above(ridge) : aboveNoise();
  const map = yield* denseBlockMap(space, dense);
  const rough = data.length >= ROUGH_FROM ? yield* float32BlockMap(space, "A in float32", dense, map) : undefined;
  const found = yield* truncatedSvd(space, map, {
    rank: (spectrum) => Math.min(rule(spectrum) + BEYOND, rows, columns),
    random: random(seed).fork("factor"),
    ...(rough && { rough }),
  });
  const wanted = rule({ rows, columns, values: found.singularValues, squaredNorm: map.squaredNorm });
  const kept = Math.min(wanted, found.singularValues.length);
  return {
    found,
    rank: kept,
    applications: Math.ceil((found.products.float32 + found.products.float64) / Math.max(1, kept)),
  };
}

/** Every singular value above a threshold. */
function above(threshold: number): RankRule {
  return ({ values }) => {
    const count = values.findIndex((value) => value <= threshold);
    return count < 0 ? values.length + 1 : count;
  };
}
