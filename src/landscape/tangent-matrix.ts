import { type Matrix, matrix } from "../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../linalg/multiply.ts";
import type { Parametrization, Point } from "../parametrizations/parametrization.ts";

/** What is asked of the tangent matrices N = dφ(θ) ξ at a point, without a measurement. */
export interface TangentMatrix {
  /** ‖N‖². */
  square(direction: Point): number;
  /** dφ*(dφ ξ). */
  gram(direction: Point): Float64Array;
}

/** The tangent matrices at a point, as factors: nothing of size m·n is formed. */
export function tangentMatrix(parametrization: Parametrization, point: Point): TangentMatrix {
  const { rows, columns, width, dimension } = parametrization;
  const [p, q] = [matrix(rows, width), matrix(columns, width)];
  parametrization.writeFrames(point, p.data, q.data, width);
  /** N = A Bᵀ. */
  const factors = (direction: Point): [Matrix, Matrix] => {
    const [a, b] = [matrix(rows, 2 * width), matrix(columns, 2 * width)];
    parametrization.writeTangent(point, direction, a.data, b.data, 2 * width);
    return [a, b];
  };
  return {
    square(direction) {
      const [a, b] = factors(direction).map((factor) => multiplyTransposed(factor, factor).data);
      return a.reduce((sum, x, k) => sum + x * b[k], 0);
    },
    gram(direction) {
      const [a, b] = factors(direction);
      const out = new Float64Array(dimension);
      const [byLeft, byRight] = [multiply(a, multiplyTransposed(b, q)), multiply(b, multiplyTransposed(a, p))];
      parametrization.pullBack(point, byLeft.data, byRight.data, width, out);
      return out;
    },
  };
}
