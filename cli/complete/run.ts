import { existsSync } from "node:fs";
import { checkOutputFolder, type Table } from "../../io/index.ts";
import { type CompleteOptions, type Completion, complete } from "../../src/index.ts";
import { checkSigns } from "../check-signs.ts";
import { commandLine } from "../command-line.ts";
import type { CompleteArguments } from "../complete.ts";
import { interruption } from "../interruption.ts";
import { openFile } from "../open-file.ts";
import { Progress } from "../progress.ts";
import { inputSentence, readInput } from "../read-input.ts";
import { checkTrace, writeTrace } from "../trace-file.ts";
import { assembleReport } from "./assemble-report.ts";
import { progressText } from "./progress-text.ts";
import { settingsOf } from "./settings.ts";
import { summary } from "./summary.ts";
import { tableDefaults } from "./table-defaults.ts";
import { wantedCells } from "./wanted-cells.ts";
import { type OutputFiles, writeOutput } from "./write-output.ts";

/** What the trace tells of every iteration. */
const TRACED = ["round", "iteration", "rank", "objective", "relativeGap", "gradientNorm", "passes"] as const;

/** Nothing that could be negative, and no units but the data's. */
const NONNEGATIVE_DEFAULTS = { scale: "none", bias: "none" } as const;

/** Runs `lowlands complete`; the exit status is left in `process.exitCode`. */
export async function run(args: CompleteArguments, words: readonly string[]): Promise<void> {
  const settings = settingsOf(args);
  const out = args.out ?? `${args.file.replace(/(\.(csv|tsv|txt|dat|mtx|npy|npz|parquet|pq))?(\.gz)?$/i, "")}-lowlands`;
  const force = args.force === true;
  const progress = new Progress();
  const signal = interruption(progress);
  try {
    // A file that is missing is told first, by the reader: its folder may be missing, too.
    if (existsSync(args.file)) await checkOutputFolder(out, { force });
    if (args.trace) await checkTrace(args.trace, force);
    const table = await readInput(args, progress, signal);
    const wanted = await wantedCells(table, args.predict);
    if (settings.nonnegative) checkSigns(table);
    const defaults = settings.nonnegative ? NONNEGATIVE_DEFAULTS : tableDefaults(table);
    const options = { ...defaults, ...settings };
    const factors = settings.nonnegative ? "nonnegative, " : "";
    progress.say(`${inputSentence(table, args)}; ${factors}scale ${options.scale}, bias ${options.bias}.`);
    for (const note of table.notes) progress.say(note);
    if (wanted.kind === "none" && wanted.because) progress.say(wanted.because);

    const completion = await completed(table, options, progress, signal);
    const report = await assembleReport(completion, table, commandLine("complete", words));
    progress.show(() => `Writing ${out}`);
    const files = await writeOutput(out, { force }, { table, model: completion.model, report, wanted });
    if (args.trace) await writeTrace(args.trace, force, TRACED, report.trace);
    progress.clear();

    for (const text of [...report.warnings.map((warning) => `Warning: ${warning}`), ...report.sentences])
      progress.say(text);
    if (args.json) process.stdout.write(`${JSON.stringify(summary(report, files), null, 2)}\n`);
    else process.stdout.write(`${listing(files)}report: ${files.report}\n`);
    if (args.open) await open(files.report, progress);
    if (signal.aborted) process.exitCode = 130;
    else if (args.strict && report.verdict !== "holds") process.exitCode = 2;
  } catch (error) {
    progress.clear();
    if (!signal.aborted || (error as Error).name !== "AbortError") throw error;
    progress.say("Stopped before there was anything to write.");
    process.exitCode = 130;
  }
}

function completed(
  table: Table,
  options: CompleteOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<Completion> {
  const { rows, columns, values, rowIds, columnIds } = table;
  const describe = progressText();
  return complete(
    { rows, columns, values, shape: [rowIds.length, columnIds.length] },
    { ...options, signal, observe: (step) => progress.show(() => describe(step)) },
  );
}

function listing({ model, predictions, completed }: OutputFiles): string {
  return Object.entries({ model, predictions, completed })
    .map(([name, path]) => (path === null ? "" : `${name}: ${path}\n`))
    .join("");
}

async function open(path: string, progress: Progress): Promise<void> {
  const fault = await openFile(path);
  if (fault) progress.say(`Warning: the report could not be opened (${fault}).`);
}
