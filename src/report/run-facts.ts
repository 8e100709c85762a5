import { numberText, percentText } from "../number-text.ts";
import { type Fact, fact } from "./facts.ts";
import { STATUS } from "./headline.ts";
import { nonnegativeSettings } from "./nonnegative-facts.ts";
import type { RunReport, SolverRun } from "./run-report.ts";

/** The certificate that decides a report's verdict: the first. */
function deciding({ certificates }: RunReport) {
  return certificates[0];
}

/** The verdict as a word or two: without a ridge what a sensing certifies is its fit, and that only. */
export function runStatus({ task, verdict, chosen }: RunReport): string {
  return task === "sense" && verdict === "holds" && chosen.ridge === 0 ? "Exact fit" : STATUS[verdict];
}

/** A share of the observations' size: in per cent where that is short, else as a power of ten. */
export function shareText(share: number): string {
  return share >= 1e-3 || share === 0 ? percentText(share) : numberText(share, 2);
}

/** The numbers that sum a run up, the residual first. */
export function runNumbers(report: RunReport): Fact[] {
  const { chosen, data, residual, task } = report;
  const full = task === "factor";
  const certificate = deciding(report);
  const sampling = data.degreesOfFreedom > 0 ? data.measurements / data.degreesOfFreedom : Number.NaN;
  return [
    full
      ? fact("Relative error", shareText(residual), "‖A − X‖ / ‖A‖")
      : fact("Relative residual", shareText(residual), "‖𝒜(X) − y‖ / ‖y‖"),
    ...(certificate
      ? [
          fact(
            certificate.claim === "bestApproximation" ? "Relative excess" : "Relative gap",
            numberText(certificate.quantity, 2),
            `certified at ${numberText(certificate.threshold, 2)} or less`,
          ),
        ]
      : []),
    fact("Rank", numberText(chosen.rank), chosen.rankGiven ? "given" : "found"),
    fact("Ridge", numberText(chosen.ridge), chosen.ridge === 0 ? "none" : "given"),
    full
      ? fact("Entries", numberText(data.measurements), `${numberText(data.rows)} × ${numberText(data.columns)}`)
      : fact(
          "Measurements",
          numberText(data.measurements),
          Number.isNaN(sampling) ? "" : `${numberText(sampling, 3)} × the degrees of freedom`,
        ),
    ...(report.outliers ? [outlierFact(report.outliers)] : []),
  ];
}

function outlierFact({ indices, threshold }: NonNullable<RunReport["outliers"]>): Fact {
  const beyond = indices.length === 0 ? "none stands out" : `set aside, off by more than ${numberText(threshold, 2)}`;
  return fact("Outliers", numberText(indices.length), beyond);
}

/** The settings of a run that its key numbers leave out, and how it ended. */
export function runSettings(report: RunReport): Fact[] {
  const { chosen, data, residuals } = report;
  return [
    fact("Operator", data.operator, `${numberText(data.rows)} × ${numberText(data.columns)} matrices`),
    fact("Degrees of freedom", numberText(data.degreesOfFreedom), "of a matrix of this rank"),
    fact(
      report.task === "factor" ? "Entries" : "Observations",
      `${numberText(data.minimum)} to ${numberText(data.maximum)}`,
    ),
    ...(report.nonnegative ? nonnegativeSettings(report.nonnegative) : []),
    fact("Solver", chosen.solver),
    fact("Start", chosen.start),
    fact("Objective", numberText(report.objective, 6)),
    fact("Residuals", `RMSE ${numberText(residuals.rmse)}`, `mean ${numberText(residuals.mean, 2)}`),
    fact("Stopped by", report.stopped.rule, report.stopped.converged ? "converged" : "not converged"),
    fact("Time", `${numberText(report.seconds, 3)} s`),
  ];
}

/** What it takes to get the same report again. */
export function runReproduction(report: RunReport): Fact[] {
  const { command, seed, version, data, credit } = report;
  return [
    fact("Command", command),
    fact("Seed", String(seed)),
    fact("Version", `lowlands ${version}`),
    fact("Data", data.source),
    ...data.hashes.map((hash) => fact("SHA-256", hash)),
    ...(credit === "" ? [] : [fact("Credit", credit)]),
  ];
}

/** The heads of the table of runs. */
export const RUN_HEADS = [
  "Solver",
  "Iterations",
  "Applications",
  "Seconds",
  "Objective",
  "Residual",
  "Optimal?",
  "Stopped by",
] as const;

/** A run as the cells of that table, the verdict a plain word. */
export function runCells(run: SolverRun): string[] {
  return [
    run.solver,
    numberText(run.iterations),
    numberText(run.applications),
    numberText(run.seconds, 3),
    numberText(run.objective, 6),
    shareText(run.residual),
    run.verdict,
    `${run.stopped.rule}${run.stopped.converged ? "" : " (not converged)"}`,
  ];
}
