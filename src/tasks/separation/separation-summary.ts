import type { Certificate, Verdict } from "../../certificates/certificate.ts";
import { largestMagnitude, norm } from "../../linalg/norm.ts";
import type { Balanced } from "../../problem/balance.ts";
import type { RunStep } from "../../report/run-report.ts";
import type { SeparationFacts } from "../../report/separation-facts.ts";
import type { SeparatedAtRank } from "./separated-at-rank.ts";
import type { SparseEntries } from "./separation.ts";
import type { SeparationData } from "./separation-data.ts";
import type { SeparationSettings } from "./separation-settings.ts";

/** What the facts are drawn from. */
interface Parts {
  readonly given: SeparationData;
  readonly settings: SeparationSettings;
  readonly found: SeparatedAtRank;
  readonly settled: Balanced;
  readonly sparse: SparseEntries;
  /** What the check cut off the outliers, in the given units of the entries. */
  readonly cutOff: number;
  readonly noise: number;
  readonly threshold: number;
  readonly exact: boolean;
  readonly verdict: Verdict;
  readonly certificates: readonly Certificate[];
  readonly trace: readonly RunStep[];
  readonly stopped: SeparationFacts["stopped"];
  readonly seconds: number;
}

/** The facts of a separation, in the data's units. */
export function separationFacts(parts: Parts): SeparationFacts {
  const { given, settings, found, settled, sparse, certificates, cutOff, verdict } = parts;
  const { rows, columns, unit, observed } = given;
  const { refit, rank } = found;
  const outside = new Set(refit.outliers.indices);
  const kept = refit.residual.filter((_, k) => !outside.has(k));
  const [pursuit] = certificates;
  const ridge = Math.sqrt((Math.max(rows, columns) * observed.length) / (rows * columns));
  return {
    seed: settings.seed,
    data: {
      rows,
      columns,
      observed: observed.length,
      missing: rows * columns - observed.length,
      minimum: given.minimum,
      maximum: given.maximum,
    },
    verdict,
    certified: verdict === "holds",
    exact: parts.exact,
    rank: {
      chosen: rank,
      given: settings.rank !== undefined,
      trials: found.trials.map(({ rank, noise, outliers }) => ({ rank, noise: noise * unit, outliers })),
    },
    outliers: {
      count: sparse.values.length,
      share: sparse.values.length / observed.length,
      threshold: parts.threshold,
      largest: largestMagnitude(sparse.values),
      byRow: countOf(sparse.rowIndex, rows),
      byColumn: countOf(sparse.columnIndex, columns),
    },
    inliers: {
      count: kept.length,
      noise: parts.noise,
      noiseGiven: settings.noise !== undefined,
      rmse: (unit * norm(kept)) / Math.sqrt(Math.max(1, kept.length)),
      largest: unit * largestMagnitude(kept),
      degreesOfFreedom: rank * (rows + columns - rank),
    },
    pursuit: {
      mu: 1 / ridge,
      objective: (unit * ((pursuit.numbers.primal ?? Number.NaN) + cutOff)) / ridge,
      relativeGap: pursuit.quantity,
    },
    singularValues: Array.from(settled.svd.singularValues, (sigma) => sigma * unit),
    certificates,
    trace: parts.trace,
    stopped: parts.stopped,
    refits: refit.refits,
    seconds: parts.seconds,
  };
}

function countOf(index: Int32Array, length: number): Int32Array {
  const counts = new Int32Array(length);
  for (const i of index) counts[i] += 1;
  return counts;
}
