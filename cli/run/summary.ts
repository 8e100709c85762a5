import type { RunReport } from "../../src/index.ts";

/** The one object that `--json` prints. */
export function summary(report: RunReport, files: Readonly<Record<string, string>>): object {
  const { chosen, data } = report;
  return {
    command: report.command,
    verdict: report.verdict,
    certified: report.certified,
    rank: chosen.rank,
    ridge: chosen.ridge,
    solver: chosen.solver,
    objective: report.objective,
    residual: report.residual,
    measurements: data.measurements,
    degreesOfFreedom: data.degreesOfFreedom,
    singularValues: report.singularValues,
    ...(report.outliers && { outliers: report.outliers }),
    certificates: report.certificates,
    runs: report.runs.map(({ trace: _, ...run }) => run),
    rounds: report.rounds,
    warnings: report.warnings,
    stopped: report.stopped,
    seconds: report.seconds,
    seed: report.seed,
    version: report.version,
    files,
  };
}
