import type { Steps } from "../kernels/steps.ts";
import { dot } from "./dot.ts";
import type { Matrix } from "./matrix.ts";

/** A linear map from ℝ^columns to ℝ^rows, given by its action; every entry of `out` is overwritten. */
export interface LinearMap {
  readonly rows: number;
  readonly columns: number;
  /** out ← A x: x of `columns` numbers, out of `rows`. */
  apply(x: Float64Array, out: Float64Array): Steps<void>;
  /** out ← Aᵀ y: y of `rows` numbers, out of `columns`. */
  applyTransposed(y: Float64Array, out: Float64Array): Steps<void>;
}

/** A dense matrix as a linear map; one pause an application. */
export function denseMap({ rows, columns, data }: Matrix): LinearMap {
  return {
    rows,
    columns,
    *apply(x, out) {
      for (let i = 0; i < rows; i++) out[i] = dot(data, i * columns, x, 0, columns);
      yield;
    },
    *applyTransposed(y, out) {
      out.fill(0);
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) out[j] += data[i * columns + j] * y[i];
      }
      yield;
    },
  };
}
