import type { Verdict } from "../../src/index.ts";
import { openFile } from "../open-file.ts";
import type { Progress } from "../progress.ts";
import { writeTrace } from "../trace-file.ts";

/** How a command that writes a report ends. */
export interface FinishOptions {
  readonly out: string;
  readonly force: boolean;
  readonly trace: string | undefined;
  readonly json: boolean;
  readonly open: boolean;
  readonly strict: boolean;
  readonly signal: AbortSignal;
}

/** What a command ends with; `write` writes the output folder and returns the paths of what is in it, by what it is. */
export interface Conclusion<Column extends string> {
  readonly report: {
    readonly warnings: readonly string[];
    readonly sentences: readonly string[];
    readonly verdict: Verdict;
  };
  readonly write: () => Promise<Readonly<Record<string, string>>>;
  readonly columns: readonly Column[];
  readonly rows: Iterable<Readonly<Record<Column, number | string>>>;
  /** The one object that `--json` prints. */
  readonly summary: (files: Readonly<Record<string, string>>) => object;
}

/** Writes what was found, says it, and leaves the exit status in `process.exitCode`. */
export async function conclude<Column extends string>(
  { report, write, columns, rows, summary }: Conclusion<Column>,
  { out, force, trace, json, open, strict, signal }: FinishOptions,
  progress: Progress,
): Promise<void> {
  progress.show(() => `Writing ${out}`);
  const files = await write();
  if (trace) await writeTrace(trace, force, columns, rows);
  progress.clear();
  for (const text of [...report.warnings.map((warning) => `Warning: ${warning}`), ...report.sentences]) {
    progress.say(text);
  }
  if (json) process.stdout.write(`${JSON.stringify(summary(files), null, 2)}\n`);
  else for (const [what, path] of Object.entries(files)) process.stdout.write(`${what}: ${path}\n`);
  if (open) {
    const fault = await openFile(files.report);
    if (fault) progress.say(`Warning: the report could not be opened (${fault}).`);
  }
  if (signal.aborted) process.exitCode = 130;
  else if (strict && report.verdict !== "holds") process.exitCode = 2;
}
