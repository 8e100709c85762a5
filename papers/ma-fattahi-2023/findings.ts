import type { ReproduceOptions, Stage } from "../paper.ts";
import { during } from "../stage.ts";
import { type Experiments, experiments, type Findings } from "./experiments.ts";

/** What is measured in which order, and about how long one of it takes beside the others. */
const PARTS: Readonly<Record<keyof Findings, { readonly doing: string; readonly work: number }>> = {
  phase: { doing: "phase transitions", work: 10 },
  saddles: { doing: "curves from the truth", work: 40 },
  recoveries: { doing: "subgradients from small starts", work: 100 },
  floor: { doing: "the error floor", work: 5 },
  beyond: { doing: "descents from next to the truth", work: 20 },
  asymmetric: { doing: "two factors", work: 10 },
  unbalanced: { doing: "an unbalanced truth", work: 1 },
  completion: { doing: "completion", work: 1 },
  full: { doing: "matrices observed in full", work: 5 },
  map: { doing: "the recovery map", work: 5 },
};

/** Runs every experiment. */
export function* measure(options: ReproduceOptions): Generator<Stage, Findings, undefined> {
  const planned = experiments(options);
  const kinds = Object.keys(PARTS) as (keyof Findings)[];
  const total = kinds.reduce((sum, kind) => sum + planned[kind].length * PARTS[kind].work, 0);
  let done = 0;
  function* each<Kind extends keyof Findings>(kind: Kind): Generator<Stage, Findings[Kind][number][], undefined> {
    const { doing, work } = PARTS[kind];
    const found: Findings[Kind][number][] = [];
    for (const experiment of planned[kind] as Experiments[Kind]) {
      found.push(yield* during({ done, total, doing }, experiment()));
      done += work;
    }
    return found;
  }
  const found: Record<string, unknown> = {};
  for (const kind of kinds) found[kind] = yield* each(kind);
  yield { done: total, total, doing: "claims and figures" };
  return found as unknown as Findings;
}
