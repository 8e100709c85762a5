import type { CompleteOptions } from "./completion.ts";
import type { Entries } from "./entries.ts";
import type { FitSettings } from "./fit.ts";

/** The options of a completion with every default in its place, checked. */
export interface CompleteSettings extends FitSettings {
  readonly rank: number | undefined;
  readonly maxRank: number;
  readonly ridge: number | undefined;
  readonly biasRidge: number | undefined;
  readonly holdout: number;
  readonly gap: number;
  readonly clip: boolean;
  readonly seed: number;
}

const NAMES: readonly (keyof CompleteOptions)[] = [
  "nonnegative",
  "rank",
  "maxRank",
  "ridge",
  "ridgeWeights",
  "bias",
  "biasRidge",
  "holdout",
  "gap",
  "scale",
  "clip",
  "precision",
  "seed",
  "maxSeconds",
  "signal",
  "observe",
];
const BIASES = ["none", "mean", "rows", "columns", "both"] as const;

/**
 * Fills in the defaults.
 *
 * @throws RangeError naming the option, what was expected and what came.
 */
export function settingsOf(options: CompleteOptions, entries: Entries): CompleteSettings {
  const { shape } = entries;
  const smaller = Math.min(...shape);
  const { rank, ridge, biasRidge, seed = 0, gap = 1e-6, maxRank = smaller } = options;
  const {
    nonnegative = false,
    bias = nonnegative ? "none" : "both",
    ridgeWeights = "none",
    scale = "none",
    precision = "float64",
    clip = true,
  } = options;
  const { holdout = ridge === undefined || rank === undefined ? 0.1 : 0 } = options;
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name as keyof CompleteOptions));
  if (unknown !== undefined) throw new TypeError(`${unknown}: no such option; expected one of ${NAMES.join(", ")}`);

  if (rank !== undefined) wholeNumber("rank", rank, 0, smaller, `the smaller side of a ${shape.join("×")} matrix`);
  wholeNumber("maxRank", maxRank, 0, smaller, `the smaller side of a ${shape.join("×")} matrix`);
  atLeastZero("ridge", ridge);
  atLeastZero("biasRidge", biasRidge);
  if (nonnegative) checkNonnegative(options, entries);
  else if (ridge === 0 && rank === undefined) {
    throw new RangeError("ridge: 0 needs a rank (nothing else limits it); got no rank");
  }
  if (!(holdout >= 0 && holdout < 1))
    throw new RangeError(`holdout: expected a share from 0 to below 1; got ${holdout}`);
  if (!(gap > 0 && gap < 1)) throw new RangeError(`gap: expected a number between 0 and 1; got ${gap}`);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed: expected a whole number; got ${seed}`);
  if (options.maxSeconds !== undefined && !(options.maxSeconds > 0)) {
    throw new RangeError(`maxSeconds: expected a number > 0; got ${options.maxSeconds}`);
  }
  oneOf("bias", bias, BIASES);
  oneOf("ridgeWeights", ridgeWeights, ["none", "counts"]);
  oneOf("scale", scale, ["none", "columns", "both"]);
  oneOf("precision", precision, ["float64", "float32"]);
  return {
    rank,
    maxRank: rank ?? maxRank,
    ridge,
    biasRidge,
    holdout,
    gap,
    clip,
    seed,
    bias,
    ridgeWeights,
    scale,
    precision,
    nonnegative,
  };
}

/** Biases may be negative; scales and weights would leave what the rank and the ridge are chosen by. */
function checkNonnegative(options: CompleteOptions, { rows, columns, values }: Entries): void {
  const { rank, bias = "none", biasRidge = "none", ridgeWeights = "none", scale = "none" } = options;
  for (const [name, value] of Object.entries({ bias, biasRidge, ridgeWeights, scale })) {
    if (value !== "none") throw new RangeError(`${name}: expected none beside nonnegative: true; got ${value}`);
  }
  if (rank === 0) throw new RangeError("rank: expected a whole number ≥ 1 beside nonnegative: true; got 0");
  const negative = values.findIndex((value) => value < 0);
  if (negative < 0) return;
  throw new RangeError(
    `nonnegative: expected values ≥ 0; that of (${rows[negative]}, ${columns[negative]}) is ${values[negative]}`,
  );
}

function wholeNumber(name: string, value: number, least: number, most: number, what: string): void {
  if (!(Number.isInteger(value) && value >= least && value <= most)) {
    throw new RangeError(`${name}: expected a whole number from ${least} to ${most}, ${what}; got ${value}`);
  }
}

function atLeastZero(name: string, value: number | undefined): void {
  if (value !== undefined && !(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${name}: expected a number ≥ 0; got ${value}`);
  }
}

function oneOf(name: string, value: string, names: readonly string[]): void {
  if (!names.includes(value)) throw new RangeError(`${name}: expected one of ${names.join(", ")}; got ${value}`);
}
