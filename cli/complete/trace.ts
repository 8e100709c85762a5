import { checkOutputFile, InputError, writeText, writeWholeFile } from "../../io/index.ts";
import type { TraceRow } from "../../src/index.ts";

const columns = [
  "round",
  "iteration",
  "rank",
  "objective",
  "relativeGap",
  "gradientNorm",
  "passes",
] as const satisfies readonly (keyof TraceRow)[];

/** Throws an InputError, before any work, where the trace could not be written. */
export async function checkTrace(path: string, force: boolean): Promise<void> {
  try {
    await checkOutputFile(path, { force });
  } catch (error) {
    throw error instanceof InputError ? new InputError(error.fault, { file: path, argument: "trace" }) : error;
  }
}

/** Writes a trace as CSV, a line an iteration; what was not computed there is blank. */
export async function writeTrace(path: string, force: boolean, trace: readonly TraceRow[]): Promise<void> {
  const name = (column: string) => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const line = (row: TraceRow) => columns.map((column) => (Number.isNaN(row[column]) ? "" : row[column])).join(",");
  await writeWholeFile(path, { force }, (temporary) =>
    writeText(temporary, [`${columns.map(name).join(",")}\n`, ...trace.map((row) => `${line(row)}\n`)]),
  );
}
