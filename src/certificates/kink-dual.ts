import type { Steps } from "../kernels/steps.ts";
import { beside, type LowRankMatrix, leadingColumns, type Matrix, matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import type { Loss } from "../losses/loss.ts";
import type { Balanced } from "../problem/balance.ts";
import { detectOutliers } from "../problem/outliers.ts";
import type { Problem } from "../problem/problem.ts";
import { dualImage, tangentGap, tooLarge } from "./dual-corrections.ts";

/** The tangent part is solved to this share of λ. */
const TANGENT = 1e-10;
/** Off the factors' spaces singular values are brought this far below λ, and after so many steps to less: some optima leave no more. */
const ROOMS = [
  { until: 60, room: 0.03 },
  { until: 200, room: 1e-3 },
  { until: Number.POSITIVE_INFINITY, room: 1e-6 },
];
/** Steps at most, and as many as this many multiplications allow. */
const MOST_STEPS = 1_000;
const WORK = 2e9;
/** Relaxed projections converge for lengths below 2. */
const LONGEST = 1.9;
/** Residuals up to this share of the data's size are rounding. */
const FITTED = 1e-9;
/** Directions of X below this share of σ₁ are rounding. */
const NEGLIGIBLE = 1e-6;
/** Singular values followed at once, at most; with more of them too large Z is given up. */
const FEW = 8;
const MOST = 64;
/** The norm off the factors' spaces is looked at when the tangent part is known to this share of λ. */
const ROUGHLY = 1e-2;

/**
 * A dual point for a loss with kinks and a ridge λ at the point X = U Σ Vᵀ: what is forced at the outliers (the loss's
 * slope), and at the entries that X fits, where anything between the slopes is free, chosen so that 𝒜*(Z) is λUVᵀ on the tangent
 * space and below λ off it. Each step corrects the free entries by a low-rank matrix: what the tangent part misses, and the
 * singular values that are too large. Where X is the optimum and there is such a Z, the duality gap at it vanishes;
 * whatever it is, the gap at it is a bound. Undefined where nothing is free, and where 𝒜 is not a choice of entries.
 *
 * @see Candès, Li, Ma & Wright 2011, doi:10.1145/1970392.1970395, section 2; Gross 2011, arXiv:0910.1879
 */
export function* kinkDual({ problem, svd, point }: Balanced, seed: number): Steps<Float64Array | undefined> {
  const { store, regularizer, observed, loss, parametrization, operator } = problem;
  const { biases } = parametrization;
  const { ridge } = regularizer;
  const onMatrices =
    parametrization.hull === "matrices" && parametrization.factored && !(biases.mean || biases.rows || biases.columns);
  if (!onMatrices || store.bound.factorSolve === undefined || regularizer.weights || !(ridge > 0)) return undefined;
  const directions = svd.singularValues.filter((sigma) => sigma > NEGLIGIBLE * svd.singularValues[0]).length;
  const u = leadingColumns(svd.u, directions);
  const bases = { u, v: leadingColumns(svd.v, directions) };
  const prediction = yield* problem.at(point).prediction();
  const range = slopes(loss, observed, prediction);
  if (range.free === 0) return undefined;
  const { z, free } = range;
  const tool = dualImage(problem);
  const relax = Math.min(LONGEST, (operator.rows * operator.columns) / free);
  let followed: Matrix | undefined;
  let width = 0;
  let work = 0;
  for (let step = 0; step < MOST_STEPS && work < WORK; step++) {
    yield* tool.load(z);
    const parts: LowRankMatrix[] = [];
    let missed = 0;
    if (u.columns > 0) {
      const gap = yield* tangentGap(tool, bases, ridge);
      missed = gap.size / ridge;
      parts.push(gap);
    }
    if (width > 0 || missed < ROUGHLY) {
      const cut = yield* tooLarge(
        tool,
        bases,
        (1 - ROOMS.find(({ until }) => step < until)!.room) * ridge,
        followed ?? gaussians(problem, FEW, seed),
        followed ? 1 : 4,
      );
      ({ followed } = cut);
      width = cut.count;
      if (width > 0) parts.push(cut);
      if (width === followed.columns && width < MOST && width < operator.rows && width < operator.columns) {
        followed = beside(
          followed,
          gaussians(problem, Math.min(width, MOST - width), (seed + step + 1) % Number.MAX_SAFE_INTEGER),
        );
      }
    }
    if (missed <= TANGENT && width === 0) break;
    const change = yield* tool.measured(parts);
    work +=
      observed.length *
      (2 * u.columns + 2 * (followed?.columns ?? 0) + parts.reduce((sum, { left }) => sum + left.columns, 0));
    correct(range, change, relax);
  }
  return z;
}

/** Z as it stands, and between which numbers each of it may lie. */
interface Range {
  readonly z: Float64Array;
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** How many are not fixed. */
  readonly free: number;
}

/** The negative slopes of a loss with kinks: where the fit is within the inliers' spread, those of the kink itself. */
function slopes(loss: Loss, observed: Float64Array, prediction: Float64Array): Range {
  const p = observed.length;
  const misfit = observed.map((y, k) => y - prediction[k]);
  const { threshold } = detectOutliers(misfit, { rounding: FITTED * (norm(observed) / Math.sqrt(p)) });
  const [z, least, most] = [new Float64Array(p), new Float64Array(p), new Float64Array(p)];
  let free = 0;
  for (let k = 0; k < p; k++) {
    const at = Math.abs(misfit[k]) <= threshold ? observed[k] : prediction[k];
    const { least: low, most: high } = loss.subdifferential!(at, observed[k]);
    [least[k], most[k]] = [-high, -low];
    if (high > low) free += 1;
    z[k] = Math.min(-low, Math.max(-high, 0));
  }
  return { z, least, most, free };
}

/** Moves what is free of Z; apart from the generator, as engines run such loops slowly inside one. */
function correct({ z, least, most }: Range, change: Float64Array, length: number): void {
  for (let k = 0; k < z.length; k++) {
    if (most[k] > least[k]) z[k] = Math.min(most[k], Math.max(least[k], z[k] + length * change[k]));
  }
}

function gaussians({ operator }: Problem, count: number, seed: number): Matrix {
  const draw = random(seed).fork("kinkDual");
  const size = Math.min(count, operator.rows, operator.columns);
  return matrix(
    operator.columns,
    size,
    Float64Array.from({ length: operator.columns * size }, () => draw.gaussian()),
  );
}
