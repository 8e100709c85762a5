import type { Findings } from "./findings.ts";
import type { Run } from "./run.ts";

/** The largest of what is measured on each. */
export const mostOf = <T>(list: readonly T[], of: (each: T) => number): number =>
  list.reduce((most, each) => Math.max(most, of(each)), Number.NEGATIVE_INFINITY);

/** The runs of `steps` with ησ₁ well below one, largest step first. */
export const smallSteps = ({ steps }: Findings): readonly Run[] => steps.slice(1);

/** The runs from small, balanced starts that went on to f ≤ δ. */
export const plainRuns = ({ steps, seeds, conditions, rising }: Findings): readonly Run[] =>
  [...steps, ...seeds, ...conditions, ...rising].filter(({ options }) => !options.untilLocal);

/** η σ_d t. */
export const flowTime = ({ options, least }: Run, iterations: number | undefined): number =>
  options.stepSize * least * (iterations ?? Number.NaN);

/** (Largest − least)/mean of the flow time of a number of iterations. */
export function relativeSpread(runs: readonly Run[], iterations: (run: Run) => number | undefined): number {
  const times = runs.map((run) => flowTime(run, iterations(run)));
  return (Math.max(...times) - Math.min(...times)) / (times.reduce((sum, time) => sum + time, 0) / times.length);
}

/** Slope of ln f per iteration over ln(1 − ησ_d). */
export const slopeOf = ({ phases, options, least }: Run): number =>
  Math.log(phases.tailRate ?? Number.NaN) / Math.log(1 - options.stepSize * least);

/** The slope that is farthest from 2. */
export function tailSlope({ steps, seeds }: Findings): number {
  const slopes = [...steps, ...seeds].filter(({ options }) => !options.untilLocal).map(slopeOf);
  return slopes.reduce((worst, slope) => (Math.abs(slope - 2) >= Math.abs(worst - 2) ? slope : worst), 2);
}

/** By how much σ_d(A) fell at most from one recorded iteration to the next. */
export const largestDrop = ({ rows }: Run): number => largestRise(rows.map(({ signal }) => -signal[signal.length - 1]));

/** By how much ‖J‖ or ‖K‖ rose at most from one recorded iteration to the next. */
export const outsideRise = ({ rows }: Run): number =>
  Math.max(largestRise(rows.map((row) => row.leftOutside)), largestRise(rows.map((row) => row.rightOutside)));

const largestRise = (values: readonly number[]): number =>
  mostOf(
    values.slice(1).map((value, k) => value - values[k]),
    Number,
  );

/** The runs of `conditions` by shape and rank, κ ascending. */
export function bySize({ conditions }: Findings): readonly (readonly Run[])[] {
  const groups = new Map<string, Run[]>();
  for (const run of conditions) {
    const { shape, singularValues } = run.options.instance;
    const key = `${shape} ${singularValues.length}`;
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()];
}

/** κ of a run. */
export const conditionOf = ({ options, least }: Run): number => options.instance.singularValues[0] / least;

/** d ln T/d ln κ between κ = 5 and the largest, the farthest from 1 over shapes and ranks. */
export function conditionSlope(found: Findings): number {
  const slopes = bySize(found).map((runs) => {
    const [first, last] = [runs[1], runs[runs.length - 1]];
    return Math.log(last.iterations / first.iterations) / Math.log(conditionOf(last) / conditionOf(first));
  });
  return slopes.reduce((worst, slope) => (Math.abs(slope - 1) >= Math.abs(worst - 1) ? slope : worst), 1);
}
