import type { Ids } from "../table.ts";

/** A dense matrix, row-major: `data[i * columns + j]` is entry (i, j). */
export interface Factor {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** What a model file says of itself: the version of its writer first, then anything that JSON holds. */
export interface ModelMeta {
  readonly version: string;
  readonly [key: string]: unknown;
}

/** L Rᵀ + mean + row biases + column biases, with the labels of its rows and columns. */
export interface FactorModel {
  /** m×r. */
  readonly left: Factor;
  /** n×r. */
  readonly right: Factor;
  readonly mean?: number;
  /** m numbers. */
  readonly rowBias?: Float64Array;
  /** n numbers. */
  readonly columnBias?: Float64Array;
  readonly rowIds?: Ids;
  readonly columnIds?: Ids;
  readonly ridge?: number;
  readonly biasRidge?: number;
  readonly meta?: ModelMeta;
}
