import type { FactorModel } from "../../io/index.ts";
import { entrySampling, fullObservation, type Loss } from "../../src/index.ts";
import { numberOption } from "../arguments/numbers.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { align } from "../certify/align.ts";
import { foreignModel, strengthsOf } from "../certify/foreign-model.ts";
import type { InspectArguments } from "../inspect.ts";
import type { Progress } from "../progress.ts";
import { inputSentence, readInput } from "../read-input.ts";
import { readMeasurements } from "../sense/read-measurements.ts";
import type { Subject } from "./subject.ts";

/** Options that mean something for one kind of data alone. */
const ENTRIES_ONLY = ["ridge-weights", "format", "columns", "duplicates"] as const;
const MEASUREMENTS_ONLY = ["shape", "symmetric"] as const;

/** Throws a UsageError where an option belongs to the other kind of data, or to nonnegative factors. */
export function checkKind(args: InspectArguments): void {
  if (args.nonnegative !== true && (args.l1 !== undefined || args.loss === "kullbackLeibler")) {
    const option = args.l1 !== undefined ? "l1" : "loss";
    throw new UsageError(`--${option}: expected --nonnegative beside ${option === "l1" ? "it" : args.loss}`, option);
  }
  if (args.nonnegative === true && args["ridge-weights"] === "counts" && args.l1 !== undefined) {
    throw new UsageError("--l1: expected it without --ridge-weights counts", "l1");
  }
  const [foreign, kind] =
    args.observed === undefined
      ? [MEASUREMENTS_ONLY, "an operator and its observations"]
      : [ENTRIES_ONLY, "a file of entries alone"];
  const wrong = foreign.find((name) => args[name] !== undefined);
  if (wrong) throw new UsageError(`--${wrong}: expected ${kind} with it; got ${came(args)}`, wrong);
}

type Strengths = Pick<Subject, "ridge" | "biasRidge" | "l1">;

const came = ({ file, observed }: InspectArguments) =>
  [file, observed].filter((name) => name !== undefined).join(" and ");

/** The strengths on the command line, before any file is read. */
export function givenStrengths(args: InspectArguments): Strengths {
  const ridge = numberOption("ridge", args.ridge, { least: 0 });
  const biasRidge = numberOption("bias-ridge", args["bias-ridge"], { least: 0 });
  const l1 = numberOption("l1", args.l1, { least: 0 });
  return {
    ...(ridge !== undefined && { ridge }),
    ...(biasRidge !== undefined && { biasRidge }),
    ...(l1 !== undefined && { l1 }),
  };
}

/** Reads the data, of either kind, and puts the factors beside them. */
export async function readSubject(
  args: InspectArguments,
  { model, loss, given }: { model: FactorModel; loss: Loss; given: Strengths },
  progress: Progress,
  signal: AbortSignal,
): Promise<Subject> {
  const common = {
    loss,
    model: foreignModel(model),
    symmetric: args.symmetric === true,
    nonnegative: args.nonnegative === true,
    sizeSource: args.file,
    ridgeWeights: "none" as const,
    ...strengthsOf(model),
    ...given,
  };
  const { file, observed } = args;
  if (observed !== undefined) {
    const read = await readMeasurements({ operator: file, observed, shape: args.shape }, progress, signal);
    return {
      ...common,
      ridgeWeights: "none",
      operator: read.file.operator,
      observed: read.y,
      values: read.observed.values,
      source: read.observed.source,
      nameOf: (k) => `at place ${k}`,
    };
  }
  const table = await readInput(args, progress, signal);
  progress.say(`${inputSentence(table, args)}.`);
  for (const note of table.notes) progress.say(note);
  const { observations, note } = align(table, model);
  if (note) progress.say(note);
  const { rows, columns, values, shape } = observations;
  const operator = entrySampling({ rows: shape[0], columns: shape[1], rowIndex: rows, columnIndex: columns });
  const ridgeWeights = args["ridge-weights"] ?? common.ridgeWeights;
  // Of a table without holes more can be asked than of single entries.
  const isFull = operator.measurements === shape[0] * shape[1] && !operator.weighted && ridgeWeights === "none";
  return {
    ...common,
    ridgeWeights,
    operator: isFull ? fullObservation({ rows: shape[0], columns: shape[1] }) : operator,
    observed: operator.measure(values),
    values,
    source: table.source,
    nameOf: (k) =>
      `in row ${JSON.stringify(table.rowIds[table.rows[k]])}, column ${JSON.stringify(table.columnIds[table.columns[k]])}`,
  };
}
