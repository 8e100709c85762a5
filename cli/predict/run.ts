import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  checkOutputFile,
  type Prediction,
  type PredictionNames,
  predictionLines,
  writePredictions,
  writeWholeFile,
} from "../../io/index.ts";
import { numberOption } from "../arguments/numbers.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { labelledModel } from "../model-file.ts";
import type { PredictArguments } from "../predict.ts";
import { pairPredictions } from "./pair-predictions.ts";
import { topPredictions } from "./top-predictions.ts";

/** Runs `lowlands predict`. */
export async function run(args: PredictArguments): Promise<void> {
  const top = numberOption("top", args.top, { least: 1, whole: true });
  checkCombination(args);
  const { out, pairs, force = false } = args;
  if (out) await checkOutputFile(out, { force });
  const labelled = await labelledModel(args.model);
  const predictions =
    top === undefined ? await pairPredictions(labelled, pairs!, args) : await topPredictions(labelled, top, args);
  if (out) await writeWholeFile(out, { force }, (path) => writePredictions(path, predictions, labelled.names));
  else await print(predictions, labelled.names);
}

function checkCombination({ pairs, top, rows, exclude, out }: PredictArguments): void {
  if ((pairs === undefined) === (top === undefined)) {
    const came = top === undefined ? "neither" : "both";
    throw new UsageError(`expected PAIRS, a file of pairs, or --top n; got ${came}`, "pairs");
  }
  for (const [name, value] of Object.entries({ rows, exclude })) {
    if (value !== undefined && top === undefined) throw new UsageError(`--${name}: expected --top beside it`, name);
  }
  if (out !== undefined && !/\.(csv|parquet)$/.test(out)) {
    throw new UsageError(`--out: expected a file.csv or file.parquet; got ${out}`, "out");
  }
}

async function print(predictions: Iterable<Prediction>, names: PredictionNames): Promise<void> {
  await pipeline(Readable.from(predictionLines(predictions, names)), process.stdout, { end: false });
}
