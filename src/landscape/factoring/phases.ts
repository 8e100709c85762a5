import type { Asymmetry } from "./asymmetry.ts";

/** One recorded iterate of a descent on two factors. */
export interface AsymmetryRow extends Asymmetry {
  readonly iteration: number;
  /** f = ½‖U Vᵀ − M‖². */
  readonly value: number;
}

/** The phases of a descent from a small random start; undefined what was not reached, or not long enough to tell. */
export interface Phases {
  /** T₁: the first recorded iteration with σ_d(A) ≥ √(σ_d/2). The signal has grown. */
  readonly grown: number | undefined;
  /** T₀: the first from T₁ on with ‖P‖₂ ≤ σ_d/4. From here on the error falls linearly. */
  readonly local: number | undefined;
  /** The factor by which f falls with each iteration at the end, fitted to the second half of the iterations after T₀. */
  readonly tailRate: number | undefined;
}

/** Below this share of f at the start, rounding is what falls. */
const ROUNDING = 1e-24;

/**
 * Finds the phases in the rows of a run, recorded in order; `least` is σ_d, the truth's smallest singular value.
 *
 * @see Ye & Du 2021, arXiv 2106.14289
 */
export function phases(rows: readonly AsymmetryRow[], least: number): Phases {
  const grown = rows.findIndex(({ signal }) => signal[signal.length - 1] >= Math.sqrt(least / 2));
  const local = grown < 0 ? -1 : rows.findIndex(({ residual }, k) => k >= grown && residual <= least / 4);
  return {
    grown: rows[grown]?.iteration,
    local: rows[local]?.iteration,
    tailRate: local < 0 ? undefined : rateOf(rows.slice(local)),
  };
}

/**
 * When σ_d(A) should reach √(σ_d/2): a² follows the logistic equation where the rest stands still, so that
 * T₁ ≈ ln(σ_d/σ_d(A₀)² − 1)/(2 η σ_d).
 */
export function predictedGrowth(startingSignal: number, least: number, stepSize: number): number {
  return Math.log(least / startingSignal ** 2 - 1) / (2 * stepSize * least);
}

/** e to the slope of ln f, by least squares. */
function rateOf(tail: readonly AsymmetryRow[]): number | undefined {
  const above = tail.filter(({ value }) => value > ROUNDING * tail[0].value);
  const half = above.slice(Math.floor(above.length / 2));
  if (half.length < 3) return undefined;
  const mean = (of: (row: AsymmetryRow) => number) => half.reduce((sum, row) => sum + of(row), 0) / half.length;
  const log = ({ value }: AsymmetryRow) => Math.log(value);
  const [middle, level] = [mean((row) => row.iteration), mean(log)];
  const covariance = mean((row) => (row.iteration - middle) * (log(row) - level));
  return Math.exp(covariance / mean((row) => (row.iteration - middle) ** 2));
}
