import { readFileSync } from "node:fs";
import type { ConvexProblem } from "./convex-problem.ts";

/** What the stored oracles hold of a problem besides its data; see test/fixtures/oracles/README.md. */
export interface StoredOptimum {
  readonly objective: number;
  readonly relativeGap: number;
  readonly rank: number;
  readonly nuclearNorm: number;
  readonly gradientNorm: number;
}

/** One planted problem: data, optimum, and the best factored fit at the planted rank 3. */
export interface PlantedInstance extends StoredOptimum {
  readonly seed: number;
  readonly problem: ConvexProblem;
  readonly singularValues: readonly number[];
  readonly gradientNext: number;
  readonly bestRank3: { objective: number; excess: number; relativeGap: number; spread: number };
}

/** One problem with biases and weights: data and optimum with X (row-major) and the biases. */
export interface JointInstance extends StoredOptimum {
  readonly name: string;
  readonly problem: ConvexProblem;
  readonly X: Float64Array;
  readonly fittedMean: number;
  readonly fittedRowBias: readonly number[];
  readonly fittedColumnBias: readonly number[];
}

/** One preparation of the metabolites: rows of [ridge, rmse, columnScaledRmse, rank], the best by either error. */
export interface SoftImputeVariant {
  readonly centre: "none" | "columns" | "rows" | "both";
  readonly scale: "none" | "columns" | "rows" | "both";
  readonly best: readonly number[];
  readonly bestColumnScaled: readonly number[];
  readonly grid: readonly (readonly number[])[];
}

/** Soft-impute's errors on the metabolites' truly missing cells. */
export interface MetaboliteBar {
  readonly bar: { usual: number; strongest: number };
  readonly baselineRmse: { columnMeans: number; rowMeans: number };
  readonly variants: readonly SoftImputeVariant[];
}

/** The planted problems, one for each of 40 seeds. */
export function plantedInstances(): PlantedInstance[] {
  const { instances, ...shared } = stored("planted.json");
  return instances.map((instance: Stored) => ({ ...instance, problem: problemOf({ ...shared, ...instance }) }));
}

/** The problems with biases, count weights, entry weights, empty rows and columns. */
export function jointInstances(): JointInstance[] {
  return stored("joint.json").instances.map((instance: Stored) => ({
    ...instance,
    problem: problemOf(instance),
    X: new Float64Array(bytes(instance.X)),
  }));
}

/** What soft-impute reaches on the metabolites. */
export function metaboliteBar(): MetaboliteBar {
  return stored("metabolites.json");
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of the stored text is what these readers state
type Stored = any;

function stored(name: string): Stored {
  return JSON.parse(readFileSync(new URL(`../fixtures/oracles/${name}`, import.meta.url), "utf8"));
}

function bytes(base64: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(base64, "base64")).buffer;
}

function problemOf(instance: Stored): ConvexProblem {
  const { rows, columns, ridge, biasRidge = 0, mean = false, rowBias = false, columnBias = false } = instance;
  const mask = new Uint8Array(bytes(instance.mask));
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell).filter(
    (cell) => (mask[cell >> 3] >> (7 - (cell & 7))) & 1,
  );
  return {
    rows,
    columns,
    rowIndex: Int32Array.from(cells, (cell) => Math.floor(cell / columns)),
    columnIndex: Int32Array.from(cells, (cell) => cell % columns),
    values: Float64Array.from(new Float32Array(bytes(instance.values))),
    weights: instance.weights ? Float64Array.from(new Float32Array(bytes(instance.weights))) : undefined,
    rowWeights: instance.rowWeights ?? undefined,
    columnWeights: instance.columnWeights ?? undefined,
    ridge,
    biasRidge,
    mean,
    rowBias,
    columnBias,
  };
}
