import { readFile } from "node:fs/promises";
import type { Table } from "../../io/index.ts";
import type { Completion, Report } from "../../src/index.ts";
import { pictureOf } from "./picture.ts";

/** The library's report with what only the command knows: the file, its names, the command line, picture and credit. */
export async function assembleReport({ report, model }: Completion, table: Table, command: string): Promise<Report> {
  const { shape, source, hash, names } = table;
  return {
    ...report,
    command,
    data: {
      ...report.data,
      source,
      hash,
      shape,
      rowName: names.row,
      columnName: names.column,
      valueName: names.value,
    },
    picture: shape === "triplets" ? null : pictureOf(table, model),
    credit: await creditOf(source),
  };
}

/** Data's credit and terms are the text of the file beside it that is named like it with `.credit` at the end. */
async function creditOf(source: string): Promise<string> {
  try {
    return (await readFile(`${source}.credit`, "utf8")).trim().replace(/\s+/g, " ");
  } catch {
    return "";
  }
}
