import { type Matrix, matrix, transpose } from "../../linalg/matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import { lowRankSvd } from "../../linalg/svd.ts";
import { asymmetric } from "../../parametrizations/asymmetric.ts";
import type { Parametrization } from "../../parametrizations/parametrization.ts";
import { symmetric } from "../../parametrizations/symmetric.ts";
import { type PlantedMatrixOptions, plantedMatrix } from "./planted-matrix.ts";

/** A planted matrix X as a point of balanced factors: of U Vᵀ, or of U Uᵀ where it is symmetric. */
export interface PlantedFactors {
  readonly parametrization: Parametrization;
  readonly truth: Float64Array;
  readonly product: Matrix;
}

/** Plants a matrix whose entries have root mean square `size`. */
export function plantedFactors(options: PlantedMatrixOptions, size = 1): PlantedFactors {
  if (!(size > 0 && size < Infinity)) throw new RangeError(`size: expected a number > 0; got ${size}`);
  const { shape, rank } = options;
  const [rows, columns] = shape;
  const planted = plantedMatrix(options);
  const parametrization = options.symmetric ? symmetric({ rows, rank }) : asymmetric({ rows, columns, rank });
  const { u, v, singularValues } = lowRankSvd(planted);
  const share = (basis: Matrix) =>
    matrix(
      basis.rows,
      rank,
      basis.data.map((x, k) => x * Math.sqrt(size * singularValues[k % rank])),
    );
  const left = share(u);
  const right = options.symmetric ? left : share(v);
  const truth = new Float64Array(parametrization.dimension);
  parametrization.setFactors({ left, right }, truth);
  return { parametrization, truth, product: multiply(left, transpose(right)) };
}
