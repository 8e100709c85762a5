import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkOutputFolder, npzBytes } from "../../io/index.ts";
import { type Factorization, factor } from "../../src/index.ts";
import { numberOption } from "../arguments/numbers.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { commandLine } from "../command-line.ts";
import type { FactorArguments } from "../factor.ts";
import { interruption } from "../interruption.ts";
import { Progress } from "../progress.ts";
import { inputSentence, readInput } from "../read-input.ts";
import { finish, interruptible } from "../run/finish.ts";
import { runText } from "../run/progress-text.ts";
import { descentSettings } from "../run/settings.ts";
import { checkTrace } from "../trace-file.ts";
import { fullTable } from "./full-table.ts";
import { labelled } from "./labelled.ts";
import { nonnegativeArguments } from "./nonnegative-arguments.ts";
import { nonnegativeTable } from "./nonnegative-table.ts";
import { writeParts } from "./write-parts.ts";

/** Runs `lowlands factor`; the exit status is left in `process.exitCode`. */
export async function run(args: FactorArguments, words: readonly string[]): Promise<void> {
  const settings = await descentSettings(args);
  const rank = rankOf(args.rank);
  const nonnegative = nonnegativeArguments(args);
  if (!nonnegative && rank === "auto" && (settings.solver ?? "auto") !== "auto") {
    throw new UsageError(`--rank: expected --rank k beside --solver ${settings.solver}; got auto`, "rank");
  }
  const out =
    args.out ?? `${args.matrix.replace(/(\.(csv|tsv|txt|dat|mtx|npy|npz|parquet|pq))?(\.gz)?$/i, "")}-lowlands`;
  const force = args.force === true;
  const progress = new Progress();
  const signal = interruption(progress);
  await interruptible(signal, progress, async () => {
    // A file that is missing is told first, by the reader: its folder may be missing, too.
    if (existsSync(args.matrix)) await checkOutputFolder(out, { force });
    if (args.trace) await checkTrace(args.trace, force);
    const input = { ...args, file: args.matrix };
    const table = await readInput(input, progress, signal);
    progress.say(`${inputSentence(table, input)}.`);
    const matrix = nonnegative
      ? nonnegativeTable(table, args.missing)
      : { ...fullTable(table, args.missing === "skip" ? undefined : args.missing), note: "" };
    if (matrix.note) progress.say(matrix.note);
    const found = await factor(matrix, {
      ...settings,
      ...nonnegative,
      rank,
      signal,
      observe: (step) => progress.show(() => runText(step)),
    });
    const { rowIds, columnIds, source, hash } = table;
    const report = {
      ...labelled(found.report, rowIds, columnIds),
      command: commandLine("factor", words),
      data: { ...found.report.data, source, hashes: [hash] },
    };
    const { trace, json = false, open = false, strict = false } = args;
    const output = {
      model: found.model,
      report,
      labels: { rowIds, columnIds },
      more: (folder: string) => (found.parts ? writeParts(folder, found.parts, table) : writeSvd(folder, found)),
    };
    await finish(output, { out, force, trace, json, open, strict, signal }, progress);
  });
}

function rankOf(text: string | undefined): number | "auto" {
  if (text === undefined || text === "auto") return "auto";
  return numberOption("rank", text, { least: 1, whole: true })!;
}

async function writeSvd(folder: string, { svd: { u, v, singularValues } }: Factorization) {
  const bytes = npzBytes([
    ["U", { shape: [u.rows, u.columns], data: u.data }],
    ["S", { shape: [singularValues.length], data: singularValues }],
    ["V", { shape: [v.rows, v.columns], data: v.data }],
  ]);
  await writeFile(join(folder, "svd.npz"), bytes);
  return { svd: "svd.npz" };
}
