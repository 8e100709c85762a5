import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkOutputFolder } from "../../io/index.ts";
import { sense } from "../../src/index.ts";
import { numberOption } from "../arguments/numbers.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { commandLine } from "../command-line.ts";
import { interruption } from "../interruption.ts";
import { Progress } from "../progress.ts";
import { finish, interruptible } from "../run/finish.ts";
import { runText } from "../run/progress-text.ts";
import { descentSettings } from "../run/settings.ts";
import type { SenseArguments } from "../sense.ts";
import { checkTrace } from "../trace-file.ts";
import { readMeasurements } from "./read-measurements.ts";
import { writeOutliers } from "./write-outliers.ts";

/** Runs `lowlands sense`; the exit status is left in `process.exitCode`. */
export async function run(args: SenseArguments, words: readonly string[]): Promise<void> {
  const rank = numberOption("rank", args.rank, { least: 1, whole: true });
  const settings = await descentSettings(args);
  const threshold = numberOption("threshold", args.threshold, { above: 0 });
  if (args.loss === "huber" && threshold === undefined) {
    throw new UsageError(
      "--threshold: expected a number above 0 beside --loss huber, in the units of y; got none",
      "threshold",
    );
  }
  if (rank === undefined && !(settings.ridge! > 0)) {
    throw new UsageError("--rank: expected --rank k, or --ridge λ above 0 (the rank then grows); got neither", "rank");
  }
  const out = args.out ?? `${args.observed.replace(/\.(npy|csv|txt|dat|json)?(\.gz)?$/i, "")}-lowlands`;
  const force = args.force === true;
  const progress = new Progress();
  const signal = interruption(progress);
  await interruptible(signal, progress, async () => {
    // A file that is missing is told first, by its reader: its folder may be missing, too.
    if (existsSync(args.observed)) await checkOutputFolder(out, { force });
    if (args.trace) await checkTrace(args.trace, force);
    const { file, observed, y } = await readMeasurements(args, progress, signal);
    const { operator } = file;
    const found = await sense(operator, y, {
      ...settings,
      ...(rank !== undefined && { rank }),
      ...(args.symmetric && { symmetric: true }),
      ...(args.loss && { loss: args.loss }),
      ...(threshold !== undefined && { threshold }),
      ...(args.escape !== undefined && { escape: args.escape === "on" }),
      signal,
      observe: (step) => progress.show(() => runText(step)),
    });
    const report = {
      ...found.report,
      command: commandLine("sense", words),
      data: { ...found.report.data, source: `${file.source}, ${observed.source}`, hashes: [file.hash, observed.hash] },
    };
    const numbered = (count: number) => Array.from({ length: count }, (_, k) => k);
    const labels = { rowIds: numbered(operator.rows), columnIds: numbered(operator.columns) };
    const { trace, json = false, open = false, strict = false } = args;
    const { outliers } = found;
    const more = outliers && {
      async more(folder: string) {
        await writeOutliers(join(folder, "outliers.csv"), outliers);
        return { outliers: "outliers.csv" };
      },
    };
    await finish(
      { model: found.model, report, labels, ...more },
      { out, force, trace, json, open, strict, signal },
      progress,
    );
  });
}
