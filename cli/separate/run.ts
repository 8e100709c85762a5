import { existsSync } from "node:fs";
import { checkOutputFolder } from "../../io/index.ts";
import { numberText, type SeparationProgress, separate, separationReport } from "../../src/index.ts";
import { numberOption } from "../arguments/numbers.ts";
import { commandLine } from "../command-line.ts";
import { interruption } from "../interruption.ts";
import { Progress } from "../progress.ts";
import { conclude } from "../run/conclude.ts";
import { interruptible } from "../run/finish.ts";
import type { SeparateArguments } from "../separate.ts";
import { checkTrace } from "../trace-file.ts";
import { readMatrix } from "./read-matrix.ts";
import { summary } from "./summary.ts";
import { writeOutput } from "./write-output.ts";

/** What the trace tells of every iteration. */
const TRACED = ["iteration", "applications", "seconds", "objective", "residual", "gradientNorm"] as const;

/** Runs `lowlands separate`; the exit status is left in `process.exitCode`. */
export async function run(args: SeparateArguments, words: readonly string[]): Promise<void> {
  const settings = settingsOf(args);
  const out =
    args.out ?? `${args.matrix.replace(/((\.(csv|tsv|txt|dat|mtx|npy|npz|parquet|pq))?(\.gz)?|\/+)$/i, "")}-lowlands`;
  const { force = false, trace, json = false, open = false, strict = false } = args;
  const progress = new Progress();
  const signal = interruption(progress, "the best split so far");
  await interruptible(signal, progress, async () => {
    // A file that is missing is told first, by the reader: its folder may be missing, too.
    if (existsSync(args.matrix)) await checkOutputFolder(out, { force });
    if (trace) await checkTrace(trace, force);
    const given = await readMatrix(args, progress, signal);
    const found = await separate(given.data, {
      ...settings,
      signal,
      observe: (step) => progress.show(() => separationText(step)),
    });
    progress.show(() => "Drawing the report");
    const { rowIds, columnIds, source, hash, frames } = given;
    const report = await separationReport(given.data, found, {
      command: commandLine("separate", words),
      source,
      hashes: [hash],
      rowLabels: rowIds,
      columnLabels: columnIds,
      ...(frames && { frames }),
    });
    await conclude(
      {
        report,
        write: () => writeOutput(out, { force }, { given, found, report }),
        columns: TRACED,
        rows: report.trace,
        summary: (files) => summary(report, files),
      },
      { out, force, trace, json, open, strict, signal },
      progress,
    );
  });
}

function settingsOf(args: SeparateArguments): Parameters<typeof separate>[1] {
  const settings = {
    rank:
      args.rank === undefined || args.rank === "auto"
        ? undefined
        : numberOption("rank", args.rank, { least: 1, whole: true }),
    noise: numberOption("noise", args.noise, { least: 0 }),
    gap: numberOption("gap", args.gap, { above: 0, below: 1 }),
    seed: numberOption("seed", args.seed, { least: 0, whole: true }),
    maxSeconds: numberOption("max-seconds", args["max-seconds"], { above: 0 }),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

const PHASES = { separate: "parting", refit: "fitting the others", certify: "certifying" } as const;

/** Where a separation stands, short enough for a terminal of 80 columns. */
function separationText({ phase, rank, iteration, objective }: SeparationProgress): string {
  const height = Number.isNaN(objective) ? "" : `, objective ${numberText(objective, 6)}`;
  return `Rank ${rank}, ${PHASES[phase]}: iteration ${numberText(iteration)}${height}`;
}
