import { existsSync } from "node:fs";
import {
  checkOutputFolder,
  InputError,
  type Observed,
  type OperatorFile,
  readObserved,
  readOperator,
} from "../../io/index.ts";
import { numberText, percentText, sense } from "../../src/index.ts";
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

/** Runs `lowlands sense`; the exit status is left in `process.exitCode`. */
export async function run(args: SenseArguments, words: readonly string[]): Promise<void> {
  const rank = numberOption("rank", args.rank, { least: 1, whole: true });
  const settings = await descentSettings(args);
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
    const showing = (file: string) => ({
      signal,
      onProgress: (done: number, total: number) => progress.show(() => `Reading ${file}: ${percentText(done / total)}`),
    });
    const observed = await readObserved(args.observed, showing(args.observed));
    const file = await readOperator(args.operator, { shape: shapeOf(args.shape), ...showing(args.operator) });
    progress.clear();
    const { operator } = file;
    const y = observations(file, observed);
    progress.say(
      `${file.source}: ${operator.name} of ${numberText(operator.rows)} × ${numberText(operator.columns)} matrices, ${numberText(operator.measurements)} measurements.`,
    );
    const found = await sense(operator, y, {
      ...settings,
      ...(rank !== undefined && { rank }),
      ...(args.symmetric && { symmetric: true }),
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
    await finish({ model: found.model, report, labels }, { out, force, trace, json, open, strict, signal }, progress);
  });
}

function shapeOf(text: string | undefined): readonly [number, number] | undefined {
  if (text === undefined) return undefined;
  const [, rows, columns] = /^\s*(\d+)\s*[,x×]\s*(\d+)\s*$/.exec(text) ?? [];
  if (Number(rows) >= 1 && Number(columns) >= 1) return [Number(rows), Number(columns)];
  throw new UsageError(`--shape: expected rows,columns, both 1 or more; got ${text}`, "shape");
}

/** The observations in the operator's own order, once their number is right. */
function observations({ listed, arrange, source }: OperatorFile, { values, source: file }: Observed): Float64Array {
  if (values.length === listed) return arrange(values);
  throw new InputError(`expected ${listed} numbers, one a measurement of ${source}; ${values.length} came`, { file });
}
