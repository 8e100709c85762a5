import type { ReproduceOptions, Stage } from "../paper.ts";
import { during } from "../stage.ts";
import { type Experiments, experiments } from "./experiments.ts";
import { type IdentityErrors, identityErrors } from "./identities.ts";
import { type LemmaMargins, lemmaMargins } from "./lemmas.ts";
import { type Run, type RunOptions, run } from "./run.ts";

/** All that was measured. */
export interface Findings extends Experiments<Run> {
  readonly identities: IdentityErrors;
  readonly lemmas: LemmaMargins;
}

const NAMES = {
  steps: "step sizes",
  seeds: "random starts",
  conditions: "condition numbers",
  scales: "scales of the start",
  unbalanced: "unbalanced starts",
  rising: "singular values one after another",
} as const satisfies Record<keyof Experiments, string>;

/** Measures everything, telling how far it is before and within each descent. */
export function* measure({ short, seed }: ReproduceOptions): Generator<Stage, Findings, undefined> {
  const planned = experiments({ short, seed });
  const names = Object.keys(NAMES) as (keyof Experiments)[];
  const total = names.reduce((sum, name) => sum + work(planned[name]), 0);
  let done = 0;
  const found = {} as Record<keyof Experiments, readonly Run[]>;
  for (const name of names) {
    const runs: Run[] = [];
    for (const options of planned[name]) {
      runs.push(yield* during({ done, total, doing: NAMES[name] }, run(options)));
      done += work([options]);
    }
    found[name] = runs;
  }
  yield { done: total, total, doing: "identities and lemmas" };
  return {
    ...found,
    identities: identityErrors(short ? 20 : 200, seed),
    lemmas: lemmaMargins(short ? 500 : 20_000, seed),
  };
}

/** A guess at the work of some descents, good enough for a bar: iterations times entries. */
function work(runs: readonly RunOptions[]): number {
  return runs.reduce((sum, { instance, stepSize, untilLocal }) => {
    const { shape, singularValues } = instance;
    const least = singularValues[singularValues.length - 1];
    // Of the 25 or so in units of 1/(ησ_d), the local phase begins after 6.
    const share = untilLocal ? 0.25 : 1;
    return sum + (share * (600 + shape[0] * shape[1])) / (stepSize * least);
  }, 0);
}
