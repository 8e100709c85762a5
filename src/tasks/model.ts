import type { Matrix } from "../linalg/matrix.ts";

/** A model as plain arrays, factors row-major. */
export interface ModelArrays {
  readonly rows: number;
  readonly columns: number;
  readonly rank: number;
  /** U, m×r, and V, n×r, balanced. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly mean: number;
  /** Length m and n; zeros where the model has no such bias. */
  readonly rowBias: Float64Array;
  readonly columnBias: Float64Array;
  /** Length m and n; ones where nothing was scaled. */
  readonly rowScale: Float64Array;
  readonly columnScale: Float64Array;
  /** Lowest and highest prediction; null for no clipping. */
  readonly range: readonly [number, number] | null;
  readonly ridge: number;
  readonly biasRidge: number;
  readonly ridgeWeights: "none" | "counts";
  /** Core numbers: the rank up to which an entry can be determined is the smaller of its row's and its column's. */
  readonly rowCore: Int32Array;
  readonly columnCore: Int32Array;
}

/** A completed matrix: ((U Vᵀ)_ij + μ + b_i + c_j) · rowScale_i · columnScale_j, clipped to `range` where it is set. */
export interface Model extends Omit<ModelArrays, "rows" | "columns" | "rank" | "left" | "right"> {
  readonly left: Matrix;
  readonly right: Matrix;
  /** Predictions at (rows[k], columns[k]), 0-based. */
  predict(rows: ArrayLike<number>, columns: ArrayLike<number>): Float64Array;
  /** `determined_rank` at the same places. */
  determinedRank(rows: ArrayLike<number>, columns: ArrayLike<number>): Int32Array;
  /** The plain arrays, all that `fromArrays` needs. */
  toArrays(): ModelArrays;
}

/**
 * A model from its arrays; absent biases are zeros, absent scales ones, absent core numbers 0 (nothing known).
 *
 * @throws RangeError where lengths do not fit the shape or a number is not finite.
 */
export function fromArrays(
  arrays: Pick<ModelArrays, "rows" | "columns" | "rank" | "left" | "right"> & Partial<ModelArrays>,
): Model {
  const { rows, columns, rank } = arrays;
  const full: ModelArrays = {
    mean: 0,
    rowBias: new Float64Array(rows),
    columnBias: new Float64Array(columns),
    rowScale: new Float64Array(rows).fill(1),
    columnScale: new Float64Array(columns).fill(1),
    range: null,
    ridge: 0,
    biasRidge: 0,
    ridgeWeights: "none",
    rowCore: new Int32Array(rows),
    columnCore: new Int32Array(columns),
    ...arrays,
  };
  const lengths = {
    left: rows * rank,
    right: columns * rank,
    rowBias: rows,
    columnBias: columns,
    rowScale: rows,
    columnScale: columns,
    rowCore: rows,
    columnCore: columns,
  } as const;
  for (const [name, length] of Object.entries(lengths) as [keyof typeof lengths, number][]) {
    const list = full[name];
    if (list.length !== length) throw new RangeError(`${name}: expected ${length} numbers; got ${list.length}`);
    const wrong = list.findIndex((x: number) => !Number.isFinite(x));
    if (wrong >= 0) throw new RangeError(`${name}[${wrong}]: expected a finite number; got ${list[wrong]}`);
  }
  const { left, right, mean, rowBias, columnBias, rowScale, columnScale, range, rowCore, columnCore } = full;
  const at = (i: number, j: number): number => {
    let value = mean + rowBias[i] + columnBias[j];
    for (let c = 0; c < rank; c++) value += left[i * rank + c] * right[j * rank + c];
    value *= rowScale[i] * columnScale[j];
    return range ? Math.min(range[1], Math.max(range[0], value)) : value;
  };
  const check = (i: number, j: number): void => {
    if (!(Number.isInteger(i) && i >= 0 && i < rows && Number.isInteger(j) && j >= 0 && j < columns)) {
      throw new RangeError(`predict: (${i}, ${j}) is outside a ${rows}×${columns} matrix`);
    }
  };
  return {
    ...full,
    left: { rows, columns: rank, data: left },
    right: { rows: columns, columns: rank, data: right },
    predict(rowList, columnList) {
      return Float64Array.from({ length: rowList.length }, (_, k) => {
        check(rowList[k], columnList[k]);
        return at(rowList[k], columnList[k]);
      });
    },
    determinedRank(rowList, columnList) {
      return Int32Array.from({ length: rowList.length }, (_, k) => {
        check(rowList[k], columnList[k]);
        return Math.min(rowCore[rowList[k]], columnCore[columnList[k]]);
      });
    },
    toArrays: () => full,
  };
}
