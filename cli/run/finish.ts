import type { Progress } from "../progress.ts";
import { conclude, type FinishOptions } from "./conclude.ts";
import { summary } from "./summary.ts";
import { type RunOutput, writeRun } from "./write-run.ts";

/** What the trace tells of every iteration. */
const TRACED = ["solver", "iteration", "applications", "seconds", "objective", "residual", "gradientNorm"] as const;

/** Writes what a run found, says it, and leaves the exit status in `process.exitCode`. */
export async function finish(output: RunOutput, options: FinishOptions, progress: Progress): Promise<void> {
  const { report } = output;
  const { out, force } = options;
  await conclude(
    {
      report,
      write: () => writeRun(out, { force }, output),
      columns: TRACED,
      rows: report.runs.flatMap((run) => run.trace.map((step) => ({ solver: run.solver, ...step }))),
      summary: (files) => summary(report, files),
    },
    options,
    progress,
  );
}

/** Runs a command's work under its interruption: what was stopped before there was anything to write ends quietly. */
export async function interruptible(signal: AbortSignal, progress: Progress, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    progress.clear();
    if (!signal.aborted || (error as Error).name !== "AbortError") throw error;
    progress.say("Stopped before there was anything to write.");
    process.exitCode = 130;
  }
}
