import Papa from "papaparse";
import { InputError } from "../input-error.ts";

const longestRecord = 1 << 24;

/** Records of a piece of text; `line(k)` is the line on which record k begins. */
export interface RecordBatch {
  readonly records: readonly (readonly string[])[];
  line(record: number): number;
}

interface PapaResult {
  data: string[][];
  errors: { message: string; row: number }[];
  meta: { cursor: number };
}

/**
 * Fields of delimited text that comes piece by piece, quotes honoured, every field trimmed.
 *
 * A blank line is the record `[""]`. With a space as delimiter, runs of spaces count as one.
 */
export class RecordParser {
  private readonly delimiter: string;
  private rest = "";
  private nextLine: number;

  /** `leadingLines` of the file came before the text. */
  constructor(delimiter: string, leadingLines: number) {
    this.delimiter = delimiter;
    this.nextLine = leadingLines + 1;
  }

  push(text: string): RecordBatch {
    return this.parse(this.rest + text, false);
  }

  end(): RecordBatch {
    return this.parse(this.rest, true);
  }

  private parse(raw: string, last: boolean): RecordBatch {
    // A carriage return at the end of a piece may belong to a line feed that is still to come.
    const held = !last && raw.endsWith("\r") ? "\r" : "";
    const text = (held === "" ? raw : raw.slice(0, -1)).replace(/\r\n?/g, "\n");
    const parser = new Papa.Parser({ delimiter: this.delimiter, newline: "\n" });
    const result = parser.parse(text, 0, !last) as PapaResult;
    const records = result.data;
    // What follows the last line end is no record.
    if (last && (text === "" || text.endsWith("\n")) && records.at(-1)?.length === 1 && records.at(-1)?.[0] === "")
      records.pop();
    const firstLine = this.nextLine;
    const breaks = text.includes('"') ? breaksBefore(records) : undefined;
    const line = (record: number) => firstLine + record + (breaks?.[record] ?? 0);
    // An error in the unfinished last record comes back with the next piece.
    const fault = result.errors.find((error) => error.row < records.length || last);
    if (fault !== undefined) {
      throw new InputError("expected a quoted field to end with a quote before the delimiter, it does not", {
        line: line(Math.min(fault.row, records.length)),
      });
    }
    this.rest = last ? "" : text.slice(result.meta.cursor) + held;
    this.nextLine = line(records.length);
    if (this.rest.length > longestRecord) {
      throw new InputError(
        `expected lines and quoted fields shorter than ${longestRecord} characters, a longer one began`,
        {
          line: this.nextLine,
        },
      );
    }
    for (const [k, record] of records.entries()) {
      for (let field = 0; field < record.length; field++) record[field] = record[field]!.trim();
      if (this.delimiter === " ") records[k] = withoutRuns(record);
    }
    return { records, line };
  }
}

function withoutRuns(record: string[]): string[] {
  const fields = record.filter((field) => field !== "");
  return fields.length === 0 ? [""] : fields;
}

/** For each record, and for what follows the last, the line breaks inside the quoted fields before it. */
function breaksBefore(records: readonly string[][]): Int32Array {
  const breaks = new Int32Array(records.length + 1);
  for (const [k, record] of records.entries()) {
    let within = 0;
    for (const field of record) within += field.includes("\n") ? field.split("\n").length - 1 : 0;
    breaks[k + 1] = breaks[k]! + within;
  }
  return breaks;
}
