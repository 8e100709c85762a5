import { choleskySolve } from "../linalg/cholesky.ts";
import { matrix } from "../linalg/matrix.ts";
import { random } from "../linalg/random.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Places } from "./inlier-refit.ts";

/** A row or column is lost where more than this share of its entries count as outliers. */
const LOST = 0.4;
/** Least absolute deviations by reweighting: steps at most, and the smallest residual that weights distinguish, as a share of the largest. */
const STEPS = 40;
const SMALLEST = 1e-9;
/** Sets of few entries that are drawn by chance. */
const DRAWS = 200;

/** A row (or column) of X with its entries: their measurements, and the rows of the other factor that they meet. */
interface Line {
  readonly index: number;
  readonly entries: number[];
}

/**
 * Finds the rows and columns most of whose entries count as outliers, and fits each anew to the factor of the other side by least
 * absolute deviations, which a minority of outliers cannot pull; a new fit is taken where more of its entries are within
 * `threshold`. The point with them, or undefined where none was better.
 *
 * A least-squares fit that has taken a row for outliers never sees it again, so that it could not come right by itself.
 *
 * @see Bloomfield & Steiger 1983, doi:10.1007/978-1-4684-8574-5
 */
export function regainedLines(
  { observed, parametrization }: Problem,
  point: Point,
  { outliers, threshold, places }: { outliers: Int32Array; threshold: number; places: Places },
): Point | undefined {
  const { rows, columns, rank } = parametrization;
  const next = Float64Array.from(point);
  const { left, right } = parametrization.parts(next);
  const linesOf = (lineOf: (k: number) => number, count: number) =>
    withEntries(lostLines(observed.length, outliers, { lineOf, count, share: LOST }), observed.length, lineOf);
  const [lostRows, lostColumns] = [linesOf(places.row, rows), linesOf(places.column, columns)];
  const lost = {
    row: new Set(lostRows.map(({ index }) => index)),
    column: new Set(lostColumns.map(({ index }) => index)),
  };
  let regained = false;
  const sides = [
    { lines: lostRows, own: left, other: right, meets: places.column, without: lost.column },
    { lines: lostColumns, own: right, other: left, meets: places.row, without: lost.row },
  ];
  for (const { lines, own, other, meets, without } of sides) {
    for (const { index, entries } of lines) {
      const sound = entries.filter((k) => !without.has(meets(k)));
      if (sound.length <= rank) continue;
      const of = own.subarray(index * rank, (index + 1) * rank);
      const regression = { rank, other, at: sound.map(meets), y: sound.map((k) => observed[k]) };
      const found = leastAbsolute(regression, threshold, index);
      if (within(regression, found, threshold) <= within(regression, of, threshold)) continue;
      of.set(found);
      regained = true;
    }
  }
  return regained ? next : undefined;
}

/** The rows (or columns) more than a share of whose entries count as outliers. */
export function lostLines(
  p: number,
  outliers: Int32Array,
  { lineOf, count, share }: { lineOf: (k: number) => number; count: number; share: number },
): number[] {
  const [seen, wrong] = [new Int32Array(count), new Int32Array(count)];
  for (let k = 0; k < p; k++) seen[lineOf(k)] += 1;
  for (const k of outliers) wrong[lineOf(k)] += 1;
  return Array.from(seen.keys()).filter((index) => wrong[index] > share * seen[index]);
}

/** Some lines with their entries. */
function withEntries(lines: readonly number[], p: number, lineOf: (k: number) => number): Line[] {
  const found = new Map(lines.map((index) => [index, { index, entries: [] as number[] }]));
  if (found.size > 0) for (let k = 0; k < p; k++) found.get(lineOf(k))?.entries.push(k);
  return [...found.values()];
}

/** yₖ ≈ ⟨u, row `at[k]` of `other`⟩. */
interface Regression {
  readonly rank: number;
  readonly other: Point;
  readonly at: readonly number[];
  readonly y: readonly number[];
}

/**
 * u of the most entries within the threshold: by reweighting from all entries or, where more than half of them are wrong and all
 * together mislead, from those that agree with a few drawn by chance (RANSAC).
 *
 * @see Fischler & Bolles 1981, doi:10.1145/358669.358692
 */
function leastAbsolute(regression: Regression, threshold: number, seed: number): Float64Array {
  const { rank, y } = regression;
  const draw = random(seed).fork("lost lines");
  let best = reweighted(
    regression,
    y.map(() => 1),
  );
  let most = within(regression, best, threshold);
  for (let trial = 0; trial < DRAWS && 2 * most < y.length; trial++) {
    const few = new Set(draw.permutation(y.length).slice(0, rank + 1));
    const found = weightedLeastSquares(
      regression,
      y.map((_, k) => (few.has(k) ? 1 : 0)),
    );
    const count = found ? within(regression, found, threshold) : 0;
    if (found && count > most) [best, most] = [found, count];
  }
  const agreeing = y.map((_, k) => (Math.abs(misfit(regression, best, k)) <= threshold ? 1 : 0));
  const refined = weightedLeastSquares(regression, agreeing);
  return refined && within(regression, refined, threshold) >= most ? refined : best;
}

function reweighted(regression: Regression, first: readonly number[]): Float64Array {
  const { rank, y } = regression;
  let weights = first;
  let u: Float64Array = new Float64Array(rank);
  let floor = 0;
  for (let step = 0; step < STEPS; step++) {
    const solved = weightedLeastSquares(regression, weights);
    if (!solved) return u;
    u = solved;
    const sizes = y.map((_, k) => Math.abs(misfit(regression, u, k)));
    // From the middle of the residuals down: larger ones count less from the start, and smaller ones alike until the end.
    floor = step === 0 ? [...sizes].sort((a, b) => a - b)[sizes.length >> 1] : floor / 2;
    if (!(floor > SMALLEST * Math.max(...sizes))) return u;
    weights = sizes.map((size) => 1 / Math.max(size, floor));
  }
  return u;
}

function weightedLeastSquares(
  { rank, other, at, y }: Regression,
  weights: readonly number[],
): Float64Array | undefined {
  const [gram, pull] = [matrix(rank, rank), new Float64Array(rank)];
  for (const [k, row] of at.entries()) {
    for (let c = 0; c < rank; c++) {
      const weighted = weights[k] * other[row * rank + c];
      pull[c] += weighted * y[k];
      for (let d = 0; d < rank; d++) gram.data[c * rank + d] += weighted * other[row * rank + d];
    }
  }
  return choleskySolve(gram, pull);
}

function misfit({ rank, other, at, y }: Regression, u: Point, k: number): number {
  let x = 0;
  for (let c = 0; c < rank; c++) x += u[c] * other[at[k] * rank + c];
  return y[k] - x;
}

function within(regression: Regression, u: Point, threshold: number): number {
  return regression.y.reduce((count, _, k) => count + (Math.abs(misfit(regression, u, k)) <= threshold ? 1 : 0), 0);
}
