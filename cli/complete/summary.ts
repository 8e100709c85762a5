import type { Report } from "../../src/index.ts";
import type { OutputFiles } from "./write-output.ts";

/** The one object that `--json` prints. */
export function summary(report: Report, files: OutputFiles): object {
  const { heldOut, undetermined, chosen } = report;
  return {
    command: report.command,
    verdict: report.verdict,
    certified: report.certified,
    rank: chosen.rank,
    ridge: chosen.ridge,
    objective: report.objective,
    relativeGap: report.relativeGap,
    heldOut: heldOut && {
      rmse: heldOut.rmse,
      mae: heldOut.mae,
      baselineRmse: heldOut.baselineRmse,
      count: heldOut.count,
    },
    undetermined: {
      rank: undetermined.rank,
      entries: undetermined.entries,
      rows: undetermined.rows,
      columns: undetermined.columns,
    },
    certificates: report.certificates,
    rounds: report.rounds,
    stopped: report.stopped,
    seconds: report.seconds,
    seed: report.seed,
    version: report.version,
    files: { model: files.model, report: files.report, predictions: files.predictions },
  };
}
