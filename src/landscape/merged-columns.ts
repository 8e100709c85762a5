import { dot } from "../linalg/dot.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** One column of each factor; of U twice where X = U Uᵀ. */
export interface ColumnPair {
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/** Columns with a cosine above this are taken for one direction: what X loses by it, the caller measures. */
const COLLINEAR = 1 - 1e-4;

/** The columns of a point, pairs of both factors, without those that add nothing to X. */
export function columnsOf({ parametrization }: Problem, point: Point): ColumnPair[] {
  const { left, right, rank } = parametrization.parts(point);
  const column = (factor: Point, c: number) =>
    Float64Array.from({ length: factor.length / rank }, (_, i) => factor[i * rank + c]);
  const pairs: ColumnPair[] = [];
  for (let c = 0; c < rank; c++) {
    const u = column(left, c);
    const v = left === right ? u : column(right, c);
    if (norm(u) > 0 && norm(v) > 0) pairs.push({ left: u, right: v });
  }
  return pairs;
}

/** The problem at as many columns as are given and one `rank`, those that are missing 0, and the point that holds them. */
export function pointOfColumns<P extends Problem>(problem: P, pairs: readonly ColumnPair[], rank: number) {
  const at = problem.with({ rank }) as P;
  const point = at.point();
  const { left, right } = at.parametrization.parts(point);
  for (const [c, pair] of pairs.entries()) {
    for (let i = 0; i < pair.left.length; i++) left[i * rank + c] = pair.left[i];
    for (let j = 0; j < pair.right.length; j++) right[j * rank + c] = pair.right[j];
  }
  return { problem: at, point };
}

/**
 * Nonnegative columns with those of one direction put together: in U Uᵀ into √Σ‖u‖², in U Vᵀ where either factor's columns have one
 * direction, the others being added up. X stays as it is but for the angle between them.
 */
export function mergedColumns(pairs: readonly ColumnPair[]): ColumnPair[] {
  const kept: ColumnPair[] = [];
  for (const pair of [...pairs].sort((a, b) => size(b) - size(a))) {
    const index = kept.findIndex((other) => direction(pair, other) !== undefined);
    if (index < 0) kept.push(pair);
    else kept[index] = together(kept[index], pair, direction(pair, kept[index]) as "left" | "right");
  }
  return kept.length < pairs.length ? kept : [...pairs];
}

function size({ left, right }: ColumnPair): number {
  return norm(left) * norm(right);
}

/** Which factor's columns are of one direction. */
function direction(a: ColumnPair, b: ColumnPair): "left" | "right" | undefined {
  return (["left", "right"] as const).find((side) => cosine(a[side], b[side]) > COLLINEAR);
}

function cosine(a: Float64Array, b: Float64Array): number {
  return dot(a, 0, b, 0, a.length) / norm(a) / norm(b);
}

/** One pair in the place of two whose columns on a side have one direction, the mean of theirs. */
function together(a: ColumnPair, b: ColumnPair, side: "left" | "right"): ColumnPair {
  const common = unit(a[side].map((x, i) => (x * size(a)) / norm(a[side]) + (b[side][i] * size(b)) / norm(b[side])));
  if (a.left === a.right) {
    const length = Math.hypot(norm(a.left), norm(b.left));
    const column = common.map((x) => length * x);
    return { left: column, right: column };
  }
  const other = side === "left" ? "right" : "left";
  const [ofA, ofB] = [norm(a[side]), norm(b[side])];
  const sum = a[other].map((x, i) => ofA * x + ofB * b[other][i]);
  const root = Math.sqrt(norm(sum));
  const [one, two] = [common.map((x) => root * x), sum.map((x) => x / root)];
  return side === "left" ? { left: one, right: two } : { left: two, right: one };
}

function unit(x: Float64Array): Float64Array {
  const length = norm(x);
  return x.map((value) => value / length);
}
