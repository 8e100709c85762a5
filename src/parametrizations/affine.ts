import type { Parametrization, Point } from "./parametrization.ts";

/** A parametrization whose factors are affine in θ. */
export interface AffineFactors
  extends Pick<
    Parametrization,
    | "name"
    | "rows"
    | "columns"
    | "rank"
    | "biases"
    | "nonnegative"
    | "surjective"
    | "hull"
    | "dimension"
    | "degreesOfFreedom"
    | "width"
    | "parts"
    | "setFactors"
    | "gauge"
    | "shifts"
    | "solve"
    | "withRank"
  > {
  /**
   * Writes the `width` columns of L and R into rows of `stride` numbers and leaves the rest of a row alone; the columns
   * that do not depend on θ hold `constant`: 1 at a point, 0 along a direction.
   */
  write(point: Point, left: Point, right: Point, stride: number, constant: 0 | 1): void;
  /** Adds the adjoint of `write` along a direction. */
  add(left: Point, right: Point, stride: number, gradient: Point): void;
}

/**
 * What follows where L and R are affine in θ and points form a vector space: dX = dL Rᵀ + L dRᵀ, its adjoint takes G R
 * and Gᵀ L, and the second derivative is the same with dR and dL.
 */
export function affine({ write, add, ...rest }: AffineFactors): Parametrization {
  const { width } = rest;
  const clear = (left: Point, right: Point) => {
    left.fill(0);
    right.fill(0);
  };
  const writeFactors: Parametrization["writeFactors"] = (point, left, right, stride) => {
    clear(left, right);
    write(point, left, right, stride, 1);
  };
  return {
    ...rest,
    factored: true,
    writeFactors,
    writeTangent(point, direction, left, right, stride) {
      clear(left, right);
      write(direction, left, right.subarray(width), stride, 0);
      write(point, left.subarray(width), right, stride, 1);
    },
    writeFrames: writeFactors,
    pullBack: (_, left, right, stride, gradient) => add(left, right, stride, gradient),
    writeTurn(_, direction, left, right, stride) {
      clear(left, right);
      write(direction, left, right, stride, 0);
    },
    pullBackTurn: (_, left, right, stride, product) => add(left, right, stride, product),
    project: () => {},
    retract: (point, direction, length) => point.map((x, k) => x + length * direction[k]),
    transport: (_, __, direction) => direction,
  };
}
