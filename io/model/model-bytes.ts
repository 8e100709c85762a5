import type { NpyContent } from "../numpy/npy-bytes.ts";
import { npzBytes } from "../numpy/npz-bytes.ts";
import type { Ids } from "../table.ts";
import type { Factor, FactorModel, ModelMeta } from "./factor-model.ts";

/** Bytes of `model.npz`: the same model gives the same bytes. */
export function modelBytes(model: FactorModel): Uint8Array {
  const { left, right, mean, rowBias, columnBias, rowIds, columnIds, ridge, biasRidge, meta } = model;
  const { rowScale, columnScale, rowCore, columnCore } = model;
  const contents: [string, NpyContent | undefined][] = [
    ["left", matrix(left)],
    ["right", matrix(right)],
    ["mean", scalar(mean)],
    ["row_bias", vector(rowBias)],
    ["column_bias", vector(columnBias)],
    ["row_scale", vector(rowScale)],
    ["column_scale", vector(columnScale)],
    ["row_core", vector(rowCore)],
    ["column_core", vector(columnCore)],
    ["row_ids", labels(rowIds)],
    ["column_ids", labels(columnIds)],
    ["ridge", scalar(ridge)],
    ["bias_ridge", scalar(biasRidge)],
    ["meta", meta === undefined ? undefined : { shape: [], data: [metaText(meta)] }],
  ];
  return npzBytes(contents);
}

const metaText = ({ version, ...rest }: ModelMeta): string => JSON.stringify({ version, ...rest });

const matrix = ({ rows, columns, data }: Factor): NpyContent => ({ shape: [rows, columns], data });

const scalar = (value: number | undefined): NpyContent | undefined =>
  value === undefined ? undefined : { shape: [], data: Float64Array.of(value) };

const vector = (data: Float64Array | undefined): NpyContent | undefined =>
  data === undefined ? undefined : { shape: [data.length], data };

function labels(ids: Ids | undefined): NpyContent | undefined {
  if (ids === undefined) return undefined;
  const shape = [ids.length];
  if (typeof ids[0] === "string") return { shape, data: ids as string[] };
  return { shape, data: BigInt64Array.from(ids as number[], BigInt) };
}
