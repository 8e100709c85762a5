import { bestApproximation } from "../certificates/best-approximation.ts";
import { firstOrder } from "../certificates/first-order.ts";
import { globallyOptimal } from "../certificates/globally-optimal.ts";
import { leadingColumns, type Matrix, matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import { leastSquares } from "../losses/least-squares.ts";
import { fullObservation } from "../operators/full-observation.ts";
import { asymmetric } from "../parametrizations/asymmetric.ts";
import { weightedSvd } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";
import { recoveryProblem } from "../problem/recovery-problem.ts";
import { breathe } from "../recover/breathe.ts";
import { ridge as plainRidge } from "../regularizers/ridge.ts";
import type { RankError } from "../report/run-report.ts";
import { descend } from "./descend.ts";
import type { Factorization, FactorOptions, MatrixData } from "./factoring.ts";
import { factoringWords } from "./factoring-sentences.ts";
import { type FullMatrix, fullMatrix } from "./full-matrix.ts";
import { type MatrixSvd, matrixSvd } from "./matrix-svd.ts";
import { modelOf } from "./model-of.ts";
import { factorNonnegative } from "./nonnegative/factor-nonnegative.ts";
import { type RunClock, runClock } from "./run-clock.ts";
import { runReport } from "./run-report.ts";
import { factorSettings } from "./run-settings.ts";
import type { NamedRun } from "./run-solver.ts";

/**
 * Factors a full matrix A ≈ U Vᵀ at low rank: by its truncated singular value decomposition, which is the best of its rank, or by a
 * solver that is named; with a ridge λ the singular values are shrunk by λ. With `nonnegative` the factors are, and holes are left out.
 *
 * @throws RangeError or TypeError naming the argument where the data or an option is of no use; what numbers bring (a
 * limit, a stall) is in the result.
 */
export async function factor(data: MatrixData, options: FactorOptions = {}): Promise<Factorization> {
  if (options.nonnegative === true) return await factorNonnegative(data, options);
  const clock = runClock(options);
  const given = fullMatrix(data);
  const settings = factorSettings(options, given);
  const { ridge, gap, seed } = settings;
  const problem = recoveryProblem({
    operator: fullObservation(given),
    observed: given.data,
    loss: leastSquares(),
    regularizer: plainRidge({ ridge }),
    parametrization: asymmetric({ rows: given.rows, columns: given.columns, rank: settings.rank ?? 0 }),
    precision: settings.precision,
  });
  let spectrum: MatrixSvd | undefined;
  const bySvd = settings.solver === "auto";
  const found = await descend(problem, settings, clock, options.observe, {
    certify: (at, point) =>
      ridge > 0 ? globallyOptimal(at, point, { gap, seed }) : bestApproximation(at, point, { gap, seed }),
    ...(bySvd && {
      async main(problem: Problem) {
        const began = clock.seconds();
        spectrum = await breathe(matrixSvd(given, { rank: settings.rank ?? "auto", ridge, seed }));
        return [svdRun(problem, spectrum, clock, began)];
      },
    }),
  });
  const certificates = [found.certificate, await breathe(firstOrder(found.problem, found.point))];
  const { verdict } = found.certificate;
  const errorByRank = spectrum ? errorsOf(given, spectrum) : [];
  const words = { certificates, errorByRank, seconds: clock.seconds(), ...factoringWords(found, settings) };
  return {
    model: modelOf(found),
    svd: await breathe(weightedSvd(found.problem, found.point)),
    parts: null,
    certificates,
    verdict,
    certified: verdict === "holds",
    trace: found.runs[0].trace,
    runs: found.runs,
    report: runReport(found, settings, {
      task: "factor",
      verdict,
      ...(bySvd && settings.compare.length === 0 && { start: "none" }),
      ...words,
    }),
  };
}

/** The truncated decomposition as a run: nothing at its start, everything at its end. */
function svdRun(problem: Problem, { found, rank, applications }: MatrixSvd, clock: RunClock, began: number): NamedRun {
  const { ridge } = problem.regularizer;
  const exact = problem.with({ rank, precision: "float64" });
  const point = exact.point();
  const half = (basis: Matrix): Matrix => {
    const { rows, data } = leadingColumns(basis, rank);
    const root = found.singularValues.subarray(0, rank).map((sigma) => Math.sqrt(Math.max(0, sigma - ridge)));
    return matrix(
      rows,
      rank,
      data.map((x, k) => x * root[k % rank]),
    );
  };
  exact.parametrization.setFactors({ left: half(found.u), right: half(found.v) }, point);
  const seconds = clock.seconds() - began;
  const size = norm(problem.observed);
  let [rest, penalty] = [size ** 2, 0];
  for (const sigma of found.singularValues.subarray(0, rank)) {
    const kept = Math.max(0, sigma - ridge);
    rest -= sigma ** 2 - (sigma - kept) ** 2;
    penalty += ridge * kept;
  }
  const share = size > 0 && ridge === 0 ? Math.sqrt(Math.max(0, rest)) / size : Number.NaN;
  const unknown = { gradientNorm: Number.NaN };
  return {
    name: "truncatedSvd",
    problem: exact,
    point,
    rounds: [],
    further: [],
    stopped: { rule: "exact", converged: true },
    applications,
    seconds,
    iterations: 1,
    trace: [
      {
        iteration: 0,
        applications: 0,
        seconds: 0,
        objective: 0.5 * size ** 2,
        residual: ridge > 0 ? Number.NaN : 1,
        ...unknown,
      },
      {
        iteration: 1,
        applications,
        seconds,
        objective: 0.5 * Math.max(0, rest) + penalty,
        residual: share,
        ...unknown,
      },
    ],
  };
}

/** What the best approximation of each rank leaves, up to the values that were found. */
function errorsOf({ data }: FullMatrix, { found }: MatrixSvd): RankError[] {
  const size = norm(data);
  if (size === 0) return [];
  let rest = size ** 2;
  return [0, ...found.singularValues].map((sigma, rank) => {
    rest -= sigma ** 2;
    return { rank, error: Math.sqrt(Math.max(0, rest)) / size };
  });
}
