import type { Findings } from "./experiments.ts";
import type { Finish } from "./newton.ts";
import type { Noisy } from "./noise.ts";
import type { Certified } from "./over-time.ts";
import type { Run, RunRow } from "./run.ts";

/** The largest of what is measured on each. */
export const mostOf = <T>(list: readonly T[], of: (each: T) => number): number =>
  list.reduce((most, each) => Math.max(most, of(each)), Number.NEGATIVE_INFINITY);

/** The least of what is measured on each. */
export const leastOf = <T>(list: readonly T[], of: (each: T) => number): number => -mostOf(list, (each) => -of(each));

/** What is measured on the one on which it is farthest from what is expected. */
export const farthestFrom = <T>(expected: number, list: readonly T[], of: (each: T) => number): number =>
  list.map(of).reduce((worst, value) => (Math.abs(value - expected) > Math.abs(worst - expected) ? value : worst));

/** The largest of what is measured on each row of each run. */
export const mostOnRows = (runs: readonly Run[], of: (row: RunRow) => number): number =>
  mostOf(runs, ({ rows }) => mostOf(rows, of));

/** The rows at which eigenvalues were computed. */
export const curvedRows = ({ rows }: Run): (RunRow & { least: number; leastAlone: number })[] =>
  rows.flatMap((row) => {
    const { least, leastAlone } = row;
    return least === undefined || leastAlone === undefined ? [] : [{ ...row, least, leastAlone }];
  });

/** The runs on all models but completion, whose cells are too few. */
export const curvedRuns = ({ runs }: Findings): readonly Run[] => runs.filter(({ model }) => model !== "completion");

/** The run on completion. */
export const completionRun = ({ runs }: Findings): Run => runs.find(({ model }) => model === "completion")!;

/** The least eigenvalue of ∇²(f + R_t) along a run, over μs_r. */
export const leastAlong = (run: Run): number => leastOf(curvedRows(run), ({ least }) => least) / run.unit;

/** The least eigenvalue of ∇²f along a run, over μs_r. */
export const leastAloneAlong = (run: Run): number =>
  leastOf(curvedRows(run), ({ leastAlone }) => leastAlone) / run.unit;

/** The largest share of its bound that the balance drifted, once anything has moved. */
export const driftShare = ({ rows }: Run): number =>
  mostOf(rows.slice(1), ({ drift, driftBound }) => drift / driftBound);

/** Was there noise, be it that of drawn zeros and ones. */
export const disturbed = ({ noise }: Noisy): boolean => noise !== 0;

/** The share of the iterates from the 20th on at which the certificate holds. */
export function heldLater(rows: readonly Certified[]): number {
  const later = rows.filter(({ iteration }) => iteration >= 20);
  return later.filter(({ verdict }) => verdict === "holds").length / later.length;
}

/** Below this a distance is rounding. */
const ROUNDING = 1e-9;

/** By iteration, the factor by which the distance to the orbit fell. */
export const factorsOf = ({ rows }: Run): [iteration: number, factor: number][] =>
  rows
    .slice(1)
    .flatMap(({ iteration, distance }, k) =>
      distance > ROUNDING ? [[iteration, distance / rows[k].distance] as [number, number]] : [],
    );

/** The largest factor of a run. */
export const worstFactor = (run: Run): number => mostOf(factorsOf(run), ([, factor]) => factor);

/** The order at which Newton's last three errors above rounding fell: ln e_{k+1}/e_k over ln e_k/e_{k−1}. */
export function newtonOrder({ newton }: Finish): number {
  const [before, here, after] = newton.filter((error) => error > 1e-12 * newton[0]).slice(-3);
  return Math.log(after / here) / Math.log(here / before);
}
