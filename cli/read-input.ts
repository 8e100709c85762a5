import { read, type Table } from "../io/index.ts";
import { percentText } from "../src/index.ts";
import type { Progress } from "./progress.ts";

/** The words on the command line that say how a table is read. */
export interface InputArguments {
  readonly file: string;
  readonly format?: "triplets" | "wide" | undefined;
  readonly columns?: string | undefined;
  readonly duplicates?: "error" | "mean" | "last" | undefined;
}

/** Reads the table that a command was given, showing how far it is. */
export async function readInput(args: InputArguments, progress: Progress, signal?: AbortSignal): Promise<Table> {
  const table = await read(args.file, {
    format: args.format,
    columns: args.columns?.split(",").map((name) => name.trim()),
    duplicates: args.duplicates,
    signal,
    onProgress: (done, total) => progress.show(() => `Reading ${args.file}: ${percentText(done / total)}`),
  });
  progress.clear();
  return table;
}

function count(number: number, noun = ""): string {
  const digits = number.toLocaleString("en-US");
  return noun === "" ? digits : `${digits} ${noun}${number === 1 ? "" : "s"}`;
}

/** What was read, in one sentence; where the shape was detected, how to have it otherwise. */
export function inputSentence(table: Table, args: InputArguments): string {
  const { rowIds, columnIds, shape, values } = table;
  const [m, n] = [rowIds.length, columnIds.length];
  const other = shape === "triplets" ? "wide" : "triplets";
  const kind = { triplets: "triplets", wide: "a wide table", array: "an array" }[shape];
  const detected = args.format || shape === "array" ? "" : ` (--format ${other} reads it otherwise)`;
  const missing = percentText(Math.max(0, 1 - values.length / (m * n)));
  return `${table.source}: ${kind}${detected}, ${count(m, "row")} × ${count(n, "column")}, ${count(values.length)} observed, ${missing} missing`;
}
