import { matrix } from "../../src/linalg/matrix.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import type { Biases, Parametrization, Point } from "../../src/parametrizations/index.ts";
import {
  countWeightedRidge,
  elasticNet,
  type Regularizer,
  type regularizers,
  ridge,
} from "../../src/regularizers/index.ts";

/** Every choice of biases that a model offers, and those between. */
export const BIASES: Biases[] = [false, true].flatMap((mean) =>
  [false, true].flatMap((rows) => [false, true].map((columns) => ({ mean, rows, columns }))),
);

/** The choice in words. */
export const nameOf = ({ mean, rows, columns }: Biases) =>
  [mean && "mean", rows && "rows", columns && "columns"].filter(Boolean).join("+") || "none";

/** A sample of each regularizer of the catalogue, for a size. */
export const penalties: Record<
  keyof typeof regularizers,
  (rows: number, columns: number, seed: number, strengths?: { ridge: number; biasRidge: number }) => Regularizer
> = {
  ridge: (_, __, ___, strengths = { ridge: 0.7, biasRidge: 0.3 }) => ridge(strengths),
  countWeightedRidge(rows, columns, seed, strengths = { ridge: 0.7, biasRidge: 0.3 }) {
    const draw = random(seed).fork("counts");
    const counts = (length: number) => Float64Array.from({ length }, () => 1 + draw.integer(6));
    return countWeightedRidge({ ...strengths, rowCounts: counts(rows), columnCounts: counts(columns) });
  },
  elasticNet: (_, __, ___, strengths = { ridge: 0.7, biasRidge: 0.3 }) => elasticNet({ ...strengths, l1: 0.2 }),
};

/** Gaussian numbers as many as a point has: a point where points form a vector space, and a direction anywhere. */
export function gaussianPoint({ dimension }: Parametrization, draw: Random): Float64Array {
  return Float64Array.from({ length: dimension }, () => draw.gaussian());
}

/** A point of gaussian factors and biases; of positive factors where they may not be negative. */
export function pointOf(shape: Parametrization, draw: Random): Float64Array {
  const { rows, columns, rank } = shape;
  const point = gaussianPoint(shape, draw);
  const factor = (length: number) =>
    matrix(
      length,
      rank,
      Float64Array.from({ length: length * rank }, () => {
        const x = draw.gaussian();
        return shape.nonnegative ? 0.5 + Math.abs(x) : x;
      }),
    );
  shape.setFactors({ left: factor(rows), right: factor(columns) }, point);
  return point;
}

/** x + t·d. */
export function along(x: Point, t: number, d: Point): Float64Array {
  return Float64Array.from(x, (value, k) => value + t * d[k]);
}

/**
 * The slope of log|error| against log t where t halves: the order of the first term that a Taylor model leaves out.
 * The largest steps are too far away and the smallest are lost to rounding, so it is the median.
 */
export function taylorSlope(error: (t: number) => number, from = 1e-1, halvings = 9): number {
  const sizes = Array.from({ length: halvings }, (_, k) => Math.abs(error(from * 2 ** -k)));
  const slopes = sizes.slice(1).map((size, k) => Math.log2(sizes[k] / size));
  return slopes.sort((a, b) => a - b)[slopes.length >> 1];
}
