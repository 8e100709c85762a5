import { type FactorModel, readModel } from "../../io/index.ts";
import type { ForeignModel, RidgeWeights } from "../../src/index.ts";
import { UsageError } from "../arguments/usage-error.ts";

/** The words on the command line that name factors. */
export interface FactorArguments {
  readonly model?: string | undefined;
  readonly left?: string | undefined;
  readonly right?: string | undefined;
  /** Is a left factor enough, the right one being the same. */
  readonly symmetric?: boolean | undefined;
}

/** Reads the factors that the command line names, in one file or in two. */
export async function factorsOf({ model, left, right, symmetric }: FactorArguments): Promise<FactorModel> {
  if (model !== undefined && left === undefined && right === undefined) return readModel(model, { symmetric });
  if (symmetric && model === undefined && left !== undefined && right === undefined) return readModel([left, left]);
  if (model === undefined && left !== undefined && right !== undefined) return readModel([left, right]);
  const given = Object.entries({ model, left, right }).filter(([, path]) => path !== undefined);
  const came = given.length === 0 ? "none of them" : given.map(([name]) => `--${name}`).join(" and ");
  throw new UsageError(`--model: expected --model, or --left and --right; got ${came}`, "model");
}

/** The parts of a model that were fitted: ours keeps zeros for a bias that it has not. */
export function foreignModel({ left, right, mean, rowBias, columnBias, meta }: FactorModel): ForeignModel {
  const bias = meta?.bias;
  const has = (...kinds: string[]) => typeof bias !== "string" || kinds.includes(bias);
  return {
    rank: left.columns,
    left: left.data,
    right: right.data,
    ...(mean !== undefined && has("mean", "rows", "columns", "both") && { mean }),
    ...(rowBias && has("rows", "both") && { rowBias }),
    ...(columnBias && has("columns", "both") && { columnBias }),
  };
}

/** What a model file says about the problem that it solves. */
export function strengthsOf({ ridge, biasRidge, meta }: FactorModel): {
  ridge?: number;
  biasRidge?: number;
  ridgeWeights?: RidgeWeights;
} {
  const weights = meta?.ridgeWeights;
  return {
    ...(ridge !== undefined && { ridge }),
    ...(biasRidge !== undefined && { biasRidge }),
    ...((weights === "none" || weights === "counts") && { ridgeWeights: weights }),
  };
}
