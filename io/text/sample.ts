import { InputError } from "../input-error.ts";
import { isNumberOrMissing } from "./cell.ts";
import { RecordParser } from "./record-parser.ts";
import { Utf8Text } from "./utf8-text.ts";

/** The first records of a text file, and how it is cut into records. */
export interface Sample {
  readonly delimiter: string;
  readonly newline: "\n" | "\r\n";
  /** Lines before the first record: comments (# or %) and blank lines. */
  readonly leadingLines: number;
  /** Records that are not blank. */
  readonly records: readonly (readonly string[])[];
  /** Fields of a data line: the commonest number. */
  readonly fields: number;
}

const delimiters = ["\t", ",", ";", "|", "::", " "] as const;
const judgedRecords = 200;
const judgedFields = 1000;

/** Finds the delimiter from the head of a file; `whole` says that the head is all of it. */
export function sample(head: Uint8Array, whole: boolean): Sample {
  const decoder = new Utf8Text();
  const text = decoder.push(head) + (whole ? decoder.end() : "");
  const leading = /^(?:[ \t]*(?:[#%][^\n]*)?\r?\n)*/.exec(text)![0];
  const body = text.slice(leading.length);
  const leadingLines = leading.split("\n").length - 1;
  if (body.trim() === "" || (whole && /^[#%][^\n]*$/.test(body)))
    throw new InputError("expected rows of data, the file has none");
  const common = { leadingLines, newline: /\r\n/.test(body) ? "\r\n" : "\n" } as const;
  const candidates: { cut: Sample; score: number }[] = [];
  const faults: InputError[] = [];
  for (const delimiter of delimiters.filter((one) => body.includes(one))) {
    try {
      const records = parsed(body, delimiter, whole, leadingLines);
      const fields = commonest(records);
      if (fields > 1)
        candidates.push({ cut: { delimiter, ...common, records, fields }, score: fitness(records, fields) });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(error);
    }
  }
  if (candidates.length > 0) return candidates.reduce((best, next) => (next.score > best.score ? next : best)).cut;
  if (faults.length > 0) throw faults[0];
  const records = parsed(body, ",", whole, leadingLines);
  if (records.length === 0) throw new InputError("expected rows of data, the file has none");
  return { delimiter: ",", ...common, records, fields: 1 };
}

function parsed(body: string, delimiter: string, whole: boolean, leadingLines: number): (readonly string[])[] {
  const parser = new RecordParser(delimiter, leadingLines);
  const records = [...parser.push(body).records, ...(whole ? parser.end().records : [])];
  return records.filter((record) => record.length > 1 || record[0] !== "");
}

/** The commonest number of fields; the header may differ, and of equally common ones the first counts. */
function commonest(records: readonly (readonly string[])[]): number {
  const times = new Map<number, number>();
  for (const { length } of records.length > 2 ? records.slice(1) : records)
    times.set(length, (times.get(length) ?? 0) + 1);
  return [...times].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}

/** Lines of equal length count most, then cells that are numbers. */
function fitness(records: readonly (readonly string[])[], fields: number): number {
  const judged = records.slice(0, judgedRecords);
  const even = judged.filter((record) => record.length === fields).length / judged.length;
  const cells = judged.flatMap((record) => record.slice(0, judgedFields));
  const numeric = cells.filter(isNumberOrMissing).length / cells.length;
  return even + 0.5 * numeric;
}
