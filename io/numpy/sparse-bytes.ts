import { npzBytes } from "./npz-bytes.ts";

/** Some entries of a matrix: row, column and value of each. */
export interface SparseEntries {
  readonly rows: ArrayLike<number>;
  readonly columns: ArrayLike<number>;
  readonly values: Float64Array;
  readonly shape: readonly [number, number];
}

/** Bytes of a .npz file that `scipy.sparse.load_npz` reads: coordinate form. */
export function sparseBytes({ rows, columns, values, shape }: SparseEntries): Uint8Array {
  const places = (list: ArrayLike<number>) => BigInt64Array.from({ length: list.length }, (_, k) => BigInt(list[k]!));
  return npzBytes([
    ["row", { shape: [rows.length], data: places(rows) }],
    ["col", { shape: [columns.length], data: places(columns) }],
    ["data", { shape: [values.length], data: values }],
    ["format", { shape: [], data: ["coo"] }],
    ["shape", { shape: [2], data: BigInt64Array.from(shape, BigInt) }],
  ]);
}
