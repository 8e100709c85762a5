import type { MeasurementOperator } from "../operators/operator.ts";
import { solvers } from "../solvers/index.ts";
import type { FactorOptions } from "./factoring.ts";
import type { DescentOptions, SenseOptions, SensingLoss, StartChoice } from "./sensing.ts";

/** The options of a run with every default in its place, checked. */
export interface RunSettings {
  /** Undefined: it grows. */
  readonly rank: number | undefined;
  readonly ridge: number;
  readonly solver: string;
  readonly start: StartChoice;
  readonly compare: readonly string[];
  readonly gap: number;
  readonly mostIterations: number;
  readonly escape: boolean;
  readonly precision: "float64" | "float32";
  readonly seed: number;
}

/** The names that every task of this kind takes. */
export const DESCENT_OPTIONS: readonly (keyof DescentOptions)[] = [
  "ridge",
  "solver",
  "start",
  "compare",
  "gap",
  "mostIterations",
  "precision",
  "seed",
  "maxSeconds",
  "signal",
  "observe",
];
/** Those that only nonnegative factors have a use for. */
export const NONNEGATIVE_OPTIONS = ["loss", "l1", "restarts"] as const;
const STARTS = ["auto", "spectral", "beliefs", "random", "small"];

/** Those of a sensing. */
export interface SenseSettings extends RunSettings {
  readonly loss: SensingLoss;
  /** Of the Huber loss. */
  readonly threshold: number | undefined;
}

/** The options that each loss goes with. */
const SENSING_LOSSES: Readonly<Record<SensingLoss, { readonly threshold: boolean; readonly ridge: boolean }>> = {
  leastSquares: { threshold: false, ridge: true },
  absolute: { threshold: false, ridge: false },
  huber: { threshold: true, ridge: true },
};

/**
 * Fills in the defaults of a sensing.
 *
 * @throws RangeError or TypeError naming the option, what was expected and what came.
 */
export function senseSettings(options: SenseOptions, operator: MeasurementOperator): SenseSettings {
  checkNames(options, [...DESCENT_OPTIONS, "rank", "symmetric", "escape", "loss", "threshold"]);
  const { rank, ridge, symmetric = false, loss = "leastSquares", threshold } = options;
  oneOf("loss", loss, Object.keys(SENSING_LOSSES));
  const takes = SENSING_LOSSES[loss];
  if (takes.threshold && !(threshold !== undefined && threshold > 0 && threshold < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`threshold: expected a number > 0 beside loss ${loss}, in the units of y; got ${threshold}`);
  }
  if (!takes.threshold && threshold !== undefined) {
    throw new RangeError(`threshold: expected loss huber beside it; got ${loss}`);
  }
  if (!takes.ridge && ridge !== undefined && ridge > 0) {
    throw new RangeError(`ridge: expected 0 beside loss ${loss}, which takes a rank; got ${ridge}`);
  }
  if (symmetric && operator.rows !== operator.columns) {
    throw new RangeError(`symmetric: expected a square matrix; got ${operator.rows}×${operator.columns}`);
  }
  if (rank !== undefined) checkRank(rank, operator);
  if (rank === undefined && !(ridge !== undefined && ridge > 0)) {
    throw new RangeError(
      ridge === 0
        ? "ridge: 0 needs a rank (nothing else limits it); got no rank"
        : "rank: expected a rank, or a ridge > 0 at which the rank grows; got neither",
    );
  }
  return { rank, loss, threshold, ...descentSettings(options, operator), escape: options.escape ?? true };
}

/**
 * Fills in the defaults of a factorization.
 *
 * @throws RangeError or TypeError naming the option, what was expected and what came.
 */
export function factorSettings(options: FactorOptions, size: { rows: number; columns: number }): RunSettings {
  const further = NONNEGATIVE_OPTIONS.find((name) => options[name] !== undefined);
  if (further) throw new RangeError(`${further}: expected nonnegative: true beside it; got factors of any sign`);
  checkNames(options, [...DESCENT_OPTIONS, "rank", "nonnegative", ...NONNEGATIVE_OPTIONS]);
  const { rank = "auto", solver = "auto" } = options;
  if (rank !== "auto") checkRank(rank, size);
  if (rank === "auto" && solver !== "auto") {
    throw new RangeError(
      `rank: expected a number beside solver ${solver}: only the singular values tell a rank; got auto`,
    );
  }
  // A factorization of full data has no spurious minima to leave.
  return { rank: rank === "auto" ? undefined : rank, ...descentSettings(options, size), escape: false };
}

/** Checks the settings that sensing and factoring share, and fills in their defaults. */
export function descentSettings(
  options: DescentOptions,
  { rows, columns }: { rows: number; columns: number },
): Omit<RunSettings, "rank" | "escape"> {
  const { ridge = 0, solver = "auto", start = "auto", compare = [], gap = 1e-6, seed = 0 } = options;
  const { mostIterations = 5_000, precision = "float64", maxSeconds } = options;
  if (!(ridge >= 0 && ridge < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`ridge: expected a number ≥ 0; got ${ridge}`);
  }
  checkSolver("solver", solver, ["auto", ...Object.keys(solvers)]);
  for (const name of compare) checkSolver("compare", name, Object.keys(solvers));
  if (typeof start === "string") oneOf("start", start, STARTS);
  else checkFactors(start, rows, columns);
  if (!(gap > 0 && gap < 1)) throw new RangeError(`gap: expected a number between 0 and 1; got ${gap}`);
  if (!(Number.isSafeInteger(mostIterations) && mostIterations >= 1)) {
    throw new RangeError(`mostIterations: expected a whole number ≥ 1; got ${mostIterations}`);
  }
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed: expected a whole number; got ${seed}`);
  if (maxSeconds !== undefined && !(maxSeconds > 0)) {
    throw new RangeError(`maxSeconds: expected a number > 0; got ${maxSeconds}`);
  }
  oneOf("precision", precision, ["float64", "float32"]);
  return { ridge, solver, start, compare: [...new Set(compare)], gap, mostIterations, precision, seed };
}

/** Refuses options that are none. */
export function checkNames(options: object, names: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new TypeError(`${unknown}: no such option; expected one of ${names.join(", ")}`);
}

/** Refuses a rank that does not fit the matrix. */
export function checkRank(rank: number, { rows, columns }: { rows: number; columns: number }): void {
  const smaller = Math.min(rows, columns);
  if (!(Number.isInteger(rank) && rank >= 1 && rank <= smaller)) {
    throw new RangeError(
      `rank: expected a whole number from 1 to ${smaller}, the smaller side of a ${rows}×${columns} matrix; got ${rank}`,
    );
  }
}

function checkSolver(option: string, name: string, names: readonly string[]): void {
  if (!names.includes(name)) throw new RangeError(`${option}: expected one of ${names.join(", ")}; got ${name}`);
}

export function oneOf(name: string, value: string, names: readonly string[]): void {
  if (!names.includes(value)) throw new RangeError(`${name}: expected one of ${names.join(", ")}; got ${value}`);
}

function checkFactors({ left, right }: Exclude<StartChoice, string>, rows: number, columns: number): void {
  if (left?.rows !== rows || right?.rows !== columns || left.columns !== right.columns) {
    throw new RangeError(
      `start: expected factors of ${rows} and ${columns} rows and one rank; got ${left?.rows}×${left?.columns} and ${right?.rows}×${right?.columns}`,
    );
  }
}
