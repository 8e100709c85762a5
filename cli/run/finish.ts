import { openFile } from "../open-file.ts";
import type { Progress } from "../progress.ts";
import { writeTrace } from "../trace-file.ts";
import { summary } from "./summary.ts";
import { type RunOutput, writeRun } from "./write-run.ts";

/** How a command that runs solvers ends. */
export interface FinishOptions {
  readonly out: string;
  readonly force: boolean;
  readonly trace: string | undefined;
  readonly json: boolean;
  readonly open: boolean;
  readonly strict: boolean;
  readonly signal: AbortSignal;
}

/** What the trace tells of every iteration. */
const TRACED = ["solver", "iteration", "applications", "seconds", "objective", "residual", "gradientNorm"] as const;

/** Writes what a run found, says it, and leaves the exit status in `process.exitCode`. */
export async function finish(output: RunOutput, options: FinishOptions, progress: Progress): Promise<void> {
  const { report } = output;
  const { out, force, trace, json, open, strict, signal } = options;
  progress.show(() => `Writing ${out}`);
  const files = await writeRun(out, { force }, output);
  if (trace) {
    const rows = report.runs.flatMap((run) => run.trace.map((step) => ({ solver: run.solver, ...step })));
    await writeTrace(trace, force, TRACED, rows);
  }
  progress.clear();
  for (const text of [...report.warnings.map((warning) => `Warning: ${warning}`), ...report.sentences]) {
    progress.say(text);
  }
  if (json) process.stdout.write(`${JSON.stringify(summary(report, files), null, 2)}\n`);
  else for (const [what, path] of Object.entries(files)) process.stdout.write(`${what}: ${path}\n`);
  if (open) {
    const fault = await openFile(files.report);
    if (fault) progress.say(`Warning: the report could not be opened (${fault}).`);
  }
  if (signal.aborted) process.exitCode = 130;
  else if (strict && report.verdict !== "holds") process.exitCode = 2;
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
