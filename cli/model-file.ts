import { type FactorModel, type Ids, InputError, readModel } from "../io/index.ts";
import { type BiasChoice, fromArrays, type Model, version } from "../src/index.ts";

/** What a model file says beside its arrays. */
export interface ModelNotes {
  /** Names of the row ids, column ids and values, "" where the data had none. */
  readonly names: { readonly row: string; readonly column: string; readonly value: string };
  /** Which of mean and biases were fitted; the others are zeros. */
  readonly bias: BiasChoice;
  readonly command: string;
  readonly seed: number;
}

/** The model as `model.npz` keeps it. */
export function factorModel(
  model: Model,
  labels: Pick<FactorModel, "rowIds" | "columnIds">,
  notes: ModelNotes,
): FactorModel {
  const { rank, left, right, mean, rowBias, columnBias, ridge, biasRidge, ...arrays } = model.toArrays();
  return {
    left: { rows: arrays.rows, columns: rank, data: left },
    right: { rows: arrays.columns, columns: rank, data: right },
    mean,
    rowBias,
    columnBias,
    rowScale: arrays.rowScale,
    columnScale: arrays.columnScale,
    rowCore: Float64Array.from(arrays.rowCore),
    columnCore: Float64Array.from(arrays.columnCore),
    ...labels,
    ridge,
    biasRidge,
    meta: { version, ridgeWeights: arrays.ridgeWeights, range: arrays.range, ...notes },
  };
}

/** A model file that can predict: the model and the labels of its rows and columns. */
export interface LabelledModel {
  readonly model: Model;
  readonly rowIds: Ids;
  readonly columnIds: Ids;
  readonly names: { readonly row: string; readonly column: string };
}

/** Reads a model whose rows and columns have labels. */
export async function labelledModel(path: string): Promise<LabelledModel> {
  const file = await readModel(path);
  const { left, right, rowIds, columnIds, rowCore, columnCore, meta } = file;
  if (!rowIds || !columnIds) {
    throw new InputError("expected a model with row_ids and column_ids, it names none", { file: path });
  }
  const range = rangeOf(meta?.range);
  const model = fromArrays({
    rows: left.rows,
    columns: right.rows,
    rank: left.columns,
    left: left.data,
    right: right.data,
    mean: file.mean ?? 0,
    range,
    ...(file.rowBias && { rowBias: file.rowBias }),
    ...(file.columnBias && { columnBias: file.columnBias }),
    ...(file.rowScale && { rowScale: file.rowScale }),
    ...(file.columnScale && { columnScale: file.columnScale }),
    ...(rowCore && { rowCore: Int32Array.from(rowCore) }),
    ...(columnCore && { columnCore: Int32Array.from(columnCore) }),
  });
  return { model, rowIds, columnIds, names: namesOf(meta?.names) };
}

function rangeOf(range: unknown): readonly [number, number] | null {
  const isRange = Array.isArray(range) && range.length === 2 && range.every((end) => Number.isFinite(end));
  return isRange ? [range[0], range[1]] : null;
}

function namesOf(names: unknown): { row: string; column: string } {
  const { row, column } = (names ?? {}) as { row?: unknown; column?: unknown };
  return { row: typeof row === "string" ? row : "", column: typeof column === "string" ? column : "" };
}
