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

/** (L Rᵀ + mean + row biases + column biases) · row scales · column scales, with the labels of its rows and columns. */
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
  /** m and n positive numbers: what predictions are multiplied by; absent scales are ones. */
  readonly rowScale?: Float64Array;
  readonly columnScale?: Float64Array;
  /** m and n whole numbers: the rank up to which the data can determine a row or column. */
  readonly rowCore?: Float64Array;
  readonly columnCore?: Float64Array;
  readonly rowIds?: Ids;
  readonly columnIds?: Ids;
  readonly ridge?: number;
  readonly biasRidge?: number;
  readonly meta?: ModelMeta;
}
