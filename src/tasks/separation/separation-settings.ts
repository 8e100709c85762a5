import type { SeparateOptions } from "./separation.ts";

/** The options of a separation with every default in its place, checked. */
export interface SeparationSettings {
  /** Undefined: it is chosen. */
  readonly rank: number | undefined;
  readonly maxRank: number;
  /** Undefined: it is estimated. */
  readonly noise: number | undefined;
  readonly gap: number;
  readonly precision: "float64" | "float32";
  readonly mostIterations: number;
  readonly seed: number;
}

const NAMES: readonly (keyof SeparateOptions)[] = [
  "rank",
  "maxRank",
  "noise",
  "gap",
  "precision",
  "mostIterations",
  "seed",
  "maxSeconds",
  "signal",
  "observe",
];
const LARGEST_TRIED = 20;

/**
 * Fills in the defaults of a separation.
 *
 * @throws RangeError or TypeError naming the option, what was expected and what came.
 */
export function separationSettings(
  options: SeparateOptions,
  { rows, columns }: { rows: number; columns: number },
): SeparationSettings {
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name as keyof SeparateOptions));
  if (unknown !== undefined) throw new TypeError(`${unknown}: no such option; expected one of ${NAMES.join(", ")}`);
  const smaller = Math.min(rows, columns);
  const { rank = "auto", maxRank = Math.min(LARGEST_TRIED, smaller), noise, maxSeconds } = options;
  const { gap = 1e-6, precision = "float64", mostIterations = 500, seed = 0 } = options;
  for (const [name, value] of Object.entries({ rank, maxRank })) {
    if (value === "auto" && name === "rank") continue;
    if (!(typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= smaller)) {
      throw new RangeError(
        `${name}: expected a whole number from 1 to ${smaller}, the smaller side of a ${rows}×${columns} matrix; got ${value}`,
      );
    }
  }
  if (noise !== undefined && !(noise >= 0 && noise < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`noise: expected a number ≥ 0; got ${noise}`);
  }
  if (!(gap > 0 && gap < 1)) throw new RangeError(`gap: expected a number between 0 and 1; got ${gap}`);
  if (precision !== "float64" && precision !== "float32") {
    throw new RangeError(`precision: expected one of float64, float32; got ${precision}`);
  }
  if (!(Number.isSafeInteger(mostIterations) && mostIterations >= 1)) {
    throw new RangeError(`mostIterations: expected a whole number ≥ 1; got ${mostIterations}`);
  }
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed: expected a whole number; got ${seed}`);
  if (maxSeconds !== undefined && !(maxSeconds > 0)) {
    throw new RangeError(`maxSeconds: expected a number > 0; got ${maxSeconds}`);
  }
  return { rank: rank === "auto" ? undefined : rank, maxRank, noise, gap, precision, mostIterations, seed };
}
