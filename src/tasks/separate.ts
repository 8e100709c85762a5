import { globallyOptimal } from "../certificates/globally-optimal.ts";
import { identifiability } from "../certificates/identifiability.ts";
import { largestMagnitude } from "../linalg/norm.ts";
import { absolute } from "../losses/absolute.ts";
import { asymmetric } from "../parametrizations/asymmetric.ts";
import { balanced } from "../problem/balance.ts";
import { recoveryProblem } from "../problem/recovery-problem.ts";
import { breathe } from "../recover/breathe.ts";
import { ridge } from "../regularizers/ridge.ts";
import type { RunStep } from "../report/run-report.ts";
import type { Observations } from "./completion.ts";
import { fromArrays } from "./model.ts";
import { runClock } from "./run-clock.ts";
import { cutOutliers } from "./separation/cut-outliers.ts";
import { separatedAtRank } from "./separation/separated-at-rank.ts";
import type { SeparateOptions, Separation, SparseEntries } from "./separation/separation.ts";
import { type SeparationData, separationData } from "./separation/separation-data.ts";
import { separationSettings } from "./separation/separation-settings.ts";
import { separationFacts } from "./separation/separation-summary.ts";

/** A fit to rounding: inliers that spread less than this share of L, as outliers may be of any size. */
const EXACT = 1e-10;

/**
 * Parts a matrix, with or without missing entries, into low rank and sparse gross outliers, Y = L + S + noise: neither how
 * many entries are outliers nor how large they are need be known. L is the least-squares fit to the inliers, S what is left at
 * the outliers; the certificate says whether L and S are also the optimum of principal component pursuit.
 *
 * @throws RangeError or TypeError naming the argument where the data or an option is of no use; what numbers bring (a
 * limit, a stall) is in the result.
 * @see Candès, Li, Ma & Wright 2011, doi:10.1145/1970392.1970395
 */
export async function separate(data: Observations, options: SeparateOptions = {}): Promise<Separation> {
  const clock = runClock(options);
  const given = separationData(data);
  const settings = separationSettings(options, given);
  const { rows, columns, operator, observed, unit } = given;
  const trace: RunStep[] = [];
  const note = (phase: "separate" | "refit", rank: number) => (step: RunStep) => {
    const row = { ...step, iteration: trace.length + 1, objective: step.objective * unit };
    trace.push(row);
    options.observe?.({ ...row, phase, rank });
  };
  const problem = recoveryProblem({
    operator,
    observed,
    loss: absolute(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ rows, columns, rank: settings.rank ?? 1 }),
    precision: settings.precision,
  });
  const found = await separatedAtRank(problem, given, settings, clock, note);
  const exact = problem.with({ precision: "float64", rank: found.rank });
  const settled = await breathe(balanced(exact, Float64Array.from(found.refit.point), 0));
  const fitted = await breathe(settled.problem.at(settled.point).prediction());
  const { cut, cutOff } = cutOutliers(observed, fitted, found.refit.outliers);
  const pursuit = recoveryProblem({
    operator,
    observed: cut,
    loss: absolute(),
    regularizer: ridge({ ridge: Math.sqrt((Math.max(rows, columns) * observed.length) / (rows * columns)) }),
    parametrization: settled.problem.parametrization,
  });
  const optimality = await breathe(globallyOptimal(pursuit, settled.point, { gap: settings.gap, seed: settings.seed }));
  const determined = found.refit.inliers
    ? [await breathe(identifiability(found.refit.inliers, found.refit.point, { seed: settings.seed }))]
    : [];
  const certificates = [optimality, ...determined];
  const factors = settled.problem.parametrization.parts(settled.point);
  const root = Math.sqrt(unit);
  const model = fromArrays({
    rows,
    columns,
    rank: factors.rank,
    left: Float64Array.from(factors.left, (x) => x * root),
    right: Float64Array.from(factors.right, (x) => x * root),
  });
  const { verdict } = optimality;
  const noise = found.refit.outliers.noise * unit;
  const threshold = found.refit.outliers.threshold * unit;
  const sparse = sparseAt(given, found.refit);
  const facts = separationFacts({
    ...{ given, settings, found, sparse, certificates, cutOff, trace, settled, verdict, noise, threshold },
    exact: found.refit.outliers.noise <= EXACT * Math.min(1, largestMagnitude(fitted) || 1),
    stopped: clock.expired() && !found.refit.stopped.converged ? clock.reason() : found.refit.stopped,
    seconds: clock.seconds(),
  });
  return {
    ...{ model, sparse, noise, threshold, certificates, verdict, trace, facts },
    certified: verdict === "holds",
    rankChoice: found.trials.map(({ rank, noise, outliers }) => ({ rank, noise: noise * unit, outliers })),
  };
}

/** S: what is left at the outliers. */
function sparseAt(
  { places, unit }: SeparationData,
  { residual, outliers }: { residual: Float64Array; outliers: { indices: Int32Array } },
): SparseEntries {
  return {
    rowIndex: outliers.indices.map(places.row),
    columnIndex: outliers.indices.map(places.column),
    values: Float64Array.from(outliers.indices, (k) => residual[k] * unit),
  };
}
