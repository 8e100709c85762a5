import type { CompletionRun, Score } from "./completion.ts";
import type { Findings } from "./findings.ts";
import { PRINTED } from "./printed.ts";
import type { SensingRun } from "./sensing.ts";

/** The largest difference of two lists, as a share of the second where it is relative. */
export function largestError(measured: ArrayLike<number>, expected: readonly number[], relative = false): number {
  const errors = expected.map((value, k) => Math.abs(measured[k] - value) / (relative ? Math.abs(value) : 1));
  return Math.max(...errors);
}

/** The share of the trials in which the truth was found. */
export const rate = ({ found }: Score, { options }: CompletionRun): number => found / options.trials;

/** The rates of a method over all sizes and perturbations. */
export const ratesOf = (runs: readonly CompletionRun[], of: (run: CompletionRun) => Score | undefined): number[] =>
  runs.map((run) => rate(of(run) ?? { found: Number.NaN, work: 0 }, run));

/** What the authors print for a run, where they do. */
export function printedFor({
  options: { size, perturbation },
}: CompletionRun): { oracle: number; descent: number } | undefined {
  const row = PRINTED.rates.find((rates) => rates.perturbation === perturbation);
  const place = PRINTED.sizes.indexOf(size as (typeof PRINTED.sizes)[number]);
  return row && place >= 0 ? { oracle: row.oracle[place], descent: row.descent[place] } : undefined;
}

/** Found and work of a method over all settings. */
export function totalOf({ sensing }: Findings, of: (run: SensingRun) => Score): { share: number; work: number } {
  const found = sensing.reduce((sum, run) => sum + of(run).found, 0);
  const instances = sensing.reduce((sum, { options }) => sum + options.instances, 0);
  return { share: found / instances, work: sensing.reduce((sum, run) => sum + of(run).work, 0) };
}

/** A way's own name, without the escape's. */
export const wayOf = (kind: string): string => kind.replace(/^.*: /, "");
