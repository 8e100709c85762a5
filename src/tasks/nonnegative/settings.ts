import type { FactorOptions, NonnegativeLoss } from "../factoring.ts";
import {
  checkNames,
  checkRank,
  DESCENT_OPTIONS,
  descentSettings,
  NONNEGATIVE_OPTIONS,
  oneOf,
  type RunSettings,
} from "../run-settings.ts";

/** The options of a nonnegative factorization with every default in its place, checked. */
export interface NonnegativeSettings extends RunSettings {
  readonly loss: NonnegativeLoss;
  readonly l1: number;
  readonly restarts: number;
}

const STARTS = ["auto", "spectral", "random"];

/**
 * Fills in the defaults of a nonnegative factorization.
 *
 * @throws RangeError or TypeError naming the option, what was expected and what came.
 */
export function nonnegativeSettings(
  options: FactorOptions,
  size: { rows: number; columns: number },
): NonnegativeSettings {
  checkNames(options, [...DESCENT_OPTIONS, "rank", "nonnegative", ...NONNEGATIVE_OPTIONS]);
  const { rank = "auto", loss = "leastSquares", l1 = 0, restarts = 2, start } = options;
  if (rank !== "auto") checkRank(rank, size);
  oneOf("loss", loss, ["leastSquares", "kullbackLeibler"]);
  if (typeof start === "string") oneOf("start", start, STARTS);
  if (!(l1 >= 0 && l1 < Number.POSITIVE_INFINITY)) throw new RangeError(`l1: expected a number ≥ 0; got ${l1}`);
  if (!(Number.isSafeInteger(restarts) && restarts >= 0)) {
    throw new RangeError(`restarts: expected a whole number ≥ 0; got ${restarts}`);
  }
  return {
    ...descentSettings(options, size),
    rank: rank === "auto" ? undefined : rank,
    escape: true,
    ...{ loss, l1, restarts },
  };
}
