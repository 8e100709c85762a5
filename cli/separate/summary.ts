import type { SeparationReport } from "../../src/index.ts";

/** The one object that `--json` prints. */
export function summary(report: SeparationReport, files: Readonly<Record<string, string>>): object {
  const { data, outliers, inliers, pursuit } = report;
  const { byRow: _, byColumn: __, ...counts } = outliers;
  return {
    command: report.command,
    verdict: report.verdict,
    certified: report.certified,
    rank: report.rank.chosen,
    ranks: report.rank.trials,
    exact: report.exact,
    outliers: counts,
    noise: inliers.noise,
    objective: pursuit.objective,
    relativeGap: pursuit.relativeGap,
    observed: data.observed,
    missing: data.missing,
    frames: data.frames,
    singularValues: report.singularValues,
    certificates: report.certificates,
    warnings: report.warnings,
    stopped: report.stopped,
    seconds: report.seconds,
    seed: report.seed,
    version: report.version,
    files,
  };
}
