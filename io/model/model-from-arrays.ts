import { InputError } from "../input-error.ts";
import type { NpyArray } from "../numpy/npy-array.ts";
import { asIds } from "../sorted-ids.ts";
import type { Ids } from "../table.ts";
import type { Factor, FactorModel, ModelMeta } from "./factor-model.ts";
import { partNames } from "./foreign-names.ts";

type Arrays = ReadonlyMap<string, NpyArray>;
type Part = keyof typeof partNames;

/** A model from named arrays, ours or another tool's; throws an InputError where factors are missing or sizes disagree. */
export function modelFromArrays(arrays: Arrays, options: { symmetric?: boolean | undefined } = {}): FactorModel {
  const left = factor(arrays, "left");
  const given = options.symmetric && !found(arrays, "right") ? left : factor(arrays, "right");
  const right = given.columns !== left.columns && given.rows === left.columns ? transposed(given) : given;
  if (left.columns !== right.columns) {
    throw new InputError(
      `expected factors of one rank, ${left.rows} × ${left.columns} and ${right.rows} × ${right.columns} came`,
    );
  }
  const scale = numbers(arrays, "singularValues", left.columns);
  const rowScale = numbers(arrays, "rowScale", left.rows);
  const columnScale = numbers(arrays, "columnScale", right.rows);
  const rowCore = numbers(arrays, "rowCore", left.rows);
  const columnCore = numbers(arrays, "columnCore", right.rows);
  const rowIds = labels(arrays, "rowIds", left.rows);
  const columnIds = labels(arrays, "columnIds", right.rows);
  const mean = numbers(arrays, "mean", 1)?.[0];
  const rowBias = numbers(arrays, "rowBias", left.rows);
  const columnBias = numbers(arrays, "columnBias", right.rows);
  const ridge = numbers(arrays, "ridge", 1)?.[0];
  const biasRidge = numbers(arrays, "biasRidge", 1)?.[0];
  const meta = metaOf(arrays);
  return {
    left: scale === undefined ? left : { ...left, data: left.data.map((value, k) => value * scale[k % left.columns]!) },
    right,
    ...(mean === undefined ? {} : { mean }),
    ...(rowBias === undefined ? {} : { rowBias }),
    ...(columnBias === undefined ? {} : { columnBias }),
    ...(rowScale === undefined ? {} : { rowScale }),
    ...(columnScale === undefined ? {} : { columnScale }),
    ...(rowCore === undefined ? {} : { rowCore }),
    ...(columnCore === undefined ? {} : { columnCore }),
    ...(rowIds === undefined ? {} : { rowIds }),
    ...(columnIds === undefined ? {} : { columnIds }),
    ...(ridge === undefined ? {} : { ridge }),
    ...(biasRidge === undefined ? {} : { biasRidge }),
    ...(meta === undefined ? {} : { meta }),
  };
}

function found(arrays: Arrays, part: Part): { name: string; array: NpyArray } | undefined {
  const name = partNames[part].find((candidate) => arrays.has(candidate));
  return name === undefined ? undefined : { name, array: arrays.get(name)! };
}

function factor(arrays: Arrays, part: "left" | "right"): Factor {
  const there = found(arrays, part);
  if (there === undefined) {
    throw new InputError(
      `expected the model's arrays left and right, U and V, u, d and v, or user_factors and item_factors; ${[...arrays.keys()].slice(0, 10).join(", ")} came`,
    );
  }
  const { name, array } = there;
  const [rows, columns = 1] = array.shape;
  // Mean and biases alone are a model of rank 0.
  if (array.shape.length > 2 || !rows) {
    throw new InputError(`expected "${name}" to have rows and columns, the shape (${array.shape.join(", ")}) came`);
  }
  return { rows, columns, data: finite(name, array) };
}

function numbers(arrays: Arrays, part: Part, length: number): Float64Array | undefined {
  const there = found(arrays, part);
  if (there === undefined) return undefined;
  const data = finite(there.name, there.array);
  if (data.length !== length)
    throw new InputError(`expected ${length} numbers in "${there.name}", ${data.length} came`);
  return data;
}

function finite(name: string, { data }: NpyArray): Float64Array {
  if (!(data instanceof Float64Array)) throw new InputError(`expected numbers in "${name}", text came`);
  const bad = data.find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw new InputError(`expected finite numbers in "${name}", ${bad} came`);
  return data;
}

function labels(arrays: Arrays, part: Part, length: number): Ids | undefined {
  const there = found(arrays, part);
  if (there === undefined) return undefined;
  const { name, array } = there;
  const ids = asIds(Array.from(array.data as ArrayLike<number | string>));
  if (ids.length !== length) throw new InputError(`expected ${length} labels in "${name}", ${ids.length} came`);
  if (new Set<number | string>(ids).size < length)
    throw new InputError(`expected different labels in "${name}", one comes twice`);
  return ids;
}

function metaOf(arrays: Arrays): ModelMeta | undefined {
  const text = found(arrays, "meta")?.array.data[0];
  if (typeof text !== "string") return undefined;
  try {
    const meta: unknown = JSON.parse(text);
    if (typeof meta === "object" && meta !== null && "version" in meta && typeof meta.version === "string")
      return meta as ModelMeta;
  } catch {
    // Falls through to the same sentence as JSON of another kind.
  }
  throw new InputError('expected JSON with a version in "meta", other text came');
}

function transposed({ rows, columns, data }: Factor): Factor {
  const turned = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = data[i * columns + j]!;
  return { rows: columns, columns: rows, data: turned };
}
