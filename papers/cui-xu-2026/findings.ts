import type { ReproduceOptions, Stage } from "../paper.ts";
import { during } from "../stage.ts";
import { type Experiments, experiments, type Findings } from "./experiments.ts";

/** What is measured in which order, and about how long one of it takes beside the others. */
const PARTS: Readonly<Record<keyof Findings, { readonly doing: string; readonly work: number }>> = {
  atTruth: { doing: "spectra at the truth", work: 1 },
  runs: { doing: "descents on f and on f + R_t", work: 20 },
  inside: { doing: "contraction within the theorem's radius", work: 4 },
  strongConvexity: { doing: "constants of strong convexity", work: 100 },
  around: { doing: "curvature around the truth", work: 20 },
  identity: { doing: "the identity", work: 1 },
  symmetric: { doing: "symmetric matrices", work: 15 },
  orthogonal: { doing: "alignment by rotations", work: 25 },
  scaled: { doing: "the metric of scaled descent", work: 2 },
  noise: { doing: "noise", work: 60 },
  overTime: { doing: "the certificate over time", work: 300 },
  starts: { doing: "the certificate at spectral starts", work: 3 },
  finish: { doing: "Newton's method with the gauge fixed", work: 100 },
  spurious: { doing: "a spurious minimum", work: 1 },
};

/** Measures everything, telling how far it is at each pause. */
export function* measure(options: ReproduceOptions): Generator<Stage, Findings, undefined> {
  const planned = experiments(options);
  const kinds = Object.keys(PARTS) as (keyof Findings)[];
  const total = kinds.reduce((sum, kind) => sum + PARTS[kind].work * planned[kind].length, 0);
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
