import { checkOutputFile, InputError, writeText, writeWholeFile } from "../io/index.ts";

/** Throws an InputError, before any work, where the trace could not be written. */
export async function checkTrace(path: string, force: boolean): Promise<void> {
  try {
    await checkOutputFile(path, { force });
  } catch (error) {
    throw error instanceof InputError ? new InputError(error.fault, { file: path, argument: "trace" }) : error;
  }
}

/** Writes rows as CSV under the names of these columns; what was not computed is blank. */
export async function writeTrace<Column extends string>(
  path: string,
  force: boolean,
  columns: readonly Column[],
  rows: Iterable<Readonly<Record<Column, number | string>>>,
): Promise<void> {
  const name = (column: string) => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const cell = (value: number | string) => (Number.isNaN(value) ? "" : value);
  function* lines(): Generator<string> {
    yield `${columns.map(name).join(",")}\n`;
    for (const row of rows) yield `${columns.map((column) => cell(row[column])).join(",")}\n`;
  }
  await writeWholeFile(path, { force }, (temporary) => writeText(temporary, lines()));
}
